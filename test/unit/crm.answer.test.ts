import * as fc from 'fast-check';

import { readAnswer } from '../../nodes/LeadsPredict/crm/answer';
import { traceId } from '../../nodes/LeadsPredict/crm/hubspot';
import type { CrmRequest } from '../../nodes/LeadsPredict/crm/request';

const request = (
	crm: CrmRequest['crm'],
	purpose: CrmRequest['purpose'],
	find_by: CrmRequest['find_by'],
	ids: readonly string[],
): CrmRequest => ({
	method: 'POST',
	url: 'https://crm.example',
	records: ids.map((id) => ({ id, leads: [{ lead_id: `lead_${id}`, email: `${id}@x.example` }] })),
	crm,
	purpose,
	number: 0,
	find_by,
	id_field: crm === 'hubspot' ? 'leadspredict_id' : 'LeadsPredict_Id__c',
});

const update = (find_by: CrmRequest['find_by'], ids: readonly string[]) =>
	request('hubspot', 'update', find_by, ids);
const results = (asked: CrmRequest, answers: readonly unknown[]) =>
	readAnswer(asked, answers).map((outcome) =>
		Object.fromEntries(Object.entries(outcome).filter(([key]) => key !== 'record')),
	);

const UNSAID = { result: 'failed', reason: 'HubSpot did not say what became of this record' };

