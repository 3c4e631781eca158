import { own } from '../json';
import type { LeadRow } from '../types';
import { evidenceMatcher, isThere } from './evidence';
import { keysOfPath, pathsOf } from './jsonPath';
import type { FieldRole, ItemShape } from './source';
import { SOURCES } from './sources';

/** Finds fields that the source system has but the previous step did not request. */

export interface NotFetched {
	/** "HubSpot contact" */
	readonly label: string;
	/** The system's names for them. */
	readonly names: readonly string[];
	/** Where users choose the fields: "Fields in the Salesforce node". */
	readonly chosenUnder: string;
}

/** A record with more fields was requested whole, so a missing field is empty. */
const MAX_CHOSEN = 30;

/** Fields that every such system has, except names, which are always included. */
const USUAL: readonly FieldRole[] = [
	'company',
	'phone',
	'industry',
	'revenue',
	'employees',
	'last_interaction',
];

/** Fields that no record of a kind has in this run, for kinds whose fields users choose. */
export function notFetched(
	rows: readonly LeadRow[],
	jsonOf: (item: number) => object,
): readonly NotFetched[] {
	const labels = new Set(rows.map(({ origin }) => origin.label));
	return SOURCES.flatMap(({ shapes = [] }) => shapes).flatMap((shape): NotFetched[] => {
		const { label, chosenUnder } = shape;
		if (chosenUnder === undefined || !labels.has(label)) return [];
		const names = namesNotIn(
			rows.filter(({ origin }) => origin.label === label).map(({ item }) => jsonOf(item)),
			shape,
		);
		return names.length === 0 ? [] : [{ label, names, chosenUnder }];
	});
}

function namesNotIn(items: readonly object[], { knownBy, fields }: ItemShape): string[] {
	const records = items.filter(evidenceMatcher(knownBy));
	if (records.length === 0 || records.some((record) => fieldCount(record) > MAX_CHOSEN)) return [];
	return USUAL.flatMap((role) => {
		const [usual, ...others] = pathsOf(fields?.[role]).map(property);
		const isMissing =
			usual !== undefined &&
			[usual, ...others]
				.map(keysOfPath)
				.every((keys) => !records.some((record) => isThere(record, keys)));
		return isMissing ? [usual.replace(/^properties\./, '')] : [];
	});
}

/** HubSpot's older API wraps each value in an object, and the whole object is missing. */
const property = (path: string): string => path.replace(/\.value$/, '');

const fieldCount = (record: object): number =>
	Object.keys(Object(own(record, 'properties') ?? record)).length;
