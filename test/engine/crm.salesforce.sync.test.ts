import type { IDataObject } from 'n8n-workflow';

import type { RunResult, WorkflowJson } from '../../runtimes/engine/engine';
import type { KnownRecord } from '../../sandbox/crm/startCrm';
import { readSubWorkflow } from '../../scripts/examples';
import { defineSalesforceFields } from '../../scripts/start/people';
import { SALESFORCE_CONTACT } from '../../nodes/LeadsPredict/crm/salesforce';
import { readWithSync, scoreIn, succeeded, useCrmFixture } from './crmFixture';
import { toItems } from './fixture';

/** The sub-workflows that sync Salesforce's leads and contacts, called with scored items. */

const fixture = useCrmFixture();

const KINDS = {
	lead: {
		workflow: readSubWorkflow('salesforce-sync-leads'),
		records: () => fixture.crm.control.leads,
		prefix: 'Lead',
	},
	contact: {
		workflow: readSubWorkflow('salesforce-sync-contacts'),
		records: () => fixture.crm.control.salesforceContacts,
		prefix: 'Contact',
	},
} as const;

type Kind = keyof typeof KINDS;

const sync = async (kind: Kind, items: readonly IDataObject[], options: IDataObject = {}) => {
	const called = items.map((item) => ({
		createMissing: false,
		clearEmptyFields: false,
		...options,
		...item,
	}));
	const run = await fixture.engine.run(KINDS[kind].workflow, {
		startNode: 'When called',
		items: toItems(called),
	});
	succeeded(run);
	return run;
};

const outcomes = (run: RunResult): IDataObject[] =>
	run.output('One item for each lead').map(({ json }) => json);

const scored = (index: number, more: IDataObject = {}): IDataObject => ({
	email: `person${index}@company.example`,
	name: `Given${index} Family${index}`,
	company: 'Company',
	lead_id: `lead_${index}`,
	score: index % 101,
	category: 'Warm',
	recommendations: ['Call'],
	next_actions: [],
	timestamp: '2026-11-25T10:00:00Z',
	...more,
});

/** What a CRM's node reads of a record, with the fields of LeadsPredict. */
const originOf = (kind: Kind, record: KnownRecord): IDataObject => ({
	source: 'salesforce',
	record_type: kind,
	record_id: record.Id,
	current: Object.fromEntries(
		Object.entries(record).filter(
			([name]) => name.startsWith('LeadsPredict_') || name === 'Rating',
		),
	),
});

const put = (kind: Kind, index: number, more: IDataObject = {}): KnownRecord =>
	KINDS[kind].records().put({
		LastName: `Family${index}`,
		Email: `person${index}@company.example`,
		...(kind === 'lead' && { Company: 'Company' }),
		...(more as Record<string, string>),
	});

const writes = (): number =>
	fixture.crm.control
		.requests('salesforce')
		.filter(({ body }) => JSON.stringify(body ?? '').includes('"PATCH"')).length;

beforeEach(() => defineSalesforceFields(fixture.crm.control, 'Contact', SALESFORCE_CONTACT.fields));

