import type { INodeExecutionData } from 'n8n-workflow';

import { leadDetailsSchema, leadResultSchema } from '../../nodes/LeadsPredict/contract';
import type { MatchedLead } from '../../nodes/LeadsPredict/scoring/matchResults';
import { problem } from '../../nodes/LeadsPredict/problems/problem';
import { refused } from '../../nodes/LeadsPredict/problems/response';
import { failed, leadRow, succeeded } from '../../nodes/LeadsPredict/types';
import type { Outcome } from '../../nodes/LeadsPredict/types';
import {
	presentDetails,
	presentInBatch,
	presentScored,
	toItems,
} from '../../nodes/LeadsPredict/output/items';
import type { OutputFormat } from '../../nodes/LeadsPredict/output/items';
import { ERROR_RESPONSE, LEAD_DETAILS, LEAD_RESULT } from '../data/reference';

const scored = (received: object = LEAD_RESULT, name?: string): MatchedLead => ({
	row: leadRow(0, { email: 'john@example.com', ...(name !== undefined && { name }) }),
	result: leadResultSchema.parse(received),
	received,
});

const INPUT: INodeExecutionData[] = [{ json: { Email: 'a' } }, { json: { Email: 'b' } }];
const SIMPLIFIED: OutputFormat = { output: 'simplified', selected: [], includeOtherFields: false };

const items = (
	outcomes: Array<Outcome<MatchedLead>>,
	shape: Partial<OutputFormat> = {},
	input = INPUT,
) => toItems(outcomes, input, presentScored, { ...SIMPLIFIED, ...shape });
const jsonOf = (received: object, shape?: Partial<OutputFormat>, name?: string) =>
	items([succeeded(1, scored(received, name))], shape)[0]?.json;

const { id, ...withoutId } = LEAD_RESULT;

