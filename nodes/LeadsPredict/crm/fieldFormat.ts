import { instantOf } from '../contract';
import { count } from '../format';

/** How a value must look on the far side, and what becomes of one that does not fit. Pure. */

/** Decimals of an amount. */
export const CURRENCY_DECIMALS = 2;

/**
 * Lengths are in characters, `decimals` in digits behind the point, `digits` in all digits of the
 * field; without it the field is taken to hold every number.
 */
export type FieldFormat =
	/** One line of text. A longer one is left out: half a category is another category. */
	| { readonly as: 'text'; readonly maxLength: number }
	/** A list as lines of one text, cut between entries. */
	| { readonly as: 'lines'; readonly maxLength: number }
	| { readonly as: 'number'; readonly decimals: number; readonly digits?: number }
	/** A share from 0 to 1, as it is. */
	| { readonly as: 'fraction'; readonly decimals: number }
	/** A share from 0 to 1 as percent, 0 to 100. */
	| { readonly as: 'percent'; readonly decimals: number }
	/** An amount without a currency. */
	| { readonly as: 'currency'; readonly digits?: number }
	/** `YYYY-MM-DD` in UTC. */
	| { readonly as: 'date' }
	/** An instant, ISO 8601 in UTC: to the millisecond, or to the second with the zone as an offset. */
	| { readonly as: 'timestamp'; readonly to?: 'second' }
	/** One of the options, whatever case the value is in. */
	| {
			readonly as: 'choice';
			readonly options: readonly [string, ...string[]];
			/** What the CRM stores for each of the options, in their order; the options themselves by default. */
			readonly stored?: readonly number[];
	  };

export type CrmValue = string | number;

export type FormattedValue =
	| { readonly ok: true; readonly value: CrmValue; readonly note?: string }
	| { readonly ok: 'absent' }
	| { readonly ok: false; readonly why: string };

const ABSENT: FormattedValue = { ok: 'absent' };
const fits = (value: CrmValue, note?: string): FormattedValue =>
	note === undefined ? { ok: true, value } : { ok: true, value, note };
const leftOut = (why: string): FormattedValue => ({ ok: false, why });

/** Moves the decimal point in the text of a number, which no binary fraction gets into the way of. */
function shifted(value: number, places: number): number {
	const [digits = '0', exponent = '0'] = value.toExponential(14).split('e');
	return Number(`${digits}e${Number(exponent) + places}`);
}

/** Rounds the decimal number that is meant: 1.005 has three decimals, whatever its bits say. */
export function rounded(value: number, decimals: number): number {
	const result = shifted(Math.round(shifted(value, decimals)), -decimals);
	return result === 0 ? 0 : result;
}

const isNumber = (value: unknown): value is number =>
	typeof value === 'number' && Number.isFinite(value);

function number(value: unknown, decimals: number, digits = Infinity, factor = 1): FormattedValue {
	if (!isNumber(value)) return leftOut('not a number');
	const result = rounded(rounded(value, 12) * factor, decimals);
	const isHeld = Math.abs(result) < 10 ** (digits - decimals);
	return isHeld ? fits(result) : leftOut('too large a number');
}

function share(value: unknown, decimals: number, factor: number): FormattedValue {
	if (isNumber(value) && (value < 0 || value > 1)) return leftOut('not between 0 and 1');
	return number(value, decimals, Infinity, factor);
}

function text(value: unknown, maxLength: number): FormattedValue {
	if (typeof value !== 'string' && !isNumber(value)) return leftOut('not a text');
	const line = String(value).replace(/\s+/g, ' ').trim();
	if (line === '') return ABSENT;
	return line.length > maxLength
		? leftOut(`longer than ${count(maxLength, 'character')}`)
		: fits(line);
}

