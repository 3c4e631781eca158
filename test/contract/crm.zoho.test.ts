import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

import axios from 'axios';

import { readAnswer, readFieldsAnswer } from '../../nodes/LeadsPredict/crm/answer';
import type { Crm } from '../../nodes/LeadsPredict/crm/crm';
import type { CrmRequest } from '../../nodes/LeadsPredict/crm/crmRequest';
import { idFieldOf } from '../../nodes/LeadsPredict/crm/mapping';
import { prepare } from '../../nodes/LeadsPredict/crm/prepare';
import {
	batchLookups,
	batchUpdates,
	numberedFieldRequests,
} from '../../nodes/LeadsPredict/crm/requests';
import { ZOHO_CONTACT, ZOHO_LEAD } from '../../nodes/LeadsPredict/crm/zoho';
import { startCrm } from '../../sandbox/crm/startCrm';
import type { CrmStandIn } from '../../sandbox/crm/startCrm';
import { defineZohoFields } from '../../scripts/start/people';

/** Prepared requests, made as they are, and Zoho CRM's answers read: the whole way but for n8n. */

const DOMAIN = 'https://www.zohoapis.eu';

let crm: CrmStandIn;
beforeAll(async () => {
	crm = await startCrm();
});
afterAll(async () => await crm.close());
beforeEach(() => {
	crm.control.reset();
	defineZohoFields(crm.control, 'Leads', ZOHO_LEAD.fields);
	defineZohoFields(crm.control, 'Contacts', ZOHO_CONTACT.fields);
});

async function make(
	{ method, url, body }: Pick<CrmRequest, 'method' | 'url' | 'body'>,
	token = crm.tokens.zoho,
) {
	expect(url.startsWith(`${DOMAIN}/crm/v8/`)).toBe(true);
	return await axios.request<unknown>({
		method,
		url: url.replace(DOMAIN, crm.zohoUrl),
		data: body,
		headers: { authorization: `Zoho-oauthtoken ${token}` },
		validateStatus: () => true,
		proxy: false,
	});
}

/** As n8n hands an answer on: a refusal as an error with the body in its message. */
const handedOn = ({ status, data }: { status: number; data: unknown }): unknown =>
	status < 300
		? data
		: {
				error: {
					message: `${status} - ${JSON.stringify(JSON.stringify(data))}`,
					httpCode: String(status),
				},
			};

const contextFor = (table: Crm, create = false) => ({
	instanceUrl: DOMAIN,
	idField: idFieldOf(table.fields),
	fields: table.fields,
	create,
});

async function write(table: Crm, items: readonly object[], create = false) {
	const { records, refused, unsent } = prepare(items, {
		fields: table.fields,
		identityOptions: { ...table, idField: idFieldOf(table.fields), create },
		findBy: 'auto',
		onlyChanged: true,
		clear: false,
		now: new Date('2025-11-08T15:30:00.123Z'),
		...(create && { creation: table.creation }),
	});
	expect(refused).toEqual([]);
	const outcomes = [];
	const statuses: number[] = [];
	for (const { request } of batchUpdates(records, table, contextFor(table, create))) {
		const answer = await make(request);
		statuses.push(answer.status);
		outcomes.push(...readAnswer(request, [handedOn(answer)]));
	}
	return { outcomes, statuses, unsent };
}

async function lookUp(table: Crm, by: 'email' | 'leadspredictId', ids: readonly string[]) {
	const wanted = ids.map((id, item) => ({
		...{ item, by, id, lead: { email: id }, json: { email: id }, attempt: 1 },
	}));
	const outcomes = [];
	for (const { request } of batchLookups(wanted, table, contextFor(table))) {
		outcomes.push(...readAnswer(request, [handedOn(await make(request))]));
	}
	return outcomes;
}

const scored = (index: number, more: object = {}) => ({
	email: `person${index}@company.example`,
	name: `Given${index} Family${index}`,
	company: 'Company',
	lead_id: `lead_${index}`,
	score: 87.25,
	category: 'Warm',
	conversion_probability: 0.281,
	predicted_revenue: 15_000.5,
	churn_risk: 'low',
	recommendations: ['Call', 'Write'],
	...more,
});

const originOf = (id: string, kind = 'lead', current?: object) => ({
	origin: { source: 'zoho', record_type: kind, record_id: id, ...(current && { current }) },
});

