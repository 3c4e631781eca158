import { Client } from '@hubspot/api-client';
import { FilterOperatorEnum } from '@hubspot/api-client/lib/codegen/crm/contacts';
import {
	PropertyCreateFieldTypeEnum,
	PropertyCreateTypeEnum,
} from '@hubspot/api-client/lib/codegen/crm/properties';
import axios from 'axios';
import { z } from 'zod';

import { startCrm } from '../../sandbox/crm/startCrm';
import type { CrmStandIn } from '../../sandbox/crm/startCrm';

jest.setTimeout(60_000);

let crm: CrmStandIn;
let client: Client;
let clock = 0;

beforeAll(async () => {
	crm = await startCrm({
		hubspotToken: 'MARKER-TOKEN',
		now: () => new Date(Date.UTC(2026, 0, 2, 3, 4, clock++ % 60)),
	});
	client = new Client({ accessToken: crm.tokens.hubspot, basePath: crm.hubspotUrl });
});
beforeEach(() => {
	clock = 0;
	crm.control.reset();
});
afterAll(async () => await crm.close());

const contacts = () => client.crm.contacts;

const errorSchema = z.object({
	category: z.string(),
	message: z.string(),
	correlationId: z.string(),
	context: z.record(z.array(z.string())).optional(),
	errors: z
		.array(z.object({ code: z.string(), context: z.record(z.array(z.string())).optional() }))
		.optional(),
});
const failureSchema = z.object({ code: z.number(), body: errorSchema });

/** What HubSpot's client makes of a refusal. */
async function refused(call: Promise<unknown>) {
	const thrown: unknown = await call.then(
		() => {
			throw new Error('It was not refused');
		},
		(error: unknown) => error,
	);
	const { code, body } = failureSchema.parse(thrown);
	return { status: code, ...body };
}

const codesOf = ({ errors = [] }: { errors?: Array<{ code: string }> | undefined }): string[] =>
	errors.map(({ code }) => code);

const partlySchema = z.object({
	results: z.array(
		z.object({
			id: z.string(),
			properties: z.record(z.string().nullable()),
			objectWriteTraceId: z.string().optional(),
		}),
	),
	numErrors: z.number(),
	errors: z.array(
		z.object({
			category: z.string(),
			message: z.string(),
			context: z.record(z.array(z.string())),
		}),
	),
});

/** A request as it is, for what HubSpot's client cannot say, or as n8n's node sends it. */
const send = async (
	method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE',
	path: string,
	data?: unknown,
	headers: Record<string, string> = { authorization: `Bearer ${crm.tokens.hubspot}` },
) =>
	await axios.request<unknown>({
		method,
		url: `${crm.hubspotUrl}${path}`,
		...(data !== undefined && { data }),
		headers: { ...(data !== undefined && { 'content-type': 'application/json' }), ...headers },
		validateStatus: () => true,
	});

const put = (email: string, more: Record<string, string> = {}): string =>
	crm.control.contacts.put({ email, ...more }).id;

const defineScore = (): void => {
	const groupName = 'leadspredict';
	crm.control.defineProperty({
		name: 'lp_id',
		label: 'LeadsPredict ID',
		groupName,
		type: 'string',
		fieldType: 'text',
		hasUniqueValue: true,
	});
	crm.control.defineProperty({
		name: 'lp_score',
		label: 'Score',
		groupName,
		type: 'number',
		fieldType: 'number',
	});
};

describe('the token', () => {
	test.each([
		['none', {}],
		['another', { authorization: 'Bearer other' }],
		['a key in the query, as of old', {}],
	])('%s is refused with 401', async (_case, headers) => {
		const { status, data } = await send(
			'GET',
			'/crm/v3/objects/contacts?hapikey=MARKER-TOKEN',
			undefined,
			headers,
		);
		expect(status).toBe(401);
		expect(errorSchema.parse(data).category).toBe('INVALID_AUTHENTICATION');
	});

	test('is never kept, and the log says what came and how often', async () => {
		await contacts().basicApi.getPage();
		await contacts().basicApi.getPage();
		expect(crm.control.requestCounts('hubspot')).toEqual({ 'GET /crm/v3/objects/contacts': 2 });
		expect(crm.control.requestCounts('salesforce')).toEqual({});
		const [call] = crm.control.requests();
		expect(call).toMatchObject({
			crm: 'hubspot',
			method: 'GET',
			path: '/crm/v3/objects/contacts',
			tokenAccepted: true,
		});
		expect(JSON.stringify(crm.control.requests())).not.toContain('MARKER');
	});
});

