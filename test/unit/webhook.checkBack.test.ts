import fc from 'fast-check';

import { eventSchema, leadDetailsSchema } from '../../nodes/LeadsPredict/contract';
import type { MakeRequest, ApiRequest } from '../../nodes/LeadsPredict/types';
import {
	agrees,
	confirm,
	notConfirmed,
	type CheckBack,
	type Confirmation,
} from '../../nodes/LeadsPredict/webhook/checkBack';
import { readCall, verifyEvent } from '../../nodes/LeadsPredict/webhook/verify';

const event = (data: object = {}, timestamp = '2025-11-08T16:00:00Z') =>
	eventSchema.parse({ event: 'lead.hot', timestamp, data: { lead_id: 'lead_1', ...data } });

const lead = (score: number, history: ReadonlyArray<[string, unknown]> = []) => ({
	id: 'lead_1',
	score,
	history: history.map(([timestamp, of]) => ({ timestamp, event: 'score_changed', score: of })),
});

const details = (...about: Parameters<typeof lead>) => leadDetailsSchema.parse(lead(...about));

/** A service that gives one answer, and what it was asked for. */
function service(status: number, body: unknown) {
	const requests: ApiRequest[] = [];
	const makeRequest: MakeRequest = async (request) => {
		requests.push(request);
		return { answer: { status, headers: {}, body } };
	};
	return { requests, makeRequest };
}

const success = (data: unknown) => service(200, { status: 'success', data });

describe('a lead confirms an event', () => {
	it('of the documented example, whose history is half an hour older', () => {
		const documented = details(98, [
			['2025-11-08T10:00:00Z', 85],
			['2025-11-08T15:30:00Z', 98],
		]);
		expect(agrees(documented, event({ score: 98 }))).toBe(true);
		expect(agrees(documented, event({ score: 97 }))).toBe(false);
	});

	it('by its score at that time, when the score has changed since', () => {
		const moved = details(40, [
			['2025-11-08T10:00:00Z', 85],
			['2025-11-08T15:30:00Z', 98],
			['2025-11-08T17:00:00Z', 40],
		]);
		expect(agrees(moved, event({ score: 98 }))).toBe(true);
		expect(agrees(moved, event({ score: 85 }))).toBe(false);
		expect(agrees(moved, event({ score: 85 }, '2025-11-08T15:00:00Z'))).toBe(true);
		expect(agrees(moved, event({ score: 98 }, '2025-11-08T17:04:00Z'))).toBe(true);
		expect(agrees(moved, event({ score: 98 }, '2025-11-08T17:06:00Z'))).toBe(false);
		expect(agrees(moved, event({ score: 98 }, '2025-11-08T15:26:00Z'))).toBe(true);
		expect(agrees(moved, event({ score: 98 }, '2025-11-08T15:24:00Z'))).toBe(false);
	});

	it('without a score if the lead exists', () => {
		expect(agrees(details(40), event())).toBe(true);
		expect(agrees(details(40), event({ score: null }))).toBe(true);
	});

	it('with a score of 0', () => {
		expect(agrees(details(40), event({ score: 0 }))).toBe(false);
		expect(agrees(details(0), event({ score: 0 }))).toBe(true);
	});

	it('in any order of its history, and with invalid entries', () => {
		const history: Array<[string, unknown]> = [
			['2025-11-08T17:00:00Z', 40],
			['no time', 98],
			['2025-11-08T15:30:00Z', 98],
			['2025-11-08T15:45:00Z', 'high'],
		];
		expect(agrees(details(40, history), event({ score: 98 }))).toBe(true);
		expect(agrees(details(40, [['no time', 98]]), event({ score: 98 }))).toBe(false);
	});

	it('at every time at which it had the score by its history', () => {
		const hour = (number: number) => new Date(Date.UTC(2025, 0, 1, number)).toISOString();
		const scores = fc.array(fc.integer({ min: 0, max: 100 }), { minLength: 1, maxLength: 8 });
		fc.assert(
			fc.property(scores, fc.nat(10), fc.integer({ min: 0, max: 100 }), (all, at, claimed) => {
				const history = all.map((score, index): [string, unknown] => [hour(index), score]);
				const current = all.at(-1) ?? 0;
				const halfPast = hour(at).replace(':00:00.', ':30:00.');
				const then = all[Math.min(at, all.length - 1)];
				expect(agrees(details(current, history), event({ score: claimed }, halfPast))).toBe(
					claimed === current || claimed === then,
				);
			}),
		);
	});
});

