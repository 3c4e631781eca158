import axios from 'axios';
import type { IDataObject } from 'n8n-workflow';

import { readAnswer } from '../../nodes/LeadsPredict/crm/answer';
import { hubspotRequests } from '../../nodes/LeadsPredict/crm/hubspot/definitions';
import { HUBSPOT } from '../../nodes/LeadsPredict/crm/hubspot';
import { batchLookups, batchUpdates } from '../../nodes/LeadsPredict/crm/requests';
import { prepare } from '../../nodes/LeadsPredict/crm/prepare';
import { SALESFORCE_CONTACT, SALESFORCE_LEAD } from '../../nodes/LeadsPredict/crm/salesforce';
import { idFieldOf } from '../../nodes/LeadsPredict/crm/mapping';
import type { Crm } from '../../nodes/LeadsPredict/crm/crm';
import { answerItems } from '../../nodes/LeadsPredict/output/crmItems';
import { startCrm } from '../../sandbox/crm/startCrm';
import type { CrmStandIn } from '../../sandbox/crm/startCrm';
import { defineSalesforceFields } from '../../scripts/start/people';
import { INSTANCE, makeRequest } from './crmRequest';

/** Prepared requests, made as they are, and their answers read: the whole way but for n8n. */

let crm: CrmStandIn;
beforeAll(async () => {
	crm = await startCrm();
});
afterAll(async () => await crm.close());

const contextFor = (table: Crm, create = false) => ({
	instanceUrl: INSTANCE,
	idField: idFieldOf(table.fields),
	fields: table.fields,
	create,
});

const optionsFor = (table: Crm, create = false) => ({
	fields: table.fields,
	identityOptions: { ...table, idField: idFieldOf(table.fields), create },
	findBy: 'auto' as const,
	onlyChanged: true,
	clear: false,
	now: new Date('2025-11-08T15:30:00Z'),
	...(create && { creation: table.creation }),
});

async function write(table: Crm, items: readonly object[], create = false) {
	const preparation = prepare(items, optionsFor(table, create));
	expect(preparation.refused).toEqual([]);
	const packed = batchUpdates(preparation.records, table, contextFor(table, create));
	const outcomes = [];
	const written = [];
	for (const { request } of packed) {
		const answer = await makeRequest(crm, request);
		const own = readAnswer(request, Array.isArray(answer) ? answer : [answer]);
		outcomes.push(...own);
		written.push(...answerItems(request, own, [0]).map(({ item: { json } }) => json));
	}
	return { outcomes, written, requests: packed.length, unsent: preparation.unsent };
}

/** What is retryable is prepared again, as a loop in a workflow does. */
async function writeAll(table: Crm, items: readonly object[], create = false) {
	const written: IDataObject[] = [];
	const requests: number[] = [];
	for (let next = items; next.length > 0; ) {
		const round = await write(table, next, create);
		requests.push(round.requests);
		next = round.written.filter(({ retryable }) => retryable === true);
		written.push(...round.written.filter(({ retryable }) => retryable !== true));
	}
	return { written, requests };
}

async function lookUp(table: Crm, emails: readonly string[]) {
	const wanted = emails.map((email, item) => ({
		item,
		by: 'email' as const,
		id: email,
		lead: { email },
		json: { email },
		attempt: 1,
	}));
	const outcomes = [];
	for (const { request } of batchLookups(wanted, table, contextFor(table))) {
		const answer = await makeRequest(crm, request);
		outcomes.push(...readAnswer(request, Array.isArray(answer) ? answer : [answer]));
	}
	return outcomes;
}

const scored = (index: number) => ({
	email: `person${index}@x.example`,
	name: `Given Family${index}`,
	company: `Company ${index}`,
	score: index % 101,
	category: ['hot', 'warm', 'cold'][index % 3],
	lead_id: `lead_${index}`,
	conversion_probability: 0.28,
	predicted_revenue: 15000.5,
	churn_risk: 'low',
	recommendations: ['Call, "soon"', 'Write'],
	next_actions: [{ action: 'schedule_demo', priority: 'high', deadline: '2025-11-12' }],
});
const range = (count: number) => Array.from({ length: count }, (_, index) => index);

