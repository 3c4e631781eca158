import type { IDataObject } from 'n8n-workflow';

import { SAMPLES } from '../data/sources';
import { hintsOf, NODE, useFixture } from './fixture';

const fixture = useFixture();

const GO_ON = { onError: 'continueRegularOutput' } as const;

const hubspotContact = (index: number, more: IDataObject = {}): IDataObject => ({
	id: String(1000 + index),
	properties: {
		hs_object_id: String(1000 + index),
		firstname: `Given${index}`,
		lastname: 'Family',
		email: `person${index}@company.example`,
		numemployees: '12',
		...more,
	},
	createdAt: '2024-06-20T00:57:37.690Z',
	updatedAt: '2025-11-20T02:08:27.180Z',
	archived: false,
});

describe('items as people have them', () => {
	it('become the right leads at LeadsPredict, or say why they do not, all in one run', async () => {
		const run = await fixture.run(
			SAMPLES.map(({ item }) => item),
			// What each item says by itself: samples of different tables have the same headers.
			{ ...GO_ON, parameters: { options: { compareItems: false } } },
		);
		const output = run.output(NODE);
		expect(output.map(({ pairedItem }) => pairedItem)).toEqual(
			SAMPLES.map((_, item) => ({ item })),
		);
		const leads = SAMPLES.flatMap(({ lead }) => (lead === undefined ? [] : [lead]));
		expect(fixture.sentLeads().flat()).toEqual(leads);
		expect(output.map(({ json }) => json)).toEqual(
			SAMPLES.map(({ lead, problem }) =>
				problem === undefined
					? expect.objectContaining({ email: lead?.['email'], score: expect.any(Number) })
					: { error: expect.objectContaining({ message: expect.any(String), code: problem }) },
			),
		);
	});

	it('quote the error of a step before, and what to do about it', async () => {
		const run = await fixture.run([{ error: 'The resource could not be found' }], GO_ON);
		expect(run.output(NODE)[0]?.json).toMatchObject({
			error: {
				message: 'The step before failed for this item: "The resource could not be found"',
				code: 'error_item',
				advice: expect.stringContaining('On Error'),
			},
		});
	});

	it('end the workflow with the step to add, before anything is sent', async () => {
		const run = await fixture.run([
			{ subscriptionType: 'contact.creation', contactId: 123, occurredAt: 1761991200000 },
		]);
		expect(run.error).toMatchObject({
			message: 'A HubSpot event carries only the ID of the record',
			description: expect.stringContaining('add a HubSpot node that gets the contact'),
		});
		expect(fixture.sandbox.control.requestCount()).toBe(0);
	});
});

describe('Lead Source', () => {
	it('reads one source alone when it is named', async () => {
		const run = await fixture.run(
			[hubspotContact(1), { email: 'plain@x.example', 'Lead Owner': 'Sam' }],
			{
				...GO_ON,
				parameters: { leadSource: 'salesforce' },
			},
		);
		expect(run.output(NODE)[0]?.json).toMatchObject({ error: { code: 'not_recognized' } });
		expect(run.output(NODE)[1]?.json).toMatchObject({ email: 'plain@x.example' });
	});

	it('is overridden by Lead Fields, field by field', async () => {
		await fixture.run([hubspotContact(1, { nickname: 'Gigi', company: 'Acme' })], {
			parameters: {
				leadFields: { name: '={{ $json.properties.nickname }}', revenue: '€5M', industry: '=' },
			},
		});
		expect(fixture.sentLeads()).toEqual([
			[
				{
					email: 'person1@company.example',
					name: 'Gigi',
					company: 'Acme',
					revenue: 5_000_000,
					employees: 12,
				},
			],
		]);
	});

	it('takes an email of Lead Fields for an item that is no lead by itself', async () => {
		await fixture.run([{ subscriptionType: 'contact.creation', contactId: 1 }], {
			parameters: { leadFields: { email: 'mapped@x.example' } },
		});
		expect(fixture.sentLeads()).toEqual([[{ email: 'mapped@x.example' }]]);
	});
});

