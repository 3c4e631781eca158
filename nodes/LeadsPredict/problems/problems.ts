import type { ZodError } from 'zod';

import { MAX_WAIT_SECONDS, STATUS_MEANINGS, errorBodySchema } from '../contract';
import type { LeadField } from '../contract';
import type { ApiResponse, ConnectionFault, Problem, RetryPolicy, Shortfall } from '../types';
import { count, shorten, until } from '../format';

/**
 * The only place where an error gets its words. A message says what happened, the advice what to
 * do next; LeadsPredict's own message is always shown. Nothing in here can throw, whatever came.
 */

function asText(value: unknown): string {
	if (typeof value !== 'object' || value === null) return String(value);
	try {
		const json: unknown = JSON.parse(JSON.stringify(value));
		return typeof json === 'string' ? json : JSON.stringify(json);
	} catch {
		return Object.prototype.toString.call(value);
	}
}

const quote = (value: unknown): string => `"${shorten(asText(value), 60)}"`;

/** What LeadsPredict said, where it said something. */
const said = (text: unknown, longest: number): string | undefined =>
	typeof text === 'string' && text.trim() !== '' ? shorten(text, longest) : undefined;

const input = (field: LeadField | 'lead_id', message: string, advice: string): Problem => ({
	by: 'input',
	message,
	advice,
	field,
	retryable: false,
	quotaSpent: 'no',
});

/** The node itself is not set up as it must be; nothing was sent. */
export const badSetting = (message: string, advice: string): Problem => ({
	by: 'settings',
	message,
	advice,
	retryable: false,
	quotaSpent: 'no',
});

const NOTHING_SENT = 'Nothing was sent';

/** An agent that calls a tool waits for its answer: there is no workflow that could pause. */
export const cannotPauseTool = (): Problem =>
	badSetting(
		'A tool of an agent cannot pause until results arrive',
		`Set Mode to Answer at Once. ${NOTHING_SENT}`,
	);

/** One wait hears one message, and a message holds the results of one request. */
export const tooManyToPause = (leads: number, most: number): Problem =>
	badSetting(
		`One pause can wait for ${count(most, 'lead')}, and there are ${leads.toLocaleString('en-US')}`,
		`Put a Loop Over Items node before this one with a batch size of ${most.toLocaleString('en-US')} or less, so that it pauses once for each batch. ${NOTHING_SENT}`,
	);

/** Where results are to be sent: an address that n8n made, or one that was entered. */
export type CallbackSource = 'n8n' | 'entered';

const PUBLIC_ADDRESS: Readonly<Record<CallbackSource, string>> = {
	n8n: 'Set the environment variable WEBHOOK_URL of n8n to the https:// address at which it is reached from the internet, and restart n8n',
	entered:
		"Enter an https:// address that is reached from the internet. If it is a webhook of this n8n, n8n's environment variable WEBHOOK_URL must be set to such an address",
};

const callbackSubject = (source: CallbackSource, origin: string): string =>
	source === 'n8n'
		? `The results would be sent to ${quote(origin)}, the address that n8n has of itself`
		: `Webhook URL is ${quote(origin)}`;

/** @param origin of the address, without its path, which may hold secrets */
export const privateCallback = (source: CallbackSource, origin: string): Problem =>
	badSetting(
		`${callbackSubject(source, origin)}, which LeadsPredict cannot reach from the internet`,
		`${PUBLIC_ADDRESS[source]}. ${NOTHING_SENT}`,
	);

export const openCallback = (source: CallbackSource, origin: string): Problem =>
	badSetting(
		`${callbackSubject(source, origin)}, where the results would travel unencrypted`,
		`${PUBLIC_ADDRESS[source]}. ${NOTHING_SENT}`,
	);

export const unusableCallback = (source: CallbackSource): Problem =>
	badSetting(
		source === 'n8n'
			? 'n8n has no usable address of itself to which the results could be sent'
			: 'Webhook URL is not a whole web address such as https://example.com/results',
		`${PUBLIC_ADDRESS[source]}. ${NOTHING_SENT}`,
	);

