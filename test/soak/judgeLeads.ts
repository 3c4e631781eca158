import type { INodeExecutionData } from 'n8n-workflow';
import { z } from 'zod';

import { itemErrorSchema } from '../../nodes/LeadsPredict/contract';
import type { Item } from './items';
import { countEqual, exactly, none } from './problems';
import type { Problems } from './problems';

/** What became of leads: each output item against the item that was put in and what the service knows. */

/** What the service knows of a lead, from its own store. */
export interface Known {
	readonly id: string;
	readonly score: number;
	/** How often its score left in a whole answer that can be used. */
	readonly answered: number;
}

const outputSchema = z.object({
	email: z.string().optional(),
	lead_id: z.string().optional(),
	score: z.number().optional(),
	error: itemErrorSchema.pick({ message: true, refused_by: true, status: true }).optional(),
});

type Output = z.output<typeof outputSchema>;

/** Which item an output item says it comes from; undefined when it names none, or several. */
function sourceOf({ pairedItem }: INodeExecutionData): number | undefined {
	if (typeof pairedItem === 'number') return pairedItem;
	return Array.isArray(pairedItem) ? undefined : pairedItem?.item;
}

export interface LeadFates {
	/** How many came out with a score. */
	readonly scored: number;
	/** Without one, by what is said of them, the most frequent first. */
	readonly reasons: ReadonlyArray<readonly [reason: string, leads: number]>;
	readonly problems: Problems;
}

const isScored = ({ score }: Output): boolean => score !== undefined;

/** What an item holds that can be its error's own: LeadsPredict's message about the record. */
const isOfBadRecord = ({ error }: Output): boolean =>
	error?.refused_by === 'leadspredict' &&
	error.status === 400 &&
	error.message.includes('Invalid value for field: email');

function whyWrong(item: Item, output: Output, known: Known | undefined): string | undefined {
	if (!isScored(output)) return undefined;
	if (known === undefined) return 'the service never scored this lead';
	if (output.email !== item.email) return `it holds the email ${output.email}`;
	if (output.lead_id !== known.id) return `it holds the id ${output.lead_id}, not ${known.id}`;
	return output.score === known.score
		? undefined
		: `it holds the score ${output.score}, not ${known.score}`;
}

/**
 * @param items what was put in
 * @param output what came out
 * @param knownOf what the service knows of an email; undefined when it never scored it
 */
export function judgeLeads(
	items: readonly Item[],
	output: readonly INodeExecutionData[],
	knownOf: (email: string) => Known | undefined,
): LeadFates {
	const fates: Output[][] = items.map(() => []);
	const strays: string[] = [];
	const displaced: string[] = [];
	output.forEach((each, place) => {
		const source = sourceOf(each);
		const read = outputSchema.safeParse(each.json);
		const fate = source === undefined ? undefined : fates[source];
		if (fate === undefined || !read.success) strays.push(`output ${place}`);
		else fate.push(read.data);
		if (source !== place) displaced.push(`output ${place} is of item ${String(source)}`);
	});

	const lost: string[] = [];
	const doubled: string[] = [];
	const foreign: string[] = [];
	const silent: string[] = [];
	const thrownAway: string[] = [];
	const misjudged: string[] = [];
	const reasons: string[] = [];
	let scored = 0;
	items.forEach((item, index) => {
		const [first, ...others] = fates[index] ?? [];
		const name = `item ${index}`;
		if (first === undefined) lost.push(name);
		if (others.length > 0) doubled.push(`${name} came out ${1 + others.length} times`);
		const known = item.email === '' ? undefined : knownOf(item.email);
		for (const each of fates[index] ?? []) {
			const why = whyWrong(item, each, known);
			if (why !== undefined) foreign.push(`${name}: ${why}`);
			if (isScored(each) === ((each.error?.message ?? '') !== '')) silent.push(name);
		}
		if (first === undefined) return;
		if (isScored(first)) scored += 1;
		else reasons.push(first.error?.message ?? 'no reason');
		if ((known?.answered ?? 0) > 0 && !isScored(first)) thrownAway.push(name);
		const byInput = first.error?.refused_by === 'input';
		if (
			isOfBadRecord(first) !== (item.kind === 'badRecord') ||
			byInput !== (item.kind === 'noEmail')
		) {
			misjudged.push(`${name} (${item.kind}): ${first.error?.message ?? 'scored'}`);
		}
	});

	return {
		scored,
		reasons: countEqual(reasons),
		problems: [
			...none('Lost: items that did not come out', lost),
			...none('Doubled: items that came out more than once, or of no item', [
				...doubled,
				...strays,
			]),
			...none('Out of order', displaced),
			...none('Attached to another lead: id or score is not what the service knows', foreign),
			...none('Neither a score nor a reason, or both', silent),
			...none('Thrown away: scores that left the service whole and did not come out', thrownAway),
			...none(
				"Blamed wrongly: bad records fail with LeadsPredict's own message, and nobody else",
				misjudged,
			),
			...exactly('Leads with a score or a reason', scored + reasons.length, items.length),
		],
	};
}
