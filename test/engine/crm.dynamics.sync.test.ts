import type { IDataObject } from 'n8n-workflow';

import type { RunResult } from '../../runtimes/engine/engine';
import { DYNAMICS_CONTACT, DYNAMICS_LEAD } from '../../nodes/LeadsPredict/crm/dynamics';
import { readSubWorkflow } from '../../scripts/examples';
import { readWithSync, scoreIn, succeeded, useCrmFixture } from './crmFixture';
import { toItems } from './fixture';

/** The workflows that set up Dynamics 365, score its leads, and sync its leads and contacts. */

const fixture = useCrmFixture();

const KINDS = {
	lead: {
		workflow: readSubWorkflow('dynamics-sync-leads'),
		rows: () => fixture.crm.control.dynamics.leads,
	},
	contact: {
		workflow: readSubWorkflow('dynamics-sync-contacts'),
		rows: () => fixture.crm.control.dynamics.contacts,
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
	return run.output('One item for each lead').map(({ json }) => json);
};

const scored = (index: number, more: IDataObject = {}): IDataObject => ({
	email: `person${index}@company.example`,
	name: `Given${index} Family${index}`,
	company: 'Company',
	lead_id: `lead_${index}`,
	score: index % 101,
	category: 'Warm',
	recommendations: ['Call'],
	next_actions: [],
	timestamp: '2026-11-25T10:00:00.123Z',
	...more,
});

/** What is read of a row, with the columns of LeadsPredict. */
const originOf = (kind: Kind, id: string): IDataObject => ({
	source: 'dynamics',
	record_type: kind,
	record_id: id,
	current: Object.fromEntries(
		Object.entries(KINDS[kind].rows().get(id) ?? {}).filter(
			([name]) => name.startsWith('new_leadspredict_') || name === 'leadqualitycode',
		),
	),
});

const put = (kind: Kind, index: number, more: Record<string, string | number> = {}): string =>
	KINDS[kind].rows().put({
		lastname: `Family${index}`,
		emailaddress1: `person${index}@company.example`,
		...more,
	}).id;

const writes = (): number =>
	fixture.crm.control
		.requests('dynamics')
		.flatMap(({ body }) => String(body).match(/^PATCH /gm) ?? []).length;

describe('250 leads of all fates', () => {
	const TAKEN = 'of a LeadsPredict ID that another lead has';
	/** How each ends, by its place in the input. */
	const FATES = [
		['known', 120, 'written'],
		['found by its email', 60, 'written'],
		['missing', 20, 'created'],
		['found twice', 10, 'failed'],
		['qualified', 10, 'failed'],
		['gone', 5, 'failed'],
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
		const { dynamics, answerNext, ...control } = fixture.crm.control;
		const ids = new Map<number, string>();
		fates.forEach((fate, index) => {
			if (['missing', 'not scored'].includes(fate)) return;
			const id = put('lead', index, fate === 'qualified' ? { statecode: 1 } : {});
			ids.set(index, id);
			if (fate === 'found twice') put('lead', index);
			if (fate === TAKEN) put('lead', 1000 + index, { new_leadspredict_id: `taken_${index}` });
			if (fate === 'gone') dynamics.leads.remove(id);
		});
		const input = (): IDataObject[] =>
			fates.map((fate, index) => {
				if (fate === 'not scored')
					return { email: `person${index}@company.example`, error: { message: 'No score' } };
				const isKnown = !['missing', 'found by its email', 'found twice', 'qualified'].includes(
					fate,
				);
				const id = ids.get(index);
				return scored(index, {
					...(isKnown && id !== undefined && { origin: originOf('lead', id) }),
					...(fate === 'skipped' && { skipped: true }),
					...(fate === TAKEN && { lead_id: `taken_${index}` }),
				});
			});
		// The first call is answered that the service is not there for a moment.
		answerNext('dynamics', { status: 503 });
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
			expect(dynamics.leads.get(id)).toMatchObject({
				new_leadspredict_score: index % 101,
				leadqualitycode: 2,
			});
		});
		const reasons = new Map(fates.map((fate, index) => [fate, first[index]?.['reason']]));
		expect(reasons.get('qualified')).toContain('was qualified');
		expect(reasons.get('found twice')).toContain('several');
		expect(reasons.get('gone')).toContain('has no such lead');
		expect(reasons.get(TAKEN)).toContain('must be unique');

		const before = dynamics.leads.all();
		const second = await sync('lead', input(), { createMissing: true });
		expect(dynamics.leads.all()).toEqual(before);
		expect(second.map(({ result }, index) => [fates[index], result])).toEqual(
			fates.map((fate) => [fate, resultOf(fate, 'second')]),
		);
		expect(control.requests('dynamics').every(({ tokenAccepted }) => tokenAccepted)).toBe(true);
	});
});

