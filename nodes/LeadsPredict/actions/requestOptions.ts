import { sleep } from 'n8n-workflow';
import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import { z } from 'zod';

import { MOST_PATIENCE } from '../scoring/retry';
import type { RunOptions } from '../scoring/scheduler';
import { shortfallInWords } from '../problems/problems';
import { keptOf } from './responseCache';
import type { Kept } from './responseCache';
import { asNumber } from './settings';
import { accessOf, requestsOf } from './httpRequests';
import { whereabouts } from './logContext';

/** How requests are sent: the options of every operation that sends any, and what comes of them. */

/** Measured with a service that takes 150 ms: see part four in bench/README.md. */
const USUAL_AT_ONCE = 4;
const MOST_AT_ONCE = 10;
const USUAL_ATTEMPTS = 4;
const MOST_ATTEMPTS = 10;
/** Seconds. */
const USUAL_WAIT = 60;

const longestWaitOption: INodeProperties = {
	displayName: 'Longest Wait',
	name: 'longestWait',
	type: 'number',
	typeOptions: { minValue: 0, maxValue: MOST_PATIENCE },
	default: USUAL_WAIT,
	description:
		'How many seconds to wait at most before a request is sent again, and for the limit of LeadsPredict to reset',
};

const mostAttemptsOption: INodeProperties = {
	displayName: 'Most Attempts',
	name: 'mostAttempts',
	type: 'number',
	typeOptions: { minValue: 1, maxValue: MOST_ATTEMPTS, numberPrecision: 0 },
	default: USUAL_ATTEMPTS,
	description:
		'How often to send a request at most when LeadsPredict does not answer, is overloaded or has a fault; one that it refuses is never repeated',
};

const requestsAtOnceOption: INodeProperties = {
	displayName: 'Requests at Once',
	name: 'requestsAtOnce',
	type: 'number',
	typeOptions: { minValue: 1, maxValue: MOST_AT_ONCE, numberPrecision: 0 },
	default: USUAL_AT_ONCE,
	description:
		'How many requests may be under way at the same time; the order of the output does not depend on it',
};

const whenLimitedOption: INodeProperties = {
	displayName: 'When the Limit Is Reached',
	name: 'whenLimited',
	type: 'options',
	options: [
		{
			name: 'Send What Fits',
			value: 'sendWhatFits',
			description:
				'With On Error set to Continue: send what the limit still holds, and report the other items as not sent',
		},
		{
			name: 'Wait for the Reset',
			value: 'wait',
			description:
				'Wait until the limit resets, if that is within Longest Wait; otherwise report the other items as not sent',
		},
	],
	default: 'wait',
	description: 'What to do when your plan at LeadsPredict allows no more requests for now',
};

/** In alphabetical order, as n8n shows options. */
export const sendingOptions: readonly INodeProperties[] = [
	longestWaitOption,
	mostAttemptsOption,
	requestsAtOnceOption,
	whenLimitedOption,
];

const wholeNumber = (label: string, most: number) =>
	z
		.preprocess(asNumber, z.number().int().min(1).max(most).optional())
		.describe(`${label} must be a whole number from 1 to ${most}`);

/** The same options as they are read. */
export const sendingSchema = {
	longestWait: z
		.preprocess(asNumber, z.number().min(0).max(MOST_PATIENCE).default(USUAL_WAIT))
		.describe(`Longest Wait must be a number of seconds from 0 to ${MOST_PATIENCE}`),
	mostAttempts: wholeNumber('Most Attempts', MOST_ATTEMPTS).transform(
		(given) => given ?? USUAL_ATTEMPTS,
	),
	requestsAtOnce: wholeNumber('Requests at Once', MOST_AT_ONCE).transform(
		(given) => given ?? USUAL_AT_ONCE,
	),
	whenLimited: z
		.enum(['wait', 'sendWhatFits'])
		.default('wait')
		.describe('When the Limit Is Reached must be wait or sendWhatFits'),
};

export type Sending = z.output<z.ZodObject<typeof sendingSchema>>;

/** What a run needs, and where what it paid for is kept. */
export interface Exchange {
	/** The Base URL of the credential. */
	readonly service: string;
	readonly options: RunOptions;
	readonly kept: Kept;
}

/** Ends at once when the execution is stopped; leaves nothing behind. */
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
export async function openExchange(
	node: IExecuteFunctions,
	{ longestWait, mostAttempts, requestsAtOnce, whenLimited }: Sending,
): Promise<Exchange> {
	const access = await accessOf(node);
	const kept = keptOf(node, access);
	const signal = node.getExecutionCancelSignal();
	return {
		service: access.url,
		kept,
		options: {
			makeRequest: requestsOf(node, access),
			stopAtProblem: !node.continueOnFail(),
			isCancelled: () => signal?.aborted ?? false,
			retry: {
				mostAttempts,
				longestWait: longestWait * 1_000,
				waitForReset: whenLimited === 'wait',
			},
			atOnce: requestsAtOnce,
			wait: async (waitMs) => await sleepUnless(signal, waitMs),
			recall: kept.recall,
			onShortfall: (shortfall) => {
				node.logger.warn(shortfallInWords(shortfall), whereabouts(node));
			},
		},
	};
}
