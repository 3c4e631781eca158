import { FAULTS } from '../../sandbox/faults/kinds';
import type { FaultKind } from '../../sandbox/faults/kinds';
import { WAIT_FORMS } from '../../sandbox/faults/wait';
import type { WaitForm } from '../../sandbox/faults/wait';
import { NODE } from '../engine/fixture';
import { BOOT_MS } from '../server/testServer';
import { EXTENT, SEED } from './extent';
import { madeItems, REFUSED_DOMAIN } from './items';
import { judgeLeads } from './judgeLeads';
import { explainAutomatic, explainOverhead, REMEDY } from './overhead';
import { print } from './problems';
import { openSoakEngine, storeOf } from './soakEngine';
import type { SoakEngine } from './soakEngine';

/** Many leads through n8n's engine, while the service fails in every way that it can. */

jest.setTimeout(1_200_000);

/** How likely a request meets a fault. */
const RATE = 0.4;
/** Milliseconds; short, because they are many. */
const WAIT = 1_000;
const SLOW = 300;

/** Those that nobody should believe as well. */
const ALL_FORMS: [WaitForm, ...WaitForm[]] = ['farAhead', ...WAIT_FORMS];

const ALL_KINDS = Object.keys(FAULTS) as [FaultKind, ...FaultKind[]];

let soak: SoakEngine;
beforeAll(async () => {
	soak = await openSoakEngine();
}, BOOT_MS);
afterAll(async () => await soak?.close());

const { leads, size, leadsOfAutomatic, badRecords, noEmails } = EXTENT;

/** All that must be the same when the same seed is tried again. */
type Trace = Readonly<Record<string, unknown>>;

const traces = new Map<number, Trace>();
const kindsMet = new Set<string>();

/** A run in which all faults occur. @param options of the node */
async function runFaults(seed: number, count: number, options: Record<string, unknown>) {
	const { sandbox } = soak;
	const { control } = sandbox;
	const items = madeItems(seed, { count, badRecords, noEmails });
	await control.reset();
	control.refuseLeads({ domain: REFUSED_DOMAIN });
	control.setRandomFaults({
		seed,
		rate: RATE,
		kinds: ALL_KINDS,
		headers: ALL_FORMS,
		waitMs: WAIT,
		slowMs: SLOW,
	});
	const { result, hint, told } = await soak.run(items, {
		onError: 'continueRegularOutput',
		parameters: { options },
	});
	expect([result.status, result.error?.message]).toEqual(['success', undefined]);

	const ledger = control.ledger();
	const bodies = control.ledgerBodies();
	const fates = judgeLeads(items, result.output(NODE), storeOf(sandbox));
	return { ledger, bodies, hint, told, ...fates };
}

async function tryFaults(seed: number): Promise<Trace> {
	const { ledger, bodies, hint, told, scored, reasons, problems } = await runFaults(seed, leads, {
		leadsPerRequest: size,
	});
	const needed = Math.ceil((leads - noEmails) / size);
	const overhead = explainOverhead({ needed, badRecords }, ledger, bodies, told);
	print(`Seed ${seed}: ${hint}`, [
		[scored, `of ${leads} items scored`],
		[ledger.requests, `requests, of which ${needed} were needed`],
		[overhead.isolating, 'of them parts of requests that held a bad record'],
		[overhead.repeats, 'of them repeats'],
		[ledger.counted, 'requests counted against the quota'],
		...Object.entries(ledger.byFault).map(([kind, times]) => [times ?? 0, `met ${kind}`] as const),
		...reasons.map(([reason, times]) => [times, reason] as const),
	]);
	for (const kind of Object.keys(ledger.byFault)) kindsMet.add(kind);
	expect([...problems, ...overhead.problems]).toEqual([]);
	const sorted = [...bodies].sort((a, b) => a.digest.localeCompare(b.digest));
	return { ...ledger, requestsByContent: sorted, reasons };
}

test.each(EXTENT.seeds)(
	`${leads} items, ${size} leads a request, all faults: none is lost, doubled, swapped or paid for twice (seed %d)`,
	async (seed) => {
		traces.set(seed, await tryFaults(seed));
	},
);

