import type { IDataObject } from 'n8n-workflow';

import { startEngine } from '../../runtimes/engine/engine';
import type { Engine, RunResult, WorkflowJson } from '../../runtimes/engine/engine';
import { packPackage } from '../../runtimes/package';
import { startSandbox } from '../../sandbox/sandbox';
import type { Sandbox } from '../../sandbox/sandbox';
import type { Secrets } from './search';

/** n8n's engine with the package as it is published, and the sandbox that it talks to. */

const START = 'Start';
export const NODE = 'LeadsPredict';

/** How the node stands in its workflow; n8n's own settings beside the parameters. */
export interface NodeSetting {
	readonly options?: IDataObject;
	readonly onError?: 'stopWorkflow' | 'continueRegularOutput';
	readonly retryOnFail?: boolean;
	readonly maxTries?: number;
}

const workflowWith = ({ options = {}, ...settings }: NodeSetting): WorkflowJson => ({
	name: 'soak',
	nodes: [
		{ name: START, type: 'n8n-nodes-base.noOp', typeVersion: 1, parameters: {} },
		{
			name: NODE,
			type: 'n8n-nodes-leadspredict.leadsPredict',
			typeVersion: 1,
			credentials: { leadsPredictApi: { id: 'sandbox', name: 'Sandbox' } },
			parameters: { resource: 'lead', operation: 'analyze', options },
			...settings,
		},
	],
	connections: { [START]: { main: [[{ node: NODE, type: 'main', index: 0 }]] } },
});

export interface Stage {
	readonly sandbox: Sandbox;
	run(items: readonly IDataObject[], setting: NodeSetting): Promise<RunResult>;
	close(): Promise<void>;
}

export async function openStage({ apiKey, webhookToken }: Secrets): Promise<Stage> {
	const { unpacked } = await packPackage();
	const sandbox = await startSandbox({ apiKey });
	let engine: Engine;
	try {
		engine = await startEngine({
			packageDir: unpacked,
			credentials: {
				sandbox: {
					type: 'leadsPredictApi',
					data: { apiKey, baseUrl: sandbox.baseUrl, webhookToken },
				},
			},
		});
	} catch (error) {
		await sandbox.close();
		throw error;
	}
	return {
		sandbox,
		run: async (items, setting) =>
			await engine.run(workflowWith(setting), {
				startNode: START,
				items: items.map((json) => ({ json })),
				timeoutMs: 30 * 60_000,
			}),
		close: async () => {
			await engine.close();
			await sandbox.close();
		},
	};
}

/** What the node said above its output, in its last run. */
export const hintsOf = ({ nodes }: RunResult): string[] =>
	(nodes[NODE]?.at(-1)?.hints ?? []).map(({ message }) => message);
