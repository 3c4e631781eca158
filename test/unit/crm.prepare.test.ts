import * as fc from 'fast-check';

import { mapFields, scoredItemSchema, idFieldOf } from '../../nodes/LeadsPredict/crm/mapping';
import { HUBSPOT } from '../../nodes/LeadsPredict/crm/hubspot';
import { batchUpdates } from '../../nodes/LeadsPredict/crm/requests';
import { prepare } from '../../nodes/LeadsPredict/crm/prepare';
import type { PrepareOptions } from '../../nodes/LeadsPredict/crm/prepare';
import { SALESFORCE_CONTACT, SALESFORCE_LEAD } from '../../nodes/LeadsPredict/crm/salesforce';
import type { Crm } from '../../nodes/LeadsPredict/crm/crm';

const NOW = new Date('2025-11-08T15:30:00Z');

const optionsFor = (
	table: Crm,
	more: Partial<PrepareOptions> = {},
	create = false,
): PrepareOptions => ({
	fields: table.fields,
	identityOptions: { ...table, idField: idFieldOf(table.fields), create },
	findBy: 'auto',
	onlyChanged: true,
	clear: false,
	now: NOW,
	...(create && { creation: table.creation }),
	...more,
});
const prepared = (
	items: unknown[],
	table: Crm = HUBSPOT,
	more: Partial<PrepareOptions> = {},
	create = false,
) => prepare(items, optionsFor(table, more, create));

const ANN = {
	email: 'Ann@x.example',
	name: 'Ann Lee',
	company: 'X Ltd',
	score: 87,
	category: 'hot',
	lead_id: 'lead_ann',
	conversion_probability: 0.28,
	predicted_revenue: 15000,
	churn_risk: 'low',
	recommendations: ['Call', 'Write'],
	next_actions: [{ action: 'call', priority: 'high', deadline: '2025-11-12' }],
};
const origin = (source: string, record_type: string, record_id: string, current?: object) => ({
	source,
	record_type,
	record_id,
	...(current && { current }),
});
const EVENT = {
	event: 'lead.hot',
	lead_id: 'lead_ann',
	score: 92,
	previous_score: 87,
	timestamp: '2025-11-08T15:00:00Z',
	recommendations: ['Call now'],
	event_key: 'k',
	verified: true,
};

describe('a score as the fields of a CRM', () => {
	const fieldsOf = (item: object, table: Crm, clear = false) =>
		mapFields(scoredItemSchema.parse(item), table.fields, { now: NOW, clear });

	it('is all of a result, as HubSpot takes it', () => {
		expect(fieldsOf(ANN, HUBSPOT)).toEqual({
			fields: {
				leadspredict_id: 'lead_ann',
				leadspredict_score: 87,
				leadspredict_category: 'hot',
				leadspredict_conversion_probability: 0.28,
				leadspredict_predicted_revenue: 15000,
				leadspredict_churn_risk: 'low',
				leadspredict_recommendations: 'Call\nWrite',
				leadspredict_next_actions: 'call (high, by 2025-11-12)',
				leadspredict_last_scored: '2025-11-08T15:30:00.000Z',
			},
			leftOut: [],
		});
	});

	it('is in percent and with a rating for Salesforce leads, without one for contacts', () => {
		expect(fieldsOf(ANN, SALESFORCE_LEAD).fields).toMatchObject({
			LeadsPredict_Conversion_Probability__c: 28,
			Rating: 'Hot',
		});
		expect(fieldsOf(ANN, SALESFORCE_CONTACT).fields).not.toHaveProperty('Rating');
	});

	it('is only what an event speaks of, also when empty fields are cleared', () => {
		const expected = {
			leadspredict_id: 'lead_ann',
			leadspredict_score: 92,
			leadspredict_previous_score: 87,
			leadspredict_recommendations: 'Call now',
			leadspredict_last_scored: '2025-11-08T15:00:00.000Z',
		};
		expect(fieldsOf(EVENT, HUBSPOT).fields).toEqual(expected);
		expect(fieldsOf({ ...EVENT, category: null }, HUBSPOT, true).fields).toEqual(expected);
	});

	it('leaves alone what a result does not say, or clears it when asked to', () => {
		const short = { email: 'a@x.example', lead_id: 'l', score: 0, category: null };
		expect(fieldsOf(short, HUBSPOT).fields).toEqual({
			leadspredict_id: 'l',
			leadspredict_score: 0,
			leadspredict_last_scored: '2025-11-08T15:30:00.000Z',
		});
		expect(fieldsOf(short, HUBSPOT, true).fields).toMatchObject({
			leadspredict_score: 0,
			leadspredict_category: null,
			leadspredict_next_actions: null,
		});
	});

	it('says what was left out and why', () => {
		const odd = { ...ANN, category: 'lukewarm', conversion_probability: 28 };
		expect(fieldsOf(odd, SALESFORCE_LEAD).leftOut).toEqual([
			{ field: 'conversion_probability', why: 'not between 0 and 1' },
			{ field: 'category', why: 'not one of Hot, Warm, Cold' },
		]);
	});
});

