import type {
	IExecuteFunctions,
	INodeExecutionData,
	INodeProperties,
	IWebhookDescription,
	IWebhookFunctions,
	IWebhookResponseData,
} from 'n8n-workflow';
import { z } from 'zod';

import { batchCallbackSchema, batchIdsOf, MAX_LEADS_PER_REQUEST } from '../../../contract';
import type { BatchIds, BatchRequest } from '../../../contract';
import { readCallback, NO_PARTS, NOT_THIS_BATCH } from '../../../webhook/batchCallback';
import type { BatchParts, CallbackReply } from '../../../webhook/batchCallback';
import { matchResults } from '../../../scoring/matchResults';
import type { MatchedLead } from '../../../scoring/matchResults';
import { isSignedByN8n } from '../../../webhook/callbackUrl';
import { isNonce, newNonce } from '../../../webhook/nonce';
import { amongPaused } from '../../../problems/context';
import { problem } from '../../../problems/problem';
import { runRequests } from '../../../scoring/scheduler';
import type { PlannedRequest } from '../../../scoring/scheduler';
import { batchRequest } from '../../../scoring/http';
import type { ApiResponse, LeadRow, Outcome } from '../../../types';
import { orderOutcomes, succeeded } from '../../../types';
import type { SkippedRow } from '../../../leads/recentlyScored';
import { binaryOf, presentInBatch, toItems } from '../../../output/items';
import { jsonOf } from '../../../json';
import { property } from '../../../webhook/token';
import { nodeError } from '../../errors';
import { log, logThrottled } from '../../log';
import { isTool } from '../../tool';
import { numberSetting, optionsSetting, readSetting } from '../../settings';
import type { Setting } from '../../settings';
import { openConnection } from '../../requestOptions';
import { digestIn, itemOf, readPaused, writePaused } from './pausedBatch';
import type { PausedBatch } from './pausedBatch';
import { outputScores } from '../scoreLeads';
import type { Prepared } from '../scoreLeads';
import { usableCallback } from './submit';

/**
 * Pause Until Results Arrive: the execution waits until LeadsPredict calls its resume URL.
 *
 * The node sends the leads and checks LeadsPredict's acknowledgement before the execution pauses. n8n
 * takes an eighth of a second to pause it. It answers results that arrive in that time with 409, and
 * they are lost if the sender does not retry. Decided against sending after the pause: a failed
 * submission could neither stop the workflow nor be retried, and a kill in between would leave an
 * execution that waits for leads nobody sent. A batch worth pausing for takes longer than an eighth of
 * a second. Senders must retry anyway, because n8n may be restarting. Lost results are visible at the
 * deadline.
 */

const MINUTES = { minutes: 1, hours: 60, days: 24 * 60 } as const;
const MAX_DAYS = 7;

const most = (unit: keyof typeof MINUTES): string =>
	`Up to ${((MAX_DAYS * MINUTES.days) / MINUTES[unit]).toLocaleString('en-US')} ${unit}`;

/** Shown in the panel, because the user has to build the branch for the deadline. */
const DEADLINE =
	'If no results arrive in time, n8n passes the input on unchanged. Add an If node after this one that checks whether batch_status exists: an item without it was not scored.';

const timeout = numberSetting({
	displayName: 'Timeout',
	name: 'timeout',
	type: 'number',
	typeOptions: { minValue: 0 },
	default: 1,
	description: `How long to wait for the results, at most ${MAX_DAYS} days`,
});

const timeoutUnit = optionsSetting({
	displayName: 'Unit',
	name: 'timeoutUnit',
	type: 'options',
	noDataExpression: true,
	options: [
		{ name: 'Days', value: 'days', description: most('days') },
		{ name: 'Hours', value: 'hours', description: most('hours') },
		{ name: 'Minutes', value: 'minutes', description: most('minutes') },
	],
	default: 'hours',
	description: 'The unit of Timeout',
});

export const pauseProperties: readonly INodeProperties[] = [
	timeout.property,
	timeoutUnit.property,
	{ displayName: DEADLINE, name: 'deadlineNotice', type: 'notice', default: '' },
];

