import { setTimeout as sleep } from 'node:timers/promises';

import {
	DEFAULT_BASE_URL,
	DEFAULT_LEADS_PER_REQUEST,
	MAX_LEADS_PER_REQUEST,
	askableLeadIdSchema,
	leadSchema,
	readAccess,
} from '../nodes/LeadsPredict/contract';
import type {
	AnalyzeOptions,
	Lead,
	LeadDetails,
	LeadResult,
	RateLimit,
} from '../nodes/LeadsPredict/contract';
import { readLeadDetails } from '../nodes/LeadsPredict/scoring/leadDetails';
import type { MatchedLead } from '../nodes/LeadsPredict/scoring/matchResults';
import { unknownLead } from '../nodes/LeadsPredict/problems/context';
import { runRequests } from '../nodes/LeadsPredict/scoring/scheduler';
import type { RunResult, SchedulerOptions } from '../nodes/LeadsPredict/scoring/scheduler';
import { score } from '../nodes/LeadsPredict/scoring/score';
import { scoreTotals } from '../nodes/LeadsPredict/scoring/totals';
import { analyzeRequest, batchRequest, leadRequest } from '../nodes/LeadsPredict/scoring/http';
import type { ApiRequest, ApiResponse, HttpResponse, Outcome } from '../nodes/LeadsPredict/types';
import { failed, leadRow, orderOutcomes, succeeded } from '../nodes/LeadsPredict/types';
import { LeadsPredictError } from './error';
import { requestsThrough } from './request';

export interface ClientOptions {
	/** HTTPS, or plain HTTP to a loopback address; default: LeadsPredict's documented URL. */
	readonly baseUrl?: string;
	/** Max milliseconds per attempt; default: 120,000. */
	readonly timeoutMs?: number;
	/** Max times that a request is sent; default: 4. 1 means no retry. */
	readonly maxAttempts?: number;
	/** Max milliseconds before a retry; default: 60,000. */
	readonly maxWaitMs?: number;
	/** Max concurrent requests; default: 4. */
	readonly concurrentRequests?: number;
	/** Whether to wait for a reached limit to reset, within `maxWaitMs`; default: true. */
	readonly waitForReset?: boolean;
	/** Ends requests and waits. */
	readonly signal?: AbortSignal;
	/** Called with every answer as received, before it is parsed. */
	readonly onAnswer?: (request: ApiRequest, answer: HttpResponse) => void;
}

export interface AnalyzeCall {
	readonly leads: readonly Lead[];
	readonly options?: AnalyzeOptions;
	/** From 1 to 1,000. */
	readonly leadsPerRequest?: number;
}

export type BatchCall = Omit<AnalyzeCall, 'options'>;

/** The outcome of one lead: its result, or why there is none. */
export type LeadOutcome =
	| { readonly lead: Lead; readonly result: LeadResult }
	| { readonly lead: Lead; readonly error: LeadsPredictError };

/** Totals over all requests, computed from the returned results. */
export interface Totals {
	readonly total_leads: number;
	readonly hot_leads: number;
	/** Null without a single score. */
	readonly avg_score: number | null;
	readonly total_predicted_revenue: number;
	readonly failed_leads: number;
	readonly requests: number;
}

const round = (value: number): number => Math.round(value * 100) / 100;

function totalsOf(outcomes: ReadonlyArray<Outcome<MatchedLead>>, requests: number): Totals {
	const { results, hot, average } = scoreTotals(outcomes);
	const revenue = results.reduce((total, result) => total + (result.predicted_revenue ?? 0), 0);
	return {
		total_leads: results.length,
		hot_leads: hot,
		avg_score: average === undefined ? null : round(average),
		total_predicted_revenue: round(revenue),
		failed_leads: outcomes.length - results.length,
		requests,
	};
}

export interface Analysis {
	/** One for each lead, in their order. */
	readonly leads: readonly LeadOutcome[];
	readonly summary: Totals;
	/** The quota by the last answer. */
	readonly rateLimit: RateLimit;
}

export interface LeadAnswer {
	readonly lead: LeadDetails;
	readonly rateLimit: RateLimit;
}

/**
 * A client with the interface that LeadsPredict documents for its Node.js SDK. It uses the contract,
 * the matching and the retries of the n8n nodes.
 */
export class LeadsPredict {
	readonly leads: {
		/**
		 * Scores leads. A failed request costs only its own leads their scores.
		 * @throws LeadsPredictError when every request failed
		 * @throws TypeError when a lead or an option violates the contract, before anything is sent
		 */
		analyze(call: AnalyzeCall): Promise<Analysis>;
		/** The same through `/leads/batch`. Default: 1,000 leads per request. */
		batch(call: BatchCall): Promise<Analysis>;
		/**
		 * Reads a lead's score and history.
		 * @throws LeadsPredictError with status 404 when there is no such lead
		 * @throws TypeError when no lead can have that id, before anything is sent
		 */
		get(id: string): Promise<LeadAnswer>;
	};

