import type { Origin } from '../types';
import { formAnswersReader } from './formAnswers';
import type { ReadColumns } from './headers/columns';
import { evidenceMarks, isProven, recordOf } from './evidence';
import { fieldsFrom, isNothingFor, addCandidate } from './candidates';
import type { FoundFields, Candidates } from './candidates';
import { isObject } from '../json';
import { distinguishingKey, keysOfPath, jsonPath, valueAt } from './jsonPath';
import type { JsonPath } from './jsonPath';
import { FIELD_ROLES } from './source';
import type { ShapeEvidence, JsonPaths, ItemRefusal, FieldRole, ItemShape, Source } from './source';

/** A shape of a table made ready to read items with, once, when the tables are loaded. */

/** The anchor of shapes whose items need not have any certain key. */
export const ANY = '';

/** Headers beside a list of answers hold what was not asked, such as hidden fields. */
const AFTER_ANSWERS = 20_000;

/** What an item is, and what it says about a lead. */
export interface RecognizedItem extends Omit<Origin, 'fields' | 'elsewhere'> {
	readonly fields: FoundFields;
	/** Why it is no lead as it stands. It counts unless Lead Fields give an email. */
	readonly refusal?: ItemRefusal;
}

export interface CompiledShape {
	/** The first key that must be there: items without it are not looked at more closely. */
	readonly anchor: string;
	readonly matches: (json: object) => boolean;
	/** Whether no such item is a lead. */
	readonly refuses: boolean;
	/** @param from what stands before every path to say where it is: "" or "body." */
	readonly read: (json: object, from: string, readColumns: ReadColumns) => RecognizedItem;
}

const listed = (places: JsonPaths | undefined): readonly string[] =>
	typeof places === 'string' ? [places] : (places ?? []);

/** Of a place without lists, or of none: then it is the record itself. */
const keysOf = (path: string | undefined): readonly string[] => keysOfPath(path ?? '');