describe('which record', () => {
	const found = (item: object, table: Crm, more: Partial<PrepareOptions> = {}, create = false) => {
		const { records, refused } = prepared([item], table, more, create);
		return records[0]?.identity ?? refused[0]?.message;
	};
	const hubspot = origin('hubspot', 'contact', '7');
	const lead = origin('salesforce', 'lead', '00Q1');
	const CANNOT = 'It is not known which record of Salesforce this score belongs to';

	it.each([
		['the record it came from', { ...ANN, origin: hubspot }, HUBSPOT, { by: 'recordId', id: '7' }],
		['its email in HubSpot', ANN, HUBSPOT, { by: 'email', id: 'Ann@x.example' }],
		[
			'its email, when it came from elsewhere',
			{ ...ANN, origin: lead },
			HUBSPOT,
			{ by: 'email', id: 'Ann@x.example' },
		],
		['the LeadsPredict ID of an event', EVENT, HUBSPOT, { by: 'leadspredictId', id: 'lead_ann' }],
		[
			'the LeadsPredict ID of an event, in Salesforce',
			EVENT,
			SALESFORCE_CONTACT,
			{ by: 'leadspredictId', id: 'lead_ann' },
		],
		[
			'the record of the same kind',
			{ ...ANN, origin: lead },
			SALESFORCE_LEAD,
			{ by: 'recordId', id: '00Q1' },
		],
		['none of another kind', { ...ANN, origin: lead }, SALESFORCE_CONTACT, CANNOT],
		['none by email in Salesforce', ANN, SALESFORCE_LEAD, CANNOT],
		[
			'the LeadsPredict ID that the record was seen to hold',
			{ ...ANN, origin: origin('salesforce', 'lead', '00Q1', { LeadsPredict_Id__c: 'lead_ann' }) },
			SALESFORCE_LEAD,
			{ by: 'recordId', id: '00Q1' },
		],
	])('is %s', (_, item, table, expected) => {
		expect(found(item, table)).toEqual(expected);
	});

	it('may be created under the LeadsPredict ID, when that is asked for', () => {
		expect(found(ANN, SALESFORCE_LEAD, {}, true)).toEqual({ by: 'leadspredictId', id: 'lead_ann' });
		expect(found(ANN, HUBSPOT, {}, true)).toEqual({ by: 'leadspredictId', id: 'lead_ann' });
		expect(found({ ...ANN, origin: hubspot }, HUBSPOT, {}, true)).toEqual({
			by: 'recordId',
			id: '7',
		});
	});

	it.each([
		[{ ...ANN, name: undefined }, SALESFORCE_CONTACT, 'A new Salesforce contact needs a name'],
		[{ ...ANN, company: ' ' }, SALESFORCE_LEAD, 'A new Salesforce lead needs a company'],
		[
			{ ...ANN, name: '', company: undefined },
			SALESFORCE_LEAD,
			'A new Salesforce lead needs a name and a company',
		],
		[{ ...ANN, email: undefined }, HUBSPOT, 'A new HubSpot contact needs an email'],
	])('is not created without what the CRM requires: %#', (item, table, message) => {
		expect(found(item, table, {}, true)).toContain(message);
	});

	it('is not created for an event, nor for a lead of which the lookup found several records', () => {
		expect(
			prepared([EVENT, ANN], HUBSPOT, { findBy: 'leadspredictId' }, true).records,
		).toMatchObject([{ create: true, items: [1, 0] }]);
		expect(prepared([EVENT], HUBSPOT, {}, true).records).toMatchObject([{ create: false }]);
		const several = { ...ANN, lookup: { result: 'several' } };
		expect(prepared([several], SALESFORCE_LEAD, {}, true).records).toEqual([]);
	});

	it('is created with what the CRM requires', () => {
		expect(prepared([ANN], SALESFORCE_LEAD, {}, true).records[0]?.fields).toMatchObject({
			FirstName: 'Ann',
			LastName: 'Lee',
			Company: 'X Ltd',
			Email: 'Ann@x.example',
		});
		expect(prepared([EVENT], SALESFORCE_LEAD, {}).records[0]?.fields).not.toHaveProperty(
			'LastName',
		);
	});

	it.each([
		['recordId', ANN, 'It is not known which record of HubSpot this score belongs to'],
		['email', EVENT, 'This score carries no email to find the record by'],
		['email', { ...ANN, origin: hubspot }, { by: 'email', id: 'Ann@x.example' }],
		['leadspredictId', ANN, { by: 'leadspredictId', id: 'lead_ann' }],
	] as const)('is what the user says: %s', (findBy, item, expected) => {
		expect(found(item, HUBSPOT, { findBy })).toEqual(expected);
	});

	it.each([[{}], [{ id: 5, properties: {} }], [null], ['text'], [{ email: 'a@x.example' }]])(
		'is none for an item without a score: %j',
		(item) => {
			expect(prepared([item]).refused).toMatchObject([
				{ item: 0, code: 'no_score', message: 'This item holds no score of LeadsPredict' },
			]);
		},
	);
});

