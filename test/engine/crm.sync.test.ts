import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import type { RunResult } from '../../runtimes/engine/engine';
import { readSubWorkflow } from '../../scripts/examples';
import type { ExampleWorkflow } from '../../scripts/examples';
import { useCrmFixture, succeeded, syncWorkflow } from './crmFixture';

/** The sub-workflow that syncs HubSpot contacts, called as another workflow calls it. */

/** How much faster than ours the clock of the stand-in goes, and with it the pace of the workflow. */
const SPEED = 20;
const START = Date.now();
const fixture = useCrmFixture(() => new Date(START + (Date.now() - START) * SPEED));

const range = (count: number) => Array.from({ length: count }, (_, index) => index);
const email = (index: number) => `person${index}@company.example`;

const scored = (index: number, more: IDataObject = {}): IDataObject => ({
	email: email(index),
	name: `Given${index} Family`,
	score: index % 101,
	category: ['hot', 'warm', 'cold'][index % 3],
	lead_id: `lead_${index}`,
	conversion_probability: 0.25,
	predicted_revenue: 1000 + index,
	recommendations: ['Call today'],
	company: 'Company Ltd',
	...more,
});

/** The sub-workflow in the time of the stand-in's clock. */
function faster(): ExampleWorkflow {
	const text = JSON.stringify(readSubWorkflow('hubspot-sync-contacts'))
		.replaceAll('"batchInterval":1000', `"batchInterval":${1000 / SPEED}`)
		.replaceAll('? 10 : 0', `? ${10 / SPEED} : 0`);
	return JSON.parse(text) as ExampleWorkflow;
}

const sync = async (
	leads: readonly IDataObject[],
	options: Readonly<Record<string, boolean>> = {},
): Promise<RunResult> =>
	await fixture.engine.run(syncWorkflow(faster(), options), {
		startNode: 'Start',
		items: leads.map((json): INodeExecutionData => ({ json })),
	});

const results = (run: RunResult): IDataObject[] =>
	run.output('Sync to HubSpot').map(({ json }) => json);
const calls = (part: string): number =>
	fixture.crm.control.requests('hubspot').filter(({ path }) => path.includes(part)).length;

it('creates, then finds nothing to write, and puts out one item each, in order and paired', async () => {
	const leads = range(3).map((index) => scored(index));
	const first = await sync(leads, { createMissing: true });
	succeeded(first);
	expect(results(first)).toMatchObject(
		range(3).map((index) => ({ email: email(index), result: 'created' })),
	);
	const second = await sync(leads, { createMissing: true });
	succeeded(second);
	expect(results(second)).toMatchObject(
		range(3).map((index) => ({ email: email(index), result: 'unchanged' })),
	);
	expect(calls('/batch/upsert')).toBe(1);
	expect(calls('/batch/read')).toBe(2);
	expect(second.output('After').map(({ json }) => json['from'])).toEqual(range(3).map(email));
});

it('creates nobody unless it is told to', async () => {
	const run = await sync([scored(0)]);
	succeeded(run);
	expect(results(run)).toMatchObject([
		{ result: 'failed', reason: 'HubSpot has no record of this lead' },
	]);
	expect(fixture.crm.control.contacts.all()).toEqual([]);
});

it('does not write to a record that was only claimed', async () => {
	const { id } = fixture.crm.control.contacts.put({ email: email(1) });
	const origin = { source: 'hubspot', record_type: 'contact', record_id: id, claimed: true };
	const run = await sync([scored(0, { origin })]);
	succeeded(run);
	expect(results(run)).toMatchObject([{ result: 'failed' }]);
	expect(fixture.crm.control.contacts.get(id)?.properties).not.toHaveProperty('leadspredict_score');
});

it('accounts for 250 leads of all fates, and writes nothing the second time', async () => {
	const { control } = fixture.crm;
	const known = range(100).map((index) => control.contacts.put({ email: email(index) }).id);
	for (const index of range(50)) control.contacts.put({ email: email(100 + index) });
	const leads = range(250).map((index) => {
		const origin = { source: 'hubspot', record_type: 'contact', record_id: known[index] ?? '' };
		if (index < 100) return scored(index, { origin });
		if (index === 245) return { ...scored(150), score: 77 };
		if (index === 246) return { error: { message: 'Email is missing', code: 'x' } };
		if (index === 247) return { email: email(0), skipped: true };
		if (index === 248) return scored(248, { email: 'nobody' });
		if (index === 249) return scored(249, { conversion_probability: 7 });
		return scored(index);
	});
	// One request meets the limit, which other programs share.
	control.answerNext('hubspot', { skip: 1, status: 429 });
	const first = await sync(leads, { createMissing: true });
	succeeded(first);
	const expected = (index: number): string =>
		index < 150
			? 'written'
			: index === 247
				? 'skipped'
				: index === 246 || index === 248
					? 'failed'
					: 'created';
	expect(results(first).map(({ result }) => result)).toEqual(range(250).map(expected));
	expect(results(first)[249]).toMatchObject({ left_out: [{ field: 'conversion_probability' }] });
	expect(
		range(250)
			.filter((index) => ![245, 246, 248].includes(index))
			.map((index) => results(first)[index]?.['email']),
	).toEqual(
		range(250)
			.filter((index) => ![245, 246, 248].includes(index))
			.map((index) => email(index === 247 ? 0 : index)),
	);

	const before = control.contacts.all();
	const sent = fixture.crm.control.requests('hubspot').length;
	// The second time the contacts are looked up, as another step did not get their values.
	const again = await sync(
		leads.map((lead, index) => (index < 100 ? scored(index) : lead)),
		{ createMissing: true },
	);
	succeeded(again);
	expect(control.contacts.all()).toEqual(before);
	// What HubSpot refuses for its value is refused again; nothing else is sent.
	const writes = control
		.requests('hubspot')
		.slice(sent)
		.filter(({ path }) => !path.endsWith('/batch/read'));
	expect(writes.map(({ body }) => body)).toMatchObject([{ inputs: [{ id: 'lead_248' }] }]);
	expect(Object(writes[0]?.body).inputs).toHaveLength(1);
	expect(results(again).map(({ result }) => result)).toEqual(
		range(250).map((index) =>
			['written', 'created'].includes(expected(index)) ? 'unchanged' : expected(index),
		),
	);
});

it('writes 20,000 scores under HubSpot’s limit over 10 seconds', async () => {
	const { control } = fixture.crm;
	const leads = range(20_000).map((index) => {
		const { id: record_id } = control.contacts.put({ email: email(index) });
		return scored(index, { origin: { source: 'hubspot', record_type: 'contact', record_id } });
	});
	const run = await sync(leads);
	succeeded(run);
	expect(results(run)).toHaveLength(20_000);
	expect(new Set(results(run).map(({ result }) => result))).toEqual(new Set(['written']));
	expect(results(run).map((json) => json['email'])).toEqual(range(20_000).map(email));
	expect(calls('/batch/update')).toBeGreaterThanOrEqual(200);
}, 600_000);
