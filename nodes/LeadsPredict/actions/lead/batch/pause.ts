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
 * Pause Until Results Arrive: the execution sleeps until LeadsPredict calls its resume URL.
 *
 * The leads are sent, and LeadsPredict's acknowledgement is checked, before the execution goes to
 * sleep. So results that arrive within the eighth of a second until n8n has put it to sleep are
 * answered 409 by n8n, and are lost if the sender does not try again. The other way, sending once
 * the execution sleeps, was weighed and refused: a submission that failed could neither stop the
 * workflow nor be sent again, and a kill in between would leave a wait for leads that were never
 * sent. A batch worth pausing for takes longer than an eighth of a second; whoever sends results
 * must try again anyway, because n8n may be restarting; and what does get lost is seen at the
 * deadline, not silently.
 */

const MINUTES = { minutes: 1, hours: 60, days: 24 * 60 } as const;
const MAX_DAYS = 7;

const most = (unit: keyof typeof MINUTES): string =>
	`Up to ${((MAX_DAYS * MINUTES.days) / MINUTES[unit]).toLocaleString('en-US')} ${unit}`;

/** Shown in the panel, where the branch for the deadline has to be thought of. */
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

/** Its range depends on Unit, which `typeOptions` cannot say. */
const timeoutIn = (unit: keyof typeof MINUTES): Setting<number> => ({
	...timeout,
	rule: `Timeout must be from 1 minute to ${MAX_DAYS} days`,
	read: (given) => {
		const minutes = (timeout.read(given) ?? 0) * MINUTES[unit];
		return minutes >= 1 && minutes <= MAX_DAYS * MINUTES.days ? minutes : undefined;
	},
});

/** @returns milliseconds: no less than a minute, because n8n looks once a minute for waits to end */
function readWait(node: IExecuteFunctions, items: number): number {
	const unit = readSetting(node, timeoutUnit, items);
	return readSetting(node, timeoutIn(unit), items) * 60_000;
}

/** Where the context of the node keeps what the results will need. */
const PAUSED = 'pausedBatch';

/** The parameter of the query that carries the nonce; n8n's own is called `signature`. */
const NONCE = 'nonce';

/**
 * All waits of an execution share one address. So ours has a path of its own: results that come
 * again, or after the deadline, never resume a Wait node that follows. n8n answers them 404 (read in
 * 1.123, 2.0, 2.11, 2.20, 2.30 and 2.41, none of which signs the path; run in 2.41).
 */
const RESUME_PATH = 'leadspredict';

const resumeUrl = z.string();

/** Whether this process has logged that n8n does not sign its resume URLs. */
let hasWarned = false;

/** An unsigned URL can be guessed but for our nonce, which alone then refuses strangers. */
function warnIfUnsigned(node: IExecuteFunctions, url: URL): void {
	if (hasWarned || isSignedByN8n(url)) return;
	hasWarned = true;
	log(
		node,
		'warn',
		'This version of n8n does not sign the addresses at which paused executions go on, as n8n 2.20 and later do. A random value in the address protects the paused batch; update n8n for the second protection',
	);
}

/** What LeadsPredict said when it took the batch. */
interface Acknowledged {
	readonly ids: BatchIds;
	/** Decided: an answer that holds all results already needs no wait. */
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
 * Sends the leads and puts the execution to sleep.
 * @returns nothing when it sleeps: n8n would drop it, but not before a look for an `error` in the
 * first item, for which Retry On Fail would send everything again
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
		// The address is another one in each try; an answer that was paid for is found without it.
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
		// When the leads were sent more than once, the results of any such batch are theirs.
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
	// One at a time: in a loop, the next batch takes the place of the one before.
	node.getContext('node')[PAUSED] = writePaused(paused);
	connection.cache.release(ran, undefined);
	await node.putExecutionToWait(new Date(until));
	return [];
}

/** How n8n reaches {@link receiveResults}: under the resume URL, while the execution sleeps. */
export const RESUME_WEBHOOK: IWebhookDescription = {
	name: 'default',
	httpMethod: 'POST',
	responseMode: 'onReceived',
	// 200 with an empty body is what tells a sender from all else n8n may answer (when it starts, it
	// answers anything with 200 and a sentence).
	responseData: 'noData',
	path: RESUME_PATH,
	restartWebhook: true,
};

