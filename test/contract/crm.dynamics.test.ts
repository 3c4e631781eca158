import axios from 'axios';
import { DynamicsWebApi } from 'dynamics-web-api';
import type { IDataObject } from 'n8n-workflow';

import { readAnswer, readFieldsAnswer } from '../../nodes/LeadsPredict/crm/answer';
import { DYNAMICS_CONTACT, DYNAMICS_LEAD } from '../../nodes/LeadsPredict/crm/dynamics';
import { BATCH_CONTENT_TYPE } from '../../nodes/LeadsPredict/crm/dynamics/batch';
import { columnDefinition, keyDefinition } from '../../nodes/LeadsPredict/crm/dynamics/definitions';
import { idFieldOf } from '../../nodes/LeadsPredict/crm/mapping';
import { prepare } from '../../nodes/LeadsPredict/crm/prepare';
import {
	batchLookups,
	batchUpdates,
	numberedFieldRequests,
} from '../../nodes/LeadsPredict/crm/requests';
import type { CrmRequest } from '../../nodes/LeadsPredict/crm/crmRequest';
import type { Crm } from '../../nodes/LeadsPredict/crm/crm';
import { startCrm } from '../../sandbox/crm/startCrm';
import type { CrmStandIn } from '../../sandbox/crm/startCrm';
import { defineDynamicsColumns } from '../../scripts/start/people';

/** Prepared requests against the stand-in for Dynamics 365, and a client of Dataverse against it. */

const INSTANCE = 'https://acme.crm4.dynamics.com';
const CONTINUE = { prefer: 'odata.continue-on-error' };

let crm: CrmStandIn;
let time = Date.parse('2026-11-28T10:00:00Z');
beforeAll(async () => {
	crm = await startCrm({ now: () => new Date(time) });
});
afterAll(async () => await crm.close());
beforeEach(() => {
	crm.control.reset();
	defineDynamicsColumns(crm.control);
});

const post = async (path: string, body: unknown, headers: Record<string, string> = {}) =>
	await axios.request<unknown>({
		method: 'POST',
		url: `${crm.dynamicsUrl}${path}`,
		data: body,
		headers: {
			authorization: `Bearer ${crm.tokens.dynamics}`,
			'content-type': BATCH_CONTENT_TYPE,
			...headers,
		},
		validateStatus: () => true,
		transformResponse: (text: unknown) => text,
		proxy: false,
	});

/** As n8n's HTTP Request node hands on what came. */
async function make(
	{ url, body }: Pick<CrmRequest, 'url' | 'body'>,
	headers: Record<string, string> = CONTINUE,
): Promise<unknown> {
	const { status, data } = await post(url.replace(INSTANCE, ''), body, headers);
	if (status < 300) return { data };
	return { error: { message: `${status} - ${JSON.stringify(data)}`, httpCode: String(status) } };
}

const contextFor = (table: Crm, create = false) => ({
	instanceUrl: INSTANCE,
	idField: idFieldOf(table.fields),
	fields: table.fields,
	create,
});

const scored = (index: number, more: IDataObject = {}): IDataObject => ({
	email: `person${index}@x.example`,
	name: `Given${index} Family${index}`,
	company: 'Okafor & Söhne',
	lead_id: `lead_${index}`,
	score: index,
	category: 'Warm',
	conversion_probability: 0.28,
	predicted_revenue: 15000.5,
	recommendations: ['Call “Ada”', "O'Brien's offer"],
	timestamp: '2026-11-25T10:00:00.123Z',
	...more,
});

const inDynamics = (id: string, table: Crm = DYNAMICS_LEAD): IDataObject => ({
	origin: { source: 'dynamics', record_type: table.recordType, record_id: id },
});

function prepared(items: readonly IDataObject[], table: Crm = DYNAMICS_LEAD, create = false) {
	const { records, refused } = prepare(items, {
		fields: table.fields,
		identityOptions: { ...table, idField: idFieldOf(table.fields), create },
		findBy: 'auto',
		onlyChanged: true,
		clear: false,
		now: new Date('2026-11-28T10:00:00Z'),
		...(create && { creation: table.creation }),
	});
	expect(refused).toEqual([]);
	return batchUpdates(records, table, contextFor(table, create)).map(({ request }) => request);
}

