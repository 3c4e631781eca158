import * as fc from 'fast-check';

import { matchResults } from '../../nodes/LeadsPredict/scoring/matchResults';
import { leadRow } from '../../nodes/LeadsPredict/types';
import type { LeadRow } from '../../nodes/LeadsPredict/types';

/** Leads of which some share an email, from items whose numbers are not their places. */
const rows: fc.Arbitrary<LeadRow[]> = fc
	.array(fc.nat({ max: 8 }), { minLength: 1, maxLength: 12 })
	.map((people) =>
		people.map((person, place) =>
			leadRow(place * 2 + 5, { email: `p${person}@x.example`, name: `Row ${place}` }),
		),
	);

/** What an honest service knows: whose result it is stands in the score. */
const personOf = (email: string) => Number(/\d+/.exec(email)?.[0]);
const resultFor = ({ lead }: LeadRow) => ({
	id: `lead_${personOf(lead.email)}`,
	score: personOf(lead.email),
});
const echoedFor = (row: LeadRow) => ({ ...resultFor(row), email: row.lead.email.toUpperCase() });

const matched = (sent: readonly LeadRow[], leads: readonly unknown[]) =>
	matchResults(sent, {
		status: 200,
		headers: {},
		rateLimit: {},
		body: { status: 'success', data: { leads } },
	});

const shuffled = <T>(list: readonly T[]) =>
	fc.shuffledSubarray([...list], { minLength: list.length });

/** Nobody ever gets the score of another person. */
const expectOwnScores = (outcomes: ReturnType<typeof matchResults>) => {
	for (const outcome of outcomes) {
		if (!outcome.ok) continue;
		const { row, result } = outcome.result;
		expect(result.score).toBe(personOf(row.lead.email));
	}
};

describe('match, by law', () => {
	it('gives each lead its own result, in any order of results with an echo', () => {
		const exchange = rows.chain((sent) => fc.tuple(fc.constant(sent), shuffled(sent)));
		fc.assert(
			fc.property(exchange, ([sent, order]) => {
				const outcomes = matched(sent, order.map(echoedFor));
				expect(outcomes.every(({ ok }) => ok)).toBe(true);
				expect(outcomes.map(({ item }) => item)).toEqual(sent.map(({ item }) => item));
				expectOwnScores(outcomes);
			}),
		);
	});

	/** Addresses that fold to a few, and a score for each row that no other has. */
	const spelled = (isDistinct: boolean) =>
		fc
			.array(fc.tuple(fc.nat({ max: 2 }), fc.nat({ max: 3 })), { minLength: 1, maxLength: 10 })
			.map((picks) =>
				picks.map(([person, way]) => `${['ann', 'Ann', 'aNN', 'ANN'][way]}${person}@x.example`),
			)
			.map((emails) => (isDistinct ? [...new Set(emails)] : emails))
			.map((emails) => emails.map((email, place) => leadRow(place * 2 + 5, { email })))
			.chain((sent) => fc.tuple(fc.constant(sent), shuffled(sent)));
	const ownResult = ({ item, lead: { email } }: LeadRow) => ({
		id: `lead_${item}`,
		score: item,
		email,
	});

	it('gives each row its own result in every order when spellings differ and echoes are exact', () => {
		fc.assert(
			fc.property(spelled(true), ([sent, order]) => {
				const scores = matched(sent, order.map(ownResult)).map(
					(outcome) => outcome.ok && outcome.result.result.score,
				);
				expect(scores).toEqual(sent.map(({ item }) => item));
			}),
		);
	});

	it('gives a row its own result or none when the order is seen to differ', () => {
		let refused = 0;
		fc.assert(
			fc.property(spelled(false), ([sent, order]) => {
				fc.pre(order.some(({ lead }, place) => lead.email !== sent[place]?.lead.email));
				for (const outcome of matched(sent, order.map(ownResult))) {
					const email = sent.find(({ item }) => item === outcome.item)?.lead.email;
					const isOnly = sent.filter(({ lead }) => lead.email === email).length === 1;
					if (outcome.ok) expect(outcome.result.result.score).toBe(outcome.item);
					else refused += 1;
					expect(outcome.ok).toBe(isOnly);
				}
			}),
		);
		expect(refused).toBeGreaterThan(0);
	});

	it('gives each lead its own result when results are in order, with or without an echo', () => {
		const exchange = rows.chain((sent) =>
			fc.tuple(
				fc.constant(sent),
				fc.array(fc.boolean(), { minLength: sent.length, maxLength: sent.length }),
			),
		);
		fc.assert(
			fc.property(exchange, ([sent, echoed]) => {
				const results = sent.map((row, place) => (echoed[place] ? echoedFor(row) : resultFor(row)));
				const outcomes = matched(sent, results);
				expect(outcomes.every(({ ok }) => ok)).toBe(true);
				expectOwnScores(outcomes);
			}),
		);
	});

	it('never gives a score to another lead when some results are lost, doubled or foreign', () => {
		const foreign = fc.integer({ min: 100, max: 105 }).map((person) => ({
			id: `lead_${person}`,
			score: person,
			email: `p${person}@x.example`,
		}));
		const exchange = rows.chain((sent) =>
			fc.tuple(
				fc.constant(sent),
				fc.array(fc.oneof(fc.constantFrom(...sent.map(echoedFor)), foreign), { maxLength: 14 }),
			),
		);
		fc.assert(
			fc.property(exchange, ([sent, results]) => expectOwnScores(matched(sent, results))),
			{ numRuns: 500 },
		);
	});

	it('returns exactly the items that were sent, whatever the results', () => {
		const leads = fc.oneof(fc.array(fc.jsonValue(), { maxLength: 12 }), fc.jsonValue());
		fc.assert(
			fc.property(rows, leads, fc.boolean(), (sent, answer, whole) => {
				const body = whole ? answer : { status: 'success', data: { leads: answer } };
				const outcomes = matchResults(sent, { status: 200, headers: {}, rateLimit: {}, body });
				expect(outcomes.map(({ item }) => item)).toEqual(sent.map(({ item }) => item));
			}),
		);
	});
});
