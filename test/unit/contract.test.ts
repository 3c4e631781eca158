import {
	EVENT_NAMES,
	analyzeRequestSchema,
	analyzeResponseSchema,
	batchAcknowledgementSchema,
	batchIdOf,
	batchIdsOf,
	batchRequestSchema,
	detailsResponseSchema,
	errorResponseSchema,
	eventSchema,
	leadDetailsSchema,
	leadIdSchema,
	leadResultSchema,
	leadSchema,
	otherBatch,
} from '../../nodes/LeadsPredict/contract';
import {
	ANALYZE_REQUEST,
	ANALYZE_RESPONSE,
	BATCH_REQUEST,
	DETAILS_RESPONSE,
	ERROR_RESPONSE,
	EVENT,
	LEAD_DETAILS,
	LEAD_RESULT,
	QUICK_EXAMPLE,
} from '../data/reference';

describe('the contract', () => {
	it.each([
		['the quick example', analyzeRequestSchema, QUICK_EXAMPLE],
		['an analyze request', analyzeRequestSchema, ANALYZE_REQUEST],
		['an analyze answer', analyzeResponseSchema, ANALYZE_RESPONSE],
		['one result', leadResultSchema, LEAD_RESULT],
		['an answer of Get', detailsResponseSchema, DETAILS_RESPONSE],
		['the details of a lead', leadDetailsSchema, LEAD_DETAILS],
		['a batch request', batchRequestSchema, BATCH_REQUEST],
		['an event', eventSchema, EVENT],
		['an error', errorResponseSchema, ERROR_RESPONSE],
	])('accepts the documented example of %s unchanged', (_, schema, example) => {
		expect(schema.parse(example)).toEqual(example);
	});

	it.each([
		['a result', leadResultSchema, { ...LEAD_RESULT, model: 'v7' }],
		['details', leadDetailsSchema, { ...LEAD_DETAILS, owner: { id: 1 } }],
		['an answer', analyzeResponseSchema, { ...ANALYZE_RESPONSE, took_ms: 12 }],
		['an event', eventSchema, { ...EVENT, id: 'evt_1' }],
		['an error', errorResponseSchema, { ...ERROR_RESPONSE, request_id: 'r1' }],
	])('keeps fields of %s that the reference does not name', (_, schema, extended) => {
		expect(schema.parse(extended)).toEqual(extended);
	});

	it('never sends a field that the reference does not name', () => {
		expect(leadSchema.safeParse({ email: 'a@b.example', ssn: '1' }).success).toBe(false);
	});

	it.each([
		['no lead', []],
		['1,001 leads', Array.from({ length: 1001 }, () => ({ email: 'a@b.example' }))],
		['a lead without email', [{ name: 'John' }]],
		['text for revenue', [{ email: 'a@b.example', revenue: '5' }]],
		['a day that does not exist', [{ email: 'a@b.example', last_interaction: '2025-02-30' }]],
	])('refuses a request with %s', (_, leads) => {
		expect(analyzeRequestSchema.safeParse({ leads }).success).toBe(false);
		expect(batchRequestSchema.safeParse({ leads }).success).toBe(false);
	});

	it.each([['lead_abc123'], [' lead_abc123 '], [7], [0]])('accepts %p as an ID', (id) => {
		expect(leadIdSchema.parse(id)).toBe(String(id).trim());
	});

	it.each([[''], ['  '], [null], [undefined], [1.5], [-1], [1e21], [2 ** 53], [true], [{}]])(
		'does not accept %p as an ID',
		(id) => {
			expect(leadIdSchema.safeParse(id).success).toBe(false);
		},
	);

	it.each([['98'], [null], [undefined], [NaN], [Infinity], [{}], [true]])(
		'does not accept %p as a score',
		(score) => {
			expect(leadResultSchema.safeParse({ ...LEAD_RESULT, score }).success).toBe(false);
			expect(leadDetailsSchema.safeParse({ ...LEAD_DETAILS, score }).success).toBe(false);
		},
	);

	it.each([[0], [100], [-3.5], [101]])('accepts the score %p unchanged', (score) => {
		expect(leadResultSchema.parse({ ...LEAD_RESULT, score }).score).toBe(score);
	});

	const optional = Object.keys(LEAD_RESULT).filter((key) => key !== 'id' && key !== 'score');
	const odd = [null, undefined, [], {}, true, 5, 'text', [5], [{}]];

	it.each(optional)('keeps the score when %s is missing or invalid', (field) => {
		for (const value of odd) {
			const result = leadResultSchema.safeParse({ ...LEAD_RESULT, [field]: value });
			expect(result.data?.score).toBe(98);
		}
	});

	it.each(['created_at', 'updated_at', 'history'])(
		'keeps the details of a lead when %s is missing or invalid',
		(field) => {
			for (const value of odd) {
				const details = leadDetailsSchema.safeParse({ ...LEAD_DETAILS, [field]: value });
				expect(details.data?.score).toBe(98);
			}
		},
	);

	it('leaves an invalid summary out and keeps the results', () => {
		const { data } = ANALYZE_RESPONSE;
		const odd = { status: 'success', data: { ...data, summary: { total_leads: 'one' } } };
		expect(analyzeResponseSchema.parse(odd).data).toEqual({ ...data, summary: undefined });
	});

	it.each([
		['another status', { ...ANALYZE_RESPONSE, status: 'ok' }],
		['no status', { data: ANALYZE_RESPONSE.data }],
		['results that are no list', { status: 'success', data: { leads: {} } }],
		['no data', { status: 'success' }],
	])('does not accept an answer with %s as results', (_, answer) => {
		expect(analyzeResponseSchema.safeParse(answer).success).toBe(false);
	});

	it.each(EVENT_NAMES)('accepts the event %s, with or without a score', (event) => {
		const { lead_id } = EVENT.data;
		expect(eventSchema.safeParse({ ...EVENT, event }).success).toBe(true);
		expect(eventSchema.safeParse({ ...EVENT, event, data: { lead_id } }).success).toBe(true);
	});

	it.each([
		['no lead', { ...EVENT, data: { score: 98 } }],
		['no time', { event: EVENT.event, data: EVENT.data }],
		['a time in words', { ...EVENT, timestamp: 'yesterday' }],
		['no name', { ...EVENT, event: '' }],
		['a score as text', { ...EVENT, data: { ...EVENT.data, score: '98' } }],
		['a name without end', { ...EVENT, event: 'x'.repeat(201) }],
		['a time without end', { ...EVENT, timestamp: `2025-11-08T16:00:00.${'0'.repeat(200)}Z` }],
		['a lead without end', { ...EVENT, data: { ...EVENT.data, lead_id: 'x'.repeat(201) } }],
	])('does not accept a message with %s as an event', (_, message) => {
		expect(eventSchema.safeParse(message).success).toBe(false);
	});

	it('reads an error whose parts are missing or invalid', () => {
		for (const value of odd) {
			const error = { code: value, message: value, details: value };
			expect(errorResponseSchema.safeParse({ status: 'error', error }).success).toBe(true);
		}
	});

	it('accepts any success as the acknowledgement of a batch, and reads its ID if there is one', () => {
		for (const data of [undefined, null, {}, [], 'queued', { batch_id: null }, { job: 1 }]) {
			const answer = { status: 'success', data };
			expect(batchAcknowledgementSchema.safeParse(answer).success).toBe(true);
			expect(batchIdsOf(answer)).toEqual({});
		}
		for (const [data, id] of [
			[{ batch_id: 'b', job_id: 'j', id: 'i' }, 'b'],
			[{ job_id: 7, id: 'i' }, '7'],
			[{ batch_id: '', id: 'i' }, 'i'],
		] as const) {
			expect(batchIdOf(batchIdsOf({ status: 'success', data }))).toBe(id);
		}
		for (const odd of [undefined, null, 'text', 5, []]) expect(batchIdsOf(odd)).toEqual({});
	});

	it('distinguishes batches by their IDs, but not by the ID of a message', () => {
		expect(otherBatch({ batch_id: 'a' }, { batch_id: 'b' })).toBe(true);
		expect(otherBatch({ batch_id: 'a', job_id: '1' }, { batch_id: 'a', job_id: '2' })).toBe(true);
		expect(otherBatch({ batch_id: 'a', id: '1' }, { batch_id: 'a', id: '2' })).toBe(false);
		expect(otherBatch({ batch_id: 'a' }, { job_id: 'b' })).toBe(false);
		expect(otherBatch({}, { batch_id: 'b' })).toBe(false);
	});
});