describe('items that are no scores', () => {
	it.each([
		['this node', { error: { message: 'Email is missing for "Ann"', code: 'no_email' } }],
		['another node', { error: 'Email is missing for "Ann"' }],
	])('say why they were not scored, in the form of %s', (_, failed) => {
		expect(prepared([failed]).refused).toMatchObject([
			{ code: 'not_scored', message: 'This lead was not scored: Email is missing for "Ann"' },
		]);
	});
});

describe('only what changed', () => {
	const current = (item: object) => {
		const [record] = prepared([item]).records;
		return Object.fromEntries(
			Object.entries(record?.fields ?? {}).map(([name, value]) => [name, String(value)]),
		);
	};

	it('is nothing when the record holds it all, whenever today it was scored', () => {
		const held = { ...current(ANN), leadspredict_last_scored: '2025-11-08T10:00:00Z' };
		const again = { ...ANN, origin: origin('hubspot', 'contact', '7', held) };
		expect(prepared([again])).toMatchObject({
			records: [],
			unsent: [{ item: 0, result: 'unchanged', lead: { email: 'Ann@x.example' } }],
		});
		expect(prepared([again], HUBSPOT, { onlyChanged: false }).records).toHaveLength(1);
	});

	it('is the time alone when the score is as it was days ago, so that it counts as scored', () => {
		const held = { ...current(ANN), leadspredict_last_scored: '2025-11-01T10:00:00Z' };
		const again = { ...ANN, origin: origin('hubspot', 'contact', '7', held) };
		expect(prepared([again]).records).toMatchObject([
			{ fields: { leadspredict_last_scored: '2025-11-08T15:30:00.000Z' } },
		]);
		expect(Object.keys(prepared([again]).records[0]?.fields ?? {})).toHaveLength(1);
	});

	it('is everything when the present values are those of another object', () => {
		const another = { ...ANN, origin: origin('salesforce', 'lead', '00Q1', current(ANN)) };
		expect(prepared([another]).records[0]?.fields).toHaveProperty('leadspredict_score', 87);
	});

	it('is the values that differ, and when', () => {
		const held = {
			...current(ANN),
			leadspredict_score: '50',
			leadspredict_category: '',
			leadspredict_last_scored: '',
		};
		const [record] = prepared([
			{ ...ANN, origin: origin('hubspot', 'contact', '7', held) },
		]).records;
		expect(record?.fields).toEqual({
			leadspredict_score: 87,
			leadspredict_category: 'hot',
			leadspredict_last_scored: '2025-11-08T15:30:00.000Z',
		});
	});

	it('takes what was not read for different', () => {
		const held = { leadspredict_score: '87' };
		const [record] = prepared([
			{ ...ANN, origin: origin('hubspot', 'contact', '7', held) },
		]).records;
		expect(record?.fields).toHaveProperty('leadspredict_category', 'hot');
		expect(record?.fields).not.toHaveProperty('leadspredict_score');
	});
});

