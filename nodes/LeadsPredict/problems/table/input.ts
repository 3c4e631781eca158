import { nonBlank, quote } from '../../format';
import { kind } from './entry';

const INPUT = { by: 'input', retryable: false, quotaSpent: 'no' } as const;
const input = kind(INPUT);
const email = kind({ ...INPUT, field: 'email' });
const leadId = kind({ ...INPUT, field: 'lead_id' });

interface NoLead {
	/** What the item is instead, in the words of leads/sources. */
	readonly refusal: { readonly message: string; readonly advice: string } | undefined;
	/** A name for the lead, where the item has one. */
	readonly knownAs: string | undefined;
	/** What the item was read as: "row", "HubSpot contact". */
	readonly label: string;
}

const noLead = email(
	({ refusal, knownAs, label }: NoLead) => {
		const name = knownAs === undefined ? undefined : quote(knownAs);
		if (refusal !== undefined) return [refusal.message, name].filter(Boolean).join(': ');
		const record = /^(?:item|row)$/.test(label) ? '' : ` (${label})`;
		return `Email is missing${name === undefined ? '' : ` for ${name}`}${record}`;
	},
	({ refusal }: NoLead) =>
		refusal?.advice ??
		'Every lead needs an email. Map the field that holds it under Lead Fields, or remove this item before this node',
);

const unusableEmail = email(
	'Email is "{value}": {why}',
	'Correct the address, or map another field under Lead Fields',
);

/** An item that cannot be sent as it is. */
export const INPUT_PROBLEMS = {
	company_record: noLead,
	error_item: noLead,
	ids_only: noLead,
	no_email: noLead,
	not_recognized: noLead,
	other_record: noLead,
	several_people: noLead,
	invalid_email: unusableEmail,
	placeholder_email: unusableEmail,
	/** With Strict Checking: a value is left out, or is worth a warning. */
	doubtful_value: input(
		'{label} is "{value}": {why}',
		'Correct the value, add {label} to Exclude Fields, or switch off Strict Checking under Options to send the lead without it',
	),
	/** n8n could not evaluate an expression for this item. */
	expression_failed: input(
		({ label, cause }: { label: string; cause: unknown }) =>
			`The expression in ${label} fails: ${nonBlank(cause instanceof Error && cause.message, 150) ?? 'n8n does not say why'}`,
		'Correct the expression in {label}',
	),
	missing_lead_id: leadId(
		'Lead ID is empty',
		'Set Lead ID to the lead_id of an earlier LeadsPredict result or event',
	),
	invalid_lead_id: leadId(
		'Lead ID is "{value}", which cannot be the ID of a lead',
		'Set Lead ID to the lead_id of an earlier LeadsPredict result or event, such as lead_abc123',
	),
};