describe('HubSpot', () => {
	beforeEach(async () => {
		crm.control.reset();
		for (const request of hubspotRequests(HUBSPOT.fields)) await makeRequest(crm, request);
	});

	it('creates the fields once', () => {
		expect(crm.control.properties().map(({ name }) => name)).toEqual(
			expect.arrayContaining(HUBSPOT.fields.map(({ name }) => name)),
		);
	});

	it('takes every value, in few requests, each on its own contact', async () => {
		for (const index of range(250)) crm.control.contacts.put({ email: `person${index}@x.example` });
		const { outcomes, requests } = await write(HUBSPOT, range(250).map(scored));
		expect(requests).toBe(3);
		expect(new Set(outcomes.map(({ result }) => result))).toEqual(new Set(['written']));
		for (const index of [0, 99, 100, 249]) {
			expect(crm.control.contacts.get(`person${index}@x.example`)?.properties).toMatchObject({
				leadspredict_id: `lead_${index}`,
				leadspredict_score: String(index % 101),
				leadspredict_conversion_probability: '0.28',
				leadspredict_recommendations: 'Call, "soon"\nWrite',
			});
		}
	});

	it('says of each contact whether it is there, by its email', async () => {
		const { id } = crm.control.contacts.put({
			email: 'Person1@x.example',
			leadspredict_score: '7',
		});
		expect(await lookUp(HUBSPOT, ['person1@X.example', 'nobody@x.example'])).toMatchObject([
			{ result: 'found', recordId: id, current: { leadspredict_score: '7' } },
			{ result: 'not_found' },
		]);
	});

	it('fails those that are not there, and writes the others', async () => {
		crm.control.contacts.put({ email: 'person1@x.example' });
		const { outcomes } = await write(HUBSPOT, [scored(0), scored(1)]);
		expect(outcomes).toMatchObject([{ result: 'failed' }, { result: 'written' }]);
		expect(crm.control.contacts.all()).toHaveLength(1);
	});

	it('finds the contact of an event by the ID that was written earlier, and creates none', async () => {
		crm.control.contacts.put({ email: 'person1@x.example' });
		await write(HUBSPOT, [scored(1)]);
		const event = {
			event: 'lead.hot',
			score: 99,
			previous_score: 1,
			timestamp: '2025-11-09T00:00:00Z',
		};
		const { outcomes } = await write(HUBSPOT, [
			{ ...event, lead_id: 'lead_1' },
			{ ...event, lead_id: 'lead_unknown' },
		]);
		expect(outcomes).toMatchObject([{ result: 'written' }, { result: 'failed' }]);
		expect(crm.control.contacts.get('person1@x.example')?.properties).toMatchObject({
			leadspredict_score: '99',
			leadspredict_previous_score: '1',
			leadspredict_category: 'warm',
		});
		expect(crm.control.contacts.all()).toHaveLength(1);
	});

	it('creates contacts when asked to, once', async () => {
		const first = await write(HUBSPOT, [scored(1), scored(2)], true);
		expect(first.outcomes).toMatchObject([{ result: 'created' }, { result: 'created' }]);
		const second = await write(HUBSPOT, [scored(1)], true);
		expect(second.outcomes).toMatchObject([{ result: 'written' }]);
		expect(crm.control.contacts.all()).toHaveLength(2);
		expect(crm.control.contacts.get('person1@x.example')?.properties).toMatchObject({
			firstname: 'Given',
			lastname: 'Family1',
			company: 'Company 1',
		});
	});

	it('writes the others at the second attempt when one value does not fit', async () => {
		crm.control.reset();
		const groups = hubspotRequests(HUBSPOT.fields.filter(({ source }) => source !== 'category'));
		for (const request of groups) await makeRequest(crm, request);
		crm.control.contacts.put({ email: 'person1@x.example' });
		crm.control.contacts.put({ email: 'person2@x.example' });
		const uncategorised = Object.fromEntries(
			Object.entries(scored(2)).filter(([key]) => key !== 'category'),
		);
		const items = [scored(1), uncategorised];
		const { written } = await write(HUBSPOT, items);
		const failed = {
			email: 'person1@x.example',
			result: 'failed',
			reason: expect.stringMatching(/leadspredict_category.*Prepare Fields/),
		};
		expect(written).toMatchObject([
			failed,
			{
				...uncategorised,
				result: 'failed',
				reason: 'Not written, because HubSpot refused another record of the same request',
				retryable: true,
				attempts: 1,
			},
		]);
		const all = await writeAll(HUBSPOT, items);
		expect(all).toEqual({
			requests: [1, 1],
			written: [
				expect.objectContaining(failed),
				{
					email: 'person2@x.example',
					name: 'Given Family2',
					lead_id: 'lead_2',
					score: 2,
					result: 'written',
					record_id: crm.control.contacts.get('person2@x.example')?.id,
					record_url: expect.stringContaining('/record/0-1/'),
				},
			],
		});
	});

	it('writes the same at every attempt, also the time of the score', async () => {
		crm.control.contacts.put({ email: 'person1@x.example' });
		crm.control.answerNext('hubspot', { status: 429 });
		const sent = () =>
			crm.control
				.requests('hubspot')
				.filter(({ path }) => path.endsWith('/batch/update'))
				.map(({ body }) => body);
		const first = await write(HUBSPOT, [scored(1)]);
		const again = prepare(first.written, { ...optionsFor(HUBSPOT), now: new Date('2025-12-01') });
		const [packed] = batchUpdates(again.records, HUBSPOT, contextFor(HUBSPOT));
		expect(packed?.request).toMatchObject({ attempt: 2, body: sent()[0] });
	});

	it.each([
		['in ever smaller requests where HubSpot refuses one and does not name it', false],
		['at once where HubSpot refuses one alone', true],
	])('creates the others %s', async (_, isolates) => {
		if (isolates) crm.control.setTraceIdsIsolate('allWrites');
		// The email is taken by a contact without the ID: a conflict that names the other contact alone.
		crm.control.contacts.put({ email: 'person42@x.example' });
		const { written, requests } = await writeAll(HUBSPOT, range(100).map(scored), true);
		expect(written.filter(({ result }) => result === 'created')).toHaveLength(99);
		expect(written.filter(({ result }) => result !== 'created')).toMatchObject([
			{
				email: 'person42@x.example',
				result: 'failed',
				reason: expect.stringContaining('exists'),
			},
		]);
		expect(requests).toEqual(isolates ? [1] : [1, 2, 2, 2, 2, 2, 2, 2]);
		for (const { properties } of crm.control.contacts.all()) {
			const { email = '', leadspredict_id: id } = properties;
			const index = /\d+/.exec(email)?.[0];
			expect([email, id]).toEqual([email, index === '42' ? undefined : `lead_${index}`]);
		}
	});

	it('gives up in the end', async () => {
		crm.control.contacts.put({ email: 'person1@x.example' });
		range(20).forEach(() => crm.control.answerNext('hubspot', { status: 429 }));
		const { written, requests } = await writeAll(HUBSPOT, [scored(1)]);
		expect(requests).toHaveLength(8);
		expect(written).toMatchObject([{ result: 'failed', code: 'RATE_LIMITS' }]);
		expect(written[0]).not.toHaveProperty('attempts');
	});

	it('keeps leads that were refused apart from those that come for the first time', async () => {
		for (const index of range(3)) crm.control.contacts.put({ email: `person${index}@x.example` });
		const again = range(2).map((index) => ({ ...scored(index), retryable: true, attempts: 7 }));
		const { outcomes, requests } = await write(HUBSPOT, [...again, scored(2)]);
		expect(requests).toBe(3);
		expect(outcomes).toMatchObject(range(3).map(() => ({ result: 'written' })));
	});

	it('sends every score of a person again, and the newest wins again', async () => {
		crm.control.contacts.put({ email: 'person1@x.example' });
		crm.control.answerNext('hubspot', { status: 429 });
		const older = { ...scored(1), score: 3, timestamp: '2025-11-01T00:00:00Z' };
		const { written } = await writeAll(HUBSPOT, [older, scored(1)]);
		expect(written).toMatchObject([
			{ result: 'written', score: 1 },
			{ result: 'written', score: 3, merged: true },
		]);
		expect(crm.control.contacts.get('person1@x.example')?.properties).toMatchObject({
			leadspredict_score: '1',
		});
	});

	it('writes nothing the second time', async () => {
		const { id } = crm.control.contacts.put({ email: 'person1@x.example' });
		await write(HUBSPOT, [scored(1)]);
		const current = crm.control.contacts.get(id)?.properties;
		const origin = { source: 'hubspot', record_type: 'contact', record_id: id, current };
		const { requests, unsent } = await write(HUBSPOT, [{ ...scored(1), origin }]);
		expect(requests).toBe(0);
		expect(unsent).toMatchObject([{ result: 'unchanged' }]);
	});
});

