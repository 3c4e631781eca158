import type { IDataObject } from 'n8n-workflow';

import type { LeadRow } from '../../nodes/LeadsPredict/types';
import { recognizer } from '../../nodes/LeadsPredict/leads/recognize';
import { lastScored } from '../../nodes/LeadsPredict/leads/recentlyScored';

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