describe.each(['lead', 'contact'] as const)('a Dynamics 365 %s', (kind) => {
	it('that is known is written once', async () => {
		const ids = [0, 1, 2].map((index) => put(kind, index));
		const items = () => ids.map((id, index) => scored(index, { origin: originOf(kind, id) }));
		expect(await sync(kind, items())).toMatchObject(
			ids.map((id) => ({ result: 'written', record_id: id })),
		);
		expect(fixture.crm.control.requests('dynamics')).toHaveLength(1);
		const again = await sync(kind, items());
		expect(again.map(({ result }) => result)).toEqual(Array(3).fill('unchanged'));
		expect(writes()).toBe(3);
	});

	it('that nobody knows is created when it is wanted, and only then', async () => {
		const items = [scored(1)];
		expect(await sync(kind, items)).toMatchObject([
			{ result: 'failed', email: 'person1@company.example' },
		]);
		expect(KINDS[kind].rows().all()).toEqual([]);
		expect(await sync(kind, items, { createMissing: true })).toMatchObject([{ result: 'created' }]);
		expect(KINDS[kind].rows().all()).toMatchObject([
			{ lastname: 'Family1', new_leadspredict_score: 1 },
		]);
	});

	it('that somebody outside named is looked up', async () => {
		const named = put(kind, 7);
		const own = put(kind, 1);
		const origin = { ...originOf(kind, named), claimed: true };
		expect(await sync(kind, [scored(1, { origin })])).toMatchObject([
			{ result: 'written', record_id: own },
		]);
		expect(KINDS[kind].rows().get(named)?.['new_leadspredict_score'] ?? null).toBeNull();
	});

	it('is found by its LeadsPredict ID when an event comes', async () => {
		const id = put(kind, 1, { new_leadspredict_id: 'lead_1' });
		const event = { event: 'lead.hot', lead_id: 'lead_1', score: 91, timestamp: '2026-11-26' };
		expect(await sync(kind, [event])).toMatchObject([{ result: 'written', record_id: id }]);
		expect(KINDS[kind].rows().get(id)).toMatchObject({ new_leadspredict_score: 91 });
	});
});

describe('the set-up', () => {
	const workflow = readSubWorkflow('dynamics-set-up-fields');
	const listOf = (run: RunResult): IDataObject[] => run.output('The list').map(({ json }) => json);

	it('creates the columns and the keys, and nothing a second time', async () => {
		fixture.crm.control.reset();
		const first = await fixture.engine.run(workflow);
		succeeded(first);
		const names = (['lead', 'contact'] as const).flatMap((table) =>
			(table === 'lead' ? DYNAMICS_LEAD : DYNAMICS_CONTACT).fields.flatMap(
				({ name, isStandard }) => (isStandard === true ? [] : [`${table}.${name}`]),
			),
		);
		expect(listOf(first).map(({ name, result }) => [name, result])).toEqual(
			expect.arrayContaining(names.map((name) => [name, 'created'])),
		);
		expect(listOf(first)).toHaveLength(names.length + 2);
		const { dynamics } = fixture.crm.control;
		dynamics.leads.put({ lastname: 'A', new_leadspredict_score: 87.5 });
		dynamics.contacts.put({ lastname: 'A', new_leadspredict_score: 87.5 });

		const second = await fixture.engine.run(workflow);
		succeeded(second);
		expect(listOf(second).map(({ result }) => result)).toEqual(listOf(first).map(() => 'exists'));
	});
});

describe('the example', () => {
	it('scores all open leads and writes the scores back; the second run writes nothing', async () => {
		const open = [1, 2, 3].map((index) =>
			put('lead', index, { firstname: 'Given', companyname: 'Company', industrycode: 7 }),
		);
		put('lead', 4, { statecode: 1 });
		const workflow = readWithSync('dynamics-score-leads');
		const run = await fixture.engine.run(workflow);
		succeeded(run);
		const results = run.output('Sync to Dynamics 365').map(({ json }) => json);
		expect(results).toMatchObject(open.map((id) => ({ result: 'written', record_id: id })));
		for (const [at, id] of open.entries()) {
			expect(fixture.crm.control.dynamics.leads.get(id)).toMatchObject({
				new_leadspredict_score: scoreIn(fixture.sandbox, `person${at + 1}@company.example`),
			});
		}
		expect(fixture.sandbox.control.leads()[0]?.lead).toMatchObject({ industry: 'Consulting' });
		const before = writes();
		const again = await fixture.engine.run(workflow);
		succeeded(again);
		expect(again.output('Sync to Dynamics 365').map(({ json }) => json['result'])).toEqual(
			Array(3).fill('skipped'),
		);
		expect(writes()).toBe(before);
	});
});
