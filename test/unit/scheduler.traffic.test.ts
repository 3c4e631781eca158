import fc from 'fast-check';

import { cacheEntriesFor, cacheReader } from '../../nodes/LeadsPredict/scoring/responseCache';
import type { MakeRequest, Shortfall } from '../../nodes/LeadsPredict/types';
import type { SchedulerOptions } from '../../nodes/LeadsPredict/scoring/scheduler';
import { score } from '../../nodes/LeadsPredict/scoring/score';
import { analyzeRequest } from '../../nodes/LeadsPredict/scoring/http';
import { leadRow, orderOutcomes } from '../../nodes/LeadsPredict/types';
import type { Limits } from '../../sandbox/api';
import { createMeter } from '../../sandbox/plan';

/**
 * Runs against a service made of functions, on a clock that stands still but for waits and answers:
 * hours pass in no time, and what chance decides is decided by fast-check.
 */

const START = new Date('2026-11-25T10:00:00.400Z');
beforeEach(() => {
	const doNotFake = [
		'hrtime',
		'nextTick',
		'performance',
		'queueMicrotask',
		'setImmediate',
		'clearImmediate',
		'setInterval',
		'clearInterval',
		'setTimeout',
		'clearTimeout',
	] as const;
	jest.useFakeTimers({ now: START, doNotFake: [...doNotFake] });
});
afterEach(() => jest.useRealTimers());

const passing = (milliseconds: number) => jest.setSystemTime(Date.now() + milliseconds);
const elapsed = () => Date.now() - START.getTime();

type Fault = 'reset' | 'reset before' | 'bad gateway' | 'refused' | 'half a refusal' | 500 | 429;

interface Service {
	readonly limits?: Limits;
	/** Emails that the service refuses. */
	readonly bad?: readonly string[];
	/** Emails whose result has no score. */
	readonly unusable?: readonly string[];
	/** More leads are too many for it. */
	readonly mostLeads?: number;
	/** What becomes of a request with too many; 413 unless given. */
	readonly tooMany?: 400 | 413 | 422 | 408 | 'timeout';
	/** Milliseconds that an answer takes beside those for each of its leads. */
	readonly latency?: number;
	readonly msPerLead?: number;
	/** Whether a refusal names the place of the lead, and what the first one is called. */
	readonly namesPlace?: number;
	/** What happens to the n-th request instead of an answer; from 0. */
	readonly fault?: (request: number) => Fault | undefined;
	/** How many turns the n-th answer takes. */
	readonly turns?: (request: number) => number;
}

/** Scores every lead with its own number, counts, and says what is left as the sandbox does. */
function service(how: Service = {}) {
	const { limits = {}, bad = [], unusable = [], mostLeads = Infinity, fault, turns } = how;
	const meter = createMeter(limits, () => new Date());
	const seen = { statuses: [] as number[], most: 0, emails: [] as string[][], stopped: false };
	let underWay = 0;
	const answer = (request: number, emails: readonly string[]): ReturnType<MakeRequest> => {
		const kind = fault?.(request);
		if (kind === 'refused') return Promise.resolve({ fault: { code: 'ECONNREFUSED' } });
		if (kind === 'reset before') return Promise.resolve({ fault: { code: 'ECONNRESET' } });
		if (kind === 'bad gateway') {
			return Promise.resolve({ answer: { status: 502, headers: {}, body: '<html>' } });
		}
		const allowance = meter.spend();
		if (kind === 'reset') return Promise.resolve({ fault: { code: 'ECONNRESET' } });
		const headers = allowance && {
			'x-ratelimit-limit': String(allowance.limit),
			'x-ratelimit-remaining': String(allowance.remaining),
			'x-ratelimit-reset': String(allowance.resetsAt),
		};
		const reply = (status: number, body: unknown = '') => {
			seen.statuses.push(status);
			return Promise.resolve({ answer: { status, headers: headers ?? {}, body } });
		};
		if (allowance?.allowed === false) return reply(429);
		if (kind === 'half a refusal') return reply(400, '{"status":"error","err');
		if (kind !== undefined) return reply(kind);
		const refusal = (field: string) => ({
			status: 'error',
			error: { code: 'invalid_request', message: 'Invalid', details: { field } },
		});
		if (emails.length > mostLeads) {
			const { tooMany = 413 } = how;
			return tooMany === 'timeout'
				? Promise.resolve({ fault: { code: 'ETIMEDOUT' } })
				: reply(tooMany, refusal('leads'));
		}
		const place = emails.findIndex((email) => bad.includes(email));
		if (place >= 0) {
			const { namesPlace } = how;
			return reply(
				400,
				refusal(namesPlace === undefined ? 'email' : `leads[${place + namesPlace}].email`),
			);
		}
		const leads = emails.map((email) => ({
			id: `id-${email}`,
			score: unusable.includes(email) ? null : Number(/\d+/.exec(email)),
		}));
		return reply(200, { status: 'success', data: { leads } });
	};
	const makeRequest: MakeRequest = async ({ body }) => {
		const request = seen.emails.length;
		const emails = (body?.leads ?? []).map(({ email }) => email);
		seen.emails.push(emails);
		underWay += 1;
		seen.most = Math.max(seen.most, underWay);
		const answered = answer(request, emails);
		for (let turn = turns?.(request) ?? 1; turn > 0; turn -= 1) await Promise.resolve();
		underWay -= 1;
		passing((how.latency ?? 1) + (how.msPerLead ?? 0) * emails.length);
		return await answered;
	};
	return { makeRequest, seen };
}

