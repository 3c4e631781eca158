import { tokensOf } from './amountTokens';
import type { Token } from './amountTokens';
import type { Unit } from './amountWords';
import { bare, folded, withoutAccents } from './characters';
import { isMonthWithNumber, readDay } from './day';
import { dotIn, readDecimal } from './decimal';
import type { Dot, Marks } from './decimal';
import {
	ABSENT,
	NOTE,
	WHY,
	accept,
	isAbsent,
	isSpreadsheetError,
	refuse,
	saysNothing,
	single,
} from './value';
import type { Converted } from './value';

/** What to send for a range: nothing, its lower bound, or the middle of its bounds. */
export type Ranges = 'leaveOut' | 'lowerBound' | 'midpoint';

interface HowAmount {
	readonly ranges: Ranges;
	/** The factor from the column's label: 1000 for "in 000s". A unit in the value overrides it. */
	readonly scale?: number | undefined;
	/** What the dot in "1.234" means, as other numbers of the column show. */
	readonly dot?: Dot | undefined;
}

/** A longer text is not an amount. */
const MAX_LENGTH = 120;

/** Digits as programs write them, without an ambiguous mark. */
const PLAIN = /^[+-]?\d{1,15}(?:\.\d{1,2})?$/;
const PLAIN_WHOLE = /^\d{1,15}$/;
/** In a number of employees, a plus means "more than": "+50". */
const PLAIN_PEOPLE = /^-?\d{1,15}(?:\.\d{1,2})?$/;
const SCIENTIFIC = /^[+-]?\d+(?:[.,]\d+)?e[+-]?\d{1,3}$/i;
const DECIMAL = /^[+-]?\d+(?:\.\d+)?$/;

/** The year of a number: "(FY2023)", "(2022)", "(est. 2021)". */
const YEAR_IN_BRACKETS = /\([^()\d]{0,20}(?:19|20)\d{2}[^()\d]{0,20}\)/g;
/** Accounting puts negative numbers in brackets: "$(1,200)". */
const NUMBER_IN_BRACKETS = /^\D*\([^)]*\d/;
const ANOTHER_IN_BRACKETS = /\([^)]*\d/;
/** "5.000,-" and "5'000.--": no cents. */
const NO_CENTS = /(\d)[.,]-{1,2}(?![\d-])/g;

/** Multiplies without rounding errors of binary fractions: 2.3 million is 2300000. */
function times(decimal: string, factor: number): number {
	const [digits, exponent] = factor.toExponential().split('e');
	return digits === '1' && !decimal.includes('e')
		? Number(`${decimal}e${exponent}`)
		: Number((Number(decimal) * factor).toPrecision(15));
}

/** JSON has neither Infinity, which too many digits become, nor -0. */
const sendable = (value: number, note?: string): Converted =>
	Number.isFinite(value) ? accept(value === 0 ? 0 : value, note) : refuse(WHY.notNumber);

interface Bound {
	readonly digits: string;
	unit?: Unit;
}

/** The parts of an amount before calculation. */
interface ParsedAmount {
	readonly bounds: Bound[];
	readonly roles: ReadonlySet<Token['is']>;
	readonly isNegative: boolean;
	readonly isOpen: boolean;
	readonly isUpward: boolean;
}

/** Parses the tokens; undefined if they are not an amount. */
function parse(tokens: readonly Token[]): ParsedAmount | undefined {
	const bounds: Bound[] = [];
	const roles = new Set<Token['is']>(tokens.map(({ is }) => is));
	let before: Unit | undefined;
	let isJoined = false;
	let isNegative = false;
	let isUpTo = false;
	for (const token of tokens) {
		const last = bounds.at(-1);
		if (token.is === 'number') {
			if (bounds.length === 2 || (last !== undefined && !isJoined)) return undefined;
			bounds.push({ digits: token.digits, ...(before && { unit: before }) });
			isJoined = false;
		} else if (token.is === 'unit') {
			if (token.isOfMoney) roles.add('currency');
			if (last === undefined) before = token;
			else if (last.unit !== undefined || isJoined) return undefined;
			else last.unit = token;
		} else if (token.is === 'dash' || token.is === 'tilde' || token.is === 'to') {
			if (last !== undefined) isJoined = true;
			else if (token.is === 'dash') isNegative = true;
			else if (token.is === 'to') isUpTo = true;
			else roles.add('about');
		} else if (token.is === 'and' && roles.has('between')) isJoined = last !== undefined;
	}
	if (bounds.length === 0) return undefined;
	const isDownward = isUpTo || roles.has('less');
	// "10000-" and "10000- and above"
	const isUpward = roles.has('more') || (isJoined && !isDownward);
	return {
		bounds,
		roles,
		isNegative,
		isOpen: isUpward || isDownward,
		isUpward: isUpward && !isDownward,
	};
}

/** How the marks in a bound are read. */
type MarksOf = (bound: Bound, dot: Dot | undefined) => Marks;

