import axios from 'axios';
import { Connection } from 'jsforce';
import { z } from 'zod';

import { readFieldsAnswer } from '../../nodes/LeadsPredict/crm/answer';
import { numberedFieldRequests } from '../../nodes/LeadsPredict/crm/requests';
import { SALESFORCE_CONTACT, SALESFORCE_LEAD } from '../../nodes/LeadsPredict/crm/salesforce';
import { salesforceField } from '../../nodes/LeadsPredict/crm/salesforce/definitions';
import type { Right } from '../../sandbox/crm/salesforce/permissions';
import { startCrm } from '../../sandbox/crm/startCrm';
import type { CrmStandIn } from '../../sandbox/crm/startCrm';
import { until } from '../until';

/** How fields come into an organization: jsforce's Tooling API, and what Prepare Fields prepares. */

jest.setTimeout(60_000);

let crm: CrmStandIn;
let conn: Connection;
let time = new Date('2026-01-02T03:04:05.000Z');

beforeAll(async () => {
	crm = await startCrm({ now: () => time });
	conn = new Connection({
		instanceUrl: crm.salesforceUrl,
		accessToken: crm.tokens.salesforce,
		version: '59.0',
	});
});
beforeEach(() => {
	time = new Date('2026-01-02T03:04:05.000Z');
	crm.control.reset();
});
afterAll(async () => await crm.close());

const failureSchema = z.object({ errorCode: z.string(), message: z.string() });

async function refused(call: PromiseLike<unknown>) {
	const thrown: unknown = await call.then(
		() => {
			throw new Error('It was not refused');
		},
		(error: unknown) => error,
	);
	return failureSchema.parse(thrown);
}

const TEXT = { type: 'Text', label: 'Score', length: 255 };
const create = async (Metadata: object, FullName = 'Lead.Score__c') =>
	await conn.tooling.sobject('CustomField').create({ FullName, Metadata });
const userId = async (): Promise<string> =>
	z.object({ user_id: z.string() }).parse(await conn.request('/services/oauth2/userinfo')).user_id;
const fieldNames = async (): Promise<string[]> =>
	(await conn.sobject('Lead').describe()).fields.map(({ name }) => name);

