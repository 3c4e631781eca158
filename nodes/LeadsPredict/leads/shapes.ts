import { isObject } from '../json';
import type { Origin } from '../types';
import { addCandidate, isNothingFor } from './candidates';
import type { Candidates } from './candidates';
import { evidenceMarks, evidenceMatcher, isProven, isThere, recordOf } from './evidence';
import { fieldsFrom } from './fields';
import { formAnswersReader } from './formAnswers';
import type { ReadFormAnswers } from './formAnswers';
import type { ReadColumns } from './headers/columns';
import { distinguishingKey, firstValue, jsonPath, keysOfPath, pathsOf, valueAt } from './jsonPath';
import type { JsonPath } from './jsonPath';
import type { RecognizedItem } from './recognizedItem';
import { FIELD_ROLES } from './source';
import type { FieldRole, ItemRefusal, ItemShape, Source } from './source';
import { severalPeople } from './sources/refusals';

/** Finds the shape of an item and reads its values. */

type Keys = readonly string[];

/** A shape of a source, compiled once for a run. */
export interface CompiledShape {
	readonly source: Source;
	readonly shape: ItemShape;
	/** Its position in the order in which shapes are tried. */
	readonly order: number;
	readonly matches: (json: object) => boolean;
	readonly isProven: (json: object) => boolean;
	/** Where the record is in the item, and the prefix of its paths. */
	readonly within: Keys;
	readonly before: string;
	readonly people: Keys | undefined;
	readonly fields: readonly FieldPath[];
	readonly answers: ReadFormAnswers | undefined;
	readonly labelled: readonly LabelledPart[];
	readonly id: readonly JsonPath[];
	readonly withoutEmail: ReadonlyArray<{
		readonly lacks: Keys | undefined;
		readonly refusal: ItemRefusal;
	}>;
}

/** Shapes by the first key that identifies their items. */
export type Shapes = ReadonlyMap<string, readonly CompiledShape[]>;

/** For shapes without a required key. */
const ANY_KEY = '';

/** @param choiceProves whether the user's choice of the source settles the type of its records */
export function compileShapes(sources: readonly Source[], choiceProves: boolean): Shapes {
	const byKey = new Map<string, CompiledShape[]>();
	const all = sources.flatMap((source) =>
		(source.shapes ?? []).map((shape) => ({ source, shape })),
	);
	all.forEach(({ source, shape }, order) => {
		const key = keysOfPath(shape.knownBy.all?.[0])[0] ?? ANY_KEY;
		const compiled = compileShape(source, shape, order, choiceProves);
		byKey.set(key, [...(byKey.get(key) ?? []), compiled]);
	});
	return byKey;
}

function compileShape(
	source: Source,
	shape: ItemShape,
	order: number,
	choiceProves: boolean,
): CompiledShape {
	const provenBy = shape.record?.provenBy;
	const marks = new Map(evidenceMarks(provenBy).map((mark) => [mark, keysOfPath(mark)]));
	return {
		source,
		shape,
		order,
		matches: evidenceMatcher(shape.knownBy),
		isProven: (json) =>
			isProven(provenBy, choiceProves, (mark) => isThere(json, marks.get(mark) ?? [])),
		within: keysOfPath(shape.within),
		before: shape.within === undefined ? '' : `${shape.within}.`,
		people: shape.people === undefined ? undefined : keysOfPath(shape.people),
		fields: fieldPaths(shape.fields),
		answers: shape.answers && formAnswersReader(shape.answers),
		labelled: labelledParts(shape),
		id: pathsOf(shape.record?.id).map((path) => jsonPath(path)),
		withoutEmail: (shape.withoutEmail ?? []).map(({ lacks, ...refusal }) => ({
			lacks: lacks === undefined ? undefined : keysOfPath(lacks),
			refusal,
		})),
	};
}

/** The first shape that fits an item, in the order of the sources. */
export function shapeOf(shapes: Shapes, json: object): CompiledShape | undefined {
	let best: CompiledShape | undefined;
	for (const key of Object.keys(json)) {
		for (const shape of shapes.get(key) ?? []) {
			if (best !== undefined && best.order <= shape.order) break;
			if (shape.matches(json)) best = shape;
		}
	}
	return best ?? shapes.get(ANY_KEY)?.find(({ matches }) => matches(json));
}