describe.each([
	['Lead', SALESFORCE_LEAD],
	['Contact', SALESFORCE_CONTACT],
] as const)('Salesforce %s', (sObject, table) => {
	const records = () => (sObject === 'Lead' ? crm.control.leads : crm.control.salesforceContacts);
	const put = (email: string) =>
		records().put({
			LastName: 'Test',
			Email: email,
			...(sObject === 'Lead' && { Company: 'X' }),
		});
	const originOf = (id: string, current?: object) => ({
		origin: {
			source: 'salesforce',
			record_type: sObject.toLowerCase(),
			record_id: id,
			...(current && { current }),
		},
	});

	beforeEach(() => {
		crm.control.reset();
		defineSalesforceFields(crm.control, sObject, table.fields);
	});

	it('takes every value by the record’s own Id, in few requests', async () => {
		const ids = range(250).map((index) => put(`person${index}@x.example`).Id);
		const { outcomes, requests } = await write(
			table,
			range(250).map((index) => ({ ...scored(index), ...originOf(String(ids[index])) })),
		);
		expect(requests).toBe(2);
		expect(new Set(outcomes.map(({ result }) => result))).toEqual(new Set(['written']));
		for (const index of [0, 199, 200, 249]) {
			expect(records().get(String(ids[index]))).toMatchObject({
				Email: `person${index}@x.example`,
				LeadsPredict_Id__c: `lead_${index}`,
				LeadsPredict_Score__c: index % 101,
				LeadsPredict_Conversion_Probability__c: 28,
				...(sObject === 'Lead' && { Rating: ['Hot', 'Warm', 'Cold'][index % 3] }),
			});
		}
	});

	it('leaves the owner alone, found by the record’s own Id or by the LeadsPredict ID', async () => {
		const { Id, OwnerId } = put('person1@x.example');
		await write(table, [{ ...scored(1), ...originOf(Id) }]);
		await write(table, [{ ...scored(1), score: 2 }], true);
		expect(records().get(Id)).toMatchObject({ LeadsPredict_Score__c: 2, OwnerId });
	});

	it('writes a text that looks like a reference to another subrequest', async () => {
		const [a, b] = [put('person1@x.example'), put('person2@x.example')];
		const odd = { ...scored(1), recommendations: ['Mention @{company.name}'] };
		const { outcomes } = await write(table, [
			{ ...odd, ...originOf(a.Id) },
			{ ...scored(2), ...originOf(b.Id) },
		]);
		expect(outcomes).toMatchObject([{ result: 'written' }, { result: 'written' }]);
		expect(records().get(a.Id)).toMatchObject({
			LeadsPredict_Recommendations__c: 'Mention @ {company.name}',
		});
	});

	it('leaves out a number that the field does not hold, and writes the rest', async () => {
		const { Id } = put('person1@x.example');
		const { outcomes } = await write(table, [
			{ ...scored(1), predicted_revenue: 1e16, ...originOf(Id) },
		]);
		expect(outcomes).toMatchObject([
			{
				result: 'written',
				record: { left_out: [{ field: 'predicted_revenue', why: 'too large a number' }] },
			},
		]);
		expect(records().get(Id)).toMatchObject({
			LeadsPredict_Score__c: 1,
			LeadsPredict_Predicted_Revenue__c: null,
		});
	});

	it('finds everybody when many of 200 emails are there several times', async () => {
		const emails = range(200).map((index) => `person${index}@x.example`);
		const ids = emails.slice(0, 190).map((email) => put(email).Id);
		for (const email of emails.slice(0, 60)) put(email);
		const outcomes = await lookUp(table, emails);
		expect(outcomes.map(({ result }) => result)).toEqual(
			range(200).map((index) => (index < 60 ? 'several' : index < 190 ? 'found' : 'not_found')),
		);
		expect(outcomes[189]).toMatchObject({ recordId: ids[189] });
		expect(crm.control.requestCounts('salesforce')).toEqual({
			'POST /services/data/:version/composite': 1,
		});
	});

	it('finds records by their emails, and says who is there twice', async () => {
		const { Id } = put("o'neil@x.example");
		put('twice@x.example');
		put('twice@x.example');
		expect(
			await lookUp(table, ["O'Neil@x.example", 'twice@x.example', 'nobody@x.example']),
		).toMatchObject([
			{ result: 'found', recordId: Id },
			{ result: 'several' },
			{ result: 'not_found' },
		]);
	});

	it('finds the record of an event by the ID that was written earlier, and creates none', async () => {
		const { Id } = put('person1@x.example');
		await write(table, [{ ...scored(1), ...originOf(Id) }]);
		const event = { event: 'lead.hot', score: 99, timestamp: '2025-11-09T00:00:00Z' };
		const { outcomes } = await write(table, [
			{ ...event, lead_id: 'lead_1' },
			{ ...event, lead_id: 'lead_unknown' },
		]);
		expect(outcomes).toMatchObject([
			{ result: 'written', recordId: expect.stringContaining(Id.slice(0, 15)) },
			{ result: 'failed', code: 'REQUIRED_FIELD_MISSING' },
		]);
		expect(records().get(Id)).toMatchObject({ LeadsPredict_Score__c: 99 });
		expect(records().all()).toHaveLength(1);
	});

	it('creates records when asked to, with what Salesforce requires, once', async () => {
		const first = await write(table, [scored(1)], true);
		expect(first.outcomes).toMatchObject([{ result: 'created' }]);
		const second = await write(table, [{ ...scored(1), score: 5 }], true);
		expect(second.outcomes).toMatchObject([{ result: 'written' }]);
		expect(records().all()).toMatchObject([
			{ LastName: 'Family1', FirstName: 'Given', LeadsPredict_Score__c: 5 },
		]);
	});

	it('writes the others when one record is refused', async () => {
		const [a, b] = [put('person1@x.example'), put('person2@x.example')];
		const tooLong = { ...scored(1), lead_id: 'x'.repeat(255), ...originOf(a.Id) };
		const { outcomes } = await write(table, [
			{ ...scored(2), ...originOf('00QNOSUCHRECORD') },
			{ ...tooLong },
			{ ...scored(2), ...originOf(b.Id) },
		]);
		expect(outcomes.map(({ result }) => result)).toEqual(['failed', 'written', 'written']);
	});

	it('says that field-level security is missing when a field cannot be seen', async () => {
		const { Id } = put('person1@x.example');
		crm.control.setFieldVisible(sObject, 'LeadsPredict_Score__c', false);
		const { outcomes } = await write(table, [{ ...scored(1), ...originOf(Id) }]);
		expect(outcomes).toMatchObject([
			{ result: 'failed', reason: expect.stringContaining('grant field-level security') },
		]);
	});

	it('writes nothing the second time', async () => {
		const { Id } = put('person1@x.example');
		await write(table, [{ ...scored(1), ...originOf(Id) }]);
		const { requests, unsent } = await write(table, [
			{ ...scored(1), ...originOf(Id, records().get(Id)) },
		]);
		expect([requests, unsent.length]).toEqual([0, 1]);
	});

	if (sObject === 'Lead') {
		it('says of a converted lead that it cannot be written, and writes the others', async () => {
			const [a, b] = [put('person1@x.example'), put('person2@x.example')];
			crm.control.convertLead(a.Id);
			const { outcomes } = await write(table, [
				{ ...scored(1), ...originOf(a.Id) },
				{ ...scored(2), ...originOf(b.Id) },
			]);
			expect(outcomes).toMatchObject([
				{
					result: 'failed',
					code: 'CANNOT_UPDATE_CONVERTED_LEAD',
					reason: expect.stringContaining('was converted'),
				},
				{ result: 'written' },
			]);
		});
	}
});