describe('the request', () => {
	it('is made once for the lead of the event', async () => {
		const { requests, makeRequest } = success(lead(98));
		expect(await confirm(event({ score: 98 }), makeRequest)).toEqual({ state: 'confirmed' });
		expect(requests).toEqual([{ method: 'GET', path: '/leads/lead_1' }]);
	});

	it('denies an unknown lead or another score', async () => {
		const unknown = service(404, { status: 'error', error: { code: 'not_found', message: 'No' } });
		expect(await confirm(event(), unknown.makeRequest)).toMatchObject({
			state: 'denied',
			refusal: { status: 409, code: 'unknown_lead' },
		});
		expect(await confirm(event({ score: 97 }), success(lead(98)).makeRequest)).toMatchObject({
			state: 'denied',
			refusal: { status: 409, code: 'score_disagrees' },
		});
	});

	it('denies a lead.hot event below the hot score without a request, even if the lead has that score', async () => {
		const { requests, makeRequest } = success(lead(89));
		expect(await confirm(event({ score: 89 }), makeRequest)).toMatchObject({
			state: 'denied',
			refusal: { status: 409, code: 'score_disagrees' },
		});
		expect(requests).toEqual([]);
		const scored = { ...event({ score: 89 }), event: 'lead.scored' };
		expect(await confirm(scored, makeRequest)).toEqual({ state: 'confirmed' });
		const hot = success(lead(90));
		expect(await confirm(event({ score: 90 }), hot.makeRequest)).toEqual({ state: 'confirmed' });
	});

	it.each(['.', '..', '\ud800'])('is not made for the ID %j, which is denied', async (lead_id) => {
		const { requests, makeRequest } = success(lead(98));
		expect(await confirm(event({ lead_id }), makeRequest)).toMatchObject({ state: 'denied' });
		expect(requests).toEqual([]);
	});

	it.each([
		['429', service(429, {})],
		['500', service(500, '<html>')],
		['401', service(401, { status: 'error', error: { message: 'Invalid key' } })],
		['a redirect', service(302, '')],
		['a web page', service(200, '<html>')],
		['nothing', service(200, '')],
		['another lead', success({ ...lead(98), id: 'lead_2' })],
		['a lead without a score', success({ id: 'lead_1' })],
	])('has no usable answer in %s', async (_what, { makeRequest }) => {
		const confirmation = await confirm(event({ score: 98 }), makeRequest);
		expect(confirmation).toMatchObject({ state: 'notAsked', problem: { advice: /./ } });
	});

	it('has no answer when none came in time', async () => {
		const confirmation = await confirm(event(), async () => ({ fault: { code: 'ETIMEDOUT' } }));
		expect(confirmation).toMatchObject({ state: 'notAsked', problem: { code: 'ETIMEDOUT' } });
	});
});

describe('the check', () => {
	const body = {
		event: 'lead.hot',
		timestamp: '2025-11-08T16:00:00Z',
		data: { lead_id: 'lead_1' },
	};
	const problem = {
		by: 'network',
		type: 'ECONNREFUSED',
		code: 'ECONNREFUSED',
		message: 'MARKER-message',
		advice: 'MARKER-advice',
		retryable: true,
		quotaSpent: 'no',
	} as const;
	const denied = { status: 409, code: 'unknown_lead', reason: 'r', advice: 'a' } as const;

	const outcome = async (wanted: CheckBack, confirmation: Confirmation) => {
		const ask = jest.fn(async () => confirmation);
		const verdict = await verifyEvent(readCall({}, {}, body), [notConfirmed(wanted, ask)]);
		return { verdict, asked: ask.mock.calls.length };
	};

	it('makes one request, or none while it is off', async () => {
		for (const wanted of ['required', 'ifPossible'] as const) {
			expect(await outcome(wanted, { state: 'confirmed' })).toMatchObject({
				verdict: { accepted: true },
				asked: 1,
			});
		}
		expect(await outcome('off', { state: 'denied', refusal: denied })).toMatchObject({
			verdict: { accepted: true },
			asked: 0,
		});
	});

	it('refuses a denied event in every mode', async () => {
		for (const wanted of ['required', 'ifPossible'] as const) {
			expect(await outcome(wanted, { state: 'denied', refusal: denied })).toMatchObject({
				verdict: { accepted: false, refusal: denied },
			});
		}
	});

	it('makes the sender retry when it is required and fails, and logs the reason', async () => {
		const { verdict } = await outcome('required', { state: 'notAsked', problem });
		expect(verdict).toMatchObject({
			accepted: false,
			refusal: {
				status: 503,
				code: 'check_back_failed',
				reason: expect.not.stringMatching('MARKER'),
			},
		});
		expect(JSON.stringify(verdict)).toContain('MARKER-message. MARKER-advice');
	});

	it('passes the event when the request fails and the check is optional', async () => {
		const { verdict } = await outcome('ifPossible', { state: 'notAsked', problem });
		expect(verdict).toMatchObject({ accepted: true });
	});
});