const rowsOf = (count: number) =>
	Array.from({ length: count }, (_, item) => leadRow(item, { email: `${item}@x.example` }));
const minutes = (count: number) => count * 60_000;

async function scoreAll(
	count: number,
	{ makeRequest }: ReturnType<typeof service>,
	{
		size = 10,
		earlierSizes,
		...options
	}: Partial<SchedulerOptions> & {
		size?: number | 'automatic';
		earlierSizes?: readonly number[];
	} = {},
) {
	return await score(
		rowsOf(count),
		{
			...(size !== 'automatic' && { size }),
			...(earlierSizes !== undefined && { earlierSizes }),
			requestFor: (leads) => analyzeRequest({ leads }),
		},
		{
			makeRequest,
			stopAtProblem: false,
			isCancelled: () => false,
			retry: { maxAttempts: 4, maxWait: minutes(90), waitForReset: true },
			concurrentRequests: 4,
			wait: async (waitMs) => {
				await Promise.resolve();
				passing(waitMs);
			},
			...options,
		},
	);
}

type Ran = Awaited<ReturnType<typeof scoreAll>>;
const messages = ({ outcomes }: Ran) =>
	outcomes.flatMap((outcome) => (outcome.ok ? [] : [outcome.problem.message]));
const failures = ({ outcomes }: Ran) =>
	outcomes.flatMap((outcome) => (outcome.ok ? [] : [outcome.item]));
const expectOwnScores = ({ outcomes }: Ran) => {
	for (const outcome of outcomes) {
		if (outcome.ok) expect(outcome.result.result.score).toBe(outcome.item);
	}
};

describe('several requests at once', () => {
	it('starts with one request, then sends the max concurrent requests, and keeps the order', async () => {
		const slow = service({ turns: (request) => 3 + ((request * 7) % 5) });
		const ran = await scoreAll(200, slow);
		expect(slow.seen.most).toBe(4);
		expect(slow.seen.emails).toHaveLength(20);
		expect(ran.outcomes.map(({ item }) => item)).toEqual(rowsOf(200).map(({ item }) => item));
		expectOwnScores(ran);
	});

	it('loses, doubles and swaps no lead, whatever fails and in any order of answers', async () => {
		const kinds: Array<Fault | undefined> = ['reset', 'refused', 500, 429, undefined, undefined];
		const faults = fc.constantFrom(...kinds);
		await fc.assert(
			fc.asyncProperty(
				fc.integer({ min: 0, max: 120 }),
				fc.integer({ min: 1, max: 6 }),
				fc.array(faults, { maxLength: 40 }),
				fc.array(fc.nat({ max: 9 }), { minLength: 1, maxLength: 20 }),
				fc.uniqueArray(fc.nat({ max: 119 }), { maxLength: 4 }),
				async (count, atOnce, wrong, turns, bad) => {
					const odd = service({
						fault: (request) => wrong[request],
						turns: (request) => turns[request % turns.length] ?? 1,
						bad: bad.map((item) => `${item}@x.example`),
					});
					const ran = await scoreAll(count, odd, { concurrentRequests: atOnce });
					expect([...ran.outcomes.map(({ item }) => item)].sort((a, b) => a - b)).toEqual(
						rowsOf(count).map(({ item }) => item),
					);
					expectOwnScores(ran);
					expect(ran.requests).toBe(odd.seen.emails.length);
					for (const item of bad) if (item < count) expect(failures(ran)).toContain(item);
				},
			),
		);
	});

	it('finds out with one request at a time that nothing answers', async () => {
		const dead = service({ fault: () => 'refused' });
		const ran = await scoreAll(1_000, dead);
		expect(dead.seen.most).toBe(1);
		expect(ran.requests).toBe(4);
		expect(failures(ran)).toHaveLength(1_000);
		expect(messages(ran)[0]).toBe('Nothing answers at the address of LeadsPredict (4 attempts)');
	});

	it('finds out that the service is down without sending everything once', async () => {
		const down = service({ fault: (request) => (request < 3 ? undefined : 500) });
		const ran = await scoreAll(1_000, down);
		expect(ran.requests).toBeLessThanOrEqual(3 + 4 * (3 + 4));
		expect(failures(ran)).toHaveLength(970);
	});
});