describe('the same person twice', () => {
	it('becomes one record: the newest wins, what it does not speak of stays', () => {
		const older = {
			...EVENT,
			score: 50,
			timestamp: '2025-11-01T00:00:00Z',
			recommendations: ['Wait'],
		};
		const newer = { ...EVENT, recommendations: null };
		for (const items of [
			[older, newer],
			[newer, older],
		]) {
			const { records } = prepared(items);
			expect(records).toHaveLength(1);
			expect(records[0]?.fields).toMatchObject({
				leadspredict_score: 92,
				leadspredict_recommendations: 'Wait',
				leadspredict_last_scored: '2025-11-08T15:00:00.000Z',
			});
			expect(records[0]?.items).toEqual([items.indexOf(newer), items.indexOf(older)]);
		}
	});

	it('is told by the newest in UTC, whatever the zone of the machine', () => {
		const older = { ...EVENT, score: 50, timestamp: '2025-11-08T14:00:00' };
		const newer = { ...EVENT, timestamp: '2025-11-08T15:00:00Z' };
		for (const items of [
			[older, newer],
			[newer, older],
		]) {
			expect(prepared(items).records).toMatchObject([{ fields: { leadspredict_score: 92 } }]);
		}
	});

	it('becomes one record when one score names the record and another the email', () => {
		const read = { ...ANN, score: 40, origin: origin('hubspot', 'contact', '7') };
		for (const items of [
			[read, ANN],
			[ANN, read],
		]) {
			const { records } = prepared(items);
			expect(records).toMatchObject([
				{
					identity: { by: 'recordId', id: '7' },
					fields: { leadspredict_score: items.at(-1)?.score },
				},
			]);
			expect(records[0]?.items).toHaveLength(2);
		}
	});

	it('is written to both records when it has two, and the LeadsPredict ID to the one that has it', () => {
		const first = { ...ANN, origin: origin('hubspot', 'contact', '7', {}) };
		const holding = origin('hubspot', 'contact', '8', { leadspredict_id: 'lead_ann' });
		const { records } = prepared([first, { ...ANN, origin: holding }]);
		expect(records.map(({ identity }) => identity.id)).toEqual(['7', '8']);
		expect(records[0]?.fields).not.toHaveProperty('leadspredict_id');
		expect(records[0]?.leftOut).toEqual([{ field: 'lead_id', why: 'another record holds it' }]);
		expect(records[1]?.leftOut).toEqual([]);

		const neither = prepared([first, { ...ANN, origin: origin('hubspot', 'contact', '9') }]);
		expect(neither.records.map(({ fields }) => 'leadspredict_id' in fields)).toEqual([true, false]);
	});

	it('is not told by an older score what the newest says and does not fit', () => {
		const { records } = prepared([ANN, { ...ANN, conversion_probability: 28 }]);
		expect(records[0]?.fields).not.toHaveProperty('leadspredict_conversion_probability');
	});

	it('counts a score without a time as made now', () => {
		const { records } = prepared([
			{ ...ANN, score: 20 },
			{ ...EVENT, email: ANN.email, timestamp: '2025-11-08T15:00:00Z' },
		]);
		expect(records).toMatchObject([{ fields: { leadspredict_score: 20 } }]);
	});

	it('is known by the short and the long form of a Salesforce id', () => {
		const by = (id: string) => ({ ...ANN, origin: origin('salesforce', 'lead', id) });
		const ids = ['00Q5e00000ABCDE', '00Q5e00000ABCDEEA5', '00Q5e00000abcde'];
		expect(prepared(ids.map(by), SALESFORCE_LEAD).records).toHaveLength(2);
	});

	it('is known by the email in any case', () => {
		const { records } = prepared([ANN, { ...ANN, email: ' ann@X.example', score: 5 }]);
		expect(records).toHaveLength(1);
		expect(records[0]?.fields).toHaveProperty('leadspredict_score', 5);
	});
});

