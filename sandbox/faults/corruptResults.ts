import { z } from 'zod';

import type { AnalyzeOptions, Results } from '../api';
import { resultOf, summaryOf } from '../results';
import type { KnownLead } from '../store';
import type { RequestFault } from './kinds';

/** Changes to all results: forms that the reference does not rule out, or wrong ones. */
export const resultChangesSchema = z
	.object({
		/** Adds the lead's email, as sent, to its result. */
		echo: z.boolean().optional(),
		/** Last lead first. */
		reverse: z.boolean().optional(),
		/** One result fewer than leads. */
		dropLast: z.boolean().optional(),
		/** Every result gets the id of the first. */
		sameId: z.boolean().optional(),
	})
	.strict();

export type ResultChanges = z.infer<typeof resultChangesSchema>;

interface AllChanges extends ResultChanges {
	/** One more result, of a lead that nobody sent. */
	readonly addOne?: boolean;
	/** One more result gets the id of the first. */
	readonly twoAlike?: boolean;
	/** Every third result, the first included, has no score. */
	readonly nullScores?: boolean;
}

/** The changes that a fault makes to the results of one answer. */
const CHANGES: Readonly<Partial<Record<RequestFault['kind'], AllChanges>>> = {
	oneTooFew: { dropLast: true },
	oneTooMany: { addOne: true },
	reordered: { echo: true, reverse: true },
	duplicateIds: { twoAlike: true },
	nullScores: { nullScores: true },
};

/** Results as sent. */
export interface SentResults {
	readonly data: Results;
	/** The leads whose scores a careful reader can use. */
	readonly answered: readonly KnownLead[];
	/** Whether the fault is visible in them: a single lead has no order. */
	readonly isFaulty: boolean;
}

const THIRD = 3;
const NOBODY = { id: 'lead_of_nobody', email: 'nobody@elsewhere.example' };

/** Results in request order, changed by the active changes or a fault. */
export function sentResults(
	known: readonly KnownLead[],
	options: AnalyzeOptions,
	inForce: ResultChanges,
	fault?: RequestFault,
): SentResults {
	const wanted = fault && CHANGES[fault.kind];
	/** The index of the first lead that differs from the first one. */
	const other = known.findIndex(({ id }) => id !== known[0]?.id);
	const isFaulty = wanted !== undefined && (other > 0 || !(wanted.reverse || wanted.twoAlike));
	const { echo, reverse, dropLast, sameId, addOne, twoAlike, nullScores }: AllChanges = {
		...inForce,
		...(isFaulty && wanted),
	};

	const firstId = known[0]?.id;
	const sent = known.map((lead, index) => ({
		lead,
		result: {
			...resultOf(lead, options),
			...((sameId || (twoAlike && index === other)) && firstId !== undefined && { id: firstId }),
			...(echo && { email: lead.lead.email }),
		},
	}));
	if (reverse) sent.reverse();
	if (dropLast) sent.pop();
	const hasScore = (index: number): boolean => !nullScores || index % THIRD !== 0;
	const leads = sent.map(({ result }, index) =>
		hasScore(index) ? result : { ...result, score: null },
	);
	const last = leads.at(-1);
	if (addOne && last) leads.push({ ...last, id: NOBODY.id, ...(echo && NOBODY) });

	const isUnusable = dropLast || sameId || addOne || twoAlike || (reverse && !echo);
	return {
		data: { leads, summary: summaryOf(known) },
		answered: isUnusable ? [] : sent.flatMap(({ lead }, index) => (hasScore(index) ? [lead] : [])),
		isFaulty,
	};
}