describe('a failed request', () => {
	it('is retried, and both attempts are counted', async () => {
		const ran = await scoreAll(30, service({ fault: (n) => (n === 1 ? 'reset' : undefined) }));
		expect(ran).toMatchObject({ requests: 4, retries: 1, unconfirmed: 1, fromCache: 0 });
		expect(failures(ran)).toEqual([]);
		expect(elapsed()).toBeGreaterThanOrEqual(500);
	});

	it('is not counted as unconfirmed when it cannot have arrived', async () => {
		const ran = await scoreAll(30, service({ fault: (n) => (n === 1 ? 'refused' : undefined) }));
		expect(ran).toMatchObject({ requests: 4, retries: 1, unconfirmed: 0 });
	});

	it("is not retried after n8n's Stop", async () => {
		let cancelled = false;
		const failing = service({ fault: () => 500 });
		const ran = await scoreAll(30, failing, {
			isCancelled: () => cancelled,
			wait: async () => {
				await Promise.resolve();
				cancelled = true;
			},
		});
		expect(ran.requests).toBe(1);
		expect(messages(ran)).toHaveLength(30);
		expect(messages(ran)[0]).toMatch(/stopped before LeadsPredict had answered/);
		expect(messages(ran)[29]).toMatch(/stopped before this item was sent/);
	});
});

describe('a limit', () => {
	it('is enough for a run of exactly its requests, with any concurrency', async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.integer({ min: 1, max: 10 }),
				fc.array(fc.nat({ max: 12 }), { minLength: 1, maxLength: 30 }),
				async (atOnce, turns) => {
					jest.setSystemTime(START);
					const limited = service({
						limits: { perHour: 40, perDay: 1_000 },
						turns: (request) => turns[request % turns.length] ?? 1,
					});
					const ran = await scoreAll(40, limited, { size: 1, concurrentRequests: atOnce });
					expect(limited.seen.statuses).toEqual(Array(40).fill(200));
					expect(failures(ran)).toEqual([]);
					expect(elapsed()).toBeLessThan(minutes(5));
				},
			),
		);
	});

	it('makes the run wait when it is too small, without a single 429', async () => {
		const limited = service({ limits: { perHour: 40 } });
		const told: Shortfall[] = [];
		const ran = await scoreAll(100, limited, { size: 1, onShortfall: (short) => told.push(short) });
		expect(limited.seen.statuses).toEqual(Array(100).fill(200));
		expect(failures(ran)).toEqual([]);
		expect(elapsed()).toBeGreaterThan(minutes(119));
		expect(elapsed()).toBeLessThan(minutes(125));
		expect(told).toEqual([{ needed: 99, left: 39, resetsAt: new Date('2026-11-25T11:00:01Z') }]);
	});

	it.each([
		['the reset is too far away', { maxWait: minutes(5), waitForReset: true }],
		['it is not to be waited for', { maxWait: minutes(90), waitForReset: false }],
	])('lets the run send what fits and report the rest with numbers when %s', async (_, policy) => {
		const limited = service({ limits: { perHour: 40 } });
		const ran = await scoreAll(100, limited, { size: 1, retry: { maxAttempts: 4, ...policy } });
		expect(limited.seen.statuses).toEqual(Array(40).fill(200));
		expect(failures(ran)).toEqual(
			rowsOf(100)
				.slice(40)
				.map(({ item }) => item),
		);
		expect(new Set(messages(ran))).toEqual(
			new Set([
				'The limit of your plan is too small for this run: it needs 60 more requests and has 0 left until 11:00 UTC',
			]),
		);
		expect(elapsed()).toBeLessThan(minutes(1));
	});

	it('ends a run after its first answer when the error would discard the results', async () => {
		const limited = service({ limits: { perHour: 40 } });
		const retry = { maxAttempts: 4, maxWait: minutes(5), waitForReset: true };
		const ran = await scoreAll(100, limited, { size: 1, retry, stopAtProblem: true });
		expect(ran.requests).toBe(1);
		expect(messages(ran)[0]).toMatch(/it needs 99 more requests and has 39 left until 11:00 UTC/);
	});

	it('makes the run wait even if others use it up', async () => {
		const shared = service({ fault: (request) => (request === 5 ? 429 : undefined) });
		const ran = await scoreAll(100, shared);
		expect(failures(ran)).toEqual([]);
		expect(ran.retries).toBe(1);
	});

	it.each(['bad gateway', 'reset before'] as const)(
		'is not used up by a network failure that never reached LeadsPredict: %s',
		async (kind) => {
			for (const stopAtProblem of [true, false]) {
				jest.setSystemTime(START);
				const fault = (request: number) => (request === 7 ? kind : undefined);
				const odd = service({ limits: { perHour: 40 }, fault });
				const retry = { maxAttempts: 4, maxWait: minutes(1), waitForReset: true };
				const ran = await scoreAll(40, odd, { size: 1, retry, stopAtProblem });
				expect(failures(ran)).toEqual([]);
				expect(odd.seen.statuses).not.toContain(429);
			}
		},
	);

	it('is not used up by requests that never arrived', async () => {
		const odd = service({
			limits: { perHour: 40 },
			fault: (request) => (request % 9 === 5 ? 'refused' : undefined),
		});
		const ran = await scoreAll(40, odd, { size: 1 });
		expect(failures(ran)).toEqual([]);
		expect(elapsed()).toBeLessThan(minutes(5));
	});
});