describe('upsert', () => {
	test('creates and updates by a property with unique values, partly described as it may be', async () => {
		defineScore();
		const id = put('ann@example.com', { lp_id: 'lead_1', firstname: 'Ann', company: 'Acme' });
		const { httpStatusCode, data } = await contacts().batchApi.upsertWithHttpInfo({
			inputs: [
				{ id: 'lead_1', idProperty: 'lp_id', properties: { lp_score: '87' } },
				{ id: 'lead_2', idProperty: 'lp_id', properties: { email: 'Bob@Example.com' } },
			],
		});
		expect(httpStatusCode).toBe(200);
		expect(
			new Map(data.results.map(({ properties, _new }) => [properties['email'], _new])),
		).toEqual(
			new Map([
				['bob@example.com', true],
				[undefined, false],
			]),
		);
		expect(crm.control.contacts.get(id)?.properties).toMatchObject({
			lp_score: '87',
			firstname: 'Ann',
			company: 'Acme',
		});
		expect(crm.control.contacts.get('bob@example.com')?.properties).toMatchObject({
			lp_id: 'lead_2',
		});
	});

	test('results do not come in the order of the inputs', async () => {
		const emails = ['a@b.example', 'c@b.example', 'd@b.example', 'e@b.example'];
		const { results } = await contacts().batchApi.upsert({
			inputs: emails.map((id) => ({ id, idProperty: 'email', properties: {} })),
		});
		const got = results.map(({ properties }) => properties['email']);
		expect([...got].sort()).toEqual(emails);
		expect(got).not.toEqual(emails);
	});

	test('by email it is refused for a contact it does not describe in full, and writes when told to', async () => {
		const id = put('ann@example.com', { firstname: 'Ann', phone: '1' });
		const inputs = [
			{ id: 'ann@example.com', idProperty: 'email', properties: { firstname: 'Anne' } },
		];
		const failure = await refused(contacts().batchApi.upsert({ inputs }));
		expect([failure.status, failure.category]).toEqual([400, 'VALIDATION_ERROR']);
		expect(failure.message).toContain('Partial upserts are not supported');
		expect(crm.control.contacts.get(id)?.properties['firstname']).toBe('Ann');

		crm.control.setPartialUpsertByEmail('written');
		await contacts().batchApi.upsert({ inputs });
		expect(crm.control.contacts.get(id)?.properties).toMatchObject({
			firstname: 'Anne',
			phone: '1',
		});
	});

	test('needs an idProperty, the same on every input', async () => {
		defineScore();
		const none = await refused(
			contacts().batchApi.upsert({ inputs: [{ id: 'x', properties: {} }] }),
		);
		expect(none.status).toBe(400);
		const mixed = await refused(
			contacts().batchApi.upsert({
				inputs: [
					{ id: 'x', idProperty: 'lp_id', properties: {} },
					{ id: 'a@b.example', idProperty: 'email', properties: {} },
				],
			}),
		);
		expect(mixed.status).toBe(400);
	});

	test('an idProperty whose values are not unique refuses the batch', async () => {
		const failure = await refused(
			contacts().batchApi.upsert({
				inputs: [{ id: 'Acme', idProperty: 'company', properties: {} }],
			}),
		);
		expect(failure).toMatchObject({ status: 400, category: 'VALIDATION_ERROR' });
		expect(failure.message).toContain('non-unique');
	});
});

describe('update', () => {
	test('by record id and by email', async () => {
		const [ann, bob] = [put('ann@example.com'), put('bob@example.com')];
		await contacts().batchApi.update({ inputs: [{ id: ann, properties: { city: 'Rome' } }] });
		await contacts().batchApi.update({
			inputs: [{ id: 'BOB@example.com', idProperty: 'email', properties: { city: 'Oslo' } }],
		});
		expect([ann, bob].map((id) => crm.control.contacts.get(id)?.properties['city'])).toEqual([
			'Rome',
			'Oslo',
		]);
	});

	test('what is not found comes with the others in a 207', async () => {
		const id = put('ann@example.com');
		const { httpStatusCode, data } = await contacts().batchApi.updateWithHttpInfo({
			inputs: [
				{ id, properties: { city: 'Rome' } },
				{ id: '999', properties: { city: 'Oslo' } },
				{ id: '998', properties: { city: 'Oslo' } },
			],
		});
		expect(httpStatusCode).toBe(207);
		const { results, errors, numErrors } = partlySchema.parse(data);
		expect(results.map((result) => result.id)).toEqual([id]);
		expect([numErrors, errors]).toMatchObject([
			1,
			[{ category: 'OBJECT_NOT_FOUND', context: { ids: ['999', '998'] } }],
		]);
	});

	test('an email without idProperty changes nothing, and is not even named', async () => {
		const id = put('ann@example.com');
		const { httpStatusCode, data } = await contacts().batchApi.updateWithHttpInfo({
			inputs: [{ id: 'ann@example.com', properties: { city: 'Rome' } }],
		});
		expect(httpStatusCode).toBe(207);
		expect(partlySchema.parse(data).errors[0]?.context).toEqual({ ids: [''] });
		expect(crm.control.contacts.get(id)?.properties['city']).toBeUndefined();
	});

	test('an empty text clears, what is not sent stays', async () => {
		const id = put('ann@example.com', { city: 'Rome', company: 'Acme' });
		await contacts().batchApi.update({ inputs: [{ id, properties: { city: '' } }] });
		const { properties } = await contacts().basicApi.getById(id, ['city', 'company']);
		expect(properties).toMatchObject({ city: null, company: 'Acme' });
	});

	test('a record that was merged away is left out of a 200', async () => {
		const [ann, old] = [put('ann@example.com'), put('old@example.com')];
		crm.control.contacts.merge(old, ann);
		const { httpStatusCode, data } = await contacts().batchApi.updateWithHttpInfo({
			inputs: [ann, old].map((id) => ({ id, properties: { city: 'Rome' } })),
		});
		expect(httpStatusCode).toBe(200);
		expect(data.results.map(({ id }) => id)).toEqual([ann]);
	});
});

