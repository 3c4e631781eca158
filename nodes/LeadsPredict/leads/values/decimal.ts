/** Reads numbers with the thousands and decimal marks of several countries. */

/** What a single dot or comma before exactly three digits means. */
type Mark = 'thousands' | 'decimal' | 'ambiguous';
/** What a dot before exactly three digits means, if other numbers show it. */
export type Dot = Exclude<Mark, 'ambiguous'>;
export interface Marks {
	readonly dot: Mark;
	readonly comma: Mark;
}

/** The number with a dot for its decimals and no other marks; `ambiguous`; or not a number. */
type Decimal = string | 'ambiguous' | undefined;

const GROUPED = /^[1-9]\d{0,2}(?:([.,' ])\d{3})(?:\1\d{3})*$/;
/** Indian grouping, two digits before the last three: 12,34,567. */
const GROUPED_IN_INDIA = /^[1-9]\d?(?:,\d{2})+,\d{3}$/;
const ONE_GROUP = /^[1-9]\d{0,2}[.,]\d{3}$/;
const PLAIN = /^\d+$/;
const MARKS = /[.,' ]/g;

const isGrouped = (whole: string): boolean => GROUPED.test(whole) || GROUPED_IN_INDIA.test(whole);

/**
 * Reads digits with marks, such as `1.234.567,89`, `1 234 567`, `1'234'567` or `12,34,567`: the
 * last of two different marks is the decimal mark, and a repeated mark is not.
 */
export function readDecimal(text: string, marks: Marks): Decimal {
	if (PLAIN.test(text)) return text;
	if (ONE_GROUP.test(text)) {
		const mark = text.includes('.') ? marks.dot : marks.comma;
		if (mark === 'ambiguous') return 'ambiguous';
		return mark === 'thousands' ? text.replace(MARKS, '') : text.replace(',', '.');
	}
	if (isGrouped(text)) return text.replace(MARKS, '');
	const last = Math.max(text.lastIndexOf('.'), text.lastIndexOf(','));
	if (last < 0) return undefined;
	const whole = text.slice(0, last);
	const decimals = text.slice(last + 1);
	const isOnlyOne = !whole.includes(text[last] ?? '');
	if (!PLAIN.test(decimals) || !isOnlyOne) return undefined;
	if (whole === '' || PLAIN.test(whole)) return `${whole}.${decimals}`;
	return isGrouped(whole) ? `${whole.replace(MARKS, '')}.${decimals}` : undefined;
}

/** What a number shows about dots in its column: "12.5" and "1.234.567" do, "1.234" does not. */
export function dotIn(text: string): Dot | undefined {
	if (!text.includes('.') || ONE_GROUP.test(text)) return undefined;
	const isNumber = readDecimal(text, { dot: 'ambiguous', comma: 'ambiguous' }) !== undefined;
	if (!isNumber) return undefined;
	const isOnlyOne = text.indexOf('.') === text.lastIndexOf('.');
	return isOnlyOne && text.lastIndexOf(',') < text.indexOf('.') ? 'decimal' : 'thousands';
}