/** Makes the only request that the items lead to. */
async function write(
	items: readonly IDataObject[],
	{ table = DYNAMICS_LEAD, create = false, headers = CONTINUE as Record<string, string> } = {},
) {
	const [request, another] = prepared(items, table, create);
	expect(another).toBeUndefined();
	if (request === undefined) throw new Error('There is no request');
	return readAnswer(request, [await make(request, headers)]);
}

async function look(by: 'email' | 'leadspredictId', ids: readonly string[], table = DYNAMICS_LEAD) {
	const wanted = ids.map((id, item) => ({ item, by, id, lead: {}, json: {}, attempt: 1 }));
	const packed = batchLookups(wanted, table, contextFor(table));
	const outcomes = await Promise.all(
		packed.map(async ({ request }) => readAnswer(request, [await make(request)])),
	);
	return outcomes.flat();
}

const lead = (index: number, more: Record<string, string | number> = {}) =>
	crm.control.dynamics.leads.put({
		lastname: `Family${index}`,
		emailaddress1: `person${index}@x.example`,
		...more,
	});

describe('an update by record IDs', () => {
	it('writes every field of a score, in one batch, and names the records', async () => {
		const known = [lead(1), lead(2)];
		const outcomes = await write(
			known.map(({ id }, index) => scored(index + 1, inDynamics(`{${id.toUpperCase()}}`))),
		);
		expect(outcomes).toMatchObject(known.map(({ id }) => ({ result: 'written', recordId: id })));
		expect(crm.control.dynamics.leads.get(known[0]?.id ?? '')).toMatchObject({
			new_leadspredict_id: 'lead_1',
			new_leadspredict_score: 1,
			new_leadspredict_category: 'Warm',
			new_leadspredict_conversion_probability: 28,
			new_leadspredict_predicted_revenue: 15000.5,
			new_leadspredict_recommendations: "Call “Ada”\nO'Brien's offer",
			new_leadspredict_last_scored: '2026-11-25T10:00:00Z',
			leadqualitycode: 2,
		});
		expect(crm.control.requestCounts('dynamics')).toEqual({ 'POST /api/data/:version/*': 1 });
	});

	it('refuses one record alone', async () => {
		const first = lead(1);
		const third = lead(3, { new_leadspredict_id: 'taken' });
		const gone = '00000000-0000-4000-8000-000000000000';
		const fourth = lead(4);
		const outcomes = await write([
			scored(1, inDynamics(first.id)),
			scored(2, inDynamics(gone)),
			scored(4, { ...inDynamics(fourth.id), lead_id: 'taken' }),
			scored(3, inDynamics(third.id)),
		]);
		expect(outcomes).toMatchObject([
			{ result: 'written', recordId: first.id },
			{ result: 'failed', code: '404', reason: expect.stringContaining('has no such lead') },
			{ result: 'failed', code: '0x80060892', reason: expect.stringContaining('must be unique') },
			{ result: 'written', recordId: third.id },
		]);
		// A record that is not there is not created.
		expect(crm.control.dynamics.leads.all()).toHaveLength(3);
	});

	it('has all records made again when the header is missing, except a single one', async () => {
		const first = lead(1);
		const gone = inDynamics('00000000-0000-4000-8000-000000000000');
		const headers = {};
		const outcomes = await write([scored(1, inDynamics(first.id)), scored(2, gone)], { headers });
		expect(outcomes).toMatchObject(
			Array(2).fill({
				result: 'failed',
				retryable: true,
				reason: expect.stringContaining(
					'add the header Prefer with the value odata.continue-on-error',
				),
			}),
		);
		const [single] = await write([scored(2, gone)], { headers });
		expect(single).toMatchObject({ reason: expect.stringContaining('has no such lead') });
		expect(single).not.toHaveProperty('retryable');
	});

	it('says which columns to create first', async () => {
		crm.control.reset();
		const known = lead(1);
		const [outcome] = await write([scored(1, inDynamics(known.id))]);
		expect(outcome).toMatchObject({
			result: 'failed',
			code: '0x80048d19',
			reason: expect.stringContaining('create the columns first, as Prepare Fields does'),
		});
	});

	it('writes to contacts, which have no rating', async () => {
		const { id } = crm.control.dynamics.contacts.put({ lastname: 'Family1' });
		const [outcome] = await write([scored(1, inDynamics(id, DYNAMICS_CONTACT))], {
			table: DYNAMICS_CONTACT,
		});
		expect(outcome).toMatchObject({ result: 'written', recordId: id });
		expect(crm.control.dynamics.contacts.get(id)).toMatchObject({ new_leadspredict_score: 1 });
	});
});

