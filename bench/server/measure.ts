import { setTimeout as sleep } from 'node:timers/promises';

import axios from 'axios';

import { packPackage } from '../../runtimes/package';
import { ensureServerNode } from '../../runtimes/runtime';
import { startServer } from '../../runtimes/server/server';
import type { N8nServer, ServerExecution } from '../../runtimes/server/server';
import { startSandboxProcess } from '../../sandbox/process';
import type { SandboxProcess } from '../../sandbox/process';
import { during } from '../../scripts/closing';
import { tookLong } from '../engine/cases';
import type { Sample } from '../engine/cases';
import { AMPLE, expectDone, expectRequests, nodeTime } from '../engine/runs';
import { CREDENTIALS, START, workflowOf } from '../engine/workflows';
import type { BareNode } from '../engine/workflows';
import { madeLeads } from '../leads';
import { versionOf } from '../machine';
import type { Extent } from '../options';
import { inTurns } from '../statistics';
import { LATENCIES, SERVER_ALTERNATIVES } from './cases';
import type { ServerAlternative, ServerCase, ServerFigures } from './cases';

type Report = (phrase: string) => void;

/** Part four: many leads through an n8n server, as users run it. */
export async function measureServer(extent: Extent, report: Report): Promise<ServerFigures> {
	const node = await versionOf(await ensureServerNode(report));
	report('Starting n8n');
	const { tarball } = await packPackage();
	const cases = await during(startServer({ tarball }), (server) => timeAll(server, extent, report));
	return { node, leads: extent.serverLeads, cases };
}

const WARM_UP_LEADS = 1_000;

async function timeAll(
	server: N8nServer,
	{ serverLeads, serverRepetitions, slowMs, quick }: Extent,
	report: Report,
): Promise<ServerCase[]> {
	const cases: ServerCase[] = [];
	for (const latencyMs of LATENCIES) {
		const timed = SERVER_ALTERNATIVES.map((alternative) => ({
			alternative,
			samples: [] as Sample[],
		}));
		await during(startSandboxProcess(['--latency', String(latencyMs)]), async (sandbox) => {
			const targets = await publishAll({ server, sandbox }, latencyMs);
			// The first round warms up.
			for (let round = quick ? 1 : 0; round <= serverRepetitions; round += 1) {
				const counted = round === 0 ? 'warming up' : `round ${round} of ${serverRepetitions}`;
				report(`Latency ${latencyMs} ms, ${counted}`);
				const leads = round === 0 ? Math.min(serverLeads, WARM_UP_LEADS) : serverLeads;
				for (const { alternative, samples } of inTurns(timed, round)) {
					if (tookLong({ samples }, slowMs)) continue;
					const sample = await sampleOf({ server, sandbox }, targets[alternative], leads);
					if (round > 0) samples.push(sample);
				}
			}
		});
		cases.push(...timed.map((each) => ({ ...each, latencyMs })));
	}
	return cases;
}

interface Bench {
	readonly server: N8nServer;
	readonly sandbox: SandboxProcess;
}

interface Target {
	readonly name: ServerAlternative;
	readonly workflowId: string;
	readonly url: string;
}

const WEBHOOK = 'Webhook';

/** A webhook call brings the leads, and is answered when the execution has ended. */
const startNodes = (path: string): BareNode[] => [
	{
		name: WEBHOOK,
		type: 'n8n-nodes-base.webhook',
		typeVersion: 2.1,
		webhookId: path,
		parameters: { httpMethod: 'POST', path, responseMode: 'lastNode', responseData: 'noData' },
	},
	{
		name: START,
		type: 'n8n-nodes-base.splitOut',
		typeVersion: 1,
		parameters: { fieldToSplitOut: 'body.leads' },
	},
];

async function publishAll(
	{ server: { rest }, sandbox }: Bench,
	latencyMs: number,
): Promise<Record<ServerAlternative, Target>> {
	const ids = new Map<string, string>();
	for (const { type, data } of Object.values(CREDENTIALS(sandbox))) {
		const { id } = await rest.createCredential({ name: `${type} ${latencyMs}`, type, data });
		ids.set(type, id);
	}
	const withIds = (credentials: BareNode['credentials'] = {}) =>
		Object.fromEntries(
			Object.entries(credentials).map(([type, { name }]) => [
				type,
				{ id: ids.get(type) ?? null, name },
			]),
		);
	const publish = async (name: ServerAlternative): Promise<Target> => {
		const workflow = workflowOf(name, sandbox, startNodes(`${name}-${latencyMs}`));
		const saved = await rest.createWorkflow({
			...workflow,
			nodes: workflow.nodes.map((node) => ({ ...node, credentials: withIds(node.credentials) })),
		});
		await rest.publish(saved);
		return { name, workflowId: saved.id, url: await rest.webhookUrl(saved, WEBHOOK) };
	};
	return {
		httpPerLead: await publish('httpPerLead'),
		chunkedByHand: await publish('chunkedByHand'),
		analyze: await publish('analyze'),
		analyze1000: await publish('analyze1000'),
	};
}

async function sampleOf(
	{ server, sandbox }: Bench,
	target: Target,
	leads: number,
): Promise<Sample> {
	const { name, url } = target;
	const [before] = await server.rest.executions(target.workflowId, 1);
	await sandbox.reset(AMPLE);
	await axios.post(url, { leads: madeLeads(leads) }, { proxy: false, maxBodyLength: Infinity });
	const requests = await sandbox.requestCount();
	const run = await newest(server, target, before?.id);
	expectDone(name, run, leads);
	expectRequests(name, requests, leads);
	return { nodeMs: nodeTime(run, [WEBHOOK, START]), wallMs: run.wallMs, requests };
}

const POLL_MS = 100;
const PATIENCE_MS = 60_000;

/** The newest execution of a workflow, as n8n stored it after the webhook call was answered. */
async function newest(
	{ rest }: N8nServer,
	{ workflowId }: Target,
	before: string | undefined,
): Promise<ServerExecution> {
	const deadline = Date.now() + PATIENCE_MS;
	for (;;) {
		const [latest] = await rest.executions(workflowId, 1);
		if (latest !== undefined && latest.id !== before && latest.stoppedAt !== null) {
			return await rest.execution(latest.id);
		}
		if (Date.now() > deadline) throw new Error(`Execution ${latest?.id} was not stored.`);
		await sleep(POLL_MS);
	}
}
