import type { IDataObject } from 'n8n-workflow';

import type { LeadRow } from '../../nodes/LeadsPredict/types';
import { recognizer } from '../../nodes/LeadsPredict/leads/recognize';
import { lastScored } from '../../nodes/LeadsPredict/leads/recentlyScored';
import { checkSamples } from '../data/sources/checks';
import { CRM_SAMPLES } from '../data/sources/crm';

describe('items of CRMs', () => {
	checkSamples(CRM_SAMPLES);
});

describe('when a record was scored last', () => {
	const scored = '2025-11-01T10:00:00.000Z';
	const person = {
		id: 'p1',
		name: 'Ann Lee',
		url: 'https://x.example',
		property_email: 'a@x.example',
	};
	const items: ReadonlyArray<[string, IDataObject]> = [
		['Notion', { ...person, property_leads_predict_last_scored: { start: scored, end: null } }],
		[
			'Airtable',
			{ id: 'rec1', createdTime: scored, fields: { 'LeadsPredict Last Scored': scored } },
		],
		[
			'Attio',
			{
				id: { record_id: 'r' },
				values: { email_addresses: [], leadspredict_last_scored: [{ value: scored }] },
			},
		],
		[
			'Brevo',
			{ email: 'a@x.example', listIds: [], attributes: { LEADSPREDICT_LAST_SCORED: scored } },
		],
		['Zoho', { Last_Name: 'Lee', $approved: true, LeadsPredict_Last_Scored: scored }],
		['Dynamics', { leadid: 'l', emailaddress1: null, leadspredict_last_scored: scored }],
	];

	it.each(items)('is known from %s', (_, item) => {
		const { source, label, current } = recognizer('auto')(item);
		const origin: LeadRow['origin'] = { source, label, fields: {}, ...(current && { current }) };
		expect(lastScored({ item: 0, lead: { email: 'a@x.example' }, warnings: [], origin })).toEqual(
			new Date(scored),
		);
	});
});

describe('rows without a header that tells', () => {
	it.each([
		['Salesforce lead', { Id: '00Q000000000001AAA', Email: 'ann@example.com' }, 'lead'],
		['Salesforce lead', { 'Lead ID': '00Q000000000001', Email: 'ann@example.com' }, 'lead'],
		['Salesforce contact', { ID: '003000000000001AAA', EMAIL: 'ann@example.com' }, 'contact'],
	])('are a %s by an id that nobody else has: %j', (noun, row, type) => {
		const { label, record } = recognizer('auto')(row);
		expect([label, record?.type]).toEqual([noun, type]);
	});
});

describe('items that only look like a CRM’s', () => {
	const rows: readonly IDataObject[] = [
		{ id: 1, name: 'Ann Lee', email: 'ann@example.com' },
		{ id: 1, name: 'Ann Lee', email: 'ann@example.com', phone: '555 0101', owner_id: 3 },
		{ first_name: 'Ann', last_name: 'Lee', email: 'ann@example.com', type: 'lead' },
		{ firstName: 'Ann', lastName: 'Lee', email: 'ann@example.com', company: 'Lee Test' },
		{ Last_Name: 'Lee', First_Name: 'Ann', Email: 'ann@example.com', Company: 'Lee Test' },
		{ Name: 'Ann Lee', Email: 'ann@example.com', Title: 'CEO', person_id: 3 },
		{ title: 'CEO', email: 'ann@example.com', source_name: 'fair', person_id: 4 },
		{ contactid: 'c1', fullname: 'Ann Lee', email: 'ann@example.com' },
		{ leadid: '5', name: 'Ann Lee', email: 'ann@example.com' },
		// What LeadsPredict itself put out.
		{ lead_id: 'lead_0a1b2c3d4e5f6071', email: 'ann@example.com', score: 71 },
		{ id: '003', 'Contact ID': '7', email: 'ann@example.com' },
		{ url: 'https://x.example', id: 'p', name: 'Ann Lee', email: 'ann@example.com' },
		{ email_address: 'ann@example.com', full_name: 'Ann Lee', status: 'new' },
		{ email: 'ann@example.com', attributes: { color: 'red' } },
		{ email: 'ann@example.com', values: { color: 'red' }, ids: [1], event: 'signup' },
		{ email: 'ann@example.com', company: 'Lee Test', contacts: [] },
	];

	it.each(rows.map((row) => [JSON.stringify(row), row] as const))('%s is a row', (_, row) => {
		const { source, refusal, fields } = recognizer('auto')(row);
		expect(refusal).toBeUndefined();
		expect(source).toBe('columns');
		expect(fields.email?.value).toBe('ann@example.com');
	});
});
