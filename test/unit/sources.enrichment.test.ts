import type { IDataObject } from 'n8n-workflow';

import { recognizer } from '../../nodes/LeadsPredict/leads/recognize';
import { checkSamples } from '../data/sources/checks';
import { ENRICHMENT_SAMPLES } from '../data/sources/enrichment';

describe('items of enrichment tools', () => {
	checkSamples(ENRICHMENT_SAMPLES);
});

describe('items that only look enriched', () => {
	const rows: readonly IDataObject[] = [
		{ full_name: 'Ann Lee', email: 'ann@example.com', industry: 'Food' },
		{ first_name: 'Ann', organization: 'Lee Test', email: 'ann@example.com', email_status: 'ok' },
		{ person: 'Ann Lee', company: 'Lee Test', email: 'ann@example.com' },
		{ name: 'Ann Lee', employment: 'full-time', email: 'ann@example.com' },
		{ first_name: 'Ann', email: 'ann@example.com', company_industry: 'Food', company_size: '5' },
		{ email: 'ann@example.com', value: 500, confidence: 3 },
		{ firstName: 'Ann', lastName: 'Lee', email: 'ann@example.com', phone: '555 0101' },
		{ civility: 'Mme', nom: 'Lee', email: 'ann@example.com' },
	];

	it.each(rows.map((row) => [JSON.stringify(row), row] as const))('%s is a row', (_, row) => {
		const { source, refusal, fields } = recognizer('auto')(row);
		expect(refusal).toBeUndefined();
		expect(source).toBe('columns');
		expect(fields.email?.value).toBe('ann@example.com');
	});
});
