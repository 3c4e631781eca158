import { LEAD_FIELDS, leadSchema } from '../contract';
import type { LeadField } from '../contract';
import { failed } from '../types';
import type { Origin, Outcome, Problem, LeadRow, Warning } from '../types';
import { problem } from '../problems/problem';
import type { HeldInstead } from '../problems/table/input';
import { convert } from './values/convert';
import type { ReadingOptions } from './values/convert';
import type { FoundValue, RecognizedItem } from './recognizedItem';
import { NOTE, WHY, refuse } from './values/value';
import type { Converted } from './values/value';

const LABELS = new Map<LeadField, string>(LEAD_FIELDS.map(({ name, label }) => [name, label]));

export const labelOf = (field: LeadField): string => LABELS.get(field) ?? field;

export interface ValidationOptions extends ReadingOptions {
	/** Fields that are not sent. Their values are not checked either. */
	readonly excludeFields: ReadonlySet<LeadField>;
	/** Whether to refuse an item with a doubtful value instead of sending it without that value. */
	readonly strict: boolean;
}

/**
 * Turns a recognized item into a lead to send, or into a problem. An email is required. Any other
 * value that cannot be used is left out, with a note in the row.
 */
export function validate(
	item: number,
	recognition: RecognizedItem,
	checks: ValidationOptions,
	held: () => HeldInstead = () => NOTHING_HELD,
): LeadRow | Outcome<never> {
	const lead: Partial<Record<LeadField, string | number>> = {};
	const from: Partial<Record<LeadField, string>> = {};
	let elsewhere: Partial<Record<LeadField, string>> | undefined;
	const warnings: Warning[] = [];
	const { fields } = recognition;
	for (const { name } of LEAD_FIELDS) {
		const best = fields[name];
		if (best === undefined) {
			if (name === 'email') return failed(item, withoutEmail(recognition, held));
			continue;
		}
		if (name !== 'email' && checks.excludeFields.has(name)) continue;
		const { found, converted } = firstUsable(name, best, checks);
		if (converted.ok === true) {
			lead[name] = converted.value;
			from[name] = found.from;
			if (found.fallbackPath !== undefined) (elsewhere ??= {})[name] = found.fallbackPath;
			const why = converted.note ?? furtherValues(name, found);
			if (why !== undefined)
				warnings.push({ field: name, value: found.value, why, leftOut: false });
		} else if (name === 'email') {
			return failed(
				item,
				converted.ok === 'absent'
					? withoutEmail(recognition, held)
					: problem(converted.code ?? 'invalid_email', {
							value: found.value,
							why: converted.why,
							addresses: held().addresses,
						}),
			);
		} else if (converted.ok === false) {
			warnings.push({ field: name, value: found.value, why: converted.why, leftOut: true });
		}
	}
	const [first] = warnings;
	if (checks.strict && first !== undefined) {
		const { field, value, why } = first;
		const label = labelOf(field);
		return failed(item, { ...problem('doubtful_value', { label, value, why }), field });
	}
	const origin = originOf(recognition, from, elsewhere);
	return { item, lead: leadSchema.parse(lead), warnings, origin };
}

function originOf(
	{ source, label, record, current, claimed, lookup }: RecognizedItem,
	fields: Origin['fields'],
	elsewhere: Origin['fallbackPaths'],
): Origin {
	return {
		source,
		label,
		fields,
		...(record !== undefined && { record }),
		...(current !== undefined && { current }),
		...(claimed !== undefined && { claimed }),
		...(lookup !== undefined && { lookup }),
		...(elsewhere !== undefined && { fallbackPaths: elsewhere }),
	};
}

/** `true` or a word is not an address. A masked or incomplete address is one, but unusable. */
const isNoAddress = ({ value }: FoundValue): boolean => !String(value).includes('@');

/** The best usable value. If there is none, the best value and why it is unusable. */
function firstUsable(field: LeadField, best: FoundValue, checks: ValidationOptions): Tried {
	const tryOut = (found: FoundValue) => ({
		found,
		converted: convert(field, found.value, { ...checks, ...found.reading }, found.scale),
	});
	const first = tryOut(best);
	if (best.rival !== undefined) return withRival(first, tryOut(best.rival));
	let tried = first;
	for (const other of best.others ?? []) {
		if (tried.converted.ok !== false) break;
		if (field === 'email' && !isNoAddress(tried.found)) break;
		tried = tryOut(other);
	}
	return tried.converted.ok === true ? tried : first;
}

interface Tried {
	readonly found: FoundValue;
	readonly converted: Converted;
}

/** Of two equally likely values, one is used only if the other is not valid for the field. */
function withRival(one: Tried, other: Tried): Tried {
	if (one.converted.ok !== true) return other;
	return other.converted.ok === true ? { ...one, converted: refuse(WHY.rival) } : one;
}

/** A note that the value is one of several. Only for emails: any of several phones will do. */
const furtherValues = (field: LeadField, { more }: FoundValue): string | undefined =>
	field === 'email' && more !== undefined ? NOTE.firstOf(more + 1) : undefined;

const NOTHING_HELD: HeldInstead = { addresses: [], columns: [] };

function withoutEmail(
	{ fields, refusal, label }: RecognizedItem,
	held: () => HeldInstead,
): Problem {
	const code = refusal?.code ?? 'no_email';
	const { addresses, emptyColumn, columns } = code === 'no_email' ? held() : NOTHING_HELD;
	return problem(code, {
		refusal,
		knownAs: knownAs(fields),
		label,
		addresses,
		emptyColumn,
		columns,
	});
}

/** A name for a lead without an email, for messages. */
function knownAs({ name, company }: RecognizedItem['fields']): string | undefined {
	const known = [name?.value, company?.value].find((value) => typeof value === 'string');
	return typeof known === 'string' ? known.trim() : undefined;
}
