import {
	paidFor,
	paidSchema,
	recallFrom,
	requestHash,
} from '../../nodes/LeadsPredict/exchange/paid';
import { analyzeRequest, batchRequest, leadRequest } from '../../nodes/LeadsPredict/exchange/send';

const leads = [{ email: 'ann@x.example', phone: '+49 30 1234' }];
const request = analyzeRequest({ leads });
const answer = {
	status: 200,
	headers: { 'x-ratelimit-remaining': '5' },
	body: { status: 'success', data: { leads: [{ id: 'lead_1', score: 50 }] } },
};

describe('what was paid for', () => {
	it('is found again by the same request of the same account, as n8n saves and loads it', () => {
		const saved: unknown = JSON.parse(JSON.stringify(paidFor('a', [{ request, answer }])));
		const recall = recallFrom('a', paidSchema.parse(saved));
		expect(recall(analyzeRequest({ leads: [...leads] }))).toEqual({ ...answer, headers: {} });
	});

	it.each([
		['another lead', 'a', analyzeRequest({ leads: [{ email: 'bob@x.example' }] })],
		['another value', 'a', analyzeRequest({ leads: [{ email: 'ann@x.example', phone: '1' }] })],
		['other options', 'a', analyzeRequest({ leads, options: { include_predictions: false } })],
		['another operation', 'a', batchRequest({ leads, async: false })],
		['a lead by its id', 'a', leadRequest('lead_1')],
		['another account', 'b', request],
	])('is not found for %s', (_, account, other) => {
		const recall = recallFrom(account, paidFor('a', [{ request, answer }]));
		expect(recall(other)).toBeUndefined();
	});

	it('holds nothing of what was sent', () => {
		const saved = JSON.stringify(paidFor('a', [{ request, answer }]));
		expect(saved).not.toContain('ann@x.example');
		expect(saved).not.toContain('1234');
		expect(saved).toContain(requestHash('a', request));
	});

	it('is nothing when nothing was kept', () => {
		expect(recallFrom('a', {})(request)).toBeUndefined();
	});
});
