import { calendarDay } from '../../contract';
import { folded, withoutAccents } from './characters';
import { MONTHS, WEEKDAYS } from './months';
import {
	ABSENT,
	WHY,
	accept,
	isAbsent,
	isSpreadsheetError,
	refuse,
	saysNothing,
	single,
} from './value';
import type { Converted } from './value';

/** How to read 03/04/2025: not at all, as 3 April, or as 4 March. */
export type DateOrder = 'leaveOut' | DayOrder;
export type DayOrder = 'dayFirst' | 'monthFirst';

interface HowDay {
	readonly dates: DateOrder;
}

/** A longer text is not a date. */
const MAX_LENGTH = 120;

/** A day or time as databases and APIs write it. */
const USUAL =
	/^\d{4}-\d{2}-\d{2}(?:[T ](?:[01]\d|2[0-4]):[0-5]\d(?::[0-5]\d(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:?\d{2})?)?$/;
const DAY_LENGTH = 'YYYY-MM-DD'.length;

/** Earlier dates are not interactions. .NET writes 0001-01-01 for "no date". */
const FIRST_YEAR = 1900;

function dayOf(year: number, month: number, day: number): Converted {
	const text = `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
	return calendar(text);
}

const calendar = (text: string): Converted => {
	if (!calendarDay.safeParse(text).success) return refuse(WHY.noSuchDay);
	return Number(text.slice(0, 4)) < FIRST_YEAR ? refuse(WHY.notDate) : accept(text);
};

const MS_PER_DAY = 86_400_000;
/** Day 0 of spreadsheets, which count a 29 February 1900 that did not exist (a Lotus 1-2-3 bug). */
const SERIAL_START = Date.UTC(1899, 11, 30);
/** 1954 to 2119. */
const SERIALS = { from: 20_000, to: 80_000 };
/** Ten digits of seconds, or thirteen of milliseconds: 2001 to 2286. */
const SECONDS = { from: 1e9, to: 1e10 };
const MILLISECONDS = { from: 1e12, to: 1e13 };
/** Eight digits: year, month, day. */
const COMPACT = { from: 19_000_101, to: 99_991_231 };

const within = (value: number, { from, to }: { from: number; to: number }): boolean =>
	value >= from && value < to;

function utcDay(ms: number): Converted {
	const date = new Date(ms);
	return Number.isNaN(date.getTime())
		? refuse(WHY.notDate)
		: calendar(date.toISOString().slice(0, DAY_LENGTH));
}

/** Timestamps, spreadsheet days and eight-digit dates do not overlap. */
function fromNumber(value: number): Converted {
	if (within(value, MILLISECONDS)) return utcDay(value);
	if (within(value, SECONDS)) return utcDay(value * 1000);
	if (within(value, SERIALS)) return utcDay(SERIAL_START + Math.floor(value) * MS_PER_DAY);
	if (Number.isInteger(value) && within(value, COMPACT)) {
		return dayOf(Math.floor(value / 10_000), Math.floor(value / 100) % 100, value % 100);
	}
	return refuse(WHY.notDate);
}

const NUMBER = /^\d+(?:[.,]\d+)?$/;

const HOUR = String.raw`(?:[01]?\d|2[0-4])`;
const MINUTES = String.raw`(?:[:.]| ?h ?)[0-5]\d(?:[:.][0-5]\d(?:[.,]\d+)?)?`;
const HALF_OF_DAY = String.raw` ?(?:[ap]\.? ?m\.?|h|uhr|o'clock)`;
const CLOCK = String.raw`${HOUR}(?:${MINUTES}(?:${HALF_OF_DAY})?|${HALF_OF_DAY})`;
/** "+05:30", "GMT+3", "+0000 UTC", "CET", "(Central European Time)", "[Europe/Berlin]" */
const ZONE = String.raw`(?: ?(?:utc|gmt|z))?(?: ?[+-]\d{1,2}(?::?\d{2})?)?(?: ?(?:[a-z]{2,5}|\([^()]*\)|\[[^[\]]*\]))?`;
const AT = String.raw`[,;]?(?: ?-)? ?(?:(?:t|at|um|a las?|alle(?: ore)?|ore|as|om|a|kl\.?|@) ?)?`;
/** What can follow a day: a time with or without a zone, or only a zone, as in XML. */
const AFTER_DAY = new RegExp(`^(?:${AT}${CLOCK}${ZONE}|z|[+-]\\d{2}:\\d{2})?$`);

const YEAR_FIRST = /^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?!\d)\.?/;
const EAST_ASIAN = /^(\d{4}) ?[年년] ?(\d{1,2}) ?[月월] ?(\d{1,2}) ?[日일](?: ?\(.\))?/u;
const WITHOUT_MARKS = /^(\d{4})(\d{2})(\d{2})t\d{4}(?:\d{2})?(?:[.,]\d+)?(?:z|[+-]\d{2}:?\d{2})?$/;
const YEAR_LAST = /^(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})(?!\d)/;
/** "1. 11. 2025" */
const BLANK_AFTER_DOT = /(?<=\d\.) (?=\d)/g;

const ORDINAL = String.raw`(?:(?:st|nd|rd|th|er|e|o|a|º|ª|°)(?!\p{L}))?`;
const OF = String.raw`(?:(?:of|de|del) )?`;
const MONTH = String.raw`(\p{L}{3,12})`;
const YEAR = String.raw`'?(\d{4}|\d{2})(?![\d:])`;
const DAY_MONTH_YEAR = new RegExp(
	String.raw`^(\d{1,2})${ORDINAL}[-. /]{0,2}${OF}${MONTH}[-., /]{0,2}${OF}${YEAR}`,
	'u',
);
const MONTH_DAY_YEAR = new RegExp(
	String.raw`^${MONTH}[-. /]{0,2}(?:the )?(\d{1,2})${ORDINAL}[-., /]{1,2}${YEAR}`,
	'u',
);
const YEAR_MONTH_DAY = new RegExp(
	String.raw`^(\d{4})[-. /]{0,2}${MONTH}[-. /]{0,2}(\d{1,2})(?!\d)`,
	'u',
);
/** As C writes it: "nov 1 10:00:00 2025" */
const TIME_BEFORE_YEAR = new RegExp(
	String.raw`^${MONTH} (\d{1,2}) ${HOUR}:[0-5]\d(?::[0-5]\d)?(?: [a-z]{2,5})? (\d{4})$`,
	'u',
);

const WEEKDAY = /^(\p{L}{2,12})(?:-feira)?\.?,? /u;
const ARTICLE = /^(?:le|el|il|den|the|on|am|op|em) /;

/** The parts of a date as written, and the text after them. */
interface Written {
	readonly year: string;
	readonly month: number;
	readonly day: number;
	readonly rest: string;
}

/** @param order the groups of the pattern for year, month and day */
function find(
	pattern: RegExp,
	text: string,
	[year, month, day]: readonly [year: number, month: number, day: number],
): Written | undefined {
	const found = pattern.exec(text);
	if (found === null) return undefined;
	const word = found[month] ?? '';
	const number = NUMBER.test(word) ? Number(word) : MONTHS.get(word);
	if (number === undefined) return undefined;
	return {
		year: found[year] ?? '',
		month: number,
		day: Number(found[day]),
		rest: text.slice(found[0].length),
	};
}

/** Dates with the year first or a month's name, which are unambiguous. */
const findClear = (text: string): Written | undefined =>
	find(YEAR_FIRST, text, [1, 3, 4]) ??
	find(EAST_ASIAN, text, [1, 2, 3]) ??
	find(WITHOUT_MARKS, text, [1, 2, 3]) ??
	find(DAY_MONTH_YEAR, text, [3, 2, 1]) ??
	find(MONTH_DAY_YEAR, text, [3, 1, 2]) ??
	find(YEAR_MONTH_DAY, text, [1, 2, 3]) ??
	find(TIME_BEFORE_YEAR, text, [3, 1, 2]);

/** With dots, the day comes first. With slashes and dashes, only a part above 12 shows the order. */
function isDayFirst(mark: string, first: number, second: number, how: HowDay): boolean | undefined {
	if (mark === '.' || first > 12 || first === second) return true;
	if (second > 12) return false;
	return how.dates === 'leaveOut' ? undefined : how.dates === 'dayFirst';
}

function fromWords(text: string, how: HowDay): Converted {
	const numeric = YEAR_LAST.exec(text);
	const written = findClear(text) ?? find(YEAR_LAST, text, [4, 3, 1]);
	if (written === undefined || !AFTER_DAY.test(written.rest)) return refuse(WHY.notDate);
	const { year, month, day } = written;
	if (year.length === 2) return refuse(WHY.shortYear);
	if (numeric === null) return dayOf(Number(year), month, day);
	const dayFirst = isDayFirst(numeric[2] ?? '', day, month, how);
	if (dayFirst === undefined) return refuse(WHY.ambiguousDay);
	return dayFirst ? dayOf(Number(year), month, day) : dayOf(Number(year), day, month);
}

/** Weekdays are ignored. French "mar" is a weekday, unless no other month follows. */
function fromFolded(text: string, how: HowDay): Converted {
	const bareOf = text.replace(ARTICLE, '');
	const weekday = WEEKDAY.exec(bareOf);
	if (weekday !== null && WEEKDAYS.has(weekday[1] ?? '')) {
		const behind = fromWords(bareOf.slice(weekday[0].length).replace(ARTICLE, ''), how);
		if (behind.ok !== false || behind.why !== WHY.notDate) return behind;
	}
	return fromWords(bareOf, how);
}

function fromText(text: string, how: HowDay): Converted {
	if (saysNothing(text)) return ABSENT;
	if (text.length > MAX_LENGTH) return refuse(WHY.notDate);
	const plain = withoutAccents(folded(text));
	if (isSpreadsheetError(plain)) return refuse(WHY.spreadsheetError);
	if (NUMBER.test(plain)) return fromNumber(Number(plain.replace(',', '.')));
	return fromFolded(plain.replace(BLANK_AFTER_DOT, ''), how);
}

/** The time of a `Date`, also of one from another realm, such as n8n's Code node. */
function timeOf(value: object): number | undefined {
	try {
		return Reflect.apply(Date.prototype.getTime, value, []);
	} catch {
		return undefined;
	}
}

/** n8n's `$now` and its results are Luxon dates, which have the day in their own zone. */
function luxonDay(value: object): string | undefined {
	try {
		const toISO: unknown = Reflect.get(value, 'toISO');
		const text: unknown = typeof toISO === 'function' ? Reflect.apply(toISO, value, []) : undefined;
		return typeof text === 'string' ? text.slice(0, DAY_LENGTH) : undefined;
	} catch {
		return undefined;
	}
}

/** Notion writes a day as a period without an end. */
function startOf(value: object): string | undefined {
	if (!Object.hasOwn(value, 'start') || !Object.hasOwn(value, 'end')) return undefined;
	const [start, end]: unknown[] = [Reflect.get(value, 'start'), Reflect.get(value, 'end')];
	return typeof start === 'string' && end === null ? start : undefined;
}

function fromObject(value: object): Converted {
	const time = timeOf(value);
	if (time !== undefined) return utcDay(time);
	const start = startOf(value);
	if (start !== undefined && USUAL.test(start)) return calendar(start.slice(0, DAY_LENGTH));
	const day = luxonDay(value);
	return day !== undefined && USUAL.test(day) ? calendar(day) : refuse(WHY.notDate);
}

/**
 * A calendar day, `YYYY-MM-DD`. The day of a text is used as written, whatever its zone: with `Z` it
 * is the day in UTC. Epochs in seconds or milliseconds and `Date`s are read in UTC.
 *
 * Dotted dates are day first. With slashes or dashes, 03/04/2025 is read as `how` says, and
 * left out otherwise. Spreadsheets' day numbers are read from 20000 (1954) to 79999 (2119).
 */
export function readDay(value: unknown, how: HowDay): Converted {
	if (typeof value === 'string' && USUAL.test(value)) return calendar(value.slice(0, DAY_LENGTH));
	const one = single(value);
	if (isAbsent(one)) return ABSENT;
	if (typeof one === 'string') return fromText(one, how);
	if (typeof one === 'number') return fromNumber(one);
	if (Array.isArray(one)) return refuse(WHY.several);
	return typeof one === 'object' && one !== null ? fromObject(one) : refuse(WHY.notDate);
}

/** The order of day and month, if a date shows it: 25/03/2025 does, 03/04/2025 does not. */
export function dayOrderIn(value: unknown): DayOrder | undefined {
	const text = single(value);
	if (typeof text !== 'string' || text.length > MAX_LENGTH || USUAL.test(text)) return undefined;
	const one = readDay(text, { dates: 'leaveOut' });
	const numeric = YEAR_LAST.exec(withoutAccents(folded(text)));
	if (one.ok !== true || numeric === null) return undefined;
	const [, first, mark, second] = numeric;
	if (mark === '.' || first === second) return undefined;
	return Number(first) > 12 ? 'dayFirst' : 'monthFirst';
}

const WORD = /\p{L}+/gu;
const DIGIT = /\d/;

/** Whether a text is a month with a number, such as "Nov-50" or "10. Jan". */
export function isMonthWithNumber(text: string): boolean {
	if (text.length > MAX_LENGTH || !DIGIT.test(text)) return false;
	const words = withoutAccents(folded(text)).match(WORD) ?? [];
	return words.length === 1 && MONTHS.has(words[0]);
}