/** Its range depends on Unit, which `typeOptions` cannot express. */
const timeoutIn = (unit: keyof typeof MINUTES): Setting<number> => ({
	...timeout,
	rule: `Timeout must be from 1 minute to ${MAX_DAYS} days`,
	read: (given) => {
		const minutes = (timeout.read(given) ?? 0) * MINUTES[unit];
		return minutes >= 1 && minutes <= MAX_DAYS * MINUTES.days ? minutes : undefined;
	},
});

/** @returns milliseconds, at least a minute: n8n checks once a minute which waits have ended */
function readWait(node: IExecuteFunctions, items: number): number {
	const unit = readSetting(node, timeoutUnit, items);
	return readSetting(node, timeoutIn(unit), items) * 60_000;
}

/** The key in the node's context under which the paused batch is stored. */
const PAUSED = 'pausedBatch';

/** The query parameter with the nonce. n8n's own is `signature`. */
const NONCE = 'nonce';

/**
 * All waits of an execution share one URL. A separate path keeps repeated or late results from resuming
 * a Wait node that follows: n8n answers them with 404 (read in the code of n8n 1.123, 2.0, 2.11, 2.20,
 * 2.30 and 2.41, none of which signs the path; seen in 2.41).
 */
const RESUME_PATH = 'leadspredict';

const resumeUrl = z.string();

/** Whether this process has logged that n8n does not sign its resume URLs. */
let hasWarned = false;

/** Without n8n's signature, only the nonce protects the URL. */
function warnIfUnsigned(node: IExecuteFunctions, url: URL): void {
	if (hasWarned || isSignedByN8n(url)) return;
	hasWarned = true;
	log(
		node,
		'warn',
		'This version of n8n does not sign the addresses at which paused executions go on, as n8n 2.20 and later do. A random value in the address protects the paused batch; update n8n for the second protection',
	);
}

/** LeadsPredict's acknowledgement of the batch. */
interface Acknowledged {
	readonly ids: BatchIds;
	/** Decided: an answer that already holds all results needs no pause. */
	readonly results: ReadonlyArray<Outcome<MatchedLead>> | undefined;
}

function acknowledged(rows: readonly LeadRow[], answer: ApiResponse): Acknowledged {
	const ids = batchIdsOf(answer.body);
	if (!batchCallbackSchema.safeParse(answer.body).success) return { ids, results: undefined };
	const results = matchResults(rows, answer);
	return { ids, results: results.some(({ ok }) => ok) ? results : undefined };
}

const batchOf = (rows: readonly LeadRow[]): BatchRequest => ({
	leads: rows.map(({ lead }) => lead),
	async: true,
});

const plan = (rows: readonly LeadRow[]): PlannedRequest<Acknowledged> => ({
	request: batchRequest(batchOf(rows)),
	items: rows.map(({ item }) => item),
	read: (answer) => {
		const said = acknowledged(rows, answer);
		return rows.map(({ item }) => succeeded(item, said));
	},
	explain: (why) => amongPaused(why, rows.length),
});

/**
 * Sends the leads and pauses the execution.
 * @returns no items when it pauses. n8n would drop them, but an `error` in the first would make Retry
 * On Fail send everything again
 */