describe('a batch is refused as a whole, and nothing of it is done', () => {
	const update = async (inputs: Array<{ id: string; properties: Record<string, string> }>) =>
		await refused(contacts().batchApi.update({ inputs }));

	test.each<[string, Record<string, string>, string]>([
		['an unknown property', { lp_nothing: '1' }, 'PROPERTY_DOESNT_EXIST'],
		['an option that is none', { lifecyclestage: 'Lead' }, 'INVALID_OPTION'],
		['a number with a comma', { associatedcompanyid: '1,000' }, 'INVALID_LONG'],
		['a number with an exponent', { associatedcompanyid: '1e3' }, 'INVALID_LONG'],
		['a time that is none', { closedate: 'yesterday' }, 'INVALID_DATE'],
		['a property that is computed', { hubspotscore: '5' }, 'READ_ONLY_VALUE'],
		['an address that is none', { email: 'ann' }, 'INVALID_EMAIL'],
		['a text that is too long', { message: 'x'.repeat(65_537) }, 'VALUE_TOO_LONG'],
	])('for %s', async (_case, properties, code) => {
		const [ann, bob] = [put('ann@example.com'), put('bob@example.com')];
		const failure = await update([
			{ id: ann, properties: { city: 'Rome' } },
			{ id: bob, properties },
		]);
		expect([failure.status, failure.category]).toEqual([400, 'VALIDATION_ERROR']);
		expect(failure.message).toContain('Property values were not valid');
		expect(codesOf(failure)).toEqual([code]);
		expect(failure.errors?.[0]?.context).toEqual({ propertyName: Object.keys(properties) });
		expect(crm.control.contacts.get(ann)?.properties['city']).toBeUndefined();
	});

	test('for a date that is not a day', async () => {
		const definition = { groupName: 'g', type: 'date', fieldType: 'date' };
		crm.control.defineProperty({ name: 'lp_day', label: 'Day', ...definition });
		const id = put('ann@example.com');
		for (const lp_day of ['2026-02-30', '01/02/2026', '1767323045000']) {
			expect(codesOf(await update([{ id, properties: { lp_day } }]))).toEqual(['INVALID_DATE']);
		}
		await contacts().batchApi.update({ inputs: [{ id, properties: { lp_day: '1767225600000' } }] });
		expect(crm.control.contacts.get(id)?.properties['lp_day']).toBe('2026-01-01');
	});

	test('for the same id twice, whatever its case', async () => {
		put('ann@example.com');
		const input = { idProperty: 'email', properties: { city: 'Rome' } };
		const failure = await refused(
			contacts().batchApi.update({
				inputs: [
					{ id: 'ann@example.com', ...input },
					{ id: 'ANN@example.com', ...input },
				],
			}),
		);
		expect(failure).toMatchObject({ status: 400, context: { ids: ['ann@example.com'] } });
		expect(failure.message).toContain('Duplicate IDs found in batch input');
	});

	test('for more than 100 inputs, and for none', async () => {
		const inputs = Array.from({ length: 101 }, (_, n) => ({ id: `${n + 1}`, properties: {} }));
		expect((await update(inputs)).status).toBe(400);
		expect((await update([])).status).toBe(400);
		const { httpStatusCode } = await contacts().batchApi.updateWithHttpInfo({
			inputs: inputs.slice(1),
		});
		expect(httpStatusCode).toBe(207);
	});

	test('for an address another contact has', async () => {
		const [ann, bob] = [put('ann@example.com'), put('bob@example.com')];
		const failure = await update([
			{ id: ann, properties: { city: 'Rome' } },
			{ id: bob, properties: { email: 'ann@example.com' } },
		]);
		expect(failure).toMatchObject({
			status: 409,
			category: 'CONFLICT',
			context: { existingId: [ann] },
		});
		expect(crm.control.contacts.get(ann)?.properties['city']).toBeUndefined();
	});

	test.each<[string, unknown]>([
		['a number for a text', { inputs: [{ id: '101', properties: { city: 5 } }] }],
		['null', { inputs: [{ id: '101', properties: { city: null } }] }],
		['a misspelt word', { inputs: [{ id: '101', id_property: 'email', properties: {} }] }],
		['no properties', { inputs: [{ id: '101' }] }],
		['no inputs', {}],
		['no object', []],
	])('for %s', async (_case, body) => {
		put('ann@example.com');
		const { status, data } = await send('POST', '/crm/v3/objects/contacts/batch/update', body);
		expect(status).toBe(400);
		expect(errorSchema.parse(data).message).toContain('Invalid input JSON');
	});

	test('for what is not sent as JSON', async () => {
		const path = '/crm/v3/objects/contacts/batch/update';
		const bearer = { authorization: `Bearer ${crm.tokens.hubspot}` };
		expect((await send('POST', path, '{')).status).toBe(400);
		expect(
			(await send('POST', path, '{}', { ...bearer, 'content-type': 'text/plain' })).status,
		).toBe(415);
	});
});