describe('one bad lead of many', () => {
	it('fails alone, and costs a few more requests', async () => {
		const strict = service({ bad: ['137@x.example'] });
		const ran = await scoreAll(300, strict, { size: 100 });
		expect(failures(ran)).toEqual([137]);
		expect(ran.requests).toBeLessThanOrEqual(3 + 14);
		expectOwnScores(ran);
	});

	it('costs at most the budget when every lead is invalid', async () => {
		const bad = rowsOf(1_000).map(({ lead }) => lead.email);
		const ran = await scoreAll(1_000, service({ bad }), { size: 100 });
		expect(failures(ran)).toHaveLength(1_000);
		expect(ran.requests).toBeLessThanOrEqual(10 + 120);
		const advice = ran.outcomes.flatMap((each) => (each.ok ? [] : [each.problem.advice]));
		expect(advice).toContainEqual(expect.stringMatching(/^Only some of the \d+ leads/));
	});

	it('in every hundred fails alone in a long run, because successful searches are not counted', async () => {
		const bad = Array.from({ length: 50 }, (_, index) => `${index * 100 + 37}@x.example`);
		const ran = await scoreAll(5_000, service({ bad }), { size: 100 });
		expect(failures(ran)).toHaveLength(50);
		expect(ran.requests).toBeLessThanOrEqual(50 + 50 * 14);
		expectOwnScores(ran);
	});

	it.each([0, 1])('is found by its index, even if the service counts from %d', async (first) => {
		const strict = service({ bad: ['41@x.example', '77@x.example'], namesPlace: first });
		const ran = await scoreAll(100, strict, { size: 100 });
		expect(failures(ran)).toEqual([41, 77]);
		expect(ran.requests).toBeLessThanOrEqual(first === 0 ? 1 + 4 : 1 + 28);
		expectOwnScores(ran);
	});

	it('is found although the refusal that names the field breaks off', async () => {
		const ran = await scoreAll(
			100,
			service({
				bad: ['41@x.example'],
				fault: (request) => (request === 0 ? 'half a refusal' : undefined),
			}),
			{ size: 100 },
		);
		expect(failures(ran)).toEqual([41]);
		expectOwnScores(ran);
	});

	it('is named when the first problem ends the run', async () => {
		const ran = await scoreAll(100, service({ bad: ['41@x.example'] }), {
			size: 100,
			stopAtProblem: true,
			concurrentRequests: 1,
		});
		expect(failures(ran)).toEqual([41]);
	});
});