export async function pauseForResults(
	node: IExecuteFunctions,
	prepared: Prepared,
): Promise<INodeExecutionData[]> {
	const { input, chosen, rows, shape, skipped, refused } = prepared;
	const wait = readWait(node, input.length);
	if (isTool(node)) {
		throw nodeError(node.getNode(), problem('pause_in_tool'), undefined);
	}
	if (rows.length > MAX_LEADS_PER_REQUEST) {
		const amounts = { leads: rows.length, most: MAX_LEADS_PER_REQUEST };
		throw nodeError(node.getNode(), problem('too_many_to_pause', amounts), undefined);
	}
	const connection = await openConnection(node, chosen);
	const own = resumeUrl.parse(node.evaluateExpression('{{ $execution.resumeUrl }}', 0));
	const url = usableCallback(node, connection, own, 'n8n');
	warnIfUnsigned(node, url);
	const { secret, digest } = newNonce();
	url.pathname = `${url.pathname}/${RESUME_PATH}`;
	url.searchParams.set(NONCE, secret);

	const planned = rows.length === 0 ? [] : [plan(rows)];
	const withAddress = batchRequest({ ...batchOf(rows), webhook_url: url.href });
	const ran = await runRequests(planned, {
		...connection.options,
		// Each try has another callback URL, so cached answers are found without it.
		makeRequest: async () => await connection.options.makeRequest(withAddress),
	});
	const [taken] = ran.outcomes.flatMap((outcome) => (outcome.ok ? [outcome.result] : []));
	if (taken === undefined || taken.results !== undefined) {
		const failures = ran.outcomes.filter((outcome) => !outcome.ok);
		const outcomes = taken?.results ?? failures;
		return outputScores(node, prepared, { ...ran, outcomes }, connection.cache, true);
	}

	const until = Date.now() + wait;
	const paused: PausedBatch = {
		// After a retry, LeadsPredict may send the results of either attempt, so no ID is required.
		awaited: { digest, ids: ran.retries === 0 ? taken.ids : {}, rows },
		until,
		items: input.length,
		ready: toItems<MatchedLead | SkippedRow>(
			[...refused, ...skipped.map((each) => succeeded(each.row.item, each))],
			input,
			presentInBatch,
			shape,
		),
		shape,
	};
	// In a loop, the next batch replaces this one.
	node.getContext('node')[PAUSED] = writePaused(paused);
	connection.cache.release(ran, undefined);
	await node.putExecutionToWait(new Date(until));
	return [];
}

/**
 * The webhook through which n8n calls {@link receiveResults}: the resume URL, while the execution is
 * paused.
 */
export const RESUME_WEBHOOK: IWebhookDescription = {
	name: 'default',
	httpMethod: 'POST',
	responseMode: 'onReceived',
	// An empty body marks the delivery as accepted: while n8n starts, it answers any call with 200 and a
	// sentence.
	responseData: 'noData',
	path: RESUME_PATH,
	restartWebhook: true,
};

/**
 * Parts of batches that have arrived, by the digest of the nonce. n8n saves nothing from a call that
 * does not resume the execution, so they exist only in this process. After a restart, or when another
 * webhook process received the other parts, all parts must be sent again.
 */
const partsOf = new Map<string, { readonly parts: BatchParts; readonly until: number }>();

/** Max batches whose parts are held at the same time; the oldest is dropped first. */
const MAX_PARTIAL_BATCHES = 100;

/** Stores the parts, and drops those of batches whose wait has ended. */
function keepParts({ awaited: { digest }, until }: PausedBatch, parts: BatchParts): void {
	partsOf.delete(digest);
	const now = Date.now();
	for (const [other, kept] of partsOf) if (kept.until < now) partsOf.delete(other);
	if (parts.size === 0) return;
	partsOf.set(digest, { parts, until });
	const [oldest] = partsOf.keys();
	if (partsOf.size > MAX_PARTIAL_BATCHES && oldest !== undefined) partsOf.delete(oldest);
}

/** Quotes a text for an expression. Braces are escaped because they would end the expression. */
const quoted = (text: string): string =>
	JSON.stringify(text).replace(/[{}]/g, (brace) => `\\u00${brace.charCodeAt(0).toString(16)}`);

/**
 * During a webhook call, only expressions can read a node's context.
 * @returns what {@link writePaused} wrote, if this node waits
 */
function pausedBy(node: IWebhookFunctions): string | undefined {
	const { name } = node.getNode();
	const text: unknown = node.evaluateExpression(`{{ $(${quoted(name)}).context.${PAUSED} }}`, 0);
	return typeof text === 'string' ? text : undefined;
}

const inputSchema = z.array(
	z.object({
		json: z.record(z.unknown()),
		binary: z
			.record(
				z
					.object({ data: z.string(), mimeType: z.string() })
					.catchall(z.union([z.string(), z.number(), z.undefined()])),
			)
			.optional()
			// Binary data of an unexpected form is left out, so that it does not cost paid results.
			.catch(undefined),
	}),
);

