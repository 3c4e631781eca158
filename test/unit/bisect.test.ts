import fc from 'fast-check';

import { bisect, bisectBudget, bisectBudgetOfRun } from '../../nodes/LeadsPredict/scoring/bisect';
import { refused } from '../../nodes/LeadsPredict/problems/response';
import type { Problem } from '../../nodes/LeadsPredict/types';

const refusal = (status: number, field?: string): Problem =>
	refused({
		status,
		headers: {},
		rateLimit: {},
		body: {
			status: 'error',
			error: { code: 'invalid_request', message: 'Bad', ...(field && { details: { field } }) },
		},
	});
const rows = (count: number) => Array.from({ length: count }, (_, row) => row);

describe('a refused request of many', () => {
	it('is halved when the refusal names a field of a lead', () => {
		expect(bisect(rows(5), refusal(400, 'email'))).toEqual([
			[0, 1, 2],
			[3, 4],
		]);
		expect(bisect(rows(2), refusal(422, 'lead.revenue'))).toEqual([[0], [1]]);
	});

	it('separates the lead at the named index', () => {
		expect(bisect(rows(4), refusal(400, 'leads[2].email'))).toEqual([[2], [0, 1, 3]]);
		expect(bisect(rows(4), refusal(400, 'leads.0.revenue'))).toEqual([[0], [1, 2, 3]]);
		expect(bisect(rows(4), refusal(400, '/leads/3/anything'))).toEqual([[3], [0, 1, 2]]);
		expect(bisect(rows(4), refusal(400, 'leads[9].email'))).toEqual([
			[0, 1],
			[2, 3],
		]);
	});

	it('is halved when the service counts positions in another way', () => {
		expect(bisect(rows(4), refusal(400, 'leads[2].email'), false)).toEqual([
			[0, 1],
			[2, 3],
		]);
	});

	it('is halved when it is too large, whatever field it names', () => {
		expect(bisect(rows(2), refusal(413))).toEqual([[0], [1]]);
	});

	it.each([
		['no field', 400, undefined],
		['a field of the request as a whole', 400, 'options'],
		['another status', 403, 'email'],
		['a fault of the service', 500, 'email'],
	])('is not split with %s', (_, status, field) => {
		expect(bisect(rows(4), refusal(status, field))).toBeUndefined();
	});

	it('is not split when it holds one lead', () => {
		expect(bisect(rows(1), refusal(400, 'email'))).toBeUndefined();
	});

	it('is split into smaller parts that lose and double no lead', () => {
		fc.assert(
			fc.property(
				fc.integer({ min: 2, max: 1000 }),
				fc.oneof(
					fc.constant('email'),
					fc.nat({ max: 1200 }).map((at) => `leads[${at}].name`),
				),
				(count, field) => {
					const parts = bisect(rows(count), refusal(400, field)) ?? [];
					expect(parts.flat().sort((a, b) => a - b)).toEqual(rows(count));
					for (const part of parts) {
						expect(part.length).toBeGreaterThan(0);
						expect(part.length).toBeLessThan(count);
					}
				},
			),
		);
	});

	it('has a budget for two invalid leads of a full request, and for the whole run', () => {
		// Two leads that part at the first cut: seven cuts of two requests each, the first one shared.
		expect(bisectBudget(100)).toBeGreaterThanOrEqual(2 * 7 + 2 * 6);
		expect(bisectBudget(1)).toBeGreaterThan(0);
		expect(bisectBudgetOfRun(1)).toBe(120);
		expect(bisectBudgetOfRun(100)).toBe(200);
	});
});
