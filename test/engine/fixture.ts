import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import { startEngine } from '../../runtimes/engine/engine';
import type { Engine, EngineOptions, RunResult, WorkflowJson } from '../../runtimes/engine/engine';
import { packPackage } from '../../runtimes/package';
import { startSandbox } from '../../sandbox/sandbox';
import type { Sandbox } from '../../sandbox/sandbox';

export const START = 'Start';
export const NODE = 'LeadsPredict';
export const AFTER = 'After';

/** How the node stands in the workflow; n8n's own settings beside the parameters. */
export interface NodeSetting {
	readonly parameters?: IDataObject;
	readonly onError?: 'stopWorkflow' | 'continueRegularOutput' | 'continueErrorOutput';
	readonly [setting: string]: unknown;
}

/** The sandbox and n8n's engine with the package as it is published, side by side. */
export interface Fixture {
	readonly engine: Engine;
	readonly sandbox: Sandbox;
	/** Runs Start → LeadsPredict → After on the items. */
	run(items: readonly IDataObject[], setting?: NodeSetting): Promise<RunResult>;
	/** What the sandbox was sent: the leads of each request, in order. */
	sentLeads(): unknown[][];
	close(): Promise<void>;
}

/** Start hands the items on; After reads an item's ancestor, as only paired items allow. */
export const workflowWith = ({ parameters = {}, ...settings }: NodeSetting): WorkflowJson => ({
	name: 'leads',
	nodes: [
		{ name: START, type: 'n8n-nodes-base.noOp', typeVersion: 1, parameters: {} },
		{
			name: NODE,
			type: 'n8n-nodes-leadspredict.leadsPredict',
			typeVersion: 1,
			credentials: { leadsPredictApi: { id: 'sandbox', name: 'Sandbox' } },
			parameters: { resource: 'lead', operation: 'analyze', ...parameters },
			...settings,
		},
		{
			name: AFTER,
			type: 'n8n-nodes-base.set',
			typeVersion: 3.4,
			parameters: {
				includeOtherFields: true,
				assignments: {
					assignments: [
						{
							id: 'a',
							name: 'from',
							type: 'string',
							value: `={{ $('${START}').item.json.email }}`,
						},
					],
				},
			},
		},
	],
	connections: {
		[START]: { main: [[{ node: NODE, type: 'main', index: 0 }]] },
		[NODE]: { main: [[{ node: AFTER, type: 'main', index: 0 }]] },
	},
});

export const toItems = (items: readonly IDataObject[]): INodeExecutionData[] =>
	items.map((json) => ({ json }));

/** @property apiKey of the sandbox's account; by default the sandbox's own */
type FixtureOptions = EngineOptions & { apiKey?: string; webhookToken?: string };

export async function openFixture({
	apiKey,
	webhookToken,
	...options
}: FixtureOptions = {}): Promise<Fixture> {
	const { unpacked } = await packPackage();
	const sandbox = await startSandbox(apiKey === undefined ? {} : { apiKey });
	const engine = await startEngine({
		packageDir: unpacked,
		credentials: {
			sandbox: {
				type: 'leadsPredictApi',
				data: {
					apiKey: sandbox.apiKey,
					baseUrl: sandbox.baseUrl,
					...(webhookToken !== undefined && { webhookToken }),
				},
			},
		},
		...options,
	});
	return {
		engine,
		sandbox,
		run: async (items, setting = {}) =>
			await engine.run(workflowWith(setting), { startNode: START, items: toItems(items) }),
		sentLeads: () =>
			sandbox.control.requests().map(({ body }) => {
				const leads: unknown = Object(body).leads;
				return Array.isArray(leads) ? leads : [];
			}),
		close: async () => {
			await engine.close();
			await sandbox.close();
		},
	};
}

/** Opens something before the tests of a file and closes it after them. */
export function openForTests<T extends { close(): Promise<void> }>(open: () => Promise<T>): T {
	let opened: T | undefined;
	beforeAll(async () => {
		opened = await open();
	}, 120_000);
	afterAll(async () => await opened?.close());
	return new Proxy({} as T, { get: (_, key) => Reflect.get(Object(opened), key) });
}

/** The fixture of a file's tests. Each of them finds the sandbox as it is at the start. */
export function useFixture(options: FixtureOptions = {}): Fixture {
	const fixture = openForTests(async () => await openFixture(options));
	beforeEach(async () => await fixture.sandbox.control.reset());
	return fixture;
}

/** The hints of the LeadsPredict node. */
export const hintsOf = (run: RunResult): string[] =>
	(run.nodes[NODE]?.[0]?.hints ?? []).map(({ message }) => message);

/** What an item without a result says happened. */
export const messageOf = ({ error }: IDataObject): unknown => Object(error).message;

/** Made-up leads with different scores. */
export const people = (count: number): IDataObject[] =>
	Array.from({ length: count }, (_, index) => ({
		email: `person${index}@company${index % 7}.example`,
		name: `Person ${index}`,
		company: `Company ${index % 7}`,
		revenue: index * 10_000,
		engagement_score: index % 101,
	}));
