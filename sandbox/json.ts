/** Reads JSON and parameters of unknown form. */

export type JsonObject = Readonly<Record<string, unknown>>;

export type Writable<T> = { -readonly [K in keyof T]: T[K] };

export const isObject = (value: unknown): value is JsonObject =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

/** Values of a query parameter that may be repeated or hold several separated by commas. */
export function listOf(parameter: unknown): string[] {
	if (Array.isArray(parameter)) return parameter.flatMap(listOf);
	if (typeof parameter !== 'string') return [];
	return parameter
		.split(',')
		.map((part) => part.trim())
		.filter((part) => part !== '');
}

export const textOf = (parameter: unknown): string | undefined =>
	typeof parameter === 'string' ? parameter : undefined;

/** A whole number within the bounds, or the fallback. */
export function countOf(
	parameter: unknown,
	{ fallback, min, max }: { fallback: number; min: number; max: number },
): number {
	const number = typeof parameter === 'string' ? Number(parameter) : parameter;
	if (typeof number !== 'number' || !Number.isInteger(number) || number < min) return fallback;
	return Math.min(number, max);
}