/** A fault of this package, which is nobody's to mend but ours. */
export const brokenNode = (cause: string): Problem => ({
	by: 'settings',
	message: `The LeadsPredict node failed${said(cause, 200) === undefined ? '' : `: ${shorten(cause, 200)}`}`,
	advice: 'Please report this as an issue of n8n-nodes-leadspredict',
	retryable: false,
	quotaSpent: 'unknown',
});

/** n8n could not evaluate an expression for this item. */
export const cannotEvaluate = (
	field: LeadField | 'lead_id',
	label: string,
	cause: string,
): Problem =>
	input(
		field,
		`The expression in ${label} fails: ${said(cause, 150) ?? 'n8n does not say why'}`,
		`Correct the expression in ${label}`,
	);

/** What is wrong with an item as input. Workflows can tell the kinds apart by `details.code`. */
const noLead = (code: string, message: string, advice: string): Problem => ({
	...input('email', message, advice),
	code,
});

const MAP_EMAIL =
	'Every lead needs an email. Map the field that holds it under Lead Fields, or remove this item before this node';

/** @param is what the item was read as, "row" or "HubSpot contact" */
export const missingEmail = (knownAs: string | undefined, is: string): Problem =>
	noLead(
		'no_email',
		`Email is missing${knownAs === undefined ? '' : ` for ${quote(knownAs)}`}${/^(?:item|row)$/.test(is) ? '' : ` (${is})`}`,
		MAP_EMAIL,
	);

/** The item was recognised, and it is not a lead. */
export const notALead = (
	{ code, message, advice }: { code: string; message: string; advice: string },
	knownAs: string | undefined,
): Problem =>
	noLead(code, knownAs === undefined ? message : `${message}: ${quote(knownAs)}`, advice);

/** @param why in a few words, "masked" or "not an email address" */
export const malformedEmail = (
	value: unknown,
	why: string,
	code: string = 'invalid_email',
): Problem =>
	noLead(
		code,
		`Email is ${quote(value)}: ${why}`,
		'Correct the address, or map another field under Lead Fields',
	);

/** Strict Checking is on, and a value had to be left out or was read in a way worth knowing. */
export const doubtfulValue = (
	field: LeadField,
	label: string,
	value: unknown,
	why: string,
): Problem => ({
	...input(
		field,
		`${label} is ${quote(value)}: ${why}`,
		`Correct the value, add ${label} to Exclude Fields, or switch off Strict Checking under Options to send the lead without it`,
	),
	code: 'doubtful_value',
});

export const missingLeadId = (): Problem =>
	input(
		'lead_id',
		'Lead ID is empty',
		'Set Lead ID to the lead_id of an earlier LeadsPredict result or event',
	);

export const unusableLeadId = (value: unknown): Problem =>
	input(
		'lead_id',
		`Lead ID is ${quote(value)}, which cannot be the ID of a lead`,
		'Set Lead ID to the lead_id of an earlier LeadsPredict result or event, such as lead_abc123',
	);

const CONNECTION_FAULTS: Readonly<Record<string, string>> = {
	ECONNREFUSED: 'Nothing answers at the address of LeadsPredict',
	ENOTFOUND: 'The host name of LeadsPredict was not found',
	EAI_AGAIN: 'The host name of LeadsPredict could not be looked up',
	ECONNRESET: 'The connection to LeadsPredict broke off',
	EPIPE: 'The connection to LeadsPredict broke off',
	ERR_BAD_RESPONSE: 'The answer of LeadsPredict broke off',
	ETIMEDOUT: 'LeadsPredict did not answer in time',
	ECONNABORTED: 'LeadsPredict did not answer in time',
	EHOSTUNREACH: 'The host of LeadsPredict cannot be reached',
	ENETUNREACH: 'The network of LeadsPredict cannot be reached',
	EPROTO: 'The address does not answer over an encrypted connection',
};

/** Faults that occur before anything was sent. After any other the request may have been counted. */
const NEVER_ARRIVED = new Set([
	'ECONNREFUSED',
	'ENOTFOUND',
	'EAI_AGAIN',
	'EHOSTUNREACH',
	'ENETUNREACH',
	'EPROTO',
]);

