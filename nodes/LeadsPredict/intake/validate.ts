import { LEAD_FIELDS, leadSchema } from '../contract';
import type { LeadField } from '../contract';
import { failed } from '../flow';
import type { Outcome, Row } from '../flow';
import { malformedEmail, missingEmail, wrongType } from '../exchange/problem';
import { convert, isAbsent } from './convert';
import type { RawFields } from './recognise';

/**
 * Turns what an item says into a lead that may be sent, or into the item's problem.
 * @param leaveOut fields that must not leave n8n: not sent, and not refused whatever they hold
 */
export function validate(
	item: number,
	fields: RawFields,
	leaveOut: ReadonlySet<LeadField>,
): Row | Outcome<never> {
	const lead: Partial<Record<LeadField, string | number>> = {};
	for (const { name, kind, label } of LEAD_FIELDS) {
		if (name !== 'email' && leaveOut.has(name)) continue;
		const value = fields[name];
		const converted = convert(kind, value);
		if (converted.ok === true) lead[name] = converted.value;
		else if (name === 'email') {
			return failed(
				item,
				converted.ok === 'absent' ? missingEmail(knownAs(fields)) : malformedEmail(value),
			);
		} else if (converted.ok === false) {
			return failed(item, wrongType(name, label, value, converted.expected));
		}
	}
	return { item, lead: leadSchema.parse(lead) };
}

/** How a person would call a lead that has no email. */
function knownAs({ name, company }: RawFields): string | undefined {
	const known = [name, company].find((value) => typeof value === 'string' && !isAbsent(value));
	return typeof known === 'string' ? known.trim() : undefined;
}