describe('a whole answer of another form', () => {
	const always = (body: unknown) => {
		const asked: string[] = [];
		const makeRequest: MakeRequest = (request) => {
			asked.push(request.path);
			return Promise.resolve({ answer: { status: 200, headers: {}, body } });
		};
		return { asked, seen: service().seen, makeRequest };
	};
	const forms: unknown[] = [
		{ result: [] },
		[{ id: 'lead_1', score: 1 }],
		7,
		'{"leads": []}',
		{ status: 'success' },
		{ status: 'success', data: { leads: {} } },
	];

	it.each(forms)('is requested once: %j', async (body) => {
		const other = always(body);
		const ran = await scoreAll(10, other);
		expect(other.asked).toHaveLength(1);
		expect(messages(ran)[0]).toMatch(/^LeadsPredict answered 200 with an answer without/);
		expect(ran).toMatchObject({
			retries: 0,
			outcomes: [{ problem: { retryable: false } }, ...Array(9).fill({})],
		});
	});

	it.each(forms)('ends a run after three in a row: %j', async (body) => {
		const other = always(body);
		const ran = await scoreAll(1_000, other, { concurrentRequests: 1 });
		expect(other.asked).toHaveLength(3);
		expect(failures(ran)).toHaveLength(1_000);
		expect(messages(ran)[999]).toMatch(/^Not sent, because an earlier request failed\./);
	});

	it.each(forms)(
		'is not requested again by the next try, but by a much later one: %j',
		async (body) => {
			const ran = await scoreAll(10, always(body));
			const paid = cacheEntriesFor('a', ran.cacheable, new Date());
			const next = always(body);
			const second = await scoreAll(10, next, { cached: cacheReader('a', paid, new Date()) });
			expect(next.asked).toEqual([]);
			expect(second).toMatchObject({ requests: 0, fromCache: 1 });
			expect(messages(second)).toEqual(messages(ran));
			passing(minutes(2));
			const later = service();
			const third = await scoreAll(10, later, { cached: cacheReader('a', paid, new Date()) });
			expect(failures(third)).toEqual([]);
		},
	);
});

describe('a Retry-After that is sooner than the reset of a used-up limit', () => {
	const inAnHour = {
		'x-ratelimit-remaining': '0',
		'x-ratelimit-reset': '3600',
		'retry-after': '3',
	};
	const policy = (waitForReset: boolean) => ({
		maxAttempts: 4,
		maxWait: minutes(1),
		waitForReset,
	});
	/** Refuses the first requests; then answers as usual. */
	const refusing = (times: number, status: number, headers: Record<string, string> = inAnHour) => {
		const usual = service();
		let asked = 0;
		const makeRequest: MakeRequest = async (request) =>
			(asked += 1) > times
				? await usual.makeRequest(request)
				: { answer: { status, headers, body: '' } };
		return { ...usual, makeRequest, asked: () => asked };
	};

	it.each([429, 503])('is followed, and one request finds out (%d)', async (status) => {
		for (const stopAtProblem of [true, false]) {
			jest.setSystemTime(START);
			const odd = refusing(1, status);
			const told: Shortfall[] = [];
			const ran = await scoreAll(30, odd, {
				retry: policy(true),
				stopAtProblem,
				onShortfall: (short) => told.push(short),
			});
			expect(failures(ran)).toEqual([]);
			expect(ran).toMatchObject({ requests: 4, retries: 1 });
			expect(elapsed()).toBeGreaterThanOrEqual(3_000);
			expect(elapsed()).toBeLessThan(minutes(1));
			expect(told).toEqual([]);
		}
	});

	it('is retried no more often than any failure', async () => {
		const odd = refusing(100, 429);
		const ran = await scoreAll(30, odd, { retry: policy(true) });
		expect(odd.asked()).toBe(4);
		expect(failures(ran)).toHaveLength(30);
	});

	it('makes no request wait at a reached limit with Send What Fits, but at any other 429', async () => {
		const atLimit = refusing(1, 429);
		expect(failures(await scoreAll(30, atLimit, { retry: policy(false) }))).toHaveLength(30);
		expect(atLimit.asked()).toBe(1);
		const burst = refusing(1, 429, { ...inAnHour, 'x-ratelimit-remaining': '12' });
		expect(failures(await scoreAll(30, burst, { retry: policy(false) }))).toEqual([]);
	});
});