describe('with a trace id on every input', () => {
	test.each<'update' | 'upsert'>(['update', 'upsert'])(
		'one fault still refuses all of an %s, for that is documented of creating alone',
		async (operation) => {
			defineScore();
			const [ann, bob] = [put('ann@example.com'), put('bob@example.com')];
			const inputs = [
				{ id: 'ann@example.com', properties: { lp_score: '1' }, objectWriteTraceId: 'a' },
				{ id: 'bob@example.com', properties: { lp_score: 'high' }, objectWriteTraceId: 'b' },
			].map((input) => ({ ...input, idProperty: 'email' }));
			const failure = await refused(contacts().batchApi[operation]({ inputs }));
			expect([failure.status, codesOf(failure)]).toEqual([400, ['INVALID_LONG']]);
			for (const id of [ann, bob]) {
				expect(crm.control.contacts.get(id)?.properties).not.toHaveProperty('lp_score');
			}
		},
	);

	test('a fault in a create is one of its own', async () => {
		const { httpStatusCode, data } = await contacts().batchApi.createWithHttpInfo({
			inputs: ['ann@example.com', 'bob'].map((email) => ({
				properties: { email },
				objectWriteTraceId: email,
				associations: [],
			})),
		});
		expect(httpStatusCode).toBe(207);
		expect(partlySchema.parse(data)).toMatchObject({
			results: [{ objectWriteTraceId: 'ann@example.com' }],
			errors: [{ context: { objectWriteTraceId: ['bob'] } }],
		});
	});

	test('where all writes are told apart, the others are left alone, and all carry their trace id', async () => {
		crm.control.setTraceIdsIsolate('allWrites');
		defineScore();
		const [ann, bob] = [put('ann@example.com'), put('bob@example.com')];
		const { httpStatusCode, data } = await contacts().batchApi.updateWithHttpInfo({
			inputs: [
				{ id: ann, properties: { lp_score: '1' }, objectWriteTraceId: 'a' },
				{ id: bob, properties: { lp_score: 'high' }, objectWriteTraceId: 'b' },
				{ id: '999', properties: { lp_score: '3' }, objectWriteTraceId: 'c' },
			],
		});
		expect(httpStatusCode).toBe(207);
		const { results, errors, numErrors } = partlySchema.parse(data);
		expect(results).toMatchObject([{ id: ann, objectWriteTraceId: 'a' }]);
		expect(numErrors).toBe(2);
		expect(
			new Map(
				errors.map(({ category, context }) => [context['objectWriteTraceId']?.[0], category]),
			),
		).toEqual(
			new Map([
				['b', 'VALIDATION_ERROR'],
				['c', 'OBJECT_NOT_FOUND'],
			]),
		);
	});

	test('one that is not unique is refused', async () => {
		const failure = await refused(
			contacts().batchApi.create({
				inputs: ['ann@example.com', 'bob@example.com'].map((email) => ({
					properties: { email },
					objectWriteTraceId: 'same',
				})),
			}),
		);
		expect(failure.status).toBe(400);
	});
});

describe('create', () => {
	test('in a batch, and a conflict names the contact that is there', async () => {
		const { httpStatusCode } = await contacts().batchApi.createWithHttpInfo({
			inputs: [{ properties: { email: 'ann@example.com' } }],
		});
		expect(httpStatusCode).toBe(201);
		const failure = await refused(
			contacts().batchApi.create({
				inputs: [
					{ properties: { email: 'bob@example.com' } },
					{ properties: { email: 'Ann@example.com' } },
				],
			}),
		);
		expect([failure.status, failure.category]).toEqual([409, 'CONFLICT']);
		expect(crm.control.contacts.all()).toHaveLength(1);
	});

	test('by itself', async () => {
		const { id } = await contacts().basicApi.create({
			properties: { email: 'ann@example.com' },
			associations: [],
		});
		expect(crm.control.contacts.get(id)?.properties['email']).toBe('ann@example.com');
	});
});

