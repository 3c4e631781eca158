/** Formats figures for reading. */

const grouped = (value: number, digits = 0): string =>
	value.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits });

export const count = (value: number): string => grouped(Math.round(value));

/** Rounds to three digits, the precision of such measurements. */
export function duration(ms: number): string {
	if (ms < 9.95) return `${grouped(ms, 2)} ms`;
	if (ms < 9_950) return `${grouped(ms)} ms`;
	return `${grouped(ms / 1000, 1)} s`;
}

export function microseconds(ms: number): string {
	return `${grouped(ms * 1000, ms < 0.0095 ? 1 : 0)} µs`;
}

export const mebibytes = (bytes: number): string => `${grouped(bytes / 2 ** 20)} MiB`;

/** Formats a ratio: `0.95×`, `4.2×`, `52×`. */
export const times = (ratio: number): string =>
	`${grouped(ratio, ratio < 1.995 ? 2 : ratio < 9.95 ? 1 : 0)}×`;

export const share = (part: number, whole: number): string =>
	`${grouped((part / whole) * 100, 1)} %`;