/**
 * In money, a comma before three digits separates thousands, except with a unit of a language that
 * has decimal commas ("1,234 Mrd"). A dot before three digits can be either ("1.234").
 */
const marksOfMoney: MarksOf = ({ unit }, dot) => ({
	dot: (unit === undefined ? dot : undefined) ?? 'ambiguous',
	comma: unit?.isOfCommaDecimals ? 'ambiguous' : 'thousands',
});

/** A number of people has no fraction, but a number of thousands can. */
const marksOfPeople: MarksOf = ({ unit }) => {
	const mark = unit === undefined ? 'thousands' : 'ambiguous';
	return { dot: mark, comma: mark };
};

const factorOf = ({ unit }: Bound, scale: number | undefined): number => unit?.factor ?? scale ?? 1;

/** The numbers of the bounds: one, or two in ascending order. */
function numbersOf(
	[first, second]: readonly Bound[],
	decimals: readonly string[],
	scale: number | undefined,
): readonly [number, number?] | undefined {
	const [low, high] = decimals;
	if (first === undefined || low === undefined) return undefined;
	if (second === undefined || high === undefined) return [times(low, factorOf(first, scale))];
	const last = times(high, factorOf(second, scale));
	// "$1 - 10M" starts at one million, "251-1K" at 251.
	const asLast = times(low, factorOf(second, scale));
	if (first.unit === undefined && asLast <= last) return [asLast, last];
	const from = times(low, factorOf(first, second.unit === undefined ? scale : undefined));
	if (from <= last) return [from, last];
	const asFirst = times(high, factorOf(first, scale));
	return second.unit === undefined && from <= asFirst ? [from, asFirst] : undefined;
}

function evaluate(parsed: ParsedAmount, how: HowAmount, marksOf: MarksOf): Converted {
	const { bounds, roles } = parsed;
	if (roles.has('unclearUnit')) return refuse(WHY.ambiguousUnit);
	if (parsed.isNegative) return refuse(WHY.negative);
	if (parsed.isOpen && (bounds.length > 1 || !parsed.isUpward || how.ranges !== 'lowerBound')) {
		return refuse(WHY.openRange);
	}
	if (bounds.length > 1 && how.ranges === 'leaveOut') return refuse(WHY.range);
	const decimals: string[] = [];
	for (const bound of bounds) {
		const decimal = readDecimal(bound.digits, marksOf(bound, how.dot));
		if (decimal === 'ambiguous') return refuse(WHY.ambiguousMark);
		if (decimal === undefined) return refuse(WHY.notNumber);
		decimals.push(decimal);
	}
	const numbers = numbersOf(bounds, decimals, how.scale);
	if (numbers === undefined) return refuse(WHY.range);
	const [low, high] = numbers;
	const notes: string[] = [];
	if (parsed.isOpen) notes.push(NOTE.openLowerBound);
	if (high !== undefined) notes.push(how.ranges === 'midpoint' ? NOTE.midpoint : NOTE.lowerBound);
	if (roles.has('about')) notes.push(NOTE.approximate);
	if (roles.has('currency')) notes.push(NOTE.currency);
	const amount = high === undefined || how.ranges === 'lowerBound' ? low : middle(low, high);
	return sendable(amount, notes.length === 0 ? undefined : notes.join(', '));
}

/** A code such as "up_to_2_5m": the number is unclear, but it is a bound. */
const isVaguelyOpen = (tokens: readonly Token[]): boolean =>
	tokens.some(({ is }) => is === 'less' || is === 'more') &&
	tokens.some(({ is }) => is === 'number');

const middle = (low: number, high: number): number => Number(((low + high) / 2).toPrecision(15));

