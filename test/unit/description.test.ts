import { NodeHelpers } from 'n8n-workflow';
import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { LeadsPredictApi } from '../../credentials/LeadsPredictApi.credentials';
import { LeadsPredict } from '../../nodes/LeadsPredict/LeadsPredict.node';
import { SOURCES } from '../../nodes/LeadsPredict/leads/sources';

const { description } = new LeadsPredict();
const credential = new LeadsPredictApi();

/** Name of an option, or of a field in a collection. */
const titleOf = (entry: object): string =>
	'displayName' in entry ? String(entry.displayName) : String(Reflect.get(entry, 'name'));

const withFields = (property: INodeProperties): INodeProperties[] => [
	property,
	...(property.type === 'collection' ? ((property.options ?? []) as INodeProperties[]) : []),
];

/** What only the tool shows that n8n makes of the node. */
const isOnlyOfTool = ({ displayOptions }: INodeProperties): boolean =>
	displayOptions?.show?.['@tool']?.[0] === true;

/** Every parameter, those in collections too, with where it stands. */
const inEditor = description.properties.filter((property) => !isOnlyOfTool(property));
const parameters = inEditor.flatMap((property) => {
	const operation = property.displayOptions?.show?.['operation']?.[0];
	return withFields(property).map(
		(parameter) => [`${String(operation ?? 'node')}.${parameter.name}`, parameter] as const,
	);
});
const ofType = (...types: string[]) => parameters.filter(([, { type }]) => types.includes(type));
const choicesOf = ({ options = [] }: INodeProperties) => options as INodePropertyOptions[];

const shownFor = (operation: string) =>
	inEditor
		.filter(({ displayOptions }) => displayOptions?.show?.['operation']?.includes(operation))
		.map(({ name }) => name);
const find = (place: string) => {
	const found = parameters.find(([name]) => name === place)?.[1];
	if (found === undefined) throw new Error(`There is no ${place}`);
	return found;
};
const valuesOf = (place: string) => choicesOf(find(place)).map(({ value }) => value);
const namesIn = (place: string) => (find(place).options ?? []).map(({ name }) => name);

describe('what saved workflows depend on', () => {
	it('is the name of the node and of its credential', () => {
		expect(description.name).toBe('leadsPredict');
		expect(credential.name).toBe('leadsPredictApi');
	});

	it('is what the credential holds', () => {
		const names = credential.properties.filter(({ type }) => type !== 'notice');
		expect(names.map(({ name }) => name)).toEqual(['apiKey', 'baseUrl', 'webhookToken']);
	});

	it('are the values of resource and operation', () => {
		expect(valuesOf('node.resource')).toEqual(['lead', 'crm']);
		const operations = description.properties.filter(({ name }) => name === 'operation');
		expect(operations.map(choicesOf).map((all) => all.map(({ value }) => value))).toEqual([
			['analyze', 'analyzeBatch', 'get', 'preview'],
			['prepareFields', 'prepareLookup', 'prepareTasks', 'prepareUpdate', 'readAnswer'],
		]);
		expect(operations.map((operation) => operation.default)).toEqual(['analyze', 'prepareUpdate']);
	});

	it.each([
		['analyze', ['leadSource', 'leadFields', 'output', 'outputFields', 'options']],
		[
			'analyzeBatch',
			[
				...['mode', 'timeout', 'timeoutUnit', 'deadlineNotice', 'webhookUrl'],
				...['leadSource', 'leadFields', 'output', 'outputFields', 'options'],
			],
		],
		['get', ['leadId', 'output', 'outputFields', 'options']],
		['preview', ['leadSource', 'leadFields', 'options']],
		['readAnswer', ['sentBy']],
		['prepareTasks', ['crm', 'instanceUrl', 'options']],
		[
			'prepareLookup',
			[
				// One instance URL for each product, and one collection of options for each CRM.
				...['crm', 'instanceUrl', 'instanceUrl', 'instanceUrl', 'lookupBy', 'email'],
				...Array<string>(7).fill('options'),
			],
		],
	])('are the parameters of %s', (operation, names) => {
		expect(shownFor(operation)).toEqual(names);
	});

	it.each([
		[
			'analyze.leadSource',
			['auto', 'leadspredict', 'columns', ...SOURCES.map(({ value }) => value)],
		],
		['analyze.dates', ['leaveOut', 'dayFirst', 'monthFirst']],
		['analyze.ranges', ['leaveOut', 'lowerBound', 'midpoint']],
		['analyze.onRateLimit', ['wait', 'sendWhatFits']],
		['analyze.output', ['raw', 'selected', 'simplified']],
		['get.output', ['raw', 'selected', 'simplified']],
		['analyzeBatch.mode', ['atOnce', 'pause', 'sendToUrl']],
		['analyzeBatch.timeoutUnit', ['minutes', 'hours', 'days']],
	])('are the values of %s', (place, values) => {
		expect([...valuesOf(place)].sort()).toEqual([...values].sort());
	});

	it('are the names of the lead fields, with email, name and company first', () => {
		const names = namesIn('analyze.leadFields');
		expect(names.slice(0, 3)).toEqual(['email', 'name', 'company']);
		expect([...names].sort()).toEqual(
			[
				'email',
				'name',
				'company',
				'phone',
				'industry',
				'revenue',
				'employees',
				'engagement_score',
				'last_interaction',
			].sort(),
		);
	});

	it.each([
		['analyze', ['includePredictions', 'includeRecommendations']],
		['analyzeBatch', []],
	])('are the options of %s', (operation, own) => {
		const shared = [
			'dates',
			'includeOtherFields',
			'leadsPerRequest',
			'excludeFields',
			'maxWait',
			'maxAttempts',
			'ranges',
			'compareItems',
			'concurrentRequests',
			'skipScoredWithin',
			'strict',
			'onRateLimit',
		];
		expect([...namesIn(`${operation}.options`)].sort()).toEqual([...shared, ...own].sort());
	});

	it.each([
		['node.resource', 'lead'],
		['analyze.leadSource', 'auto'],
		['analyze.leadFields', {}],
		['analyze.output', 'simplified'],
		['analyze.options', {}],
		['analyze.leadsPerRequest', 100],
		['analyzeBatch.leadsPerRequest', 1000],
		['analyze.dates', 'leaveOut'],
		['analyze.ranges', 'leaveOut'],
		['analyze.strict', true],
		['analyze.includePredictions', false],
		['analyze.maxWait', 60],
		['analyze.maxAttempts', 4],
		['analyze.concurrentRequests', 4],
		['analyze.onRateLimit', 'wait'],
		['analyzeBatch.mode', 'atOnce'],
		['analyzeBatch.timeout', 1],
		['analyzeBatch.timeoutUnit', 'hours'],
		['get.leadId', '={{ $json.lead_id }}'],
	])('are defaults: %s is %p', (place, usual) => {
		expect(find(place).default).toEqual(usual);
	});

	it('are requests of 1 to 1,000 leads', () => {
		for (const operation of ['analyze', 'analyzeBatch']) {
			const { typeOptions } = find(`${operation}.leadsPerRequest`);
			expect(typeOptions).toMatchObject({ minValue: 1, maxValue: 1000, numberPrecision: 0 });
		}
	});
});

