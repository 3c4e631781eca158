import * as fc from 'fast-check';

import { readCallback, NO_PARTS } from '../../nodes/LeadsPredict/webhook/batchCallback';
import type {
	PendingBatch,
	CallbackMessage,
	BatchParts,
} from '../../nodes/LeadsPredict/webhook/batchCallback';
import { newNonce } from '../../nodes/LeadsPredict/webhook/nonce';
import { leadRow } from '../../nodes/LeadsPredict/types';
import type { LeadRow } from '../../nodes/LeadsPredict/types';

/** Two batches of one execution, which share some people, each with scores of its own. */
const nonces = [newNonce(), newNonce()] as const;
type Which = 0 | 1;

const rowsOf = (people: readonly number[]): LeadRow[] =>
	people.map((person, place) => leadRow(place * 3 + 1, { email: `p${person}@x.example` }));

/** What only this batch's result for this person can be. */
const truth = (which: Which, email: string): number =>
	Number(/\d+/.exec(email)?.[0]) + 1_000 * (which + 1);

const resultOf = (which: Which, { lead: { email } }: LeadRow) => ({
	id: `lead_${email}`,
	score: truth(which, email),
	email: email.toUpperCase(),
});

const withoutEcho = ({ id, score }: ReturnType<typeof resultOf>) => ({ id, score });

const people = fc.array(fc.nat({ max: 9 }), { minLength: 1, maxLength: 6 });

const body = (leads: readonly unknown[]) => ({ status: 'success', data: { leads } });

/** All that a careful, a careless or a confused sender may send in the course of a wait. */
const messagesFor = (batches: readonly [LeadRow[], LeadRow[]]): fc.Arbitrary<CallbackMessage[]> => {
	const fromBatch = fc.constantFrom<Which>(0, 1).chain((which) => {
		const results = batches[which].map((row) => resultOf(which, row));
		return fc
			.oneof(
				fc.constant(results.map(withoutEcho)),
				fc.shuffledSubarray(results, { minLength: results.length }),
				fc.shuffledSubarray(results),
				fc.shuffledSubarray(results.map(withoutEcho), { maxLength: results.length - 1 }),
				fc.constant([...results, ...results]),
				fc.constant(results.map((result) => ({ ...result, score: null }))),
			)
			.map((leads): CallbackMessage => {
				const { secret } = nonces[which];
				return { nonce: secret, contentType: 'application/json', body: body(leads) };
			});
	});
	const noise = fc.record({
		nonce: fc.constantFrom<unknown>(nonces[0].secret, nonces[1].secret, undefined, 'x'),
		contentType: fc.constantFrom('application/json', 'text/plain', undefined),
		body: fc.oneof(
			fc.anything(),
			fc.anything().map((leads) => ({ data: { leads } })),
		),
	});
	return fc.array(fc.oneof({ weight: 5, arbitrary: fromBatch }, { weight: 1, arbitrary: noise }), {
		maxLength: 12,
	});
};

const story = fc
	.tuple(people, people)
	.map(([one, two]): [LeadRow[], LeadRow[]] => [rowsOf(one), rowsOf(two)])
	.chain((batches) => fc.tuple(fc.constant(batches), messagesFor(batches)));

/** What n8n does: messages one after the other, until one ends the wait. */
function waitFor(awaited: PendingBatch, messages: readonly CallbackMessage[]) {
	let parts: BatchParts = NO_PARTS;
	for (const message of messages) {
		const heard = readCallback(awaited, message, parts);
		if (heard.resume) return heard.outcomes;
		parts = heard.parts;
	}
	return undefined;
}

describe('a wait, by law', () => {
	it('ends with one outcome for each lead: its own score of this batch, or none', () => {
		let ended = 0;
		fc.assert(
			fc.property(story, fc.constantFrom<Which>(0, 1), ([batches, messages], which) => {
				const rows = batches[which];
				const awaited = { digest: nonces[which].digest, ids: {}, rows };
				const outcomes = waitFor(awaited, messages);
				if (outcomes === undefined) return;
				ended += 1;
				expect(outcomes.map(({ item }) => item)).toEqual(rows.map(({ item }) => item));
				for (const outcome of outcomes) {
					if (!outcome.ok) continue;
					const { row, result } = outcome.result;
					expect(row.item).toBe(outcome.item);
					expect(result.score).toBe(truth(which, row.lead.email));
				}
			}),
			{ numRuns: 1_000 },
		);
		expect(ended).toBeGreaterThan(100);
	});

	it('ends as soon as all results of its batch have arrived in parts, whatever arrives between them', () => {
		const distinct = fc.uniqueArray(fc.nat({ max: 9 }), { minLength: 1, maxLength: 6 });
		const cuts = distinct.chain((all) => {
			const rows = rowsOf(all);
			const results = rows.map((row) => resultOf(0, row));
			const parted = fc.array(fc.shuffledSubarray(results), { maxLength: 6 });
			const foreign = messagesFor([rowsOf([7]), rowsOf([7])]).map((messages) =>
				messages.filter(({ nonce }) => nonce !== nonces[0].secret),
			);
			return fc.tuple(fc.constant(rows), parted, foreign, fc.constant(results));
		});
		fc.assert(
			fc.property(cuts, ([rows, parted, foreign, results]) => {
				const all = [...parted, ...results.map((each) => [each])].map(
					(leads): CallbackMessage => ({
						nonce: nonces[0].secret,
						contentType: 'application/json',
						body: body(leads),
					}),
				);
				const mixed = all.flatMap((message, index) => [
					...foreign.slice(index, index + 1),
					message,
				]);
				const outcomes = waitFor({ digest: nonces[0].digest, ids: {}, rows }, mixed);
				expect(outcomes?.map((each) => each.ok && each.result.result.score)).toEqual(
					rows.map(({ lead }) => truth(0, lead.email)),
				);
			}),
		);
	});
});