describe('an update by the LeadsPredict ID', () => {
	it('creates a record that is not there, and updates one that is', async () => {
		const known = lead(2, { new_leadspredict_id: 'lead_2' });
		const outcomes = await write([scored(1), scored(2)], { create: true });
		const created = crm.control.dynamics.leads.all().find(({ leadid }) => leadid !== known.id);
		expect(outcomes).toMatchObject([
			{ result: 'created', recordId: created?.['leadid'] },
			{ result: 'written', recordId: known.id },
		]);
		expect(created).toMatchObject({
			firstname: 'Given1',
			lastname: 'Family1',
			companyname: 'Okafor & Söhne',
			subject: 'Okafor & Söhne',
			emailaddress1: 'person1@x.example',
			new_leadspredict_id: 'lead_1',
		});
	});

	it('creates nothing for an event', async () => {
		const event = { event: 'score_changed', lead_id: "lead_'1", score: 9 };
		const [outcome] = await write([event]);
		expect(outcome).toMatchObject({ result: 'failed', code: '404' });
		expect(crm.control.dynamics.leads.all()).toEqual([]);
		const known = lead(1, { new_leadspredict_id: "lead_'1" });
		expect(await write([event])).toMatchObject([{ result: 'written', recordId: known.id }]);
	});

	it('says that there is no key, or that it is not active yet', async () => {
		crm.control.reset();
		const { dynamics } = crm.control;
		for (const field of DYNAMICS_LEAD.fields) {
			if (field.isStandard !== true) dynamics.defineColumn('lead', columnDefinition(field));
		}
		dynamics.holdIndex('lead', true);
		dynamics.defineKey('lead', keyDefinition('new_leadspredict_id'));
		const [outcome] = await write([scored(1)], { create: true });
		expect(outcome).toMatchObject({ reason: expect.stringContaining('until it is active') });
	});
});

describe('a lookup', () => {
	it('finds open records by email, in any case, and none of closed ones', async () => {
		const found = lead(1, { emailaddress1: 'Person1@X.example', new_leadspredict_score: 5 });
		const twice = [lead(3), lead(3)];
		const reopened = lead(6);
		lead(6, { statecode: 2 });
		lead(4, { statecode: 1 });
		lead(5, { statecode: 2 });
		const emails = [1, 2, 3, 4, 5, 6].map((index) => `person${index}@x.example`);
		expect(await look('email', [...emails, "o'brien@x.example"])).toMatchObject([
			{ result: 'found', recordId: found.id, current: { new_leadspredict_score: 5 } },
			{ result: 'not_found' },
			{ result: 'several', recordIds: twice.map(({ id }) => id) },
			{ result: 'failed', reason: expect.stringContaining('was qualified') },
			{ result: 'failed', reason: expect.stringContaining('was disqualified') },
			{ result: 'found', recordId: reopened.id },
			{ result: 'not_found' },
		]);
	});

	it('asks for 100 emails in one request, in queries of 20', async () => {
		const known = Array.from({ length: 100 }, (_, index) => lead(index));
		const outcomes = await look(
			'email',
			known.map((_, index) => `person${index}@x.example`),
		);
		expect(outcomes).toMatchObject(known.map(({ id }) => ({ result: 'found', recordId: id })));
		expect(crm.control.requests('dynamics')).toHaveLength(1);
		expect(String(crm.control.requests('dynamics')[0]?.body).match(/^GET /gm)).toHaveLength(5);
	});

	it('by the LeadsPredict ID says who it is, and where people see the record', async () => {
		const { id } = lead(1, {
			firstname: 'Ada',
			companyname: 'Okafor',
			mobilephone: '+49 1',
			new_leadspredict_id: 'lead_1',
		});
		expect(await look('leadspredictId', ['lead_1'])).toMatchObject([
			{
				result: 'found',
				recordId: id,
				person: {
					email: 'person1@x.example',
					name: 'Ada Family1',
					company: 'Okafor',
					phone: '+49 1',
					record_url: `${INSTANCE}/main.aspx?pagetype=entityrecord&etn=lead&id=${id}`,
				},
			},
		]);
	});

	it('says which columns to create first', async () => {
		crm.control.reset();
		expect(await look('email', ['a@x.example'])).toMatchObject([
			{ result: 'failed', reason: expect.stringContaining('create the columns first') },
		]);
	});
});

