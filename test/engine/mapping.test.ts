import type { IDataObject } from 'n8n-workflow';

import { EVALUATE, compilePath } from '../../nodes/LeadsPredict/leads/fieldMapping';
import { startEngine } from '../../runtimes/engine/engine';
import type { Engine, WorkflowJson } from '../../runtimes/engine/engine';
import { NODE, openFixture, toItems } from './fixture';

/** Paths as the editor's drag and drop writes them, and as people type them. */
const PATHS = [
	'$json.name',
	' $json.name ',
	"$json['Work Email']",
	'$json["Work Email"]',
	'$json.properties.email.value',
	'$json.properties?.email?.value',
	'$json?.name',
	'$json.list[0]',
	'$json.list[1].deep',
	'$json.list[7]',
	'$json.list.length',
	"$json['quo\\'te']",
	'$json.größe',
	'$json.zero',
	'$json.no',
	'$json.nothing',
	'$json.text.length',
	'$json.text[0]',
	'$json.text.missing',
	'$json.missing.deeper',
	'$json.number.missing',
	'$json.nan',
];

const ITEMS: IDataObject[] = [
	{},
	{
		name: 'Ann',
		'Work Email': 'ann@company.example',
		properties: { email: { value: 'ann@hubspot.example' } },
		list: ['first', { deep: 'second' }],
		"quo'te": 'quoted',
		größe: 'umlaut',
		zero: 0,
		no: false,
		nothing: null,
		text: 'hello',
		number: 5,
	},
	{ name: '', list: [], properties: null, text: '', zero: '0' },
	{ name: ['not', 'plain'], properties: 'text', list: 'abc', text: 12, number: null },
	{ name: { an: 'object' }, properties: { email: 7 }, list: { 0: 'key', 1: { deep: 1 } } },
];

/** n8n's Edit Fields node evaluates; inside a list no value is converted. */
const evaluating = (paths: readonly string[]): WorkflowJson => ({
	nodes: [
		{
			name: 'Evaluate',
			type: 'n8n-nodes-base.set',
			typeVersion: 3.4,
			parameters: {
				assignments: {
					assignments: paths.flatMap((path, index) => [
						{ id: `v${index}`, name: `v${index}`, type: 'array', value: `={{ [${path}] }}` },
						{ id: `t${index}`, name: `t${index}`, type: 'string', value: `=a ${`{{${path}}}`} b` },
					]),
				},
			},
		},
	],
	connections: {},
});

describe.each(['legacy', 'vm'] as const)(
	'a compiled path, beside the %s engine',
	(expressionEngine) => {
		let engine: Engine;
		beforeAll(async () => {
			engine = await startEngine({ expressionEngine });
		}, 240_000);
		afterAll(async () => await engine.close());

		it("gives n8n's result for every item", async () => {
			const run = await engine.run(evaluating(PATHS), { items: toItems(ITEMS) });
			const evaluated = run.output('Evaluate').map(({ json }) => json);
			expect(evaluated).toHaveLength(ITEMS.length);
			let compared = 0;
			ITEMS.forEach((item, row) => {
				PATHS.forEach((path, index) => {
					const seen = `${path} on item ${row}`;
					const value: unknown = compilePath(`={{${path}}}`)?.(item) ?? null;
					const text = compilePath(`=a {{${path}}} b`)?.(item);
					if (text === undefined || text === EVALUATE) return;
					const expected: unknown = Object(evaluated[row]?.[`v${index}`])[0];
					expect([seen, value]).toEqual([seen, expected ?? null]);
					expect([seen, text]).toEqual([seen, evaluated[row]?.[`t${index}`]]);
					compared += 1;
				});
			});
			expect(compared).toBeGreaterThan(PATHS.length * 4);
		});
	},
);

describe('Lead Fields', () => {
	it("accept n8n's date objects", async () => {
		const fixture = await openFixture();
		await fixture.run([{ email: 'a@b.example' }], {
			parameters: {
				leadFields: { last_interaction: "={{ DateTime.fromISO('2025-11-01T23:30:00') }}" },
			},
		});
		await fixture.run([{ email: 'a@b.example' }], {
			parameters: { leadFields: { last_interaction: "={{ new Date('2025-11-02T10:00:00Z') }}" } },
		});
		const sent = fixture.sentLeads();
		await fixture.close();
		expect(sent).toEqual([
			[{ email: 'a@b.example', last_interaction: '2025-11-01' }],
			[{ email: 'a@b.example', last_interaction: '2025-11-02' }],
		]);
	}, 120_000);

	it('take precedence over the item, field by field, as a path, a constant or an expression that n8n evaluates', async () => {
		const fixture = await openFixture();
		await fixture.run(
			[
				{ email: 'owner@us.example', person: { 'E-mail': 'ann@them.example' }, name: 'Ann' },
				{ email: 'owner@us.example', person: { 'E-mail': 'bob@them.example' }, name: 'Bob' },
			],
			{
				parameters: {
					leadFields: {
						email: "={{ $json.person['E-mail'] }}",
						industry: 'Software',
						company: '={{ $json.name.toUpperCase() }} Inc',
						phone: '',
					},
				},
			},
		);
		const sent = fixture.sentLeads();
		const run = await fixture.run([{ email: 'a@b.example' }], {
			onError: 'continueRegularOutput',
			parameters: { leadFields: { email: '={{ $json.missing }}' } },
		});
		await fixture.close();

		expect(sent).toEqual([
			[
				{ email: 'ann@them.example', name: 'Ann', industry: 'Software', company: 'ANN Inc' },
				{ email: 'bob@them.example', name: 'Bob', industry: 'Software', company: 'BOB Inc' },
			],
		]);
		expect(run.output(NODE)[0]?.json).toMatchObject({ error: { message: 'Email is missing' } });
	}, 120_000);
});