describe('an item', () => {
	it('is flat when simplified, with the email and name that were sent', () => {
		expect(jsonOf(LEAD_RESULT, {}, 'John Doe')).toEqual({
			email: 'john@example.com',
			name: 'John Doe',
			lead_id: id,
			...withoutId,
		});
	});

	it('shows email, name, score and category first', () => {
		const columns = Object.keys(jsonOf(LEAD_RESULT, {}, 'John Doe') ?? {});
		expect(columns.slice(0, 4)).toEqual(['email', 'name', 'score', 'category']);
	});

	it('leaves out missing values, and keeps 0 and null', () => {
		const received = { id: 'a', score: 0, conversion_probability: 0, category: null };
		const json = jsonOf(received) ?? {};
		expect(json).toEqual({
			email: 'john@example.com',
			score: 0,
			category: null,
			lead_id: 'a',
			conversion_probability: 0,
		});
		expect(Object.keys(json)).toHaveLength(5);
	});

	it('holds nothing that LeadsPredict does not document unless it is raw', () => {
		expect(jsonOf({ ...LEAD_RESULT, model: 'v7' })).not.toHaveProperty('model');
	});

	it('is exactly what LeadsPredict sent when it is raw, including invalid parts', () => {
		const received = JSON.parse(
			'{"id":7,"score":1,"model":"v7","churn_risk":3,"__proto__":{"a":1}}',
		);
		const json = jsonOf(received, { output: 'raw' }) ?? {};
		expect(JSON.stringify(json)).toBe(JSON.stringify(received));
		expect(Object.getPrototypeOf(json)).toBe(Object.prototype);
	});

	it.each([
		[['score'], { score: 98 }],
		[['lead_id', 'email'], { lead_id: id, email: 'john@example.com' }],
		[['id', 'nothing'], {}],
		[[], {}],
	])('contains only the selected fields %p', (selected, json) => {
		expect(jsonOf(LEAD_RESULT, { output: 'selected', selected })).toEqual(json);
	});

	it.each(['simplified', 'raw', 'selected'] as const)(
		'includes the other fields of its input item when it is %s',
		(output) => {
			const json = jsonOf(LEAD_RESULT, { output, selected: ['score'], includeOtherFields: true });
			expect(json).toMatchObject({ score: 98, Email: 'b' });
		},
	);

	it('includes no field of its input item that Read Answer writes, and Prepare Tasks relies on', () => {
		const posted = { result: 'written', record_id: '501', tasks: [{ result: 'exists' }], ask: 1 };
		const shape = { includeOtherFields: true };
		const [item] = items([succeeded(1, scored())], shape, [{ json: {} }, { json: posted }]);
		expect(item?.json).toMatchObject({ ask: 1 });
		for (const name of ['result', 'record_id', 'tasks'])
			expect(item?.json).not.toHaveProperty(name);
	});

	it('includes the binary data of its input item only together with its fields', () => {
		const binary = { card: { data: 'QQ==', mimeType: 'image/png' } };
		const input = [{ json: {} }, { json: { Email: 'b' }, binary }];
		const outcomes = [succeeded(1, scored())];
		expect(items(outcomes, { includeOtherFields: true }, input)[0]?.binary).toEqual(binary);
		expect(items(outcomes, {}, input)[0]).not.toHaveProperty('binary');
		expect(
			items([succeeded(0, scored())], { includeOtherFields: true }, input)[0],
		).not.toHaveProperty('binary');
	});

	it.each(['simplified', 'raw', 'selected'] as const)(
		'has a batch_status after a pause, whatever batch and input contain, when it is %s',
		(output) => {
			const row = leadRow(1, { email: 'b@b.example' });
			const outcomes = [
				succeeded(0, scored({ ...LEAD_RESULT, batch_status: 'of another' })),
				succeeded(1, { row, lastScored: new Date(0) }),
				failed(2, problem('stopped')),
			];
			const shape = { ...SIMPLIFIED, output, selected: ['score'] };
			const [one, skipped, error] = toItems(outcomes, INPUT, presentInBatch, shape);
			expect(one?.json).toMatchObject({ score: 98, batch_status: 'scored' });
			expect(skipped?.json).toMatchObject({ skipped: true, batch_status: 'skipped' });
			expect(Object.keys(error?.json ?? {})).toEqual(['error']);
			expect(items([succeeded(0, scored())], shape)[0]?.json).not.toHaveProperty('batch_status');
		},
	);

	it('never changes the input or the answer', () => {
		const frozen = Object.freeze({ ...LEAD_RESULT });
		const input = INPUT.map(({ json }) => Object.freeze({ json: Object.freeze({ ...json }) }));
		for (const output of ['simplified', 'raw', 'selected'] as const) {
			const shape = { output, selected: ['score'], includeOtherFields: true };
			expect(() => items([succeeded(0, scored(frozen))], shape, input)).not.toThrow();
		}
	});

	it('is paired with its input item, even if it is a refusal', () => {
		const outcomes = [failed(0, problem('stopped')), succeeded(1, scored())];
		expect(items(outcomes).map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 1 }]);
	});

	it('of a refusal contains only an error, whatever the output options', () => {
		const refusal = refused({ status: 400, headers: {}, rateLimit: {}, body: ERROR_RESPONSE });
		const shape = { output: 'selected', selected: ['score'], includeOtherFields: true } as const;
		expect(items([failed(0, refusal)], shape)).toEqual([
			{
				json: {
					error: {
						message:
							'LeadsPredict refused the request: Missing required field: email (400, invalid_request)',
						advice: expect.any(String),
						refused_by: 'leadspredict',
						field: 'email',
						status: 400,
						code: 'invalid_request',
						retryable: false,
						quota_spent: 'unknown',
					},
				},
				pairedItem: { item: 0 },
			},
		]);
	});

	it('of a refusal leaves out unknown values', () => {
		const [item] = items([failed(0, problem('stopped'))]);
		expect(Object.keys(Object(item?.json['error']))).toEqual([
			'message',
			'advice',
			'code',
			'refused_by',
			'retryable',
			'quota_spent',
		]);
	});

	it('of Get names the lead like all operations, and keeps its history', () => {
		const details = { details: leadDetailsSchema.parse(LEAD_DETAILS), received: LEAD_DETAILS };
		const { id: lead_id, ...rest } = LEAD_DETAILS;
		expect(presentDetails(details)).toEqual({
			simplified: { lead_id, ...rest },
			raw: LEAD_DETAILS,
		});
	});
});