/** n8n restores the input. It is read only when the output needs it. */
function inputOf(node: IWebhookFunctions, { shape }: PausedBatch): INodeExecutionData[] {
	if (!shape.includeOtherFields) return [];
	const items: unknown = node.evaluateExpression('{{ $input.all() }}', 0);
	return inputSchema.parse(items).map(({ json, binary }) => ({
		json: jsonOf(json),
		...(binary !== undefined && { binary }),
	}));
}

/**
 * One item for each input item, in the form that Analyze outputs. Throws if an item is missing or
 * doubled.
 */
function itemsOf(
	paused: PausedBatch,
	outcomes: ReadonlyArray<Outcome<MatchedLead>>,
	input: readonly INodeExecutionData[],
): INodeExecutionData[] {
	const came = toItems(outcomes, input, presentInBatch, paused.shape);
	// A stored batch is text and holds no binary data, so it is added here.
	const ready = paused.ready.map((each) =>
		'error' in each.json ? each : { ...each, ...binaryOf(input[itemOf(each)]) },
	);
	const all = [...ready, ...came].map((each) => succeeded(itemOf(each), each));
	return orderOutcomes(paused.items, all).flatMap((each) => (each.ok ? [each.result] : []));
}

/** Sends the response itself, so that n8n leaves the execution paused. */
function goOnWaiting(
	node: IWebhookFunctions,
	{ status, code, reason }: CallbackReply | typeof BROKEN,
): IWebhookResponseData {
	const response = node.getResponseObject().status(status);
	// An event counts as delivered, so the response is empty, as for results.
	if (status === 200) response.end();
	else if (status === 202) response.json({ status: 'incomplete', code, message: reason });
	else response.json({ status: 'error', error: { code, message: reason } });
	return { noWebhookResponse: true };
}

const NOT_WAITING: CallbackReply = {
	status: 409,
	code: 'not_waiting',
	reason: 'This node is not waiting for results',
};

/** 500 makes a sender retry. */
const BROKEN = {
	status: 500,
	code: 'not_read',
	reason: 'The results could not be read',
} as const;

/** Leaves out the reason, which may name an email address and is meant for the caller. */
const logReply = (node: IWebhookFunctions, { status, code }: CallbackReply): void =>
	logThrottled(node, status < 400 ? 'info' : 'warn', {
		what: 'LeadsPredict keeps waiting for results',
		code: `${status} ${code}`,
	});

/**
 * Handles one message while the execution is paused. Results of the batch resume it. Any other message
 * is answered here, and the execution stays paused. Never throws, because n8n would end the execution.
 * So a lead without a result becomes an item with an error, whatever On Error is.
 */
export async function receiveResults(node: IWebhookFunctions): Promise<IWebhookResponseData> {
	try {
		const text = pausedBy(node);
		if (text === undefined) return goOnWaiting(node, NOT_WAITING);
		const digest = digestIn(text);
		const nonce = property(node.getQueryData(), NONCE);
		// First, so that an unknown caller learns nothing and costs little.
		if (!isNonce(nonce, digest)) {
			logReply(node, NOT_THIS_BATCH);
			return goOnWaiting(node, NOT_THIS_BATCH);
		}
		const paused = readPaused(text);
		const message = {
			nonce,
			contentType: node.getHeaderData()['content-type'],
			body: node.getBodyData(),
		};
		const heard = readCallback(paused.awaited, message, partsOf.get(digest)?.parts ?? NO_PARTS);
		if (heard.resume) {
			const items = itemsOf(paused, heard.outcomes, inputOf(node, paused));
			keepParts(paused, NO_PARTS);
			return { workflowData: [items] };
		}
		keepParts(paused, heard.parts);
		logReply(node, heard.reply);
		return goOnWaiting(node, heard.reply);
	} catch (error) {
		// The error's message may quote lead data, so only its name is logged.
		const cause = error instanceof Error ? error.name : 'unknown';
		logThrottled(node, 'error', {
			what: 'LeadsPredict could not read a message',
			code: `${BROKEN.status} ${BROKEN.code}`,
			why: cause,
		});
		return goOnWaiting(node, BROKEN);
	}
}
