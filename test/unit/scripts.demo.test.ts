import { categoryCounts, rankedTable, refusals, totals } from '../../scripts/demo/report';
import { announcement, chooseTarget } from '../../scripts/demo/target';
import { PLAIN } from '../../scripts/terminal/style';
import { widthOf } from '../../scripts/terminal/text';

const layout = { width: 100, style: PLAIN };

const lead = (score: number, category = 'hot') => ({
	email: 'a-rather-long-address-of-somebody@a-rather-long-name-of-a-company.example',
	name: 'Imani Brooks-Delacroix of the Northern Office',
	score,
	category,
	lead_id: 'lead_1',
	conversion_probability: 0.905,
	predicted_revenue: 1_250_000.4,
	recommendations: ['Contact within 24 hours', 'Personalize outreach with insights'],
});

describe('the table of the best', () => {
	test('stays within 100 columns, with every figure whole', () => {
		const company = 'Top of List Technologies International Holding';
		const lines = rankedTable([{ ...lead(100), company }], layout);
		for (const line of lines) expect(widthOf(line)).toBeLessThanOrEqual(100);
		expect(lines[2]).toMatch(/100 {2}hot {9}91 % {9}1,250,000$/);
		expect(lines[3]).toMatch(/^ {4}a-rather-long-address/);
	});

	test('does without what LeadsPredict did not say', () => {
		const bare = { email: 'a@x.example', score: 61.25, lead_id: 'lead_1' };
		const [, , first, second] = rankedTable([bare], layout);
		expect(first).toBe('1  (no name)            61.3');
		expect(second).toBe('    a@x.example');
	});
});

test('usual categories come first, others by name', () => {
	expect(
		categoryCounts(['zeta', 'cold', 'hot', 'alpha', 'cold', 'warm'].map((name) => lead(1, name))),
	).toBe('1 hot, 1 warm, 2 cold, 1 alpha, 1 zeta');
});

test('totals', () => {
	expect(
		totals(
			{
				outcomes: [
					{ ok: true, lead: lead(90) },
					{ ok: true, lead: lead(61, 'warm') },
					{ ok: false, error: 'Email is missing' },
				],
				hints: ['2 leads scored in 1 request'],
				nodeMs: 123,
				workflowMs: 1_400,
			},
			layout,
		),
	).toEqual([
		'Scored             2 of 3 leads',
		'Categories         1 hot, 1 warm',
		'Average score      75.5',
		'Expected revenue   2,500,001 in all',
		'The node says      2 leads scored in 1 request',
		'Time               0.12 s in the LeadsPredict node, 1.40 s in all nodes',
	]);
});

test('refusals are grouped by reason, the most frequent first', () => {
	const no = (error: string, advice?: string) => ({
		ok: false as const,
		error,
		...(advice !== undefined && { advice }),
	});
	expect(
		refusals(
			[no('Revenue is "lots"', 'Correct it'), no('Email is missing'), no('Email is missing')],
			[2, 3, 5],
			layout,
		),
	).toEqual([
		'Not scored: 3',
		'  - 2 leads, first in row 3: Email is missing.',
		'  - row 2: Revenue is "lots". Correct it.',
	]);
	expect(refusals([], [], layout)).toEqual([]);
});

describe('whom the demo asks', () => {
	const key = 'marker-key-8f3a';

	test('the sandbox without a key, and always for the made-up leads', () => {
		expect(chooseTarget({}, true)).toEqual({ kind: 'sandbox' });
		expect(chooseTarget({ LEADSPREDICT_API_KEY: '  ' }, true)).toEqual({ kind: 'sandbox' });
		expect(chooseTarget({ LEADSPREDICT_API_KEY: key }, false)).toEqual({ kind: 'sandbox' });
	});

	test('LeadsPredict with a key, at its documented address or another', () => {
		expect(chooseTarget({ LEADSPREDICT_API_KEY: key }, true)).toEqual({
			kind: 'leadspredict',
			baseUrl: 'https://api.leadspredict.com/v1',
			apiKey: key,
		});
		const env = { LEADSPREDICT_API_KEY: key, LEADSPREDICT_BASE_URL: 'http://127.0.0.1:4010/v1/' };
		expect(chooseTarget(env, true)).toMatchObject({ baseUrl: 'http://127.0.0.1:4010/v1' });
	});

	test('an address that would give the key away is refused, without the key', () => {
		const env = { LEADSPREDICT_API_KEY: key, LEADSPREDICT_BASE_URL: 'http://example.com/v1' };
		expect(() => chooseTarget(env, true)).toThrow(/must start with https/);
		expect(() => chooseTarget(env, true)).not.toThrow(key);
	});

	test('says it in a sentence, without the key', () => {
		expect(announcement(chooseTarget({ LEADSPREDICT_API_KEY: key }, true), 1, 'my.csv')).toBe(
			'Scoring 1 lead from my.csv with LeadsPredict at https://api.leadspredict.com/v1, because LEADSPREDICT_API_KEY is set.',
		);
	});
});
