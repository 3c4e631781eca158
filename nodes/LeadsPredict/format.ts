/** Fits texts of any length and form into a sentence. */

/** Puts a text on one line and cuts it to a length, never within a character. */
export function shorten(text: string, longest: number): string {
	const line = text.replace(/\s+/g, ' ').trim();
	if (line.length <= longest) return line;
	return `${line.slice(0, longest).replace(/[\uD800-\uDBFF]$/, '')}…`;
}

/** A text that is not blank, shortened for a sentence; undefined for anything else. */
export const nonBlank = (text: unknown, longest: number): string | undefined =>
	typeof text === 'string' && text.trim() !== '' ? shorten(text, longest) : undefined;

function asText(value: unknown): string {
	if (typeof value !== 'object' || value === null) return String(value);
	try {
		const json: unknown = JSON.parse(JSON.stringify(value));
		return typeof json === 'string' ? json : JSON.stringify(json);
	} catch {
		return Object.prototype.toString.call(value);
	}
}

/** Any value in quotes. Never throws. */
export const quote = (value: unknown): string => `"${shorten(asText(value), 60)}"`;

/** Max texts that a sentence names. */
const MAX_TEXTS = 5;

/** `"a"`, `"a" and "b"`, `"a", "b", "c", "d", "e" and 3 more` */
export function listQuoted(texts: readonly string[]): string {
	const shown = texts.slice(0, MAX_TEXTS).map(quote);
	const more = texts.length - shown.length;
	if (more > 0) return `${shown.join(', ')} and ${more.toLocaleString('en-US')} more`;
	const last = shown.pop() ?? '';
	return shown.length === 0 ? last : `${shown.join(', ')} and ${last}`;
}

/** "1 lead", "1,250 leads" */
export const count = (amount: number, one: string, many = `${one}s`): string =>
	`${amount.toLocaleString('en-US')} ${amount === 1 ? one : many}`;

/** Max items that a sentence names. */
const MAX_ITEMS = 5;

/** "item 3", "items 3, 17, 20, 21, 22 and 1,204 more"; counted from 0, as n8n does. */
export function listItems(items: readonly number[]): string {
	const left = items.length - MAX_ITEMS;
	const more = left > 0 ? ` and ${left.toLocaleString('en-US')} more` : '';
	return `${items.length === 1 ? 'item' : 'items'} ${items.slice(0, MAX_ITEMS).join(', ')}${more}`;
}

const HALF_A_DAY = 12 * 60 * 60 * 1000;

const CLOCK = {
	...({ year: 'numeric', month: '2-digit', day: '2-digit' } as const),
	...({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZoneName: 'short' } as const),
};

/** The time of day with its zone, and the day if it is not today. */
function clock(time: Date, timezone: string, now: Date): string {
	const { year, month, day, hour, minute, timeZoneName } = Object.fromEntries(
		new Intl.DateTimeFormat('en-US', { ...CLOCK, timeZone: timezone })
			.formatToParts(time)
			.map(({ type, value }) => [type, value]),
	);
	const soon = Math.abs(time.getTime() - now.getTime()) < HALF_A_DAY;
	return `${soon ? '' : `${year}-${month}-${day} `}${hour}:${minute} ${timeZoneName}`;
}

/**
 * " until 14:05 GMT+1", or an empty text without a time.
 * @param timezone IANA name
 */
export const until = (time: Date | undefined, timezone = 'UTC', now: Date = new Date()): string =>
	time === undefined ? '' : ` until ${clock(time, timezone, now)}`;
