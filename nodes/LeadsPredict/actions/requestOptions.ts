import { sleep } from 'n8n-workflow';
import type { IExecuteFunctions } from 'n8n-workflow';

import { MAX_WAIT_SECONDS } from '../contract';
import type { SchedulerOptions } from '../scoring/scheduler';
import { shortfallInWords } from '../problems/table/leadspredict';
import { responseCacheOf } from './responseCache';
import type { ResponseCache } from './responseCache';
import { numberSetting, optionsSetting } from './settings';
import type { ValuesOf } from './settings';
import { accessOf, httpRequestsOf } from './httpRequests';
import { log } from './log';
import { continuesOnFailure } from './tool';

/**
 * Options for sending requests, for every operation that sends any, and the connection they configure.
 */

/** Measured with a service that takes 150 ms: see "Earlier measurements" in bench/README.md. */
const DEFAULT_CONCURRENT_REQUESTS = 4;
const MAX_CONCURRENT_REQUESTS = 10;
const DEFAULT_MAX_ATTEMPTS = 4;
const MAX_ATTEMPTS_LIMIT = 10;
/** Seconds. */
const DEFAULT_MAX_WAIT = 60;

const maxWait = numberSetting({
	displayName: 'Max Wait',
	name: 'maxWait',
	type: 'number',
	typeOptions: { minValue: 0, maxValue: MAX_WAIT_SECONDS },
	default: DEFAULT_MAX_WAIT,
	description: 'The longest wait in seconds before a retry, or until the limit of your plan resets',
});

const maxAttempts = numberSetting({
	displayName: 'Max Attempts',
	name: 'maxAttempts',
	type: 'number',
	typeOptions: { minValue: 1, maxValue: MAX_ATTEMPTS_LIMIT, numberPrecision: 0 },
	default: DEFAULT_MAX_ATTEMPTS,
	description:
		'How many times to try a request that fails temporarily. Refused requests are not repeated.',
});

const concurrentRequests = numberSetting({
	displayName: 'Concurrent Requests',
	name: 'concurrentRequests',
	type: 'number',
	typeOptions: { minValue: 1, maxValue: MAX_CONCURRENT_REQUESTS, numberPrecision: 0 },
	default: DEFAULT_CONCURRENT_REQUESTS,
	description:
		'How many requests to send at the same time. The order of the output stays the same.',
});

const onRateLimit = optionsSetting({
	displayName: 'On Rate Limit',
	name: 'onRateLimit',
	type: 'options',
	options: [
		{
			name: 'Send What Fits',
			value: 'sendWhatFits',
			description:
				'Score as many leads as your plan still allows, and report the rest. Needs On Error: Continue.',
		},
		{
			name: 'Wait for the Reset',
			value: 'wait',
			description: 'Wait until the limit resets, if that is within Max Wait',
		},
	],
	default: 'wait',
	description: 'What to do when your plan allows no more requests for now',
});

export const requestOptions = { maxWait, maxAttempts, concurrentRequests, onRateLimit };

export type RequestOptions = ValuesOf<typeof requestOptions>;

/** What a run needs to send requests, and the cache for its answers. */
export interface Connection {
	/** The Base URL of the credential. */
	readonly service: string;
	readonly options: SchedulerOptions;
	readonly cache: ResponseCache;
}

/** Ends at once when the execution is stopped, and removes its listener. */
async function sleepUnless(signal: AbortSignal | undefined, waitMs: number): Promise<void> {
	await new Promise<void>((resolve) => {
		const end = () => {
			signal?.removeEventListener('abort', end);
			resolve();
		};
		signal?.addEventListener('abort', end);
		void sleep(waitMs).then(end);
	});
}

/** @throws NodeOperationError before anything is sent, when the credential cannot be used */
export async function openConnection(
	node: IExecuteFunctions,
	{ maxWait, maxAttempts, concurrentRequests, onRateLimit }: RequestOptions,
): Promise<Connection> {
	const access = await accessOf(node);
	const kept = responseCacheOf(node, access);
	const signal = node.getExecutionCancelSignal();
	return {
		service: access.url,
		cache: kept,
		options: {
			makeRequest: httpRequestsOf(node, access),
			stopAtProblem: !continuesOnFailure(node),
			isCancelled: () => signal?.aborted ?? false,
			retry: {
				maxAttempts: maxAttempts,
				maxWait: maxWait * 1_000,
				waitForReset: onRateLimit === 'wait',
			},
			concurrentRequests: concurrentRequests,
			wait: async (waitMs) => await sleepUnless(signal, waitMs),
			cached: kept.get,
			timezone: node.getTimezone(),
			onShortfall: (shortfall) => {
				log(node, 'warn', shortfallInWords(shortfall));
			},
		},
	};
}