const put = (index: number, more: Readonly<Record<string, string>> = {}) =>
	crm.control.zoho.leads.put({
		...{ Last_Name: `Family${index}`, Company: 'Company' },
		...{ Email: `person${index}@company.example`, ...more },
	});

describe('a Zoho lead', () => {
	it('is written by its record ID, and not a second time', async () => {
		const { id } = put(1);
		const { outcomes } = await write(ZOHO_LEAD, [scored(1, originOf(id))]);
		expect(outcomes).toMatchObject([{ result: 'written', recordId: id }]);
		const lead = crm.control.zoho.leads.get(id);
		expect(lead).toMatchObject({
			LeadsPredict_ID: 'lead_1',
			LeadsPredict_Score: 87.25,
			LeadsPredict_Category: 'Warm',
			LeadsPredict_Conversion_Probability: 28.1,
			LeadsPredict_Predicted_Revenue: 15_000.5,
			LeadsPredict_Recommendations: 'Call\nWrite',
			LeadsPredict_Last_Scored: '2025-11-08T15:30:00+00:00',
		});
		const again = await write(ZOHO_LEAD, [scored(1, originOf(id, 'lead', lead))]);
		expect(again.unsent).toMatchObject([{ result: 'unchanged' }]);
		expect(again.statuses).toEqual([]);
	});

	it('is written under the ID that an exported file has', async () => {
		const { id } = put(1);
		const { outcomes } = await write(ZOHO_LEAD, [scored(1, originOf(`zcrm_${id}`))]);
		expect(outcomes).toMatchObject([{ result: 'written', recordId: id }]);
	});

	it('each has an outcome of its own when a part is refused', async () => {
		const ids = [1, 2, 3, 4].map((index) => put(index).id);
		crm.control.zoho.convertLead(ids[1] ?? '');
		crm.control.zoho.setLocked(ids[2] ?? '', true);
		put(9, { LeadsPredict_ID: 'lead_4' });
		const items = [...ids, '5725767000009999999'].map((id, index) =>
			scored(index + 1, originOf(id)),
		);
		const { outcomes, statuses } = await write(ZOHO_LEAD, items);
		expect(statuses).toEqual([207]);
		expect(outcomes).toMatchObject([
			{ result: 'written', recordId: ids[0] },
			{ result: 'failed', reason: expect.stringContaining('was converted') },
			{ result: 'failed', reason: expect.stringContaining('locked') },
			{
				result: 'failed',
				code: 'DUPLICATE_DATA',
				reason: expect.stringContaining('LeadsPredict_ID'),
			},
			{ result: 'failed', code: 'INVALID_DATA' },
		]);
	});

	it('each has its own reason when all are refused', async () => {
		const ids = [1, 2].map((index) => put(index).id);
		crm.control.zoho.convertLead(ids[0] ?? '');
		crm.control.zoho.setLocked(ids[1] ?? '', true);
		const { outcomes, statuses } = await write(
			ZOHO_LEAD,
			ids.map((id, index) => scored(index + 1, originOf(id))),
		);
		expect(statuses).toEqual([400]);
		expect(outcomes).toMatchObject([
			{ code: 'CONVERTED_RECORD', reason: expect.stringContaining('was converted') },
			{ code: 'RECORD_LOCKED', reason: expect.stringContaining('locked') },
		]);
	});

	it('is created under its LeadsPredict ID, once', async () => {
		const first = await write(ZOHO_LEAD, [scored(1)], true);
		expect(first.outcomes).toMatchObject([{ result: 'created' }]);
		const second = await write(ZOHO_LEAD, [scored(1, { score: 12 })], true);
		expect(second.outcomes).toMatchObject([{ result: 'written' }]);
		expect(crm.control.zoho.leads.all()).toMatchObject([
			{ Full_Name: 'Given1 Family1', Company: 'Company', LeadsPredict_Score: 12 },
		]);
	});

	it('that has the email of another is not taken for it', async () => {
		const { id } = put(1);
		const { outcomes } = await write(ZOHO_LEAD, [scored(1)], true);
		expect(outcomes).toMatchObject([{ result: 'created' }]);
		expect(crm.control.zoho.leads.get(id)).toMatchObject({ LeadsPredict_Score: null });
	});

	it('that nobody knows is not created by an event', async () => {
		const { outcomes } = await write(ZOHO_LEAD, [
			{ event: 'lead.scored', lead_id: 'lead_7', score: 3 },
		]);
		expect(outcomes).toMatchObject([{ result: 'failed', code: 'MANDATORY_NOT_FOUND' }]);
		expect(crm.control.zoho.leads.all()).toEqual([]);
	});

	it('goes in requests of 100', async () => {
		const items = Array.from({ length: 250 }, (_, index) => scored(index, originOf(put(index).id)));
		const { outcomes, statuses } = await write(ZOHO_LEAD, items);
		expect(statuses).toEqual([200, 200, 200]);
		expect(outcomes.filter(({ result }) => result === 'written')).toHaveLength(250);
	});
});

