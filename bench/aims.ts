import { isOurs, requestsFor } from './engine/alternatives';
import type { AlternativeName } from './engine/alternatives';
import { caseOf, nodeMs, perLead, requestsOf } from './engine/cases';
import type { EngineFigures } from './engine/cases';
import { count, difference, duration, mebibytes, times } from './figures';
import { eventsPerSecond, triggerCase } from './trigger/cases';
import type { TriggerFigures } from './trigger/cases';
import type { TriggerName } from './trigger/triggers';

/** What we set out to reach, before anything was measured. */

export type State = 'met' | 'missed' | 'not measured';

export interface Verdict {
	readonly aim: string;
	/** Under which expression engine, or with which setting of the server. */
	readonly where: string;
	readonly state: State;
	readonly figure: string;
}

/** The size for which the aims are set. */
const LEADS = 10_000;

/** The size at which what is slow is measured beside them. */
const FEWER_LEADS = 1_000;

type Judgement = Pick<Verdict, 'state' | 'figure'>;

const NOT_MEASURED: Judgement = { state: 'not measured', figure: '' };

const judged = (met: boolean, figure: string): Judgement => ({
	state: met ? 'met' : 'missed',
	figure,
});

/** How many times as much time the first takes as the second. */
function ratioOf(figures: EngineFigures, slow: AlternativeName, fast: AlternativeName) {
	const [a, b] = [slow, fast].map((name) => caseOf(figures, name, LEADS));
	return a && b ? perLead(a) / perLead(b) : undefined;
}

function atLeast(wanted: number, slow: AlternativeName, fast: AlternativeName) {
	return (figures: EngineFigures): Judgement => {
		const ratio = ratioOf(figures, slow, fast);
		return ratio === undefined ? NOT_MEASURED : judged(ratio >= wanted, times(ratio));
	};
}

function atMost(wanted: number, ours: AlternativeName, theirs: AlternativeName) {
	return (figures: EngineFigures): Judgement => {
		const ratio = ratioOf(figures, ours, theirs);
		return ratio === undefined ? NOT_MEASURED : judged(ratio <= wanted, times(ratio));
	};
}

/** How much longer the first may take than the second, for all leads together. */
function atMostLonger(wantedMs: number, ours: AlternativeName, theirs: AlternativeName) {
	return (figures: EngineFigures): Judgement => {
		const [a, b] = [ours, theirs].map((name) => caseOf(figures, name, LEADS));
		if (!a || !b) return NOT_MEASURED;
		const more = nodeMs(a) - nodeMs(b);
		return judged(more <= wantedMs, `${difference(more)}, ${times(nodeMs(a) / nodeMs(b))}`);
	};
}

/** What recognising a CRM's items may cost, beside items with LeadsPredict's own names. */
const RECOGNITION_MS = 300;

/** How long scores may take to be made ready for a CRM, all of them together. */
const PREPARING_MS = 500;

function preparedWithin(figures: EngineFigures): Judgement {
	const ours = caseOf(figures, 'prepareUpdate', LEADS);
	if (!ours) return NOT_MEASURED;
	const byHand = caseOf(figures, 'propertiesByHand', FEWER_LEADS);
	const ms = nodeMs(ours);
	const ratio = byHand && `; i ${times(perLead(byHand) / perLead(ours))} a lead`;
	return judged(ms < PREPARING_MS, `${duration(ms)}${ratio ?? ''}`);
}

function exactRequests({ cases }: EngineFigures): Judgement {
	const ours = cases.filter(
		({ alternative, samples }) => isOurs(alternative) && samples.length > 0,
	);
	if (ours.length === 0) return NOT_MEASURED;
	const wrong = ours.filter(
		(each) => requestsOf(each) !== requestsFor(each.alternative, each.leads),
	);
	return judged(
		wrong.length === 0,
		`${count(ours.length - wrong.length)} of ${count(ours.length)} cases`,
	);
}

function withinHeap({ cases }: EngineFigures): Judgement {
	const ours = cases.filter(
		({ alternative, leads, memory }) => isOurs(alternative) && leads >= 100_000 && memory,
	);
	const used = Math.max(...ours.map(({ memory }) => memory?.heapUsed ?? 0));
	const [{ memory } = {}] = ours;
	if (!memory) return NOT_MEASURED;
	// It would have ended otherwise: that there are figures at all is the proof.
	return judged(true, `${mebibytes(used)} of ${mebibytes(memory.heapLimit)}`);
}

