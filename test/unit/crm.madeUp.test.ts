import type {
	IDataObject,
	IExecuteFunctions,
	INodeExecutionData,
	INodeProperties,
	NodeExecutionHint,
} from 'n8n-workflow';
import { z } from 'zod';

import { crmResource } from '../../nodes/LeadsPredict/actions/crm';
import type { Crm } from '../../nodes/LeadsPredict/crm/crm';
import { CRMS } from '../../nodes/LeadsPredict/crm/crms';

/** A CRM that no product file knows goes through all four operations, as the value that it is. */

const answerSchema = z.object({
	people: z.array(z.object({ id: z.string(), mail: z.string() }).passthrough()),
});

const peopleIn = ([answer]: readonly unknown[]) => answerSchema.parse(answer).people;

const MADE_UP: Crm = {
	value: 'madeUp',
	name: 'Made Up',
	option: 'Made Up Person',
	record: 'made-up person',
	fields: [
		{ source: 'lead_id', name: 'lp_id', label: 'Lead ID', format: { as: 'text', maxLength: 40 } },
		{
			source: 'score',
			name: 'lp_score',
			label: 'Lead Score',
			format: { as: 'number', decimals: 0 },
		},
	],
	maxRecords: 2,
	findBy: ['recordId', 'email'],
	source: 'madeUp',
	recordType: 'person',
	recordKey: (id) => id,
	creation: () => ({}),
	update: (by, records, { instanceUrl }) => ({
		method: 'POST',
		url: `${instanceUrl}/write`,
		body: { by, people: records.map(({ identity, fields }) => ({ id: identity.id, ...fields })) },
	}),
	lookup: (_, mails, { instanceUrl }) => ({
		method: 'POST',
		url: `${instanceUrl}/find`,
		body: { mails },
	}),
	readUpdate: (_, answers) =>
		peopleIn(answers).map(({ id }) => ({ result: 'written', recordId: id })),
	readLookup: (_, answers) =>
		peopleIn(answers).map((person) => ({ result: 'found', recordId: person.id, current: person })),
	systemFields: ['id', 'mail'],
	wrongName: (name) => (name.startsWith('lp_') ? undefined : `"${name}" lacks the lp_`),
	fieldList: {
		items: (fields) => fields.map(({ name, label }) => ({ to: name, label })),
		notice: 'Ask your administrator.',
	},
	fieldRequests: {
		prepare: (fields, { instanceUrl }) => [
			{
				method: 'POST',
				url: `${instanceUrl}/fields`,
				body: { count: fields.length },
				creates: fields.map(({ name }) => ({ kind: 'field', name })),
			},
		],
		read: ({ creates }, [answer]) =>
			creates.map(({ name }) => ({
				result: Object(answer)['there'] === name ? 'exists' : 'created',
			})),
		warning: ['Save them <first>', 'Then wait'],
	},
	instanceUrl: {
		placeholder: 'e.g. https://acme.made-up.example',
		description: 'Where your people are',
		advice: 'Enter where your people are',
		read: (text) =>
			text.startsWith('https://') ? { ok: true, url: text } : { ok: false, why: 'No https' },
	},
	authentication: 'None',
};

const resource = crmResource([...CRMS, MADE_UP]);
const operation = (value: string) => {
	const found = resource.operations.find((each) => each.value === value);
	if (found === undefined) throw new Error(`There is no operation ${value}`);
	return found;
};

const TYPE = 'n8n-nodes-leadspredict.leadsPredict';

/** Runs an operation with what it asks n8n for, behind a step that put out `prepared`. */
async function run(
	value: string,
	parameters: IDataObject,
	input: readonly IDataObject[],
	prepared: readonly INodeExecutionData[] = [],
) {
	const hints: NodeExecutionHint[] = [];
	const above = { name: 'Prepare', type: TYPE, disabled: false, parameters: {} };
	const node = {
		getInputData: () => input.map((json) => ({ json })),
		getNode: () => ({ name: 'Me', type: TYPE }),
		getNodeParameter: (name: string, _item: number, fallback: unknown) =>
			({ crm: 'madeUp', instanceUrl: 'https://acme.made-up.example', ...parameters })[name] ??
			fallback,
		getParentNodes: () =>
			prepared.length > 0 ? [{ ...above, parameters: { operation: 'prepareUpdate' } }] : [],
		getWorkflowDataProxy: () => ({
			$: () => ({
				all: (_output: number, at = 0) => {
					if (at > 0) throw new Error('No such run');
					return prepared;
				},
				item: prepared[0],
			}),
		}),
		addExecutionHints: (...more: NodeExecutionHint[]) => hints.push(...more),
		continueOnFail: () => false,
	};
	const items = await operation(value).execute(node as unknown as IExecuteFunctions);
	return {
		items,
		json: items.map((item) => item.json),
		hints: hints.map(({ message }) => message),
	};
}

const shown = (value: string, name: string): INodeProperties[] =>
	operation(value).properties.filter(
		(property) =>
			property.name === name &&
			(property.displayOptions?.show?.['crm'] ?? ['madeUp']).includes('madeUp'),
	);

const ANN = { email: 'ann@x.example', name: 'Ann', lead_id: 'lead_1', score: 87.2 };

