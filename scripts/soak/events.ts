import { setTimeout as pause } from 'node:timers/promises';

import { EVENT_NAMES } from '../../nodes/LeadsPredict/contract';
import { draws, pick } from '../../sandbox/faults/draw';
import type { Evidence } from './evidence';
import { executionsOf } from './executions';
import { whole } from './findings';
import type { Findings } from './findings';
import { TRIGGER, triggerWorkflow } from './house';
import type { House } from './house';
import { judgeEvents } from './judgeEvents';
import type { Sent } from './judgeEvents';
import type { Extent } from './options';
import { eachAtOnce } from './pool';
import type { Message } from './post';
import type { Secrets } from './search';
import { deliver } from './sender';

/** Events that come three times each, while n8n is stopped and started. */

const COPIES = 3;
/** Milliseconds after the first copy. */
const LATEST_COPY = 800;
const AT_ONCE = 8;

const eventOf = (seed: number, index: number) => {
	const draw = draws('event', seed, index);
	const [first, ...others] = EVENT_NAMES;
	return {
		event: pick(draw, [first, ...others]),
		timestamp: '2026-11-08T16:00:00Z',
		data: {
			lead_id: `lead_of${seed}_${index}`,
			score: Math.floor(draw() * 101),
			previous_score: Math.floor(draw() * 101),
		},
	};
};

export async function tryEvents(
	house: House,
	{ events }: Extent,
	seed: number,
	secrets: Secrets,
	evidence: Evidence,
	onFindings: (findings: Findings) => void,
): Promise<void> {
	const workflow = await house.publish(triggerWorkflow('thrice', house, {}));
	const url = await house.n8n().rest.webhookUrl(workflow, TRIGGER);
	let begun = 0;
	let restarted: Promise<number> | undefined;
	const restart = async (): Promise<number> => {
		const from = Date.now();
		await house.restart();
		return Date.now() - from;
	};
	const sendThrice = async (index: number): Promise<Sent> => {
		begun += 1;
		// In the middle, while other copies are on their way.
		if (begun > events / 2) restarted ??= restart();
		const event = eventOf(seed, index);
		const draw = draws('copies', seed, index);
		const message: Message = {
			method: 'POST',
			url: `${url}?token=${encodeURIComponent(secrets.webhookToken)}`,
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify(event),
		};
		const copies = await Promise.all(
			Array.from({ length: COPIES }, async (_, copy) => {
				// Some at the very same time, some later.
				const later = copy === 0 || draw() < 0.3 ? 0 : Math.floor(draw() * LATEST_COPY);
				if (later > 0) await pause(later);
				return await deliver(message);
			}),
		);
		return { lead: event.data.lead_id, copies };
	};
	const all = Array.from({ length: events }, (_, index) => index);
	const sent = await eachAtOnce(all, AT_ONCE, sendThrice);
	const down = await restarted;
	const executions = await executionsOf(house, workflow.id, evidence, sent[0]?.lead);
	const { widest, tables, claims } = judgeEvents(sent, COPIES, executions);
	onFindings({
		title: `${whole(events)} events, each sent ${COPIES} times within a second, with a restart of n8n in between`,
		figures: [
			['Executions', whole(executions.length)],
			['Widest', `${whole(widest)} ms between the first and the last copy of an event`],
			['Restart', `${((down ?? 0) / 1000).toFixed(1)} s from the stop until n8n was there again`],
		],
		tables,
		claims: [
			...claims,
			{
				claim: 'n8n was restarted meanwhile',
				holds: down !== undefined,
				found: down === undefined ? 'no' : 'once',
			},
			{
				claim: 'All copies of an event were first sent within a second',
				holds: widest < 1_000,
				found: `${whole(widest)} ms at most`,
			},
		],
		data: { events, executions: executions.length, widest, tables },
	});
}
