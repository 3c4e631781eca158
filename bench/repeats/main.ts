// How many events start two executions when n8n runs in queue mode and a repeat reaches the other
// webhook process. By hand, on a machine with Redis (test/queue says how it is provided):
//
//   node --import tsx bench/repeats/main.ts [events] [milliseconds between an event and its repeat]

import { setTimeout as sleep } from 'node:timers/promises';

import axios from 'axios';

import { packPackage } from '../../runtimes/package';
import { startQueue } from '../../runtimes/queue/queue';
import type { QueueN8n } from '../../runtimes/queue/queue';
import type { SavedWorkflow } from '../../runtimes/server/server';

const TRIGGER = 'LeadsPredict Trigger';
const DUPLICATES = 'Remove Duplicates';
const LAST = 'Next';
const AT_ONCE = 10;
const PATIENCE_MS = 300_000;
const ENDED = ['success', 'error', 'crashed', 'canceled'];

const to = (name: string) => ({ main: [[{ node: name, type: 'main', index: 0 }]] });

async function publish(n8n: QueueN8n, name: string, removes: boolean): Promise<SavedWorkflow> {
	const { id, name: credential } = await n8n.rest.createCredential({
		name,
		type: 'leadsPredictApi',
		data: { apiKey: 'unused', baseUrl: 'http://127.0.0.1:9/v1', webhookToken: '' },
	});
	const workflow = await n8n.rest.createWorkflow({
		name,
		nodes: [
			{
				name: TRIGGER,
				type: 'n8n-nodes-leadspredict.leadsPredictTrigger',
				typeVersion: 2,
				webhookId: `repeats-${name}`,
				parameters: {},
				credentials: { leadsPredictApi: { id, name: credential } },
			},
			{
				name: DUPLICATES,
				type: 'n8n-nodes-base.removeDuplicates',
				typeVersion: 2,
				disabled: !removes,
				parameters: {
					operation: 'removeItemsSeenInPreviousExecutions',
					dedupeValue: '={{ $json.event_key }}',
				},
			},
			{ name: LAST, type: 'n8n-nodes-base.noOp', typeVersion: 1, parameters: {} },
		],
		connections: { [TRIGGER]: to(DUPLICATES), [DUPLICATES]: to(LAST) },
	});
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
	{ name, removes, sameProcess, events, gapMs }: Case & { events: number; gapMs: number },
): Promise<Counts> {
	const workflow = await publish(n8n, name, removes);
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
		for (const { json } of execution.nodes[LAST] ? execution.output(LAST) : []) {
			times.set(json['lead_id'], (times.get(json['lead_id']) ?? 0) + 1);
		}
	}
	const seen: number[] = [events - times.size];
	for (const count of times.values()) seen[count] = (seen[count] ?? 0) + 1;
	return { executions: ids.length, seen };
}

const finished = (n8n: QueueN8n): string[] =>
	[...n8n.log().matchAll(/Worker finished execution (\d+)/g)].map(([, id = '']) => id);

interface Case {
	name: string;
	removes: boolean;
	sameProcess: boolean;
}

const CASES: readonly Case[] = [
	{ name: 'same-process', removes: false, sameProcess: true },
	{ name: 'other-process', removes: false, sameProcess: false },
	{ name: 'other-process-remove-duplicates', removes: true, sameProcess: false },
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