describe('a CRM that is added to the list', () => {
	it.each(['prepareFields', 'prepareLookup', 'prepareUpdate'])('is offered by %s', (value) => {
		const [crm] = shown(value, 'crm');
		expect(crm?.default).toBe('hubspot');
		expect(crm?.options).toContainEqual({
			name: 'Made Up Person',
			value: 'madeUp',
			description: 'Fields of made-up persons',
		});
		expect(shown(value, 'options')).toHaveLength(1);
	});

	it('is asked for no more than it needs, in its own words', () => {
		expect(shown('prepareFields', 'fieldsFormat')).toHaveLength(1);
		expect(shown('prepareFields', 'fieldsNotice')).toMatchObject([
			{
				displayName: 'Ask your administrator.',
				displayOptions: { show: { crm: ['madeUp'], fieldsFormat: ['list'] } },
			},
		]);
		expect(shown('prepareUpdate', 'format')).toHaveLength(1);
		expect(shown('prepareLookup', 'instanceUrl')).toMatchObject([
			{ description: 'Where your people are' },
		]);
		const [findBy] = shown('prepareUpdate', 'findBy');
		expect(findBy?.options?.map(({ name }) => name)).toEqual(['Automatic', 'Email', 'Record ID']);
	});

	it('is named in what the resource is for', () => {
		expect(resource.description).toBe(
			'Write scores into HubSpot, Salesforce, Zoho CRM, Dynamics 365, Made Up or another CRM',
		);
	});

	it('can be the only one', () => {
		const { fieldRequests, ...listed } = MADE_UP;
		expect(fieldRequests).toBeDefined();
		const [fields] = crmResource([listed]).operations;
		expect(fields.properties.map(({ name }) => name)).toEqual(['crm', 'fieldsNotice', 'options']);
		expect(fields.properties[0]?.default).toBe('madeUp');
	});

	it('gets its fields defined, as requests and as a list', async () => {
		const requests = await run('prepareFields', {}, [{}]);
		expect(requests.json).toEqual([
			{
				method: 'POST',
				url: 'https://acme.made-up.example/fields',
				body: { count: 2 },
				creates: [
					{ kind: 'field', name: 'lp_id' },
					{ kind: 'field', name: 'lp_score' },
				],
				crm: 'madeUp',
				purpose: 'fields',
				request_id: expect.any(String),
				number: 0,
			},
		]);
		const read = await run('readAnswer', {}, [{ there: 'lp_id' }], requests.items);
		expect(read.json).toEqual([
			{ kind: 'field', name: 'lp_id', result: 'exists' },
			{ kind: 'field', name: 'lp_score', result: 'created' },
		]);
		expect(read.hints).toEqual(['1 there already, 1 created']);
		expect(requests.hints[0]).toBe('2 fields to create once for made-up persons');
		expect(requests.hints[2]).toBe('Save them &lt;first&gt;<br>Then wait');
		const list = await run('prepareFields', { fieldsFormat: 'list' }, [{}]);
		expect(list.json).toEqual([
			{ to: 'lp_id', label: 'Lead ID' },
			{ to: 'lp_score', label: 'Lead Score' },
		]);
	});

	it('refuses names and addresses by its own rules', async () => {
		const named = (name: string) => ({
			options: { fieldNames: { names: [{ field: 'lp_score', name }] } },
		});
		await expect(run('prepareFields', named('score'), [{}])).rejects.toThrow(
			'"score" lacks the lp_',
		);
		await expect(run('prepareLookup', { instanceUrl: 'acme' }, [ANN])).rejects.toMatchObject({
			message: 'No https',
			description: 'Enter where your people are. Nothing was prepared',
		});
	});

	it('is looked up and written to, each answer read by its own readers', async () => {
		const lookup = await run('prepareLookup', {}, [ANN]);
		expect(lookup.json).toMatchObject([
			{ crm: 'madeUp', url: 'https://acme.made-up.example/find', body: { mails: [ANN.email] } },
		]);
		const person = { id: 'p1', mail: ANN.email, lp_score: '12' };
		const found = await run('readAnswer', {}, [{ people: [person] }], lookup.items);
		const record = { source: 'madeUp', record_type: 'person' };
		expect(found.json).toEqual([
			{
				...ANN,
				lookup: { result: 'found', ...record },
				origin: { ...record, record_id: 'p1', current: { lp_score: '12' } },
			},
		]);

		const update = await run('prepareUpdate', {}, found.json);
		expect(update.json).toMatchObject([
			{
				crm: 'madeUp',
				url: 'https://acme.made-up.example/write',
				body: { by: 'recordId', people: [{ id: 'p1', lp_id: 'lead_1', lp_score: 87 }] },
			},
		]);
		const written = await run('readAnswer', {}, [{ people: [person] }], update.items);
		expect(written.json).toMatchObject([
			{ email: ANN.email, result: 'written', record_id: 'p1', lead_id: 'lead_1' },
		]);
	});

	it('whose request another installation prepared is said to be none of the list', async () => {
		const update = await run('prepareUpdate', {}, [ANN]);
		const prepared = update.items.map(({ json }) => ({ json: { ...json, crm: 'unknown' } }));
		const { json } = await run('readAnswer', {}, [{ people: [] }], prepared);
		expect(json).toMatchObject([
			{
				result: 'failed',
				reason: 'The request was prepared for a CRM that is not in the list: "unknown"',
			},
		]);
	});
});