describe('by law', () => {
	const ids = fc.constantFrom('lead_1', 'lead_2', 'lead_3', 'lead_4');
	const score = fc.integer({ min: 0, max: 100 });
	const item = fc.oneof(
		fc.record({ email: ids.map((id) => `${id}@x.example`), lead_id: ids, score }),
		fc.record({
			event: fc.constant('lead.hot'),
			lead_id: ids,
			score,
			timestamp: fc.constantFrom('2025-11-01T00:00:00Z', '2025-11-02T00:00:00Z'),
		}),
		fc.record({
			lead_id: ids,
			score,
			origin: fc.record({
				source: fc.constantFrom('hubspot', 'salesforce'),
				record_type: fc.constantFrom('contact', 'lead'),
				record_id: ids,
			}),
		}),
		fc.record({
			email: fc.constant('s@x.example'),
			skipped: fc.constant(true),
			last_scored: fc.constant('x'),
		}),
		fc.anything(),
	);
	const table = fc.constantFrom<Crm>(HUBSPOT, SALESFORCE_LEAD, SALESFORCE_CONTACT);

	it('every item ends in exactly one place, and every record in exactly one request', () => {
		fc.assert(
			fc.property(fc.array(item, { maxLength: 30 }), table, fc.boolean(), (items, crm, create) => {
				const { records, unsent, refused } = prepared(items, crm, {}, create);
				const places = [
					...records.flatMap((record) => record.items),
					...unsent.map((each) => each.item),
					...refused.map((each) => each.item),
				];
				expect(places.sort((a, b) => a - b)).toEqual(items.map((_, index) => index));

				const small = { ...crm, maxRecords: 3 };
				const context = {
					instanceUrl: 'https://x.my.salesforce.com',
					idField: idFieldOf(crm.fields),
					fields: crm.fields,
					create,
				};
				const packed = batchUpdates(records, small, context);
				expect(packed.map(({ request }) => request.number)).toEqual(
					packed.map((_, index) => index),
				);
				const sent = packed.flatMap(({ request }) =>
					request.records.map(({ id }) => `${request.find_by} ${id}`),
				);
				expect(sent.sort()).toEqual(
					records.map(({ identity }) => `${identity.by} ${identity.id}`).sort(),
				);
				expect(new Set(sent.map((each) => each.toLowerCase())).size).toBe(sent.length);
				for (const { request } of packed) expect(request.records.length).toBeLessThanOrEqual(3);
				expect(packed.flatMap((each) => each.items).sort((a, b) => a - b)).toEqual(
					records.flatMap((record) => record.items).sort((a, b) => a - b),
				);
			}),
			{ numRuns: 500 },
		);
	});
});

describe('two scores', () => {
	it.each<[string, Crm]>([
		['HubSpot', HUBSPOT],
		['Salesforce', SALESFORCE_LEAD],
	])('of LeadsPredict IDs with the same first 15 characters are two in %s', (_, table) => {
		const events = ['123456789012345012', '123456789012345345'].map((lead_id, index) => ({
			...EVENT,
			lead_id,
			score: index,
		}));
		const { records } = prepared(events, table);
		expect(records.map(({ identity, fields }) => [identity.id, Object.values(fields)])).toEqual(
			events.map(({ lead_id, score }) => [lead_id, expect.arrayContaining([score])]),
		);
	});

	it('with the short and the long form of an ID that is not Salesforce’s are two', () => {
		const by = (id: string) => ({ ...ANN, origin: origin('hubspot', 'contact', id) });
		expect(prepared(['123456789012345', '123456789012345012'].map(by)).records).toHaveLength(2);
	});

	const INFO = 'info@acme.example';
	const ada = {
		...ANN,
		email: INFO,
		name: 'Ada',
		lead_id: 'L1',
		score: 80,
		origin: origin('salesforce', 'lead', '00Q1'),
	};
	const bob = { ...ANN, email: INFO, name: 'Bob', lead_id: 'L2', score: 20 };

	it('of people who share an email are two in Salesforce', () => {
		for (const items of [
			[ada, bob],
			[bob, ada],
		]) {
			const { records, refused } = prepared(items, SALESFORCE_LEAD);
			expect(records).toMatchObject([
				{
					identity: { by: 'recordId', id: '00Q1' },
					fields: { LeadsPredict_Score__c: 80, LeadsPredict_Id__c: 'L1' },
				},
			]);
			expect(refused).toMatchObject([{ lead: { lead_id: 'L2' } }]);
		}
		expect(prepared([ada, bob], SALESFORCE_LEAD, {}, true).records).toMatchObject([
			{ identity: { id: '00Q1' }, create: false },
			{ identity: { id: 'L2' }, create: true },
		]);
	});

	it('with one email are one in HubSpot, where it is unique', () => {
		const item = { ...ada, origin: origin('hubspot', 'contact', '7') };
		expect(prepared([item, bob]).records).toHaveLength(1);
	});

	it('are one in Salesforce only by the same record or the same LeadsPredict ID, by law', () => {
		const person = fc.record({
			email: fc.constantFrom(INFO, 'else@acme.example'),
			lead_id: fc.constantFrom('L1', 'L2', 'L3'),
			score: fc.integer({ min: 0, max: 100 }),
			origin: fc.option(
				fc.constantFrom('00Q1', '00Q2').map((id) => origin('salesforce', 'lead', id)),
				{ nil: undefined },
			),
		});
		fc.assert(
			fc.property(fc.array(person, { maxLength: 8 }), fc.boolean(), (items, create) => {
				for (const { identity, items: places } of prepared(items, SALESFORCE_LEAD, {}, create)
					.records) {
					const own = items.filter((_, index) => places.includes(index));
					const isRecord = (item: (typeof items)[number]) => item.origin?.record_id === identity.id;
					const leadIds: string[] =
						identity.by === 'recordId'
							? own.filter(isRecord).map(({ lead_id }) => lead_id)
							: [identity.id];
					for (const item of own) {
						expect(isRecord(item) || leadIds.includes(item.lead_id)).toBe(true);
					}
				}
			}),
			{ numRuns: 500 },
		);
	});
});

