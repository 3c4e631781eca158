import { isObject } from '../json';
import { keysOfPath, valueAt } from './jsonPath';
import type { RecordEvidence, ShapeEvidence, Source } from './source';

/** Checks the evidence that an item has a shape, and that a record is of the type in its table. */

/** Whether a key exists, whatever its value. */
export function isThere(record: unknown, keys: readonly string[]): boolean {
	const holder = valueAt(record, keys.slice(0, -1));
	return isObject(holder) && Object.hasOwn(holder, keys[keys.length - 1] ?? '');
}

function everyValueHas(json: object, keys: readonly string[]): boolean {
	const values: readonly unknown[] = Object.values(json);
	return (
		values.length > 0 &&
		values.every((value) => isObject(value) && keys.every((key) => Object.hasOwn(value, key)))
	);
}

/** Compiles the evidence of a shape. */
export function evidenceMatcher(evidence: ShapeEvidence): (json: object) => boolean {
	const { begins, each } = evidence;
	const all = (evidence.all ?? []).map(keysOfPath);
	const any = evidence.any?.map(keysOfPath);
	const none = (evidence.none ?? []).map(keysOfPath);
	const equal = Object.entries(evidence.equal ?? {}).map(([path, value]) => ({
		keys: keysOfPath(path),
		value,
	}));
	return (json) =>
		all.every((keys) => isThere(json, keys)) &&
		(any === undefined || any.some((keys) => isThere(json, keys))) &&
		!none.some((keys) => isThere(json, keys)) &&
		equal.every(({ keys, value }) => valueAt(json, keys) === value) &&
		(begins === undefined || Object.keys(json).some((key) => key.startsWith(begins))) &&
		(each === undefined || everyValueHas(json, each));
}

/**
 * Whether a record is certain to be of the type in its table, so that its ID can be used.
 * @param choiceProves whether the user chose this source and it has one type of record. The choice
 * then settles the type, unless the record has something that belongs to another type
 * @param has whether a path or header exists
 */
export function isProven(
	provenBy: RecordEvidence | undefined,
	choiceProves: boolean,
	has: (mark: string) => boolean,
): boolean {
	if (provenBy === undefined) return true;
	const isOther = provenBy.map(({ none = [] }) => none.some(has));
	return (
		provenBy.some(({ any }, index) => isOther[index] === false && any.some(has)) ||
		(choiceProves && !isOther.includes(true))
	);
}

/** All paths or headers that the evidence names. */
export const evidenceMarks = (provenBy: RecordEvidence | undefined): readonly string[] =>
	(provenBy ?? []).flatMap(({ any, none = [] }) => [...any, ...none]);

/** Whether all leads of a source are records of one type. */
export const hasOneType = ({ shapes = [], tables = [] }: Source): boolean =>
	new Set([...shapes, ...tables].flatMap(({ record }) => record?.type ?? [])).size === 1;

/** The label of an item whose record type is not certain. */
export const recordOf = ({ name }: Source): string => `${name} record`;
