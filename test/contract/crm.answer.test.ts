import axios from 'axios';

import { readAnswer } from '../../nodes/LeadsPredict/crm/answer';
import { HUBSPOT } from '../../nodes/LeadsPredict/crm/hubspot';
import { traceId } from '../../nodes/LeadsPredict/crm/hubspot/requests';
import type { CrmRequest } from '../../nodes/LeadsPredict/crm/crmRequest';
import { SALESFORCE_LEAD } from '../../nodes/LeadsPredict/crm/salesforce';
import { hubspotProperty } from '../../nodes/LeadsPredict/crm/hubspot/definitions';
import { startCrm } from '../../sandbox/crm/startCrm';
import type { CrmStandIn } from '../../sandbox/crm/startCrm';
import { defineSalesforceFields } from '../../scripts/start/people';

/**
 * Real answers of the stand-in to bodies made by hand, in every form in which n8n hands them on.
 * Bodies as Prepare makes them: crm.roundtrip.
 */

let crm: CrmStandIn;
beforeAll(async () => {
	crm = await startCrm();
});
beforeEach(() => {
	crm.control.reset();
	for (const field of HUBSPOT.fields) crm.control.defineProperty(hubspotProperty(field));
	defineSalesforceFields(crm.control, 'Lead', SALESFORCE_LEAD.fields);
});
afterAll(async () => await crm.close());

interface Call {
	readonly path: string;
	readonly body: Record<string, unknown>;
	readonly token?: string;
}

/** The answer as items: split, in one piece, with its status, as text. */
async function forms({ path, body, token }: Call): Promise<unknown[][]> {
	const isHubspot = path.startsWith('/crm/');
	const own = isHubspot ? crm.tokens.hubspot : crm.tokens.salesforce;
	const { data, status } = await axios.request<string>({
		method: 'POST',
		url: `${isHubspot ? crm.hubspotUrl : crm.salesforceUrl}${path}`,
		data: body,
		headers: { authorization: `Bearer ${token ?? own}` },
		responseType: 'text',
		transformResponse: (text: string) => text,
		validateStatus: () => true,
		proxy: false,
	});
	const json: unknown = JSON.parse(data);
	const full = { statusCode: status, headers: { 'x-some': 'header' }, statusMessage: '' };
	const always = [[{ ...full, body: json }], [{ ...full, data }]];
	if (status < 300) return [...always, Array.isArray(json) ? json : [json], [{ data }]];
	// With Never Error the body alone is left; with On Error what n8n makes of it.
	const kept = `${status} - ${JSON.stringify(data)}`;
	return [
		...always,
		Array.isArray(json) ? json : [json],
		[{ error: { message: 'Bad request', httpCode: String(status), messages: [kept] } }],
		[{ error: { message: kept, status } }],
		[{ error: kept }],
	];
}

/** What the readers make of an answer, the same whatever form it comes in. */
async function outcomes(
	call: Call,
	asked: Pick<CrmRequest, 'crm' | 'purpose' | 'find_by'>,
	ids: readonly string[],
): Promise<object[]> {
	const request: CrmRequest = {
		...asked,
		method: 'POST',
		url: `https://crm.example${call.path}`,
		body: call.body,
		records: ids.map((id) => ({ id, leads: [{ lead_id: `lead_${id}` }] })),
		request_id: 'r0',
		number: 0,
		id_field: asked.crm === 'hubspot' ? 'leadspredict_id' : 'LeadsPredict_Id__c',
	};
	const [first = [], ...others] = (await forms(call)).map((answers) =>
		readAnswer(request, answers).map((outcome) =>
			Object.fromEntries(Object.entries(outcome).filter(([key]) => key !== 'record')),
		),
	);
	for (const other of others) expect(other).toEqual(first);
	return first;
}

