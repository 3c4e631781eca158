import type { IDataObject } from 'n8n-workflow';

import type { RunResult } from '../../runtimes/engine/engine';
import type { KnownZohoRecord } from '../../sandbox/crm/zoho/control';
import { readSubWorkflow } from '../../scripts/examples';
import { defineZohoFields } from '../../scripts/start/people';
import { ZOHO_CONTACT, ZOHO_LEAD } from '../../nodes/LeadsPredict/crm/zoho';
import { readWithSync, scoreIn, succeeded, useCrmFixture } from './crmFixture';
import { toItems } from './fixture';

/** Zoho CRM's sub-workflows: those that sync leads and contacts, and the one that creates the fields. */

const fixture = useCrmFixture();

const KINDS = {
	lead: {
		workflow: readSubWorkflow('zoho-sync-leads'),
		records: () => fixture.crm.control.zoho.leads,
	},
	contact: {
		workflow: readSubWorkflow('zoho-sync-contacts'),
		records: () => fixture.crm.control.zoho.contacts,
	},
} as const;

type Kind = keyof typeof KINDS;

const sync = async (kind: Kind, items: readonly IDataObject[], options: IDataObject = {}) => {
	const called = items.map((item) => ({
		...{ createMissing: false, clearEmptyFields: false },
		...options,
		...item,
	}));
	const run = await fixture.engine.run(KINDS[kind].workflow, {
		startNode: 'When called',
		items: toItems(called),
	});
	succeeded(run);
	return run.output('One item for each lead').map(({ json }) => json);
};

const scored = (index: number, more: IDataObject = {}): IDataObject => ({
	email: `person${index}@company.example`,
	name: `Given${index} Family${index}`,
	company: 'Company',
	lead_id: `lead_${index}`,
	score: index % 101,
	category: 'Warm',
	conversion_probability: 0.28,
	recommendations: ['Call'],
	next_actions: [],
	timestamp: '2026-11-25T10:00:00.123Z',
	...more,
});

/** What n8n's Zoho node reads of a record, with the fields of LeadsPredict. */
const originOf = (kind: Kind, record: KnownZohoRecord): IDataObject => ({
	source: 'zoho',
	record_type: kind,
	record_id: record.id,
	current: Object.fromEntries(
		Object.entries(record).filter(([name]) => name.startsWith('LeadsPredict_')),
	),
});

const put = (kind: Kind, index: number, more: Record<string, string> = {}): KnownZohoRecord =>
	KINDS[kind].records().put({
		Last_Name: `Family${index}`,
		Email: `person${index}@company.example`,
		...(kind === 'lead' && { Company: 'Company' }),
		...more,
	});

const writes = (): number =>
	fixture.crm.control
		.requests('zoho')
		.filter(({ method, path }) => method === 'PUT' || path.endsWith('/upsert')).length;

beforeEach(() => {
	defineZohoFields(fixture.crm.control, 'Leads', ZOHO_LEAD.fields);
	defineZohoFields(fixture.crm.control, 'Contacts', ZOHO_CONTACT.fields);
});

describe('250 leads of all fates', () => {
	const TAKEN = 'of a LeadsPredict ID that another lead has';
	/** How each ends, by its place in the input. */
	const FATES = [
		['known', 120, 'written'],
		['found by its email', 60, 'written'],
		['missing', 20, 'created'],
		['found twice', 10, 'failed'],
		['converted', 10, 'failed'],
		['locked', 5, 'failed'],
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
		const { zoho } = fixture.crm.control;
		const ids = new Map<number, string>();
		fates.forEach((fate, index) => {
			if (['missing', 'not scored'].includes(fate)) return;
			const { id } = put('lead', index);
			ids.set(index, id);
			if (fate === 'found twice') put('lead', index);
			if (fate === TAKEN) put('lead', 1000 + index, { LeadsPredict_ID: `taken_${index}` });
			if (fate === 'converted') zoho.convertLead(id);
			if (fate === 'locked') zoho.setLocked(id, true);
		});
		const input = (): IDataObject[] =>
			fates.map((fate, index) => {
				if (fate === 'not scored')
					return { email: `person${index}@company.example`, error: { message: 'No score' } };
				const isKnown = !['missing', 'found by its email', 'found twice'].includes(fate);
				const record = zoho.leads.get(ids.get(index) ?? '');
				return scored(index, {
					...(isKnown && record && { origin: originOf('lead', record) }),
					...(fate === 'skipped' && { skipped: true }),
					...(fate === TAKEN && { lead_id: `taken_${index}` }),
				});
			});
		const first = await sync('lead', input(), { createMissing: true });
		expect(first.map(({ result }, index) => [fates[index], result])).toEqual(
			fates.map((fate) => [fate, resultOf(fate, 'first')]),
		);
		fates.forEach((fate, index) => {
			if (fate === 'not scored') return;
			expect(first[index]?.['email']).toBe(`person${index}@company.example`);
			const id = ids.get(index);
			if (resultOf(fate, 'first') !== 'written' || id === undefined) return;
			expect(first[index]?.['record_id']).toBe(id);
			expect(zoho.leads.get(id)).toMatchObject({ LeadsPredict_Score: index % 101 });
		});
		const reasons = new Map(fates.map((fate, index) => [fate, first[index]?.['reason']]));
		expect(reasons.get('converted')).toContain('was converted');
		expect(reasons.get('locked')).toContain('locked');
		expect(reasons.get('found twice')).toContain('several');
		expect(reasons.get(TAKEN)).toContain('LeadsPredict_ID');

		const before = zoho.leads.all();
		const second = await sync('lead', input(), { createMissing: true });
		expect(zoho.leads.all()).toEqual(before);
		expect(second.map(({ result }, index) => [fates[index], result])).toEqual(
			fates.map((fate) => [fate, resultOf(fate, 'second')]),
		);
	});
});

