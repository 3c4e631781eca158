import { matchResults } from '../../nodes/LeadsPredict/scoring/matchResults';
import { leadRow } from '../../nodes/LeadsPredict/types';
import type { LeadRow } from '../../nodes/LeadsPredict/types';

const row = (email: string, item: number): LeadRow => leadRow(item, { email });

/** Two leads, from the items 3 and 7, so that an item's number is never its place. */
const ROWS = [row('ann@x.example', 3), row('ben@x.example', 7)];
const ANN = { id: 'lead_ann', score: 11 };
const BEN = { id: 'lead_ben', score: 22 };
const echo = (result: object, email: unknown) => ({ ...result, email });

const matched = (results: unknown, rows: readonly LeadRow[] = ROWS) =>
	matchResults(rows, {
		status: 200,
		headers: {},
		rateLimit: {},
		body: { status: 'success', data: { leads: results } },
	});

/** Item and score, or item and why there is none. */
const fates = (results: unknown, rows?: readonly LeadRow[]) =>
	matched(results, rows).map((outcome) => [
		outcome.item,
		outcome.ok ? outcome.result.result.score : outcome.problem.message,
	]);

const refusedAll = (message: RegExp) => [
	[3, expect.stringMatching(message)],
	[7, expect.stringMatching(message)],
];
const SCORED = [
	[3, 11],
	[7, 22],
];