describe('250 leads of all fates', () => {
	const TAKEN = 'of a LeadsPredict ID that another lead has';
	/** How each ends, by its place in the input. */
	const FATES = [
		['known', 120, 'written'],
		['found by its email', 60, 'written'],
		['missing', 20, 'created'],
		['found twice', 10, 'failed'],
		['converted', 10, 'failed'],
		['locked for a moment', 5, 'written'],
		[TAKEN, 5, 'failed'],
		['not scored', 10, 'failed'],
		['skipped', 10, 'skipped'],
	] as const;
	/** Mixed, so that no fate stands together. */
	const fates = FATES.flatMap(([fate, count]) => Array<string>(count).fill(fate))
		.map((fate, index) => ({ fate, key: (index * 97) % 250 }))
		.sort((a, b) => a.key - b.key)
		.map(({ fate }) => fate);
	const resultOf = (fate: string, time: 'first' | 'second') => {
		const [, , result] = FATES.find(([name]) => name === fate) ?? [];
		return time === 'second' && (result === 'written' || result === 'created')
			? 'unchanged'
			: result;
	};

	it('are all told in order, and a second time nothing is written', async () => {
		const { control } = fixture.crm;
		const ids = new Map<number, string>();
		fates.forEach((fate, index) => {
			if (['missing', 'not scored'].includes(fate)) return;
			const { Id } = put('lead', index);
			ids.set(index, Id);
			if (fate === 'found twice') put('lead', index);
			if (fate === TAKEN) put('lead', 1000 + index, { LeadsPredict_Id__c: `taken_${index}` });
			if (fate === 'converted') control.convertLead(Id);
			if (fate === 'locked for a moment') control.setLocked(Id, true);
		});
		const input = (): IDataObject[] =>
			fates.map((fate, index) => {
				if (fate === 'not scored')
					return { email: `person${index}@company.example`, error: { message: 'No score' } };
				const isKnown = !['missing', 'found by its email', 'found twice'].includes(fate);
				const record = control.leads.get(ids.get(index) ?? '');
				return scored(index, {
					...(isKnown && record && { origin: originOf('lead', record) }),
					...(fate === 'skipped' && { skipped: true }),
					...(fate === TAKEN && { lead_id: `taken_${index}` }),
				});
			});
		const release = setTimeout(() => {
			for (const id of ids.values()) control.setLocked(id, false);
		}, 2000);
		const first = await sync('lead', input(), { createMissing: true });
		clearTimeout(release);
		expect(outcomes(first).map(({ result }, index) => [fates[index], result])).toEqual(
			fates.map((fate) => [fate, resultOf(fate, 'first')]),
		);
		fates.forEach((fate, index) => {
			if (fate === 'not scored') return;
			expect(outcomes(first)[index]?.['email']).toBe(`person${index}@company.example`);
			const id = ids.get(index);
			if (resultOf(fate, 'first') !== 'written' || id === undefined) return;
			expect(outcomes(first)[index]?.['record_id']).toBe(id);
			expect(control.leads.get(id)).toMatchObject({ LeadsPredict_Score__c: index % 101 });
		});
		const reasons = new Map(fates.map((fate, index) => [fate, outcomes(first)[index]?.['reason']]));
		expect(reasons.get('converted')).toContain('was converted');
		expect(reasons.get('found twice')).toContain('several');
		expect(reasons.get(TAKEN)).toContain('duplicate');

		const before = control.leads.all();
		const second = await sync('lead', input(), { createMissing: true });
		expect(control.leads.all()).toEqual(before);
		expect(outcomes(second).map(({ result }, index) => [fates[index], result])).toEqual(
			fates.map((fate) => [fate, resultOf(fate, 'second')]),
		);
	});
});

describe.each(['lead', 'contact'] as const)('a Salesforce %s', (kind) => {
	it('that is known takes one call, and a second time none', async () => {
		const records = [0, 1, 2].map((index) => put(kind, index));
		const items = () =>
			records.map(({ Id }, index) => {
				const record = KINDS[kind].records().get(Id);
				return scored(index, record ? { origin: originOf(kind, record) } : {});
			});
		const run = await sync(kind, items());
		expect(outcomes(run)).toMatchObject(
			records.map(({ Id }) => ({ result: 'written', record_id: Id })),
		);
		expect(writes()).toBe(1);
		const again = await sync(kind, items());
		expect(outcomes(again).map(({ result }) => result)).toEqual(Array(3).fill('unchanged'));
		expect(writes()).toBe(1);
	});

	it('that nobody knows is created when it is wanted, and only then', async () => {
		const items = [scored(1)];
		expect(outcomes(await sync(kind, items))).toMatchObject([
			{ result: 'failed', email: 'person1@company.example' },
		]);
		expect(KINDS[kind].records().all()).toEqual([]);
		const created = await sync(kind, items, { createMissing: true });
		expect(outcomes(created)).toMatchObject([{ result: 'created' }]);
		expect(KINDS[kind].records().all()).toMatchObject([
			{ LastName: 'Family1', LeadsPredict_Score__c: 1 },
		]);
	});

	it('that somebody outside named is looked up', async () => {
		const named = put(kind, 7);
		const own = put(kind, 1);
		const origin = { ...originOf(kind, named), claimed: true };
		expect(outcomes(await sync(kind, [scored(1, { origin })]))).toMatchObject([
			{ result: 'written', record_id: own.Id },
		]);
		expect(KINDS[kind].records().get(named.Id)).toMatchObject({ LeadsPredict_Score__c: null });
	});

	it('goes again when Salesforce has no time for the call', async () => {
		const { Id } = put(kind, 1);
		// The first request asks for the organization.
		fixture.crm.control.answerNext('salesforce', {
			status: 503,
			skip: 1,
			times: 1,
			body: undefined,
		});
		fixture.crm.control.answerNext('salesforce', {
			status: 403,
			skip: 1,
			times: 1,
			body: undefined,
		});
		expect(outcomes(await sync(kind, [scored(1)]))).toMatchObject([
			{ result: 'written', record_id: Id },
		]);
	});
});