describe('a second run', () => {
	it('writes nothing', async () => {
		const { id } = lead(1);
		await write([scored(1, inDynamics(id))]);
		const [found] = await look('email', ['person1@x.example']);
		const current = found?.result === 'found' ? found.current : {};
		const origin = { ...Object(inDynamics(id)['origin']), current };
		expect(prepared([scored(1, { origin })])).toEqual([]);
	});
});

describe('limits and refusals of the whole', () => {
	it('more than 6,000 requests in 5 minutes are refused with the time to wait', async () => {
		const { id } = lead(1);
		crm.control.dynamics.setMaxRequests(1);
		const items = [scored(1, inDynamics(id))];
		await write(items);
		expect(await write(items)).toMatchObject([
			{ result: 'failed', code: '0x80072322', retryable: true },
		]);
		time += 290_000;
		const { status, headers } = await post('/api/data/v9.2/$batch', '');
		expect([status, headers['retry-after']]).toEqual([429, '10']);
		time += 10_000;
		expect(await write(items)).toMatchObject([{ result: 'written' }]);
	});

	it.each([
		['a token that is not accepted', 401, false],
		['a request that is too large', 413, false],
		['a server that is not there', 503, true],
	])('%s', async (_, status, isRetryable) => {
		const { id } = lead(1);
		crm.control.answerNext('dynamics', { status });
		const [outcome] = await write([scored(1, inDynamics(id))]);
		expect(outcome).toMatchObject({ result: 'failed' });
		expect(Object(outcome).retryable === true).toBe(isRetryable);
	});

	it('without a token, in another content type, and for a broken batch', async () => {
		const path = '/api/data/v9.2/$batch';
		expect((await post(path, '', { authorization: 'Bearer other' })).status).toBe(401);
		expect((await post(path, 'x', { 'content-type': 'text/plain' })).status).toBe(415);
		expect((await post(path, '--leadspredict\r\n')).status).toBe(400);
	});
});