describe('HubSpot', () => {
	const contacts = '/crm/objects/2026-03/contacts/batch';
	interface Input {
		readonly id: string;
		readonly properties: Readonly<Record<string, string>>;
	}
	const write = async (
		operation: 'update' | 'upsert',
		find_by: CrmRequest['find_by'],
		inputs: readonly Input[],
		{ isTraced = true, token }: { isTraced?: boolean; token?: string } = {},
	) => {
		const idProperty = { recordId: undefined, email: 'email', leadspredictId: 'leadspredict_id' };
		const body = {
			inputs: inputs.map((input, place) => ({
				...input,
				...(find_by !== 'recordId' && { idProperty: idProperty[find_by] }),
				...(isTraced && { objectWriteTraceId: traceId(place) }),
			})),
		};
		const written = await outcomes(
			{ path: `${contacts}/${operation}`, body, ...(token && { token }) },
			{ crm: 'hubspot', purpose: 'update', find_by },
			inputs.map(({ id }) => id),
		);
		return written.map((outcome) => {
			const { recordUrl, ...others } = { recordUrl: undefined, ...outcome };
			const { recordId } = { recordId: undefined, ...others };
			if (recordUrl !== undefined) expect(recordUrl).toMatch(new RegExp(`/0-1/${recordId}$`));
			return others;
		});
	};
	const put = (email: string, more: Record<string, string> = {}) =>
		crm.control.contacts.put({ email, ...more }).id;
	const score = (value: string) => ({ leadspredict_score: value });
	const failed = (reason: RegExp, code: string) => ({
		result: 'failed',
		reason: expect.stringMatching(reason),
		code,
	});

	test.each([true, false])('names who is not there by its own id, traced: %s', async (isTraced) => {
		const [a, b, c] = [put('a@x.example'), put('b@x.example'), put('c@x.example')];
		const inputs = [a, '999', b, '998', c].map((id) => ({ id, properties: score('1') }));
		const missing = failed(/deleted or not exist/, 'OBJECT_NOT_FOUND');
		expect(await write('update', 'recordId', inputs, { isTraced })).toEqual([
			{ result: 'written', recordId: a },
			missing,
			{ result: 'written', recordId: b },
			missing,
			{ result: 'written', recordId: c },
		]);
	});

	test('a value that does not fit costs its own record, and where it refuses all the others can be sent again', async () => {
		const [a, b] = [put('a@x.example'), put('b@x.example')];
		const inputs = [
			{ id: a, properties: score('many') },
			{ id: b, properties: score('2') },
		];
		const wrong = failed(/^HubSpot.*: many was.*leadspredict_score/, 'VALIDATION_ERROR');
		const because = {
			result: 'failed',
			reason: 'Not written, because HubSpot refused another record of the same request',
			retryable: true,
		};
		for (const isTraced of [true, false]) {
			expect(await write('update', 'recordId', inputs, { isTraced })).toEqual([wrong, because]);
		}
		crm.control.setTraceIdsIsolate('allWrites');
		expect(await write('update', 'recordId', inputs)).toEqual([
			failed(/^many was.*leadspredict_score/, 'VALIDATION_ERROR'),
			{ result: 'written', recordId: b },
		]);
	});

	test('an email in another case is the same, and one that is not there is named', async () => {
		const [a, b] = [put('a@x.example'), put('b@x.example')];
		const inputs = ['B@X.example', 'nobody@x.example', 'A@x.example'].map((id) => ({
			id,
			properties: { ...score('1'), leadspredict_id: `lead_${id}` },
		}));
		for (const isTraced of [true, false]) {
			expect(await write('update', 'email', inputs, { isTraced })).toEqual([
				{ result: 'written', recordId: b },
				failed(/not exist/, 'OBJECT_NOT_FOUND'),
				{ result: 'written', recordId: a },
			]);
		}
	});

	test('says nothing of who was merged away, and so nothing was written', async () => {
		const [a, b] = [put('a@x.example'), put('b@x.example')];
		crm.control.contacts.merge(a, b);
		const inputs = [a, b].map((id) => ({ id, properties: score('1') }));
		expect(await write('update', 'recordId', inputs)).toEqual([
			{ result: 'failed', reason: 'HubSpot did not say what became of this record' },
			{ result: 'written', recordId: b },
		]);
	});

	test('an upsert says who is new', async () => {
		const a = put('a@x.example', { leadspredict_id: 'l1' });
		const inputs = [
			{ id: 'l1', properties: { ...score('1'), leadspredict_id: 'l1' } },
			{ id: 'l2', properties: { ...score('2'), leadspredict_id: 'l2', email: 'b@x.example' } },
		];
		const written = await write('upsert', 'leadspredictId', inputs);
		const made = crm.control.contacts.get('b@x.example')?.id;
		expect(written).toEqual([
			{ result: 'written', recordId: a },
			{ result: 'created', recordId: made },
		]);
	});

	test('says why it refused the whole request', async () => {
		const [a, b] = [put('a@x.example'), put('b@x.example')];
		const inputs = [a, b].map((id) => ({ id, properties: score('1') }));
		const refusal = (reason: RegExp, code: string) => [failed(reason, code), failed(reason, code)];
		const MARKER = 'MARKER-of-another';
		const unauthorized = await write('update', 'recordId', inputs, { token: MARKER });
		expect(unauthorized).toEqual(
			refusal(/^HubSpot refused the request: Authentication/, 'INVALID_AUTHENTICATION'),
		);
		expect(JSON.stringify(unauthorized)).not.toContain(MARKER);
		crm.control.answerNext('hubspot', { status: 429 });
		expect(await write('update', 'recordId', inputs)).toEqual(
			refusal(/ten_secondly_rolling limit$/, 'RATE_LIMITS').map((each) => ({
				...each,
				retryable: true,
			})),
		);
		const twice = [a, a].map((id) => ({ id, properties: score('1') }));
		expect(await write('update', 'recordId', twice)).toEqual(
			refusal(/Duplicate IDs/, 'VALIDATION_ERROR'),
		);
	});

	test('a lookup tells who is there and who is not', async () => {
		const a = put('a@x.example', score('7'));
		const emails = ['nobody@x.example', 'A@x.example', 'else@x.example'];
		const body = {
			idProperty: 'email',
			properties: ['email', 'leadspredict_score'],
			propertiesWithHistory: [],
			inputs: emails.map((id) => ({ id })),
		};
		const call: Call = { path: `${contacts}/read`, body };
		const asked = { crm: 'hubspot', purpose: 'lookup', find_by: 'email' } as const;
		expect(await outcomes(call, asked, emails)).toEqual([
			{ result: 'not_found' },
			{
				result: 'found',
				recordId: a,
				current: expect.objectContaining({ email: 'a@x.example', leadspredict_score: '7' }),
			},
			{ result: 'not_found' },
		]);
		crm.control.answerNext('hubspot', { status: 500 });
		for (const outcome of await outcomes(call, asked, emails)) {
			expect(outcome).toMatchObject({ result: 'failed', code: 'INTERNAL_ERROR', retryable: true });
		}
	});
});