it('fails a lead that is locked in all eight attempts with its reason, and writes the others', async () => {
	const ids = [0, 1, 2, 3, 4].map((index) => put('lead', index).Id);
	fixture.crm.control.setLocked(ids[2] ?? '', true);
	const workflow: WorkflowJson = JSON.parse(
		JSON.stringify(KINDS.lead.workflow).replaceAll('? 5 : 0', '? 0.1 : 0'),
	);
	const run = await fixture.engine.run(workflow, {
		startNode: 'When called',
		items: toItems(
			ids.map((record_id, index) =>
				scored(index, { origin: { source: 'salesforce', record_type: 'lead', record_id } }),
			),
		),
	});
	succeeded(run);
	expect(outcomes(run).map(({ result }) => result)).toEqual([
		...['written', 'written', 'failed', 'written', 'written'],
	]);
	expect(outcomes(run)[2]).toMatchObject({
		...{ code: 'UNABLE_TO_LOCK_ROW', email: 'person2@company.example' },
		reason: expect.stringContaining('unable to obtain exclusive access'),
	});
	expect(outcomes(run)[2]).not.toHaveProperty('retryable');
	expect(run.order.filter((name) => name === 'Write to Salesforce')).toHaveLength(8);
});

it('says of every lead which field nobody granted', async () => {
	const { Id } = put('lead', 1);
	fixture.crm.control.setFieldVisible('Lead', 'LeadsPredict_Category__c', false);
	const origin = { source: 'salesforce', record_type: 'lead', record_id: Id };
	expect(outcomes(await sync('lead', [scored(1, { origin })]))).toMatchObject([
		{
			result: 'failed',
			code: 'INVALID_FIELD',
			reason: expect.stringMatching(/LeadsPredict_Category__c.*field-level security/s),
		},
	]);
});

describe('the example that scores Salesforce leads every night', () => {
	const NODE = 'Sync to Salesforce';
	const example = (options: IDataObject = { skipScoredWithin: 7 }): WorkflowJson => {
		const workflow = readWithSync('salesforce-score-leads');
		return {
			...workflow,
			nodes: workflow.nodes.map((node) =>
				node.name === 'Score leads'
					? { ...node, parameters: { ...node.parameters, options } }
					: node,
			),
		};
	};
	const results = (run: RunResult) => run.output(NODE).map(({ json }) => json['result']);

	it('takes few calls, keeps the owners, and every lead gets its own score', async () => {
		const { control } = fixture.crm;
		const leads = Array.from({ length: 450 }, (_, index) =>
			put('lead', index, { AnnualRevenue: index * 1000 }),
		);
		const run = await fixture.engine.run(example());
		succeeded(run);
		expect(fixture.sandbox.control.requestCount()).toBe(1);
		expect(writes()).toBe(3);
		expect(run.output(NODE).map(({ json }) => [json['result'], json['email']])).toEqual(
			leads.map(({ Email }) => ['written', Email]),
		);
		for (const { Id, Email, OwnerId } of leads) {
			const lead = control.leads.get(Id);
			const score = scoreIn(fixture.sandbox, String(Email));
			expect([Email, lead?.['LeadsPredict_Score__c'], lead?.['OwnerId']]).toEqual([
				Email,
				score,
				OwnerId,
			]);
		}
		const before = control.leads.all();

		// A second night: all were scored in the last 7 days.
		const second = await fixture.engine.run(example());
		succeeded(second);
		expect(results(second)).toEqual(Array(450).fill('skipped'));
		expect(fixture.sandbox.control.requestCount()).toBe(1);

		const again = await fixture.engine.run(example({}));
		succeeded(again);
		expect(fixture.sandbox.control.requestCount()).toBe(2);
		expect(results(again)).toEqual(Array(450).fill('unchanged'));
		expect(writes()).toBe(3);
		expect(control.leads.all()).toEqual(before);
	});

	it('pays for no score when the credential does not work', async () => {
		put('lead', 1);
		fixture.crm.control.answerNext('salesforce', { status: 403, body: undefined });
		const run = await fixture.engine.run(example());
		expect(run.status).toBe('error');
		expect(run.order).not.toContain('Score leads');
		expect(fixture.sandbox.control.requestCount()).toBe(0);
	});
});
