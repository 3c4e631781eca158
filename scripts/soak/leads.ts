import { isDeepStrictEqual } from 'node:util';

import { sameAddress } from '../../nodes/LeadsPredict/contract';
import { FAULTS } from '../../sandbox/faults/kinds';
import type { FaultKind } from '../../sandbox/faults/kinds';
import { WAIT_FORMS } from '../../sandbox/faults/wait';
import type { WaitForm } from '../../sandbox/faults/wait';
import type { Sandbox } from '../../sandbox/sandbox';
import { hintsOf, NODE } from './engine';
import type { NodeSetting, Stage } from './engine';
import type { Evidence } from './evidence';
import { exactly, none, whole } from './findings';
import type { Claim, Findings } from './findings';
import { madeItems, REFUSED_DOMAIN } from './items';
import type { Item } from './items';
import { judgeLeads } from './judgeLeads';
import type { Known } from './judgeLeads';
import type { Extent } from './options';
import { explainOverhead, readHint, REMEDY } from './overhead';

/** Many leads through n8n's engine, while the service fails in every way that it can. */

/** How likely a request meets a fault. */
const RATE = 0.4;
/** Milliseconds; short, because they are many. */
const WAIT = 1_000;
const SLOW = 300;

/** Those that nobody should believe as well. */
const ALL_FORMS: [WaitForm, ...WaitForm[]] = ['farAhead', ...WAIT_FORMS];

const ALL_KINDS = Object.keys(FAULTS) as [FaultKind, ...FaultKind[]];

/** Until the service has written down all that came: an answer may arrive before it has ended there. */
export async function untilQuiet({ control }: Sandbox): Promise<void> {
	while (control.ledger().underWay > 0) await new Promise((go) => setTimeout(go, 10));
}

/** What the service knows of each lead, by its email. */
export function storeOf({ control }: Sandbox): (email: string) => Known | undefined {
	const answered = new Map(control.ledgerLeads().map((lead) => [lead.email, lead.answered]));
	const known = new Map(
		control.leads().map(({ id, lead, assessment }): [string, Known] => {
			const email = sameAddress(lead.email);
			return [email, { id, score: assessment.score, answered: answered.get(email) ?? 0 }];
		}),
	);
	return (email) => known.get(sameAddress(email));
}

const sendable = (items: readonly Item[]): number =>
	items.filter(({ kind }) => kind !== 'noEmail').length;

interface Tried {
	readonly findings: Findings;
	/** All that must be the same when the same seed is tried again. */
	readonly trace: Readonly<Record<string, unknown>>;
}

async function tryOnce(
	{ sandbox, run }: Stage,
	extent: Extent,
	seed: number,
	evidence: Evidence,
): Promise<Tried> {
	const { control } = sandbox;
	const { size } = extent;
	const items = madeItems(seed, {
		count: extent.leads,
		badRecords: extent.badRecords,
		noEmails: extent.noEmails,
	});
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
	const result = await run(
		items.map(({ json }) => json),
		{ onError: 'continueRegularOutput', options: { leadsPerRequest: size } },
	);
	await untilQuiet(sandbox);
	evidence.add('output, hints and errors of the runs', JSON.stringify(result), items[0]?.email);

	const ledger = control.ledger();
	const bodies = control.ledgerBodies();
	const fates = judgeLeads(items, result.output(NODE), storeOf(sandbox));
	const [hint = ''] = hintsOf(result);
	const needed = Math.ceil(sendable(items) / size);
	const expected = { needed, badRecords: extent.badRecords };
	const overhead = explainOverhead(expected, ledger, bodies, readHint(hint));
	const paid = (remedy: 'repeat' | 'report') =>
		ALL_KINDS.filter((kind) => REMEDY[kind] === remedy).reduce(
			(sum, kind) => sum + (ledger.countedByFault[kind] ?? 0),
			0,
		);
	const findings: Findings = {
		title: `${whole(extent.leads)} items through n8n's engine, ${size} leads a request, all faults, seed ${seed}`,
		figures: [
			['Scored', `${whole(fates.scored)} of ${whole(items.length)} items`],
			[
				'Requests',
				`${whole(ledger.requests)}: ${whole(needed)} needed, ${whole(overhead.isolating)} parts of cut requests, ${whole(overhead.repeats)} repeats`,
			],
			[
				'Counted',
				`${whole(ledger.counted)}: for ${whole(paid('repeat'))} the answer was lost on its way, for ${whole(paid('report'))} it cannot be used as it should, ${whole(ledger.countedByFault.badRecord ?? 0)} were refused for a bad record`,
			],
			['Kinds of faults', `${kindsMet(ledger.byFault)} of ${ALL_KINDS.length} met`],
			['The node says', hint],
		],
		tables: [
			overhead.table,
			{
				columns: [
					{ title: 'Leads', align: 'right' },
					{ title: 'Why they have no score, as the node reports it' },
				],
				rows: fates.reasons.map(([reason, leads]) => [whole(leads), reason]),
				shrinks: 1,
			},
		],
		claims: [
			{
				claim: 'The execution ends well',
				holds: result.status === 'success',
				found: result.error?.message ?? result.status,
			},
			...fates.claims,
			...overhead.claims,
		],
		data: {
			seed,
			scored: fates.scored,
			reasons: fates.reasons,
			needed,
			isolating: overhead.isolating,
			repeats: overhead.repeats,
			wallMs: Math.round(result.wallMs),
			ledger,
		},
	};
	const sorted = [...bodies].sort((a, b) => a.digest.localeCompare(b.digest));
	return { findings, trace: { ...ledger, requestsByContent: sorted, reasons: fates.reasons } };
}