const NO_ROLES: ParsedAmount['roles'] = new Set();
/** A number without words, the usual case, which needs no parsing. */
const alone = (digits: string): ParsedAmount => ({
	bounds: [{ digits }],
	roles: NO_ROLES,
	isNegative: false,
	isOpen: false,
	isUpward: false,
});
const NUMBER_ALONE = /^\d[\d.,']*$/;

const withoutRemarks = (text: string): string =>
	withoutAccents(folded(text))
		.replaceAll('_', ' ')
		.replace(YEAR_IN_BRACKETS, ' ')
		.replace(NO_CENTS, '$1')
		.trim();

function readWords(text: string, how: HowAmount, marksOf: MarksOf, other: Token['is']): Converted {
	if (NUMBER_ALONE.test(text)) return evaluate(alone(text), how, marksOf);
	const plain = withoutRemarks(text);
	if (NUMBER_IN_BRACKETS.test(plain)) return refuse(WHY.negative);
	if (ANOTHER_IN_BRACKETS.test(plain)) return refuse(WHY.notNumber);
	const tokens = tokensOf(plain);
	const parsed = tokens && parse(tokens);
	if (parsed !== undefined && !parsed.roles.has(other)) return evaluate(parsed, how, marksOf);
	return refuse(tokens !== undefined && isVaguelyOpen(tokens) ? WHY.openRange : WHY.notNumber);
}

/** The checks for all number fields; undefined if the text must be parsed. */
function beforeWords(value: unknown): Converted | undefined {
	if (isAbsent(value)) return ABSENT;
	if (Array.isArray(value)) return refuse(WHY.several);
	if (typeof value !== 'string') return refuse(WHY.notNumber);
	if (saysNothing(value)) return ABSENT;
	if (value.length > MAX_LENGTH) return refuse(WHY.notNumber);
	return isSpreadsheetError(value.trim()) ? refuse(WHY.spreadsheetError) : undefined;
}

const plainly = (decimal: string | number, { scale = 1 }: HowAmount): Converted =>
	sendable(scale === 1 ? Number(decimal) : times(String(decimal), scale));

/**
 * Yearly revenue as a number. The currency is dropped with a note, because the API has none. The
 * notations of several languages are read: `1.234.567,89`, `12,34,567`, "5 Mio. €",
 * "2.5M", "3 crore", `1.2E+07`. Left out: ambiguous numbers ("1.234", "5 mil"),
 * and ranges unless `how` says otherwise.
 */
export function readRevenue(value: unknown, how: HowAmount): Converted {
	if (typeof value === 'number') return plainly(value, how);
	if (typeof value === 'string' && PLAIN.test(value)) return plainly(value, how);
	const one = single(value);
	if (typeof one === 'number') return plainly(one, how);
	const before = beforeWords(one);
	if (before !== undefined || typeof one !== 'string') return before ?? refuse(WHY.notNumber);
	const text = bare(one);
	if (PLAIN.test(text)) return plainly(text, how);
	if (SCIENTIFIC.test(text)) return plainly(Number(text.replace(',', '.')), how);
	return readWords(text, how, marksOfMoney, 'people');
}

/** What a revenue shows about dots in its column. One with a unit such as "million" shows nothing. */
export function dotInRevenue(value: unknown): Dot | undefined {
	const text = single(value);
	if (typeof text !== 'string' || text.length > MAX_LENGTH || !text.includes('.')) return undefined;
	if (NUMBER_ALONE.test(text)) return dotIn(text);
	const tokens = tokensOf(withoutRemarks(text));
	const bounds = (tokens && parse(tokens)?.bounds) ?? [];
	return bounds
		.filter(({ unit }) => unit === undefined)
		.map(({ digits }) => dotIn(digits))
		.find((dot) => dot !== undefined);
}

/** A whole number of people, not negative. */
function headcount(converted: Converted, isRange = false): Converted {
	if (converted.ok !== true) return converted;
	const people = Number(converted.value);
	if (people < 0) return refuse(WHY.negative);
	if (Number.isInteger(people)) return converted;
	return isRange ? accept(Math.round(people), converted.note) : refuse(WHY.notWhole);
}

const AS_PEOPLE_WRITE = { dates: 'dayFirst' } as const;

/** Whether a spreadsheet turned a range such as "11-50" into a date. */
function isMangled(value: unknown): boolean {
	if (typeof value === 'string' && isMonthWithNumber(value)) return true;
	const day = readDay(value, AS_PEOPLE_WRITE);
	return day.ok === true || (day.ok === false && day.why === WHY.shortYear);
}

/**
 * The number of employees, whole and not negative: `150`, "1.200", "1,200 employees", "1.5K".
 * Ranges as in {@link readRevenue}. Excel turns 11-50 and 1-10 into
 * "Nov-50" and "10-Jan": dates are left out.
 */
export function readEmployees(value: unknown, how: HowAmount): Converted {
	if (typeof value === 'string' && PLAIN_WHOLE.test(value)) return plainly(value, how);
	const one = single(value);
	if (typeof one === 'number') return headcount(plainly(one, how));
	if (typeof one === 'object' && isMangled(one)) return refuse(WHY.mangledRange);
	const before = beforeWords(one);
	if (before !== undefined || typeof one !== 'string') return before ?? refuse(WHY.notNumber);
	const text = bare(one);
	if (PLAIN_PEOPLE.test(text)) return headcount(plainly(text, how));
	const read = readWords(text, how, marksOfPeople, 'currency');
	if (read.ok === false && read.why === WHY.notNumber && isMangled(text)) {
		return refuse(WHY.mangledRange);
	}
	return headcount(read, read.ok === true && read.note?.includes(NOTE.midpoint));
}

/** A plain number, or decimal text such as "75" or "0.5". The scale of anything else is unknown. */
export function readScore(value: unknown): Converted {
	const one = single(value);
	if (typeof one === 'number') return sendable(one);
	const before = beforeWords(one);
	if (before !== undefined || typeof one !== 'string') return before ?? refuse(WHY.notNumber);
	const text = bare(one);
	return DECIMAL.test(text) ? sendable(Number(text)) : refuse(WHY.notNumber);
}