describe('a request that is too large', () => {
	it('shows the size that the service accepts', async () => {
		const ran = await scoreAll(10_000, service({ mostLeads: 100 }), { size: 1_000 });
		expect(failures(ran)).toEqual([]);
		// 63 leads a request are 160 requests; finding that out takes a few more.
		expect(ran.requests).toBeLessThanOrEqual(160 + 40);
		expectOwnScores(ran);
	});

	it('is not retried forever when even one lead is too large', async () => {
		const ran = await scoreAll(1_000, service({ mostLeads: 0 }), { size: 100 });
		expect(failures(ran)).toHaveLength(1_000);
		expect(ran.requests).toBeLessThanOrEqual(10 + 120 + 100);
	});
});

describe('automatic sizes', () => {
	const automatic = { size: 'automatic' } as const;
	const sizesSent = ({ seen }: ReturnType<typeof service>) =>
		seen.emails.map(({ length }) => length);

	it('are 100 and then the maximum, in the fewest requests', async () => {
		const usual = service({ latency: 150 });
		const ran = await scoreAll(10_000, usual, automatic);
		expect(sizesSent(usual)).toEqual([100, ...Array(9).fill(1_000), 900]);
		expect(ran).toMatchObject({ requests: 11, size: { taken: 1_000 } });
		expect(ran.outcomes.map(({ item }) => item)).toEqual(rowsOf(10_000).map(({ item }) => item));
		expectOwnScores(ran);
	});

	it('send a few leads in one request', async () => {
		const usual = service();
		await scoreAll(100, usual, automatic);
		await scoreAll(7, usual, automatic);
		await scoreAll(0, usual, automatic);
		expect(sizesSent(usual)).toEqual([100, 7]);
	});

	it('grow only as far as an answer takes a few seconds', async () => {
		const slow = service({ latency: 100, msPerLead: 20 });
		const ran = await scoreAll(2_000, slow, automatic);
		expect(Math.max(...sizesSent(slow))).toBe(200);
		expect(failures(ran)).toEqual([]);
		const verySlow = service({ msPerLead: 1_000 });
		await scoreAll(500, verySlow, automatic);
		expect(sizesSent(verySlow)).toEqual(Array(5).fill(100));
	});

	it.each([400, 408, 413, 422, 'timeout'] as const)(
		'that are refused cost one request and are not tried again (%s)',
		async (tooMany) => {
			const strict = service({ mostLeads: 100, tooMany });
			const ran = await scoreAll(10_000, strict, automatic);
			expect(failures(ran)).toEqual([]);
			expect(sizesSent(strict)).toEqual([100, 1_000, ...Array(99).fill(100)]);
			expect(ran).toMatchObject({ requests: 101, size: { taken: 100, refused: 1_000 } });
			expectOwnScores(ran);
		},
	);

	it('return to the largest accepted size', async () => {
		// 16 ms a lead with 100 of them, so 300 at first; 6.8 ms with 300, so 700.
		const strict = service({ latency: 1_400, msPerLead: 2, mostLeads: 500 });
		const ran = await scoreAll(5_000, strict, automatic);
		expect(sizesSent(strict).slice(0, 4)).toEqual([100, 300, 700, 300]);
		expect(Math.max(...sizesSent(strict).slice(3))).toBe(300);
		expect(failures(ran)).toEqual([]);
	});

	it('do not grow after an unusable answer', async () => {
		const usual = service();
		const makeRequest: MakeRequest = async (request) => {
			const reply = await usual.makeRequest(request);
			if ((request.body?.leads.length ?? 0) <= 100 || !('answer' in reply)) return reply;
			const body = { status: 'success', data: { leads: [] } };
			return { answer: { ...reply.answer, body } };
		};
		const ran = await scoreAll(3_000, { ...usual, makeRequest }, automatic);
		expect(sizesSent(usual)).toEqual([100, 1_000, ...Array(19).fill(100)]);
		expect(failures(ran)).toHaveLength(1_000);
	});

	it('are tried alone when larger, even during a retry', async () => {
		const fault = (request: number) => (request === 1 || request === 2 ? 500 : undefined);
		const odd = service({ fault, turns: () => 5 });
		const ran = await scoreAll(10_000, odd, automatic);
		expect(sizesSent(odd).slice(0, 4)).toEqual([100, 1_000, 1_000, 1_000]);
		expect(new Set(odd.seen.emails.slice(1, 4).map(([first]) => first))).toEqual(
			new Set(['100@x.example']),
		);
		expect(ran).toMatchObject({ requests: 13, retries: 2 });
	});

	it('find invalid leads as well as requests of 100', async () => {
		const bad = Array.from({ length: 100 }, (_, index) => `${index * 100 + 37}@x.example`);
		const strict = service({ bad });
		const ran = await scoreAll(10_000, strict, automatic);
		expect(failures(ran)).toHaveLength(100);
		expect(ran.requests).toBeLessThanOrEqual(11 + 100 + 100 * 14);
		expectOwnScores(ran);
		const one = await scoreAll(10_000, service({ bad: ['5037@x.example'] }), automatic);
		expect(failures(one)).toEqual([5_037]);
		expect(one.requests).toBeLessThanOrEqual(11 + 10 + 14);
	});

	it('do not exceed a limit, and do not assume 100 leads per request', async () => {
		const limited = service({ limits: { perHour: 11 }, latency: 150 });
		const told: Shortfall[] = [];
		const ran = await scoreAll(10_000, limited, {
			...automatic,
			stopAtProblem: true,
			onShortfall: (short) => told.push(short),
		});
		expect(failures(ran)).toEqual([]);
		expect(limited.seen.statuses).not.toContain(429);
		expect(told).toEqual([]);
	});

	it("send nothing after n8n's Stop, and give every lead an outcome", async () => {
		const usual = service();
		const ran = await scoreAll(5_000, usual, {
			...automatic,
			isCancelled: () => usual.seen.emails.length === 2,
		});
		expect(usual.seen.emails).toHaveLength(2);
		expect(failures(ran)).toHaveLength(3_900);
		expect(messages(ran)[0]).toMatch(/stopped before this item was sent/);
	});

	it('lose, double, swap and pay twice for no lead in two tries', async () => {
		const kinds: Array<Fault | undefined> = ['refused', 500, 429, undefined, undefined, undefined];
		await fc.assert(
			fc.asyncProperty(
				fc.integer({ min: 0, max: 4_000 }),
				fc.integer({ min: 1, max: 6 }),
				fc.array(fc.constantFrom(...kinds), { maxLength: 20 }),
				fc.array(fc.nat({ max: 9 }), { minLength: 1, maxLength: 20 }),
				// A search for three invalid leads in one request may end early.
				fc.uniqueArray(fc.nat({ max: 3_999 }), { maxLength: 2 }),
				fc.constantFrom(60, 100, 250, 400, Infinity),
				fc.constantFrom(400 as const, 413 as const, 422 as const, 'timeout' as const),
				fc.tuple(fc.nat({ max: 1_500 }), fc.nat({ max: 30 })),
				fc.boolean(),
				async (count, atOnce, wrong, turns, bad, mostLeads, tooMany, speed, stopAtProblem) => {
					jest.setSystemTime(START);
					const [latency, msPerLead] = speed;
					const options = { ...automatic, concurrentRequests: atOnce };
					const how = {
						turns: (request: number) => turns[request % turns.length] ?? 1,
						bad: bad.map((item) => `${item}@x.example`),
						latency,
						msPerLead,
						mostLeads,
						// Only a request that is larger than one that was taken is cut for these.
						tooMany: mostLeads < 100 ? (413 as const) : tooMany,
					};
					const first = service({ ...how, fault: (request) => wrong[request] });
					const once = { maxAttempts: 1, maxWait: minutes(90), waitForReset: true };
					const ran = await scoreAll(count, first, { ...options, stopAtProblem, retry: once });
					expectOwnScores(ran);
					expect(ran.requests).toBe(first.seen.emails.length);
					if (!stopAtProblem) {
						expect(orderOutcomes(count, ran.outcomes)).toHaveLength(count);
					}

					// The second try meets a service without faults, as fast as can be.
					const second = service({ ...how, latency: 1, msPerLead: 0 });
					const again = await scoreAll(count, second, {
						...options,
						cached: cacheReader('a', cacheEntriesFor('a', ran.cacheable, new Date()), new Date()),
						earlierSizes: ran.sizes,
					});
					expectOwnScores(again);
					expect(orderOutcomes(count, again.outcomes)).toHaveLength(count);
					const scored = new Set(
						ran.outcomes.flatMap(({ ok, item }) => (ok ? [`${item}@x.example`] : [])),
					);
					const sentAgain = second.seen.emails.flat().filter((email) => scored.has(email));
					expect(sentAgain).toEqual([]);
					expect(new Set(failures(again))).toEqual(new Set(bad.filter((item) => item < count)));
				},
			),
			{ numRuns: 40 },
		);
	}, 60_000);
});

