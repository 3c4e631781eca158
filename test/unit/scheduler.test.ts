import * as fc from 'fast-check';

import { matchResults } from '../../nodes/LeadsPredict/scoring/matchResults';
import { isProblem, runRequests } from '../../nodes/LeadsPredict/scoring/scheduler';
import type { PlannedRequest, SchedulerOptions } from '../../nodes/LeadsPredict/scoring/scheduler';
import { analyzeRequest } from '../../nodes/LeadsPredict/scoring/http';
import type { HttpResponse, MakeRequest } from '../../nodes/LeadsPredict/types';
import { leadRow, succeeded } from '../../nodes/LeadsPredict/types';

const emailOf = (item: number) => `p${item}@x.example`;
const leadOf = (item: number) => ({ email: emailOf(item) });

const callFor = (items: readonly number[]): PlannedRequest<unknown> => ({
	request: analyzeRequest({ leads: items.map(leadOf) }),
	items,
	read: (answer) =>
		matchResults(
			items.map((item) => leadRow(item, leadOf(item))),
			answer,
		),
});

const ONCE = { maxAttempts: 1, maxWait: 60_000, waitForReset: true };

type Reply = Awaited<ReturnType<MakeRequest>>;
const answer = (rest: Partial<HttpResponse>): Reply => ({
	answer: { status: 200, headers: {}, body: '', ...rest },
});
const success = (items: readonly number[], headers: Record<string, string> = {}): Reply =>
	answer({
		headers,
		body: {
			status: 'success',
			data: { leads: items.map((item) => ({ id: `lead_${item}`, score: item })) },
		},
	});
const refusal = answer({ status: 500 });
const lost: Reply = { fault: { code: 'ECONNRESET' } };

/** Answers calls with the replies in their order, and remembers what was asked. */
function service(replies: readonly Reply[], options: Partial<SchedulerOptions> = {}) {
	const asked: string[][] = [];
	let underWay = 0;
	const makeRequest: MakeRequest = async ({ body }) => {
		underWay += 1;
		expect(underWay).toBe(1);
		const reply = replies[asked.length] ?? lost;
		asked.push((body?.leads ?? []).map(({ email }) => email));
		await Promise.resolve();
		underWay -= 1;
		return reply;
	};
	return {
		asked,
		options: {
			makeRequest,
			stopAtProblem: false,
			isCancelled: () => false,
			retry: ONCE,
			concurrentRequests: 1,
			wait: async () => await Promise.resolve(),
			...options,
		},
	};
}

const CALLS = [callFor([0, 1]), callFor([4]), callFor([7, 8])];
const fates = ({ outcomes }: Awaited<ReturnType<typeof runRequests>>) =>
	outcomes.map((outcome) => [outcome.item, outcome.ok ? 'done' : outcome.problem.by]);