describe('read', () => {
	test('names the properties and the histories it wants, as HubSpot requires', async () => {
		const path = '/crm/v3/objects/contacts/batch/read';
		const whole = { inputs: [{ id: '1' }], properties: [], propertiesWithHistory: [] };
		expect((await send('POST', path, whole)).status).toBe(207);
		for (const name of ['inputs', 'properties', 'propertiesWithHistory']) {
			const { status, data } = await send('POST', path, { ...whole, [name]: undefined });
			expect(status).toBe(400);
			expect(errorSchema.parse(data).message).toContain(name);
		}
	});

	test('takes 50 with histories', async () => {
		const inputs = Array.from({ length: 51 }, (_, n) => ({ id: String(n + 1) }));
		const failure = await refused(
			contacts().batchApi.read({ inputs, properties: [], propertiesWithHistory: ['email'] }),
		);
		expect(failure.message).toContain('property histories is 50');
	});

	test('by email, with null for what has no value; who is missing stands under errors', async () => {
		put('ann@example.com', { city: 'Rome' });
		const read = {
			idProperty: 'email',
			properties: ['email', 'city', 'company', 'lp_unknown'],
			propertiesWithHistory: [],
		};
		const all = await contacts().batchApi.readWithHttpInfo({
			...read,
			inputs: [{ id: 'Ann@Example.com' }],
		});
		expect(all.httpStatusCode).toBe(200);
		expect(all.data.results[0]?.properties).toEqual({
			email: 'ann@example.com',
			city: 'Rome',
			company: null,
			createdate: expect.any(String),
			hs_object_id: '101',
			lastmodifieddate: expect.any(String),
		});

		const some = await contacts().batchApi.readWithHttpInfo({
			...read,
			inputs: [{ id: 'bob@example.com' }, { id: 'ann@example.com' }, { id: 'cy@example.com' }],
		});
		expect(some.httpStatusCode).toBe(207);
		expect(partlySchema.parse(some.data)).toMatchObject({
			results: [{ id: '101' }],
			errors: [{ context: { ids: ['bob@example.com', 'cy@example.com'] } }],
		});
	});

	test('one contact, by id or email; one that is not there is a 404', async () => {
		const id = put('ann@example.com', { firstname: 'Ann' });
		const byEmail = await contacts().basicApi.getById(
			'ann@example.com',
			['firstname'],
			undefined,
			undefined,
			undefined,
			'email',
		);
		expect(byEmail).toMatchObject({ id, archived: false, properties: { firstname: 'Ann' } });
		expect((await contacts().basicApi.getById(id)).properties).toMatchObject({
			email: 'ann@example.com',
			firstname: 'Ann',
			lastname: null,
		});
		expect((await refused(contacts().basicApi.getById('999'))).category).toBe('OBJECT_NOT_FOUND');
	});

	test('and change it', async () => {
		const id = put('ann@example.com');
		await contacts().basicApi.update('ann@example.com', { properties: { city: 'Rome' } }, 'email');
		await contacts().basicApi.update(id, { properties: { company: 'Acme' } });
		expect(crm.control.contacts.get(id)?.properties).toMatchObject({
			city: 'Rome',
			company: 'Acme',
		});
		const failure = await refused(contacts().basicApi.update(id, { properties: { nope: '1' } }));
		expect(codesOf(failure)).toEqual(['PROPERTY_DOESNT_EXIST']);
	});

	test('all of them, page by page', async () => {
		for (let n = 0; n < 5; n += 1) put(`a${n}@example.com`);
		const first = await contacts().basicApi.getPage(3, undefined, ['email']);
		const rest = await contacts().basicApi.getPage(3, first.paging?.next?.after, ['email']);
		expect(
			[...first.results, ...rest.results].map(({ properties }) => properties['email']),
		).toEqual([0, 1, 2, 3, 4].map((n) => `a${n}@example.com`));
		expect(rest.paging).toBeUndefined();
	});
});

