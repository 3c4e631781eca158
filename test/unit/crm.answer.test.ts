import { readAnswer } from '../../nodes/LeadsPredict/crm/answer';
import { traceId } from '../../nodes/LeadsPredict/crm/hubspot/requests';
import type { CrmRequest } from '../../nodes/LeadsPredict/crm/crmRequest';

const request = (
	crm: CrmRequest['crm'],
	purpose: CrmRequest['purpose'],
	find_by: CrmRequest['find_by'],
	ids: readonly string[],
): CrmRequest => ({
	method: 'POST',
	url: 'https://crm.example',
	body: crm === 'hubspot' ? {} : { allOrNone: false, compositeRequest: [{ referenceId: purpose }] },
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

/** What Salesforce answers to a composite request, from what it says to its only subrequest. */
const composite = (body: unknown, httpStatusCode = 200, referenceId = 'update') => ({
	compositeResponse: [{ body, httpHeaders: {}, httpStatusCode, referenceId }],
});

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
		[
			'n8n says why',
			[{ error: 'connect ECONNREFUSED' }],
			{ reason: 'connect ECONNREFUSED', retryable: true },
		],
		[
			'n8n names the connection that broke off in place of a status',
			[{ error: { message: 'The connection was closed', httpCode: 'ECONNRESET' } }],
			{ reason: 'The connection was closed', code: 'ECONNRESET', retryable: true },
		],
		[
			'there is no such host',
			[{ error: { message: 'getaddrinfo ENOTFOUND', httpCode: 'ENOTFOUND' } }],
			{ reason: 'getaddrinfo ENOTFOUND', code: 'ENOTFOUND' },
		],
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
				retryable: true,
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
			{ reason: 'Bad gateway', code: '502', retryable: true },
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
				retryable: true,
			},
		],
		[
			'a full response has an error page',
			[{ statusCode: 502, headers: {}, body: '<html>' }],
			{ reason: 'The CRM answered 502', code: '502', retryable: true },
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
			{
				reason: 'HubSpot refused the request: No inputs',
				code: 'VALIDATION_ERROR',
				retryable: true,
			},
		],
		[
			'the kept answer is JSON and no text',
			[{ error: '429 - {"message":"Too many","category":"RATE_LIMITS"}' }],
			{ reason: 'HubSpot refused the request: Too many', code: 'RATE_LIMITS', retryable: true },
		],
		[
			'n8n stored its error as nothing, with details beside it',
			[{ error: {}, details: { message: 'Forbidden', description: 'No scope', httpCode: '403' } }],
			{ reason: 'No scope', code: '403' },
		],
		[
			'n8n stored its error as nothing',
			[{ error: {} }],
			{ reason: 'The request failed, and n8n gives no reason' },
		],
		[
			'the sentence stands beside the error',
			[{ message: 'Timed out', error: {} }],
			{ reason: 'Timed out', retryable: true },
		],
		[
			'one of several items is an error',
			[{ results: [{ id: '1' }] }, { error: 'socket hang up' }],
			{ reason: 'socket hang up', retryable: true },
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

	/** A refusal in the forms in which HTTP Request hands it on. */
	const refusals = (body: object, status = 400): unknown[][] => [
		[body],
		[{ statusCode: status, headers: {}, body }],
		[{ error: `${status} - ${JSON.stringify(JSON.stringify(body))}` }],
		[{ error: { message: 'Bad request', messages: [`${status} - ${JSON.stringify(body)}`] } }],
	];
	const sending = (
		find_by: CrmRequest['find_by'],
		inputs: ReadonlyArray<{ id: string; properties: Record<string, string> }>,
	): CrmRequest => ({
		...update(
			find_by,
			inputs.map(({ id }) => id),
		),
		body: { inputs },
	});
	const ofAll = (asked: CrmRequest, body: object, status?: number) => {
		const [first, ...others] = refusals(body, status).map((answers) => results(asked, answers));
		for (const other of others) expect(other).toEqual(first);
		return first;
	};
	const notValid = (...values: Array<{ message: string; error: string; name: string }>) =>
		`Property values were not valid: ${JSON.stringify(values.map((value) => ({ isValid: false, ...value })))}`;
	const detailed = (...values: Array<{ message: string; error: string; name: string }>) => ({
		message: 'Property values were not valid',
		errors: values.map(({ message, error, name }) => ({
			message,
			code: error,
			context: { propertyName: [name] },
		})),
	});
	const BECAUSE_OF_ANOTHER = {
		result: 'failed',
		reason: 'Not written, because HubSpot refused another record of the same request',
		retryable: true,
	};

	it.each([
		[
			'in its message',
			(...values: Parameters<typeof notValid>) => ({ message: notValid(...values) }),
		],
		['as details', detailed],
	])('refused as a whole: whoever it names %s failed, the others can be sent again', (_, said) => {
		const asked = sending('email', [
			{ id: 'a@x.example', properties: { category: 'warm', score: '25.5' } },
			{ id: 'b@x.example', properties: { category: 'hot', score: '5' } },
			{ id: 'c@x.example', properties: { category: 'cold', score: '25' } },
			{ id: 'd@', properties: { score: '2' } },
		]);
		const category = 'VALIDATION_ERROR';
		const option = {
			message: 'warm was not one of the allowed options: [hot, cold]',
			error: 'INVALID_OPTION',
			name: 'category',
		};
		const number = { message: '5 was not a valid long.', error: 'INVALID_LONG', name: 'score' };
		expect(ofAll(asked, { category, ...said(option, number) })).toEqual([
			{
				result: 'failed',
				reason:
					'HubSpot refused the request: warm was not one of the allowed options: [hot, cold] (category)',
				code: category,
			},
			{
				result: 'failed',
				reason: 'HubSpot refused the request: 5 was not a valid long (score)',
				code: category,
			},
			BECAUSE_OF_ANOTHER,
			BECAUSE_OF_ANOTHER,
		]);
		const email = {
			message: 'Email address D@ is invalid',
			error: 'INVALID_EMAIL',
			name: 'email',
		};
		expect(ofAll(asked, { category, ...said(email) })).toEqual([
			BECAUSE_OF_ANOTHER,
			BECAUSE_OF_ANOTHER,
			BECAUSE_OF_ANOTHER,
			{
				result: 'failed',
				reason: 'HubSpot refused the request: Email address D@ is invalid (email)',
				code: category,
			},
		]);
	});

	it('refused as a whole: who alone sent the property is meant, and who is named by an id', () => {
		const asked = sending('recordId', [
			{ id: '1', properties: { score: '1' } },
			{ id: '2', properties: { score: '2', note: 'x' } },
		]);
		const long = { message: 'Property value is too long', error: 'TOO_LONG', name: 'note' };
		expect(ofAll(asked, { category: 'VALIDATION_ERROR', message: notValid(long) })).toMatchObject([
			BECAUSE_OF_ANOTHER,
			{ reason: 'HubSpot refused the request: Property value is too long (note)' },
		]);
		for (const context of [{ objectWriteTraceId: [traceId(0)] }, { ids: ['1'] }]) {
			expect(ofAll(asked, { category: 'VALIDATION_ERROR', message: 'Wrong', context })).toEqual([
				{
					result: 'failed',
					reason: 'HubSpot refused the request: Wrong',
					code: 'VALIDATION_ERROR',
				},
				BECAUSE_OF_ANOTHER,
			]);
		}
	});

	it('refused as a whole: the record that has a unique value already is not the one that asked', () => {
		const asked = sending('recordId', [
			{ id: '1', properties: { leadspredict_id: 'l1' } },
			{ id: '2', properties: { leadspredict_id: 'l2' } },
		]);
		const body = { category: 'CONFLICT', message: 'Exists', context: { existingId: ['1'] } };
		const unsaid = {
			result: 'failed',
			reason: 'HubSpot refused the request: Exists',
			code: 'CONFLICT',
			retryable: true,
		};
		expect(ofAll(asked, body, 409)).toEqual([unsaid, unsaid]);
		const [only] = ofAll(sending('recordId', [{ id: '2', properties: {} }]), body, 409) ?? [];
		expect(only).not.toHaveProperty('retryable');
	});

	it('names properties that were never created, and what creates them', () => {
		const properties = { p1: '1', p2: '2', p3: '3', p4: '4', p5: '5' };
		const asked = sending('recordId', [
			{ id: '1', properties },
			{ id: '2', properties },
			{ id: '3', properties: { other: '' } },
		]);
		const missing = Object.keys(properties).map((name) => ({
			message: `Property "${name}" does not exist`,
			error: 'PROPERTY_DOESNT_EXIST',
			name,
			localizedErrorMessage: `Property "${name}" does not exist`,
			portalId: 1,
		}));
		const failed = {
			result: 'failed',
			reason:
				'HubSpot refused the request: 5 contact properties do not exist (p1, p2, p3 and 2 more); run Prepare Fields and create what it prepares, or correct Field Names',
			code: 'VALIDATION_ERROR',
		};
		for (const said of [detailed(...missing), { message: notValid(...missing) }]) {
			expect(ofAll(asked, { category: 'VALIDATION_ERROR', ...said })).toEqual([
				failed,
				failed,
				BECAUSE_OF_ANOTHER,
			]);
		}
	});

	it.each(['', ' email', ' email in portal ID 1234'])(
		'advises a lookup where contacts are not found by "non-unique 0-1 property%s"',
		(property) => {
			const asked = sending('email', [
				{ id: 'a@x.example', properties: { score: '1' } },
				{ id: 'b@x.example', properties: { score: '2' } },
			]);
			const message = `Unable to perform update/upsert by non-unique 0-1 property${property}`;
			for (const outcome of ofAll(asked, { category: 'VALIDATION_ERROR', message }) ?? []) {
				expect(outcome).toEqual({
					result: 'failed',
					reason: `HubSpot refused the request: ${message}; this account does not find contacts by their email: look the contacts up first, with Prepare Lookup, HTTP Request and Read Answer before Prepare Update, and leave Find Record By at Automatic`,
					code: 'VALIDATION_ERROR',
				});
			}
		},
	);

	it.each([
		['no scope', { message: 'No scope', category: 'MISSING_SCOPES' }, 403],
		['an expired token', { message: 'Expired', category: 'EXPIRED_AUTHENTICATION' }, 401],
		['a wrong address', { message: 'resource not found', category: 'OBJECT_NOT_FOUND' }, 404],
	])('is not worth another try after %s', (_, body, status) => {
		for (const outcome of ofAll(update('recordId', ['1', '2']), body, status) ?? []) {
			expect(outcome).not.toHaveProperty('retryable');
		}
	});

	it('reads the sentence that is all n8n kept of the answer', () => {
		const asked = sending('recordId', [
			{ id: '1', properties: { score: 'x' } },
			{ id: '2', properties: { score: '2' } },
		]);
		const message = notValid({
			message: 'x was not a valid long.',
			error: 'INVALID_LONG',
			name: 'score',
		});
		for (const answer of [
			{ error: { message: 'Bad request', description: message, httpCode: '400' } },
			{ error: {}, details: { message: 'Bad request', description: message, httpCode: '400' } },
		]) {
			expect(results(asked, [answer])).toEqual([
				{
					result: 'failed',
					reason: 'HubSpot refused the request: x was not a valid long (score)',
					code: '400',
				},
				BECAUSE_OF_ANOTHER,
			]);
		}
		const description = 'Unable to perform update/upsert by non-unique 0-1 property email';
		expect(
			results(update('email', ['a@x.example', 'b@x.example']), [
				{ error: { message: 'Bad request', description, httpCode: '400' } },
			]),
		).toMatchObject(Array(2).fill({ reason: expect.stringContaining('look the contacts up') }));
	});

	it('tells a cut list of values apart from one that it can read', () => {
		const message = 'Property values were not valid: [{"isValid":false,"message":"5 was';
		const [outcome] =
			ofAll(update('recordId', ['1', '2']), { category: 'VALIDATION_ERROR', message }) ?? [];
		expect(outcome).toMatchObject({ reason: expect.stringContaining('5 was'), retryable: true });
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
		['in one item', [composite(rows)]],
		['in a full response', [{ statusCode: 200, headers: {}, body: composite(rows) }]],
		['in one item under data', [{ data: composite(rows) }]],
		['in one item under body', [{ body: composite(rows) }]],
		['as text', [{ data: JSON.stringify(composite(rows)) }]],
		[
			'as text in a full response',
			[{ statusCode: 200, headers: {}, data: JSON.stringify(composite(rows)) }],
		],
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
		expect(results(lead('recordId', [asked]), [composite([row])])).toEqual([
			{ result: 'written', recordId: answered },
		]);
	});

	it.each<[string, string, string]>([
		['15 characters in another case', '00Qab0000000001', '00QAB0000000001'],
		['no form of Salesforce’s', 'abc', 'abcd'],
	])('takes ids of %s for two', (_, asked, answered) => {
		const [outcome] = results(lead('recordId', [asked]), [
			composite([{ id: answered, success: true, errors: [] }]),
		]);
		expect(outcome).toMatchObject({ result: 'failed' });
	});

	it('believes an id that agrees, and nothing else, when another one does not', () => {
		const C = '00Q000000000003';
		const failure = { success: false, errors: [{ statusCode: 'X', message: 'of whom?' }] };
		const outcomes = results(lead('recordId', [A, B, C]), [
			composite([
				{ id: A, success: true, errors: [] },
				{ id: C, success: true, errors: [] },
				failure,
			]),
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
		expect(results(lead(by, [A, B]), [composite([first, second])])).toMatchObject([
			{ result: 'failed', reason: expect.stringMatching(reason) },
			{ result: 'written', recordId: B },
		]);
	});

	it('gives a record that was named for two leads to neither', () => {
		const row = { id: A, success: true, created: false, errors: [] };
		for (const outcome of results(lead('leadspredictId', ['l1', 'l2']), [composite([row, row])])) {
			expect(outcome).toMatchObject({ result: 'failed', reason: expect.stringContaining('same') });
		}
	});

	it.each(['duplicateResult', 'duplicateResut'])(
		'shows the records that a duplicate rule found, under %s',
		(name) => {
			const outcomeOf = (ids: readonly unknown[]) =>
				results(lead('leadspredictId', ['l1']), [
					composite([
						{
							success: false,
							created: false,
							errors: [
								{
									statusCode: 'DUPLICATES_DETECTED',
									message: 'Use one of these records?',
									fields: [],
									[name]: {
										matchResults: [
											{ matchRecords: ids.map((Id) => ({ record: { Id } })) },
											{ matchRecords: 'none' },
										],
									},
								},
							],
						},
					]),
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
			expect(outcomeOf([])).toEqual({
				result: 'failed',
				reason: 'Use one of these records?',
				code,
			});
		},
	);

	it.each([
		['nothing', []],
		['null', [null]],
		['a page', [{ data: '<html>' }]],
		['an empty answer', [{}]],
		[
			'an answer to a lookup',
			[composite({ totalSize: 0, done: true, records: [] }, 200, 'lookup')],
		],
		['an answer of a query', [composite({ totalSize: 0, done: true, records: [] })]],
		['an answer to other subrequests', [composite([{ id: A, success: true }, rows[1]], 200, 'x')]],
		[
			'two results of one subrequest',
			[
				{
					compositeResponse: [
						...composite([{ id: A, success: true }, rows[1]]).compositeResponse,
						...composite([{ id: A, success: true }, rows[1]]).compositeResponse,
					],
				},
			],
		],
		['no result of the subrequest', [{ compositeResponse: [] }]],
		['results that no composite request has', rows],
		['an error of n8n', [{ error: 'connect ECONNREFUSED' }]],
		['the request itself', [{ method: 'POST', body: { compositeRequest: [] }, records: [] }]],
		['results and an error of n8n', [composite(rows), { error: 'x' }]],
	])('claims nothing after %s', (_, answers) => {
		for (const { result } of readAnswer(lead('recordId', [A, B]), answers)) {
			expect(result).toBe('failed');
		}
	});

	it('says which were created', () => {
		const row = { id: A, success: true, created: true, errors: [] };
		expect(results(lead('leadspredictId', ['l1']), [composite([row])])).toEqual([
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
			composite([{ success: false, errors: [{ statusCode, message, fields: [] }] }]),
		]);
		expect(outcome).toMatchObject({
			result: 'failed',
			code: statusCode,
			reason: expect.stringMatching(reason),
		});
	});

	it('is not joined by place when the numbers do not agree, or an id contradicts', () => {
		expect(results(lead('recordId', [A, B]), [composite([rows[0]])])[0]).toMatchObject({
			result: 'failed',
			reason: expect.stringContaining('1 of 2 records'),
		});
		const swapped = [
			{ id: B, success: true, errors: [] },
			{ id: A, success: true, errors: [] },
		];
		for (const outcome of results(lead('recordId', [A, B]), [composite(swapped)])) {
			expect(outcome).toMatchObject({
				result: 'failed',
				reason: expect.stringContaining('another order'),
			});
		}
	});

	it('is a refusal of all when it is an error', () => {
		const refusal = [{ message: 'Session expired or invalid', errorCode: 'INVALID_SESSION_ID' }];
		for (const answers of [
			refusal,
			[{ statusCode: 401, headers: {}, body: refusal }],
			[composite(refusal, 401)],
		]) {
			expect(results(lead('recordId', [A, B]), answers)[1]).toEqual({
				result: 'failed',
				reason: 'Salesforce refused the request: Session expired or invalid',
				code: 'INVALID_SESSION_ID',
			});
		}
	});

	it.each(['UNABLE_TO_LOCK_ROW', 'SERVER_UNAVAILABLE', 'TOO_MANY_APEX_REQUESTS'])(
		'says of %s that the record can be sent again',
		(statusCode) => {
			const row = { success: false, errors: [{ statusCode, message: 'not now', fields: [] }] };
			expect(results(lead('recordId', [A]), [composite([row])])).toEqual([
				{
					result: 'failed',
					reason: 'not now; send it again later',
					code: statusCode,
					retryable: true,
				},
			]);
		},
	);

	it('says so of all after a refusal that passes', () => {
		const message = 'ConcurrentRequests Limit exceeded.';
		const refusal = [{ message, errorCode: 'REQUEST_LIMIT_EXCEEDED' }];
		const all = {
			result: 'failed',
			reason:
				'Salesforce refused the request: ConcurrentRequests Limit exceeded; send it again later',
			code: 'REQUEST_LIMIT_EXCEEDED',
			retryable: true,
		};
		for (const answers of [refusal, [composite(refusal, 403)]]) {
			expect(results(lead('recordId', [A, B]), answers)).toEqual([all, all]);
		}
		expect(
			results(lead('recordId', [A]), [{ statusCode: 503, headers: {}, body: '<html>' }]),
		).toMatchObject([{ code: '503', retryable: true }]);
		expect(
			results(lead('recordId', [A]), [{ statusCode: 400, headers: {}, body: '<html>' }])[0],
		).not.toHaveProperty('retryable');
	});

	it('is a refusal of all when the subrequest was not carried out, although the answer is a 200', () => {
		const message = 'The transaction was rolled back since another operation failed.';
		const halted = composite([{ errorCode: 'PROCESSING_HALTED', message }], 400);
		const all = {
			result: 'failed',
			reason: `Salesforce refused the request: ${message.slice(0, -1)}`,
			code: 'PROCESSING_HALTED',
		};
		expect(results(lead('recordId', [A, B]), [halted])).toEqual([all, all]);
		const page = composite('<html>', 500);
		expect(results(lead('recordId', [A]), [page])).toEqual([
			{ result: 'failed', reason: 'Salesforce answered 500', code: '500' },
		]);
	});

	it('keeps every sentence when n8n makes items of a refusal', () => {
		const refusal = [
			{ message: 'Unexpected character', errorCode: 'JSON_PARSER_ERROR' },
			{ message: 'and another', errorCode: 'X' },
		];
		expect(results(lead('recordId', [A]), refusal)).toMatchObject([
			{ reason: 'Salesforce refused the request: Unexpected character', code: 'JSON_PARSER_ERROR' },
		]);
	});
});

describe('Salesforce’s answer to a lookup', () => {
	const lookup = request('salesforceContact', 'lookup', 'email', [
		'a@x.example',
		'b@x.example',
		'c@x.example',
	]);
	const answered = (body: unknown) => composite(body, 200, 'lookup');
	const records = [
		{ attributes: {}, Id: '1', Email: 'A@x.example', LeadsPredict_Score__c: 5 },
		{ attributes: {}, Id: '2', Email: 'b@x.example' },
		{ attributes: {}, Id: '3', Email: 'B@x.example' },
	];

	it('tells found, found twice and not found apart', () => {
		expect(results(lookup, [answered({ totalSize: 3, done: true, records })])).toMatchObject([
			{ result: 'found', recordId: '1', current: { LeadsPredict_Score__c: 5 } },
			{ result: 'several', recordIds: ['2', '3'] },
			{ result: 'not_found' },
		]);
	});

	it.each<[string, object]>([
		['that is not complete', { totalSize: 3, done: false, records }],
		['that does not say whether it is', { records }],
		['with fewer records than it counts', { totalSize: 4, done: true, records }],
	])('finds nobody and misses nobody by an answer %s: another record may match', (_, body) => {
		const outcomes = results(lookup, [answered(body)]);
		expect(outcomes.map(({ result }) => result)).toEqual(['failed', 'several', 'failed']);
		for (const outcome of [outcomes[0], outcomes[2]]) {
			expect(outcome).toMatchObject({ reason: expect.stringMatching(/not complete/) });
		}
	});

	it.each<[string, object]>([
		[
			'that nobody asked for',
			{ done: true, records: [...records, { Id: '9', Email: 'z@x.example' }] },
		],
		['without an email', { done: true, records: [...records, { Id: '9', Email: null }] }],
	])('never says "not found" of an answer with a record %s', (_, body) => {
		const outcomes = results(lookup, [answered(body)]);
		expect(outcomes.map(({ result }) => result)).toEqual(['found', 'several', 'failed']);
		expect(outcomes[2]).toMatchObject({ reason: expect.stringMatching(/not asked for/) });
	});

	it.each<[string, unknown[], object]>([
		['nothing', [], { reason: 'There is no answer to this request' }],
		[
			'a record without an id',
			[answered({ done: true, records: [{}] })],
			{ reason: /holds no records/ },
		],
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

	it('is put together from several queries, and complete when all of them are', () => {
		const asked = {
			...lookup,
			body: { compositeRequest: [{ referenceId: 'lookup_0' }, { referenceId: 'lookup_1' }] },
		};
		const query = (place: number, some: typeof records, more: object = {}) =>
			composite(
				{ totalSize: some.length, done: true, records: some, ...more },
				200,
				`lookup_${place}`,
			).compositeResponse;
		const answer = (...results_: object[][]) => [{ compositeResponse: results_.flat() }];
		const [first, second] = [records.slice(0, 1), records.slice(1)];
		const outcomes = (answers: unknown[]) => results(asked, answers).map(({ result }) => result);
		expect(outcomes(answer(query(1, second), query(0, first)))).toEqual([
			'found',
			'several',
			'not_found',
		]);
		expect(outcomes(answer(query(1, second, { done: false }), query(0, first)))).toEqual([
			'failed',
			'several',
			'failed',
		]);
		const ofAll = ['failed', 'failed', 'failed'];
		expect(outcomes(answer(query(0, first)))).toEqual(ofAll);
		expect(outcomes(answer(query(0, first), query(0, second)))).toEqual(ofAll);
		const timeout = [{ message: 'Your query has timed out.', errorCode: 'QUERY_TIMEOUT' }];
		const late = composite(timeout, 400, 'lookup_1').compositeResponse;
		expect(results(asked, answer(query(0, first), late))[0]).toMatchObject({
			result: 'failed',
			code: 'QUERY_TIMEOUT',
			retryable: true,
		});
	});
});

describe('Salesforce’s answer about an email that several leads have', () => {
	const EMAIL = 'info@acme.example';
	const body = composite(
		{ totalSize: 1, done: true, records: [{ Id: '00Q1', Email: EMAIL }] },
		200,
		'lookup',
	);
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
			{ result: 'failed', reason: 'The request failed, and n8n gives no reason' },
		]);
	});
});