/** How much dearer a lead may be among the most leads than among fewer before it is called growth. */
const NOISE = 1.25;

/** Without f, in which Edit Fields takes nearly all the time. */
const ANALYZE_ALONE = ['analyze100', 'analyze1000', 'mapped'] as const;

function constantPerLead(figures: EngineFigures): Judgement {
	const growths = ANALYZE_ALONE.flatMap((name) => {
		const [small, middle, large] = [1_000, 10_000, 100_000].map((leads) =>
			caseOf(figures, name, leads),
		);
		// What is paid once for each run makes a lead among few dear: the cheaper one counts.
		return small && middle && large
			? [perLead(large) / Math.min(perLead(small), perLead(middle))]
			: [];
	});
	if (growths.length < ANALYZE_ALONE.length) return NOT_MEASURED;
	const worst = Math.max(...growths);
	return judged(worst <= NOISE, `${times(Math.min(...growths))} to ${times(worst)}`);
}

const ENGINE_AIMS: ReadonlyArray<readonly [string, (figures: EngineFigures) => Judgement]> = [
	['c at least 40 times as fast as a', atLeast(40, 'httpPerLead', 'analyze1000')],
	['c at least 5 times as fast as b', atLeast(5, 'chunkedByHand', 'analyze1000')],
	['c by 100 at least 10 times as fast as a', atLeast(10, 'httpPerLead', 'analyze100')],
	['c at most twice the time of d', atMost(2, 'analyze1000', 'loop1000')],
	['c by 100 at most twice the time of d by 100', atMost(2, 'analyze100', 'loop100')],
	['e at most 1.5 times the time of c', atMost(1.5, 'mapped', 'analyze1000')],
	[
		`g, HubSpot contacts, at most ${duration(RECOGNITION_MS)} more than c`,
		atMostLonger(RECOGNITION_MS, 'hubspot', 'analyze1000'),
	],
	[
		`g, those of its older API, at most ${duration(RECOGNITION_MS)} more than c`,
		atMostLonger(RECOGNITION_MS, 'hubspotLegacy', 'analyze1000'),
	],
	[`h, 10,000 scores for HubSpot, in less than ${duration(PREPARING_MS)}`, preparedWithin],
	['exactly leads / leads per request requests, rounded up; none in h', exactRequests],
	["100,000 leads within Node.js's default heap", withinHeap],
	[`a lead of 100,000 at most ${NOISE} times one of fewer, in c and e`, constantPerLead],
];

export const judgeEngine = (figures: EngineFigures): Verdict[] =>
	ENGINE_AIMS.map(([aim, judge]) => ({ aim, where: figures.engine, ...judge(figures) }));

function triggerAim(
	figures: TriggerFigures,
	other: TriggerName,
	lazy: boolean,
	wanted: number,
): Judgement {
	const [ours, theirs] = (['ours', other] as const).map((name) => triggerCase(figures, name, lazy));
	if (!ours || !theirs) return NOT_MEASURED;
	const ratio = eventsPerSecond(ours) / eventsPerSecond(theirs);
	return judged(ratio >= wanted, times(ratio));
}

export function judgeTriggers(figures: TriggerFigures): Verdict[] {
	const plain = 'our trigger at least 0.95 times as fast as the plain one';
	const reading = 'the same against a plain one that reads a credential, as ours must';
	const webhook = "our trigger at least as fast as n8n's Webhook node";
	return [
		{ aim: plain, where: 'lazy acquire off', ...triggerAim(figures, 'plain', false, 0.95) },
		{ aim: plain, where: 'lazy acquire on', ...triggerAim(figures, 'plain', true, 0.95) },
		{ aim: reading, where: 'lazy acquire off', ...triggerAim(figures, 'reading', false, 0.95) },
		{ aim: reading, where: 'lazy acquire on', ...triggerAim(figures, 'reading', true, 0.95) },
		{ aim: webhook, where: 'lazy acquire on', ...triggerAim(figures, 'webhook', true, 1) },
	];
}