describe('search', () => {
	const search = async (
		filters: Array<{
			propertyName: string;
			operator: FilterOperatorEnum;
			value?: string;
			highValue?: string;
			values?: string[];
		}>,
		more = {},
	) =>
		(
			await contacts().searchApi.doSearch({
				filterGroups: [{ filters }],
				properties: ['email'],
				sorts: ['email'],
				limit: 100,
				...more,
			})
		).results.map(({ properties }) => properties['email']?.split('@')[0]);

	beforeEach(() => {
		defineScore();
		put('ann@example.com', { lp_score: '90', company: 'Acme Corp' });
		put('bob@example.com', { lp_score: '9', company: 'Bolt' });
		put('cy@example.com', { city: 'Rome' });
	});

	test.each([
		['equal', FilterOperatorEnum.Eq, 'company', { value: 'bolt' }, ['bob']],
		['not equal', FilterOperatorEnum.Neq, 'company', { value: 'Bolt' }, ['ann', 'cy']],
		['as numbers', FilterOperatorEnum.Gt, 'lp_score', { value: '10' }, ['ann']],
		['at least', FilterOperatorEnum.Gte, 'lp_score', { value: '9' }, ['ann', 'bob']],
		['below', FilterOperatorEnum.Lt, 'lp_score', { value: '90' }, ['bob']],
		['at most', FilterOperatorEnum.Lte, 'lp_score', { value: '90' }, ['ann', 'bob']],
		['between', FilterOperatorEnum.Between, 'lp_score', { value: '5', highValue: '20' }, ['bob']],
		['one of', FilterOperatorEnum.In, 'company', { values: ['bolt', 'x'] }, ['bob']],
		['none of', FilterOperatorEnum.NotIn, 'company', { values: ['bolt'] }, ['ann']],
		['there', FilterOperatorEnum.HasProperty, 'lp_score', {}, ['ann', 'bob']],
		['not there', FilterOperatorEnum.NotHasProperty, 'lp_score', {}, ['cy']],
		['a word', FilterOperatorEnum.ContainsToken, 'company', { value: 'acme' }, ['ann']],
		['a beginning', FilterOperatorEnum.ContainsToken, 'email', { value: 'b*' }, ['bob']],
	])('%s', async (_case, operator, propertyName, values, expected) => {
		expect(await search([{ propertyName, operator, ...values }])).toEqual(expected);
	});

	test('sorts, pages and counts', async () => {
		const request = { filterGroups: [], properties: ['email'], sorts: ['-lp_score'], limit: 2 };
		const first = await contacts().searchApi.doSearch({ ...request });
		const after = first.paging?.next?.after;
		const rest = await contacts().searchApi.doSearch({ ...request, ...(after && { after }) });
		expect([first.total, first.results.length, rest.results.length]).toEqual([3, 2, 1]);
		expect(first.results[0]?.properties['email']).toBe('ann@example.com');
	});

	test.each([
		[
			'an unknown property',
			{
				filterGroups: [
					{ filters: [{ propertyName: 'x', operator: FilterOperatorEnum.HasProperty }] },
				],
			},
		],
		[
			'a value that is missing',
			{ filterGroups: [{ filters: [{ propertyName: 'email', operator: FilterOperatorEnum.Eq }] }] },
		],
		['more than 200 at once', { limit: 201 }],
		['more than 10,000 in all', { limit: 200, after: '9900' }],
		['too many groups', { filterGroups: Array.from({ length: 6 }, () => ({ filters: [] })) }],
	])('%s is refused', async (_case, request) => {
		expect((await refused(contacts().searchApi.doSearch(request))).status).toBe(400);
	});
});

describe('properties', () => {
	const property = {
		name: 'lp_rating',
		label: 'Rating',
		groupName: 'leadspredict',
		type: PropertyCreateTypeEnum.Enumeration,
		fieldType: PropertyCreateFieldTypeEnum.Select,
		options: ['hot', 'cold'].map((value, displayOrder) => ({
			label: value,
			value,
			displayOrder,
			hidden: false,
		})),
	};

	beforeEach(async () => {
		await client.crm.properties.groupsApi.create('contacts', {
			name: 'leadspredict',
			label: 'LeadsPredict',
		});
	});

	test('are created in a batch, found afterwards, and take effect', async () => {
		await client.crm.properties.batchApi.create('contacts', { inputs: [property] });
		const shown = await client.crm.properties.coreApi.getByName('contacts', 'lp_rating');
		expect(shown).toMatchObject({ type: 'enumeration', hasUniqueValue: false });
		const { results } = await client.crm.properties.coreApi.getAll('contacts');
		expect(results.map(({ name }) => name)).toEqual(expect.arrayContaining(['email', 'lp_rating']));

		const id = put('ann@example.com');
		const write = async (lp_rating: string) =>
			await contacts().basicApi.update(id, { properties: { lp_rating } });
		await write('hot');
		expect(codesOf(await refused(write('Hot')))).toEqual(['INVALID_OPTION']);
	});

	test('one that is there already is an error among the others', async () => {
		await client.crm.properties.coreApi.create('contacts', property);
		const answer = await client.crm.properties.batchApi.create('contacts', {
			inputs: [property, { ...property, name: 'lp_other' }],
		});
		expect(answer).toMatchObject({
			numErrors: 1,
			errors: [{ category: 'OBJECT_ALREADY_EXISTS' }],
			results: [{ name: 'lp_other' }],
		});
	});

	test.each([
		['a name with capitals', { name: 'lpRating' }],
		['a name that begins with a digit', { name: '1st' }],
		['a group that is not there', { groupName: 'nowhere' }],
		['no options', { options: [] }],
		['the same option twice', { options: [...property.options, ...property.options] }],
		['a field type that does not go with it', { fieldType: PropertyCreateFieldTypeEnum.Date }],
		['unique options', { hasUniqueValue: true }],
	])('%s is refused', async (_case, change) => {
		const failure = await refused(
			client.crm.properties.batchApi.create('contacts', { inputs: [{ ...property, ...change }] }),
		);
		expect(failure.status).toBe(400);
	});

	test.each([
		['a type that is none', { type: 'integer', fieldType: 'number', options: undefined }],
		[
			'a hint that is none',
			{ type: 'number', fieldType: 'number', options: undefined, numberDisplayHint: 'money' },
		],
		[
			'a bool without its options',
			{ type: 'bool', fieldType: 'booleancheckbox', options: undefined },
		],
		['a misspelt word', { unique: true }],
	])('%s is refused', async (_case, change) => {
		const { status } = await send('POST', '/crm/properties/2026-03/contacts/batch/create', {
			inputs: [{ ...property, ...change }],
		});
		expect(status).toBe(400);
	});

	test('a group or property of the same name is a 409, an unknown one a 404', async () => {
		const group = { name: 'leadspredict', label: 'LeadsPredict' };
		const again = await refused(client.crm.properties.groupsApi.create('contacts', group));
		expect([again.status, again.category]).toEqual([409, 'OBJECT_ALREADY_EXISTS']);
		expect(
			(await refused(client.crm.properties.coreApi.getByName('contacts', 'nope'))).status,
		).toBe(404);
	});
});

