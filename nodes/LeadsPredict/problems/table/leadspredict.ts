import { STATUS_MEANINGS } from '../../contract';
import { count, quote, until } from '../../format';
import type { Shortfall } from '../../types';
import { kind } from './entry';

/** Whether LeadsPredict counts a request that fails is not documented. */
const ANSWER = { by: 'leadspredict', retryable: false, quotaSpent: 'unknown' } as const;

const AGAIN = 'Run the workflow again later. If it goes on, write to the support of LeadsPredict';
const ASK =
	'Check what is sent and the Base URL in the credential. If both are right, write to the support of LeadsPredict';
const CHECK_BASE_URL =
	'Check that the Base URL in the credential is the address of the LeadsPredict API and that no proxy stands between. Then run the workflow again';

interface Answer {
	readonly status: number;
	/** LeadsPredict's own sentence, where it sent one. */
	readonly words: string | undefined;
}

function answered({ status, words }: Answer): string {
	const isFault = status >= 500;
	const other = isFault ? 'LeadsPredict has an internal error' : 'LeadsPredict refused the request';
	return words === undefined
		? `LeadsPredict answered ${status}: ${STATUS_MEANINGS[status] ?? other}`
		: `LeadsPredict answered ${status < 400 ? 'with an error' : status}: ${words}`;
}

const lasting = kind(ANSWER);
const passing = kind({ ...ANSWER, retryable: true });
const uncounted = kind({ ...ANSWER, quotaSpent: 'no' });

const UNREADABLE = 'LeadsPredict answered {status} with {content}';

/** "The limit of LeadsPredict does not hold this run: it needs 120 more requests and has 37 left until 14:05 UTC" */
export const shortfallInWords = ({ needed, left, resetsAt }: Shortfall): string =>
	`The limit of LeadsPredict does not hold this run: it needs ${count(needed, 'more request')} and has ${left.toLocaleString('en-US')} left${until(resetsAt)}`;

/** Answers that are no success, by what their status means (problems/status.ts). */
export const STATUS_PROBLEMS = {
	bad_request: lasting(answered, 'Correct the value in the data before this node'),
	client_error: lasting(answered, ASK),
	content_too_large: lasting(answered, 'Send less in one request'),
	/** The status says success, the body says error. */
	error_response: lasting(answered, AGAIN),
	forbidden: uncounted(
		answered,
		'Use an API key that is allowed to do this, or ask LeadsPredict to allow it for yours',
	),
	not_found: lasting(answered, 'Check the ID, and the Base URL in the credential'),
	payment_required: lasting(
		answered,
		'Look into your account at LeadsPredict: it asks for a payment',
	),
	/** The server lacks what is needed, or the network requires a login. */
	permanent_server_error: lasting(answered, AGAIN),
	request_timeout: passing(answered, ASK),
	server_error: passing(answered, AGAIN),
	too_many_requests: kind({ ...ANSWER, retryable: true, quotaSpent: 'no' })(
		answered,
		({ resetsAt }: { resetsAt: Date | undefined }) =>
			`${resetsAt === undefined ? '' : `The limit resets at ${resetsAt.toISOString()}. `}Wait until the limit resets, then run the workflow again`,
	),
	unauthorized: uncounted(
		answered,
		'Open the LeadsPredict credential and enter the API key again. It is found in LeadsPredict under Dashboard → API Settings',
	),
};

/** LeadsPredict answered, or another service at its address. */
export const LEADSPREDICT_PROBLEMS = {
	...STATUS_PROBLEMS,
	/** A redirect is not followed: n8n would send the API key along. */
	redirected: uncounted(
		({ target }: { target: string }) =>
			`The address redirects${target === '' ? '' : ` to ${quote(target)}`}, which was not followed so that the API key stays here`,
		'Enter the final address of the LeadsPredict API as Base URL in the credential, if you trust it',
	),
	/** The answer may have been damaged on its way: the request is worth another attempt. */
	unreadable_answer: passing(UNREADABLE, CHECK_BASE_URL),
	/** JSON of another form arrived whole: a further attempt would cost a request for the same answer. */
	unexpected_answer: lasting(UNREADABLE, CHECK_BASE_URL),
	/** Decided: in the documented form of errors; how a batch reports a failure is not documented. */
	batch_failed: kind({ ...ANSWER, retryable: true, quotaSpent: 'yes' })(
		({ words }: Pick<Answer, 'words'>) =>
			`LeadsPredict sent an error instead of the results${words === undefined ? ', and does not say which' : `: ${words}`}`,
		AGAIN,
	),
	/** The limit does not hold what is left of a run, and is not waited for. */
	limit_too_small: kind({ ...ANSWER, retryable: true, quotaSpent: 'no' })(
		({ shortfall }: { shortfall: Shortfall }) => shortfallInWords(shortfall),
		/** `settings` are those that would have the node wait. */
		({ settings }: { settings: readonly string[] }) =>
			`Run the workflow again for the items without a result once the limit has reset${settings.length === 0 ? '' : `. To have the node wait that long, set ${settings.join(' and ')} under Options`}. To need fewer requests, raise Leads per Request`,
	),
};