describe('a lookup in Zoho CRM', () => {
	it('by email tells one, several and none apart', async () => {
		const one = put(1);
		const twins = [put(2).id, put(2).id];
		const outcomes = await lookUp(ZOHO_LEAD, 'email', [
			...['person1@company.example', 'person2@company.example', 'nobody@company.example'],
			"o'brien\\@company.example",
		]);
		expect(outcomes).toMatchObject([
			{ result: 'found', recordId: one.id, current: { LeadsPredict_Score: null } },
			{ result: 'several', recordIds: twins },
			{ result: 'not_found' },
			{ result: 'not_found' },
		]);
	});

	it('finds nobody when Zoho answers with nothing', async () => {
		expect(await lookUp(ZOHO_CONTACT, 'email', ['nobody@company.example'])).toMatchObject([
			{ result: 'not_found' },
		]);
	});

	it('by LeadsPredict ID says who it is', async () => {
		const { id } = crm.control.zoho.contacts.put({
			...{ Last_Name: 'Okafor', First_Name: 'Ada', Phone: '+49 30 1' },
			...{ Email: 'ada@x.example', LeadsPredict_ID: 'lead_1' },
		});
		expect(await lookUp(ZOHO_CONTACT, 'leadspredictId', ['lead_1'])).toMatchObject([
			{
				...{ result: 'found', recordId: id },
				person: { email: 'ada@x.example', name: 'Ada Okafor', phone: '+49 30 1' },
			},
		]);
	});

	it('finds a quote and 100 at once', async () => {
		const { id } = put(0, { Email: "o'brien@company.example" });
		const emails = Array.from({ length: 99 }, (_, index) => `nobody${index}@company.example`);
		const outcomes = await lookUp(ZOHO_LEAD, 'email', [...emails, "o'brien@company.example"]);
		expect(outcomes.map(({ result }) => result)).toEqual([
			...Array<string>(99).fill('not_found'),
			'found',
		]);
		expect(outcomes[99]).toMatchObject({ recordId: id });
		expect(crm.control.requestCounts('zoho')).toEqual({ 'POST /crm/v8/coql': 1 });
	});

	it('of which Zoho shows a part does not say who was not found', async () => {
		for (let index = 0; index < 201; index += 1) put(1);
		const outcomes = await lookUp(ZOHO_LEAD, 'email', [
			...['person1@company.example', 'nobody@company.example'],
		]);
		expect(outcomes).toMatchObject([
			{ result: 'several' },
			{ result: 'failed', reason: expect.stringContaining('not complete') },
		]);
	});

	it('for a field that nobody created is refused', async () => {
		crm.control.reset();
		expect(await lookUp(ZOHO_LEAD, 'email', ['a@x.example'])).toMatchObject([
			{
				result: 'failed',
				code: 'INVALID_QUERY',
				reason: expect.stringContaining('LeadsPredict_ID'),
			},
		]);
	});
});

describe('a refusal of the whole request', () => {
	it.each([
		[401, 'INVALID_TOKEN', undefined],
		[429, 'TOO_MANY_REQUESTS', true],
		[500, 'INTERNAL_ERROR', true],
	])('with %s is that of every record', async (status, code, retryable) => {
		const { id } = put(1);
		crm.control.answerNext('zoho', { status, body: undefined });
		const { outcomes } = await write(ZOHO_LEAD, [scored(1, originOf(id))]);
		expect(outcomes).toMatchObject([{ result: 'failed', code }]);
		expect(outcomes.map((outcome) => Object(outcome).retryable)).toEqual([retryable]);
	});

	it('comes for a wrong token, and for more than 100 records', async () => {
		const url = `${DOMAIN}/crm/v8/Leads`;
		const data = Array.from({ length: 101 }, () => ({ id: put(1).id }));
		expect(await make({ method: 'PUT', url, body: { data } }, 'wrong')).toMatchObject({
			...{ status: 401, data: { code: 'INVALID_TOKEN', status: 'error' } },
		});
		expect(await make({ method: 'PUT', url, body: { data } })).toMatchObject({
			...{ status: 400, data: { code: 'LIMIT_EXCEEDED' } },
		});
	});
});