describe('HubSpot’s answer to an update', () => {
	it('is joined by HubSpot’s own id, in whatever order', () => {
		const body = {
			status: 'COMPLETE',
			results: [
				{ id: '2', properties: {} },
				{ id: 1, properties: {} },
			],
		};
		expect(results(update('recordId', ['1', '2']), [body])).toEqual([
			{ result: 'written', recordId: '1' },
			{ result: 'written', recordId: '2' },
		]);
	});

	it('is joined by the email, in any case, or by the LeadsPredict ID that was written', () => {
		const body = {
			results: [
				{ id: '8', properties: { leadspredict_id: 'lead_b@x.example' } },
				{ id: '7', properties: { email: 'A@X.example' } },
			],
		};
		expect(results(update('email', ['a@x.example', 'b@x.example']), [body])).toEqual([
			{ result: 'written', recordId: '7' },
			{ result: 'written', recordId: '8' },
		]);
	});

	it('is joined by the LeadsPredict ID, and says which are new', () => {
		const body = {
			results: [
				{ id: '8', new: true, properties: { leadspredict_id: 'l2' } },
				{ id: '7', new: false, properties: { leadspredict_id: 'l1' } },
			],
		};
		expect(results(update('leadspredictId', ['l1', 'l2']), [body])).toEqual([
			{ result: 'written', recordId: '7' },
			{ result: 'created', recordId: '8' },
		]);
	});

	it('is joined by the trace id before anything else', () => {
		const body = {
			results: [{ id: '9', properties: {}, objectWriteTraceId: traceId(1) }],
			errors: [
				{
					status: 'error',
					category: 'VALIDATION_ERROR',
					message: 'Property values were not valid',
					context: { objectWriteTraceId: [traceId(0)] },
				},
			],
			numErrors: 1,
		};
		expect(results(update('email', ['a@x.example', 'b@x.example']), [body])).toEqual([
			{ result: 'failed', reason: 'Property values were not valid', code: 'VALIDATION_ERROR' },
			{ result: 'written', recordId: '9' },
		]);
	});

	it('names those that failed by the ids in the context of an error', () => {
		const body = {
			results: [{ id: '2', properties: {} }],
			errors: [
				{
					category: 'OBJECT_NOT_FOUND',
					message: 'Could not get some contacts',
					context: { ids: ['1', '3'] },
				},
			],
		};
		const reason = 'Could not get some contacts';
		expect(results(update('recordId', ['1', '2', '3']), [body])).toEqual([
			{ result: 'failed', reason, code: 'OBJECT_NOT_FOUND' },
			{ result: 'written', recordId: '2' },
			{ result: 'failed', reason, code: 'OBJECT_NOT_FOUND' },
		]);
	});

	it('never says of a record that it was written when the answer does not name it', () => {
		expect(
			results(update('recordId', ['1', '2']), [
				{
					results: [
						{ id: '2', properties: {} },
						{ id: '5', properties: {} },
					],
				},
			]),
		).toEqual([UNSAID, { result: 'written', recordId: '2' }]);
		expect(
			results(update('leadspredictId', ['l1']), [{ results: [{ id: '7', properties: {} }] }]),
		).toEqual([UNSAID]);
		const twice = {
			results: [
				{ id: '7', properties: { leadspredict_id: 'l1' } },
				{ id: '8', properties: { leadspredict_id: 'l1' } },
			],
		};
		expect(results(update('leadspredictId', ['l1']), [twice])).toEqual([UNSAID]);
	});

	it('takes an error that names nobody for all that have no result', () => {
		const body = {
			results: [{ id: '2', properties: {} }],
			errors: [{ message: 'Something went wrong' }],
		};
		expect(results(update('recordId', ['1', '2']), [body])[0]).toEqual({
			result: 'failed',
			reason: 'Something went wrong',
		});
	});

	it.each<[string, unknown[], object]>([
		['nothing came', [], { reason: 'There is no answer to this request' }],
		['n8n says why', [{ error: 'connect ECONNREFUSED' }], { reason: 'connect ECONNREFUSED' }],
		[
			'n8n says what HubSpot said',
			[
				{
					error: {
						message: 'Bad request',
						description: 'Property "x" does not exist',
						httpCode: '400',
					},
				},
			],
			{ reason: 'Property "x" does not exist', code: '400' },
		],
		[
			'n8n keeps the whole answer of HubSpot',
			[
				{
					error: {
						message: 'Bad request - please check your parameters',
						description: 'Property "x" does not exist',
						httpCode: '400',
						messages: [
							`400 - ${JSON.stringify(JSON.stringify({ status: 'error', message: 'Property "x" does not exist', category: 'VALIDATION_ERROR' }))}`,
						],
					},
				},
			],
			{
				reason: 'HubSpot refused the request: Property "x" does not exist',
				code: 'VALIDATION_ERROR',
			},
		],
		[
			'n8n keeps an answer that is none of HubSpot',
			[
				{
					error: {
						message: 'Bad gateway',
						httpCode: '502',
						messages: ['502 - "<html>"', '502 - "', 7, 'socket hang up'],
					},
				},
			],
			{ reason: 'Bad gateway', code: '502' },
		],
		[
			'a full response is a refusal',
			[
				{
					statusCode: 400,
					headers: {},
					body: {
						status: 'error',
						message: 'Property values were not valid',
						category: 'VALIDATION_ERROR',
					},
				},
			],
			{
				reason: 'HubSpot refused the request: Property values were not valid',
				code: 'VALIDATION_ERROR',
			},
		],
		[
			'a full response has an error page',
			[{ statusCode: 502, headers: {}, body: '<html>' }],
			{ reason: 'The CRM answered 502', code: '502' },
		],
		[
			'a refusal came as a success',
			[{ status: 'error', message: 'Expired token', category: 'EXPIRED_AUTHENTICATION' }],
			{ reason: 'HubSpot refused the request: Expired token', code: 'EXPIRED_AUTHENTICATION' },
		],
		['a page came', [{ data: '<html>' }], { reason: 'HubSpot’s answer holds no results' }],
	])('fails every record when %s', (_, answers, failure) => {
		expect(results(update('recordId', ['1', '2']), answers)).toEqual([
			{ result: 'failed', ...failure },
			{ result: 'failed', ...failure },
		]);
	});

	it('is read out of a full response, parsed or not', () => {
		const body = { results: [{ id: '1', properties: {} }] };
		for (const each of [body, JSON.stringify(body)]) {
			expect(
				results(update('recordId', ['1']), [{ statusCode: 200, headers: {}, body: each }]),
			).toEqual([{ result: 'written', recordId: '1' }]);
		}
	});
});

