import { HUBSPOT } from '../../nodes/LeadsPredict/crm/hubspot';
import { SALESFORCE_LEAD } from '../../nodes/LeadsPredict/crm/salesforce';
import {
	answerHint,
	fieldsHint,
	lookupHint,
	setUpHint,
} from '../../nodes/LeadsPredict/output/crmHints';

describe('the hints of the CRM steps', () => {
	it('count what became of the leads, the most frequent first, and give reasons', () => {
		const items = [
			...Array(3).fill({ result: 'written' }),
			{ result: 'unchanged' },
			...Array(2).fill({ result: 'failed', reason: 'The lead was <converted>' }),
		];
		expect(answerHint(items)).toMatchObject({
			message: '3 written, 2 failed, 1 unchanged: The lead was &lt;converted&gt; (2 leads)',
			type: 'warning',
		});
	});

	it('count what became of the parts that were to be created', () => {
		const items = [
			...Array(2).fill({ kind: 'field', result: 'exists' }),
			{ kind: 'field', result: 'created' },
			{ kind: 'field', result: 'failed', reason: 'No right to' },
		];
		expect(answerHint(items, 'part').message).toBe(
			'2 there already, 1 created, 1 failed: No right to (1 part)',
		);
	});

	it('count what can be sent again, whatever was looked up before', () => {
		const reason = 'Too many requests';
		const retryable = {
			result: 'failed',
			reason,
			retryable: true,
			lookup: { result: 'not_found' },
		};
		expect(answerHint([retryable, { result: 'failed', reason: 'No scope' }]).message).toBe(
			'1 failed but retryable, 1 failed: Too many requests (1 lead); No scope (1 lead)',
		);
	});

	it('count what a lookup found', () => {
		const items = [
			{ lookup: { result: 'found' } },
			{ lookup: { result: 'several', record_ids: ['1'] } },
		];
		expect(answerHint(items).message).toBe('1 found, 1 found more than once');
		expect(answerHint([]).message).toBe('No leads');
	});

	it('say how the next node is set up, and what follows it', () => {
		expect(setUpHint(HUBSPOT).message).toContain('{{ $json.body }}');
		expect(setUpHint(HUBSPOT).message).toContain('Read Answer');
	});

	it('say what is looked up and created', () => {
		expect(lookupHint(SALESFORCE_LEAD, 1, 1, 0)).toMatchObject({
			message: '1 lead to look up as Salesforce leads in 1 request',
			type: 'info',
		});
		expect(lookupHint(SALESFORCE_LEAD, 2, 1, 3)).toMatchObject({
			message:
				'2 leads to look up as Salesforce leads in 1 request; 3 items without a usable email',
			type: 'warning',
		});
		expect(fieldsHint(HUBSPOT, 10).message).toBe('10 fields to create once for HubSpot contacts');
	});

	it('fit above the output, however long the reasons are', () => {
		const items = Array.from({ length: 9 }, (_, index) => ({
			result: 'failed',
			reason: `${index} ${'x'.repeat(300)}`,
		}));
		expect(answerHint(items).message.length).toBeLessThanOrEqual(450);
	});
});