/** Whether a key is there at all, whatever it holds. */
function isThere(record: unknown, keys: readonly string[]): boolean {
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

function marksReader(marks: ShapeEvidence): (json: object) => boolean {
	const { all = [], any, none, equal, begins, each } = marks;
	const needed = all.map(keysOf);
	const oneOf = any?.map(keysOf);
	const absent = (none ?? []).map(keysOf);
	const same = Object.entries(equal ?? {}).map(([path, value]) => ({ keys: keysOf(path), value }));
	return (json) =>
		needed.every((keys) => isThere(json, keys)) &&
		(oneOf === undefined || oneOf.some((keys) => isThere(json, keys))) &&
		!absent.some((keys) => isThere(json, keys)) &&
		same.every(({ keys, value }) => valueAt(json, keys) === value) &&
		(begins === undefined || Object.keys(json).some((key) => key.startsWith(begins))) &&
		(each === undefined || everyValueHas(json, each));
}

interface Slot {
	readonly role: FieldRole;
	/** In order of preference; `elsewhere` names all but the usual one. */
	readonly places: ReadonlyArray<{ readonly place: JsonPath; readonly elsewhere?: string }>;
}

const slotsOf = (fields: ItemShape['fields']): readonly Slot[] =>
	FIELD_ROLES.flatMap((role) => {
		const paths = listed(fields?.[role]);
		const [usual] = paths;
		if (usual === undefined) return [];
		const places = paths.map((path, index) => ({
			place: jsonPath(path, isNothingFor(role)),
			...(index > 0 && { elsewhere: distinguishingKey(path, usual) }),
		}));
		return [{ role, places }];
	});

/** Named places come before labels, the first one of them first. */
const BEFORE_LABELS = -100;

function readSlots(
	slots: readonly Slot[],
	record: unknown,
	from: string,
	gathered: Candidates,
): void {
	for (const { role, places } of slots) {
		places.forEach(({ place: at, elsewhere }, rank) => {
			const read = at.read(record);
			if (read === undefined) return;
			addCandidate(gathered, role, BEFORE_LABELS + rank, {
				value: read.value,
				from: from + at.path,
				...(read.more > 0 && { more: read.more }),
				...(elsewhere !== undefined && { fallbackPath: elsewhere }),
			});
		});
	}
}

/** The parts of a record whose keys are labels: questions of a form, or headers of a table. */
function labelledParts({ columns, headers }: ItemShape) {
	const part = (at: string | undefined, asks: boolean, after?: string) => ({
		keys: keysOf(at),
		before: at === undefined ? '' : `${at}.`,
		asks,
		after,
	});
	return [
		...(columns === undefined ? [] : [part(columns, true)]),
		...(headers === undefined ? [] : [part(headers.in, false, headers.after)]),
	];
}

/** The values that LeadsPredict's own fields have in a record, by their names there. */
function currentValues(record: unknown, ours: ItemShape['leadspredictFields']): Origin['current'] {
	const holder = valueAt(record, keysOf(ours?.in));
	if (ours === undefined || !isObject(holder)) return undefined;
	const { prefix, value, also = [] } = ours;
	const inField = keysOf(value);
	const entries = Object.keys(holder)
		.filter((key) => key.startsWith(prefix) || also.includes(key))
		.map((key) => [key, valueAt(holder, [key, ...inField])] as const);
	const hasOurs = entries.some(([key]) => key.startsWith(prefix));
	return hasOurs ? Object.fromEntries(entries) : undefined;
}

/** A record's id as text; anything but a text or a whole number is none. */
export const idText = (value: unknown): string | undefined => {
	if (typeof value === 'string') return value.trim() === '' ? undefined : value.trim();
	return Number.isSafeInteger(value) ? String(value) : undefined;
};

const firstOf = (places: readonly JsonPath[], record: unknown): unknown => {
	for (const each of places) {
		const read = each.read(record);
		if (read !== undefined) return read.value;
	}
	return undefined;
};

export const severalPeople = (amount: number, where: string): ItemRefusal => ({
	code: 'several_people',
	message: `This item holds ${amount} people`,
	advice: `Add a Split Out node before this one, with "${where}" as the field to split out, so that each person is an item of their own`,
});

/** @param isChosen whether the user chose this source, and it has one type of record */
export function compileShape(source: Source, shape: ItemShape, isChosen: boolean): CompiledShape {
	const { refuse, withoutEmail, people, record: recordPlace } = shape;
	const provenBy = recordPlace?.provenBy;
	const evidence = new Map(evidenceMarks(provenBy).map((mark) => [mark, keysOf(mark)]));
	const within = keysOf(shape.within);
	const inside = shape.within === undefined ? '' : `${shape.within}.`;
	const labelled = labelledParts(shape);
	const slots = slotsOf(shape.fields);
	const answers = shape.answers && formAnswersReader(shape.answers);
	const behind = answers === undefined ? 1 : AFTER_ANSWERS;
	const id = listed(recordPlace?.id).map((path) => jsonPath(path));
	const refusals = (withoutEmail ?? []).map(({ lacks, ...refusal }) => ({
		lacks: lacks === undefined ? undefined : keysOf(lacks),
		refusal,
	}));

	const read: CompiledShape['read'] = (json, from, readColumns) => {
		const proven = isProven(provenBy, isChosen, (mark) => isThere(json, evidence.get(mark) ?? []));
		const label = proven ? shape.label : recordOf(source);
		const nothing = { source: source.value, label, fields: {} };
		if (refuse !== undefined) return { ...nothing, refusal: refuse };
		const record = valueAt(json, within);
		const list = people === undefined ? undefined : valueAt(record, keysOf(people));
		if (Array.isArray(list) && list.length > 1) {
			const where = `${from}${inside}${people}`;
			return { ...nothing, refusal: severalPeople(list.length, where) };
		}
		const gathered: Candidates = new Map();
		readSlots(slots, record, from + inside, gathered);
		answers?.(record, gathered);
		for (const { keys, before, asks, after } of labelled) {
			const part = valueAt(record, keys);
			if (!isObject(part)) continue;
			const at = from + inside + before;
			const labels = readColumns(part, { asks, from: at, ...(after !== undefined && { after }) });
			for (const [role, { found, rank }] of labels.gathered)
				addCandidate(gathered, role, rank + behind, found);
		}
		const fields = fieldsFrom(gathered);
		const recordId = proven ? idText(firstOf(id, record)) : undefined;
		const current = currentValues(record, shape.leadspredictFields);
		const refusal =
			fields.email === undefined
				? refusals.find(({ lacks }) => lacks === undefined || !isThere(record, lacks))?.refusal
				: undefined;
		return {
			source: source.value,
			label,
			fields,
			...(recordPlace !== undefined &&
				recordId !== undefined && { record: { type: recordPlace.type, id: recordId } }),
			...(current !== undefined && { current }),
			...(refusal !== undefined && { refusal }),
		};
	};
	return {
		anchor: keysOf(shape.knownBy.all?.[0])[0] ?? ANY,
		matches: marksReader(shape.knownBy),
		refuses: refuse !== undefined,
		read,
	};
}
