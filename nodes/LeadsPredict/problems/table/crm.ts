import { shorten } from '../../format';
import { kind } from './entry';

const input = kind({ by: 'input', retryable: false, quotaSpent: 'no' });

const LOOK_UP =
	'Look the record up first: Prepare Lookup, HTTP Request and Read Answer before this step';

/** Scores that cannot be written into a CRM, and leads that cannot be looked up there. */
export const CRM_PROBLEMS = {
	/** A CRM creates no record without these values. */
	cannot_create_record: input(
		({ record, missing }: { record: string; missing: readonly string[] }) =>
			`A new ${record} needs ${missing.join(' and ')}, and this score carries none`,
		'{cure}, or switch off Create Missing Records',
	),
	lookup_failed: input(
		({ name, why = '' }: { name: string; why?: string }) =>
			`The lookup of this lead in ${name} failed${why === '' ? '' : `: ${shorten(why, 250)}`}`,
		'Run the lookup again, or set Find Record By to another way',
	),
	no_lookup_email: input(
		'This item holds no email to look up',
		'Map Email to its field in the item, or remove such items before this node',
	),
	no_lookup_lead_id: input(
		'This item holds no lead_id to look up',
		'Use an item of LeadsPredict or an event of the trigger, or set Find Record By to Email',
	),
	no_score: input(
		'This item holds no score of LeadsPredict',
		'Connect this step to a LeadsPredict node whose Output is Simplified, or to the LeadsPredict Trigger',
	),
	not_scored: input(
		({ error }: { error: string }) => `This lead was not scored: ${shorten(error, 200)}`,
		'Correct it there, or send failed items another way with On Error: Continue (using error output)',
	),
	record_not_named: input(
		'It is not known which record of {name} this score belongs to',
		`${LOOK_UP}, or set Find Record By to another way`,
	),
	record_not_found: input(
		'{name} has no record of this lead',
		'Switch on Create Missing Records to add it',
	),
	/** The score names a record, and anyone may have named it. */
	record_only_claimed: input(
		'The record ID of this score came from outside, such as from a webhook, and was not used',
		`${LOOK_UP}, or switch on Trust Record IDs in Input where nobody but you can send such items`,
	),
	score_without_email: input(
		'This score carries no email to find the record by',
		'Use the simplified output of Analyze, or set Find Record By to LeadsPredict ID',
	),
	score_without_lead_id: input(
		'This score carries no lead_id to find the record by',
		'Use the simplified output of a LeadsPredict node, or an event of the trigger',
	),
	several_records: input(
		'{name} has several records of this lead, so it is not certain which to write to',
		'Merge them in {name}, or set Find Record By to another way',
	),
};
