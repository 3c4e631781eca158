import fc from 'fast-check';

import { EVENT_NAMES } from '../../nodes/LeadsPredict/contract';
import {
	aheadOfTime,
	answerTo,
	brokenTrigger,
	readCall,
	verifyEvent,
	notAnEvent,
	notCrossed,
	notJson,
	notSubscribed,
	scoreTooLow,
	tokenIn,
	tokenUnknown,
	tooOld,
	wrongToken,
	type EventCheck,
	type TokenSetting,
} from '../../nodes/LeadsPredict/webhook/verify';

interface Settings {
	token: TokenSetting;
	events: string[];
	minimum: number;
	crossed: boolean;
	/** Minutes. */
	maximumAge: number;
}

const TOKEN: TokenSetting = { state: 'set', token: 's3cret' };
const UNREADABLE: TokenSetting = { state: 'unreadable', advice: 'Select another credential' };
const OPEN: Settings = {
	token: { state: 'unset' },
	events: ['*'],
	minimum: 0,
	crossed: false,
	maximumAge: 0,
};
const STRICT: Settings = {
	token: TOKEN,
	events: ['lead.hot'],
	minimum: 90,
	crossed: true,
	maximumAge: 60,
};
const NOW = Date.parse('2025-11-08T16:30:00Z');

/** The list that the trigger uses, up to those that remember or ask. */
const checks = ({ token, events, minimum, crossed, maximumAge }: Settings): EventCheck[] => [
	notJson,
	notAnEvent,
	tokenUnknown(token),
	wrongToken(token),
	tooOld(maximumAge, NOW),
	aheadOfTime(maximumAge, NOW),
	notSubscribed(events),
	scoreTooLow(minimum),
	notCrossed(minimum, crossed),
];

const JSON_TYPE = { 'content-type': 'application/json' };

const event = (data: object = {}, rest: object = {}) => ({
	event: 'lead.hot',
	timestamp: '2025-11-08T16:00:00Z',
	data: { lead_id: 'lead_abc123', score: 98, previous_score: 85, ...data },
	...rest,
});

async function verdict(
	settings: Partial<Settings>,
	body: unknown,
	headers: unknown = JSON_TYPE,
	query: unknown = {},
) {
	const outcome = await verifyEvent(
		readCall(headers, query, body),
		checks({ ...OPEN, ...settings }),
	);
	return outcome.accepted
		? 'accepted'
		: `${outcome.refusal.status} ${outcome.refusal.code}: ${outcome.refusal.reason}`;
}

describe('the check for JSON', () => {
	it.each([undefined, '', 'text/plain', 'application/jsonx', 'multipart/form-data', 7])(
		'refuses the content type %s with 415',
		async (type) => {
			expect(await verdict({}, event(), { 'content-type': type })).toMatch(/^415 not_json/);
		},
	);

	it.each(['application/json', 'Application/JSON; charset=utf-8', 'application/json ;a=b'])(
		'accepts the content type %s',
		async (type) => {
			expect(await verdict({}, event(), { 'content-type': type })).toBe('accepted');
		},
	);
});

describe('a body that is not an event is refused with 400, naming the field', () => {
	it.each([
		[undefined, 'the body is empty'],
		[null, 'the body is empty'],
		['', 'the body is empty'],
		['text', 'the body must be one JSON object'],
		[7, 'the body must be one JSON object'],
		[[event()], 'the body must be one JSON object'],
		[{}, '"event" is missing'],
		[event({}, { event: 7 }), '"event" must be the name of an event'],
		[event({}, { event: '' }), '"event" must be the name of an event'],
		[event({}, { timestamp: undefined }), '"timestamp" is missing'],
		[
			event({}, { timestamp: 'yesterday' }),
			'"timestamp" must be a date and time like 2025-11-08T16:00:00Z',
		],
		[event({}, { data: [] }), '"data" must be an object'],
		[event({ lead_id: undefined }), '"data.lead_id" is missing'],
		[event({ lead_id: null }), '"data.lead_id" must be the ID of a lead'],
		[event({ lead_id: '  ' }), '"data.lead_id" must be the ID of a lead'],
		[event({ lead_id: 'x'.repeat(201) }), '"data.lead_id" must be the ID of a lead'],
		[event({ score: '98' }), '"data.score" must be a number'],
		[event({ previous_score: {} }), '"data.previous_score" must be a number'],
	])('%j', async (body, wrong) => {
		expect(await verdict({}, body)).toBe(
			`400 not_an_event: This is not a LeadsPredict event: ${wrong}`,
		);
	});
});

