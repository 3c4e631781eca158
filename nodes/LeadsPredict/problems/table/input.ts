import { listQuoted, nonBlank, quote } from '../../format';
import { kind } from './entry';

const INPUT = { by: 'input', retryable: false, quotaSpent: 'no' } as const;
const input = kind(INPUT);
const email = kind({ ...INPUT, field: 'email' });
const leadId = kind({ ...INPUT, field: 'lead_id' });

/** An address in an item that has no email. */
export interface FoundAddress {
	/** Its path. */
	readonly from: string;
	/** To be pasted into Lead Fields. */
	readonly expression: string | undefined;
}

/** What an item without an email contains. */
export interface HeldInstead {
	readonly addresses: readonly FoundAddress[];
	/** The empty column whose header means email, if there is one. */
	readonly emptyColumn?: string | undefined;
	/** The keys of the item. */
	readonly columns: readonly string[];
}

interface NoLead extends Partial<HeldInstead> {
	/** Why the item is not a lead, as worded in leads/sources. */
	readonly refusal: { readonly message: string; readonly advice: string } | undefined;
	/** The lead's name, if the item has one. */
	readonly knownAs: string | undefined;
	/** The kind of item: "row", "HubSpot contact". */
	readonly label: string;
}

/** Advice on how to map the address that is the lead's. */
function mapAddress([first, ...others]: readonly FoundAddress[]): string | undefined {
	if (first === undefined) return undefined;
	const { from, expression = from } = first;
	return others.length === 0
		? `There is an email address in ${quote(from)}. If it is the lead's, add Email under Lead Fields as ${expression}`
		: `There are email addresses in ${listQuoted([first, ...others].map((each) => each.from))}. Add the lead's as Email under Lead Fields, such as ${expression}`;
}

function mapColumn(emptyColumn: string | undefined, columns: readonly string[]): string {
	if (emptyColumn !== undefined) {
		return `Every lead needs an email, and ${quote(emptyColumn)} is empty here. Enter it, or remove this item before this node`;
	}
	const fields = columns.length === 1 ? 'only field of this item is' : 'fields of this item are';
	const named = columns.length === 0 ? '' : ` The ${fields} ${listQuoted(columns)}.`;
	return `Every lead needs an email.${named} Add the one with the email under Lead Fields, or remove this item before this node`;
}

const noLead = email(
	({ refusal, knownAs, label }: NoLead) => {
		const name = knownAs === undefined ? undefined : quote(knownAs);
		if (refusal !== undefined) return [refusal.message, name].filter(Boolean).join(': ');
		const record = /^(?:item|row)$/.test(label) ? '' : ` (${label})`;
		return `Email is missing${name === undefined ? '' : ` for ${name}`}${record}`;
	},
	({ refusal, addresses = [], emptyColumn, columns = [] }: NoLead) =>
		mapAddress(addresses) ?? refusal?.advice ?? mapColumn(emptyColumn, columns),
);

interface UnusableEmail extends Partial<HeldInstead> {
	readonly value: unknown;
	readonly why: string;
}

const unusableEmail = email(
	({ value, why }: UnusableEmail) => `Email is ${quote(value)}: ${why}`,
	({ addresses = [] }: UnusableEmail) =>
		mapAddress(addresses) ??
		'Correct the address, or add Email under Lead Fields to read another field',
);

/** An item that cannot be sent unchanged. */
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
	/** With Strict Checking: a value is left out or has a warning. */
	doubtful_value: input(
		'{label} is "{value}": {why}',
		'Correct the value, add {label} to Exclude Fields, or switch off Strict Checking under Options to send the lead without it',
	),
	/** n8n could not evaluate an expression for this item. */
	expression_failed: input(
		({ label, cause }: { label: string; cause: unknown }) =>
			`The expression in ${label} fails: ${nonBlank(cause instanceof Error && cause.message, 150) ?? 'n8n gives no reason'}`,
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