describe('HubSpot’s answer to a lookup', () => {
	const lookup = request('hubspot', 'lookup', 'email', [
		'a@x.example',
		'b@x.example',
		'c@x.example',
		'd@x.example',
	]);

	it('tells found, found by a further address, not found and found twice apart', () => {
		const contact = (id: string, email: string, more: object = {}) => ({
			id,
			properties: { email, ...more },
		});
		const body = {
			results: [
				contact('2', 'other@x.example', { hs_additional_emails: 'b@x.example;z@x.example' }),
				contact('1', 'A@x.example', { leadspredict_score: '80' }),
				contact('4', 'd@x.example'),
				contact('5', 'D@x.example'),
			],
			errors: [
				{ category: 'OBJECT_NOT_FOUND', message: 'Not found', context: { ids: ['c@x.example'] } },
			],
		};
		expect(results(lookup, [body])).toMatchObject([
			{ result: 'found', recordId: '1', current: { leadspredict_score: '80' } },
			{ result: 'found', recordId: '2' },
			{ result: 'not_found' },
			{ result: 'several', recordIds: ['4', '5'] },
		]);
	});

	it('takes no other error for "not found"', () => {
		const body = { results: [], errors: [{ category: 'RATE_LIMITS', message: 'Too many' }] };
		expect(results(lookup, [body])[0]).toEqual({
			result: 'failed',
			reason: 'Too many',
			code: 'RATE_LIMITS',
		});
	});
});

describe('Salesforce’s answer to an update', () => {
	const lead = (find_by: CrmRequest['find_by'], ids: readonly string[]) =>
		request('salesforceLead', 'update', find_by, ids);
	const A = '00Q000000000001';
	const B = '00Q000000000002';

	const rows = [
		{ id: `${A}AAA`, success: true, errors: [] },
		{
			success: false,
			errors: [
				{ statusCode: 'STRING_TOO_LONG', message: 'data value too large', fields: ['Name'] },
			],
		},
	];

	it.each<[string, unknown[]]>([
		['split into items', rows],
		['in a full response', [{ statusCode: 200, headers: {}, body: rows }]],
		['in one item', [{ data: rows }]],
	])('is joined by place, %s', (_, answers) => {
		expect(results(lead('recordId', [A, B]), answers)).toEqual([
			{ result: 'written', recordId: `${A}AAA` },
			{ result: 'failed', reason: 'data value too large (Name)', code: 'STRING_TOO_LONG' },
		]);
	});

	it('says which were created', () => {
		const row = { id: A, success: true, created: true, errors: [] };
		expect(results(lead('leadspredictId', ['l1']), [row])).toEqual([
			{ result: 'created', recordId: A },
		]);
	});

	it.each([
		['CANNOT_UPDATE_CONVERTED_LEAD', 'cannot reference converted lead', /The lead was converted/],
		[
			'INVALID_FIELD',
			'No such column',
			/No such column\. Create the field, and grant field-level security/,
		],
		[
			'REQUIRED_FIELD_MISSING',
			'Required fields are missing: [Company]',
			/Required fields are missing: \[Company\]/,
		],
	])('explains %s', (statusCode, message, reason) => {
		const [outcome] = results(lead('recordId', [A]), [
			{ success: false, errors: [{ statusCode, message, fields: [] }] },
		]);
		expect(outcome).toMatchObject({
			result: 'failed',
			code: statusCode,
			reason: expect.stringMatching(reason),
		});
	});

	it('is not joined by place when the numbers do not agree, or an id contradicts', () => {
		expect(results(lead('recordId', [A, B]), [rows[0]])[0]).toMatchObject({
			result: 'failed',
			reason: expect.stringContaining('1 of 2 records'),
		});
		const swapped = [
			{ id: B, success: true, errors: [] },
			{ id: A, success: true, errors: [] },
		];
		for (const outcome of results(lead('recordId', [A, B]), swapped)) {
			expect(outcome).toMatchObject({
				result: 'failed',
				reason: expect.stringContaining('another order'),
			});
		}
	});

	it('is a refusal of all when it is an error', () => {
		const refusal = [{ message: 'Session expired or invalid', errorCode: 'INVALID_SESSION_ID' }];
		for (const answers of [refusal, [{ statusCode: 401, headers: {}, body: refusal }]]) {
			expect(results(lead('recordId', [A, B]), answers)[1]).toEqual({
				result: 'failed',
				reason: 'Salesforce refused the request: Session expired or invalid',
				code: 'INVALID_SESSION_ID',
			});
		}
	});
});

