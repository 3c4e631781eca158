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
import { createGate, deliver } from './sender';

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

/**
 * When n8n is stopped: between two calls, with copies of the same events before and after; or while it
 * is answering calls, which it does not wait for.
 */
type Stop = 'between' | 'amid';

async function tryStop(
	stop: Stop,
	house: House,
	events: number,
	seed: number,
	secrets: Secrets,
	evidence: Evidence,
): Promise<Findings> {
	const workflow = await house.publish(triggerWorkflow(`thrice-${stop}`, house, {}));
	const url = await house.n8n().rest.webhookUrl(workflow, TRIGGER);
	const calls = createGate();
	let begun = 0;
	let restarted: Promise<number> | undefined;
	const restart = async (): Promise<number> => {
		if (stop === 'between') await calls.shut();
		const from = Date.now();
		await house.restart(() => calls.open());
		return Date.now() - from;
	};
	const sendThrice = async (index: number): Promise<Sent> => {
		begun += 1;
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
				return await deliver(message, calls);
			}),
		);
		return { lead: event.data.lead_id, copies };
	};
	const all = Array.from({ length: events }, (_, index) => index);
	const sent = await eachAtOnce(all, AT_ONCE, sendThrice);
	const down = await restarted;
	const executions = await executionsOf(house, workflow.id, evidence, sent[0]?.lead);
	const { widest, brokenOff, tables, claims } = judgeEvents(sent, COPIES, executions);
	const how =
		stop === 'between'
			? 'with a restart of n8n in between'
			: 'while n8n is restarted amid its answers';
	return {
		title: `${whole(events)} events, each sent ${COPIES} times within a second, ${how}`,
		figures: [
			['Executions', whole(executions.length)],
			['Widest', `${whole(widest)} ms between the first and the last copy of an event`],
			['Restart', `${((down ?? 0) / 1000).toFixed(1)} s from the stop until n8n was there again`],
			...(stop === 'amid'
				? [
						[
							'Broken off',
							`n8n broke off, or failed at, a call of ${whole(brokenOff.length)} events; ${whole(executions.length - events)} of them had an execution by then and got another when they came again`,
						] as const,
					]
				: []),
		],
		tables,
		claims: [
			...claims[stop],
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
		data: { stop, events, executions: executions.length, widest, brokenOff, tables },
	};
}

export async function tryEvents(
	house: House,
	{ events, eventsAmid }: Extent,
	seed: number,
	secrets: Secrets,
	evidence: Evidence,
	onFindings: (findings: Findings) => void,
): Promise<void> {
	onFindings(await tryStop('between', house, events, seed, secrets, evidence));
	if (eventsAmid > 0) {
		onFindings(await tryStop('amid', house, eventsAmid, seed, secrets, evidence));
	}
}
