import type { IDataObject } from 'n8n-workflow';

import { recogniser } from '../../nodes/LeadsPredict/intake/recognise';
import { checkSamples } from '../data/sources/checks';
import { CRM_SAMPLES } from '../data/sources/crm';

describe('items of CRMs', () => {
	checkSamples(CRM_SAMPLES);
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
		{ url: 'https://x.example', id: 'p', name: 'Ann Lee', email: 'ann@example.com' },
		{ email_address: 'ann@example.com', full_name: 'Ann Lee', status: 'new' },
		{ email: 'ann@example.com', attributes: { color: 'red' } },
		{ email: 'ann@example.com', values: { color: 'red' }, ids: [1], event: 'signup' },
		{ email: 'ann@example.com', company: 'Lee Test', contacts: [] },
	];

	it.each(rows.map((row) => [JSON.stringify(row), row] as const))('%s is a row', (_, row) => {
		const { source, refusal, fields } = recogniser('auto')(row);
		expect(refusal).toBeUndefined();
		expect(['columns', 'salesforce']).toContain(source);
		expect(fields.email?.value).toBe('ann@example.com');
	});
});