/** The many codes that Node.js has for a certificate that it does not trust. */
const UNTRUSTED = /CERT|LEAF_SIGNATURE/;

export function connectionLost({ code, syscall }: ConnectionFault): Problem {
	if (code === undefined) {
		return {
			by: 'network',
			message: 'The request to LeadsPredict could not be made',
			advice:
				'Check the LeadsPredict credential of this node, and what stands between n8n and LeadsPredict',
			retryable: false,
			quotaSpent: 'unknown',
		};
	}
	if (UNTRUSTED.test(code)) {
		return {
			by: 'network',
			message: 'The certificate of the address is not one that n8n trusts, so nothing was sent',
			advice:
				'Check the Base URL in the credential. If a proxy of your company stands between, have n8n trust its certificate with NODE_EXTRA_CA_CERTS',
			code,
			retryable: false,
			quotaSpent: 'no',
		};
	}
	const neverConnected = syscall === 'connect';
	const neverArrived = neverConnected || NEVER_ARRIVED.has(code);
	const known = neverConnected && code === 'ETIMEDOUT' ? 'EHOSTUNREACH' : code;
	return {
		by: 'network',
		message:
			(Object.hasOwn(CONNECTION_FAULTS, known) ? CONNECTION_FAULTS[known] : undefined) ??
			'The connection to LeadsPredict failed',
		advice: neverArrived
			? 'Check the Base URL in the credential and the internet connection of n8n, then run the workflow again'
			: 'Run the workflow again. LeadsPredict may have counted this request',
		code,
		retryable: true,
		quotaSpent: neverArrived ? 'no' : 'unknown',
	};
}

/** @param sent whether the request was under way when the execution was stopped */
export const stopped = (sent: boolean): Problem => ({
	by: 'stopped',
	message: sent
		? 'The execution was stopped before LeadsPredict had answered'
		: 'The execution was stopped before this item was sent',
	advice: 'Run the workflow again for the items without a result',
	retryable: true,
	quotaSpent: sent ? 'unknown' : 'no',
});

const ADVICE: Readonly<Record<number, string>> = {
	400: 'Correct the value in the data before this node',
	402: 'Look into your account at LeadsPredict: it asks for a payment',
	401: 'Open the LeadsPredict credential and enter the API key again. It is found in LeadsPredict under Dashboard → API Settings',
	403: 'Use an API key that is allowed to do this, or ask LeadsPredict to allow it for yours',
	404: 'Check the ID, and the Base URL in the credential',
	413: 'Send less in one request',
	429: 'Wait until the limit resets, then run the workflow again',
};

const AGAIN = 'Run the workflow again later. If it goes on, write to the support of LeadsPredict';
const ASK =
	'Check what is sent and the Base URL in the credential. If both are right, write to the support of LeadsPredict';

const adviceFor = (status: number): string =>
	ADVICE[status] ?? (status >= 400 && status < 500 ? ASK : AGAIN);

/** Not implemented, an unknown version of HTTP, a network that asks for a login: these stay so. */
const STAYS = new Set([501, 505, 511]);

/** Whether the same request may succeed later: too slow (408), too often, or a fault over there. */
const mayPass = (status: number): boolean =>
	status === 408 || status === 429 || (status >= 500 && !STAYS.has(status));

interface TheirError {
	/** Their own sentence, with the code, the field and the reason that it does not name. */
	readonly words: string | undefined;
	readonly named: Pick<Problem, 'field' | 'code'>;
}

function errorIn(body: unknown): TheirError {
	const error = errorBodySchema.safeParse(body).data?.error;
	const field = said(error?.details?.field, 50);
	const reason = said(error?.details?.reason, 50);
	const code = said(error?.code, 50);
	const theirs = said(error?.message, 200) ?? plainError(body);
	return {
		words:
			theirs === undefined
				? undefined
				: shorten(`${theirs}${mention(theirs, { code, field, reason })}`, 250),
		named: { ...(field !== undefined && { field }), ...(code !== undefined && { code }) },
	};
}