const kindsMet = (byFault: Readonly<Partial<Record<string, number>>>): number =>
	ALL_KINDS.filter((kind) => (byFault[kind] ?? 0) > 0).length;

const LOST_ON_THE_WAY = ALL_KINDS.filter((kind) => REMEDY[kind] !== 'report');
const USELESS = ['oneTooFew', 'oneTooMany', 'duplicateIds'] as const;

/**
 * With On Error: Stop Workflow and Retry On Fail, three answers that cannot be used make three tries
 * fail, at a quarter, half and three quarters of the run.
 */
async function tryAgain(
	{ sandbox, run }: Stage,
	extent: Extent,
	seed: number,
	evidence: Evidence,
): Promise<Findings> {
	const { control } = sandbox;
	const { leads, size } = extent;
	const items = madeItems(seed, { count: leads, badRecords: 0, noEmails: 0 });
	const needed = Math.ceil(leads / size);
	await control.reset();
	const [first, ...others] = LOST_ON_THE_WAY;
	if (first !== undefined) {
		control.setRandomFaults({
			seed: `${seed} again`,
			rate: RATE / 2,
			kinds: [first, ...others],
			waitMs: WAIT,
			slowMs: SLOW,
		});
	}
	USELESS.forEach((fault, index) => {
		control.scheduleFault({ fault, skip: Math.floor((needed * (index + 1)) / 4) });
	});
	const setting: NodeSetting = {
		onError: 'stopWorkflow',
		retryOnFail: true,
		maxTries: 5,
		options: { leadsPerRequest: size },
	};
	const result = await run(
		items.map(({ json }) => json),
		setting,
	);
	await untilQuiet(sandbox);
	evidence.add('output, hints and errors of the runs', JSON.stringify(result), items[0]?.email);

	const ledger = control.ledger();
	const bodies = control.ledgerBodies();
	const [hint = ''] = hintsOf(result);
	const told = readHint(hint);
	const ended = result.status === 'success';
	const fates = ended ? judgeLeads(items, result.output(NODE), storeOf(sandbox)) : undefined;
	const useless = USELESS.reduce((sum, kind) => sum + (ledger.byFault[kind] ?? 0), 0);
	const claims: Claim[] = [
		{ claim: 'The execution ends well', holds: ended, found: result.error?.message ?? 'success' },
		exactly('Answers that made a try fail', useless, USELESS.length),
		exactly('Leads with a score at the end', fates?.scored ?? 0, leads),
		...(fates?.claims ?? []),
		exactly(
			'Requests that the last try did not send, because an earlier one had their answers',
			told?.recalled ?? 0,
			bodies.filter(({ answered }) => answered > 0).length - lastTry(told),
		),
		exactly('Leads scored again after their score had left', ledger.leads.answeredAgain, 0),
		exactly(
			'Leads scored again: those whose answer was lost or could not be used',
			ledger.leads.scoredAgain,
			ledger.leads.scored - ledger.leads.answered,
		),
	];
	return {
		title: `${whole(leads)} leads with On Error: Stop Workflow and Retry On Fail, seed ${seed}`,
		figures: [
			[
				'Requests',
				`${whole(ledger.requests)} in all tries: ${whole(needed)} needed, ${whole(ledger.requests - needed)} repeats`,
			],
			[
				'Scored again',
				`${whole(ledger.leads.scoredAgain)} leads, whose answer was lost on its way or could not be used`,
			],
			['The node says', hint],
		],
		tables: [],
		claims,
		data: { seed, needed, told, ledger },
	};
}

/** Requests of the last try that brought what is put out. */
const lastTry = (told: { requests: number; repeats: number } | undefined): number =>
	told === undefined ? 0 : told.requests - told.repeats;

/** Whether all faults that there are were met, over all seeds. */
function allMet(all: readonly Findings[]): Claim {
	const met = new Set<string>();
	for (const { data } of all) {
		const byFault: unknown = Object(Object(data).ledger).byFault;
		for (const kind of Object.keys(Object(byFault))) met.add(kind);
	}
	const missing = ALL_KINDS.filter((kind) => !met.has(kind));
	return {
		claim: `All ${ALL_KINDS.length} kinds of faults were met`,
		holds: missing.length === 0,
		found: missing.length === 0 ? 'yes' : `not ${missing.join(', ')}`,
	};
}

/** Names of what is not the same, in whatever order it was counted. */
export const differences = (
	one: Readonly<Record<string, unknown>>,
	other: Readonly<Record<string, unknown>>,
): string[] =>
	[...new Set([...Object.keys(one), ...Object.keys(other)])].filter(
		(name) => !isDeepStrictEqual(one[name], other[name]),
	);

export async function tryLeads(
	stage: Stage,
	extent: Extent,
	seeds: readonly number[],
	evidence: Evidence,
	onFindings: (findings: Findings) => void,
): Promise<void> {
	const all: Findings[] = [];
	let firstTrace: Tried['trace'] | undefined;
	for (const seed of seeds) {
		const { findings, trace } = await tryOnce(stage, extent, seed, evidence);
		firstTrace ??= trace;
		all.push(findings);
		onFindings(findings);
	}
	const [first = 1] = seeds;
	const claims: Claim[] = extent.quick ? [] : [allMet(all)];
	if (extent.twice) {
		const { trace } = await tryOnce(stage, extent, first, evidence);
		claims.push(
			none(
				`Seed ${first} once more: what differs in requests, faults, answers and reasons`,
				differences(firstTrace ?? {}, trace),
			),
		);
	}
	if (claims.length > 0) {
		onFindings({ title: 'The mix of faults', figures: [], tables: [], claims, data: undefined });
	}
	onFindings(await tryAgain(stage, extent, first, evidence));
}
