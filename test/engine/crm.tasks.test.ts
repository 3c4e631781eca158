import type { IDataObject } from 'n8n-workflow';

import type { RunResult, WorkflowJson } from '../../runtimes/engine/engine';
import { SALESFORCE_CONTACT } from '../../nodes/LeadsPredict/crm/salesforce';
import { readSubWorkflow } from '../../scripts/examples';
import type { SubWorkflowName } from '../../scripts/examples';
import { defineSalesforceFields, defineTaskFields } from '../../scripts/start/people';
import { succeeded, syncWorkflow, useCrmFixture } from './crmFixture';
import { toItems } from './fixture';

/** The sub-workflows with createTasks: next actions become tasks, each once. */

const fixture = useCrmFixture();

beforeEach(() => {
	defineSalesforceFields(fixture.crm.control, 'Contact', SALESFORCE_CONTACT.fields);
	defineTaskFields(fixture.crm.control);
});

interface KnownTask {
	readonly of: unknown;
	readonly subject: unknown;
	readonly due: string;
}

const salesforce = (
	file: SubWorkflowName,
	type: 'lead' | 'contact',
	put: (email: string) => string,
) => ({
	file,
	type,
	put,
	tasks: (): KnownTask[] =>
		fixture.crm.control.salesforceTasks.all().map(({ WhoId, Subject, ActivityDate }) => ({
			...{ of: WhoId, subject: Subject, due: String(ActivityDate) },
		})),
	ids: () =>
		(type === 'lead' ? fixture.crm.control.leads : fixture.crm.control.salesforceContacts)
			.all()
			.map(({ Id }) => Id),
	crm: 'salesforce' as const,
});

const CASES = [
	[
		'HubSpot contacts',
		{
			file: 'hubspot-sync-contacts',
			type: 'contact',
			put: (email: string) => fixture.crm.control.contacts.put({ email }).id,
			tasks: (): KnownTask[] =>
				fixture.crm.control.hubspotTasks.all().map(({ contacts, properties }) => ({
					of: contacts[0],
					subject: properties['hs_task_subject'],
					due: properties['hs_timestamp']?.slice(0, 10) ?? '',
				})),
			ids: () => fixture.crm.control.contacts.all().map(({ id }) => id),
			crm: 'hubspot',
		},
	],
	[
		'Salesforce leads',
		salesforce(
			'salesforce-sync-leads',
			'lead',
			(Email) => fixture.crm.control.leads.put({ LastName: 'Family', Company: 'X', Email }).Id,
		),
	],
	[
		'Salesforce contacts',
		salesforce(
			'salesforce-sync-contacts',
			'contact',
			(Email) => fixture.crm.control.salesforceContacts.put({ LastName: 'Family', Email }).Id,
		),
	],
] as const;

const email = (index: number) => `person${index}@company.example`;

const scored = (index: number, more: IDataObject = {}): IDataObject => ({
	email: email(index),
	name: `Given Family${index}`,
	company: 'Company',
	lead_id: `lead_${index}`,
	score: 87,
	category: 'Hot',
	recommendations: ['Call today'],
	next_actions: [
		{ action: 'schedule_demo', priority: 'high', deadline: '2027-01-12' },
		{ action: 'send_offer', priority: 'low', deadline: '2027-01-15' },
	],
	timestamp: '2026-11-25T10:00:00Z',
	...more,
});

/** Without the pauses, and without the pace. */
const withoutPauses = (file: SubWorkflowName): WorkflowJson =>
	JSON.parse(JSON.stringify(readSubWorkflow(file)).replace(/\? (?:10|5) : 0/g, '? 0.1 : 0'));