it('accepts a lead ID of up to 200 characters', async () => {
	expect(await verdict({}, event({ lead_id: 'x'.repeat(200) }))).toBe('accepted');
});

describe('the token', () => {
	const asked = { token: TOKEN };

	it('passes calls with the token in a header or the URL', async () => {
		expect(await verdict(asked, event(), JSON_TYPE, { token: 's3cret' })).toBe('accepted');
		expect(await verdict(asked, event(), { ...JSON_TYPE, 'x-leadspredict-token': 's3cret' })).toBe(
			'accepted',
		);
	});

	it('refuses calls without, with a wrong or with several tokens', async () => {
		expect(await verdict(asked, event())).toBe('401 wrong_token: The webhook token is missing');
		expect(await verdict(asked, event(), JSON_TYPE, { token: 'guess' })).toBe(
			'401 wrong_token: The webhook token is wrong',
		);
		expect(await verdict(asked, event(), JSON_TYPE, { token: ['s3cret', 's3cret'] })).toBe(
			'401 wrong_token: The webhook token was given more than once in one place',
		);
	});

	it('is not checked while none is set', async () => {
		expect(await verdict({}, event(), JSON_TYPE, { token: ['a', 'b'] })).toBe('accepted');
	});

	it('refuses every call with 503 while it is unknown whether one is set', async () => {
		expect(await verdict({ token: UNREADABLE }, event())).toMatch(/^503 credential_unavailable/);
	});
});

describe('the token of a credential', () => {
	it.each([[{}], [{ webhookToken: '' }]])('is not set in %j', (credential) => {
		expect(tokenIn(credential)).toEqual({ state: 'unset' });
	});

	it.each([
		['s3cret', 's3cret'],
		[' s3cret ', 's3cret'],
		[1234, '1234'],
	])('is set by %j', (webhookToken, token) => {
		expect(tokenIn({ webhookToken })).toEqual({ state: 'set', token });
	});

	it.each([undefined, null, ' ', '\n\t', NaN, {}, []])(
		'is unreadable as %p, and then every call is refused',
		async (webhookToken) => {
			const token = tokenIn({ webhookToken });
			expect(token).toMatchObject({
				state: 'unreadable',
				advice: expect.stringContaining('expression'),
			});
			expect(await verdict({ token }, event())).toMatch(/^503 credential_unavailable/);
		},
	);
});

describe('an event that is not chosen is answered with 200 and starts nothing', () => {
	it('selects each of the four documented events by name and all by *', async () => {
		for (const name of EVENT_NAMES) {
			const body = event({}, { event: name });
			expect(await verdict({ events: ['*'] }, body)).toBe('accepted');
			expect(await verdict({ events: [name] }, body)).toBe('accepted');
			const others = EVENT_NAMES.filter((other) => other !== name);
			expect(await verdict({ events: others }, body)).toBe(
				`200 not_subscribed: This workflow does not listen for the event "${name}"`,
			);
			expect(await verdict({ events: [] }, body)).toMatch(/^200 not_subscribed/);
		}
	});

	it('never starts for an event that is not documented', async () => {
		const body = event({}, { event: 'ann@x.example\nwants to know' });
		for (const events of [['*'], [body.event]]) {
			const sentence = await verdict({ events }, body);
			expect(sentence).toMatch(/^200 not_subscribed/);
			// The same sentence goes to the log.
			expect(sentence).not.toMatch(/ann@x|\n/);
		}
	});
});

