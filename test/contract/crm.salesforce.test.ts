import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { Agent } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import axios from 'axios';
import { Connection } from 'jsforce';
import { z } from 'zod';

import { parseSoql } from '../../sandbox/crm/salesforce/soqlParse';
import { startCrm } from '../../sandbox/crm/startCrm';
import type { CrmStandIn } from '../../sandbox/crm/startCrm';

jest.setTimeout(60_000);

let crm: CrmStandIn;
let conn: Connection;
let time = new Date('2026-01-02T03:04:05.000Z');

beforeAll(async () => {
	crm = await startCrm({ salesforceToken: 'MARKER-TOKEN', now: () => time });
	conn = new Connection({
		instanceUrl: crm.salesforceUrl,
		accessToken: crm.tokens.salesforce,
		version: '59.0',
	});
});
beforeEach(() => {
	time = new Date('2026-01-02T03:04:05.000Z');
	crm.control.reset();
	for (const type of ['Lead', 'Contact'] as const) {
		crm.control.defineField(type, {
			name: 'LeadsPredict_Id__c',
			type: 'Text',
			length: 40,
			externalId: true,
			unique: true,
		});
		crm.control.defineField(type, {
			name: 'LeadsPredict_Score__c',
			label: 'Score',
			type: 'Number',
			precision: 3,
		});
	}
});
afterAll(async () => await crm.close());

const BASE = '/services/data/v59.0';
const ID = 'LeadsPredict_Id__c';
const SCORE = 'LeadsPredict_Score__c';

const failureSchema = z.object({ errorCode: z.string(), message: z.string() });

/** What jsforce makes of a refusal. */
async function refused(call: PromiseLike<unknown>) {
	const thrown: unknown = await call.then(
		() => {
			throw new Error('It was not refused');
		},
		(error: unknown) => error,
	);
	return failureSchema.parse(thrown);
}

const resultsSchema = z.array(
	z
		.object({
			id: z.string().optional(),
			success: z.boolean(),
			created: z.boolean().optional(),
			errors: z.array(
				z
					.object({
						statusCode: z.string(),
						message: z.string(),
						fields: z.array(z.string()),
						duplicateResult: z.unknown(),
					})
					.strict(),
			),
		})
		.strict(),
);

/** Per record: what it became, or why it failed. */
const outcomes = (results: unknown): string[] =>
	resultsSchema
		.parse(results)
		.map(({ success, created, errors }) =>
			success ? (created ? 'created' : 'written') : errors.map((e) => e.statusCode).join(),
		);

/** A request as it is, for what jsforce cannot say, or as n8n's node sends it. */
const send = async (
	method: 'GET' | 'POST' | 'PATCH' | 'DELETE',
	path: string,
	data?: unknown,
	headers: Record<string, string> = {},
) =>
	await axios.request<unknown>({
		method,
		url: `${crm.salesforceUrl}${path}`,
		...(data !== undefined && { data }),
		headers: {
			authorization: `Bearer ${crm.tokens.salesforce}`,
			...(data !== undefined && { 'content-type': 'application/json' }),
			...headers,
		},
		validateStatus: () => true,
	});

const codeOf = (data: unknown): string | undefined =>
	z.array(z.object({ errorCode: z.string() })).parse(data)[0]?.errorCode;

const lead = (fields: Record<string, string | number | boolean | null> = {}): string =>
	crm.control.leads.put({ LastName: 'Doe', Company: 'Acme', ...fields }).Id;

const fieldOf = (id: string, name: string) => crm.control.leads.get(id)?.[name];