describe('the panel', () => {
	it('requires the credential for operations that call LeadsPredict', () => {
		expect(description.credentials).toEqual([
			{
				name: 'leadsPredictApi',
				required: true,
				displayOptions: { show: { resource: ['lead'] }, hide: { operation: ['preview'] } },
			},
		]);
	});

	it('can be a tool of an agent', () => {
		expect(description.usableAsTool).toBe(true);
	});

	it('replaces in a tool what it hides there, and says what a model is told', () => {
		const inTool = description.properties.filter(isOnlyOfTool);
		const namesOf = (properties: readonly INodeProperties[]) =>
			properties
				.map(
					({ name, displayOptions }) =>
						`${String(displayOptions?.show?.['operation']?.[0])}.${name}`,
				)
				.sort();
		const replaced = inTool.filter(({ name }) => name !== 'toolDescription');
		const hidden = inEditor.filter(({ displayOptions }) => displayOptions?.hide?.['@tool']);
		expect(namesOf(replaced)).toEqual(namesOf(hidden));
		expect(namesOf(replaced)).toContain('analyze.leadFields');
		const operations = ofType('options').filter(([place]) => place === 'node.operation');
		const described = inTool.filter(({ name }) => name === 'toolDescription');
		expect(described).toHaveLength(operations.flatMap(([, each]) => choicesOf(each)).length);
		for (const { default: text } of described) expect(text).toMatch(/^[A-Z].{30,500}$/);
	});

	it('shows each parameter for one resource and one operation alone', () => {
		for (const { name, displayOptions } of description.properties) {
			if (name === 'resource' || name === 'operation') continue;
			expect(displayOptions?.show?.['resource']).toHaveLength(1);
			expect(displayOptions?.show?.['operation']).toHaveLength(1);
		}
	});

	it('offers the fields to select only when fields are selected', () => {
		for (const operation of ['analyze', 'analyzeBatch', 'get']) {
			const { displayOptions } = find(`${operation}.outputFields`);
			expect(displayOptions?.show?.['output']).toEqual(['selected']);
		}
	});

	it('shows for each mode of a batch only options that have an effect', () => {
		const properties = description.properties.filter(({ displayOptions }) =>
			displayOptions?.show?.['operation']?.includes('analyzeBatch'),
		);
		const shownIn = (mode: string) => {
			const parametersOf = {
				resource: 'lead',
				operation: 'analyzeBatch',
				output: 'selected',
				mode,
			};
			const isShown = (property: INodeProperties) =>
				NodeHelpers.displayParameter(parametersOf, property, null, description, parametersOf);
			const options = properties.find(({ name }) => name === 'options')?.options ?? [];
			return [...properties, ...(options as INodeProperties[])]
				.filter(isShown)
				.map(({ name }) => name);
		};
		const everywhere = ['mode', 'leadSource', 'leadFields', 'options', 'strict'];
		const results = ['output', 'outputFields'];
		const wait = ['deadlineNotice', 'timeout', 'timeoutUnit'];
		expect(shownIn('atOnce')).toEqual(
			expect.arrayContaining([...everywhere, ...results, 'leadsPerRequest']),
		);
		for (const name of [...wait, 'webhookUrl']) expect(shownIn('atOnce')).not.toContain(name);
		expect(shownIn('pause')).toEqual(expect.arrayContaining([...everywhere, ...results, ...wait]));
		for (const name of ['webhookUrl', 'leadsPerRequest', 'concurrentRequests']) {
			expect(shownIn('pause')).not.toContain(name);
		}
		expect(shownIn('sendToUrl')).toEqual(
			expect.arrayContaining([...everywhere, 'webhookUrl', 'leadsPerRequest']),
		);
		for (const name of [...results, ...wait]) expect(shownIn('sendToUrl')).not.toContain(name);
	});

	it('receives results only for a paused execution, and answers with an empty body', () => {
		expect(description.webhooks).toEqual([
			{
				name: 'default',
				httpMethod: 'POST',
				responseMode: 'onReceived',
				responseData: 'noData',
				path: 'leadspredict',
				restartWebhook: true,
			},
		]);
	});

	it('does not offer the email in Leave Out', () => {
		expect(valuesOf('analyze.excludeFields')).not.toContain('email');
		expect(valuesOf('analyze.excludeFields')).toHaveLength(8);
	});

	it('has an action text for each operation, short enough for the canvas', () => {
		for (const { action = '' } of choicesOf(find('node.operation'))) {
			expect(action).toMatch(/^[A-Z](?:[a-z ]|CRM){4,26}$/);
			expect(description.subtitle).toContain(action);
		}
	});

	/** What the node is for comes first. */
	const sorted = ofType('options', 'multiOptions').filter(([place]) => place !== 'node.resource');

	it.each(sorted)('sorts the options of %s', (_, parameter) => {
		const names = choicesOf(parameter).map(({ name }) => name);
		expect(names).toEqual([...names].sort((a, b) => a.localeCompare(b)));
		expect(new Set(names).size).toBe(names.length);
	});

	it.each(ofType('collection').filter(([place]) => !place.endsWith('leadFields')))(
		'sorts the entries of %s',
		(_, { options = [] }) => {
			const titles = options.map(titleOf);
			expect(titles).toEqual([...titles].sort((a, b) => a.localeCompare(b)));
		},
	);

	it.each(ofType('options', 'multiOptions'))(
		'has an existing option as the default of %s',
		(_, parameter) => {
			const values = choicesOf(parameter).map(({ value }) => value);
			expect(values).toEqual(expect.arrayContaining([parameter.default].flat()));
		},
	);

	it.each(ofType('options').filter(([place]) => !place.endsWith('resource')))(
		'describes each option of %s on at most two lines',
		(_, parameter) => {
			for (const { description: text = '' } of choicesOf(parameter)) {
				expect(text).toMatch(/^[A-Z].{9,104}$/);
			}
		},
	);

	it.each(ofType('boolean'))('begins the description of %s with Whether', (_, parameter) => {
		expect(parameter.description).toMatch(/^Whether to /);
	});

	it('begins every placeholder with e.g.', () => {
		for (const [, { placeholder, type }] of parameters) {
			if (placeholder === undefined || /collection/i.test(type)) continue;
			expect(placeholder).toMatch(/^e\.g\. \S/);
		}
	});

	it.each([
		...parameters,
		...credential.properties.map((property) => [`credential.${property.name}`, property] as const),
	])('labels %s in title case, and ends only several sentences with a period', (_, parameter) => {
		if (parameter.type === 'notice') return;
		expect(parameter.displayName).toMatch(
			/^(?:[A-Z]\w*|per|of|in|to|at|the)(?: (?:[A-Z]\w*|per|of|in|to|at|the))*$/,
		);
		for (const text of [parameter.description, parameter.hint]) {
			if (text !== undefined)
				expect(text).toMatch(/^[A-Z](?:.*\. [A-Z].*\.|(?!.*\. [A-Z]).*[^.\s])$/);
		}
		expect((parameter.hint ?? '').length).toBeLessThanOrEqual(120);
	});

	it('never uses the same text for two parameters of an operation', () => {
		const texts = parameters
			.filter(([place]) => place.startsWith('analyze.'))
			.flatMap(([, { description: text }]) => text ?? []);
		expect(new Set(texts).size).toBe(texts.length);
	});
});