describe('a custom field', () => {
	test('is created once, and found by a query of the Tooling API', async () => {
		const made = await create(TEXT);
		expect(made).toMatchObject({
			success: true,
			id: expect.stringMatching(/^00N.{15}$/),
			errors: [],
		});
		expect(await refused(create(TEXT))).toEqual({
			errorCode: 'DUPLICATE_DEVELOPER_NAME',
			message: 'There is already a field named Score on Lead.',
		});
		const soql =
			"SELECT Id, DeveloperName, TableEnumOrId, Length FROM CustomField WHERE TableEnumOrId = 'Lead' AND DeveloperName = 'Score'";
		const { totalSize, records } = await conn.tooling.query(soql);
		expect(totalSize).toBe(1);
		expect(records).toMatchObject([
			{ Id: made.id, DeveloperName: 'Score', TableEnumOrId: 'Lead', Length: 255 },
		]);
	});

	test.each<[string, object, string]>([
		['a type that there is not', { type: 'Integer', label: 'A' }, 'INVALID_OR_NULL'],
		['no label', { type: 'Text', length: 5 }, 'REQUIRED_FIELD_MISSING'],
		['a long label', { ...TEXT, label: 'A'.repeat(41) }, 'STRING_TOO_LONG'],
		['a long description', { ...TEXT, description: 'A'.repeat(1001) }, 'STRING_TOO_LONG'],
		['no length', { type: 'Text', label: 'A' }, 'FIELD_INTEGRITY_EXCEPTION'],
		['a text that is too long', { ...TEXT, length: 256 }, 'FIELD_INTEGRITY_EXCEPTION'],
		['digits of a text', { ...TEXT, precision: 3, scale: 0 }, 'FIELD_INTEGRITY_EXCEPTION'],
		['no visible lines', { type: 'LongTextArea', label: 'A', length: 500 }, 'FIELD_INTEGRITY'],
		[
			'a long text that is short',
			{ type: 'LongTextArea', label: 'A', length: 255, visibleLines: 3 },
			'FIELD_INTEGRITY_EXCEPTION',
		],
		[
			'a long text that says whether it is required',
			{ type: 'LongTextArea', label: 'A', length: 500, visibleLines: 3, required: false },
			'FIELD_INTEGRITY_EXCEPTION',
		],
		['no scale', { type: 'Number', label: 'A', precision: 3 }, 'FIELD_INTEGRITY_EXCEPTION'],
		[
			'too many digits',
			{ type: 'Number', label: 'A', precision: 19, scale: 0 },
			'FIELD_INTEGRITY_EXCEPTION',
		],
		[
			'a percent that is an external id',
			{ type: 'Percent', label: 'A', precision: 5, scale: 2, externalId: true },
			'FIELD_INTEGRITY_EXCEPTION',
		],
		['case of a text that is not unique', { ...TEXT, caseSensitive: true }, 'FIELD_INTEGRITY'],
		['its full name in the metadata', { ...TEXT, fullName: 'Score__c' }, 'JSON_PARSER_ERROR'],
		['a misspelt setting', { ...TEXT, lenght: 3 }, 'JSON_PARSER_ERROR'],
	])('is refused for %s', async (_case, metadata, code) => {
		expect((await refused(create(metadata))).errorCode).toContain(code);
		expect((await conn.tooling.query('SELECT Id FROM CustomField')).totalSize).toBe(0);
	});

	test.each([
		['without __c', 'Lead.Score', 'INVALID_FULL_NAME'],
		['of more than 40 characters', `Lead.${'A'.repeat(41)}__c`, 'INVALID_FULL_NAME'],
		['with two underscores', 'Lead.My__Score__c', 'INVALID_FULL_NAME'],
		['of an object that there is not', 'Nobody.Score__c', 'INVALID_OR_NULL'],
	])('is refused for a name %s', async (_case, fullName, code) => {
		expect((await refused(create(TEXT, fullName))).errorCode).toContain(code);
	});

	test('takes the permission Customize Application', async () => {
		crm.control.setRight('customizeApplication', false);
		expect((await refused(create(TEXT))).errorCode).toBe('INSUFFICIENT_ACCESS');
	});

	test('several at once are a composite request, not a collection', async () => {
		const both = [
			{ FullName: 'Lead.A__c', Metadata: TEXT },
			{ FullName: 'Lead.B__c', Metadata: TEXT },
		];
		expect((await refused(conn.tooling.sobject('CustomField').create(both))).errorCode).toBe(
			'NOT_FOUND',
		);
	});
});

