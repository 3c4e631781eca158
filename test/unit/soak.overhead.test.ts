import { explainAutomatic, explainOverhead, readHint } from '../soak/overhead';
import { runHint } from '../../nodes/LeadsPredict/output/hints';
import { createLedger } from '../../sandbox/ledger';
import type { RequestContext } from '../../sandbox/requestContext';

/** A run of four requests with a bad record in one of them, as the sandbox writes it down. */
function written(extra: ReadonlyArray<Partial<RequestContext>> = []) {
	const ledger = createLedger();
	const enter = (context: Partial<RequestContext>, status = 200) =>
		ledger.open()(
			{
				endpoint: 'analyze',
				digest: 'a',
				fault: undefined,
				met: undefined,
				counted: true,
				scored: [],
				answered: [],
				...context,
			},
			status,
		);
	const whole = (digest: string) => ({ digest, scored: [digest], answered: [digest] });
	enter(whole('a'));
	enter({ digest: 'b', met: 'serverError', counted: false }, 500);
	enter(whole('b'));
	enter({ digest: 'c', met: 'badRecord' }, 400);
	enter({ digest: 'c1', met: 'badRecord' }, 400);
	enter(whole('c2'));
	enter({ digest: 'd', met: 'oneTooFew', scored: ['d'] });
	for (const context of extra) enter({ ...whole(context.digest ?? ''), ...context });
	return ledger;
}

const told = { requests: 7, repeats: 1, recalled: 0 };

/** Without what was counted. */
const kindOf = (problem: string) => problem.replace(/: (\d+ instead of|no number|1: ).*/, '');

const explain = (ledger: ReturnType<typeof written>, said: typeof told | undefined = told) =>
	explainOverhead({ needed: 4, badRecords: 1 }, ledger.totals(), ledger.bodies(), said);

const broken = (...args: Parameters<typeof explain>) => explain(...args).problems.map(kindOf);

test('every request is accounted for', () => {
	const overhead = explain(written());
	expect(overhead).toEqual({ isolating: 2, repeats: 1, problems: [] });
});

test("the node's report and the sandbox's ledger must agree", () => {
	expect(broken(written(), { ...told, requests: 6 })).toEqual(['Requests the node says it sent']);
	expect(broken(written(), { ...told, repeats: 0 })).toEqual(['Repeats the node says it made']);
	expect(
		explainOverhead(
			{ needed: 4, badRecords: 1 },
			written().totals(),
			written().bodies(),
			undefined,
		).problems.map(kindOf),
	).toContain('Requests the node says it sent');
});

test('a retry without a fault is found, and its double payment', () => {
	const found = broken(written([{ digest: 'a' }]), { requests: 8, repeats: 2, recalled: 0 });
	expect(found).toEqual([
		'Repeats: one for each fault that calls for one',
		'Paid for twice: requests sent again after their whole answer',
		'Leads scored again after their score had left',
	]);
});

test('a fault without a retry is found', () => {
	const found = broken(written([{ digest: 'e', met: 'resetAfter', answered: [] }]));
	expect(found).toContain('Repeats: one for each fault that calls for one');
});

test('an unnecessary request is found', () => {
	expect(broken(written([{ digest: 'e' }]), { ...told, requests: 8 })).toEqual([
		'Parts of cut requests: two for each request with a bad record among others',
	]);
});

describe('in automatic sizes', () => {
	const explainIt = (ledger: ReturnType<typeof written>, said = told) =>
		explainAutomatic(ledger.totals(), ledger.bodies(), said);
	const timedOut: Partial<RequestContext> = { digest: 'e', met: 'gatewayTimeout', answered: [] };

	test('every request is accounted for', () => {
		expect(explainIt(written())).toEqual({ repeats: 1, cutAtTimeout: 0, problems: [] });
		const slow = written([{ digest: 'e' }]);
		expect(explainIt(slow, { ...told, requests: 8 }).problems).toEqual([]);
	});

	test('a request that timed out is cut or repeated', () => {
		const said = { ...told, requests: 8 };
		expect(explainIt(written([timedOut]), said)).toEqual({
			repeats: 1,
			cutAtTimeout: 1,
			problems: [],
		});
		const repeated = written([timedOut, { digest: 'e' }]);
		expect(explainIt(repeated, { ...told, requests: 9, repeats: 2 })).toEqual({
			repeats: 2,
			cutAtTimeout: 0,
			problems: [],
		});
	});

	test('another fault without a retry is found, and an answer without a use', () => {
		const said = { ...told, requests: 8 };
		const lost = explainIt(written([{ digest: 'e', met: 'resetAfter', answered: [] }]), said);
		expect(lost.problems.map(kindOf)).toEqual([
			expect.stringContaining('Faults that call for a repeat'),
		]);
		const useless = explainIt(written([{ digest: 'e', answered: [] }]), said);
		expect(useless.problems.map(kindOf)).toEqual([
			'Requests without an answer that can be used: one for each fault that explains it',
		]);
	});

	test('a double payment and a wrong count are found', () => {
		const found = explainIt(written([{ digest: 'a' }]), { ...told, requests: 7 }).problems;
		expect(found.map(kindOf)).toEqual(
			expect.arrayContaining([
				'Requests the node says it sent',
				'Paid for twice: requests sent again after their whole answer',
				'Leads scored again after their score had left',
			]),
		);
	});
});

test("the node's hints are parsed", () => {
	const hint = (requests: number, repeats: number, unsure: number, recalled: number, taken = 0) =>
		readHint(
			runHint(
				[],
				{
					requests,
					retries: repeats,
					unconfirmed: unsure,
					fromCache: recalled,
					size: { most: 1_000, taken },
				},
				{},
				{ noun: 'lead', done: 'scored' },
			).message,
		);
	expect(hint(1, 0, 0, 0)).toEqual({ requests: 1, repeats: 0, recalled: 0 });
	expect(hint(1_234, 0, 7, 0)).toEqual({ requests: 1_234, repeats: 0, recalled: 0 });
	expect(hint(5_000, 1_200, 7, 3)).toEqual({ requests: 5_000, repeats: 1_200, recalled: 3 });
	expect(hint(5_000, 1_200, 7, 3, 1_000)).toEqual({
		requests: 5_000,
		repeats: 1_200,
		recalled: 3,
	});
	expect(readHint('3 items without a result: something')).toBeUndefined();
});