describe('a lookup by the LeadsPredict ID', () => {
	beforeEach(async () => {
		crm.control.reset();
		for (const request of hubspotRequests(HUBSPOT.fields)) await makeRequest(crm, request);
		defineSalesforceFields(crm.control, 'Lead', SALESFORCE_LEAD.fields);
		defineSalesforceFields(crm.control, 'Contact', SALESFORCE_CONTACT.fields);
	});

	const lookUpIds = async (table: Crm, ids: readonly string[]) => {
		const wanted = ids.map((id, item) => ({
			item,
			by: 'leadspredictId' as const,
			id,
			lead: { lead_id: id },
			json: { lead_id: id },
			attempt: 1,
		}));
		const outcomes = [];
		for (const { request } of batchLookups(wanted, table, contextFor(table))) {
			const answer = await makeRequest(crm, request);
			outcomes.push(...readAnswer(request, Array.isArray(answer) ? answer : [answer]));
		}
		return outcomes;
	};

	const person = { email: 'ada@x.example', name: 'Ada Okafor', phone: '+1 555 010 7800' };

	it('finds a HubSpot contact, and says who it is', async () => {
		const { id } = crm.control.contacts.put({
			email: 'ada@x.example',
			firstname: 'Ada',
			lastname: 'Okafor',
			company: 'Okafor Ltd',
			phone: '+1 555 010 7800',
			leadspredict_id: 'lead_1',
		});
		expect(await lookUpIds(HUBSPOT, ['lead_1', 'lead_2'])).toMatchObject([
			{ result: 'found', recordId: id, person: { ...person, company: 'Okafor Ltd' } },
			{ result: 'not_found' },
		]);
	});

	it.each([
		['lead', SALESFORCE_LEAD, { Company: 'Okafor Ltd' }, { company: 'Okafor Ltd' }],
		['contact', SALESFORCE_CONTACT, {}, {}],
	] as const)('finds a Salesforce %s, and says who it is', async (kind, table, more, known) => {
		const records = kind === 'lead' ? crm.control.leads : crm.control.salesforceContacts;
		const { Id } = records.put({
			Email: 'ada@x.example',
			FirstName: 'Ada',
			LastName: 'Okafor',
			Phone: '+1 555 010 7800',
			LeadsPredict_Id__c: 'lead_1',
			...more,
		});
		expect(await lookUpIds(table, ['lead_1', 'lead_2'])).toMatchObject([
			{
				result: 'found',
				recordId: Id,
				person: { ...person, ...known, record_url: `${INSTANCE}/${Id}` },
			},
			{ result: 'not_found' },
		]);
	});
});

it('HubSpot refuses more than its limit over 10 seconds, and takes requests again afterwards', async () => {
	let now = new Date('2026-01-01T00:00:00Z');
	const limited = await startCrm({ now: () => now });
	try {
		const ask = async () =>
			await axios.get<unknown>(`${limited.hubspotUrl}/crm/v3/objects/contacts`, {
				headers: { authorization: `Bearer ${limited.tokens.hubspot}` },
				validateStatus: () => true,
				proxy: false,
			});
		limited.control.setHubspotRateLimit(2);
		const answers = [await ask(), await ask(), await ask()];
		expect(answers.map(({ status }) => status)).toEqual([200, 200, 429]);
		expect(answers[2]?.data).toMatchObject({
			errorType: 'RATE_LIMIT',
			policyName: 'TEN_SECONDLY_ROLLING',
		});
		expect(answers[1]?.headers).toMatchObject({
			'x-hubspot-ratelimit-max': '2',
			'x-hubspot-ratelimit-remaining': '0',
			'x-hubspot-ratelimit-interval-milliseconds': '10000',
		});
		now = new Date(now.getTime() + 10_000);
		expect((await ask()).status).toBe(200);
	} finally {
		await limited.close();
	}
});
