import * as fc from 'fast-check';
import { z } from 'zod';

import {
	leadResultSchema,
	leadSchema,
	parseLead,
	parseLeadResult,
} from '../../nodes/LeadsPredict/contract';
import { unchangedBy } from '../../nodes/LeadsPredict/contract/unchanged';

const text = fc.constantFrom(
	'',
	' ',
	'a',
	' a ',
	'lead_1',
	'2026-02-28',
	'2026-02-30',
	'12.5',
	'-1',
);
const number = fc.constantFrom(0, -1, 1.5, 12, NaN, Infinity, 2 ** 60);
const scalar = fc.oneof(text, number, fc.boolean(), fc.constant(null), fc.constant(undefined));
const action = fc.record(
	{ action: scalar, priority: scalar, deadline: scalar, further: scalar },
	{ requiredKeys: [] },
);
const anything = fc.oneof(
	{ weight: 4, arbitrary: scalar },
	fc.array(fc.oneof(scalar, action), { maxLength: 3 }),
	fc.object({ maxDepth: 1 }),
);

/** Values of most of which a few fields are not as documented. */
const likely = <Fields extends Record<string, fc.Arbitrary<unknown>>>(documented: Fields) =>
	fc.record(
		Object.fromEntries(
			Object.entries({ ...documented, ['further']: fc.constant(undefined) }).map(
				([key, arbitrary]) => [key, fc.oneof({ weight: 9, arbitrary }, anything)],
			),
		),
		{ requiredKeys: [] },
	);

const result = likely({
	id: fc.constant('lead_1'),
	score: fc.constant(50),
	category: fc.constantFrom('hot', null),
	conversion_probability: fc.constant(0.5),
	predicted_revenue: fc.constant(100),
	churn_risk: fc.constant('low'),
	recommendations: fc.constant(['Call']),
	next_actions: fc.constant([{ action: 'call', priority: 'high', deadline: '2026-12-01' }]),
	email: fc.constant('ann@company.example'),
});

const lead = likely({
	email: fc.constant('ann@company.example'),
	name: fc.constant('Ann'),
	revenue: fc.constant(100),
	last_interaction: fc.constant('2026-02-28'),
});

describe('what parsing does not change', () => {
	test.each<[string, z.ZodTypeAny, fc.Arbitrary<unknown>]>([
		['a result', leadResultSchema, result],
		['a lead', leadSchema, lead],
		['a list with a limit', z.array(z.string()).min(2), fc.array(text, { maxLength: 3 })],
		['a transformed text', z.string().transform(Number), text],
		['an object with other fields', z.object({ a: z.string() }), fc.object({ maxDepth: 0 })],
	])('is recognized only when parsing gives the same value: %s', (_, schema, values) => {
		const isUnchanged = unchangedBy(schema);
		fc.assert(
			fc.property(fc.oneof(values, anything), (value) => {
				if (isUnchanged(value)) expect(schema.parse(value)).toEqual(value);
			}),
			{ numRuns: 2_000 },
		);
	});

	test('is not an object with a key that parsing drops', () => {
		const received: unknown = JSON.parse('{"id":"lead_1","score":1,"__proto__":{"score":2}}');
		expect(unchangedBy(leadResultSchema)(received)).toBe(false);
		expect(unchangedBy(leadSchema)({ email: 'ann@company.example', further: 1 })).toBe(false);
	});

	test('is a documented result and a lead, which are not copied', () => {
		const received = { id: 'lead_1', score: 50, next_actions: [{ action: 'call' }], further: 1 };
		expect(parseLeadResult(received).data).toBe(received);
		const sent = { email: 'ann@company.example', last_interaction: '2026-02-28' };
		expect(parseLead(sent)).toBe(sent);
	});
});

test('parsing a result quickly gives the same as parsing it', () => {
	fc.assert(
		fc.property(result, (received) => {
			const { success, data } = parseLeadResult(received);
			const parsed = leadResultSchema.safeParse(received);
			expect([success, data]).toEqual([parsed.success, parsed.data]);
		}),
		{ numRuns: 2_000 },
	);
});

test('a lead that the contract does not allow is refused', () => {
	expect(() =>
		parseLead({ email: 'ann@company.example', last_interaction: '2026-02-30' }),
	).toThrow();
	expect(() => parseLead({ email: 'ann@company.example', revenue: Infinity })).toThrow();
	expect(() => parseLead({ email: ' ' })).toThrow();
});