/** @param from prefix of every path: "" or "body." */
export function readShape(
	compiled: CompiledShape,
	json: object,
	from: string,
	readColumns: ReadColumns,
): RecognizedItem {
	const { source, shape } = compiled;
	const isProvenType = compiled.isProven(json);
	const label = isProvenType ? shape.label : recordOf(source);
	const nothing = { source: source.value, label, fields: {} };
	if (shape.refuse !== undefined) return { ...nothing, refusal: shape.refuse };
	const record = valueAt(json, compiled.within);
	const before = from + compiled.before;
	const people = compiled.people && valueAt(record, compiled.people);
	if (Array.isArray(people) && people.length > 1) {
		return { ...nothing, refusal: severalPeople(people.length, `${before}${shape.people}`) };
	}
	const fields = fieldsFrom(candidatesIn(compiled, record, before, readColumns));
	const id = isProvenType ? idText(firstValue(compiled.id, record)) : undefined;
	const current = currentValues(record, shape.leadspredictFields);
	const refusal = fields.email === undefined ? whyNoEmail(compiled, record) : undefined;
	return {
		...nothing,
		fields,
		...(shape.record !== undefined &&
			id !== undefined && { record: { type: shape.record.type, id } }),
		...(current !== undefined && { current }),
		...(refusal !== undefined && { refusal }),
	};
}

/** Ranks: first the named paths in their order, then answers, then labels. */
const BEFORE_LABELS = -100;
/** Labels next to a list of answers hold what the form did not ask, such as hidden fields. */
const AFTER_ANSWERS = 20_000;

function candidatesIn(
	{ fields, answers, labelled }: CompiledShape,
	record: unknown,
	before: string,
	readColumns: ReadColumns,
): Candidates {
	const candidates: Candidates = new Map();
	for (const { role, rank, path, fallbackPath } of fields) {
		const read = path.read(record);
		if (read === undefined) continue;
		addCandidate(
			candidates,
			{ role, rank: BEFORE_LABELS + rank },
			{
				value: read.value,
				from: before + path.path,
				...(read.more > 0 && { more: read.more }),
				...(fallbackPath !== undefined && { fallbackPath }),
			},
		);
	}
	answers?.(record, candidates);
	const after = answers === undefined ? 1 : AFTER_ANSWERS;
	for (const { keys, path, options } of labelled) {
		const part = valueAt(record, keys);
		if (!isObject(part)) continue;
		const columns = readColumns(part, { ...options, from: before + path });
		for (const [role, [{ found, rank }]] of columns.candidates) {
			addCandidate(candidates, { role, rank: after + rank }, found);
		}
	}
	return candidates;
}

interface FieldPath {
	readonly role: FieldRole;
	readonly rank: number;
	readonly path: JsonPath;
	/** Set for all paths but the usual one: the key that differs from it. */
	readonly fallbackPath?: string;
}

const fieldPaths = (fields: ItemShape['fields']): readonly FieldPath[] =>
	FIELD_ROLES.flatMap((role) => {
		const [usual = '', ...others] = pathsOf(fields?.[role]);
		return usual === ''
			? []
			: [usual, ...others].map((path, rank) => ({
					role,
					rank,
					path: jsonPath(path, isNothingFor(role)),
					...(rank > 0 && { fallbackPath: distinguishingKey(path, usual) }),
				}));
	});

/** A part of a record whose keys are labels: questions of a form, or headers of a table. */
interface LabelledPart {
	readonly keys: Keys;
	readonly path: string;
	readonly options: { readonly asks: boolean; readonly after?: string };
}

function labelledParts({ columns, headers }: ItemShape): readonly LabelledPart[] {
	const part = (path: string | undefined, options: LabelledPart['options']): LabelledPart => ({
		keys: keysOfPath(path),
		path: path === undefined ? '' : `${path}.`,
		options,
	});
	const { in: holder, after } = headers ?? {};
	return [
		...(columns === undefined ? [] : [part(columns, { asks: true })]),
		...(headers === undefined
			? []
			: [part(holder, { asks: false, ...(after !== undefined && { after }) })]),
	];
}

const whyNoEmail = ({ withoutEmail }: CompiledShape, record: unknown): ItemRefusal | undefined =>
	withoutEmail.find(({ lacks }) => lacks === undefined || !isThere(record, lacks))?.refusal;

/** The current values of LeadsPredict's fields in a record, by their names in the record. */
function currentValues(record: unknown, ours: ItemShape['leadspredictFields']): Origin['current'] {
	const holder = valueAt(record, keysOfPath(ours?.in));
	if (ours === undefined || !isObject(holder)) return undefined;
	const { prefix, value, also = [] } = ours;
	const inField = keysOfPath(value);
	const entries = Object.keys(holder)
		.filter((key) => key.startsWith(prefix) || also.includes(key))
		.map((key) => [key, valueAt(holder, [key, ...inField])] as const);
	const hasOurs = entries.some(([key]) => key.startsWith(prefix));
	return hasOurs ? Object.fromEntries(entries) : undefined;
}

/** A record's ID as text, if it is a text or a whole number. */
export const idText = (value: unknown): string | undefined => {
	if (typeof value === 'string') return value.trim() === '' ? undefined : value.trim();
	return Number.isSafeInteger(value) ? String(value) : undefined;
};