describe('match', () => {
	it.each([
		['by position, when nothing is echoed', [ANN, BEN]],
		['by echo, in order', [echo(ANN, 'ann@x.example'), echo(BEN, 'ben@x.example')]],
		['by echo, in another order', [echo(BEN, 'ben@x.example'), echo(ANN, 'ann@x.example')]],
		['by echo, in another case', [echo(BEN, ' BEN@X.example '), echo(ANN, 'Ann@x.Example')]],
		['by position, when only some are echoed, in place', [ANN, echo(BEN, 'ben@x.example')]],
		['by position, when the echoes are blank', [echo(ANN, ''), echo(BEN, ' ')]],
		['by position, when the echoes are no texts', [echo(ANN, null), echo(BEN, 5)]],
	])('finds the lead of each result %s', (_, results) => {
		expect(fates(results)).toEqual(SCORED);
	});

	it.each([
		['fewer results than leads', [ANN], /^2 leads were sent and 1 result/],
		['more results than leads', [ANN, BEN, { id: 'x', score: 1 }], /and 3 results/],
		['no results', [], /and 0 results/],
		['fewer results with an echo', [echo(BEN, 'ben@x.example')], /and 1 result/],
		['a foreign echo', [echo(ANN, 'ann@x.example'), echo(BEN, 'eve@x.example')], /eve@x\.example/],
		['a foreign echo among none', [ANN, echo(BEN, 'eve@x.example')], /eve@x\.example/],
		['a partial echo out of place', [echo(BEN, 'ben@x.example'), ANN], /ann@x\.example/],
		['one lead twice', [echo(ANN, 'ann@x.example'), echo(BEN, 'ann@x.example')], /number of/],
		['one id for two leads', [ANN, { ...BEN, id: 'lead_ann' }], /same ID "lead_ann"/],
		[
			'one id for two leads, with echoes',
			[echo(ANN, 'ben@x.example'), echo({ ...BEN, id: ' lead_ann' }, 'ann@x.example')],
			/same ID "lead_ann"/,
		],
		[
			'one id as number and as text',
			[
				{ id: 7, score: 1 },
				{ id: '7', score: 2 },
			],
			/same ID "7"/,
		],
		['no list', { 0: ANN, 1: BEN }, /without a list of results/],
		['a text', 'ann', /without a list of results/],
		['null', null, /without a list of results/],
	])('refuses the whole request for %s', (_, results, message) => {
		expect(fates(results)).toEqual(refusedAll(message));
		for (const outcome of matched(results)) {
			expect(outcome).toMatchObject({ problem: { advice: expect.stringMatching(/again/) } });
		}
	});

	it.each([
		['null', null, /usable (?:ID|score)/],
		['a text', 'hot', /usable (?:ID|score)/],
		['a number', 98, /usable (?:ID|score)/],
		['a list', [], /usable (?:ID|score)/],
		['nothing in it', {}, /usable (?:ID|score)/],
		['no id', { score: 11 }, /usable (?:ID|score)/],
		['a blank id', { id: ' ', score: 11 }, /usable (?:ID|score)/],
		['no score', { id: 'lead_ann' }, /usable score/],
		['a score as text', { id: 'lead_ann', score: '11' }, /usable score/],
		['a score of null', { id: 'lead_ann', score: null }, /usable score/],
	])('refuses only its own lead when a result is %s', (_, odd, missing) => {
		expect(fates([odd, BEN])).toEqual([
			[3, expect.stringMatching(missing)],
			[7, 22],
		]);
	});

	it('assigns an incomplete result that names its lead to that lead, at any position', () => {
		const results = [echo(BEN, 'ben@x.example'), { email: 'ann@x.example' }];
		expect(fates(results)).toEqual([
			[3, expect.stringMatching(/usable score/)],
			[7, 22],
		]);
	});

	it('ignores the ID of an unused result', () => {
		expect(fates([{ id: 'lead_ben' }, BEN])).toEqual([
			[3, expect.stringMatching(/usable score/)],
			[7, 22],
		]);
	});

	it('accepts one ID for the same email sent twice, in any case', () => {
		const twice = [row('ann@x.example', 0), row('ANN@x.example', 1)];
		expect(fates([ANN, { ...ANN, score: 12 }], twice)).toEqual([
			[0, 11],
			[1, 12],
		]);
	});

	it('accepts different IDs for the same email sent twice', () => {
		const twice = [row('ann@x.example', 0), row('ann@x.example', 1)];
		const results = [echo(ANN, 'ann@x.example'), echo(BEN, 'ann@x.example')];
		expect(fates(results, twice)).toEqual([
			[0, 11],
			[1, 22],
		]);
	});

	describe('for addresses that differ only in case', () => {
		const spellings = [row('Ann@x.example', 3), row('ann@x.example', 7), row('ben@x.example', 8)];
		const answered = (...results: ReadonlyArray<readonly [number, string]>) =>
			fates(
				results.map(([score, email]) => ({ id: `lead_${score}`, score, email })),
				spellings,
			);

		it('matches exact echoes in any order', () => {
			const [Ann, ann, ben] = [
				[1, 'Ann@x.example'],
				[2, 'ann@x.example'],
				[3, 'ben@x.example'],
			] as const;
			const own = [
				[3, 1],
				[7, 2],
				[8, 3],
			];
			expect(answered(ann, Ann, ben)).toEqual(own);
			expect(answered(ben, ann, Ann)).toEqual(own);
		});

		it('matches by position when the echoes are equal and all results are in order', () => {
			expect(answered([1, 'ann@x.example'], [2, 'ann@x.example'], [3, 'BEN@x.example'])).toEqual([
				[3, 1],
				[7, 2],
				[8, 3],
			]);
		});

		it('refuses only those rows when neither echo nor position distinguishes them', () => {
			const unknown = expect.stringMatching(/"Ann@x\.example", and their order does not show/);
			expect(answered([3, 'ben@x.example'], [1, 'ann@x.example'], [2, 'ann@x.example'])).toEqual([
				[3, unknown],
				[7, unknown],
				[8, 3],
			]);
		});

		it('accepts results in an unknown order when they are all equal', () => {
			expect(answered([3, 'ben@x.example'], [1, 'ann@x.example'], [1, 'ann@x.example'])).toEqual([
				[3, 1],
				[7, 1],
				[8, 3],
			]);
		});

		it("does not assign an echo to a row when it is exactly another row's", () => {
			const results = [{ id: 'a', score: 1, email: 'ann@x.example' }, ANN, BEN];
			expect(fates(results, spellings).map(([, fate]) => fate)).toEqual(
				Array(3).fill(expect.stringMatching(/"Ann@x\.example" is out of order/)),
			);
		});
	});

	it.each([
		['in an object', { lead: { email: 'ben@x.example' } }],
		['in another case', { lead: { Mail: ' BEN@x.example' } }],
		['under another name', { contact_email: 'ben@x.example' }],
		['in a list', { emails: ['ben@x.example'] }],
		['in a list of objects', { contacts: [{ email: 'ben@x.example' }] }],
		['in a list in an object', { lead: { emails: ['other@x.example', 'ben@x.example'] } }],
		[
			'beside the address of the row itself',
			{ lead: { email: 'ann@x.example', by: 'ben@x.example' } },
		],
	])('refuses by position when a result names another lead %s', (_, more) => {
		const named = /^A result names "\s?ben@x\.example" but is in the position of another lead$/i;
		expect(fates([{ ...ANN, ...more }, BEN])).toEqual(refusedAll(named));
		expect(fates([{ ...ANN, ...more }, echo(BEN, 'ben@x.example')])).toEqual(refusedAll(named));
	});

	it.each([
		['its own lead', { lead: { email: 'ANN@x.example' } }],
		['nobody who was sent', { owner: { email: 'sales@seller.example' } }],
		['another lead in a sentence', { recommendations: ['Write to ben@x.example as well'] }],
		['another lead three levels deep', { company: { owner: { email: 'ben@x.example' } } }],
		['nobody, however deep it is', { deep: [[[[{ email: { email: ['ben'] } }]]]] }],
	])('matches by position when a result names %s', (_, more) => {
		expect(fates([{ ...ANN, ...more }, BEN])).toEqual(SCORED);
	});

	it('ignores other fields when every result has an echo', () => {
		const introduced = { ...echo(ANN, 'ann@x.example'), introduced_by: 'ben@x.example' };
		expect(fates([echo(BEN, 'ben@x.example'), introduced])).toEqual(SCORED);
	});

	it('keeps a result as received, beside the lead that was sent', () => {
		const received = { ...ANN, id: 5, model: 'v7', churn_risk: 3 };
		expect(matched([received, BEN])[0]).toMatchObject({
			result: { row: ROWS[0], received, result: { id: '5', score: 11 } },
		});
	});

	it.each([['text'], [null], [undefined], [[]], [{}], [{ status: 'success' }], [7]])(
		'refuses each lead when the answer is %p',
		(body) => {
			const outcomes = matchResults(ROWS, { status: 200, headers: {}, rateLimit: {}, body });
			expect(outcomes.map(({ item, ok }) => [item, ok])).toEqual([
				[3, false],
				[7, false],
			]);
		},
	);
});