test.each(EXTENT.seeds)(
	`${leadsOfAutomatic} items in automatic sizes, all faults: none is lost, doubled, swapped or paid for twice (seed %d)`,
	async (seed) => {
		const { ledger, bodies, hint, told, scored, reasons, problems } = await runFaults(
			seed,
			leadsOfAutomatic,
			{},
		);
		const overhead = explainAutomatic(ledger, bodies, told);
		print(`Automatic sizes, seed ${seed}: ${hint}`, [
			[scored, `of ${leadsOfAutomatic} items scored`],
			[ledger.requests, 'requests'],
			[overhead.repeats, 'of them repeats'],
			[overhead.cutAtTimeout, 'requests cut after a timeout'],
			[Math.max(...bodies.map((body) => body.leads)), 'leads in the largest request'],
			[ledger.counted, 'requests counted against the quota'],
			...Object.entries(ledger.byFault).map(
				([kind, times]) => [times ?? 0, `met ${kind}`] as const,
			),
			...reasons.map(([reason, times]) => [times, reason] as const),
		]);
		expect([...problems, ...overhead.problems]).toEqual([]);
	},
);

if (EXTENT.complete) {
	test('every kind of fault occurred', () => {
		expect(ALL_KINDS.filter((kind) => !kindsMet.has(kind))).toEqual([]);
	});

	test('the same seed repeats the same requests, faults, answers and reasons', async () => {
		expect(await tryFaults(SEED)).toEqual(traces.get(SEED));
	});
}

const LOST_ON_THE_WAY = ALL_KINDS.filter((kind) => REMEDY[kind] !== 'report') as [
	FaultKind,
	...FaultKind[],
];
const USELESS = ['oneTooFew', 'oneTooMany', 'duplicateIds'] as const;

test.each([
	{
		sizes: `${size} leads a request`,
		count: leads,
		needed: Math.ceil(leads / size),
		options: { leadsPerRequest: size },
	},
	// At least these: a size whose first answer is useless is not tried again.
	{
		sizes: 'automatic sizes',
		count: leadsOfAutomatic,
		needed: Math.ceil(leadsOfAutomatic / 1_000),
		options: {},
	},
])(
	'with On Error: Stop Workflow and Retry On Fail, three useless answers cost three tries and no lead twice ($sizes)',
	async ({ count, needed, options }) => {
		const { sandbox } = soak;
		const { control } = sandbox;
		const items = madeItems(SEED, { count, badRecords: 0, noEmails: 0 });
		await control.reset();
		control.setRandomFaults({
			seed: `${SEED} again`,
			rate: RATE / 2,
			kinds: LOST_ON_THE_WAY,
			waitMs: WAIT,
			slowMs: SLOW,
		});
		// At a quarter, half and three quarters of the run.
		USELESS.forEach((fault, index) => {
			control.scheduleFault({ fault, skip: Math.floor((needed * (index + 1)) / 4) });
		});
		const { result, hint, told } = await soak.run(items, {
			onError: 'stopWorkflow',
			retryOnFail: true,
			maxTries: 5,
			parameters: { options },
		});
		expect([result.status, result.error?.message]).toEqual(['success', undefined]);

		const ledger = control.ledger();
		const bodies = control.ledgerBodies();
		const { scored, problems } = judgeLeads(items, result.output(NODE), storeOf(sandbox));
		print(`Retry On Fail: ${hint}`, [
			[ledger.requests, `requests in all tries, of which ${needed} were needed`],
			[ledger.leads.scoredAgain, 'leads scored again: their answer was lost or useless'],
		]);
		expect(problems).toEqual([]);
		expect(scored).toBe(count);
		expect(USELESS.reduce((sum, kind) => sum + (ledger.byFault[kind] ?? 0), 0)).toBe(
			USELESS.length,
		);
		// The last try did not send what an earlier one had the answers to.
		const lastTry = (told?.requests ?? NaN) - (told?.repeats ?? NaN);
		expect(told?.recalled).toBe(bodies.filter(({ answered }) => answered > 0).length - lastTry);
		expect(ledger.leads.answeredAgain).toBe(0);
		// Only those whose answer was lost or could not be used.
		expect(ledger.leads.scoredAgain).toBe(ledger.leads.scored - ledger.leads.answered);
	},
);

test('neither the API key nor the webhook token is output, in any form', () => {
	expect(soak.evidence.problems()).toEqual([]);
});