/** LeadsPredict answered, but not with a success. Reads the documented error body where there is one. */
export function refused(answer: ApiResponse): Problem {
	const { status, body } = answer;
	const { words, named } = errorIn(body);
	const meaning =
		STATUS_MEANINGS[status] ??
		(status >= 500 ? 'LeadsPredict has an internal error' : 'LeadsPredict refused the request');
	const message =
		words === undefined
			? `LeadsPredict answered ${status}: ${meaning}`
			: `LeadsPredict answered${status < 400 ? ' with an error' : ` ${status}`}: ${words}`;
	const resets = status === 429 ? answer.rateLimit.resetsAt : undefined;
	return {
		by: 'leadspredict',
		message,
		advice:
			resets === undefined
				? adviceFor(status)
				: `The limit resets at ${resets.toISOString()}. ${adviceFor(status)}`,
		...named,
		status,
		retryable: mayPass(status),
		quotaSpent: status === 401 || status === 403 || status === 429 ? 'no' : 'unknown',
	};
}

const FEWER: Readonly<Record<number, string>> = {
	400: 'If one lead of this request is to blame, halve Leads per Request until it is found',
	413: 'Set a smaller number for Leads per Request under Options',
};

/** The same problem, when it is one of a request that held several leads. */
export function amongLeads(problem: Problem, leads: number): Problem {
	const more = problem.status === undefined || leads < 2 ? undefined : FEWER[problem.status];
	return more === undefined ? problem : { ...problem, advice: `${problem.advice}. ${more}` };
}

/** The same, for a request that cannot be made smaller because one pause waits for it. */
export const amongPaused = (problem: Problem, leads: number): Problem =>
	(problem.status !== 400 && problem.status !== 413) || leads < 2
		? problem
		: {
				...problem,
				advice: `${problem.advice}. If one lead of this request is to blame, set Mode to Answer at Once and halve Leads per Request until it is found`,
			};

/**
 * Whether every further request of this run must fail as well: the key is refused, the limit is
 * reached, or nothing answers at that address.
 */
export const endsRun = ({ by, status, quotaSpent }: Problem): boolean =>
	status === 401 ||
	status === 402 ||
	status === 403 ||
	status === 429 ||
	(by === 'network' && quotaSpent === 'no');

/** A whole answer, and not one as LeadsPredict gives it. */
const OTHER_FORM = 'unexpected_answer';

/** Whether an answer came whole and paid for, and nothing can be read from it. */
export const isOtherForm = ({ code }: Problem): boolean => code === OTHER_FORM;

/** Whether LeadsPredict, or the way to it, seems to be down: another request may fare no better. */
export const isOutage = (problem: Problem): boolean => problem.retryable || isOtherForm(problem);

/** @param attempts times the request was sent by then */
export const afterAttempts = (problem: Problem, attempts: number): Problem =>
	attempts < 2 ? problem : { ...problem, message: `${problem.message} (${attempts} attempts)` };

const seconds = (milliseconds: number): string => count(Math.ceil(milliseconds / 1_000), 'second');

/**
 * The service asks for more patience than this run has.
 * @param waitMs milliseconds that it asks for
 */
export const waitTooLong = (problem: Problem, waitMs: number): Problem => ({
	...problem,
	advice: `LeadsPredict is to be asked again in ${seconds(waitMs)}, and Max Wait under Options is shorter. ${problem.advice}`,
});

/** "The limit of LeadsPredict does not hold this run: it needs 120 more requests and has 37 left until 14:05 UTC" */
export function shortfallInWords({ needed, left, resetsAt }: Shortfall): string {
	return `The limit of LeadsPredict does not hold this run: it needs ${count(needed, 'more request')} and has ${left.toLocaleString('en-US')} left${until(resetsAt)}`;
}

/** Seconds that are added to a wait that is advised: time passes until it is followed. */
const SPARE = 30;

/**
 * The limit does not hold what is left of a run, and is not waited for.
 * @param waitMs milliseconds until it resets
 */