describe('a repeated run', () => {
	it('reuses no answer that was in doubt', async () => {
		// The second request gets the answer of the first: both are refused, and neither is kept.
		const leads = rowsOf(10).map(({ item }) => ({ id: `id-${item}`, score: item }));
		const makeRequest: MakeRequest = () =>
			Promise.resolve({
				answer: { status: 200, headers: {}, body: { status: 'success', data: { leads } } },
			});
		const ran = await scoreAll(20, { ...service(), makeRequest });
		expect(failures(ran)).toHaveLength(20);
		expect(ran.cacheable).toEqual([]);
	});

	it('sends again only the leads without a usable result', async () => {
		const odd = service({ unusable: ['3@x.example'] });
		const first = await scoreAll(20, odd);
		expect(failures(first)).toEqual([3]);
		const whole = service();
		const second = await scoreAll(20, whole, { cached: again(first) });
		expect(whole.seen.emails).toEqual([['3@x.example']]);
		expect(failures(second)).toEqual([]);
		expectOwnScores(second);
	});

	it.each([true, false])(
		'sends nothing for invalid leads that were found, in any order (stop: %p)',
		async (stopAtProblem) => {
			const bad = Array.from({ length: 20 }, (_, index) => `${index * 100 + 37}@x.example`);
			const first = await scoreAll(2_000, service({ bad }), { size: 100 });
			const silent = service();
			const options = { size: 100, cached: again(first), stopAtProblem };
			const second = await scoreAll(2_000, silent, options);
			expect(silent.seen.emails).toEqual([]);
			for (const item of failures(second)) expect(bad).toContain(`${item}@x.example`);
			expect(failures(second).length).toBeGreaterThanOrEqual(1);
			if (!stopAtProblem) expect(failures(second)).toHaveLength(20);
		},
	);

	const again = (ran: Ran) =>
		cacheReader('a', cacheEntriesFor('a', ran.cacheable, new Date()), new Date());

	it('sends only requests without a settled answer', async () => {
		const broken = service({ fault: (request) => (request === 2 ? 500 : undefined) });
		const once = { maxAttempts: 1, maxWait: 0, waitForReset: true };
		const first = await scoreAll(100, broken, {
			retry: once,
			stopAtProblem: true,
			concurrentRequests: 1,
		});
		expect(first.requests).toBe(3);

		const whole = service();
		const second = await scoreAll(100, whole, { cached: again(first), stopAtProblem: true });
		expect(second).toMatchObject({ requests: 8, fromCache: 2 });
		expect(whole.seen.emails.flat()).toEqual(
			rowsOf(100)
				.slice(20)
				.map(({ lead }) => lead.email),
		);
		expect(failures(second)).toEqual([]);
		expectOwnScores(second);
	});

	it('sends nothing when all answers are settled, including permanent refusals', async () => {
		const first = await scoreAll(100, service({ bad: ['41@x.example'] }), { size: 50 });
		const silent = service();
		const second = await scoreAll(100, silent, { size: 50, cached: again(first) });
		expect(silent.seen.emails).toEqual([]);
		const scores = (ran: Ran) =>
			orderOutcomes(100, ran.outcomes).map((each) =>
				each.ok ? each.result : each.problem.message,
			);
		expect(scores(second)).toEqual(scores(first));
		const [refused] = second.outcomes.flatMap((each) => (each.ok ? [] : [each.problem]));
		expect(refused).toMatchObject({
			quotaSpent: 'no',
			advice: expect.stringMatching(/answer is from an earlier try/),
		});
	});

	it('sends a request again whose refusal broke off', async () => {
		const once = { maxAttempts: 1, maxWait: 0, waitForReset: true };
		const ran = await scoreAll(10, service({ fault: () => 'half a refusal' }), { retry: once });
		expect(failures(ran)).toHaveLength(10);
		expect(ran.cacheable).toEqual([]);
	});

	it('sends a request again whose key was refused or whose answer was unusable', async () => {
		const refusals = [401, 403, 404].map((status) => ({
			answer: { status, headers: {}, body: '' },
		}));
		for (const reply of [...refusals, { answer: { status: 200, headers: {}, body: '<html>' } }]) {
			const makeRequest: MakeRequest = () => Promise.resolve(reply);
			const ran = await scoreAll(10, { ...service(), makeRequest });
			expect(ran.cacheable).toEqual([]);
		}
	});
});