describe('numbers in a body for HubSpot', () => {
	it.each([
		[0, '0'],
		[87.5, '87.5'],
		[1e21, '1000000000000000000000'],
		[1.5e-7, '0.00000015'],
		[-3, '-3'],
	])('are plain text: %p', (revenue, text) => {
		const record = { ...ANN, predicted_revenue: 1 };
		const [first] = prepared([record]).records;
		if (first === undefined) throw new Error('There is no record');
		const fields = { leadspredict_predicted_revenue: revenue };
		const { body } = HUBSPOT.update('email', [{ ...first, fields }], {
			instanceUrl: '',
			idField: 'leadspredict_id',
			fields: HUBSPOT.fields,
			create: false,
		});
		expect(body).toMatchObject({
			inputs: [{ properties: { leadspredict_predicted_revenue: text } }],
		});
	});
});

describe('a score that is prepared again', () => {
	const context = {
		instanceUrl: 'https://acme.my.salesforce.com',
		idField: 'leadspredict_id',
		fields: HUBSPOT.fields,
		create: false,
	};
	const sizes = (more: object, count = 100) => {
		const people = Array.from({ length: count }, (_, index) => ({
			...ANN,
			email: `p${index}@x.example`,
			lead_id: `lead_${index}`,
			...more,
		}));
		return batchUpdates(prepared(people).records, HUBSPOT, context).map(
			({ request }) => request.records.length,
		);
	};

	it('goes into a request of half as many records with each attempt, down to one', () => {
		const first = [1, 2, 3, 4, 5, 6, 7].map((attempts) => sizes({ retryable: true, attempts })[0]);
		expect(first).toEqual([50, 25, 13, 7, 4, 2, 1]);
	});

	it.each([undefined, null, 'x', -3, 0.5, NaN, Infinity])(
		'is taken for the first attempt when its number of attempts is %p',
		(attempts) => {
			expect(sizes({ retryable: true, attempts })).toEqual([100]);
		},
	);

	it('is alone after any number of attempts', () => {
		expect(sizes({ retryable: true, attempts: 1e300 }, 2)).toEqual([1, 1]);
	});

	it('is the first attempt for whoever counts something else as attempts', () => {
		expect(sizes({ attempts: 5 })).toEqual([100]);
		expect(sizes({ attempts: 5, retryable: false })).toEqual([100]);
	});

	it.each([
		['a result', ANN],
		['an event', EVENT],
		['a looked up one', { ...ANN, origin: origin('hubspot', 'contact', '7', { x: '1' }) }],
	])('%s travels with its record, and becomes the same record', (_, item) => {
		const old = { result: 'failed', reason: 'r', code: 'c', retryable: true, attempts: 1 };
		const [record] = prepared([{ ...item, ...old }]).records;
		const later = optionsFor(HUBSPOT, { now: new Date('2026-01-01') });
		const [again] = prepare(record?.scored ?? [], later).records;
		expect({ ...again, attempt: 2 }).toEqual(record);
		for (const key of Object.keys(old)) expect(record?.scored[0]).not.toHaveProperty(key);
	});
});

describe('a score whose record is found in a less certain way than others’', () => {
	const at = (id: string) => ({ ...ANN, origin: origin('hubspot', 'contact', id) });
	const { records: one } = prepared([at('7'), { ...ANN, lead_id: 'lead_2' }]);
	const { records: two } = prepared([at('7'), at('8'), { ...ANN, lead_id: 'lead_2' }]);

	it('joins the only record that has its email', () => {
		expect(one.map(({ identity, items }) => [identity.by, items.length])).toEqual([
			['recordId', 2],
		]);
	});

	it('joins none of several', () => {
		expect(two.map(({ identity, items }) => [identity.by, items.length])).toEqual([
			['recordId', 1],
			['recordId', 1],
			['email', 1],
		]);
	});
});
