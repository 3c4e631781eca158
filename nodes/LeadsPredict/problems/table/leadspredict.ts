import { DEFAULT_BASE_URL, STATUS_MEANINGS } from '../../contract';
import { count, quote, shorten, until } from '../../format';
import type { Shortfall } from '../../types';
import { kind } from './entry';

/** The reference does not say whether LeadsPredict counts a failed request. */
const ANSWER = { by: 'leadspredict', retryable: false, quotaSpent: 'unknown' } as const;

const AGAIN = 'Run the workflow again later. If the error persists, contact LeadsPredict support';
const ASK =
	'Check what is sent and the Base URL in the credential. If both are right, contact LeadsPredict support';
const NOT_LEADSPREDICT =
	'This answer is not from LeadsPredict. Check the Base URL in the credential and anything between n8n and LeadsPredict, such as a proxy. Then run the workflow again';
const CHECK_BASE_URL =
	'Check that the Base URL in the credential is the address of the LeadsPredict API and that no proxy is in between. Then run the workflow again';

interface Answer {
	readonly status: number;
	/** Its message. */
	readonly words: string | undefined;
	/** Its codes and fields. */
	readonly named?: readonly string[];
	/** Whether it has LeadsPredict's documented form. Otherwise something in between answered. */
	readonly isOwn: boolean;
}

const MAX_MESSAGE = 250;

function answered({ status, words, named = [], isOwn }: Answer): string {
	const who = isOwn ? 'LeadsPredict' : 'The server at the Base URL';
	const did =
		status >= 500 ? 'has a problem' : status >= 400 ? 'refused the request' : 'sent an error';
	const said = words ?? STATUS_MEANINGS[status];
	const details = [...(status >= 400 ? [status] : []), ...named].join(', ');
	const room = MAX_MESSAGE - `${who} ${did}${details}`.length;
	return `${who} ${did}${said === undefined ? '' : `: ${shorten(said, room)}`}${details === '' ? '' : ` (${details})`}`;
}

/** Advice for an answer of LeadsPredict, and for an answer of anything else at its URL. */
const advise =
	(own: string) =>
	({ isOwn }: Answer): string =>
		isOwn ? own : NOT_LEADSPREDICT;

const lasting = kind(ANSWER);
const passing = kind({ ...ANSWER, retryable: true });
const uncounted = kind({ ...ANSWER, quotaSpent: 'no' });

const UNREADABLE = 'LeadsPredict answered {status} with {content}';

/** "The limit of your plan is too small for this run: it needs 120 more requests and has 37 left until 14:05 UTC" */
export const shortfallInWords = ({ needed, left, resetsAt, timezone }: Shortfall): string =>
	`The limit of your plan is too small for this run: it needs ${count(needed, 'more request')} and has ${left.toLocaleString('en-US')} left${until(resetsAt, timezone)}`;

/** Problems of answers that are no success, by their status (problems/status.ts). */
export const STATUS_PROBLEMS = {
	bad_request: lasting(answered, 'Correct the value in the data before this node'),
	client_error: lasting(answered, advise(ASK)),
	content_too_large: lasting(answered, 'Send less data in one request'),
	/** The status is a success, the body is an error. */
	error_response: lasting(answered, advise(AGAIN)),
	forbidden: uncounted(
		answered,
		'Use an API key that is allowed to do this, or ask LeadsPredict to allow it for yours',
	),
	not_found: lasting(
		answered,
		`Check the Base URL in the credential. The address of LeadsPredict is ${DEFAULT_BASE_URL}`,
	),
	payment_required: lasting(answered, 'Check your LeadsPredict account: it requires a payment'),
	/** The server does not support the request, or the network requires a login. */
	permanent_server_error: lasting(answered, advise(AGAIN)),
	request_timeout: passing(answered, advise(ASK)),
	server_error: passing(answered, advise(AGAIN)),
	too_many_requests: kind({ ...ANSWER, retryable: true, quotaSpent: 'no' })(
		answered,
		({ resetsAt }: { resetsAt: Date | undefined }) =>
			`${resetsAt === undefined ? '' : `The limit resets at ${resetsAt.toISOString()}. `}Run the workflow again after the limit has reset`,
	),
	unauthorized: uncounted(
		answered,
		'Open the LeadsPredict credential and enter the API key again. You find it in LeadsPredict under Dashboard → API Settings',
	),
};

/** Problems of answers from LeadsPredict or another service at its URL. */
export const LEADSPREDICT_PROBLEMS = {
	...STATUS_PROBLEMS,
	/** A redirect is not followed: n8n would send the API key along. */
	redirected: uncounted(
		({ target }: { target: string }) =>
			`The address redirects${target === '' ? '' : ` to ${quote(target)}`}; the node does not follow it, because that would pass on the API key`,
		'If you trust that address, enter it as Base URL in the credential',
	),
	/** The answer may be damaged in transit, so a retry may succeed. */
	unreadable_answer: passing(UNREADABLE, CHECK_BASE_URL),
	/** Complete JSON of another form. A retry would cost a request and bring the same answer. */
	unexpected_answer: lasting(UNREADABLE, CHECK_BASE_URL),
	/** Decided: a batch reports a failure in the documented form of errors. The reference is silent. */
	batch_failed: kind({ ...ANSWER, retryable: true, quotaSpent: 'yes' })(
		({ words, named = [] }: Pick<Answer, 'words' | 'named'>) =>
			`LeadsPredict sent an error instead of the results${words === undefined ? ', and gives no reason' : `: ${words}`}${named.length === 0 ? '' : ` (${named.join(', ')})`}`,
		AGAIN,
	),
	/** The limit is too small for the rest of a run, and the node does not wait for its reset. */
	limit_too_small: kind({ ...ANSWER, retryable: true, quotaSpent: 'no' })(
		({ shortfall }: { shortfall: Shortfall }) => shortfallInWords(shortfall),
		/** `settings` names those that would make the node wait. */
		({ settings }: { settings: readonly string[] }) =>
			`After the limit has reset, run the workflow again for the items without a result${settings.length === 0 ? '' : `. To have the node wait that long, set ${settings.join(' and ')} under Options`}. To use fewer requests, raise Leads per Request`,
	),
};