describe('Salesforce’s answer to a lookup', () => {
	const lookup = request('salesforceContact', 'lookup', 'email', [
		'a@x.example',
		'b@x.example',
		'c@x.example',
	]);
	const records = [
		{ attributes: {}, Id: '1', Email: 'A@x.example', LeadsPredict_Score__c: 5 },
		{ attributes: {}, Id: '2', Email: 'b@x.example' },
		{ attributes: {}, Id: '3', Email: 'B@x.example' },
	];

	it('tells found, found twice and not found apart', () => {
		expect(results(lookup, [{ totalSize: 3, done: true, records }])).toMatchObject([
			{ result: 'found', recordId: '1', current: { LeadsPredict_Score__c: 5 } },
			{ result: 'several', recordIds: ['2', '3'] },
			{ result: 'not_found' },
		]);
	});

	it('never says "not found" of an answer that is not complete', () => {
		expect(results(lookup, [{ done: false, records }])[2]).toMatchObject({ result: 'failed' });
	});
});

describe('by law', () => {
	const garbage = fc.oneof(
		fc.anything(),
		fc.record({ results: fc.array(fc.anything()), errors: fc.array(fc.anything()) }),
		fc.record({ statusCode: fc.integer(), body: fc.anything() }),
		fc.record({ error: fc.anything() }),
		fc.record({ records: fc.array(fc.anything()), done: fc.boolean() }),
	);
	const asked = fc
		.tuple(
			fc.constantFrom<CrmRequest['crm']>('hubspot', 'salesforceLead', 'salesforceContact'),
			fc.constantFrom<CrmRequest['purpose']>('update', 'lookup'),
			fc.constantFrom<CrmRequest['find_by']>('recordId', 'email', 'leadspredictId'),
			fc.uniqueArray(fc.constantFrom('a1', 'a2', 'a3', 'a4', 'a5'), { minLength: 1 }),
		)
		.map((parts) => request(...parts));

	it('every record has one outcome, whatever came, and none was written that is not named', () => {
		fc.assert(
			fc.property(asked, fc.array(garbage, { maxLength: 4 }), (sent, answers) => {
				const outcomes = readAnswer(sent, answers);
				expect(outcomes.map(({ record }) => record)).toEqual(sent.records);
				if (sent.crm === 'hubspot') {
					for (const { result } of outcomes) expect(['failed', 'not_found']).toContain(result);
				}
			}),
			{ numRuns: 2000 },
		);
	});

	it('each record gets exactly its own outcome, whatever succeeds, fails or is shuffled', () => {
		const fates = fc.array(fc.constantFrom('written', 'created', 'failed', 'traced'), {
			minLength: 1,
			maxLength: 20,
		});
		fc.assert(
			fc.property(
				fates,
				fc.constantFrom<CrmRequest['find_by']>('recordId', 'leadspredictId'),
				fc.integer(),
				(wanted, by, seed) => {
					const ids = wanted.map((_, index) => `id${index}`);
					const property = (id: string) => (by === 'recordId' ? {} : { leadspredict_id: id });
					const done = ids.flatMap((id, index) =>
						wanted[index] === 'written' || wanted[index] === 'created'
							? [
									{
										id: by === 'recordId' ? id : `hs-${id}`,
										new: wanted[index] === 'created',
										properties: property(id),
									},
								]
							: [],
					);
					const errors = ids.flatMap((id, index): object[] =>
						wanted[index] === 'failed'
							? [{ message: `no ${id}`, context: { ids: [id] } }]
							: wanted[index] === 'traced'
								? [{ message: `no ${id}`, context: { objectWriteTraceId: [traceId(index)] } }]
								: [],
					);
					const shuffled = [...done].sort(
						(a, b) => ((a.id.length * 31 + seed) % 7) - ((b.id.length * 17 + seed) % 5),
					);
					const outcomes = results(update(by, ids), [{ results: shuffled, errors }]);
					outcomes.forEach((outcome, index) => {
						if (wanted[index] === 'written' || wanted[index] === 'created') {
							expect(outcome).toEqual({
								result: wanted[index],
								recordId: by === 'recordId' ? ids[index] : `hs-${ids[index]}`,
							});
						} else expect(outcome).toEqual({ result: 'failed', reason: `no ${ids[index]}` });
					});
				},
			),
		);
	});
});