export function limitTooSmall(
	shortfall: Shortfall,
	waitMs: number,
	{ waitForReset, maxWait }: RetryPolicy,
): Problem {
	const advised = Math.ceil(waitMs / 1_000) + SPARE;
	const settings = [
		...(waitForReset ? [] : ['On Rate Limit to Wait for the Reset']),
		...(waitMs <= maxWait ? [] : [`Max Wait to ${advised} seconds`]),
	];
	const isPossible = shortfall.resetsAt !== undefined && advised <= MAX_WAIT_SECONDS;
	const wait =
		isPossible && settings.length > 0
			? `. To have the node wait that long, set ${settings.join(' and ')} under Options`
			: '';
	return {
		by: 'leadspredict',
		message: shortfallInWords(shortfall),
		advice: `Run the workflow again for the items without a result once the limit has reset${wait}. To need fewer requests, raise Leads per Request`,
		code: 'limit_too_small',
		retryable: true,
		quotaSpent: 'no',
	};
}

/** @param leads of the request, of which only some are to blame */
export const bisectGivenUp = (problem: Problem, leads: number): Problem => ({
	...problem,
	advice: `Only some of the ${leads.toLocaleString('en-US')} leads of this request may be to blame; looking for them was given up, because it took too many requests. ${problem.advice}`,
});

/** Nothing was sent this time. */
export const fromCache = (problem: Problem): Problem => ({
	...problem,
	advice: `${problem.advice}. This is the answer of an earlier try of this execution, which was not asked again`,
	quotaSpent: 'no',
});

/** For what was not sent because an earlier request of the run failed. */
export const notSent = (earlier: Problem): Problem => ({
	...earlier,
	message: `Not sent, because an earlier request failed. ${earlier.message}`,
	quotaSpent: 'no',
});

/** The same problem, when LeadsPredict was asked for one lead and does not know it. */
export const unknownLead = (problem: Problem, id: string): Problem =>
	problem.status !== 404
		? problem
		: {
				...problem,
				message: `LeadsPredict knows no lead ${quote(id)}. ${problem.message}`,
				advice:
					'Check where the Lead ID comes from: it must be the lead_id of a LeadsPredict result or event, from the account of this credential',
			};

interface Particulars {
	readonly code: string | undefined;
	readonly field: string | undefined;
	readonly reason: string | undefined;
}

/** LeadsPredict's code, and the field and the reason unless its own message already names them. */
function mention(message: string, { code, field, reason }: Particulars): string {
	const known = field === undefined || message.includes(field);
	const where = known
		? undefined
		: reason === undefined
			? `field ${field}`
			: `field ${field}: ${reason}`;
	const particulars = [code, where].filter((part) => part !== undefined);
	return particulars.length === 0 ? '' : ` (${particulars.join(', ')})`;
}

/** Some services answer `{error: "text"}` or `{message: "text"}`: better shown than lost. */
function plainError(body: unknown): string | undefined {
	if (typeof body !== 'object' || body === null) return undefined;
	for (const key of ['error', 'message']) {
		const text = said(Reflect.get(body, key), 200);
		if (text !== undefined) return text;
	}
	return undefined;
}

/**
 * LeadsPredict sent an error instead of the results of a batch. Decided: in the documented form of
 * errors; what a batch's failure looks like is not published.
 */
export function batchFailed(body: unknown): Problem {
	const { words, named } = errorIn(body);
	return {
		by: 'leadspredict',
		message:
			words === undefined
				? 'LeadsPredict sent an error instead of the results, and does not say which'
				: `LeadsPredict sent an error instead of the results: ${words}`,
		advice: AGAIN,
		...named,
		retryable: true,
		quotaSpent: 'yes',
	};
}

