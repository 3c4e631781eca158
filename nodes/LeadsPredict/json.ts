import type { GenericValue, IDataObject } from 'n8n-workflow';

/** Parsed JSON holds nothing else; n8n's type for items does not know `unknown`. */
export const isJson = (value: unknown): value is GenericValue =>
	value === null || ['string', 'number', 'boolean', 'object'].includes(typeof value);

const isJsonEntry = (entry: [string, unknown]): entry is [string, GenericValue] => isJson(entry[1]);

/**
 * An item's json: what LeadsPredict did not say is left out rather than set to nothing. Whatever a
 * key is called, it becomes a key of its own.
 */
export function jsonOf(value: unknown): IDataObject {
	const entries: Array<[string, unknown]> =
		typeof value === 'object' && value !== null ? Object.entries(value) : [];
	return Object.fromEntries(entries.filter(isJsonEntry));
}

/** Whether it has keys of its own to look at; a list has none. */
export const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

/** The item's own value under a key; whatever a key is called, nothing inherited is read. */
export const own = (holder: unknown, key: string): unknown =>
	typeof holder === 'object' && holder !== null && Object.hasOwn(holder, key)
		? Reflect.get(holder, key)
		: undefined;
