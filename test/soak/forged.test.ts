import axios from 'axios';

import { BOOT_MS, publishTrigger } from '../server/testServer';
import { eachAtOnce } from './eachAtOnce';
import { executionsOf } from './executions';
import { EXTENT, SEED } from './extent';
import { forgeries } from './forgeries';
import type { Genuine } from './forgeries';
import { judgeForged } from './judgeForged';
import type { Answered } from './judgeForged';
import { post } from './post';
import { countEqual, print } from './problems';
import { NEXT, openSoakServer, TRIGGER } from './soakServer';
import type { SoakServer } from './soakServer';

/** Forged events against a trigger with a token, a maximum age and check-back. */

jest.setTimeout(1_200_000);

const AT_ONCE = 8;
const MAXIMUM_AGE_MINUTES = 24 * 60;
const { forged } = EXTENT;

let soak: SoakServer;
beforeAll(async () => {
	soak = await openSoakServer();
}, BOOT_MS);
afterAll(async () => await soak?.server.close());

/** Leads that the service knows, with events that are true. */
async function genuineEvents(): Promise<Genuine[]> {
	const { baseUrl, apiKey, control } = soak.server.sandbox;
	const leads = ['heard', 'coming'].map((who, index) => ({
		email: `${who}.of${SEED}@company.example`,
		engagement_score: 70 + index,
	}));
	const headers = { authorization: `Bearer ${apiKey}` };
	await axios.post(`${baseUrl}/leads/analyze`, { leads }, { headers, proxy: false });
	return control.leads().map(({ id, assessment, updatedAt }) => ({
		event: 'lead.scored',
		timestamp: updatedAt,
		data: { lead_id: id, score: assessment.score },
	}));
}

let marker = '';

test(`${forged} forged events start nothing, and genuine ones before and after them do`, async () => {
	const { server, secrets, evidence } = soak;
	const { webhookToken: token } = secrets;
	// Check-back asks for each forged event that comes as far: more often than a Starter plan allows.
	server.sandbox.control.setPlan('enterprise');
	const { workflow, url } = await publishTrigger(server, TRIGGER, 'forged', token, {
		options: { checkBack: 'required', maximumAgeMinutes: MAXIMUM_AGE_MINUTES },
	});
	const [heard, coming] = await genuineEvents();
	if (heard === undefined || coming === undefined) throw new Error('The sandbox scored no lead.');
	marker = heard.data.lead_id;
	const send = async (event: Genuine) =>
		await post({
			method: 'POST',
			url,
			headers: { 'content-type': 'application/json', 'X-LeadsPredict-Token': token },
			body: JSON.stringify(event),
		});

	expect((await send(heard)).status).toBe(200);
	const target = { url, token, heard, coming, now: Date.now() };
	const answered = await eachAtOnce(
		forgeries(SEED, forged, target),
		AT_ONCE,
		async (forgery): Promise<Answered> => ({ forgery, answer: await post(forgery.message) }),
	);
	expect((await send(coming)).status).toBe(200);

	for (const { answer } of answered) {
		evidence.add("n8n's answers to senders", answer.text, 'wrong_token');
	}
	const executions = await executionsOf(server, workflow.id, NEXT, evidence, marker);
	const told = answered.map(
		({ forgery, answer }) => `${forgery.kind}: ${answer.status} ${answer.said}`,
	);
	print(
		'Forged events',
		countEqual(told).map(([what, times]) => [times, what]),
	);
	const genuine = [heard, coming].map(({ data }) => data.lead_id);
	expect(judgeForged(answered, executions, genuine, forged)).toEqual([]);
});

test('neither the API key nor the webhook token appears anywhere, in any form', async () => {
	await soak.searchWritten(marker);
	expect(soak.evidence.problems()).toEqual([]);
});