describe.each(['lead', 'contact'] as const)('a Zoho %s', (kind) => {
	it('that is known takes one call, and a second time none', async () => {
		const records = [0, 1, 2].map((index) => put(kind, index));
		const items = () =>
			records.map(({ id }, index) => {
				const record = KINDS[kind].records().get(id);
				return scored(index, record ? { origin: originOf(kind, record) } : {});
			});
		expect(await sync(kind, items())).toMatchObject(
			records.map(({ id }) => ({ result: 'written', record_id: id })),
		);
		expect(writes()).toBe(1);
		const again = await sync(kind, items());
		expect(again.map(({ result }) => result)).toEqual(Array(3).fill('unchanged'));
		expect(writes()).toBe(1);
	});

	it('that nobody knows is created when it is wanted, and only then', async () => {
		const items = [scored(1)];
		expect(await sync(kind, items)).toMatchObject([
			{ result: 'failed', email: 'person1@company.example' },
		]);
		expect(KINDS[kind].records().all()).toEqual([]);
		expect(await sync(kind, items, { createMissing: true })).toMatchObject([{ result: 'created' }]);
		expect(KINDS[kind].records().all()).toMatchObject([
			{ Last_Name: 'Family1', LeadsPredict_Score: 1 },
		]);
	});

	it('that somebody outside named is looked up', async () => {
		const named = put(kind, 7);
		const own = put(kind, 1);
		const origin = { ...originOf(kind, named), claimed: true };
		expect(await sync(kind, [scored(1, { origin })])).toMatchObject([
			{ result: 'written', record_id: own.id },
		]);
		expect(KINDS[kind].records().get(named.id)).toMatchObject({ LeadsPredict_Score: null });
	});

	it('that is alone and refused has its own reason', async () => {
		const { id } = put(kind, 1);
		fixture.crm.control.zoho.setLocked(id, true);
		expect(await sync(kind, [scored(1)])).toMatchObject([
			{ result: 'failed', code: 'RECORD_LOCKED', reason: expect.stringContaining('locked') },
		]);
	});

	it('goes again when Zoho CRM takes no more requests', async () => {
		const { id } = put(kind, 1);
		const busy = { status: 429, times: 1, body: undefined };
		fixture.crm.control.answerNext('zoho', busy);
		fixture.crm.control.answerNext('zoho', { ...busy, skip: 1 });
		expect(await sync(kind, [scored(1)])).toMatchObject([{ result: 'written', record_id: id }]);
	});
});

it('says of every lead which field nobody created', async () => {
	fixture.crm.control.reset();
	put('lead', 1);
	expect(await sync('lead', [scored(1)])).toMatchObject([
		{ result: 'failed', reason: expect.stringContaining('LeadsPredict_ID') },
	]);
});

describe('the workflow that sets up the fields', () => {
	const listOf = (run: RunResult): IDataObject[] => run.output('The list').map(({ json }) => json);
	const workflow = readSubWorkflow('zoho-set-up-fields');
	beforeEach(() => fixture.crm.control.reset());

	it('creates those of leads and contacts, and nothing a second time', async () => {
		const first = await fixture.engine.run(workflow);
		succeeded(first);
		const names = ['Leads', 'Contacts'].flatMap((module) =>
			ZOHO_LEAD.fields.map(({ name }) => `${module}.${name}`),
		);
		expect(
			listOf(first)
				.map(({ name }) => String(name))
				.sort(),
		).toEqual(names.sort());
		expect(new Set(listOf(first).map(({ result }) => result))).toEqual(new Set(['created']));
		put('lead', 1);
		expect(await sync('lead', [scored(1)])).toMatchObject([{ result: 'written' }]);

		const second = await fixture.engine.run(workflow);
		succeeded(second);
		expect(new Set(listOf(second).map(({ result }) => result))).toEqual(new Set(['exists']));
	});

	it('lists what was refused, with what the user needs', async () => {
		fixture.crm.control.zoho.setMayCustomize(false);
		const run = await fixture.engine.run(workflow);
		succeeded(run);
		expect(listOf(run)).toHaveLength(20);
		for (const field of listOf(run)) {
			expect(field).toMatchObject({
				result: 'failed',
				reason: expect.stringContaining('customize fields'),
			});
		}
	});
});

it('scores the leads that n8n’s own node reads, and a second time writes nothing', async () => {
	const leads = Array.from({ length: 250 }, (_, index) => put('lead', index));
	const workflow = readWithSync('zoho-score-leads');
	const example = {
		...workflow,
		nodes: workflow.nodes.map((node) =>
			node.name === 'Score leads'
				? { ...node, parameters: { ...node.parameters, options: {} } }
				: node,
		),
	};
	const results = (run: RunResult) =>
		run.output('Sync to Zoho CRM').map(({ json }) => [json['result'], json['email']]);
	const first = await fixture.engine.run(example);
	succeeded(first);
	expect(results(first)).toEqual(leads.map((lead) => ['written', lead['Email']]));
	expect(writes()).toBe(3);
	const { zoho } = fixture.crm.control;
	for (const { id, Email } of leads) {
		const score = scoreIn(fixture.sandbox, String(Email));
		expect([Email, zoho.leads.get(id)?.['LeadsPredict_Score']]).toEqual([Email, score]);
	}
	const before = zoho.leads.all();
	const second = await fixture.engine.run(example);
	succeeded(second);
	expect(results(second)).toEqual(leads.map((lead) => ['unchanged', lead['Email']]));
	expect(zoho.leads.all()).toEqual(before);
});
