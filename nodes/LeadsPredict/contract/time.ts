/** A day, optionally with a time of day and a zone. */
const ISO =
	/^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2})(?::(\d{2}(?:\.\d+)?))?\s*(?:Z|([+-]\d{2})(?::?(\d{2}))?)?)?$/i;

/** The format of HTTP headers. */
const HTTP_DATE =
	/^[A-Z][a-z]{2}, (\d{1,2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2})(?: (?:GMT|UTC|([+-]\d{4})))?$/;

/** HubSpot's format. A number with fewer digits is not a present-day time. */
const EPOCH_MILLISECONDS = /^\d{12,14}$/;

/**
 * Reads a point in time in every form that LeadsPredict, the CRMs and HTTP headers use: ISO 8601,
 * milliseconds since 1970, an HTTP date, or a `Date`. A time without a zone is read as UTC, never in
 * the machine's zone: all documented examples are in UTC.
 * @returns milliseconds since 1970; undefined for anything that is not a time
 */
export function instantOf(value: unknown): number | undefined {
	const milliseconds =
		value instanceof Date
			? value.getTime()
			: typeof value === 'string' || typeof value === 'number'
				? fromText(String(value).trim())
				: NaN;
	return Number.isNaN(milliseconds) ? undefined : milliseconds;
}

function fromText(text: string): number {
	if (EPOCH_MILLISECONDS.test(text)) return Number(text);
	const iso = ISO.exec(text);
	if (iso !== null) {
		const [, day = '', time = '00:00', seconds = '00', hours, minutes = '00'] = iso;
		const zone = hours === undefined ? 'Z' : `${hours}:${minutes}`;
		return isDay(day) ? Date.parse(`${day}T${time}:${seconds}${zone}`) : NaN;
	}
	const [, time, zone = 'GMT'] = HTTP_DATE.exec(text) ?? [];
	return time === undefined ? NaN : Date.parse(`${time} ${zone}`);
}

/** `Date.parse` reads February 30 as March 2. */
function isDay(day: string): boolean {
	const midnight = Date.parse(`${day}T00:00:00Z`);
	return !Number.isNaN(midnight) && new Date(midnight).toISOString().startsWith(day);
}
