import { setTimeout as pause } from 'node:timers/promises';

import { EVENT_NAMES } from '../../nodes/LeadsPredict/contract';
import { draws, pick } from '../../sandbox/faults/draw';
import { BOOT_MS, publishTrigger } from '../server/testServer';
import { eachAtOnce } from './eachAtOnce';
import { executionsOf } from './executions';
import { EXTENT, SEED } from './extent';
import { judgeEvents } from './judgeEvents';
import type { Sent } from './judgeEvents';
import type { Message } from './post';
import { countEqual, print } from './problems';
import { createGate, deliver } from './sender';
import { NEXT, openSoakServer, TRIGGER } from './soakServer';
import type { SoakServer } from './soakServer';

/** Events that come three times each within a second, while n8n is stopped and started. */

jest.setTimeout(1_200_000);

const COPIES = 3;
/** Milliseconds after the first copy. */
const LATEST_COPY = 800;
const AT_ONCE = 8;

const eventOf = (index: number) => {
	const draw = draws('event', SEED, index);
	const [first, ...others] = EVENT_NAMES;
	return {
		event: pick(draw, [first, ...others]),
		timestamp: '2026-11-08T16:00:00Z',
		data: {
			lead_id: `lead_of${SEED}_${index}`,
			score: Math.floor(draw() * 101),
			previous_score: Math.floor(draw() * 101),
		},
	};
};

let soak: SoakServer;
beforeAll(async () => {
	soak = await openSoakServer();
}, BOOT_MS);
afterAll(async () => await soak?.server.close());

/**
 * When n8n is stopped: between two calls, with copies of the same events before and after; or while it
 * is answering calls, which it does not wait for.
 */
const STOPS: Array<['between' | 'amid', number]> = [['between', EXTENT.events]];
if (EXTENT.complete) STOPS.push(['amid', EXTENT.eventsAmid]);

test.each(STOPS)(
	'repeated events are executed once, with a restart of n8n %s its answers (%d events)',
	async (stop, events) => {
		const { server, secrets, evidence } = soak;
		const { webhookToken: token } = secrets;
		const { workflow, url } = await publishTrigger(server, TRIGGER, `thrice-${stop}`, token, {});
		const calls = createGate();
		let begun = 0;
		let restarted: Promise<void> | undefined;
		const restart = async (): Promise<void> => {
			if (stop === 'between') await calls.shut();
			await soak.restart(() => calls.open());
		};
		const sendThrice = async (index: number): Promise<Sent> => {
			begun += 1;
			if (begun > events / 2) restarted ??= restart();
			const event = eventOf(index);
			const draw = draws('copies', SEED, index);
			const message: Message = {
				method: 'POST',
				url: `${url}?token=${encodeURIComponent(token)}`,
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
		const sent = await eachAtOnce([...Array(events).keys()], AT_ONCE, sendThrice);
		expect(restarted).toBeDefined();
		await restarted;

		const executions = await executionsOf(server, workflow.id, NEXT, evidence, sent[0]?.lead);
		const { widest, brokenOff, problems } = judgeEvents(sent, COPIES, executions);
		const copies = sent.flatMap((each) => each.copies);
		const figures = (texts: readonly string[]) =>
			countEqual(texts).map(([text, times]) => [times, text] as const);
		print(`Events sent ${COPIES} times, n8n stopped ${stop} its answers`, [
			[executions.length, `executions of ${events} events`],
			[widest, 'milliseconds between the first and the last copy of an event, at most'],
			[brokenOff.length, 'events of which n8n broke off, or failed at, a call'],
			...figures(copies.map(({ said }) => `copies: ${said ?? 'given up'}`)),
			...figures(copies.flatMap(({ repeatedFor }) => repeatedFor)).map(
				([times, why]) => [times, `sent again: ${why}`] as const,
			),
		]);
		expect(problems[stop]).toEqual([]);
	},
);

test('neither the API key nor the webhook token appears anywhere, in any form', async () => {
	await soak.searchWritten(eventOf(0).data.lead_id);
	expect(soak.evidence.problems()).toEqual([]);
});