/** An entry of a list as one line; a next action with its priority and deadline. */
function lineOf(entry: unknown): string {
	if (typeof entry === 'string' || isNumber(entry))
		return String(entry).replace(/\s+/g, ' ').trim();
	if (typeof entry !== 'object' || entry === null) return '';
	const { action, priority, deadline } = { action: '', priority: '', deadline: '', ...entry };
	if (typeof action !== 'string' || action.trim() === '') return '';
	const by = typeof deadline === 'string' && deadline.trim() !== '' ? `by ${deadline.trim()}` : '';
	const more = [typeof priority === 'string' ? priority.trim() : '', by].filter(
		(part) => part !== '',
	);
	return `${action.replace(/\s+/g, ' ').trim()}${more.length > 0 ? ` (${more.join(', ')})` : ''}`;
}

function lines(value: unknown, maxLength: number): FormattedValue {
	if (!Array.isArray(value)) return leftOut('not a list');
	const entries = value.map(lineOf).filter((line) => line !== '');
	if (entries.length === 0) return ABSENT;
	const included: string[] = [];
	let length = 0;
	for (const entry of entries) {
		length += entry.length + (included.length > 0 ? 1 : 0);
		if (length > maxLength) break;
		included.push(entry);
	}
	if (included.length === 0) return leftOut(`longer than ${count(maxLength, 'character')}`);
	const cut = entries.length - included.length;
	return fits(
		included.join('\n'),
		cut === 0 ? undefined : `${cut} of ${count(entries.length, 'entry', 'entries')} left out`,
	);
}

function time(value: unknown, format: 'date' | 'second' | 'millisecond'): FormattedValue {
	const at = instantOf(value);
	if (at === undefined) return leftOut('not a date');
	const iso = new Date(at).toISOString();
	switch (format) {
		case 'date':
			return fits(iso.slice(0, 10));
		case 'second':
			return fits(`${iso.slice(0, 19)}+00:00`);
		case 'millisecond':
			return fits(iso);
	}
}

function choice(
	value: unknown,
	options: readonly string[],
	stored?: readonly number[],
): FormattedValue {
	if (typeof value !== 'string') return leftOut('not a text');
	if (value.trim() === '') return ABSENT;
	const same = options.findIndex((option) => option.toLowerCase() === value.trim().toLowerCase());
	const fit = stored?.[same] ?? options[same];
	return fit === undefined ? leftOut(`not one of ${options.join(', ')}`) : fits(fit);
}

/** Makes a value fit, or says why it does not. 0 is a value; null, nothing and blank are absent. */
export function formatValue(value: unknown, format: FieldFormat): FormattedValue {
	if (value === undefined || value === null) return ABSENT;
	switch (format.as) {
		case 'text':
			return text(value, format.maxLength);
		case 'lines':
			return lines(value, format.maxLength);
		case 'number':
			return number(value, format.decimals, format.digits);
		case 'fraction':
			return share(value, format.decimals, 1);
		case 'percent':
			return share(value, format.decimals, 100);
		case 'currency':
			return number(value, CURRENCY_DECIMALS, format.digits);
		case 'date':
			return time(value, 'date');
		case 'timestamp':
			return time(value, format.to ?? 'millisecond');
		case 'choice':
			return choice(value, format.options, format.stored);
	}
}

/**
 * Whether a value that a CRM has is the one that would be written, as far as that CRM can tell them
 * apart: HubSpot hands numbers out as text, Salesforce times without a colon in the zone.
 */
export function isSame(present: unknown, value: CrmValue, format: FieldFormat): boolean {
	const isEmpty = present === undefined || present === null || present === '';
	if (isEmpty || value === '') return isEmpty && value === '';
	switch (format.as) {
		case 'number':
		case 'fraction':
		case 'percent':
		case 'currency':
			return Number(present) === Number(value);
		case 'date':
		case 'timestamp':
			return sameTime(present, String(value));
		default:
			return plain(present) === plain(value);
	}
}

const plain = (value: unknown): string => String(value).replace(/\r\n/g, '\n').trim();

function sameTime(present: unknown, value: string): boolean {
	const at = instantOf(present);
	if (at === undefined || !new Date(at).toISOString().startsWith(value.slice(0, 10))) return false;
	return value.length <= 10 || at === instantOf(value);
}