describe('versions', () => {
	test.each([
		['/crm/v3/objects/contacts', '/crm/v3/properties/contacts'],
		['/crm/objects/2026-03/contacts', '/crm/properties/2026-03/contacts'],
		['/crm/objects/2026-09/contacts', '/crm/properties/2026-09/contacts'],
	])('%s and %s are the same thing', async (objects, properties) => {
		const request = async (path: string, body: unknown) =>
			(await client.apiRequest({ method: 'POST', path, body })).status;
		expect(await request(`${properties}/groups`, { name: 'lp', label: 'LP' })).toBe(201);
		expect(
			await request(`${properties}/batch/create`, {
				inputs: [
					{
						name: 'lp_id',
						label: 'ID',
						groupName: 'lp',
						type: 'string',
						fieldType: 'text',
						hasUniqueValue: true,
					},
				],
			}),
		).toBe(201);
		expect(
			await request(`${objects}/batch/upsert`, {
				inputs: [{ id: 'lead_1', idProperty: 'lp_id', properties: { email: 'a@b.example' } }],
			}),
		).toBe(200);
		expect(crm.control.contacts.get('a@b.example')?.properties['lp_id']).toBe('lead_1');
	});

	test('others do not exist', async () => {
		const { status } = await send('POST', '/crm/objects/2020-01/contacts/batch/upsert', {});
		expect(status).toBe(404);
	});
});

describe('answers on demand', () => {
	test('a rate limit names its policy, and the client tries again', async () => {
		crm.control.answerNext('hubspot', { status: 429 });
		const failure = await refused(contacts().basicApi.getPage());
		expect(failure).toMatchObject({ status: 429, category: 'RATE_LIMITS' });
		crm.control.answerNext('hubspot', { status: 429, headers: { 'retry-after': '1' } });
		const { data, headers } = await send('GET', '/crm/v3/objects/contacts');
		expect(data).toMatchObject({ policyName: 'TEN_SECONDLY_ROLLING' });
		expect(headers['retry-after']).toBe('1');
	});

	test('a cut answer belongs to contacts that were written', async () => {
		crm.control.answerNext('hubspot', { truncate: true });
		await expect(
			send('POST', '/crm/v3/objects/contacts', { properties: { email: 'a@b.example' } }),
		).rejects.toThrow();
		expect(crm.control.contacts.all()).toHaveLength(1);
	});

	test('they do not touch the other CRM', async () => {
		crm.control.answerNext('salesforce', { status: 503 });
		expect((await send('GET', '/crm/v3/objects/contacts')).status).toBe(200);
	});
});