describe('the fields of Zoho CRM', () => {
	const create = async () => {
		const context = { instanceUrl: DOMAIN, grantTo: '' };
		const prepared = ZOHO_LEAD.fieldRequests?.prepare(ZOHO_LEAD.fields, context) ?? [];
		const parts = [];
		for (const request of numberedFieldRequests(prepared, ZOHO_LEAD)) {
			parts.push(...readFieldsAnswer(request, [handedOn(await make(request))]));
		}
		return parts;
	};
	beforeEach(() => crm.control.reset());

	it('are created under the names that are written, and exist the second time', async () => {
		const first = await create();
		expect(first.map(({ name, result }) => [name, result])).toEqual(
			ZOHO_LEAD.fields.map(({ name }) => [`Leads.${name}`, 'created']),
		);
		const names = crm.control.zoho.fields('Leads').map(({ api_name }) => api_name);
		expect(names).toEqual(expect.arrayContaining(ZOHO_LEAD.fields.map(({ name }) => name)));
		expect(new Set((await create()).map(({ result }) => result))).toEqual(new Set(['exists']));
	});

	it('are refused to a user who may not, with what is needed', async () => {
		crm.control.zoho.setMayCustomize(false);
		for (const part of await create()) {
			expect(part).toMatchObject({
				...{ result: 'failed', code: 'NO_PERMISSION' },
				reason: expect.stringContaining('customize fields'),
			});
		}
	});
});

describe('Zoho CRM’s own client', () => {
	/** What it reads of the answers to prepared bodies, which it builds anew of its own classes. */
	async function sent(calls: readonly object[]): Promise<unknown> {
		const folder = await mkdtemp(join(tmpdir(), 'leadspredict-zoho-'));
		const client = spawn(process.execPath, [join(__dirname, 'zohoSdk.mjs')]);
		client.stdin.end(JSON.stringify({ url: crm.zohoUrl, token: crm.tokens.zoho, folder, calls }));
		const [output, problems] = await Promise.all([text(client.stdout), text(client.stderr)]);
		await rm(folder, { recursive: true, force: true });
		expect(problems).toBe('');
		return JSON.parse(output);
	}
	const bodiesOf = (items: readonly object[], create = false) => {
		const { records } = prepare(items, {
			fields: ZOHO_LEAD.fields,
			identityOptions: { ...ZOHO_LEAD, idField: idFieldOf(ZOHO_LEAD.fields), create },
			...{ findBy: 'auto', onlyChanged: true, clear: false, now: new Date(0) },
			...(create && { creation: ZOHO_LEAD.creation }),
		});
		return batchUpdates(records, ZOHO_LEAD, contextFor(ZOHO_LEAD, create)).map(
			({ request }) => request.body,
		);
	};

	it('takes the bodies of updates, upserts and lookups, and reads the answers', async () => {
		const { id } = put(1);
		const converted = put(2).id;
		crm.control.zoho.convertLead(converted);
		const [update] = bodiesOf([scored(1, originOf(id)), scored(2, originOf(converted))]);
		const [upsert] = bodiesOf([scored(3)], true);
		const lookups = ['person1@company.example', 'nobody@company.example'].map((email) => ({
			operation: 'coql',
			body: ZOHO_LEAD.lookup('email', [email], contextFor(ZOHO_LEAD)).body,
		}));
		const answers = await sent([
			{ module: 'Leads', operation: 'updateRecords', body: update },
			{ module: 'Leads', operation: 'upsertRecords', body: upsert },
			...lookups,
		]);
		const created = crm.control.zoho.leads.all()[2]?.id;
		expect(answers).toEqual([
			{
				status: 207,
				entries: [
					{ code: 'SUCCESS', status: 'success', id },
					{ code: 'CONVERTED_RECORD', status: 'error', id: converted },
				],
			},
			{ status: 200, entries: [{ code: 'SUCCESS', status: 'success', id: created }] },
			{ status: 200, records: [id] },
			{ status: 204, records: [] },
		]);
		expect(crm.control.zoho.leads.get(id)).toMatchObject({ LeadsPredict_Score: 87.25 });
	}, 60_000);
});