describe('what is doubtful', () => {
	const doubtful = {
		Email: 'pat@x.example',
		Name: 'Pat',
		Revenue: '$1M-$10M',
		Employees: '11-50',
		'Last Contact Date': '03/04/2025',
	};

	it('is left out, and each item says so', async () => {
		const run = await fixture.run([doubtful]);
		expect(fixture.sentLeads()).toEqual([[{ email: 'pat@x.example', name: 'Pat' }]]);
		expect(run.output(NODE)[0]?.json['warnings']).toEqual([
			{ field: 'revenue', value: '$1M-$10M', why: 'left out: a range' },
			{ field: 'employees', value: '11-50', why: 'left out: a range' },
			{
				field: 'last_interaction',
				value: '03/04/2025',
				why: 'left out: the day and the month cannot be told apart',
			},
		]);
	});

	it.each([
		[{ dates: 'dayFirst', ranges: 'lowerBound' }, 1_000_000, 11, '2025-04-03'],
		[{ dates: 'monthFirst', ranges: 'midpoint' }, 5_500_000, 31, '2025-03-04'],
	])('is read as the options say: %j', async (options, revenue, employees, last_interaction) => {
		await fixture.run([doubtful], { parameters: { options } });
		expect(fixture.sentLeads()).toEqual([
			[{ email: 'pat@x.example', name: 'Pat', revenue, employees, last_interaction }],
		]);
	});

	it('is refused under Strict Checking', async () => {
		const run = await fixture.run([{ Email: 'fine@x.example', Revenue: 5 }, doubtful], {
			...GO_ON,
			parameters: { options: { strict: true } },
		});
		expect(run.output(NODE)[1]?.json).toMatchObject({
			error: {
				message: 'Revenue is "$1M-$10M": a range',
				field: 'revenue',
				code: 'doubtful_value',
			},
		});
		expect(fixture.sentLeads()).toEqual([[{ email: 'fine@x.example', revenue: 5 }]]);
	});

	it('appears on no item when there is none', async () => {
		const run = await fixture.run([{ Email: 'fine@x.example', Revenue: 5 }]);
		expect(run.output(NODE)[0]?.json).not.toHaveProperty('warnings');
		expect(run.output(NODE)[0]?.json).not.toHaveProperty('origin');
	});
});

describe('the record a lead was read from', () => {
	it('goes along, with what LeadsPredict’s own fields hold in it', async () => {
		const run = await fixture.run([
			hubspotContact(1, { leadspredict_score: '80', leadspredict_id: '' }),
			{
				attributes: { type: 'Lead' },
				Id: '00Q000000000001AAA',
				Email: 'ada@x.example',
				LeadsPredict_Score__c: 12,
			},
		]);
		expect(run.output(NODE).map(({ json }) => json['origin'])).toEqual([
			{
				source: 'hubspot',
				record_type: 'contact',
				record_id: '1001',
				current: { leadspredict_score: '80', leadspredict_id: '' },
			},
			{
				source: 'salesforce',
				record_type: 'lead',
				record_id: '00Q000000000001AAA',
				current: { LeadsPredict_Score__c: 12 },
			},
		]);
	});

	it('says whether the lead need be scored again', async () => {
		const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000);
		const run = await fixture.run(
			[
				hubspotContact(1, { leadspredict_last_scored: daysAgo(2).toISOString() }),
				hubspotContact(2, { leadspredict_last_scored: String(daysAgo(9).getTime()) }),
				hubspotContact(3, { leadspredict_last_scored: '' }),
				{
					attributes: { type: 'Contact' },
					Id: '003000000000001AAA',
					Email: 'cy@x.example',
					LeadsPredict_Last_Scored__c: daysAgo(1).toISOString().replace('Z', '+0000'),
				},
			],
			{ parameters: { options: { skipScoredWithin: 7 } } },
		);
		expect(fixture.sentLeads().flat()).toMatchObject([
			{ email: 'person2@company.example' },
			{ email: 'person3@company.example' },
		]);
		const output = run.output(NODE);
		expect(output[0]?.json).toMatchObject({
			email: 'person1@company.example',
			skipped: true,
			last_scored: expect.stringMatching(/^\d{4}-\d{2}-\d{2}T/),
			origin: { record_id: '1001' },
		});
		expect(output[0]?.json).not.toHaveProperty('score');
		expect(output[3]?.json).toMatchObject({ email: 'cy@x.example', skipped: true });
		expect(hintsOf(run)).toContainEqual(
			expect.stringMatching(/^2 leads scored in 1 request, 2 skipped/),
		);
	});
});

describe('Compare Items', () => {
	const ROWS = ['ida', 'ben', 'eva', 'tom'].map((person, index) => ({
		'Reach at': `${person}@x.example`,
		Name: `${person} Berg`,
		'Last contact': index === 0 ? '25/03/2025' : `0${index}/04/2025`,
		'HubSpot company': 'Berg Ltd',
	}));

	it('reads what the columns of a run show, and says so', async () => {
		const run = await fixture.run(ROWS);
		expect(fixture.sentLeads().flat()).toEqual(
			ROWS.map((row, index) => ({
				email: row['Reach at'],
				name: row.Name,
				last_interaction: index === 0 ? '2025-03-25' : `2025-04-0${index}`,
			})),
		);
		expect(hintsOf(run)).toEqual(
			expect.arrayContaining([
				'Email read from "Reach at", the only column of addresses; Dates in "Last contact" read day first, as other dates there show',
				'Not read: "HubSpot company" (company) in 4 items. To send them, add the fields under Lead Fields',
			]),
		);
	});

	it('is switched off by its option', async () => {
		const run = await fixture.run(ROWS, {
			...GO_ON,
			parameters: { options: { compareItems: false } },
		});
		expect(fixture.sandbox.control.requestCount()).toBe(0);
		expect(run.output(NODE)[0]?.json).toMatchObject({
			error: { advice: expect.stringContaining('{{ $json["Reach at"] }}') },
		});
	});
});