describe('the maximum age', () => {
	it.each([
		[0, '1999-01-01T00:00:00Z', 'accepted'],
		[0, '2999-01-01T00:00:00Z', 'accepted'],
		[60, '2025-11-08T15:31:00Z', 'accepted'],
		[60, '2025-11-08T15:30:00.001Z', 'accepted'],
		[60, '2025-11-08T16:31:00+01:00', 'accepted'],
		[60, '2025-11-08T15:31:00', 'accepted'],
		[
			60,
			'2025-11-08T15:30:00Z',
			'400 too_old: The event is 60 minutes old, and Max Age is 60 minutes',
		],
		[
			1,
			'2025-11-06T16:30:00Z',
			'400 too_old: The event is 2,880 minutes old, and Max Age is 1 minute',
		],
		[60, '2025-11-08T16:29:00+99:00', '400 too_old: The time of the event cannot be read'],
		[60, '2025-11-08T16:34:59Z', 'accepted'],
		[
			60,
			'2025-11-08T16:35:00Z',
			'400 ahead_of_time: The time of the event is 5 minutes ahead of the clock here',
		],
	])('of %s minutes for an event of %s', async (maximumAge, timestamp, expected) => {
		expect(await verdict({ maximumAge }, event({}, { timestamp }))).toBe(expected);
	});
});

describe('the minimum score', () => {
	it.each([
		[0, undefined, 'accepted'],
		[0, null, 'accepted'],
		[0, -5, 'accepted'],
		[90, 90, 'accepted'],
		[90, 89.9, '200 below_minimum_score: The score 89.9 is below 90'],
		[90, null, '200 below_minimum_score: The event has no score to compare with 90'],
		[90, undefined, '200 below_minimum_score: The event has no score to compare with 90'],
	])('of %s against %s', async (minimum, score, expected) => {
		expect(await verdict({ minimum }, event({ score }))).toBe(expected);
	});
});

describe('the threshold', () => {
	const score = fc.integer({ min: 0, max: 100 });

	it('passes exactly the events that rise above it', async () => {
		await fc.assert(
			fc.asyncProperty(score.filter(Boolean), score, score, async (minimum, before, now) => {
				const fired = await verdict(
					{ minimum, crossed: true },
					event({ score: now, previous_score: before }),
				);
				expect(fired === 'accepted').toBe(before < minimum && now >= minimum);
			}),
		);
	});

	it('passes at most one event between two falls below it', async () => {
		await fc.assert(
			fc.asyncProperty(score.filter(Boolean), fc.array(score), async (minimum, scores) => {
				let armed = true;
				for (const [index, now] of scores.entries()) {
					const previous = index === 0 ? {} : { previous_score: scores[index - 1] };
					const body = event({ previous_score: undefined, ...previous, score: now });
					const fired = (await verdict({ minimum, crossed: true }, body)) === 'accepted';
					if (fired) expect(armed).toBe(true);
					armed = now < minimum;
				}
			}),
		);
	});

	it('never passes an event that the minimum alone would refuse', async () => {
		await fc.assert(
			fc.asyncProperty(score, fc.option(score), fc.option(score), async (minimum, now, before) => {
				const body = event({ score: now, previous_score: before });
				if ((await verdict({ minimum, crossed: true }, body)) === 'accepted') {
					expect(await verdict({ minimum }, body)).toBe('accepted');
				}
			}),
		);
	});

	it('treats a lead without a previous score as new', async () => {
		const settings = { minimum: 90, crossed: true };
		expect(await verdict(settings, event({ previous_score: null }))).toBe('accepted');
		expect(await verdict(settings, event({ previous_score: 90 }))).toBe(
			'200 threshold_not_crossed: The score was 90 before, which is not below 90',
		);
	});

	it('changes nothing while there is no minimum', async () => {
		expect(await verdict({ crossed: true }, event({ previous_score: 99 }))).toBe('accepted');
	});
});

