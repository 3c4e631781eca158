import { PLANS } from '../../nodes/LeadsPredict/contract';
import type { Evidence } from './evidence';
import { hintsOf, NODE } from './engine';
import type { Stage } from './engine';
import { exactly, none, whole } from './findings';
import type { Claim, Findings } from './findings';
import { madeItems } from './items';
import { judgeLeads } from './judgeLeads';
import { storeOf, untilQuiet } from './leads';
import type { Extent } from './options';
import { readHint } from './overhead';

/** Runs that need exactly, or one more than, what a Starter plan allows in an hour. */

const PER_HOUR = PLANS.starter.perHour;

interface Size {
	readonly leads: number;
	readonly size: number;
}

async function tryHour(
	{ sandbox, run }: Stage,
	{ leads, size }: Size,
	evidence: Evidence,
): Promise<Findings> {
	const { control } = sandbox;
	const items = madeItems(leads, { count: leads, badRecords: 0, noEmails: 0 });
	await control.reset();
	control.setPlan('starter');
	const result = await run(
		items.map(({ json }) => json),
		{ onError: 'continueRegularOutput', options: { leadsPerRequest: size } },
	);
	await untilQuiet(sandbox);
	evidence.add('output, hints and errors of the runs', JSON.stringify(result), items[0]?.email);

	const needed = Math.ceil(leads / size);
	const fits = Math.min(needed, PER_HOUR);
	const ledger = control.ledger();
	const fates = judgeLeads(items, result.output(NODE), storeOf(sandbox));
	const [hint = ''] = hintsOf(result);
	const refused = ledger.byStatus['429'] ?? 0;
	const { claims: leadClaims, reasons } = fates;
	const unnamed = reasons.filter(
		([reason]) => !/needs [\d,]+ more requests? and has 0 left until/.test(reason),
	);
	const claims: Claim[] = [
		exactly('Requests that met a 429', refused, 0),
		exactly('Requests sent', ledger.requests, fits),
		exactly('Requests the node says it sent', readHint(hint)?.requests ?? NaN, fits),
		exactly('Leads scored', fates.scored, Math.min(leads, fits * size)),
		none(
			'Leads beyond the limit that are reported without its numbers',
			unnamed.map(([reason]) => reason),
		),
		...leadClaims,
	];
	return {
		title: `A fresh hour of the Starter plan (${whole(PER_HOUR)} requests), a run of ${whole(needed)}: ${whole(leads)} leads by ${whole(size)}`,
		figures: [
			['Scored', `${whole(fates.scored)} of ${whole(leads)} leads`],
			['The node says', hint],
			...reasons.map(([reason, times]): readonly [string, string] => [
				'Not scored',
				`${whole(times)}: ${reason}`,
			]),
		],
		tables: [],
		claims,
		data: { leads, size, needed, scored: fates.scored, reasons, ledger },
	};
}

export async function tryLimit(
	stage: Stage,
	{ hours }: Extent,
	evidence: Evidence,
	onFindings: (findings: Findings) => void,
): Promise<void> {
	for (const hour of hours) onFindings(await tryHour(stage, hour, evidence));
	onFindings(await tryHour(stage, { leads: PER_HOUR + 1, size: 1 }, evidence));
}
