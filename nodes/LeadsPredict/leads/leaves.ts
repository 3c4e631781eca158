import { isObject } from '../json';
import type { ReadObjectName } from './headers/objectNames';
import { namedValues } from './namedValues';

/** A value of an item that is not an object. */
export interface Leaf {
	readonly value: unknown;
	/** Its path, in the readable form. */
	readonly from: string;
	/** Its key or name. */
	readonly label: string;
}

/** Deeper values are rarely fields of a lead. */
const MAX_DEPTH = 5;
const MAX_LEAVES = 1000;

/**
 * All values of an item, except those under a key for somebody else and those in a list of several
 * records.
 * @param isWanted decides by the key or name of a value
 */
export function leavesOf(
	json: unknown,
	nameOf: ReadObjectName,
	isWanted: (label: string) => boolean = () => true,
): readonly Leaf[] {
	const leaves: Leaf[] = [];
	const addAll = (holder: object, before: string, depth: number): void => {
		for (const label of Object.keys(holder)) add(label, Reflect.get(holder, label), before, depth);
	};
	const add = (label: string, value: unknown, before: string, depth: number): void => {
		if (leaves.length >= MAX_LEAVES) return;
		const from = before + label;
		if (typeof value !== 'object' || value === null || isListOfValues(value)) {
			if (isWanted(label)) leaves.push({ label, value, from });
		} else if (depth < MAX_DEPTH && nameOf(label).kind !== 'somebodyElse') {
			if (!Array.isArray(value)) addAll(value, `${from}.`, depth + 1);
			else addList(value, from, depth);
		}
	};
	const addList = (list: readonly unknown[], from: string, depth: number): void => {
		const named = namedValues(list, from);
		if (named !== undefined) {
			for (const [label, value] of Object.entries(named.values)) {
				if (isWanted(label)) leaves.push({ label, value, from: named.paths.get(label) ?? from });
			}
		} else if (list.length === 1 && isObject(list[0])) addAll(list[0], `${from}[0].`, depth + 1);
	};
	// A Code node can pass on an item without data.
	if (isObject(json)) addAll(json, '', 0);
	return leaves;
}

const isListOfValues = (value: object): boolean =>
	Array.isArray(value) && !value.some((entry) => typeof entry === 'object' && entry !== null);
