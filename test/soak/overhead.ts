import type { FaultKind } from '../../sandbox/faults/kinds';
import type { LedgerBody, LedgerTotals } from '../../sandbox/ledger';
import { exactly, none } from './problems';
import type { Problems } from './problems';

/** Why a run took more requests than it has leads, divided by the size of a request. */

/** What a client must do about each fault: send the same again, report the leads, or nothing at all. */
export const REMEDY: Readonly<Record<FaultKind | 'badRecord', 'repeat' | 'report' | 'nothing'>> = {
	rateLimited: 'repeat',
	serverError: 'repeat',
	badGateway: 'repeat',
	unavailable: 'repeat',
	gatewayTimeout: 'repeat',
	resetBefore: 'repeat',
	resetAfter: 'repeat',
	truncated: 'repeat',
	html: 'repeat',
	empty: 'repeat',
	slow: 'nothing',
	reordered: 'nothing',
	oneTooFew: 'report',
	oneTooMany: 'report',
	duplicateIds: 'report',
	nullScores: 'report',
	badRecord: 'report',
};

/**
 * What the node said of its requests: "… in 231 requests (105 of them repeated, …)", or "… in 97
 * requests of up to 1,000 leads (…)".
 */
export interface Told {
	readonly requests: number;
	readonly repeats: number;
	/** Requests that an earlier try had made. */
	readonly recalled: number;
}

const number = (text: string | undefined): number => Number((text ?? '0').replaceAll(',', ''));

/** @returns undefined when the hint does not speak of requests */
export function readHint(hint: string): Told | undefined {
	const sent = / in ([\d,]+) requests?(?: of up to [\d,]+ leads?)?(?: \(([^)]*)\))?/.exec(hint);
	if (!sent) return undefined;
	const repeats = /([\d,]+) of them repeated/.exec(sent[2] ?? '');
	const recalled = /and ([\d,]+) that an earlier try had made/.exec(hint);
	return {
		requests: number(sent[1]),
		repeats: number(repeats?.[1]),
		recalled: number(recalled?.[1]),
	};
}

export interface Overhead {
	/** Different requests beyond those: parts of requests that held a bad record. */
	readonly isolating: number;
	/** Requests that were sent before. */
	readonly repeats: number;
	readonly problems: Problems;
}

const isRemedied =
	(remedy: 'repeat' | 'report') =>
	([kind]: readonly [keyof typeof REMEDY, number]): boolean =>
		REMEDY[kind] === remedy;

const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0);

export interface Expected {
	/** ceil(leads that can be sent / size) */
	readonly needed: number;
	readonly badRecords: number;
}

/** Faults whose requests are not sent again in the same size, if no request as large was answered. */
const TIMEOUTS: readonly FaultKind[] = ['gatewayTimeout'];

const countRepeats = (bodies: readonly LedgerBody[]): number =>
	sum(bodies.map(({ requests }) => requests - 1));

const metFaults = ({ byFault }: LedgerTotals) =>
	(Object.keys(REMEDY) as Array<keyof typeof REMEDY>).map(
		(kind) => [kind, byFault[kind] ?? 0] as const,
	);

/** Whether the node counts right. */
const checkTold = (
	totals: LedgerTotals,
	bodies: readonly LedgerBody[],
	told: Told | undefined,
): Problems => [
	...exactly('Requests the node says it sent', told?.requests, totals.requests),
	...exactly('Repeats the node says it made', told?.repeats, countRepeats(bodies)),
];

const checkPaidOnce = (totals: LedgerTotals, bodies: readonly LedgerBody[]): Problems => [
	...none(
		'Paid for twice: requests sent again after their whole answer',
		bodies.filter(({ answered }) => answered > 1).map(({ digest }) => digest),
	),
	...exactly('Leads scored again after their score had left', totals.leads.answeredAgain, 0),
];

/**
 * Why a run in which the node chose the sizes took so many requests. A request that timed out may be cut
 * instead of repeated.
 */
export function explainAutomatic(
	totals: LedgerTotals,
	bodies: readonly LedgerBody[],
	told: Told | undefined,
): Omit<Overhead, 'isolating'> & { readonly cutAtTimeout: number } {
	const met = metFaults(totals);
	const repeats = countRepeats(bodies);
	const again = sum(met.filter(isRemedied('repeat')).map(([, times]) => times));
	// By their status: the ledger counts a bad record that was answered slowly as slow.
	const badRecords = totals.byStatus['400'] ?? 0;
	const useless = met.filter(([kind]) => REMEDY[kind] === 'report' && kind !== 'badRecord');
	const timeouts = sum(TIMEOUTS.map((kind) => totals.byFault[kind] ?? 0));
	const cutAtTimeout = again - repeats;
	const isPossible = cutAtTimeout >= 0 && cutAtTimeout <= timeouts;
	return {
		repeats,
		cutAtTimeout,
		problems: [
			...checkTold(totals, bodies, told),
			...checkPaidOnce(totals, bodies),
			...none(
				'Faults that call for a repeat or, at a timeout, for smaller requests',
				isPossible ? [] : [`${again} faults, ${timeouts} of them timeouts, ${repeats} repeats`],
			),
			...exactly(
				'Requests without an answer that can be used: one for each fault that explains it',
				bodies.filter(({ answered }) => answered === 0).length,
				badRecords + sum(useless.map(([, times]) => times)) + cutAtTimeout,
			),
		],
	};
}

/** @param bodies every different request that came */
export function explainOverhead(
	{ needed, badRecords }: Expected,
	totals: LedgerTotals,
	bodies: readonly LedgerBody[],
	told: Told | undefined,
): Overhead {
	const met = metFaults(totals);
	const repeats = countRepeats(bodies);
	const isolating = bodies.length - needed;
	const neverScored = bodies.filter(({ scored }) => scored === 0).length;
	const again = sum(met.filter(isRemedied('repeat')).map(([, times]) => times));
	return {
		isolating,
		repeats,
		problems: [
			...checkTold(totals, bodies, told),
			...exactly('Repeats: one for each fault that calls for one', repeats, again),
			...exactly(
				'Parts of cut requests: two for each request with a bad record among others',
				isolating,
				2 * (neverScored - badRecords),
			),
			...exactly(
				'Requests needed, parts and repeats together',
				needed + isolating + repeats,
				totals.requests,
			),
			...checkPaidOnce(totals, bodies),
		],
	};
}
