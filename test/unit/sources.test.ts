import type { IDataObject } from 'n8n-workflow';

import { SOURCES } from '../../nodes/LeadsPredict/leads/sources';
import { READABLE_SAMPLES, SAMPLES } from '../data/sources';
import { asRequest, outcome, recognised, reversed } from '../data/sources/sample';
import type { SampleOfSource } from '../data/sources/sample';

/** What must become of an item. */
const wanted = (sample: SampleOfSource): Partial<SampleOfSource> =>
	Object.fromEntries(Object.entries(sample).filter(([key]) => key !== 'of' && key !== 'item'));

/** The labels of a source’s rows: with one of them, no shape of the source matched the item. */
const labelsOfRows = (source: string): ReadonlySet<string> =>
	new Set(
		SOURCES.filter(({ value }) => value === source).flatMap(({ tables }) =>
			(tables ?? []).map(({ label }) => label),
		),
	);

describe('items as people have them', () => {
	const titled = (samples: readonly SampleOfSource[]) =>
		samples.map((sample) => [sample.source, sample.of, sample] as const);
	const all = titled(SAMPLES);
	const readable = titled(READABLE_SAMPLES);

	it.each(all)('%s: %s, recognised', (_source, _of, sample) => {
		expect(outcome('auto', sample.item)).toEqual(wanted(sample));
	});

	it.each(readable)('%s: %s, by the name of its source', (source, _of, sample) => {
		expect(outcome(source, asRequest(sample.item))).toEqual(wanted(sample));
		expect(outcome(source, sample.item)).toEqual(wanted(sample));
	});

	it.each(all)('%s: %s, whatever the order of its keys', (_source, _of, sample) => {
		expect(outcome('auto', reversed(sample.item) as IDataObject)).toEqual(wanted(sample));
	});

	it.each(all)('%s: %s, in the body of a request', (_source, _of, sample) => {
		expect(outcome('auto', asRequest(sample.item))).toEqual(wanted(sample));
	});

	it.each(readable)('%s: %s, not taken for anything else', (source, _of, sample) => {
		for (const { value: other } of SOURCES) {
			if (other === source) continue;
			const { label, refusal, record } = recognised(other, sample.item);
			if (refusal?.code === 'not_recognized' || refusal?.code === 'several_people') continue;
			// A source with files reads any row by its headers: it finds the same person, or nobody.
			expect([other, labelsOfRows(other).has(label), record]).toEqual([other, true, undefined]);
			const { lead } = outcome(other, sample.item);
			// A company's own address stays the company's, whichever source is named.
			if (lead !== undefined && sample.lead !== undefined)
				expect([other, lead['email']]).toEqual([other, sample.lead?.['email']]);
		}
	});
});

describe('items that only look like those of a source', () => {
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
		{ full_name: 'Ann Lee', email: 'ann@example.com', industry: 'Food' },
		{ first_name: 'Ann', organization: 'Lee Test', email: 'ann@example.com', email_status: 'ok' },
		{ person: 'Ann Lee', company: 'Lee Test', email: 'ann@example.com' },
		{ name: 'Ann Lee', employment: 'full-time', email: 'ann@example.com' },
		{ first_name: 'Ann', email: 'ann@example.com', company_industry: 'Food', company_size: '5' },
		{ email: 'ann@example.com', value: 500, confidence: 3 },
		{ firstName: 'Ann', lastName: 'Lee', email: 'ann@example.com', phone: '555 0101' },
		{ civility: 'Mme', nom: 'Lee', email: 'ann@example.com' },
		{ email: 'ann@example.com', name: 'Ann Lee', type: 'lead', field: 'sales' },
		{ email: 'ann@example.com', object: 'person', entry: 5 },
		{ email: 'ann@example.com', data: { color: 'red' }, form: 'demo' },
		{ email: 'ann@example.com', timestamp: '2025-11-01' },
		{ email: 'ann@example.com', submittedAt: '2025-11-01T10:00:00Z' },
		{ email: 'ann@example.com', FormID: 5 },
		{ email: 'ann@example.com', slug: 'ann', ad_id: 5 },
		{ email: 'ann@example.com', payload: { color: 'red' }, triggerType: 'manual' },
		{ email: 'ann@example.com', attendees: 5, organizer: 'Sam' },
	];

	it.each(rows.map((row) => [JSON.stringify(row), row] as const))('%s is a row', (_, row) => {
		expect(outcome('auto', row)).toEqual({
			source: 'columns',
			label: 'row',
			lead: expect.objectContaining({ email: 'ann@example.com' }),
		});
	});
});
