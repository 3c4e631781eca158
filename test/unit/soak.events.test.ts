import { forgeries, KINDS } from '../soak/forgeries';
import type { Target } from '../soak/forgeries';
import { judgeEvents } from '../soak/judgeEvents';
import type { Sent } from '../soak/judgeEvents';
import { judgeForged } from '../soak/judgeForged';
import type { Started } from '../soak/executions';

const started = (leads: readonly string[], status = 'success'): Started => ({
	id: leads.join() || 'empty',
	status,
	leads,
});

const kindsOf = (problems: readonly string[]) =>
	problems.map((problem) => problem.replace(/(,? although.*|: .*)/, ''));

describe('forged events', () => {
	const event = (lead: string) => ({
		event: 'lead.scored',
		timestamp: '2026-11-25T10:00:00Z',
		data: { lead_id: lead, score: 50 },
	});
	const target: Target = {
		url: 'http://127.0.0.1:9/webhook/x',
		token: 'the right token',
		heard: event('heard'),
		coming: event('coming'),
		now: Date.parse('2026-11-25T10:00:00Z'),
	};
	const answered = forgeries(1, 60, target).map((forgery) => ({
		forgery,
		answer: { status: forgery.expected[0] ?? 0, said: 'so', text: '' },
	}));
	const genuine = ['heard', 'coming'];
	const judge = (
		executions: readonly Started[],
		{ answers = answered, sent = 60 }: { answers?: typeof answered; sent?: number } = {},
	) => kindsOf(judgeForged(answers, executions, genuine, sent));
	const both = genuine.map((lead) => started([lead]));

	test('are of every kind, and the same for the same seed', () => {
		expect(new Set(answered.map(({ forgery }) => forgery.kind))).toEqual(new Set(KINDS));
		expect(forgeries(1, 60, target)).toEqual(answered.map(({ forgery }) => forgery));
		expect(forgeries(2, 60, target)).not.toEqual(answered.map(({ forgery }) => forgery));
	});

	test('are all events that must be refused', () => {
		for (const { forgery } of answered) {
			const { message } = forgery;
			const whole = JSON.stringify(target.coming) === message.body && message.method === 'POST';
			const json = message.headers['content-type'] === 'application/json';
			const token = message.url === `${target.url}?token=${encodeURIComponent(target.token)}`;
			expect(whole && json && token).toBe(false);
		}
	});

	test('pass the check when all were refused and genuine ones were accepted', () => {
		expect(judge(both)).toEqual([]);
	});

	test('fail the check when one started the workflow, whatever its form', () => {
		const claim = 'Executions that a forged event started';
		expect(judge([...both, started(['other'])])).toContain(claim);
		expect(judge([...both, started([], 'error')])).toContain(claim);
		expect(judge([...both, started(['coming'])])).toContain(claim);
	});

	test('fail the check when a genuine event was refused', () => {
		expect(judge([started(['heard'])])).toEqual([
			'Genuine events that did not start the workflow once',
		]);
	});

	test('fail the check when one got no status, a wrong status, or was not sent', () => {
		const [first, ...others] = answered;
		if (first === undefined) throw new Error('There is none.');
		const with_ = (status: number) => ({
			answers: [{ ...first, answer: { ...first.answer, status } }, ...others],
		});
		expect(judge(both, with_(0))).toContain('Forged events without a status');
		expect(judge(both, with_(500))).toEqual([
			'Forged events with another status than their kind calls for',
		]);
		expect(judge(both, { sent: 61 })).toEqual(['Forged events sent']);
	});
});

describe('events that are sent three times', () => {
	const copy = (more: object = {}) => ({
		said: 'seen_before',
		repeatedFor: [],
		sentAt: 100,
		brokenOff: false,
		...more,
	});
	const sent: Sent[] = ['a', 'b'].map((lead) => ({
		lead,
		copies: [copy({ said: 'accepted' }), copy({ sentAt: 700 }), copy()],
	}));
	const once = [started(['a']), started(['b'])];
	const between = (events: readonly Sent[], executions: readonly Started[]) =>
		kindsOf(judgeEvents(events, 3, executions).problems.between);
	const amid = (events: readonly Sent[], executions: readonly Started[]) =>
		kindsOf(judgeEvents(events, 3, executions).problems.amid);

	test('pass the check when each was executed once', () => {
		expect(between(sent, once)).toEqual([]);
		expect(amid(sent, once)).toEqual([]);
		expect(judgeEvents(sent, 3, once).widest).toBe(600);
	});

	test('fail the check when one was executed twice', () => {
		const twice = [...once, started(['a'])];
		expect(between(sent, twice)).toEqual([
			'Executions',
			'Events that were executed more than once',
		]);
		expect(amid(sent, twice)).toEqual(['Events that were executed more than once']);
	});

	test('may be executed twice only if n8n broke off a response', () => {
		const [first, second] = sent;
		if (first === undefined || second === undefined) throw new Error('There is none.');
		const cut = [{ ...first, copies: [copy({ brokenOff: true }), copy(), copy()] }, second];
		const { brokenOff } = judgeEvents(cut, 3, once);
		expect(brokenOff).toEqual(['a']);
		expect(amid(cut, [...once, started(['a'])])).toEqual([]);
		expect(amid(cut, [...once, started(['b'])])).toEqual([
			'Events that were executed more than once',
		]);
		expect(between(cut, [...once, started(['a'])])).not.toEqual([]);
	});

	test('fail the check when one was lost, unknown, failed, or not delivered', () => {
		expect(between(sent, once.slice(1))).toContain('Events that were not executed');
		expect(between(sent, [...once, started([])])).toContain(
			'Executions of no event, or of several',
		);
		expect(between(sent, [...once, started(['c'])])).toContain(
			'Executions of no event, or of several',
		);
		expect(between(sent, [started(['a'], 'crashed'), started(['b'])])).toEqual([
			'Executions that did not end well',
		]);
		const [first, ...others] = sent;
		const silent = { repeatedFor: [], sentAt: 100, brokenOff: false };
		const given = [{ lead: first?.lead ?? '', copies: [silent, copy(), copy()] }, ...others];
		expect(between(given, once)).toEqual(['Copies that the trigger never took']);
		expect(between([{ lead: 'a', copies: [copy()] }, ...others], once)).toEqual(['Copies sent']);
	});
});