describe('Salesforce', () => {
	const data = '/services/data/v59.0';
	const put = (Email: string, more: Record<string, string> = {}) =>
		crm.control.leads.put({ LastName: 'Test', Company: 'X', Email, ...more }).Id;
	const update = async (
		find_by: 'recordId' | 'leadspredictId',
		records: ReadonlyArray<Record<string, unknown>>,
		token?: string,
	) =>
		await outcomes(
			{
				path: `${data}/composite`,
				body: {
					allOrNone: false,
					compositeRequest: [
						{
							method: 'PATCH',
							url: `${data}/composite/sobjects${find_by === 'recordId' ? '' : '/Lead/LeadsPredict_Id__c'}`,
							referenceId: 'update',
							body: {
								allOrNone: false,
								records: records.map((fields) => ({ attributes: { type: 'Lead' }, ...fields })),
							},
						},
					],
				},
				...(token !== undefined && { token }),
			},
			{ crm: 'salesforceLead', purpose: 'update', find_by },
			records.map((fields) => String(fields['id'] ?? fields['LeadsPredict_Id__c'])),
		);

	test('every fate in one request, each on its own record', async () => {
		const [a, converted, deleted, long, short] = [
			put('a@x.example'),
			put('b@x.example'),
			put('c@x.example'),
			put('d@x.example'),
			put('e@x.example'),
		];
		crm.control.convertLead(converted);
		crm.control.leads.remove(deleted);
		const score = { LeadsPredict_Score__c: 1 };
		expect(
			await update('recordId', [
				{ id: a, ...score },
				{ id: converted, ...score },
				{ id: deleted, ...score },
				{ id: long, LeadsPredict_Category__c: 'x'.repeat(300) },
				{ id: 'malformed', ...score },
				{ id: short.slice(0, 15), Rating: 'Hot' },
				{ id: put('f@x.example'), Rating: 'Lukewarm' },
			]),
		).toMatchObject(
			[
				{ result: 'written', recordId: a },
				{ result: 'failed', code: 'CANNOT_UPDATE_CONVERTED_LEAD', reason: /contact instead$/ },
				{ result: 'failed', code: 'ENTITY_IS_DELETED', reason: /^entity is deleted$/ },
				{ result: 'failed', code: 'STRING_TOO_LONG', reason: /LeadsPredict/ },
				{ result: 'failed', code: 'MALFORMED_ID', reason: /malformed/ },
				{ result: 'written', recordId: short },
				{ result: 'failed', reason: /Lukewarm/ },
			].map(({ reason, ...rest }) => ({
				...rest,
				...(reason !== undefined && { reason: expect.stringMatching(reason) }),
			})),
		);
	});

	test('an upsert says who is new, what is missing, and who is there already', async () => {
		const a = put('a@x.example', { LeadsPredict_Id__c: 'l1' });
		const b = put('b@x.example');
		crm.control.setDuplicateRule({ type: 'Lead', field: 'Email' });
		const records = [
			{ LeadsPredict_Id__c: 'l1', LeadsPredict_Score__c: 1 },
			{ LeadsPredict_Id__c: 'l3', LeadsPredict_Score__c: 3 },
			{ LeadsPredict_Id__c: 'l4', LastName: 'Doe', Company: 'Y', Email: 'B@x.example' },
		];
		expect(await update('leadspredictId', records)).toEqual([
			{ result: 'written', recordId: a },
			{
				result: 'failed',
				code: 'REQUIRED_FIELD_MISSING',
				reason: expect.stringMatching(/LastName/),
			},
			{
				result: 'failed',
				code: 'DUPLICATES_DETECTED',
				reason: `Salesforce has this record already: ${b} ("Use one of these records?")`,
			},
		]);
		const [created] = await update('leadspredictId', [
			{ LeadsPredict_Id__c: 'l2', LastName: 'Doe', Company: 'Z', Email: 'c@x.example' },
		]);
		const made = crm.control.leads.all().find(({ Email }) => Email === 'c@x.example');
		expect(created).toEqual({ result: 'created', recordId: made?.Id });
	});

	test('a record that Salesforce cannot lock fails its whole batch, which can be sent again', async () => {
		const [a, b] = [put('a@x.example'), put('b@x.example', { LeadsPredict_Id__c: 'l2' })];
		crm.control.setLocked(b, true);
		const busy = {
			result: 'failed',
			reason: `unable to obtain exclusive access to this record or 1 records: ${b}; send it again later`,
			code: 'UNABLE_TO_LOCK_ROW',
			retryable: true,
		};
		const records = [a, b].map((id) => ({ id, LeadsPredict_Score__c: 1 }));
		expect(await update('recordId', records)).toEqual([busy, busy]);
		const byLeadId = [{ LeadsPredict_Id__c: 'l2', LeadsPredict_Score__c: 1 }];
		expect(await update('leadspredictId', byLeadId)).toEqual([busy]);
		crm.control.setLocked(b, false);
		expect(await update('recordId', records)).toMatchObject([
			{ result: 'written', recordId: a },
			{ result: 'written', recordId: b },
		]);
	});

	test('says why it refused the whole request, and how a field becomes visible', async () => {
		const records = [
			{ id: put('a@x.example'), LeadsPredict_Score__c: 1 },
			{ id: put('b@x.example'), LeadsPredict_Score__c: 2 },
		];
		const MARKER = 'MARKER-of-another';
		const unauthorized = await update('recordId', records, MARKER);
		expect(unauthorized).toEqual(
			records.map(() => ({
				result: 'failed',
				reason: 'Salesforce refused the request: Session expired or invalid',
				code: 'INVALID_SESSION_ID',
			})),
		);
		expect(JSON.stringify(unauthorized)).not.toContain(MARKER);
		crm.control.setFieldVisible('Lead', 'LeadsPredict_Score__c', false);
		expect(await update('recordId', records)).toEqual(
			records.map(() => ({
				result: 'failed',
				reason: expect.stringMatching(/LeadsPredict_Score__c.*; create the field, and grant/),
				code: 'INVALID_FIELD',
			})),
		);
	});

	const lookUp = async (
		emails: readonly string[],
		httpHeaders: Readonly<Record<string, string>> = {},
	) => {
		const list = emails.map((email) => `'${email.replace(/'/g, "\\'")}'`).join(', ');
		const soql = `SELECT Id, Email, LeadsPredict_Score__c FROM Lead WHERE Email IN (${list})`;
		return await outcomes(
			{
				path: `${data}/composite`,
				body: {
					compositeRequest: [
						{
							method: 'GET',
							url: `${data}/query?q=${encodeURIComponent(soql)}`,
							referenceId: 'lookup',
							httpHeaders,
						},
					],
				},
			},
			{ crm: 'salesforceLead', purpose: 'lookup', find_by: 'email' },
			emails,
		);
	};

	test('a lookup tells who is there, who is there twice and who is not', async () => {
		const a = put("o'neil@x.example");
		const twice = [put('b@x.example'), put('B@X.example')];
		expect(await lookUp(["O'Neil@x.example", 'b@x.example', 'nobody@x.example'])).toEqual([
			{ result: 'found', recordId: a, current: expect.objectContaining({ Id: a }) },
			{ result: 'several', recordIds: twice },
			{ result: 'not_found' },
		]);
	});

	test('a lookup whose answer comes in pages says of nobody that there is no record', async () => {
		for (let count = 0; count < 250; count += 1) put('many@x.example');
		put('late@x.example');
		expect(
			await lookUp(['many@x.example', 'late@x.example', 'nobody@x.example'], {
				'Sforce-Query-Options': 'batchSize=200',
			}),
		).toMatchObject([
			{ result: 'several' },
			{ result: 'failed', reason: expect.stringContaining('not complete') },
			{ result: 'failed', reason: expect.stringContaining('not complete') },
		]);
	});

	test('a refused lookup says what is wrong, not what was asked', async () => {
		crm.control.setFieldVisible('Lead', 'LeadsPredict_Score__c', false);
		const emails = Array.from({ length: 20 }, (_, index) => `person${index}@x.example`);
		for (const outcome of await lookUp(emails)) {
			expect(outcome).toEqual({
				result: 'failed',
				reason: expect.stringMatching(
					/^Salesforce refused the request: No such column 'LeadsPredict_Score__c'.*field-level security/,
				),
				code: 'INVALID_FIELD',
			});
		}
	});
});
