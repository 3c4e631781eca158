import { HUBSPOT } from '../../nodes/LeadsPredict/crm/hubspot';
import { notSent, withUnrequested } from '../../nodes/LeadsPredict/crm/requests';
import type { BatchedRequest, Unrequested } from '../../nodes/LeadsPredict/crm/requests';
import { problem } from '../../nodes/LeadsPredict/problems/problem';
import { SALESFORCE_CONTACT, SALESFORCE_LEAD } from '../../nodes/LeadsPredict/crm/salesforce';

const LEAD = { lead_id: 'lead_ann', email: 'ann@x.example' };

const request = (number: number): BatchedRequest => ({
	request: {
		...{ method: 'POST', url: 'https://crm.example', body: {}, records: [] },
		...{ crm: 'hubspot', purpose: 'update', find_by: 'email', id_field: 'leadspredict_id' },
		...{ request_id: `r${number}`, number },
	},
	items: [number],
});

const EMPTY = { crm: 'hubspot', purpose: 'update', id_field: 'leadspredict_id' } as const;

const unrequested: Unrequested = {
	notSent: [
		{ lead: LEAD, result: 'unchanged', position: 4 },
		{ lead: LEAD, result: 'failed', reason: 'No email', position: 1 },
	],
	kept: [{ position: 3, item: { a: 1 } }],
};

describe('items without a request of their own', () => {
	it('travel with the first request, and with no other', () => {
		const [first, second] = withUnrequested([request(0), request(1)], unrequested, EMPTY);
		expect(first?.request).toEqual({
			...request(0).request,
			not_sent: unrequested.notSent,
			kept: unrequested.kept,
		});
		expect(second).toEqual(request(1));
	});

	it('travel in a request without a URL when there is none, paired in the order of the items', () => {
		const [only, ...others] = withUnrequested([], unrequested, EMPTY);
		expect(others).toEqual([]);
		expect(only?.items).toEqual([1, 3, 4]);
		expect(only?.request).toMatchObject({
			...EMPTY,
			url: '',
			records: [],
			not_sent: unrequested.notSent,
			kept: unrequested.kept,
			number: 0,
		});
	});

	it('need no request when there are none, or when nobody asked for one', () => {
		expect(withUnrequested([], { notSent: [], kept: [] }, EMPTY)).toEqual([]);
		expect(withUnrequested([], unrequested)).toEqual([]);
		expect(withUnrequested([request(0)], { notSent: [], kept: [] }, EMPTY)).toEqual([request(0)]);
	});

	it('are those that were not sent, and the refused ones when these are asked for', () => {
		const preparation = {
			records: [],
			kept: [],
			unsent: [{ lead: LEAD, result: 'skipped' as const, item: 2 }],
			refused: [{ ...problem('record_not_found', { name: 'HubSpot' }), lead: LEAD, item: 0 }],
		};
		const skipped = { lead: LEAD, result: 'skipped', position: 2 };
		const failed = {
			lead: LEAD,
			result: 'failed',
			reason: 'HubSpot has no record of this lead',
			position: 0,
		};
		expect(notSent(preparation, false)).toEqual([skipped]);
		expect(notSent(preparation, true)).toEqual([skipped, failed]);
	});
});

describe.each([SALESFORCE_LEAD, SALESFORCE_CONTACT])('a request to Salesforce ($value)', (crm) => {
	it('lets one record fail without the others', () => {
		const context = {
			...{ instanceUrl: 'https://acme.my.salesforce.com', idField: 'LeadsPredict_Id__c' },
			...{ fields: crm.fields, create: false },
		};
		expect(crm.update('recordId', [], context).body).toMatchObject({ allOrNone: false });
		expect(crm.lookup('email', ['a@x.example'], context).body).toMatchObject({ allOrNone: false });
	});
});

it('a lookup in HubSpot asks for each email once', () => {
	const context = {
		instanceUrl: '',
		idField: 'leadspredict_id',
		fields: HUBSPOT.fields,
		create: false,
	};
	const { body } = HUBSPOT.lookup('email', ['a@x.example', 'b@x.example'], context);
	expect(body).toMatchObject({
		idProperty: 'email',
		inputs: [{ id: 'a@x.example' }, { id: 'b@x.example' }],
	});
});
