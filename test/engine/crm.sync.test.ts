import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import type { RunResult, WorkflowJson } from '../../runtimes/engine/engine';
import { readSubWorkflow } from '../../scripts/examples';
import { useCrmFixture, succeeded, syncWorkflow } from './crmFixture';

/** The sub-workflow that syncs HubSpot contacts, called as another workflow calls it. */

const fixture = useCrmFixture();

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

const run = async (leads: readonly IDataObject[], workflow: WorkflowJson): Promise<RunResult> =>
	await fixture.engine.run(workflow, {
		startNode: 'Start',
		items: leads.map((json): INodeExecutionData => ({ json })),
	});

const results = (result: RunResult): IDataObject[] =>
	result.output('Sync to HubSpot').map(({ json }) => json);
const calls = (part: string): number =>
	fixture.crm.control.requests('hubspot').filter(({ path }) => path.includes(part)).length;

it('creates, then finds nothing to write, and puts out one item each, in order', async () => {
	const leads = range(3).map((index) => scored(index));
	const workflow = syncWorkflow(readSubWorkflow('hubspot-sync-contacts'), { createMissing: true });
	const first = await run(leads, workflow);
	succeeded(first);
	expect(results(first).map(({ email: address, result }) => [address, result])).toEqual(
		range(3).map((index) => [email(index), 'created']),
	);
	const second = await run(leads, workflow);
	succeeded(second);
	expect(results(second).map(({ email: address, result }) => [address, result])).toEqual(
		range(3).map((index) => [email(index), 'unchanged']),
	);
	expect(calls('/batch/upsert')).toBe(1);
	expect(calls('/batch/read')).toBe(2);
	// Paired across the two executions.
	expect(second.output('After').map(({ json }) => json['from'])).toEqual(range(3).map(email));
});
