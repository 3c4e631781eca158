import { join } from 'node:path';

import { packPackage } from '../../runtimes/package';
import { ensureServerNode } from '../../runtimes/runtime';
import { startServer } from '../../runtimes/server/server';
import type { N8nServer } from '../../runtimes/server/server';
import { bundle } from '../bundle';
import { during } from '../../scripts/closing';
import { versionOf } from '../machine';
import type { Extent } from '../options';
import { inTurns } from '../statistics';
import type { TriggerCase, TriggerFigures, TriggerSample } from './cases';
import { successes, untilSuccesses } from './executions';
import { sendFor } from './sender';
import { eventNumber, TOKEN, TRIGGER, TRIGGER_NAMES, triggerWorkflow } from './triggers';
import type { TriggerName } from './triggers';

type Report = (phrase: string) => void;

const FIXTURES = join(__dirname, '..', 'fixture');

/** n8n expects each file to have the name of its class. */
const fixtureFiles = Object.fromEntries(
	['PlainTrigger.node', 'ReadingTrigger.node'].map((name) => [name, join(FIXTURES, `${name}.ts`)]),
);

/** Part two: measures a server without the setting, then one with it. */
export async function measureTriggers(extent: Extent, report: Report): Promise<TriggerFigures> {
	const node = await versionOf(await ensureServerNode(report));
	const cases: TriggerCase[] = [];
	await during(bundle(fixtureFiles), async ({ folder }) => {
		for (const lazy of [false, true]) {
			report(`Starting n8n, lazy acquire ${lazy ? 'on' : 'off'}`);
			cases.push(
				...(await during(openServer(folder, lazy), (server) =>
					timeServer(server, lazy, extent, report),
				)),
			);
		}
	});
	return { node, cases };
}

async function openServer(fixtureFolder: string, lazy: boolean): Promise<N8nServer> {
	const { tarball } = await packPackage();
	return await startServer({
		tarball,
		env: {
			N8N_CUSTOM_EXTENSIONS: fixtureFolder,
			N8N_EXPRESSION_ENGINE_LAZY_ACQUIRE: String(lazy),
		},
	});
}

interface Target {
	readonly name: TriggerName;
	readonly workflowId: string;
	readonly url: string;
}

async function timeServer(
	server: N8nServer,
	lazy: boolean,
	{ repetitions, triggerWarmUpMs, triggerMs }: Extent,
	report: Report,
): Promise<TriggerCase[]> {
	const targets = await publishAll(server);
	const taken = new Map<TriggerName, TriggerSample[]>(TRIGGER_NAMES.map((name) => [name, []]));
	for (let round = 0; round < repetitions; round += 1) {
		report(`Lazy acquire ${lazy ? 'on' : 'off'}, round ${round + 1} of ${repetitions}`);
		for (const target of inTurns(targets, round)) {
			await sampleOf(server, target, triggerWarmUpMs);
			taken.get(target.name)?.push(await sampleOf(server, target, triggerMs));
		}
	}
	return [...taken].map(([trigger, samples]) => ({ trigger, lazy, samples }));
}

async function publishAll(server: N8nServer): Promise<Target[]> {
	const { rest } = server;
	const credential = await rest.createCredential({
		name: 'Bench',
		type: 'leadsPredictApi',
		// Nothing is sent, but n8n requires a key.
		data: { apiKey: 'none', baseUrl: 'http://127.0.0.1:9/v1', webhookToken: TOKEN },
	});
	const targets: Target[] = [];
	for (const name of TRIGGER_NAMES) {
		const workflow = await rest.createWorkflow(triggerWorkflow(name, credential.id));
		await rest.publish(workflow);
		const url = new URL(await rest.webhookUrl(workflow, TRIGGER));
		// All calls include the token, so that all requests are the same; only our trigger checks it.
		url.searchParams.set('token', TOKEN);
		targets.push({ name, workflowId: workflow.id, url: url.href });
	}
	return targets;
}

let events = 0;

/** Counts the executions that the events started, until the end of the last. */
async function sampleOf(
	server: N8nServer,
	{ workflowId, url }: Target,
	ms: number,
): Promise<TriggerSample> {
	const before = await successes(server, workflowId);
	const sent = await sendFor(ms, url, () => eventNumber((events += 1)));
	const ended = await untilSuccesses(server, workflowId, before.count + sent.accepted);
	return { events: sent.accepted, ms: ended.lastAt - sent.startedAt };
}