describe('the token', () => {
	test('another one, or none, is a 401', async () => {
		const stranger = new Connection({
			instanceUrl: crm.salesforceUrl,
			accessToken: 'other',
			version: '59.0',
		});
		expect((await refused(stranger.query('SELECT Id FROM Lead'))).errorCode).toBe(
			'INVALID_SESSION_ID',
		);
		const { status } = await send('GET', `${BASE}/sobjects`, undefined, { authorization: '' });
		expect(status).toBe(401);
	});

	test.each([
		[{ grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer', assertion: 'a.b.c' }, 200],
		[{ grant_type: 'refresh_token', refresh_token: 'x' }, 200],
		[{ grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer', assertion: 'abc' }, 400],
		[{ grant_type: 'refresh_token' }, 400],
		[{ grant_type: 'password' }, 400],
	])('%j asks for one: %i', async (form, expected) => {
		const { status, data } = await send(
			'POST',
			'/services/oauth2/token',
			new URLSearchParams(form).toString(),
			{ 'content-type': 'application/x-www-form-urlencoded' },
		);
		expect(status).toBe(expected);
		expect(data).toMatchObject(
			expected === 200
				? { access_token: crm.tokens.salesforce, instance_url: crm.salesforceUrl }
				: { error: expect.any(String) },
		);
	});

	test('says whose it is, and is never kept', async () => {
		const { data } = await send('GET', '/services/oauth2/userinfo');
		expect(data).toMatchObject({
			user_id: expect.stringMatching(/^005/),
			urls: { rest: `${crm.salesforceUrl}/services/data/v{version}/` },
		});
		await conn.query('SELECT Id FROM Lead');
		expect(JSON.stringify(crm.control.requests())).not.toContain('MARKER');
		expect(crm.control.requestCounts('salesforce')).toEqual({
			'GET /services/oauth2/userinfo': 1,
			'GET /services/data/:version/query': 1,
		});
	});
});

describe('upsert of a collection', () => {
	test('creates and updates in the order of the request', async () => {
		const id = lead({ [ID]: 'lead_1', Rating: 'Cold' });
		const results = await conn.sobject('Lead').upsert(
			[
				{ [ID]: 'lead_2', LastName: 'New', Company: 'Bolt' },
				{ [ID]: 'LEAD_1', [SCORE]: 87, Rating: 'Hot' },
			],
			ID,
		);
		expect(outcomes(results)).toEqual(['created', 'written']);
		expect(crm.control.leads.get(id)).toMatchObject({
			[ID]: 'lead_1',
			[SCORE]: 87,
			Rating: 'Hot',
			Company: 'Acme',
		});
		expect(crm.control.leads.all()[1]).toMatchObject({ [ID]: 'lead_2', Name: 'New' });
	});

	test('single records fail with 200, and the others stand', async () => {
		const [ann, bob] = [lead({ [ID]: 'a' }), lead({ [ID]: 'b' })];
		crm.control.convertLead(bob);
		const results = await conn.sobject('Lead').upsert(
			[
				{ [ID]: 'a', [SCORE]: 1 },
				{ [ID]: 'b', [SCORE]: 2 },
				{ [ID]: 'c', [SCORE]: 3 },
				{ [ID]: 'd', [SCORE]: 4, LastName: 'D', Company: 'D', Rating: 'hot' },
				{ [ID]: 'x'.repeat(41), LastName: 'E', Company: 'E' },
			],
			ID,
		);
		expect(outcomes(results)).toEqual([
			'written',
			'CANNOT_UPDATE_CONVERTED_LEAD',
			'REQUIRED_FIELD_MISSING',
			'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST',
			'STRING_TOO_LONG',
		]);
		expect(fieldOf(ann, SCORE)).toBe(1);
		expect(resultsSchema.parse(results)[2]?.errors[0]?.fields).toEqual(['LastName', 'Company']);
		expect(resultsSchema.parse(results)[2]?.id).toBeUndefined();
	});

	test('allOrNone undoes all of it', async () => {
		const id = lead({ [ID]: 'a' });
		const results = await conn.sobject('Lead').upsert(
			[
				{ [ID]: 'a', [SCORE]: 1 },
				{ [ID]: 'n', LastName: 'New', Company: 'New' },
				{ [ID]: 'b', Rating: 'lukewarm', LastName: 'B', Company: 'B' },
			],
			ID,
			{ allOrNone: true },
		);
		expect(outcomes(results)).toEqual([
			'ALL_OR_NONE_OPERATION_ROLLED_BACK',
			'ALL_OR_NONE_OPERATION_ROLLED_BACK',
			'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST',
		]);
		expect(fieldOf(id, SCORE)).toBeNull();
		expect(crm.control.leads.all()).toHaveLength(1);
	});

	test('rows that share an external id all fail', async () => {
		lead({ [ID]: 'a' });
		const results = await conn.sobject('Lead').upsert(
			[
				{ [ID]: 'a', [SCORE]: 1 },
				{ [ID]: 'A', [SCORE]: 2 },
				{ [ID]: 'b', LastName: 'B', Company: 'B' },
			],
			ID,
		);
		expect(outcomes(results)).toEqual(['DUPLICATE_VALUE', 'DUPLICATE_VALUE', 'created']);
	});

	test('an external id that is not unique may match more than one record', async () => {
		const loose = { name: 'Loose__c', type: 'Text', length: 20, externalId: true } as const;
		crm.control.defineField('Lead', loose);
		lead({ Loose__c: 'same' });
		lead({ Loose__c: 'same' });
		const results = await conn
			.sobject('Lead')
			.upsert([{ Loose__c: 'same', [SCORE]: 1 }], 'Loose__c');
		expect(outcomes(results)).toEqual(['DUPLICATE_EXTERNAL_ID']);
		const { status, data } = await send('PATCH', `${BASE}/sobjects/Lead/Loose__c/same`, {
			[SCORE]: 1,
		});
		expect([status, data]).toEqual([300, [expect.any(String), expect.any(String)]]);
	});

	test.each<[string, string, string]>([
		['a field that is not marked as an external id', SCORE, 'NOT_FOUND'],
		['Email, which two may share', 'Email', 'NOT_FOUND'],
		['a field that is not there', 'Nope__c', 'NOT_FOUND'],
	])('by %s is refused', async (_case, field, code) => {
		const call = conn.sobject('Lead').upsert([{ [field]: 'x' }], field);
		expect((await refused(call)).errorCode).toBe(code);
	});
});

describe('a collection is refused as a whole', () => {
	const record = (fields: Record<string, unknown>) => ({ attributes: { type: 'Lead' }, ...fields });
	const patch = async (body: Record<string, unknown>) =>
		await refused(conn.requestPatch(`/composite/sobjects/Lead/${ID}`, body));

	test.each<[string, Record<string, unknown>, string]>([
		['for an unknown column', { records: [record({ [ID]: 'a', Nope__c: 1 })] }, 'INVALID_FIELD'],
		['for Id', { records: [record({ [ID]: 'a', Id: '00Q000000000001' })] }, 'INVALID_FIELD'],
		['for id', { records: [record({ [ID]: 'a', id: '00Q000000000001' })] }, 'INVALID_FIELD'],
		['for a number in a text', { records: [record({ [ID]: 5 })] }, 'JSON_PARSER_ERROR'],
		[
			'for a text in a number',
			{ records: [record({ [ID]: 'a', [SCORE]: 'high' })] },
			'JSON_PARSER_ERROR',
		],
		[
			'for records of another type',
			{ records: [{ attributes: { type: 'Contact' }, [ID]: 'a' }] },
			'INVALID_INPUT',
		],
		['for a record without a type', { records: [{ [ID]: 'a' }] }, 'INVALID_INPUT'],
		['for no records', { records: [] }, 'REQUIRED_FIELD_MISSING'],
		[
			'for a word that is misspelt',
			{ allOrNothing: true, records: [record({ [ID]: 'a' })] },
			'JSON_PARSER_ERROR',
		],
	])('%s', async (_case, body, code) => {
		lead({ [ID]: 'a' });
		expect((await patch(body)).errorCode).toBe(code);
	});

	test('for more than 200 records', async () => {
		const records = Array.from({ length: 201 }, (_, n) => record({ [ID]: `${n}` }));
		expect((await patch({ records })).errorCode).toBe('EXCEEDED_ID_LIMIT');
		const results = await conn.requestPatch(`/composite/sobjects/Lead/${ID}`, {
			records: records.slice(1),
		});
		expect(outcomes(results)).toHaveLength(200);
	});

	test('for more than ten changes of type', async () => {
		const mixed = (changes: number) =>
			Array.from({ length: changes }, (_, n) => ({
				attributes: { type: n % 2 === 0 ? 'Lead' : 'Contact' },
				LastName: 'X',
				...(n % 2 === 0 && { Company: 'X' }),
			}));
		const create = (changes: number) =>
			conn.requestPost('/composite/sobjects', { records: mixed(changes) });
		expect((await refused(create(11))).errorCode).toBe('INVALID_INPUT');
		expect(outcomes(await create(10))).toEqual(Array.from({ length: 10 }, () => 'written'));
	});

	test('for a field that field-level security hides, until it is shown', async () => {
		crm.control.defineField('Lead', { name: 'Tip__c', type: 'Text', length: 9, visible: false });
		const body = { records: [record({ [ID]: 'a', Tip__c: 'x', LastName: 'A', Company: 'A' })] };
		expect((await patch(body)).errorCode).toBe('INVALID_FIELD');
		expect((await refused(conn.query('SELECT Tip__c FROM Lead'))).errorCode).toBe('INVALID_FIELD');
		crm.control.setFieldVisible('Lead', 'Tip__c', true);
		expect(outcomes(await conn.requestPatch(`/composite/sobjects/Lead/${ID}`, body))).toEqual([
			'created',
		]);
	});
});

describe('update of a collection', () => {
	const update = async (records: Array<{ Id: string; [field: string]: unknown }>) =>
		outcomes(
			await conn.requestPatch('/composite/sobjects', {
				records: records.map(({ Id, ...fields }) => ({
					attributes: { type: 'Lead' },
					id: Id,
					...fields,
				})),
			}),
		);

	test('by 18 and by 15 characters of the id', async () => {
		const [ann, bob] = [lead(), lead()];
		const results = await conn.sobject('Lead').update([
			{ Id: ann, [SCORE]: 1 },
			{ Id: bob.slice(0, 15), [SCORE]: 2 },
		]);
		expect(resultsSchema.parse(results).map(({ id }) => id)).toEqual([ann, bob]);
		expect([fieldOf(ann, SCORE), fieldOf(bob, SCORE)]).toEqual([1, 2]);
	});

	test('ids that lead nowhere', async () => {
		const [gone, twice] = [lead(), lead()];
		crm.control.leads.remove(gone);
		const contact = crm.control.salesforceContacts.put({ LastName: 'X' }).Id;
		expect(
			await update([
				{ Id: 'abc' },
				{ Id: contact },
				{ Id: gone },
				{ Id: '00Q000000000009' },
				{ Id: twice },
				{ Id: twice.slice(0, 15) },
			]),
		).toEqual([
			'MALFORMED_ID',
			'MALFORMED_ID',
			'ENTITY_IS_DELETED',
			'INVALID_CROSS_REFERENCE_KEY',
			'DUPLICATE_VALUE',
			'DUPLICATE_VALUE',
		]);
	});

	test('what cannot be written', async () => {
		lead({ [ID]: 'taken' });
		const cases: Array<[Record<string, unknown>, string]> = [
			[{ IsConverted: true }, 'INVALID_FIELD_FOR_INSERT_UPDATE'],
			[{ LastActivityDate: '2026-01-01' }, 'INVALID_FIELD_FOR_INSERT_UPDATE'],
			[{ [SCORE]: 1000 }, 'NUMBER_OUTSIDE_VALID_RANGE'],
			[{ NumberOfEmployees: 100_000_000 }, 'NUMBER_OUTSIDE_VALID_RANGE'],
			[{ Email: 'ann' }, 'INVALID_EMAIL_ADDRESS'],
			[{ LastName: 'x'.repeat(81) }, 'STRING_TOO_LONG'],
			[{ LastName: '' }, 'REQUIRED_FIELD_MISSING'],
			[{ LastName: null }, 'REQUIRED_FIELD_MISSING'],
			[{ Industry: 'Bakery' }, 'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST'],
			[{ [ID]: 'Taken' }, 'DUPLICATE_VALUE'],
			[{ OwnerId: 'me' }, 'MALFORMED_ID'],
			[{ OwnerId: '005000000000009' }, 'INVALID_CROSS_REFERENCE_KEY'],
		];
		const records = cases.map(([fields]) => ({ Id: lead(), ...fields }));
		expect(await update(records)).toEqual(cases.map(([, code]) => code));
	});

	test('null and an empty text clear, numbers are rounded to their places', async () => {
		crm.control.defineField('Lead', { name: 'P__c', type: 'Percent', precision: 5, scale: 1 });
		const id = lead({ City: 'Rome', State: 'RM', Rating: 'Hot' });
		await update([{ Id: id, City: null, State: '', Rating: null, P__c: 28.05, [SCORE]: '87.5' }]);
		expect(crm.control.leads.get(id)).toMatchObject({
			City: null,
			State: null,
			Rating: null,
			P__c: 28.1,
			[SCORE]: 88,
		});
	});

	test.each<[string, unknown]>([
		['AnnualRevenue', '1,000'],
		['NumberOfEmployees', 1.5],
		['HasOptedOutOfEmail', 'yes'],
		['City', ['Rome']],
		['City', true],
	])('%s with %j is no JSON of its kind', async (field, value) => {
		const body = { records: [{ attributes: { type: 'Lead' }, id: lead(), [field]: value }] };
		expect((await refused(conn.requestPatch('/composite/sobjects', body))).errorCode).toBe(
			'JSON_PARSER_ERROR',
		);
	});

	test('dates and times', async () => {
		crm.control.defineField('Lead', { name: 'D__c', type: 'Date' });
		crm.control.defineField('Lead', { name: 'T__c', type: 'DateTime' });
		const id = lead();
		await update([{ Id: id, D__c: '2026-02-28', T__c: '2026-01-02T04:04:05+01:00' }]);
		expect([fieldOf(id, 'D__c'), fieldOf(id, 'T__c')]).toEqual([
			'2026-02-28',
			'2026-01-02T03:04:05.000+0000',
		]);
		for (const fields of [
			{ D__c: '2026-02-30' },
			{ D__c: '2026-02-28T00:00:00Z' },
			{ T__c: '2026-01-02' },
		]) {
			const body = { records: [{ attributes: { type: 'Lead' }, id, ...fields }] };
			expect((await refused(conn.requestPatch('/composite/sobjects', body))).errorCode).toBe(
				'JSON_PARSER_ERROR',
			);
		}
	});
});

describe('create', () => {
	test('a collection and a single record', async () => {
		const results = await conn
			.sobject('Lead')
			.create([
				{ LastName: 'Doe', Company: 'Acme', FirstName: 'Ann' },
				{ LastName: 'Doe' },
				{ Company: 'Acme', LastName: '   ' },
			]);
		expect(outcomes(results)).toEqual([
			'written',
			'REQUIRED_FIELD_MISSING',
			'REQUIRED_FIELD_MISSING',
		]);
		expect(crm.control.leads.all()).toMatchObject([
			{ Name: 'Ann Doe', Status: 'Open - Not Contacted', IsConverted: false },
		]);
		expect(await conn.sobject('Contact').create({ LastName: 'Doe' })).toMatchObject({
			success: true,
			id: expect.stringMatching(/^003.{15}$/),
		});
		expect((await refused(conn.sobject('Lead').create({ LastName: 'Doe' }))).errorCode).toBe(
			'REQUIRED_FIELD_MISSING',
		);
	});

	test('the duplicate rule refuses, names the record, and lets through what is told to', async () => {
		const id = lead({ Email: 'ann@example.com' });
		crm.control.setDuplicateRule({ type: 'Lead', field: 'Email' });
		const record = { LastName: 'Doe', Company: 'Acme', Email: 'Ann@example.com', [ID]: 'x' };
		const results = await conn.sobject('Lead').upsert([record], ID);
		expect(outcomes(results)).toEqual(['DUPLICATES_DETECTED']);
		expect(JSON.stringify(results)).toContain(id);

		const single = await send('POST', `${BASE}/sobjects/Lead`, record);
		expect([single.status, codeOf(single.data)]).toEqual([400, 'DUPLICATES_DETECTED']);

		crm.control.setDuplicateRule({ type: 'Lead', field: 'Email', namesRecords: false });
		expect(JSON.stringify(await conn.sobject('Lead').upsert([record], ID))).not.toContain(id);

		const allowed = await conn
			.sobject('Lead')
			.create(record, { headers: { 'Sforce-Duplicate-Rule-Header': 'allowSave=true' } });
		expect(allowed).toMatchObject({ success: true });
	});
});

describe('single records', () => {
	test('are read, changed and deleted by id', async () => {
		const id = lead({ Email: 'ann@example.com', LastActivityDate: '2025-12-31' });
		expect(await conn.sobject('Lead').retrieve(id)).toMatchObject({
			attributes: { type: 'Lead', url: `${BASE}/sobjects/Lead/${id}` },
			Id: id,
			Email: 'ann@example.com',
			LastActivityDate: '2025-12-31',
			Phone: null,
			CreatedDate: '2026-01-02T03:04:05.000+0000',
		});
		expect(await conn.sobject('Lead').update({ Id: id, Rating: 'Hot' })).toMatchObject({ id });
		expect(fieldOf(id, 'Rating')).toBe('Hot');
		await conn.sobject('Lead').destroy(id);
		expect((await refused(conn.sobject('Lead').retrieve(id))).errorCode).toBe('ENTITY_IS_DELETED');
		expect((await refused(conn.sobject('Lead').retrieve('abc'))).errorCode).toBe('NOT_FOUND');
	});

	test('several at once, null for those that are not there', async () => {
		const id = lead();
		const got = await conn.sobject('Lead').retrieve([id, '00Q000000000009'], { fields: ['Id'] });
		expect(got).toMatchObject([{ Id: id }, null]);
	});

	test('what cannot be written is refused', async () => {
		const id = lead();
		const update = async (fields: Record<string, unknown>) =>
			codeOf((await send('PATCH', `${BASE}/sobjects/Lead/${id}`, fields)).data);
		expect(await update({ Id: id })).toBe('INVALID_FIELD');
		expect(await update({ Nope__c: 1 })).toBe('INVALID_FIELD');
		expect(await update({ Rating: 'hot' })).toBe('INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST');
		crm.control.convertLead(id);
		expect(await update({ Rating: 'Hot' })).toBe('CANNOT_UPDATE_CONVERTED_LEAD');
	});
});

const addresses = ["o'neil@example.com", 'a\\b@example.com', 'ann@example.com'];

describe('query', () => {
	const names = async (where: string) =>
		(await conn.query<{ LastName: string }>(`SELECT LastName FROM Lead ${where}`)).records.map(
			({ LastName }) => LastName,
		);

	beforeEach(() => {
		lead({ LastName: 'A', Email: 'ann@example.com', AnnualRevenue: 100, Rating: 'Hot' });
		lead({
			LastName: 'B',
			Email: 'bob@example.com',
			AnnualRevenue: 9,
			LastActivityDate: '2026-01-01',
		});
		lead({ LastName: 'C', City: '100% Rome_', IsConverted: true });
	});

	test.each<[string, string[]]>([
		["WHERE Email = 'ANN@example.com'", ['A']],
		["WHERE Email != 'ann@example.com'", ['B', 'C']],
		["WHERE Email <> 'ann@example.com' AND Email != null", ['B']],
		["WHERE Email IN ('ann@example.com', 'BOB@example.com') AND IsConverted = false", ['A', 'B']],
		["WHERE Email NOT IN ('ann@example.com')", ['B', 'C']],
		['WHERE Email = null', ['C']],
		['WHERE AnnualRevenue > 9', ['A']],
		['WHERE AnnualRevenue >= 9 AND AnnualRevenue < 100', ['B']],
		['WHERE AnnualRevenue <= 9.0', ['B']],
		['WHERE IsConverted = TRUE', ['C']],
		["WHERE Email LIKE 'a%' OR Email LIKE '_ob@%'", ['A', 'B']],
		["WHERE City LIKE '100\\% rome\\_'", ['C']],
		["WHERE (Rating = 'Hot' OR IsConverted = true) AND NOT (LastName = 'C')", ['A']],
		['WHERE LastActivityDate = YESTERDAY', ['B']],
		['WHERE LastActivityDate >= LAST_N_DAYS:7', ['B']],
		['WHERE LastActivityDate < 2026-01-01', []],
		['WHERE CreatedDate >= 2026-01-02T03:04:05Z AND CreatedDate = TODAY', ['A', 'B', 'C']],
		['WHERE CreatedDate > 2026-01-02T04:04:05+01:00', []],
		['ORDER BY AnnualRevenue', ['C', 'B', 'A']],
		['ORDER BY AnnualRevenue DESC NULLS LAST LIMIT 2', ['A', 'B']],
		['ORDER BY LastName ASC LIMIT 1 OFFSET 1', ['B']],
	])('%s', async (where, expected) => {
		expect(await names(where)).toEqual(expected);
	});

	test('quotes and backslashes in texts', async () => {
		for (const Email of addresses) lead({ LastName: 'Q', City: Email });
		const quoted = addresses
			.map((text) => `'${text.replace(/\\/g, '\\\\').replace(/'/g, "\\'")}'`)
			.join(',');
		expect(await names(`WHERE City IN (${quoted})`)).toEqual(['Q', 'Q', 'Q']);
	});

	test('fields come under their own names, related ones nested, empty relations as null', async () => {
		const account = crm.control.accounts.put({ Name: 'Acme', Industry: 'Technology' });
		crm.control.salesforceContacts.put({ LastName: 'A', AccountId: account.Id });
		crm.control.salesforceContacts.put({ LastName: 'B' });
		const { records, totalSize, done } = await conn.query(
			'select id, lastname, account.name, Account.Industry, Owner.Name from contact order by LastName',
		);
		expect([totalSize, done]).toEqual([2, true]);
		expect(records).toEqual([
			{
				attributes: { type: 'Contact', url: expect.stringContaining('/sobjects/Contact/003') },
				Id: expect.stringMatching(/^003/),
				LastName: 'A',
				Account: {
					attributes: { type: 'Account', url: expect.any(String) },
					Name: 'Acme',
					Industry: 'Technology',
				},
				Owner: {
					attributes: { type: 'User', url: expect.any(String) },
					Name: 'Integration User',
				},
			},
			expect.objectContaining({ LastName: 'B', Account: null }),
		]);
	});

	test('counts', async () => {
		expect(await conn.query("SELECT COUNT() FROM Lead WHERE Rating = 'Hot'")).toMatchObject({
			totalSize: 1,
			records: [],
		});
	});

	test('2,000 rows at a time, or fewer when told so', async () => {
		for (let n = 0; n < 447; n += 1) lead({ LastName: `L${n}` });
		const all = await conn.query('SELECT Id FROM Lead');
		expect([all.records.length, all.done]).toEqual([450, true]);

		const headers = { 'Sforce-Query-Options': 'batchSize=200' };
		const first = await conn.query('SELECT Id FROM Lead', { headers });
		expect([first.totalSize, first.records.length, first.done]).toEqual([450, 200, false]);
		const second = await conn.queryMore(first.nextRecordsUrl ?? '');
		const third = await conn.queryMore(second.nextRecordsUrl ?? '');
		expect([second.records.length, third.records.length, third.done]).toEqual([200, 50, true]);
		const ids = [first, second, third].flatMap(({ records }) => records.map(({ Id }) => Id));
		expect(new Set(ids).size).toBe(450);
		expect((await refused(conn.queryMore('01g000000000009-200'))).errorCode).toBe(
			'INVALID_QUERY_LOCATOR',
		);
	});

	test.each<[string, string]>([
		['SELECT Nope__c FROM Lead', 'INVALID_FIELD'],
		['SELECT Nobody.Name FROM Lead', 'INVALID_FIELD'],
		["SELECT Id FROM Lead WHERE Nope = 'x'", 'INVALID_FIELD'],
		["SELECT Id FROM Lead WHERE AnnualRevenue > '9'", 'INVALID_FIELD'],
		['SELECT Id FROM Lead WHERE Email = 5', 'INVALID_FIELD'],
		["SELECT Id FROM Lead WHERE IsConverted = 'false'", 'INVALID_FIELD'],
		["SELECT Id FROM Lead WHERE CreatedDate > '2026-01-01'", 'INVALID_FIELD'],
		['SELECT Id FROM Lead WHERE CreatedDate > 2026-01-01', 'INVALID_FIELD'],
		["SELECT Id FROM Lead WHERE Description = 'x'", 'INVALID_FIELD'],
		['SELECT Id FROM Nobody', 'INVALID_TYPE'],
		["SELECT Id FROM Lead WHERE Id = 'abc'", 'INVALID_QUERY_FILTER_OPERATOR'],
		['SELECT Id FROM Lead OFFSET 2001', 'NUMBER_OUTSIDE_VALID_RANGE'],
		["SELECT Id FROM Lead WHERE Email = 'o'neil'", 'MALFORMED_QUERY'],
		["SELECT Id FROM Lead WHERE Email = 'a\\x'", 'MALFORMED_QUERY'],
		["SELECT Id FROM Lead WHERE Email = 'a", 'MALFORMED_QUERY'],
		['SELECT Id FROM Lead WHERE Email IN ()', 'MALFORMED_QUERY'],
		["SELECT Id FROM Lead WHERE Rating = 'Hot' AND City = 'x' OR City = 'y'", 'MALFORMED_QUERY'],
		['SELECT Id, Id FROM Lead', 'MALFORMED_QUERY'],
		['SELECT FROM Lead', 'MALFORMED_QUERY'],
		['SELECT * FROM Lead', 'MALFORMED_QUERY'],
		['SELECT Id FROM Lead LIMIT ten', 'MALFORMED_QUERY'],
		['DELETE FROM Lead', 'MALFORMED_QUERY'],
	])('%s is refused', async (soql, code) => {
		expect((await refused(conn.query(soql))).errorCode).toBe(code);
	});

	test('an address over 16,384 bytes is a page with 414, headers included 431', async () => {
		const query = async (length: number, headers = {}) =>
			await send(
				'GET',
				`${BASE}/query?q=${encodeURIComponent(`SELECT Id FROM Lead WHERE City = '${'x'.repeat(length)}'`)}`,
				undefined,
				headers,
			);
		expect((await query(10_000)).status).toBe(200);
		const long = await query(17_000);
		expect([long.status, long.data]).toEqual([414, expect.stringContaining('URI Too Long')]);
		expect((await query(10_000, { 'x-more': 'x'.repeat(7_000) })).status).toBe(431);
	});

	test('a longer one travels in a composite request, up to 100,000 characters', async () => {
		const composite = async (soql: string, parts = 1) =>
			await send('POST', `${BASE}/composite`, {
				compositeRequest: Array.from({ length: parts }, (_, n) => ({
					method: 'GET',
					url: `${BASE}/query?q=${encodeURIComponent(soql)}`,
					referenceId: `part${n}`,
				})),
			});
		const long = (length: number) => `SELECT Id FROM Lead WHERE City != '${'x'.repeat(length)}'`;
		expect((await composite(long(50_000))).data).toMatchObject({
			compositeResponse: [
				{ httpStatusCode: 200, referenceId: 'part0', body: { totalSize: 3, done: true } },
			],
		});
		expect((await composite('SELECT Id FROM Nobody')).data).toMatchObject({
			compositeResponse: [{ httpStatusCode: 400, body: [{ errorCode: 'INVALID_TYPE' }] }],
		});
		expect((await composite('SELECT Id FROM Lead', 6)).status).toBe(400);
		expect(crm.control.requests('salesforce')).toHaveLength(3);
		expect(() => parseSoql(long(100_000))).toThrow('100000');
	});
});

describe('assignment rules', () => {
	const owner = (id: string) => fieldOf(id, 'OwnerId');
	const write = async (id: string, headers: Record<string, string>) => {
		const body = { records: [{ attributes: { type: 'Lead' }, id, [SCORE]: 1 }] };
		await send('PATCH', `${BASE}/composite/sobjects`, body, headers);
		expect(fieldOf(id, SCORE)).toBe(1);
	};

	test.each<[string, Record<string, string>, boolean]>([
		['without the header', {}, true],
		['when it is TRUE', { 'Sforce-Auto-Assign': 'TRUE' }, true],
		['when it is the id of a rule', { 'Sforce-Auto-Assign': '01Q000000000001' }, true],
		['when it is FALSE', { 'Sforce-Auto-Assign': 'FALSE' }, false],
		['when it is false', { 'sforce-auto-assign': 'false' }, false],
	])('a lead that is updated %s changes its owner: %s', async (_case, headers, changes) => {
		const id = lead();
		const before = owner(id);
		await write(id, headers);
		expect(owner(id) !== before).toBe(changes);
	});

	test('a single record is treated alike, one that is created as well, and a contact never', async () => {
		const id = lead();
		const before = owner(id);
		await send('PATCH', `${BASE}/sobjects/Lead/${id}`, { [SCORE]: 2 });
		expect(owner(id)).not.toBe(before);
		const made = await conn.sobject('Lead').create({ LastName: 'A', Company: 'B' });
		expect(owner(made.id ?? '')).toBe(owner(id));
		const contact = crm.control.salesforceContacts.put({ LastName: 'X' });
		await send('PATCH', `${BASE}/sobjects/Contact/${contact.Id}`, { [SCORE]: 2 });
		expect(crm.control.salesforceContacts.get(contact.Id)).toMatchObject({
			OwnerId: contact['OwnerId'],
		});
	});
});

describe('a composite request', () => {
	const collection = (records: object[], more: object = {}) => ({
		method: 'PATCH',
		url: `${BASE}/composite/sobjects`,
		referenceId: 'update',
		body: { records: records.map((fields) => ({ attributes: { type: 'Lead' }, ...fields })) },
		...more,
	});
	const query = (referenceId: string) => ({
		method: 'GET',
		url: `${BASE}/query/?q=${encodeURIComponent('SELECT Id FROM Lead')}`,
		referenceId,
	});
	const composite = async (
		compositeRequest: unknown,
		more: object = {},
		headers: Record<string, string> = {},
	) => await send('POST', `${BASE}/composite`, { compositeRequest, ...more }, headers);
	const answered = z.object({
		compositeResponse: z.array(
			z
				.object({
					body: z.unknown(),
					httpHeaders: z.object({}).strict(),
					httpStatusCode: z.number(),
					referenceId: z.string(),
				})
				.strict(),
		),
	});

	test('takes headers of a subrequest from the subrequest alone', async () => {
		const id = lead();
		const before = fieldOf(id, 'OwnerId');
		const no = { 'Sforce-Auto-Assign': 'FALSE' };
		await composite([collection([{ id, [SCORE]: 1 }], { httpHeaders: no })]);
		expect([fieldOf(id, SCORE), fieldOf(id, 'OwnerId')]).toEqual([1, before]);
		await composite([collection([{ id, [SCORE]: 2 }])], {}, no);
		expect(fieldOf(id, SCORE)).toBe(2);
		expect(fieldOf(id, 'OwnerId')).not.toBe(before);
	});

	test('answers 200 with a result for each subrequest, whatever became of it', async () => {
		const id = lead({ [ID]: 'a' });
		const { status, data } = await composite([
			collection([{ id, [SCORE]: 1 }, { id: 'abc' }]),
			collection([{ Nope__c: 1, id }], { referenceId: 'wrong' }),
			{
				...collection([{ [ID]: 'a', [SCORE]: 3 }], { referenceId: 'upsert' }),
				url: `${BASE}/composite/sobjects/Lead/${ID}`,
			},
			query('query'),
			{ method: 'GET', url: `${BASE}/nothing`, referenceId: 'nothing' },
		]);
		expect(status).toBe(200);
		const results = answered.parse(data).compositeResponse;
		expect(results.map(({ referenceId, httpStatusCode }) => [referenceId, httpStatusCode])).toEqual(
			[
				['update', 200],
				['wrong', 400],
				['upsert', 200],
				['query', 200],
				['nothing', 404],
			],
		);
		expect(outcomes(results[0]?.body)).toEqual(['written', 'MALFORMED_ID']);
		expect(codeOf(results[1]?.body)).toBe('INVALID_FIELD');
		expect(outcomes(results[2]?.body)).toEqual(['written']);
		expect(fieldOf(id, SCORE)).toBe(3);
	});

	test('with allOrNone undoes all when anything fails', async () => {
		const id = lead();
		const { data } = await composite(
			[collection([{ id, [SCORE]: 1 }]), collection([{ id: 'abc' }], { referenceId: 'bad' })],
			{ allOrNone: true },
		);
		const [first, second] = answered.parse(data).compositeResponse;
		expect([first?.httpStatusCode, codeOf(first?.body)]).toEqual([400, 'PROCESSING_HALTED']);
		expect(outcomes(second?.body)).toEqual(['MALFORMED_ID']);
		expect(fieldOf(id, SCORE)).toBeNull();
		const both = [{ id, [SCORE]: 1 }, { id: 'abc' }];
		await composite([collection(both)], { allOrNone: true });
		expect(fieldOf(id, SCORE)).toBeNull();
		await composite([collection(both)], { allOrNone: false });
		expect(fieldOf(id, SCORE)).toBe(1);
	});

	test('halts a subrequest with a reference that leads nowhere', async () => {
		const id = lead();
		const { status, data } = await composite([
			collection([{ id, City: 'Rome @{update.name}' }]),
			collection([{ id, City: 'Oslo' }], { referenceId: 'other' }),
		]);
		expect(status).toBe(200);
		expect(answered.parse(data).compositeResponse[0]).toMatchObject({
			httpStatusCode: 400,
			body: [{ errorCode: 'PROCESSING_HALTED', message: expect.stringContaining('update.name') }],
		});
		expect(fieldOf(id, 'City')).toBe('Oslo');
	});

	test.each<[string, () => unknown[]]>([
		['no subrequests', () => []],
		[
			'26 subrequests',
			() =>
				Array.from({ length: 26 }, (_, n) => ({ ...query(`q${n}`), url: `${BASE}/sobjects/Lead` })),
		],
		[
			'six queries and collections',
			() => [collection([]), ...Array.from({ length: 5 }, (_, n) => query(`q${n}`))],
		],
		[
			'a header that the outer request gives',
			() => [{ ...query('q'), httpHeaders: { authorization: 'x' } }],
		],
		['a reference id with other characters', () => [query('a-b')]],
		['a reference id that begins otherwise', () => [query('_a')]],
		['a reference id twice', () => [query('a'), query('a')]],
		[
			'an absolute address',
			() => [{ ...query('a'), url: 'https://x.example/services/data/v59.0/query?q=x' }],
		],
		['a method in lower case', () => [{ ...query('a'), method: 'get' }]],
		['a word that is misspelt', () => [{ ...query('a'), headers: {} }]],
	])('is refused as a whole for %s', async (_case, subrequests) => {
		expect((await composite(subrequests())).status).toBe(400);
	});

	test('a query of two long texts answers with 200 rows at a time', async () => {
		for (const name of ['A__c', 'B__c']) {
			crm.control.defineField('Lead', { name, type: 'LongTextArea', length: 1000 });
		}
		for (let n = 0; n < 201; n += 1) lead();
		const rows = async (soql: string) => (await conn.query(soql)).records.length;
		expect(await rows('SELECT Id, A__c FROM Lead')).toBe(201);
		expect(await rows('SELECT Id, A__c, B__c FROM Lead')).toBe(200);
	});
});

describe('what Salesforce tells about itself', () => {
	test('objects and their fields', async () => {
		const { fields } = await conn.sobject('Lead').describe();
		const named = (name: string) => fields.find((field) => field.name === name);
		expect(named('LeadsPredict_Id__c')).toMatchObject({
			custom: true,
			externalId: true,
			unique: true,
			length: 40,
		});
		expect(named('Rating')?.picklistValues?.map(({ value }) => value)).toEqual([
			'Hot',
			'Warm',
			'Cold',
		]);
		expect(named('Email')?.idLookup).toBe(false);
		const { sobjects } = await conn.describeGlobal();
		expect(sobjects.map(({ name }) => name)).toEqual(
			expect.arrayContaining(['Lead', 'Contact', 'Account', 'User']),
		);
	});

	test.each([
		[{ name: 'Score', type: 'Number' } as const],
		[{ name: `${'x'.repeat(41)}__c`, type: 'Date' } as const],
		[{ name: 'A__c', type: 'Text' } as const],
		[{ name: 'A__c', type: 'Text', length: 256 } as const],
		[{ name: 'A__c', type: 'Number', precision: 2, scale: 3 } as const],
		[{ name: 'A__c', type: 'Date', externalId: true } as const],
		[{ name: 'A__c', type: 'Picklist' } as const],
	])('a field it would not create is not defined: %j', (field) => {
		expect(() => crm.control.defineField('Lead', field)).toThrow();
	});

	test('what it does not have is a 404', async () => {
		expect((await send('GET', `${BASE}/sobjects/Nobody/describe`)).status).toBe(404);
		expect((await send('GET', '/services/data/latest/sobjects')).status).toBe(404);
		expect((await send('GET', '/services/nothing')).status).toBe(404);
	});
});

describe('answers on demand', () => {
	test('an error without a body has its code', async () => {
		crm.control.answerNext('salesforce', { status: 403 });
		expect((await refused(conn.query('SELECT Id FROM Lead'))).errorCode).toBe(
			'REQUEST_LIMIT_EXCEEDED',
		);
		crm.control.answerNext('salesforce', { status: 503, body: '<html>Down</html>' });
		const { status, data } = await send('GET', `${BASE}/sobjects`);
		expect([status, data]).toEqual([503, '<html>Down</html>']);
	});
});

describe("as n8n's Salesforce node calls it", () => {
	test('create, upsert, update, get, delete: the type in lower case', async () => {
		const made = await send('POST', `${BASE}/sobjects/lead`, {
			Company: 'Acme',
			LastName: 'Doe',
			AnnualRevenue: '1000.5',
			HasOptedOutOfEmail: false,
			[SCORE]: '87',
		});
		expect([made.status, made.data]).toEqual([
			201,
			{ id: expect.stringMatching(/^00Q/), success: true, errors: [] },
		]);

		const path = `${BASE}/sobjects/lead/${ID}/lead_1`;
		const body = { Company: 'Bolt', LastName: 'Roe', Rating: 'Hot' };
		const first = await send('PATCH', path, body);
		expect([first.status, first.data]).toMatchObject([201, { success: true, created: true }]);
		const second = await send('PATCH', path, body);
		expect([second.status, second.data]).toMatchObject([200, { success: true, created: false }]);
		expect((await send('PATCH', path.replace('v59.0', 'v45.0'), body)).status).toBe(204);
		expect(codeOf((await send('PATCH', path, { ...body, [ID]: 'lead_1' })).data)).toBe(
			'INVALID_FIELD',
		);
		const only = await send('PATCH', `${path}x?updateOnly=true`, body);
		expect([only.status, codeOf(only.data)]).toEqual([404, 'NOT_FOUND']);
		expect((await send('GET', path)).data).toMatchObject({ [ID]: 'lead_1', Rating: 'Hot' });

		const [ann] = crm.control.leads.all();
		const one = `${BASE}/sobjects/lead/${ann?.Id}`;
		expect((await send('PATCH', one, { hasOptedOutOfFax: true })).status).toBe(204);
		expect((await send('GET', one)).data).toMatchObject({
			AnnualRevenue: 1001,
			HasOptedOutOfFax: true,
			[SCORE]: 87,
		});
		expect((await send('DELETE', one)).status).toBe(204);
		expect((await send('GET', `${BASE}/sobjects/lead`)).status).toBe(200);
	});

	test.each([
		'SELECT id,company,firstname,lastname,street,postalCode,city,email,status,LastModifiedDate FROM Lead  LIMIT 50',
		"SELECT Id,Email FROM Lead WHERE Email = 'ann@example.com' AND LastModifiedDate >= 2026-01-02T00:00:00.000+00:00",
		'SELECT id, MasterLabel FROM LeadStatus',
		"SELECT Id, Name, SobjectType, IsActive FROM RecordType WHERE SobjectType = 'lead'",
		'SELECT id, Name FROM Campaign',
		"SELECT Id, Name FROM User WHERE Name LIKE '%Integration%' ORDER BY Name",
		"SELECT Queue.Id, Queue.Name FROM QueuesObject WHERE Queue.Type = 'Queue' AND SobjectType = 'Lead'",
		'SELECT Id, Name FROM Account ORDER BY Name',
	])('%s', async (q) => {
		lead({ Email: 'ann@example.com' });
		const { status, data } = await send('GET', `${BASE}/query?q=${encodeURIComponent(q)}`);
		expect(status).toBe(200);
		expect(data).toMatchObject({ done: true });
	});

	test('describe, for its lists of fields', async () => {
		const { data } = await send('GET', `${BASE}/sobjects/lead/describe`);
		const { fields } = z
			.object({
				fields: z.array(
					z.object({ name: z.string(), custom: z.boolean(), externalId: z.boolean() }),
				),
			})
			.parse(data);
		expect(fields.filter(({ custom }) => custom).map(({ name }) => name)).toEqual([ID, SCORE]);
	});
});

describe('over HTTPS', () => {
	test('both CRMs answer, and the org gives the address it was told', async () => {
		const folder = mkdtempSync(join(tmpdir(), 'crm-'));
		const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
		execFileSync(
			'openssl',
			[
				'req',
				'-x509',
				'-newkey',
				'rsa:2048',
				'-nodes',
				'-days',
				'2',
				'-keyout',
				key,
				'-out',
				cert,
				'-subj',
				'/CN=localhost',
			],
			{ stdio: 'ignore' },
		);
		const secure = await startCrm({
			https: { key: readFileSync(key), cert: readFileSync(cert) },
			salesforceInstanceUrl: 'https://example.my.salesforce.com',
		});
		rmSync(folder, { recursive: true });
		try {
			expect(secure.hubspotUrl).toMatch(/^https:\/\/127\.0\.0\.1:\d+$/);
			const httpsAgent = new Agent({ rejectUnauthorized: false });
			const { status } = await axios.get(`${secure.hubspotUrl}/crm/v3/objects/contacts`, {
				httpsAgent,
				headers: { authorization: `Bearer ${secure.tokens.hubspot}` },
			});
			expect(status).toBe(200);
			const { data } = await axios.post<unknown>(
				`${secure.salesforceUrl}/services/oauth2/token`,
				'grant_type=refresh_token&refresh_token=x',
				{ httpsAgent },
			);
			expect(data).toMatchObject({ instance_url: 'https://example.my.salesforce.com' });
		} finally {
			await secure.close();
		}
	});
});
