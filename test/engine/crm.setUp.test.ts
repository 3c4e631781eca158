import type { IDataObject } from 'n8n-workflow';

import type { RunResult } from '../../runtimes/engine/engine';
import { SALESFORCE_CONTACT, SALESFORCE_LEAD } from '../../nodes/LeadsPredict/crm/salesforce';
import { readSubWorkflow } from '../../scripts/examples';
import { succeeded, useCrmFixture } from './crmFixture';

/** Salesforce's fields, set up by the workflow that is imported for it. */

const fixture = useCrmFixture();

const workflow = readSubWorkflow('salesforce-set-up-fields');

const listOf = (run: RunResult): IDataObject[] => run.output('The list').map(({ json }) => json);
const resultsOf = (run: RunResult): unknown[] => listOf(run).map(({ result }) => result);
const own = (crm: typeof SALESFORCE_LEAD): string[] =>
	crm.fields.flatMap(({ name, isStandard }) => (isStandard === true ? [] : name));

beforeEach(() => fixture.crm.control.reset());

it('creates and grants the fields of leads and contacts, and nothing a second time', async () => {
	const first = await fixture.engine.run(workflow);
	succeeded(first);
	/** Both nodes ask for the field of tasks, which are the same for leads and contacts. */
	const names = (tasks: string) =>
		[
			...own(SALESFORCE_LEAD).map((name) => `Lead.${name}`),
			...own(SALESFORCE_CONTACT).map((name) => `Contact.${name}`),
			...Array<string>(2).fill(`${tasks}.LeadsPredict_Task_Id__c`),
		].sort();
	const named = (kind: string) =>
		listOf(first)
			.filter((each) => each['kind'] === kind)
			.map(({ name }) => String(name))
			.sort();
	expect(named('field')).toEqual(names('Activity'));
	expect(named('field permission')).toEqual(names('Task'));
	// The permission set is the same for both.
	expect(listOf(first).filter(({ result }) => result !== 'created')).toMatchObject([
		{ kind: 'field', name: 'Activity.LeadsPredict_Task_Id__c', result: 'exists' },
		{ kind: 'permission set', name: 'LeadsPredict', result: 'exists' },
		{ kind: 'field permission', name: 'Task.LeadsPredict_Task_Id__c', result: 'exists' },
		{ kind: 'permission set assignment', result: 'exists' },
	]);
	const id = fixture.crm.control.leads.put({ LastName: 'A', Company: 'X' }).Id;
	fixture.crm.control.leads.put({ Id: id, LeadsPredict_Score__c: 87 });

	const second = await fixture.engine.run(workflow);
	succeeded(second);
	expect(resultsOf(second)).toEqual(listOf(first).map(() => 'exists'));
	expect(fixture.crm.control.requestCounts('salesforce')).toMatchObject({
		'POST /services/data/:version/tooling/composite': 4,
		'POST /services/data/:version/composite': 4,
	});
});

it('lists what was refused, with the permission to grant', async () => {
	fixture.crm.control.setRight('customizeApplication', false);
	const run = await fixture.engine.run(workflow);
	succeeded(run);
	const fields = listOf(run).filter(({ kind }) => kind === 'field');
	expect(fields).toHaveLength(22);
	for (const field of fields) {
		expect(field).toMatchObject({
			result: 'failed',
			reason: expect.stringContaining('the permission Customize Application'),
		});
	}
	const rights = listOf(run).filter(({ kind }) => kind === 'field permission');
	expect(new Set(rights.map(({ result }) => result))).toEqual(new Set(['failed']));
});

it('lists the parts of a request that got no answer as those that can be made again', async () => {
	fixture.crm.control.answerNext('salesforce', { drop: true, skip: 1, times: 1, body: undefined });
	const run = await fixture.engine.run(workflow);
	succeeded(run);
	expect(listOf(run).filter(({ retryable }) => retryable === true)).toHaveLength(11);

	const again = await fixture.engine.run(workflow);
	expect(new Set(resultsOf(again))).toEqual(new Set(['created', 'exists']));
});
