import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { readSubWorkflow } from '../../scripts/examples';
import { CRMS } from '../../nodes/LeadsPredict/crm/crms';
import { DYNAMICS_CONTACT, DYNAMICS_LEAD } from '../../nodes/LeadsPredict/crm/dynamics';
import { SALESFORCE_CONTACT, SALESFORCE_LEAD } from '../../nodes/LeadsPredict/crm/salesforce';
import { salesforce } from '../../nodes/LeadsPredict/leads/sources/salesforce';
import { standardObjects } from '../../sandbox/crm/salesforce/fields';
import { parseSoql } from '../../sandbox/crm/salesforce/soqlParse';

const DOC = ['hubspot.md', 'salesforce.md', 'zoho.md', 'dynamics.md']
	.map((page) => readFileSync(join(__dirname, '..', '..', 'docs', page), 'utf8'))
	.join('\n');

describe('docs/hubspot.md, docs/salesforce.md, docs/zoho.md and docs/dynamics.md', () => {
	it.each(CRMS.map((table) => [table.record, table] as const))(
		'names every field that is written to a %s, with its label',
		(_, { fields }) => {
			for (const { name, label } of fields) {
				const row = DOC.split('\n').find((line) => line.startsWith(`| \`${name}\``)) ?? '';
				expect([name, row.includes(label)]).toEqual([name, true]);
			}
		},
	);

	it.each([
		['Lead', SALESFORCE_LEAD],
		['Contact', SALESFORCE_CONTACT],
	] as const)('has a query of all that is scored and written of a Salesforce %s', (of, crm) => {
		const queries = [...DOC.matchAll(/^```sql\n([^`]+)```$/gm)].map(([, query = '']) => query);
		const query = queries.find((each) => each.includes(`FROM ${of} `)) ?? '';
		const { select, from } = parseSoql(query);
		expect(from).toBe(of);
		const shape = salesforce.shapes?.find(({ record }) => record?.type === of.toLowerCase());
		const scored = Object.values(shape?.fields ?? {}).flat();
		expect(scored.length).toBeGreaterThan(10);
		const own = standardObjects().find(({ name }) => name === of)?.fields;
		// A salutation is read where it comes along; it is no part of a lead.
		const wanted = scored.filter(
			(field) =>
				field !== 'Salutation' && (field.includes('.') || own?.has(field.toLowerCase()) === true),
		);
		const written = crm.fields.filter(({ source }) => source !== 'previous_score');
		expect(select).toEqual(
			expect.arrayContaining(['Id', ...wanted, ...written.map(({ name }) => name)]),
		);
	});

	it.each([
		['leads', DYNAMICS_LEAD],
		['contacts', DYNAMICS_CONTACT],
	] as const)('has an address that gets all that is written of Dynamics 365 %s', (set, crm) => {
		const addresses = [...DOC.matchAll(/^```text\n([^`]+)```$/gm)].map(([, text = '']) => text);
		const address = addresses.find((each) => each.includes(`/${set}?`)) ?? '';
		const [, select = ''] = /\$select=([^&]*)/.exec(address.replace(/\n/g, '')) ?? [];
		const written = crm.fields.filter(({ source }) => source !== 'previous_score');
		expect(select.split(',')).toEqual(expect.arrayContaining(written.map(({ name }) => name)));
	});

	it('names no field that is not written', () => {
		const known = new Set(CRMS.flatMap(({ fields }) => fields.map(({ name }) => name)));
		const named = [
			...DOC.matchAll(/^\| `((?:leadspredict_|LeadsPredict_|new_leadspredict_)\w+)`/gm),
		].map(([, name]) => name);
		expect(named.filter((name) => !known.has(name ?? ''))).toEqual([]);
		expect(named.length).toBeGreaterThan(15);
	});
});

describe('the nodes to paste in docs/crm.md', () => {
	const page = readFileSync(join(__dirname, '..', '..', 'docs', 'crm.md'), 'utf8');
	const [, json = ''] = /```json\n([\s\S]*?)```/.exec(page) ?? [];

	it('are those of the sub-workflow, without its pace and credential', () => {
		const parametersOf = (nodes: ReadonlyArray<Record<string, unknown>>, type: string) =>
			nodes.flatMap((node) =>
				node['type'] === type ? [{ ...Object(node['parameters']), options: {} }] : [],
			);
		const { nodes } = JSON.parse(json);
		const sync = readSubWorkflow('hubspot-sync-contacts').nodes;
		const http = 'n8n-nodes-base.httpRequest';
		expect(parametersOf(nodes, http)).toEqual(parametersOf(sync, http).slice(0, 1));
		expect(nodes[0].onError).toBe('continueRegularOutput');
		expect(nodes[1].parameters).toMatchObject({ resource: 'crm', operation: 'readAnswer' });
	});
});