/** An address without its user name and password, and without what follows its path. */
const withoutSecrets = (address: string): string =>
	address.replace(/[?#].*$/s, '').replace(/\/\/[^/]*@/, '//');

/** The address answered with a redirect. It is not followed: n8n would send the API key along. */
export function redirected(answer: ApiResponse): Problem {
	const location = answer.headers['location'];
	const target = typeof location === 'string' ? withoutSecrets(location) : '';
	const to = target === '' ? '' : ` to ${quote(target)}`;
	return {
		by: 'leadspredict',
		message: `The address redirects${to}, which was not followed so that the API key stays here`,
		advice:
			'Enter the final address of the LeadsPredict API as Base URL in the credential, if you trust it',
		status: answer.status,
		retryable: false,
		quotaSpent: 'no',
	};
}

/**
 * A success that cannot be read: HTML, nothing, half a JSON text, another form. The first three may
 * have come about on the way, so the request is worth another try. JSON of another form has arrived
 * whole: LeadsPredict, or what answers in its place, would be paid again for the same.
 */
export function unreadable(answer: ApiResponse, missing?: string): Problem {
	const { body } = answer;
	const isEmpty =
		body === undefined || body === null || (typeof body === 'string' && body.trim() === '');
	const isWhole = !isEmpty && typeof body !== 'string';
	const what = isEmpty
		? 'an empty answer'
		: typeof body !== 'string'
			? `an answer without ${missing ?? 'the expected content'}`
			: /^\s*</.test(body)
				? 'a web page instead of data'
				: /^\s*[{[]/.test(body)
					? 'an answer that breaks off or is not valid JSON'
					: 'text instead of JSON';
	return {
		by: 'leadspredict',
		message: `LeadsPredict answered ${answer.status} with ${what}`,
		advice:
			'Check that the Base URL in the credential is the address of the LeadsPredict API and that no proxy stands between. Then run the workflow again',
		...(isWhole && { code: OTHER_FORM }),
		status: answer.status,
		retryable: !isWhole,
		quotaSpent: 'unknown',
	};
}

const NONE_USED =
	'No score of this request was used, so that none ends up on the wrong person. Run the workflow again; if it goes on, write to the support of LeadsPredict';

const unmatched = (message: string, advice: string = NONE_USED): Problem => ({
	by: 'match',
	message,
	advice,
	retryable: false,
	quotaSpent: 'yes',
});

export const wrongCount = (sent: number, received: number): Problem =>
	unmatched(
		`${count(sent, 'lead was', 'leads were')} sent and ${count(received, 'result')} came back, so it is not certain whose they are`,
	);

export const foreignEcho = (email: string): Problem =>
	unmatched(`A result came back for ${quote(email)}, which was not sent in this request`);

export const echoMismatch = (email: string): Problem =>
	unmatched(
		`Only some results name their lead, and the one for ${quote(email)} is not in its place`,
	);

/** @param email of another lead, found in a result that has no `email` of its own */
export const addressElsewhere = (email: string): Problem =>
	unmatched(`A result names ${quote(email)} and stands in the place of another lead`);

/** @param email that several leads of the request have */
export const orderUnknown = (email: string): Problem =>
	unmatched(
		`Different results came back for the leads with the email ${quote(email)}, in an order that does not say whose they are`,
		'None of these scores was used. Send each email only once in a run; capital letters do not make it another one',
	);

export const contradictingResults = (email: string): Problem =>
	unmatched(`Two results with different IDs or scores came for ${quote(email)}`);

export const echoCountMismatch = (email: string): Problem =>
	unmatched(`The number of results for ${quote(email)} is not the number of times it was sent`);

export const sharedId = (id: string): Problem =>
	unmatched(`LeadsPredict gave the same ID ${quote(id)} to leads with different emails`);

export const otherLead = (asked: string, received: string): Problem =>
	unmatched(`LeadsPredict was asked for lead ${quote(asked)} and answered with ${quote(received)}`);

/**
 * One result of a request cannot be used; the others can.
 * @param error what the contract found wrong with it
 */
export const unusableResult = ({ issues }: ZodError): Problem => ({
	by: 'match',
	message: `LeadsPredict sent a result without a usable ${issues.some(({ path }) => path[0] === 'score') ? 'score' : 'ID'}`,
	advice:
		'Run the workflow again for this lead; if it goes on, write to the support of LeadsPredict',
	retryable: false,
	quotaSpent: 'yes',
});
