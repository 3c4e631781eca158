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
	request_id: 'r0',
	number: 0,
	find_by,
	id_field: crm === 'hubspot' ? 'leadspredict_id' : 'LeadsPredict_Id__c',
});

type LeadOf = CrmRequest['records'][number]['leads'][number];

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

	it.each<[string, CrmRequest['find_by'], object]>([
		['another id', 'recordId', { id: '999', properties: {} }],
		[
			'another LeadsPredict ID',
			'leadspredictId',
			{ id: '7', properties: { leadspredict_id: 'x' } },
		],
		['another email', 'email', { id: '7', properties: { email: 'other@x.example' } }],
		[
			'another email and LeadsPredict ID',
			'email',
			{ id: '7', properties: { email: 'other@x.example', leadspredict_id: 'x' } },
		],
		['no id of HubSpot', 'leadspredictId', { properties: {} }],
	])('does not believe a trace id of a result with %s', (_, by, result) => {
		const body = { results: [{ ...result, objectWriteTraceId: traceId(0) }] };
		expect(results(update(by, ['a@x.example']), [body])).toEqual([UNSAID]);
	});

	it('knows a contact that was found by a further address', () => {
		const asked = update('email', ['a@x.example', 'b@x.example']);
		const properties = { email: 'main@x.example' };
		const body = {
			results: [
				{ id: '7', properties: { ...properties, leadspredict_id: 'lead_a@x.example' } },
				{ id: '8', properties: { ...properties, hs_additional_emails: 'z@x.example;B@x.example' } },
			],
		};
		expect(results(asked, [body])).toEqual([
			{ result: 'written', recordId: '7' },
			{ result: 'written', recordId: '8' },
		]);
	});

	it('compares with the LeadsPredict ID that was sent, not with one that was shortened since', () => {
		const asked = {
			...update('email', ['a@x.example']),
			body: { inputs: [{ id: 'a@x.example', properties: { leadspredict_id: 'cut' } }] },
		};
		const answer = (id: string) => ({
			results: [{ id: '7', properties: { leadspredict_id: id } }],
		});
		expect(results(asked, [answer('cut')])).toEqual([{ result: 'written', recordId: '7' }]);
		expect(results(asked, [answer('lead_a@x.example')])).toEqual([UNSAID]);
	});

	it('gives a result that two records claim to neither', () => {
		const asked = update('email', ['a@x.example', 'b@x.example']);
		const shared = {
			...asked,
			records: asked.records.map(({ id }) => ({ id, leads: [{ lead_id: 'l' }] })),
		};
		const body = { results: [{ id: '7', properties: { leadspredict_id: 'l' } }] };
		expect(results(shared, [body])).toEqual([UNSAID, UNSAID]);
	});

	it('fails a record that is both among the results and in an error', () => {
		const body = {
			results: [{ id: '1', properties: {} }],
			errors: [{ message: 'Conflict.', category: 'CONFLICT', context: { ids: ['1'] } }],
		};
		expect(results(update('recordId', ['1']), [body])).toEqual([
			{ result: 'failed', reason: 'Conflict', code: 'CONFLICT' },
		]);
	});

	it('takes one result that came twice for one', () => {
		const body = {
			results: [
				{ id: '1', properties: {} },
				{ id: '1', properties: {} },
			],
		};
		expect(results(update('recordId', ['1']), [body])).toEqual([
			{ result: 'written', recordId: '1' },
		]);
	});

	it.each([
		['a list', { ids: ['1'] }],
		['a text', { id: '1' }],
		['a number', { objectId: 1 }],
	])('reads ids in an error from %s under any key', (_, context) => {
		const errors = [{ message: 'no', subCategory: 'crm.X', category: 'Y', context }];
		expect(
			results(update('recordId', ['1', '2', '3']), [{ results: [{ id: 2 }], errors }]),
		).toEqual([
			{ result: 'failed', reason: 'no', code: 'crm.X' },
			{ result: 'written', recordId: '2' },
			UNSAID,
		]);
	});

	it('does not explain one record by the error of another', () => {
		const errors = [{ message: 'of another', context: { ids: ['77'] } }];
		expect(results(update('recordId', ['1']), [{ results: [], errors }])).toEqual([UNSAID]);
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
		[
			'n8n keeps the answer as with a header for authentication',
			[
				{
					error: {
						name: 'AxiosError',
						message: `400 - ${JSON.stringify(JSON.stringify({ message: 'No inputs.', category: 'VALIDATION_ERROR' }))}`,
						status: 400,
						config: { headers: { Authorization: 'Bearer MARKER' } },
					},
				},
			],
			{ reason: 'HubSpot refused the request: No inputs', code: 'VALIDATION_ERROR' },
		],
		[
			'the kept answer is JSON and no text',
			[{ error: '429 - {"message":"Too many","category":"RATE_LIMITS"}' }],
			{ reason: 'HubSpot refused the request: Too many', code: 'RATE_LIMITS' },
		],
		[
			'n8n stored its error as nothing, with details beside it',
			[{ error: {}, details: { message: 'Forbidden', description: 'No scope', httpCode: '403' } }],
			{ reason: 'No scope', code: '403' },
		],
		[
			'n8n stored its error as nothing',
			[{ error: {} }],
			{ reason: 'The request failed, and n8n does not say why' },
		],
		[
			'the sentence stands beside the error',
			[{ message: 'Timed out', error: {} }],
			{ reason: 'Timed out' },
		],
		[
			'one of several items is an error',
			[{ results: [{ id: '1' }] }, { error: 'socket hang up' }],
			{ reason: 'socket hang up' },
		],
		[
			'several answers came',
			[{ results: [{ id: '1' }] }, { results: [{ id: '2' }] }],
			{ reason: 'HubSpot’s answer holds no results' },
		],
		[
			'a full response in text is a refusal',
			[
				{
					statusCode: 401,
					headers: { authorization: 'Bearer MARKER' },
					data: '{"message":"Expired token","category":"EXPIRED_AUTHENTICATION"}',
				},
			],
			{ reason: 'HubSpot refused the request: Expired token', code: 'EXPIRED_AUTHENTICATION' },
		],
		...[302, 404].map((statusCode): [string, unknown[], object] => [
			`a full response says ${statusCode}, whatever is in it`,
			[{ statusCode, headers: {}, body: { results: [{ id: '1' }, { id: '2' }] } }],
			{ reason: `The CRM answered ${statusCode}`, code: String(statusCode) },
		]),
		[
			'the request itself came',
			[{ method: 'POST', body: { inputs: [] }, records: [] }],
			{ reason: 'HubSpot’s answer holds no results' },
		],
		['null came', [null], { reason: 'HubSpot’s answer holds no results' }],
		['a page came', [{ data: '<html>' }], { reason: 'HubSpot’s answer holds no results' }],
	])('fails every record when %s', (_, answers, failure) => {
		expect(results(update('recordId', ['1', '2']), answers)).toEqual([
			{ result: 'failed', ...failure },
			{ result: 'failed', ...failure },
		]);
	});

	it('is read out of a full response, parsed or not', () => {
		const body = { results: [{ id: '1', properties: {} }] };
		for (const each of [
			{ statusCode: 207, headers: {}, body },
			{ statusCode: 200, headers: {}, body: JSON.stringify(body) },
			{ statusCode: 200, headers: {}, data: JSON.stringify(body) },
			{ data: JSON.stringify(body) },
			{ body },
			{ ...body, error: null },
			{ ...body, error: false },
		]) {
			expect(results(update('recordId', ['1']), [each])).toEqual([
				{ result: 'written', recordId: '1' },
			]);
		}
	});

	it('shortens what HubSpot says', () => {
		const message = 'word '.repeat(200);
		const [outcome] = results(update('recordId', ['1']), [{ message }]);
		expect(String(outcome?.['reason']).length).toBeLessThan(300);
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

	it.each([
		['is not finished', { status: 'PROCESSING', results: [] }, /not complete/],
		['holds a result that cannot be read', { results: [7] }, /not complete/],
		['holds an error that cannot be read', { results: [], errors: ['no'] }, /not complete/],
		[
			'holds a contact that nobody asked for',
			{ results: [{ id: '1', properties: { email: 'z@x.example' } }] },
			/not asked for/,
		],
		['holds a contact without an email', { results: [{ id: '1' }] }, /not asked for/],
	])('says of nobody "not found" when it %s, unless it names them', (_, body, reason) => {
		const asked = request('hubspot', 'lookup', 'email', ['a@x.example', 'b@x.example']);
		const named = { category: 'OBJECT_NOT_FOUND', context: { ids: ['B@x.example'] } };
		const errors = 'errors' in body ? [...body.errors, named] : [named];
		expect(results(asked, [{ ...body, errors }])).toEqual([
			{ result: 'failed', reason: expect.stringMatching(reason) },
			{ result: 'not_found' },
		]);
	});

	it('gives an error to those whom it names alone', () => {
		const asked = request('hubspot', 'lookup', 'email', ['a@x.example', 'b@x.example']);
		const errors = [
			{
				message: 'Property not found',
				category: 'VALIDATION_ERROR',
				context: { ids: ['a@x.example'] },
			},
		];
		expect(results(asked, [{ results: [], errors }])).toEqual([
			{ result: 'failed', reason: 'Property not found', code: 'VALIDATION_ERROR' },
			{ result: 'not_found' },
		]);
	});

	it('is a refusal of all when the request was refused', () => {
		for (const { result } of readAnswer(lookup, [
			{ message: 'No scope', category: 'MISSING_SCOPES' },
		])) {
			expect(result).toBe('failed');
		}
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
		['in one item under body', [{ body: rows }]],
		['as text', [{ data: JSON.stringify(rows) }]],
		['as text in a full response', [{ statusCode: 200, headers: {}, data: JSON.stringify(rows) }]],
	])('is joined by place, %s', (_, answers) => {
		expect(results(lead('recordId', [A, B]), answers)).toEqual([
			{ result: 'written', recordId: `${A}AAA` },
			{ result: 'failed', reason: 'data value too large (Name)', code: 'STRING_TOO_LONG' },
		]);
	});

	it.each<[string, string, string]>([
		['15 and 18 characters', A, `${A}AAA`],
		['18 and 15 characters', `${A}AAA`, A],
		['18 characters in another case', '00qAb0000000001aaa', '00QaB0000000001AAA'],
	])('knows an id again in %s', (_, asked, answered) => {
		const row = { id: answered, success: true, errors: [] };
		expect(results(lead('recordId', [asked]), [row])).toEqual([
			{ result: 'written', recordId: answered },
		]);
	});

	it.each<[string, string, string]>([
		['15 characters in another case', '00Qab0000000001', '00QAB0000000001'],
		['no form of Salesforce’s', 'abc', 'abcd'],
	])('takes ids of %s for two', (_, asked, answered) => {
		const [outcome] = results(lead('recordId', [asked]), [
			{ id: answered, success: true, errors: [] },
		]);
		expect(outcome).toMatchObject({ result: 'failed' });
	});

	it('believes an id that agrees, and nothing else, when another one does not', () => {
		const C = '00Q000000000003';
		const failure = { success: false, errors: [{ statusCode: 'X', message: 'of whom?' }] };
		const outcomes = results(lead('recordId', [A, B, C]), [
			{ id: A, success: true, errors: [] },
			{ id: C, success: true, errors: [] },
			failure,
		]);
		const astray = { result: 'failed', reason: expect.stringContaining('another order') };
		expect(outcomes).toEqual([{ result: 'written', recordId: A }, astray, astray]);
	});

	it.each<[string, CrmRequest['find_by'], unknown[], RegExp]>([
		['has no id', 'recordId', [{ success: true, errors: [] }], /did not say which record/],
		['has no id after an upsert', 'leadspredictId', [{ success: true, id: null }], /did not say/],
		['cannot be read', 'recordId', [{ id: A, success: 'true' }], /cannot be read/],
		['gives no reason', 'recordId', [{ success: false, errors: [] }], /gives no reason/],
		['gives no readable reason', 'recordId', [{ success: false, errors: 'no' }], /gives no reason/],
		['has an empty error', 'recordId', [{ success: false, errors: [{}] }], /gives no reason/],
	])('claims nothing of a result that %s', (_, by, [first], reason) => {
		const second = { id: B, success: true, errors: [] };
		expect(results(lead(by, [A, B]), [first, second])).toMatchObject([
			{ result: 'failed', reason: expect.stringMatching(reason) },
			{ result: 'written', recordId: B },
		]);
	});

	it('gives a record that was named for two leads to neither', () => {
		const row = { id: A, success: true, created: false, errors: [] };
		for (const outcome of results(lead('leadspredictId', ['l1', 'l2']), [row, row])) {
			expect(outcome).toMatchObject({ result: 'failed', reason: expect.stringContaining('same') });
		}
	});

	it('shows the records that a duplicate rule found', () => {
		const outcomeOf = (ids: readonly unknown[]) =>
			results(lead('leadspredictId', ['l1']), [
				{
					success: false,
					created: false,
					errors: [
						{
							statusCode: 'DUPLICATES_DETECTED',
							message: 'Use one of these records?',
							fields: [],
							duplicateResult: {
								matchResults: [
									{ matchRecords: ids.map((Id) => ({ record: { Id } })) },
									{ matchRecords: 'none' },
								],
							},
						},
					],
				},
			])[0];
		const code = 'DUPLICATES_DETECTED';
		expect(outcomeOf([A, 7, A, B])).toEqual({
			result: 'failed',
			reason: `Salesforce has this record already: ${A}, ${B} ("Use one of these records?")`,
			code,
		});
		expect(outcomeOf(['1', '2', '3', '4'])).toMatchObject({
			reason: expect.stringContaining('1, 2, 3 and others'),
		});
		expect(outcomeOf([])).toEqual({ result: 'failed', reason: 'Use one of these records?', code });
	});

	it.each([
		['nothing', []],
		['null', [null]],
		['a page', [{ data: '<html>' }]],
		['an empty answer', [{}]],
		['an answer to a lookup', [{ totalSize: 0, done: true, records: [] }]],
		['an error of n8n', [{ error: 'connect ECONNREFUSED' }]],
		['the request itself', [{ method: 'PATCH', body: { records: [] }, records: [] }]],
		['results and an error of n8n', [{ id: A, success: true }, { error: 'x' }]],
	])('claims nothing after %s', (_, answers) => {
		for (const { result } of readAnswer(lead('recordId', [A, B]), answers)) {
			expect(result).toBe('failed');
		}
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
			/^No such column; create the field, and grant field-level security .* credential$/,
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

	it.each<[string, object, RegExp]>([
		['that is not complete', { totalSize: 3, done: false, records }, /not complete/],
		['that does not say whether it is', { records }, /not complete/],
		['with fewer records than it counts', { totalSize: 4, done: true, records }, /not complete/],
		[
			'with a record that nobody asked for',
			{ done: true, records: [...records, { Id: '9', Email: 'z@x.example' }] },
			/not asked for/,
		],
		[
			'with a record without an email',
			{ done: true, records: [...records, { Id: '9', Email: null }] },
			/not asked for/,
		],
	])('never says "not found" of an answer %s', (_, body, reason) => {
		const outcomes = results(lookup, [body]);
		expect(outcomes.map(({ result }) => result)).toEqual(['found', 'several', 'failed']);
		expect(outcomes[2]).toMatchObject({ reason: expect.stringMatching(reason) });
	});

	it.each<[string, unknown[], object]>([
		['nothing', [], { reason: 'There is no answer to this request' }],
		['a record without an id', [{ done: true, records: [{}] }], { reason: /holds no records/ }],
		[
			'a refusal that n8n made an item of',
			[
				{
					message:
						"\nSELECT Id, X__c FROM Lead\n           ^\nERROR at Row:1:Column:12\nNo such column 'X__c' on entity 'Lead'.",
					errorCode: 'INVALID_FIELD',
				},
			],
			{
				reason:
					/^Salesforce refused the request: No such column 'X__c' on entity 'Lead'; create .* credential$/,
				code: 'INVALID_FIELD',
			},
		],
		[
			'a refusal as a list',
			[{ body: [{ message: 'Session expired or invalid', errorCode: 'INVALID_SESSION_ID' }] }],
			{ reason: /Session expired/, code: 'INVALID_SESSION_ID' },
		],
	])('fails every record after %s', (_, answers, failure) => {
		const expected = Object.fromEntries(
			Object.entries(failure).map(([key, value]) => [
				key,
				value instanceof RegExp ? expect.stringMatching(value) : value,
			]),
		);
		expect(results(lookup, answers)).toEqual(
			lookup.records.map(() => ({ result: 'failed', ...expected })),
		);
	});
});

describe('Salesforce’s answer about an email that several leads have', () => {
	const EMAIL = 'info@acme.example';
	const body = { totalSize: 1, done: true, records: [{ Id: '00Q1', Email: EMAIL }] };
	const asked = (...leads: [LeadOf, ...LeadOf[]]): CrmRequest => {
		const lookup = request('salesforceLead', 'lookup', 'email', [EMAIL]);
		return { ...lookup, records: [{ id: EMAIL, leads: [...leads] }] };
	};

	it.each<[string, [LeadOf, ...LeadOf[]]]>([
		['names', [{ name: 'Ada' }, { name: 'Bob' }]],
		['LeadsPredict IDs', [{ lead_id: 'L1' }, { lead_id: 'L2' }]],
	])('finds nobody’s record for different %s', (_, leads) => {
		expect(results(asked(...leads), [body])).toEqual([
			{ result: 'failed', reason: expect.stringContaining('not certain whose it is') },
		]);
	});

	it.each<[string, [LeadOf, ...LeadOf[]]]>([
		['the same name', [{ name: 'Ada Lovelace' }, { name: ' ada lovelace' }]],
		['no names', [{}, {}]],
		['one name', [{ name: 'Ada' }, {}]],
	])('finds the record of a lead that comes twice with %s', (_, leads) => {
		expect(results(asked(...leads), [body])).toMatchObject([{ result: 'found', recordId: '00Q1' }]);
	});
});

describe('a CRM that says next to nothing', () => {
	const asked = update('recordId', ['1']);

	it.each(['', ' ', '.', ' . '])('still leaves a reason: %j', (message) => {
		const ofOne = { results: [], errors: [{ message, context: { ids: ['1'] } }] };
		expect(results(asked, [ofOne])).toEqual([{ result: 'failed', reason: 'no reason is given' }]);
		const ofAll = { status: 'error', message };
		expect(results(asked, [ofAll])).toEqual([
			{ result: 'failed', reason: 'HubSpot refused the request: no reason is given' },
		]);
		expect(results(asked, [{ error: message, details: 0 }])).toEqual([
			{ result: 'failed', reason: 'The request failed, and n8n does not say why' },
		]);
	});
});