describe('field-level security', () => {
	const SET = { Name: 'Scores', Label: 'Scores' };
	const permission = (ParentId: string, more: object = {}) => ({
		...{ ParentId, SobjectType: 'Lead', Field: 'Lead.Score__c' },
		...{ PermissionsRead: true, PermissionsEdit: true },
		...more,
	});
	const made = async (type: string, record: object): Promise<string> =>
		z
			.object({ id: z.string(), success: z.literal(true) })
			.parse(await conn.sobject(type).create(record)).id;

	test('shows a field to the users of a permission set that grants it, and not before', async () => {
		await create(TEXT);
		expect(await fieldNames()).not.toContain('Score__c');
		const set = await made('PermissionSet', SET);
		await made('FieldPermissions', permission(set));
		expect(await fieldNames()).not.toContain('Score__c');
		await made('PermissionSetAssignment', {
			PermissionSetId: set,
			AssigneeId: await userId(),
		});
		expect(await fieldNames()).toContain('Score__c');
		const lead = await made('Lead', { LastName: 'A', Company: 'X', Score__c: 'high' });
		expect(crm.control.leads.get(lead)).toMatchObject({ Score__c: 'high' });
	});

	test('a field that may only be read is not written', async () => {
		await create(TEXT);
		const set = await made('PermissionSet', SET);
		await made('PermissionSetAssignment', { PermissionSetId: set, AssigneeId: await userId() });
		await made('FieldPermissions', permission(set, { PermissionsEdit: false }));
		const written = conn.sobject('Lead').create({ LastName: 'A', Company: 'X', Score__c: 'high' });
		expect((await refused(written)).errorCode).toBe('INVALID_FIELD_FOR_INSERT_UPDATE');
	});

	test('each of the three is there once', async () => {
		await create(TEXT);
		const set = await made('PermissionSet', SET);
		await made('FieldPermissions', permission(set));
		const assignment = { PermissionSetId: set, AssigneeId: await userId() };
		await made('PermissionSetAssignment', assignment);
		const again = async (type: string, record: object) =>
			(await refused(conn.sobject(type).create(record))).errorCode;
		expect(await again('PermissionSet', SET)).toBe('DUPLICATE_DEVELOPER_NAME');
		expect(await again('FieldPermissions', permission(set))).toBe('DUPLICATE_VALUE');
		expect(await again('PermissionSetAssignment', assignment)).toBe('DUPLICATE_VALUE');
	});

	test.each<[string, object, string]>([
		['a field that there is not', { Field: 'Lead.Nothing__c' }, 'INVALID_OR_NULL'],
		['a field without its object', { Field: 'Score__c' }, 'INVALID_OR_NULL'],
		['another object', { SobjectType: 'Contact' }, 'INVALID_OR_NULL'],
		['editing without reading', { PermissionsRead: false }, 'FIELD_INTEGRITY_EXCEPTION'],
		['a required field', { Field: 'Lead.LastName' }, 'FIELD_INTEGRITY_EXCEPTION'],
		['no permission set', { ParentId: '0PSSx0000000009' }, 'INVALID_CROSS_REFERENCE_KEY'],
	])('is refused for %s', async (_case, more, code) => {
		await create(TEXT);
		const set = await made('PermissionSet', SET);
		const call = conn.sobject('FieldPermissions').create(permission(set, more));
		expect((await refused(call)).errorCode).toContain(code);
	});

	test.each<[Right, string, object]>([
		['managePermissionSets', 'PermissionSet', SET],
		['assignPermissionSets', 'PermissionSetAssignment', {}],
	])('takes the permission %s', async (right, type, record) => {
		const set = await made('PermissionSet', { Name: 'Other', Label: 'Other' });
		crm.control.setRight(right, false);
		const assignment = { PermissionSetId: set, AssigneeId: await userId() };
		const sent = type === 'PermissionSet' ? record : assignment;
		expect((await refused(conn.sobject(type).create(sent))).errorCode).toBe('INSUFFICIENT_ACCESS');
	});
});

