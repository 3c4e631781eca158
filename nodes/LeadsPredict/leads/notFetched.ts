import { own } from '../json';
import type { LeadRow } from '../types';
import { evidenceMatcher, isThere } from './evidence';
import { keysOfPath, pathsOf } from './jsonPath';
import type { FieldRole, ItemShape } from './source';
import { SOURCES } from './sources';

/** Fields that the step before did not get, although the system that it got records from has them. */

export interface NotFetched {
	/** "HubSpot contact" */
	readonly label: string;
	/** What the system calls them. */
	readonly names: readonly string[];
	/** Where people choose what to get: "Fields in the Salesforce node". */
	readonly chosenUnder: string;
}

/** A record of more fields was got as a whole: what it lacks, it does not have. */
const MAX_CHOSEN = 30;

/** What every such system has; names are never missing. */
const USUAL: readonly FieldRole[] = [
	'company',
	'phone',
	'industry',
	'revenue',
	'employees',
	'last_interaction',
];

/** What no record of a kind holds in this run, for the kinds whose fields people choose. */
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

/** HubSpot's older API puts values into objects, which are missing as a whole. */
const property = (path: string): string => path.replace(/\.value$/, '');

const fieldCount = (record: object): number =>
	Object.keys(Object(own(record, 'properties') ?? record)).length;
