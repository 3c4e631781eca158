import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';

import {
	EVENT_NAMES,
	eventItemSchema,
	eventSchema,
	type LeadsPredictEvent,
} from '../../nodes/LeadsPredict/contract';
import { eventToItem } from '../../nodes/LeadsPredict/output/eventItem';
import { eventKey } from '../../nodes/LeadsPredict/webhook/eventKey';

const documented = eventSchema.parse({
	event: 'lead.hot',
	timestamp: '2025-11-08T16:00:00Z',
	data: {
		lead_id: 'lead_abc123',
		score: 98,
		previous_score: 85,
		recommendations: ['Contact within 24 hours'],
	},
});

const anyEvent: fc.Arbitrary<LeadsPredictEvent> = fc.record({
	event: fc.string({ minLength: 1, unit: 'binary' }),
	timestamp: fc
		.date({ min: new Date('2000-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
		.map((date) => date.toISOString()),
	data: fc.record({
		lead_id: fc.string({ minLength: 1, unit: 'binary' }),
		score: fc.option(fc.double({ noNaN: true, noDefaultInfinity: true })),
		previous_score: fc.option(fc.integer(), { nil: undefined }),
		recommendations: fc.option(fc.array(fc.jsonValue())),
	}),
});

describe('an event as an item', () => {
	it('is flat, in the order of the table view', () => {
		expect(eventToItem(documented, true)).toEqual({
			json: {
				event: 'lead.hot',
				lead_id: 'lead_abc123',
				score: 98,
				previous_score: 85,
				timestamp: '2025-11-08T16:00:00Z',
				recommendations: ['Contact within 24 hours'],
				event_key: 'lead.hot|lead_abc123|2025-11-08T16:00:00Z|98',
				verified: true,
			},
		});
		expect(Object.keys(eventToItem(documented, true).json)).toEqual(
			Object.keys(eventItemSchema.shape),
		);
	});

	it('has null for missing values', () => {
		const bare = eventSchema.parse({
			event: 'churn.risk_high',
			timestamp: '2025-11-08T16:00:00Z',
			data: { lead_id: 7 },
		});
		expect(eventToItem(bare, false).json).toMatchObject({
			lead_id: '7',
			score: null,
			previous_score: null,
			recommendations: null,
			event_key: 'churn.risk_high|7|2025-11-08T16:00:00Z|',
			verified: false,
		});
	});

	it('leaves out fields that the reference does not name, such as a token in the body', () => {
		const chatty = eventSchema.parse({
			...documented,
			token: 'MARKER',
			data: { ...documented.data, token: 'MARKER', event_key: 'MARKER', verified: 'MARKER' },
		});
		expect(JSON.stringify(eventToItem(chatty, true))).not.toContain('MARKER');
	});

	it('fits the contract, whatever the event', () => {
		fc.assert(
			fc.property(anyEvent, fc.boolean(), (event, verified) => {
				const { json } = eventToItem(event, verified);
				expect(eventItemSchema.parse(json)).toEqual(json);
				expect(json['verified']).toBe(verified);
			}),
		);
	});
});

describe('the key of an event', () => {
	it('is the same for a repeat and differs when event, lead, time or score differ', () => {
		fc.assert(
			fc.property(anyEvent, anyEvent, (one, other) => {
				const parts = ({ event, timestamp, data }: LeadsPredictEvent) =>
					JSON.stringify([event, timestamp, data.lead_id, data.score?.toString() ?? null]);
				expect(eventKey(structuredClone(one))).toBe(eventKey(one));
				expect(eventKey(one) === eventKey(other)).toBe(parts(one) === parts(other));
			}),
		);
	});

	it.each([
		'2025-11-08T16:00:00.000Z',
		'2025-11-08T16:00Z',
		'2025-11-08T16:00:00',
		'2025-11-08T16:00:00+00:00',
		'2025-11-08T18:30:00.0+0230',
		`2025-11-08T16:00:00.${'0'.repeat(100)}Z`,
	])('is the same for the same time written as %s, which the item keeps', (timestamp) => {
		const repeat = eventSchema.parse({ ...documented, timestamp });
		expect(eventKey(repeat)).toBe(eventKey(documented));
		expect(eventToItem(repeat, true).json).toMatchObject({ timestamp });
	});

	it('keeps fractions of a second', () => {
		expect(eventKey({ ...documented, timestamp: '2025-11-08T16:00:00.120Z' })).toBe(
			'lead.hot|lead_abc123|2025-11-08T16:00:00.120Z|98',
		);
	});

	it('distinguishes parts that contain its separator', () => {
		const named = (event: string, lead_id: string) =>
			eventKey({ ...documented, event, data: { ...documented.data, lead_id } });
		expect(named('a|b', 'c')).not.toBe(named('a', 'b|c'));
		expect(named('a\\', '|c')).not.toBe(named('a\\|', 'c'));
		expect(named('\ud800', 'c')).not.toBe(named('\ud801', 'c'));
	});
});

describe('the example events', () => {
	const folder = join(__dirname, '../../examples/events');
	const read = (file: string): unknown => JSON.parse(readFileSync(join(folder, file), 'utf8'));
	const examples = EVENT_NAMES.map((name) => eventSchema.parse(read(`${name}.json`)));

	it('are one of each kind', () => {
		expect(examples.map(({ event }) => event)).toEqual(EVENT_NAMES);
	});

	it('are pinned in the example trigger in the form of its output', () => {
		expect(read('trigger-with-example-events.json')).toMatchObject({
			pinData: { 'LeadsPredict Trigger': examples.map((event) => eventToItem(event, true)) },
		});
	});
});