describe('Preview', () => {
	it('names what looks like a field and is not read', async () => {
		const run = await fixture.run([{ email: 'ida@x.example', 'HubSpot company': 'Berg Ltd' }], {
			parameters: { operation: 'preview' },
		});
		expect(run.output(NODE)[0]?.json['not_read']).toEqual([
			{ field: 'company', from: 'HubSpot company', value: 'Berg Ltd' },
		]);
	});

	it('shows what would be sent, from where, and why not; and sends nothing', async () => {
		const run = await fixture.run(
			[hubspotContact(1), { Email: 'pat@x.example', Employees: '11-50' }, { Name: 'Nobody' }],
			{ parameters: { operation: 'preview' } },
		);
		expect(run.error).toBeUndefined();
		expect(fixture.sandbox.control.requestCount()).toBe(0);
		expect(run.output(NODE).map(({ json, pairedItem }) => [pairedItem, json])).toEqual([
			[
				{ item: 0 },
				{
					lead: { email: 'person1@company.example', name: 'Given1 Family', employees: 12 },
					read_as: 'HubSpot contact',
					from: {
						email: 'properties.email',
						name: 'properties.firstname + properties.lastname',
						employees: 'properties.numemployees',
					},
					origin: { source: 'hubspot', record_type: 'contact', record_id: '1001' },
				},
			],
			[
				{ item: 1 },
				{
					lead: { email: 'pat@x.example' },
					read_as: 'row',
					from: { email: 'Email' },
					warnings: [{ field: 'employees', value: '11-50', why: 'left out: a range' }],
				},
			],
			[
				{ item: 2 },
				{
					problem: {
						message: 'Email is missing for "Nobody"',
						advice: expect.any(String),
						code: 'no_email',
					},
				},
			],
		]);
	});
});

describe('the hint after a run', () => {
	it('says how the leads were read, what was left out and what was refused', async () => {
		const legacy = (index: number): IDataObject => ({
			vid: index,
			properties: { firstname: { value: 'A' } },
			'identity-profiles': [
				{ identities: [{ type: 'EMAIL', value: `legacy${index}@x.example`, 'is-primary': true }] },
			],
		});
		const run = await fixture.run(
			[
				hubspotContact(1),
				hubspotContact(2, { annualrevenue: '$1M-$10M' }),
				legacy(3),
				legacy(4),
				{ Email: 'row@x.example' },
				{ Name: 'Nobody' },
			],
			GO_ON,
		);
		const hints = hintsOf(run);
		expect(hints).toContainEqual(
			'Read 4 HubSpot contacts, 1 row; email from identity-profiles in 2; revenue left out for 1: a range',
		);
		expect(hints).toContainEqual(
			expect.stringMatching(/^1 item without a result: Email is missing for "Nobody" \(item 5\)/),
		);
	});
});

describe('records that are no contacts', () => {
	const times = { createdAt: '2024-06-20T00:57:37.690Z', updatedAt: '2025-11-20T02:08:27.180Z' };
	const record = (id: string, properties: IDataObject): IDataObject => ({
		id,
		properties: { hs_object_id: id, ...properties },
		...times,
		archived: false,
	});

	it('never name the contact that a score is written to, though they have the same id', async () => {
		const scored = await fixture.run(
			[
				hubspotContact(1),
				record('9001', { name: 'Acme', domain: 'acme.example', email: 'info@acme.example' }),
				record('9002', {
					email: 'rex@pets.example',
					hs_createdate: times.createdAt,
					hs_lastmodifieddate: times.updatedAt,
				}),
				{
					'Record ID': '555',
					'Company name': 'Acme',
					'Company owner': 'Sam',
					'Lifecycle Stage': 'lead',
					Email: 'office@acme.example',
				},
			],
			GO_ON,
		);
		const output = scored.output(NODE).map(({ json }) => json);
		expect(output.map(({ error }) => error)).toEqual([
			undefined,
			expect.objectContaining({ message: expect.stringContaining('a HubSpot company') }),
			undefined,
			expect.objectContaining({ message: expect.stringContaining('a HubSpot company') }),
		]);

		const prepared = await fixture.run(output, {
			...GO_ON,
			credentials: {},
			parameters: { resource: 'crm', operation: 'prepareUpdate' },
		});
		const inputs = prepared
			.output(NODE)
			.flatMap(({ json }) => (Object(json['body']).inputs ?? []) as IDataObject[]);
		expect(inputs.map(({ id, idProperty }) => [id, idProperty])).toEqual([
			['1001', undefined],
			['rex@pets.example', 'email'],
		]);
	});
});