/**
 * Parts of batches that came so far, by the digest of the nonce. n8n saves nothing of a call that
 * does not resume the execution, so they live in this process alone: after a restart, or when
 * another webhook process of n8n got the others, all parts must come again.
 */
const partsOf = new Map<string, { readonly parts: BatchParts; readonly until: number }>();

/** Batches whose parts are kept at once; beyond, those that began first are given up. */
const MAX_PARTIAL_BATCHES = 100;

/** What came of batches whose wait has ended without the rest is dropped when something is kept. */
function keepParts({ awaited: { digest }, until }: PausedBatch, parts: BatchParts): void {
	partsOf.delete(digest);
	const now = Date.now();
	for (const [other, kept] of partsOf) if (kept.until < now) partsOf.delete(other);
	if (parts.size === 0) return;
	partsOf.set(digest, { parts, until });
	const [oldest] = partsOf.keys();
	if (partsOf.size > MAX_PARTIAL_BATCHES && oldest !== undefined) partsOf.delete(oldest);
}

/** A text in an expression, whatever is in it: braces would end the expression. */
const quoted = (text: string): string =>
	JSON.stringify(text).replace(/[{}]/g, (brace) => `\\u00${brace.charCodeAt(0).toString(16)}`);

/**
 * While a call is heard, n8n hands out a node's context only to expressions.
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
			// Results that were paid for do not depend on it.
			.catch(undefined),
	}),
);

/** The input is there again as it was; it is asked for only when it is to be put out. */
function inputOf(node: IWebhookFunctions, { shape }: PausedBatch): INodeExecutionData[] {
	if (!shape.includeOtherFields) return [];
	const items: unknown = node.evaluateExpression('{{ $input.all() }}', 0);
	return inputSchema.parse(items).map(({ json, binary }) => ({
		json: jsonOf(json),
		...(binary !== undefined && { binary }),
	}));
}

/** One item for each input item, as Analyze puts them out; each exactly once, else it throws. */
function itemsOf(
	paused: PausedBatch,
	outcomes: ReadonlyArray<Outcome<MatchedLead>>,
	input: readonly INodeExecutionData[],
): INodeExecutionData[] {
	const came = toItems(outcomes, input, presentInBatch, paused.shape);
	// What is kept of a batch is text, so it holds no binary data.
	const ready = paused.ready.map((each) =>
		'error' in each.json ? each : { ...each, ...binaryOf(input[itemOf(each)]) },
	);
	const all = [...ready, ...came].map((each) => succeeded(itemOf(each), each));
	return orderOutcomes(paused.items, all).flatMap((each) => (each.ok ? [each.result] : []));
}

/** Answers by itself; n8n then leaves the execution asleep. */
function goOnWaiting(
	node: IWebhookFunctions,
	{ status, code, reason }: CallbackReply | typeof BROKEN,
): IWebhookResponseData {
	const response = node.getResponseObject().status(status);
	// An event is delivered once it is heard, as results are.
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

/** 500 makes a sender try again. */
const BROKEN = {
	status: 500,
	code: 'not_read',
	reason: 'The results could not be read',
} as const;

/** Without the reason, which may name an address and is for the caller alone. */
const logReply = (node: IWebhookFunctions, { status, code }: CallbackReply): void =>
	logThrottled(node, status < 400 ? 'info' : 'warn', {
		what: 'LeadsPredict goes on waiting for results',
		code: `${status} ${code}`,
	});

/**
 * Hears one message while the execution sleeps. Results of the batch wake it; whatever else comes
 * is answered here, and the execution goes on sleeping. Never throws: n8n would end the execution.
 * So what has no result comes out as an item with an error, whatever On Error says.
 */
export async function receiveResults(node: IWebhookFunctions): Promise<IWebhookResponseData> {
	try {
		const text = pausedBy(node);
		if (text === undefined) return goOnWaiting(node, NOT_WAITING);
		const digest = digestIn(text);
		const nonce = property(node.getQueryData(), NONCE);
		// Before all else, so that a stranger neither learns anything nor costs much.
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
		// What an error says may quote what could not be read.
		const cause = error instanceof Error ? error.name : 'unknown';
		logThrottled(node, 'error', {
			what: 'LeadsPredict could not read a message',
			code: `${BROKEN.status} ${BROKEN.code}`,
			why: cause,
		});
		return goOnWaiting(node, BROKEN);
	}
}
