import type { IDataObject } from 'n8n-workflow';

import { SOURCES } from '../../../nodes/LeadsPredict/leads/sources';
import { asRequest, outcome, recognised, reversed } from './sample';
import type { Sample } from './sample';

/** What must come of an item, without what describes it. */
const wanted = (sample: Sample): Partial<Sample> =>
	Object.fromEntries(Object.entries(sample).filter(([key]) => key !== 'of' && key !== 'item'));

/** What only the rows of a source are called: it says that no shape of it took an item. */
const nounsOfRows = (source: string): ReadonlySet<string> =>
	new Set(
		SOURCES.filter(({ value }) => value === source).flatMap(({ tables }) =>
			(tables ?? []).map(({ label }) => label),
		),
	);

/** The same claims for the items of every source. */
export function checkSamples(samples: readonly Sample[]): void {
	const all = samples.map((sample) => [sample.source, sample.of, sample] as const);

	it.each(all)('%s: %s, recognised', (_source, _of, sample) => {
		expect(outcome('auto', sample.item)).toEqual(wanted(sample));
	});

	it.each(all)('%s: %s, asked for by name', (source, _of, sample) => {
		expect(outcome(source, sample.item)).toEqual(wanted(sample));
	});

	it.each(all)('%s: %s, whatever the order of its keys', (_source, _of, sample) => {
		expect(outcome('auto', reversed(sample.item) as IDataObject)).toEqual(wanted(sample));
	});

	it.each(all)('%s: %s, in the body of a request', (source, _of, sample) => {
		expect(outcome('auto', asRequest(sample.item))).toEqual(wanted(sample));
		expect(outcome(source, asRequest(sample.item))).toEqual(wanted(sample));
	});

	it.each(all)('%s: %s, not taken for anything else', (source, _of, sample) => {
		for (const { value: other } of SOURCES) {
			if (other === source) continue;
			const { label, refusal, record } = recognised(other, sample.item);
			if (refusal?.code === 'not_recognized' || refusal?.code === 'several_people') continue;
			// A source with files reads any row by its headers; then it finds the same person, or nobody.
			expect([other, nounsOfRows(other).has(label), record]).toEqual([other, true, undefined]);
			const { lead } = outcome(other, sample.item);
			// A company's own address is the company's, whoever is asked for by name.
			if (lead !== undefined && sample.lead !== undefined)
				expect([other, lead['email']]).toEqual([other, sample.lead?.['email']]);
		}
	});
}