describe('a run', () => {
	it('sends one request after another, in order, each lead once', async () => {
		const { asked, options } = service([success([0, 1]), success([4]), success([7, 8])]);
		const ran = await runRequests(CALLS, options);
		expect(asked).toEqual([[0, 1].map(emailOf), [emailOf(4)], [7, 8].map(emailOf)]);
		expect(ran.requests).toBe(3);
		expect(fates(ran)).toEqual([0, 1, 4, 7, 8].map((item) => [item, 'done']));
	});

	it('keeps the results of other requests when one fails', async () => {
		const { options } = service([refusal, success([4]), lost]);
		const ran = await runRequests(CALLS, options);
		expect(ran.requests).toBe(3);
		expect(fates(ran)).toEqual([
			[0, 'leadspredict'],
			[1, 'leadspredict'],
			[4, 'done'],
			[7, 'network'],
			[8, 'network'],
		]);
	});

	it('sends nothing after the first problem with On Error: Stop Workflow', async () => {
		const { asked, options } = service([success([0, 1]), refusal], { stopAtProblem: true });
		const ran = await runRequests(CALLS, options);
		expect(asked).toHaveLength(2);
		expect(ran.requests).toBe(2);
		expect(fates(ran)).toEqual([
			[0, 'done'],
			[1, 'done'],
			[4, 'leadspredict'],
		]);
	});

	it('stops at a single unusable result, too', async () => {
		const odd = answer({
			body: { status: 'success', data: { leads: [{ id: 'a', score: 1 }, null] } },
		});
		const { asked, options } = service([odd], { stopAtProblem: true });
		expect(fates(await runRequests(CALLS, options))).toEqual([
			[0, 'done'],
			[1, 'match'],
		]);
		expect(asked).toHaveLength(1);
	});

	it.each([true, false])("sends nothing after n8n's Stop (stop at problem: %p)", async (stop) => {
		const replies = [success([0, 1]), success([4]), success([7, 8])];
		const { asked, options } = service(replies, {
			stopAtProblem: stop,
			isCancelled: () => asked.length === 1,
		});
		const ran = await runRequests(CALLS, options);
		expect(asked).toHaveLength(1);
		expect(fates(ran)).toEqual([
			[0, 'done'],
			[1, 'done'],
			[4, 'stopped'],
			[7, 'stopped'],
			[8, 'stopped'],
		]);
		expect(ran.outcomes.some(isProblem)).toBe(false);
	});

	it('distinguishes leads that may have been counted from those that were never sent', async () => {
		const { asked, options } = service([lost], { isCancelled: () => asked.length === 1 });
		const { outcomes } = await runRequests(CALLS, options);
		const spent = outcomes.map((outcome) => (outcome.ok ? 'ok' : outcome.problem.quotaSpent));
		expect(spent).toEqual(['unknown', 'unknown', 'no', 'no', 'no']);
	});

	it('sends nothing when it is stopped before it begins', async () => {
		const { asked, options } = service([], { isCancelled: () => true });
		expect((await runRequests(CALLS, options)).requests).toBe(0);
		expect(asked).toEqual([]);
	});

	it('keeps the latest quota when an answer has no headers', async () => {
		const { options } = service([
			success([0, 1], { 'x-ratelimit-limit': '100', 'x-ratelimit-remaining': '9' }),
			success([4], { 'x-ratelimit-remaining': '8' }),
			lost,
		]);
		expect((await runRequests(CALLS, options)).rateLimit).toEqual({ limit: 100, remaining: 8 });
	});

	it('lets a request explain only its own problem', async () => {
		const explain: PlannedRequest<unknown>['explain'] = (problem) => ({
			...problem,
			message: 'explained',
		});
		const calls = CALLS.map((call) => ({ ...call, explain }));
		const { options } = service([refusal, success([4]), lost]);
		const { outcomes } = await runRequests(calls, options);
		const messages = outcomes.map((outcome) => (outcome.ok ? 'done' : outcome.problem.message));
		expect(messages).toEqual(['explained', 'explained', 'done', 'explained', 'explained']);
	});

	it.each([
		['a wrong key', 401],
		['a missing permission', 403],
		['a reached limit', 429],
	])('sends nothing more after %s', async (_, status) => {
		const { asked, options } = service([success([0, 1]), answer({ status })]);
		const ran = await runRequests(CALLS, options);
		expect(asked).toHaveLength(2);
		expect(ran.requests).toBe(2);
		expect(ran.outcomes.at(-1)).toMatchObject({
			item: 8,
			problem: {
				status,
				quotaSpent: 'no',
				message: expect.stringMatching(
					/^Not sent, because an earlier request failed\. The server at the Base URL/,
				),
			},
		});
	});

	it('sends nothing more when nothing answers', async () => {
		const { asked, options } = service([{ fault: { code: 'ECONNREFUSED' } }]);
		expect(fates(await runRequests(CALLS, options)).map(([, by]) => by)).toEqual(
			Array(5).fill('network'),
		);
		expect(asked).toHaveLength(1);
	});

	it('stops after three outages in a row, and continues after separate ones', async () => {
		const eight = Array.from({ length: 8 }, (_, item) => callFor([item]));
		const { asked, options } = service([refusal, lost, success([2]), refusal, lost, refusal]);
		const ran = await runRequests(eight, options);
		expect(asked).toHaveLength(6);
		expect(ran.outcomes).toHaveLength(8);
	});

	it('handles more items than a function takes arguments', async () => {
		const items = Array.from({ length: 150_000 }, (_, item) => item);
		const { options } = service([refusal]);
		expect((await runRequests([callFor(items)], options)).outcomes).toHaveLength(150_000);
	});

	it('does nothing for no requests', async () => {
		const { options } = service([]);
		expect(await runRequests([], options)).toEqual({
			outcomes: [],
			requests: 0,
			sizes: [],
			retries: 0,
			unconfirmed: 0,
			fromCache: 0,
			cacheable: [],
			rateLimit: {},
		});
	});

	it('gives each item exactly one outcome, whatever the answers and wherever it is stopped', async () => {
		const kinds = fc.array(fc.constantFrom('success', 'refusal', 'lost'), { maxLength: 8 });
		const sizes = fc.array(fc.integer({ min: 1, max: 4 }), { maxLength: 8 });
		await fc.assert(
			fc.asyncProperty(sizes, kinds, fc.nat({ max: 9 }), async (lengths, replies, stopAt) => {
				let next = 0;
				const parts = lengths.map((length) => Array.from({ length }, () => (next += 1)));
				const given = parts.map((items, call) =>
					replies[call] === 'success' ? success(items) : replies[call] === 'lost' ? lost : refusal,
				);
				const { asked, options } = service(given, { isCancelled: () => asked.length >= stopAt });
				const ran = await runRequests(parts.map(callFor), options);
				expect(ran.outcomes.map(({ item }) => item)).toEqual(parts.flat());
				expect(ran.requests).toBeLessThanOrEqual(Math.min(parts.length, stopAt));
				expect(ran.requests).toBe(asked.length);
			}),
		);
	});
});

describe('what counts as a problem', () => {
	it('is not a success', () => {
		expect(isProblem(succeeded(0, 'result'))).toBe(false);
	});
});