	private readonly runOptions: SchedulerOptions;

	/** @throws TypeError when the key is empty or the base URL may not be called */
	constructor(apiKey: string, options: ClientOptions = {}) {
		const access = readAccess(apiKey, options.baseUrl ?? DEFAULT_BASE_URL);
		if (!access.ok) throw new TypeError(access.why);
		const { signal, timeoutMs = 120_000, maxAttempts = 4, maxWaitMs = 60_000 } = options;
		const { concurrentRequests = 4, waitForReset = true, onAnswer } = options;
		const connection = { apiKey: access.key, baseUrl: access.url, timeoutMs, signal, onAnswer };
		this.runOptions = {
			makeRequest: requestsThrough(connection),
			stopAtProblem: false,
			isCancelled: () => signal?.aborted ?? false,
			retry: { maxAttempts: maxAttempts, maxWait: maxWaitMs, waitForReset },
			concurrentRequests: concurrentRequests,
			// An abort ends the wait early. The run then checks the signal itself.
			wait: async (waitMs) =>
				await sleep(waitMs, undefined, signal && { signal }).catch(() => undefined),
		};
		this.leads = {
			analyze: async ({ leads, options: analyzeOptions, leadsPerRequest }) =>
				await this.scoreAll(leads, leadsPerRequest ?? DEFAULT_LEADS_PER_REQUEST, (part) =>
					analyzeRequest({
						leads: part,
						...(analyzeOptions !== undefined && { options: analyzeOptions }),
					}),
				),
			batch: async ({ leads, leadsPerRequest }) =>
				await this.scoreAll(leads, leadsPerRequest ?? MAX_LEADS_PER_REQUEST, (part) =>
					batchRequest({ leads: part, async: false }),
				),
			get: async (id) => await this.read(id),
		};
	}

	private async scoreAll(
		leads: readonly Lead[],
		size: number,
		requestFor: (leads: Lead[]) => ApiRequest,
	): Promise<Analysis> {
		if (!Number.isInteger(size) || size < 1 || size > MAX_LEADS_PER_REQUEST) {
			throw new TypeError(
				`leadsPerRequest must be a whole number from 1 to ${MAX_LEADS_PER_REQUEST}`,
			);
		}
		const rows = leads.map((lead, item) => leadRow(item, checked(lead, item)));
		const ran = await score(rows, { size, requestFor }, this.runOptions);
		const outcomes = orderOutcomes(rows.length, ran.outcomes);
		throwIfAllFailed(outcomes, ran);
		return {
			leads: rows.map(({ item, lead }) => leadOutcome(lead, outcomes[item], ran)),
			summary: totalsOf(outcomes, ran.requests),
			rateLimit: ran.rateLimit,
		};
	}

	private async read(text: string): Promise<LeadAnswer> {
		const id = askableLeadIdSchema.safeParse(text);
		if (!id.success) throw new TypeError(`${JSON.stringify(text)} cannot be the id of a lead`);
		const ran = await runRequests(
			[
				{
					request: leadRequest(id.data),
					items: [0],
					explain: (problem) => unknownLead(problem, id.data),
					read: (answer: ApiResponse) => {
						const read = readLeadDetails(id.data, answer);
						return ['result' in read ? succeeded(0, read.result) : failed(0, read.problem)];
					},
				},
			],
			this.runOptions,
		);
		throwIfAllFailed(ran.outcomes, ran);
		const [outcome] = orderOutcomes(1, ran.outcomes);
		if (!outcome?.ok) throw new Error('The lead has no outcome');
		return { lead: outcome.result.details, rateLimit: ran.rateLimit };
	}
}

/** @throws TypeError that names the lead and the field, but no value */
function checked(lead: Lead, index: number): Lead {
	const read = leadSchema.safeParse(lead);
	if (read.success) return read.data;
	const [issue] = read.error.issues;
	const where = ['leads', index, ...(issue?.path ?? [])].join('.');
	throw new TypeError(`${where}: ${issue?.message ?? 'is not a lead'}`);
}

const leadOutcome = (
	lead: Lead,
	outcome: Outcome<MatchedLead> | undefined,
	{ rateLimit }: RunResult<MatchedLead>,
): LeadOutcome => {
	if (outcome === undefined) throw new Error('A lead has no outcome');
	return outcome.ok
		? { lead, result: outcome.result.result }
		: { lead, error: new LeadsPredictError(outcome.problem, rateLimit) };
};

/** If every lead failed, the call throws instead of returning a list of errors. */
function throwIfAllFailed<R>(
	outcomes: ReadonlyArray<Outcome<R>>,
	{ rateLimit }: RunResult<R>,
): void {
	const [first] = outcomes;
	if (first === undefined || first.ok || outcomes.some(({ ok }) => ok)) return;
	throw new LeadsPredictError(first.problem, rateLimit);
}
