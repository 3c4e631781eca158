import type { IDataObject } from 'n8n-workflow';

import { LEAD_FIELDS } from '../contract';
import type { LeadField } from '../contract';
import { isAbsent } from './convert';
import { HEADERS, normaliseHeader } from './sources';
import type { LeadSource } from './sources';

/** What an item says about a lead, before it is converted. */
export type RawFields = Partial<Record<LeadField, unknown>>;

export type Recognise = (json: IDataObject) => RawFields;

/**
 * How items are read, decided once for a run. `leadspredict` takes the API's own field names and
 * nothing else; `auto` also takes them as column headers (see {@link normaliseHeader}).
 * An exact name wins over a header that only looks like it; of two such headers the first that
 * holds something does.
 */
export function recogniser(source: LeadSource): Recognise {
	const read = source === 'leadspredict' ? ownFields : headerReader();
	// A Code node can hand on an item without data.
	return (json) => read(json ?? {});
}

function ownFields(json: IDataObject): RawFields {
	const fields: RawFields = {};
	for (const { name } of LEAD_FIELDS) {
		if (Object.hasOwn(json, name)) fields[name] = json[name];
	}
	return fields;
}

function headerReader(): Recognise {
	// The items of one run mostly share their headers: each is normalised once.
	const known = new Map<string, LeadField | undefined>();
	const fieldOf = (header: string): LeadField | undefined => {
		if (!known.has(header)) known.set(header, HEADERS.get(normaliseHeader(header)));
		return known.get(header);
	};
	return (json) => {
		const fields = ownFields(json);
		for (const header of Object.keys(json)) {
			const field = fieldOf(header);
			if (field !== undefined && isAbsent(fields[field])) fields[field] = json[header];
		}
		return fields;
	};
}
