import type { ZodError } from 'zod';

import { count } from '../../format';
import { kind } from './entry';
import type { Template } from './entry';

const match = kind({ by: 'match', retryable: false, quotaSpent: 'yes' });

/** The request's results are all discarded. */
const request = <const Message extends Template>(message: Message) =>
	match(
		message,
		'No score of this request was used, so that none reaches the wrong person. Run the workflow again. If the error persists, contact LeadsPredict support',
	);

/** Problems of results that cannot be assigned to a lead with certainty. */
export const MATCH_PROBLEMS = {
	contradicting_results: request('Two results with different IDs or scores came for "{email}"'),
	email_not_sent: request('A result came back for "{email}", which was not sent in this request'),
	/** The result has no `email`, but contains the email in another field. */
	email_of_another: request('A result names "{email}" but is in the position of another lead'),
	email_out_of_order: request(
		'Only some results name their lead, and the result for "{email}" is out of order',
	),
	/** Several leads of the request have this email; the others keep their results. */
	order_unknown: match(
		'Different results came back for the leads with the email "{email}", and their order does not show which belongs to which lead',
		'None of these scores was used. Send each email only once in a run. Upper and lower case make no difference',
	),
	other_lead: request(
		'LeadsPredict was asked for lead "{requested}" and answered with "{received}"',
	),
	shared_id: request('LeadsPredict gave the same ID "{id}" to leads with different emails'),
	/** One result of a request is unusable; the others are used. */
	unusable_result: match(
		({ issues }: Pick<ZodError, 'issues'>) =>
			`LeadsPredict sent a result without a usable ${issues.some(({ path }) => path[0] === 'score') ? 'score' : 'ID'}`,
		'Run the workflow again for this lead. If the error persists, contact LeadsPredict support',
	),
	wrong_count: request(
		({ sent, received }: { sent: number; received: number }) =>
			`${count(sent, 'lead was', 'leads were')} sent and ${count(received, 'result')} came back, so it is not certain whose they are`,
	),
	wrong_email_count: request(
		'The number of results for "{email}" is not the number of times it was sent',
	),
};