describe('the order of refusals', () => {
	it('is right for a message that fails every check', async () => {
		const token = { token: 's3cret' };
		const recent = event({ score: 50, previous_score: 95 }, { event: 'lead.scored' });
		const late = { ...recent, timestamp: '2025-11-08T12:00:00Z' };
		const early = { ...recent, timestamp: '2025-11-09T12:00:00Z' };
		const steps = [
			await verdict(STRICT, {}, {}),
			await verdict(STRICT, {}),
			await verdict({ ...STRICT, token: UNREADABLE }, late),
			await verdict(STRICT, late),
			await verdict(STRICT, late, JSON_TYPE, token),
			await verdict(STRICT, early, JSON_TYPE, token),
			await verdict(STRICT, recent, JSON_TYPE, token),
			await verdict(STRICT, { ...recent, event: 'lead.hot' }, JSON_TYPE, token),
			await verdict(STRICT, event({ score: 95, previous_score: 95 }), JSON_TYPE, token),
			await verdict(STRICT, event(), JSON_TYPE, token),
		];
		expect(steps.map((step) => step.split(':')[0])).toEqual([
			'415 not_json',
			'400 not_an_event',
			'503 credential_unavailable',
			'401 wrong_token',
			'400 too_old',
			'400 ahead_of_time',
			'200 not_subscribed',
			'200 below_minimum_score',
			'200 threshold_not_crossed',
			'accepted',
		]);
	});

	it('runs no later check after a refusal', async () => {
		const later = jest.fn(() => undefined);
		const call = readCall({}, {}, event());
		await verifyEvent(call, [notJson, { ...notAnEvent, reason: later }]);
		expect(later).not.toHaveBeenCalled();
	});

	it('supports asynchronous checks, and refuses a body that is not an event with any list', async () => {
		const call = readCall(JSON_TYPE, {}, event());
		const slow: EventCheck = {
			...notAnEvent,
			status: 503,
			reason: async () => 'LeadsPredict is down',
		};
		expect(await verifyEvent(call, [slow])).toMatchObject({
			accepted: false,
			refusal: { status: 503, reason: 'LeadsPredict is down' },
		});
		expect(await verifyEvent(readCall(JSON_TYPE, {}, []), [])).toMatchObject({ accepted: false });
	});
});

describe('any message', () => {
	it('gets a verdict, and no response contains the token', async () => {
		const headers = fc.oneof(
			fc.anything(),
			fc.record({ 'content-type': fc.constant('application/json'), authorization: fc.anything() }),
		);
		const query = fc.oneof(fc.anything(), fc.record({ token: fc.anything() }));
		const data = fc.record({ lead_id: fc.jsonValue(), score: fc.jsonValue() });
		const body = fc.oneof(
			fc.jsonValue(),
			fc.anything(),
			fc.record({ event: fc.string(), timestamp: fc.string(), data }),
		);
		const secret: TokenSetting = { state: 'set', token: 'MARKER-7f3a' };
		await fc.assert(
			fc.asyncProperty(headers, query, body, async (head, search, sent) => {
				const outcome = await verifyEvent(
					readCall(head, search, sent),
					checks({ ...STRICT, token: secret }),
				);
				expect(outcome.accepted).toBe(false);
				expect(JSON.stringify(outcome)).not.toContain('MARKER-7f3a');
			}),
			{ numRuns: 500 },
		);
	});

	it('of some megabytes or of great depth gets a verdict', async () => {
		const deep = JSON.parse(`${'['.repeat(5_000)}${']'.repeat(5_000)}`) as unknown;
		expect(await verdict({}, event({ recommendations: deep }))).toBe('accepted');
		expect(await verdict({}, event({ note: 'x'.repeat(5_000_000) }))).toBe('accepted');
		expect(await verdict({}, JSON.parse('{"__proto__": {"event": "lead.hot"}}'))).toMatch(
			/"event" is missing/,
		);
	});
});

describe('the answer', () => {
	it('has the form of LeadsPredict’s errors, or states that the event was ignored', () => {
		expect(answerTo(brokenTrigger)).toEqual({
			status: 'error',
			error: { code: 'trigger_failed', message: brokenTrigger.reason },
		});
		expect(answerTo({ status: 200, code: 'c', reason: 'r', advice: 'a' })).toEqual({
			status: 'ignored',
			code: 'c',
			message: 'r',
		});
	});
});
