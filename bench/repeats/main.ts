// How many events start two executions when n8n runs in queue mode and a repeat reaches the other
// webhook process. By hand, on a machine with Redis (test/queue says how it is provided):
//
//   node --import tsx bench/repeats/main.ts [events] [milliseconds between an event and its repeat]

import { setTimeout as sleep } from 'node:timers/promises';

import axios from 'axios';

import type { WorkflowNode } from '../../runtimes/engine/protocol';
import { packPackage } from '../../runtimes/package';
import { startQueue } from '../../runtimes/queue/queue';
import type { QueueN8n } from '../../runtimes/queue/queue';
import type { Credential, SavedWorkflow } from '../../runtimes/server/server';

const TRIGGER = 'LeadsPredict Trigger';
const LAST = 'Next';
const AT_ONCE = 10;
const PATIENCE_MS = 300_000;
const ENDED = ['success', 'error', 'crashed', 'canceled'];

const to = (name: string) => ({ main: [[{ node: name, type: 'main', index: 0 }]] });

type Remedy = 'none' | 'remove duplicates' | 'redis';

/** What stands between the trigger and the last node. */
const remedies: Record<Remedy, (redis: Used) => WorkflowNode[]> = {
	none: () => [],
	'remove duplicates': () => [
		{
			name: 'Remove Duplicates',
			type: 'n8n-nodes-base.removeDuplicates',
			typeVersion: 2,
			parameters: {
				operation: 'removeItemsSeenInPreviousExecutions',
				dedupeValue: '={{ $json.event_key }}',
			},
		},
	],
	redis: (redis) => [
		{
			name: 'Count',
			type: 'n8n-nodes-base.redis',
			typeVersion: 1,
			parameters: {
				operation: 'incr',
				key: '=leadspredict:{{ $json.event_key }}',
				expire: true,
				ttl: 86_400,
			},
			credentials: { redis },
		},
		{
			name: 'First Time',
			type: 'n8n-nodes-base.filter',
			typeVersion: 2.2,
			parameters: {
				conditions: {
					options: { version: 2, caseSensitive: true, typeValidation: 'strict', leftValue: '' },
					combinator: 'and',
					conditions: [
						{
							leftValue: '={{ Object.values($json)[0] }}',
							rightValue: 1,
							operator: { type: 'number', operation: 'equals' },
						},
					],
				},
			},
		},
	],
};

type Used = Pick<Credential, 'id' | 'name'>;

async function publish(n8n: QueueN8n, name: string, remedy: Remedy): Promise<SavedWorkflow> {
	const save = async (type: string, data: Record<string, unknown>): Promise<Used> => {
		const { id } = await n8n.rest.createCredential({ name: type, type, data });
		return { id, name: type };
	};
	const service = { apiKey: 'unused', baseUrl: 'http://127.0.0.1:9/v1', webhookToken: '' };
	const redis = { ...n8n.redis, database: 0, password: '', user: '', ssl: false };
	const nodes: WorkflowNode[] = [
		{
			name: TRIGGER,
			type: 'n8n-nodes-leadspredict.leadsPredictTrigger',
			typeVersion: 2,
			webhookId: `repeats-${name}`,
			parameters: {},
			credentials: { leadsPredictApi: await save('leadsPredictApi', service) },
		},
		...remedies[remedy](await save('redis', redis)),
		{ name: LAST, type: 'n8n-nodes-base.noOp', typeVersion: 1, parameters: {} },
	];
	const connections = Object.fromEntries(
		nodes.slice(1).map((node, index) => [nodes[index]?.name ?? '', to(node.name)]),
	);
	const workflow = await n8n.rest.createWorkflow({ name, nodes, connections });
	await n8n.rest.publish(workflow);
	return workflow;
}

interface Counts {
	executions: number;
	/** Events that the last node saw as often as the place in the list says. */
	seen: number[];
}

async function measure(
	n8n: QueueN8n,
	{ name, remedy, sameProcess, events, gapMs }: Case & { events: number; gapMs: number },
): Promise<Counts> {
	const workflow = await publish(n8n, name, remedy);
	const { pathname } = new URL(await n8n.rest.webhookUrl(workflow, TRIGGER));
	const addresses = n8n.webhooks.map(({ url }) => `${url}${pathname}`);
	const before = finished(n8n);
	const numbers = Array.from({ length: events }, (_, index) => index);
	const connection = async () => {
		for (let number = numbers.shift(); number !== undefined; number = numbers.shift()) {
			const event = {
				event: 'lead.hot',
				timestamp: '2026-11-08T16:00:00Z',
				data: { lead_id: `${name}_${number}`, score: 98, previous_score: 85 },
			};
			const first = addresses[number % addresses.length] ?? '';
			const other = addresses[(number + 1) % addresses.length] ?? '';
			const repeat = sleep(gapMs).then(() => axios.post(sameProcess ? first : other, event));
			await Promise.all([axios.post(first, event), repeat]);
		}
	};
	await Promise.all(Array.from({ length: AT_ONCE }, connection));

	const deadline = Date.now() + PATIENCE_MS;
	let ids: string[] = [];
	for (let quiet = 0; quiet < 20 && Date.now() < deadline; await sleep(200)) {
		const now = finished(n8n).filter((id) => !before.includes(id));
		quiet = now.length === ids.length ? quiet + 1 : 0;
		ids = now;
	}
	const counted = await n8n.rest.countExecutions(workflow.id, ENDED);
	if (counted !== ids.length) throw new Error(`${counted} executions ended, not ${ids.length}.`);

	const times = new Map<unknown, number>();
	for (const id of ids) {
		const execution = await n8n.rest.execution(id);
		if (!execution.nodes[LAST] || execution.output(LAST).length === 0) continue;
		const lead = execution.output(TRIGGER)[0]?.json['lead_id'];
		times.set(lead, (times.get(lead) ?? 0) + 1);
	}
	const seen: number[] = [events - times.size];
	for (const count of times.values()) seen[count] = (seen[count] ?? 0) + 1;
	return { executions: ids.length, seen };
}

const finished = (n8n: QueueN8n): string[] =>
	[...n8n.log().matchAll(/Worker finished execution (\d+)/g)].map(([, id = '']) => id);

interface Case {
	name: string;
	remedy: Remedy;
	sameProcess: boolean;
}

const CASES: readonly Case[] = [
	{ name: 'same-process', remedy: 'none', sameProcess: true },
	{ name: 'other-process', remedy: 'none', sameProcess: false },
	{ name: 'other-process-remove-duplicates', remedy: 'remove duplicates', sameProcess: false },
	{ name: 'other-process-redis', remedy: 'redis', sameProcess: false },
];

async function main([events = '500', gapMs = '50']: readonly string[]): Promise<void> {
	const { tarball } = await packPackage();
	const n8n = await startQueue({
		tarball,
		env: { N8N_EXPRESSION_ENGINE_LAZY_ACQUIRE: 'true' },
		onProgress: (phrase) => console.error(phrase),
	});
	try {
		for (const each of CASES) {
			const counts = await measure(n8n, { ...each, events: Number(events), gapMs: Number(gapMs) });
			console.log(JSON.stringify({ case: each.name, ...counts }));
		}
	} finally {
		await n8n.close();
	}
}

main(process.argv.slice(2)).catch((error: unknown) => {
	console.error(error instanceof Error ? error.message : String(error));
	process.exitCode = 1;
});
