import type { Candidates } from './candidates';
import type { FoundValue, RecognizedItem } from './recognizedItem';
import type { FieldRole } from './source';
import { single } from './values/value';

/** Turns candidates into the fields of a lead: the best value per role, and a name joined from its parts. */

/** Roles → fields. */
export function fieldsFrom(candidates: Candidates): RecognizedItem['fields'] {
	const fields: RecognizedItem['fields'] = {};
	for (const [role, [best, ...others]] of candidates) {
		if (role === 'firstName' || role === 'lastName' || role === 'salutation') continue;
		fields[role] =
			others.length === 0
				? best.found
				: { ...best.found, others: others.map(({ found }) => found) };
	}
	const name = nameOf(candidates);
	if (name !== undefined) fields.name = name;
	return fields;
}

/**
 * The record's own full name is preferred, because it has the order that is usual in its country.
 * Without one, first and last name are joined. In many languages the header of the family name is
 * just "name": next to a first name that it does not contain, it holds the family name.
 */
function nameOf(candidates: Candidates): FoundValue | undefined {
	const best = (role: FieldRole) => candidates.get(role)?.[0].found;
	const whole = best('name');
	const first = best('firstName');
	const last = best('lastName');
	if (whole === undefined) {
		if (first === undefined || last === undefined) return first ?? last;
		// Odoo has false and PHP an empty list for nothing.
		if (textOf(first) === '') return last;
		return textOf(last) === '' ? first : joined(first, last);
	}
	const text = textOf(whole);
	const holds = (part: FoundValue) => text.toLowerCase().includes(textOf(part).toLowerCase());
	const name = withoutSalutation(whole, textOf(best('salutation')));
	if (first !== undefined && last !== undefined) {
		if (textOf(first) === '' || textOf(last) === '') return name;
		// A full name that lacks the first name belongs to something else: a deal, or the family's company.
		return holds(first) ? name : joined(first, last);
	}
	if (first !== undefined && textOf(first) !== '') {
		if (holds(first)) return name;
		if (text === '' || NUMBERED.test(text) || text === textOf(best('company'))) return first;
		return isOneName(text) ? joined(first, whole) : name;
	}
	if (last !== undefined && textOf(last) !== '') return holds(last) ? name : joined(whole, last);
	return name;
}

/** Deals, accounts and documents have numbers in their names, families do not. */
const NUMBERED = /[\p{N}_@]/u;

/** One word, or one after particles such as "van der": next to a first name it is a family name. */
const isOneName = (text: string): boolean => !/\s/.test(text) || /^\p{Ll}/u.test(text);

function textOf(found: FoundValue | undefined): string {
	const text = single(found?.value);
	return typeof text === 'string' ? text.trim() : '';
}

/** Chinese, Japanese and Korean names start with the family name and have no space. */
const EAST_ASIAN = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}ー]+$/u;

function joined(given: FoundValue, family: FoundValue): FoundValue {
	const isEastAsian = [given, family].every((part) => EAST_ASIAN.test(textOf(part)));
	const parts = isEastAsian ? [family, given] : [given, family];
	return {
		value: parts.map(textOf).join(isEastAsian ? '' : ' '),
		from: [...new Set(parts.map(({ from }) => from))].join(' + '),
	};
}

const withoutSalutation = (whole: FoundValue, salutation: string): FoundValue => {
	const text = textOf(whole);
	return salutation !== '' && text.toLowerCase().startsWith(`${salutation.toLowerCase()} `)
		? { ...whole, value: text.slice(salutation.length).trim() }
		: whole;
};
