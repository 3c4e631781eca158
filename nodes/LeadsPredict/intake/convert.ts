import { calendarDay } from '../contract';
import type { LeadFieldKind } from '../contract';

/** A value that may be sent; that there is none; or what it should have been. */
export type Converted =
	| { readonly ok: true; readonly value: string | number }
	| { readonly ok: 'absent' }
	| { readonly ok: false; readonly expected: string };

const ABSENT: Converted = { ok: 'absent' };
const refuse = (expected: string): Converted => ({ ok: false, expected });
const accept = (value: string | number): Converted => ({ ok: true, value });

/** Nothing was said about this field. 0 is a value, and so is the text "0". */
export const isAbsent = (value: unknown): boolean =>
	value === undefined || value === null || (typeof value === 'string' && value.trim() === '');

const EMAIL = /^[^\s@,;<>"]+@[^\s@,;<>"]+\.[^\s@,;<>".]+$/u;
/** Longest address that mail can be sent to (RFC 5321). */
const LONGEST_EMAIL = 254;

function email(value: unknown): Converted {
	const text = typeof value === 'string' ? value.trim() : undefined;
	return text !== undefined && text.length <= LONGEST_EMAIL && EMAIL.test(text)
		? accept(text)
		: refuse('an email address');
}

/** Spreadsheets turn phone numbers and house numbers into numbers: those are texts as well. */
function text(value: unknown): Converted {
	if (typeof value === 'string') return accept(value.trim());
	return typeof value === 'number' && Number.isFinite(value)
		? accept(String(value))
		: refuse('a text');
}

/** A plain decimal number; no thousands separators, signs of currency or words. */
const NUMBER = /^[+-]?\d+(?:\.\d+)?$/;

function number(value: unknown): Converted {
	const read =
		typeof value === 'string' && NUMBER.test(value.trim()) ? Number(value.trim()) : value;
	return typeof read === 'number' && Number.isFinite(read) ? accept(read) : refuse('a number');
}

/** The day as it is written, `YYYY-MM-DD`; a time behind it is left out. */
const DAY = /^(\d{4}-\d{2}-\d{2})(?:[T ]\d{2}:\d{2}.*)?$/;

/** Databases hand out `Date` (its day in UTC), and n8n's `$now` is a Luxon time (its day as shown). */
function asWritten(value: unknown): unknown {
	if (value instanceof Date) return Number.isNaN(value.getTime()) ? value : value.toISOString();
	const isLuxon =
		typeof value === 'object' &&
		value !== null &&
		'toISO' in value &&
		typeof value.toISO === 'function';
	return isLuxon ? Reflect.apply(Object(value).toISO, value, []) : value;
}

function date(value: unknown): Converted {
	const written = asWritten(value);
	const day = typeof written === 'string' ? DAY.exec(written.trim())?.[1] : undefined;
	return day !== undefined && calendarDay.safeParse(day).success
		? accept(day)
		: refuse('a date such as 2025-11-01');
}

const CONVERT: Readonly<Record<LeadFieldKind, (value: unknown) => Converted>> = {
	email,
	text,
	number,
	date,
};

/**
 * Reads a value as LeadsPredict wants it. Clean numeric text becomes a number, a number becomes
 * text where text is wanted; everything doubtful is refused rather than guessed.
 */
export function convert(kind: LeadFieldKind, value: unknown): Converted {
	return isAbsent(value) ? ABSENT : CONVERT[kind](value);
}