describe('the columns', () => {
	const setUp = async (table: Crm) => {
		const requests = numberedFieldRequests(
			table.fieldRequests?.prepare(table.fields, { instanceUrl: INSTANCE, grantTo: '' }) ?? [],
			table,
		);
		const outcomes = [];
		for (const request of requests) {
			outcomes.push(...readFieldsAnswer(request, [await make(request)]));
		}
		return outcomes;
	};

	beforeEach(() => crm.control.reset());

	it.each([DYNAMICS_LEAD, DYNAMICS_CONTACT])(
		'are created with their key, and nothing a second time ($value)',
		async (table) => {
			const first = await setUp(table);
			expect(first).toHaveLength(11);
			expect(first.at(-1)).toEqual({
				kind: 'alternate key',
				name: `${table.recordType}.new_leadspredict_id_key`,
				result: 'created',
			});
			expect(new Set(first.map(({ result }) => result))).toEqual(new Set(['created']));
			const second = await setUp(table);
			expect(new Set(second.map(({ result }) => result))).toEqual(new Set(['exists']));
		},
	);

	it('need a right', async () => {
		crm.control.dynamics.setMayCustomize(false);
		for (const outcome of await setUp(DYNAMICS_LEAD)) {
			expect(outcome).toMatchObject({
				result: 'failed',
				reason: expect.stringContaining('System Customizer'),
			});
		}
	});

	it('tell that the index of the key could not be built', async () => {
		await setUp(DYNAMICS_LEAD);
		crm.control.reset();
		const { dynamics } = crm.control;
		for (const field of DYNAMICS_LEAD.fields) {
			if (field.isStandard !== true) dynamics.defineColumn('lead', columnDefinition(field));
		}
		lead(1, { new_leadspredict_id: 'same' });
		lead(2, { new_leadspredict_id: 'same' });
		await setUp(DYNAMICS_LEAD);
		expect((await setUp(DYNAMICS_LEAD)).at(-1)).toMatchObject({
			result: 'failed',
			reason: expect.stringContaining('could not build the index'),
		});
	});
});

describe('dynamics-web-api', () => {
	const client = () =>
		new DynamicsWebApi({
			serverUrl: crm.dynamicsUrl,
			dataApi: { version: '9.2' },
			onTokenRefresh: () => Promise.resolve(crm.tokens.dynamics),
		});

	it('creates the prepared columns, writes, finds and reads records', async () => {
		crm.control.reset();
		const api = client();
		for (const field of DYNAMICS_LEAD.fields) {
			if (field.isStandard === true) continue;
			await api.createAttribute({
				entityKey: "LogicalName='lead'",
				data: columnDefinition(field),
			});
		}
		crm.control.dynamics.defineKey('lead', keyDefinition('new_leadspredict_id'));
		const created: unknown = await api.create<IDataObject>({
			collection: 'leads',
			data: { lastname: 'Okafor', emailaddress1: "o'k@x.example" },
			select: ['leadid'],
			returnRepresentation: true,
		});
		const leadid = String(Object(created)['leadid']);
		await api.update({ collection: 'leads', key: leadid, data: { leadqualitycode: 1 } });
		await api.upsert({
			collection: 'leads',
			key: "new_leadspredict_id='lead_2'",
			data: { lastname: 'Second', new_leadspredict_score: 12.5 },
		});
		const { value } = await api.retrieveMultiple({
			collection: 'leads',
			select: ['leadid', 'leadqualitycode', 'new_leadspredict_score'],
			filter: "emailaddress1 eq 'o''k@x.example' or new_leadspredict_id eq 'LEAD_2'",
		});
		expect(value).toMatchObject([
			{ leadid, leadqualitycode: 1, new_leadspredict_score: null },
			{ leadqualitycode: null, new_leadspredict_score: 12.5 },
		]);
		await expect(
			api.update({ collection: 'leads', key: leadid, data: { leadqualitycode: 4 } }),
		).rejects.toMatchObject({ status: 400 });
		await expect(
			api.retrieve({ collection: 'leads', key: leadid, select: ['nothing'] }),
		).rejects.toMatchObject({ status: 400, code: '0x0' });
	});

	it('has its batches understood, one by one and as a change set', async () => {
		const api = client();
		const { id } = lead(1);
		api.startBatch();
		void api.update({ collection: 'leads', key: id, data: { lastname: 'Other' } });
		void api.retrieveMultiple({ collection: 'leads', select: ['lastname'] });
		const [, found] = await api.executeBatch({ inChangeSet: false });
		expect(found).toMatchObject({ value: [{ lastname: 'Other' }] });

		api.startBatch();
		void api.update({ collection: 'leads', key: id, data: { lastname: 'Third' } });
		void api.update({ collection: 'leads', key: id, data: { leadqualitycode: 9 } });
		await expect(api.executeBatch()).rejects.toBeDefined();
		// A change set is all or nothing.
		expect(crm.control.dynamics.leads.get(id)).toMatchObject({ lastname: 'Other' });
	});
});