describe("as n8n's HubSpot node calls it", () => {
	const profileSchema = z.object({
		vid: z.number(),
		properties: z.record(z.object({ value: z.string() })),
		'identity-profiles': z.array(
			z.object({ identities: z.array(z.object({ type: z.string(), value: z.string() })) }),
		),
	});

	test('upsert: the raw address in the path, then the profile', async () => {
		const upsert = async () =>
			await send('POST', '/contacts/v1/contact/createOrUpdate/email/ann+x@example.com', {
				properties: [
					{ property: 'firstname', value: 'Ann' },
					{ property: 'closedate', value: 1_767_323_045_000 },
				],
			});
		const { data, status } = await upsert();
		expect([status, data]).toEqual([200, { vid: 101, isNew: true }]);
		expect((await upsert()).data).toEqual({ vid: 101, isNew: false });
		const got = await send('GET', '/contacts/v1/contact/vid/101/profile?property=firstname');
		expect(profileSchema.parse(got.data)).toMatchObject({
			vid: 101,
			properties: { firstname: { value: 'Ann' } },
			'identity-profiles': [
				{ identities: [{ type: 'EMAIL', value: 'ann+x@example.com' }, { type: 'LEAD_GUID' }] },
			],
		});
		const all = await send('GET', '/contacts/v1/contact/vid/101/profile?properties=firstname');
		expect(profileSchema.parse(all.data).properties['closedate']).toMatchObject({
			value: '1767323045000',
		});
	});

	test('a refusal lists what was not valid', async () => {
		const { data, status } = await send(
			'POST',
			'/contacts/v1/contact/createOrUpdate/email/ann@example.com',
			{ properties: [{ property: 'lp_nothing', value: 1 }] },
		);
		expect(status).toBe(400);
		expect(data).toMatchObject({
			status: 'error',
			message: 'Property values were not valid',
			validationResults: [{ isValid: false, error: 'PROPERTY_DOESNT_EXIST', name: 'lp_nothing' }],
		});
		expect((await send('GET', '/contacts/v1/contact/vid/9/profile')).status).toBe(404);
	});

	const listSchema = z.object({
		contacts: z.array(profileSchema),
		'has-more': z.boolean(),
		'vid-offset': z.number(),
	});
	const listAll = async (path: string, query: string) => {
		const vids: number[] = [];
		let offset = '';
		for (let page = 0; page < 10; page += 1) {
			const answer = await send('GET', `${path}?${query}&limit=250&count=100${offset}`);
			const list = listSchema.parse(answer.data);
			vids.push(...list.contacts.map(({ vid }) => vid));
			if (!list['has-more']) return vids;
			offset = `&vidOffset=${list['vid-offset']}`;
		}
		throw new Error('It never ends');
	};

	test('get all and recently updated: page by page, few properties unless asked', async () => {
		for (let n = 0; n < 205; n += 1) put(`a${n}@example.com`, { city: 'Rome' });
		const path = '/contacts/v1/lists/all/contacts/all';
		expect(await listAll(path, 'property=email')).toHaveLength(205);
		const recent = '/contacts/v1/lists/recently_updated/contacts/recent';
		expect(new Set(await listAll(recent, '')).size).toBe(205);

		const few = listSchema.parse((await send('GET', `${path}?count=1`)).data);
		expect(Object.keys(few.contacts[0]?.properties ?? {})).toEqual(['lastmodifieddate']);
		const more = listSchema.parse(
			(await send('GET', `${path}?count=1&property=email&property=city`)).data,
		);
		expect(Object.keys(more.contacts[0]?.properties ?? {})).toEqual([
			'lastmodifieddate',
			'email',
			'city',
		]);
	});

	test('search: with words of its own in the body', async () => {
		put('ann@example.com');
		const { data } = await send('POST', '/crm/v3/objects/contacts/search', {
			sorts: [{ propertyName: 'createdate', direction: 'DESCENDING' }],
			filterGroups: [
				{ filters: [{ propertyName: 'email', operator: 'EQ', value: 'ann@example.com' }] },
			],
			properties: ['email'],
			sortBy: 'createdate',
			direction: 'DESCENDING',
			limit: 100,
		});
		expect(data).toMatchObject({
			total: 1,
			results: [{ id: '101', properties: { email: 'ann@example.com' } }],
		});
	});

	test('delete', async () => {
		const id = put('ann@example.com');
		const { data } = await send('DELETE', `/contacts/v1/contact/vid/${id}`);
		expect(data).toMatchObject({ vid: 101, deleted: true });
		expect(crm.control.contacts.all()).toEqual([]);
	});

	test.each([
		['GET', '/crm/v3/properties/contacts?limit=100', { results: expect.any(Array) }],
		['GET', '/properties/v2/contacts/properties', expect.any(Array)],
		['GET', '/crm/v3/owners', { results: [] }],
		[
			'GET',
			'/companies/v2/companies/paged?properties=name&limit=250&count=100',
			{ companies: [], 'has-more': false },
		],
		['GET', '/deals/v1/deal/paged', { hasMore: false }],
		['GET', '/account-info/v3/details', { portalId: expect.any(Number) }],
	] as const)('%s %s for its lists and its credential', async (method, path, expected) => {
		const { status, data } = await send(method, path);
		expect(status).toBe(200);
		expect(data).toEqual(Array.isArray(data) ? expected : expect.objectContaining({ ...expected }));
	});

	test('its OAuth2 credential renews the token', async () => {
		const { data } = await send(
			'POST',
			'/oauth/v1/token',
			'grant_type=refresh_token&refresh_token=x',
			{
				'content-type': 'application/x-www-form-urlencoded',
			},
		);
		expect(data).toMatchObject({ access_token: crm.tokens.hubspot });
	});
});
