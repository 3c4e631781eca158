import fc from 'fast-check';

import { assess, scoreOf } from '../../sandbox/score';

const documented = {
	name: 'John Doe',
	email: 'john@example.com',
	phone: '+1234567890',
	company: 'TechCorp',
	industry: 'Technology',
	revenue: 5_000_000,
	employees: 50,
	engagement_score: 75,
	last_interaction: '2025-11-01',
};

const number = fc.option(fc.double({ noNaN: true, noDefaultInfinity: true }), { nil: undefined });
const text = fc.option(fc.string(), { nil: undefined });
const leads = fc.record({
	email: fc.emailAddress(),
	name: text,
	company: text,
	phone: text,
	industry: text,
	revenue: number,
	employees: number,
	engagement_score: number,
});

/** Parts worked out by hand from the formula in sandbox/README.md. */
test.each([
	['nothing but an address', { email: 'a@b.example' }, 0],
	['engagement alone, half of what counts', { email: 'a@b.example', engagement_score: 40 }, 25],
	['engagement beyond what counts', { email: 'a@b.example', engagement_score: 100 }, 50],
	['engagement below zero', { email: 'a@b.example', engagement_score: -5 }, 0],
	['revenue that is as much as counts', { email: 'a@b.example', revenue: 5_000_000 }, 20],
	['revenue that is too little to count', { email: 'a@b.example', revenue: 10_000 }, 0],
	['employees that are as many as count', { email: 'a@b.example', employees: 200 }, 14],
	['an industry that is not in the table', { email: 'a@b.example', industry: 'Fishing' }, 5],
	['an industry in other letters', { email: 'a@b.example', industry: ' technology ' }, 8],
	['blanks in place of text', { email: 'a@b.example', name: ' ', industry: ' ' }, 0],
	['two of four texts', { email: 'a@b.example', name: 'A', company: 'B' }, 4],
	["the reference's example", documented, 93],
	['everything there is', { ...documented, engagement_score: 100, employees: 500 }, 100],
])('%s', (_case, lead, score) => {
	expect(scoreOf(lead)).toBe(score);
});

test('any lead gets whole, bounded figures that do not change', () => {
	fc.assert(
		fc.property(leads, (lead) => {
			const is = assess(lead, new Date(0));
			expect(Number.isInteger(is.score) && is.score >= 0 && is.score <= 100).toBe(true);
			expect(is.conversion_probability).toBeGreaterThanOrEqual(0);
			expect(is.conversion_probability).toBeLessThanOrEqual(1);
			expect(is.conversion_probability).toBe(Number(is.conversion_probability.toFixed(2)));
			expect(Number.isInteger(is.predicted_revenue) && is.predicted_revenue >= 0).toBe(true);
			expect(assess(lead, new Date(0))).toEqual(is);
		}),
	);
});

test('more engagement never lowers a score', () => {
	fc.assert(
		fc.property(leads, fc.double({ min: 0, max: 100, noNaN: true }), (lead, more) => {
			const less = scoreOf({ ...lead, engagement_score: 0 });
			expect(scoreOf({ ...lead, engagement_score: more })).toBeGreaterThanOrEqual(less);
		}),
	);
});

test.each([
	[89, 'warm'],
	[90, 'hot'],
	[60, 'warm'],
	[59, 'cold'],
])('a score of %i is %s', (score, category) => {
	// 50 points come from engagement in steps of 0.8 of a point, so every total can be reached.
	const lead = Array.from({ length: 801 }, (_, step) => ({
		...documented,
		employees: 200,
		engagement_score: step / 10,
	})).find((candidate) => scoreOf(candidate) === score);
	expect(lead).toBeDefined();
	expect(assess(lead ?? documented, new Date(0)).category).toBe(category);
});

test.each([
	[undefined, 'medium'],
	[0, 'high'],
	[9, 'high'],
	[10, 'medium'],
	[39, 'medium'],
	[40, 'low'],
])('engagement %p means a %s churn risk', (engagement_score, risk) => {
	expect(assess({ email: 'a@b.example', engagement_score }, new Date(0)).churn_risk).toBe(risk);
});

test('the deal size depends on revenue, else on employees, else it is a small sum', () => {
	const deal = (lead: object): number =>
		assess({ email: 'a@b.example', ...lead }, new Date(0)).predicted_revenue;
	expect(deal(documented)).toBe(125_000);
	expect(deal({ employees: 50 })).toBe(125_000);
	expect(deal({})).toBe(5_000);
	expect(deal({ revenue: -1 })).toBe(0);
	expect(deal({ revenue: 1e308 })).toBe(1e12);
});

test('recommendations start with the most urgent, and deadlines are relative to the clock', () => {
	const is = assess(
		{ email: 'a@b.example', engagement_score: 0 },
		new Date('2026-02-27T23:59:59Z'),
	);
	expect(is.next_actions).toEqual([
		{ action: 'call_to_reengage', priority: 'high', deadline: '2026-03-02' },
		{ action: 'add_to_nurture', priority: 'low', deadline: '2026-03-29' },
	]);
	expect(is.recommendations).toEqual([
		'Call before interest is lost',
		'Keep in touch by newsletter',
		'Find out a phone number',
	]);
});