describe.each(CASES)('%s', (_, { file, type, put, tasks, ids, crm }) => {
	const sync = async (
		leads: readonly IDataObject[],
		options: Readonly<Record<string, boolean>> = { createTasks: true, createMissing: true },
	): Promise<RunResult> => {
		const run = await fixture.engine.run(syncWorkflow(withoutPauses(file), options), {
			startNode: 'Start',
			items: toItems(leads),
		});
		succeeded(run);
		return run;
	};
	const resultsOf = (run: RunResult): IDataObject[] =>
		run.output('Sync to HubSpot').map(({ json }) => json);
	const tasksOf = (run: RunResult) =>
		resultsOf(run).map(({ tasks: all }) => (all as IDataObject[]).map(({ result }) => result));

	it('get each task once, also those that were only just created', async () => {
		const known = put(email(0));
		const leads = [
			scored(0, { origin: { source: crm, record_type: type, record_id: known } }),
			scored(1),
			scored(2, { next_actions: [] }),
			{ email: email(3), error: { message: 'Not scored', code: 'x' } },
		];
		put(email(1));
		const first = await sync([...leads, scored(4)]);
		expect(resultsOf(first).map(({ result }) => result)).toEqual([
			...['written', 'written', 'created', 'failed', 'created'],
		]);
		expect(tasksOf(first)).toEqual([
			['created', 'created'],
			['created', 'created'],
			[],
			[],
			['created', 'created'],
		]);
		expect(resultsOf(first)[0]).toMatchObject({ email: email(0), record_id: known, score: 87 });
		const [a, b, , e] = ids();
		expect(tasks()).toEqual(
			[a, b, e].flatMap((of) => [
				{ of, subject: 'Schedule demo', due: '2027-01-12' },
				{ of, subject: 'Send offer', due: '2027-01-15' },
			]),
		);
		expect(first.output('After').map(({ json }) => json['from'])).toEqual([
			...[0, 1, 2, 3, 4].map(email),
		]);

		const second = await sync([...leads, scored(4)]);
		expect(resultsOf(second).map(({ result }) => result)).toEqual([
			// Nobody read what the first one holds.
			...['written', 'unchanged', 'unchanged', 'failed', 'unchanged'],
		]);
		expect(tasksOf(second)).toEqual([
			['exists', 'exists'],
			['exists', 'exists'],
			[],
			[],
			['exists', 'exists'],
		]);
		expect(tasks()).toHaveLength(6);
	});

	it('get none unless it is wanted', async () => {
		put(email(1));
		const run = await sync([scored(1)], {});
		expect(resultsOf(run)).toMatchObject([{ result: 'written' }]);
		expect(resultsOf(run)[0]).not.toHaveProperty('tasks');
		expect(tasks()).toEqual([]);
		expect(run.order).not.toContain('Prepare tasks');
	});

	it('without a record are named, and one that somebody outside named gets no task', async () => {
		const named = put(email(9));
		const origin = { source: crm, record_type: type, record_id: named, claimed: true };
		const run = await sync([scored(1), scored(2, { origin })], { createTasks: true });
		expect(resultsOf(run)).toMatchObject([
			{ result: 'failed', tasks: [{ result: 'skipped', reason: expect.any(String) }] },
			{ result: 'failed', tasks: [{ result: 'skipped', reason: expect.any(String) }] },
		]);
		expect(tasks()).toEqual([]);
	});

	it('get their tasks when the CRM has no time at first', async () => {
		const record_id = put(email(1));
		const lead = scored(1, { origin: { source: crm, record_type: type, record_id } });
		await sync([lead], {});
		const before = fixture.crm.control.requests(crm).length;
		// Salesforce is first asked for the organization; the score is written again, as it was not read.
		const status = crm === 'hubspot' ? 429 : 503;
		fixture.crm.control.answerNext(crm, { status, skip: crm === 'hubspot' ? 1 : 2, times: 1 });
		const run = await sync([lead], { createTasks: true });
		expect(fixture.crm.control.requests(crm).length - before).toBe(crm === 'hubspot' ? 3 : 4);
		expect(tasksOf(run)).toEqual([['created', 'created']]);
		expect(tasks()).toHaveLength(2);
	});
});
