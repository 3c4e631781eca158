import type { GenericValue, IDataObject } from 'n8n-workflow';

/** Parsed JSON holds nothing else; n8n's type for items does not know `unknown`. */
export const isJson = (value: unknown): value is GenericValue =>
	value === null || ['string', 'number', 'boolean', 'object'].includes(typeof value);

/** An item's json: what LeadsPredict did not say is left out rather than set to nothing. */
export function jsonOf(value: unknown): IDataObject {
	const json: IDataObject = {};
	if (typeof value !== 'object' || value === null) return json;
	for (const [key, entry] of Object.entries(value)) if (isJson(entry)) json[key] = entry;
	return json;
}
