import type { GenericValue, IDataObject } from 'n8n-workflow';

/** Parsed JSON holds nothing else. n8n's type for items does not accept `unknown`. */
export const isJson = (value: unknown): value is GenericValue =>
	value === null || ['string', 'number', 'boolean', 'object'].includes(typeof value);

const isJsonEntry = (entry: [string, unknown]): entry is [string, GenericValue] => isJson(entry[1]);

/**
 * Makes an item's json. Undefined values are left out. Every name becomes an own key, even `__proto__`.
 */
export function jsonOf(value: unknown): IDataObject {
	const entries: Array<[string, unknown]> =
		typeof value === 'object' && value !== null ? Object.entries(value) : [];
	return Object.fromEntries(entries.filter(isJsonEntry));
}

/** Whether it is an object with keys, not a list. */
export const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

/** The own value of a key. Inherited properties are never read. */
export const own = (holder: unknown, key: string): unknown =>
	typeof holder === 'object' && holder !== null && Object.hasOwn(holder, key)
		? Reflect.get(holder, key)
		: undefined;