describe.each([
	['Lead', SALESFORCE_LEAD],
	['Contact', SALESFORCE_CONTACT],
] as const)('what Prepare Fields prepares for a %s', (object, salesforce) => {
	const { fieldRequests } = salesforce;
	if (fieldRequests === undefined) throw new Error('There are no requests');

	/** Made one after the other, as they are, and read. */
	async function setUp(grantTo: string) {
		const outcomes = [];
		const prepared = fieldRequests?.prepare(salesforce.fields, {
			instanceUrl: crm.salesforceUrl,
			grantTo,
		});
		for (const request of numberedFieldRequests(prepared ?? [], salesforce)) {
			const { data } = await axios.request<unknown>({
				method: request.method,
				url: request.url,
				data: request.body,
				headers: { authorization: `Bearer ${crm.tokens.salesforce}` },
				validateStatus: () => true,
			});
			const answers = Array.isArray(data) ? data.map((each: unknown) => each) : [data];
			outcomes.push(...readFieldsAnswer(request, answers));
		}
		return outcomes;
	}
	const own = salesforce.fields.filter(({ isStandard }) => isStandard !== true);
	const results = (outcomes: Awaited<ReturnType<typeof setUp>>) =>
		Object.fromEntries(outcomes.map(({ kind, name, result }) => [`${kind} ${name}`, result]));
	const parts = (result: string, grantTo: string) =>
		Object.fromEntries([
			...own.map(({ name }) => [`field ${object}.${name}`, result]),
			['permission set LeadsPredict', result],
			...own.map(({ name }) => [`field permission ${object}.${name}`, result]),
			[`permission set assignment ${grantTo}`, result],
		]);

	test('creates each field and grants it, in two requests, and nothing a second time', async () => {
		const user = await userId();
		expect(results(await setUp(user))).toEqual(parts('created', user));
		const { fields } = await conn.sobject(object).describe();
		const defined = fields.filter(({ custom }) => custom);
		expect(defined.map(({ name, label }) => [name, label])).toEqual(
			own.map(({ name, label }) => [name, label]),
		);
		expect(defined.every(({ createable, updateable }) => createable && updateable)).toBe(true);
		expect(defined.find(({ externalId }) => externalId)?.name).toBe('LeadsPredict_Id__c');

		expect(results(await setUp(user))).toEqual(parts('exists', user));
		expect((await conn.query('SELECT Id FROM FieldPermissions')).totalSize).toBe(own.length);
		const counts = crm.control.requestCounts('salesforce');
		expect(counts['POST /services/data/:version/tooling/composite']).toBe(2);
		expect(counts['POST /services/data/:version/composite']).toBe(2);
	});

	test('adds what is missing', async () => {
		const [first] = salesforce.fields;
		if (first === undefined) throw new Error('There is no field');
		const { fullName, ...metadata } = salesforceField(first);
		await create(metadata, `${object}.${fullName}`);
		const outcomes = results(await setUp(await userId()));
		expect(outcomes[`field ${object}.${fullName}`]).toBe('exists');
		expect(Object.values(outcomes).filter((result) => result !== 'created')).toEqual(['exists']);
	});

	test.each<[Right, string, string]>([
		['customizeApplication', 'field', 'Customize Application'],
		['managePermissionSets', 'permission set', 'Manage Profiles and Permission Sets'],
		['assignPermissionSets', 'permission set assignment', 'Assign Permission Sets'],
	])('says what is to be granted without %s', async (right, kind, needed) => {
		crm.control.setRight(right, false);
		const outcomes = await setUp(await userId());
		const failed = outcomes.filter((each) => each.kind === kind);
		expect(failed).not.toEqual([]);
		for (const outcome of failed) {
			expect(outcome).toMatchObject({ result: 'failed', code: 'INSUFFICIENT_ACCESS' });
			expect('reason' in outcome && outcome.reason).toContain(
				`grant the user of the Salesforce credential the permission ${needed}`,
			);
		}
	});

	test('is told as failed and retryable when the organization has no request left', async () => {
		crm.control.setDailyRequests(0);
		const outcomes = await setUp('');
		expect(outcomes).toHaveLength(21);
		for (const outcome of outcomes) {
			expect(outcome).toMatchObject({
				result: 'failed',
				code: 'REQUEST_LIMIT_EXCEEDED',
				retryable: true,
			});
		}
	});
});

describe('the limits of requests', () => {
	const send = async () =>
		await axios.get<unknown>(`${crm.salesforceUrl}/services/data/v59.0/sobjects`, {
			headers: { authorization: `Bearer ${crm.tokens.salesforce}` },
			validateStatus: () => true,
		});

	test('are told in each answer, and refuse what exceeds the day', async () => {
		crm.control.setDailyRequests(2);
		expect((await send()).headers['sforce-limit-info']).toBe('api-usage=1/2');
		expect((await send()).headers['sforce-limit-info']).toBe('api-usage=2/2');
		expect(await send()).toMatchObject({
			status: 403,
			data: [{ errorCode: 'REQUEST_LIMIT_EXCEEDED', message: 'TotalRequests Limit exceeded.' }],
		});
	});

	test('refuse while 25 requests are under way for 20 seconds, and take shorter ones', async () => {
		crm.control.answerNext('salesforce', { delayMs: 1500, times: 25, body: undefined });
		const running = Array.from({ length: 25 }, async () => await send());
		await until('all are under way', () => crm.control.requests('salesforce').length === 25);
		expect((await send()).status).toBe(200);
		time = new Date(time.getTime() + 20_000);
		expect(await send()).toMatchObject({
			status: 403,
			data: [
				{ errorCode: 'REQUEST_LIMIT_EXCEEDED', message: expect.stringContaining('Concurrent') },
			],
		});
		expect((await Promise.all(running)).map(({ status }) => status)).toEqual(Array(25).fill(200));
		expect((await send()).status).toBe(200);
	});
});
