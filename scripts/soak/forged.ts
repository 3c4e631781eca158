import axios from 'axios';

import type { Evidence } from './evidence';
import { executionsOf } from './executions';
import { exactly, whole } from './findings';
import type { Findings } from './findings';
import { forgeries } from './forgeries';
import type { Genuine } from './forgeries';
import { TRIGGER, triggerWorkflow } from './house';
import type { House } from './house';
import { judgeForged } from './judgeForged';
import type { Answered } from './judgeForged';
import type { Extent } from './options';
import { eachAtOnce } from './pool';
import { post } from './post';
import type { Secrets } from './search';

/** Forged events against a trigger with a token, a maximum age and check-back. */

const AT_ONCE = 8;
const MAXIMUM_AGE_MINUTES = 24 * 60;

/** Leads that the service knows, with events that are true. */
async function genuineEvents(
	{ sandbox }: House,
	secrets: Secrets,
	seed: number,
): Promise<Genuine[]> {
	const emails = [`heard.of${seed}@company.example`, `coming.of${seed}@company.example`];
	await axios.post(
		`${sandbox.baseUrl}/leads/analyze`,
		{ leads: emails.map((email, index) => ({ email, engagement_score: 70 + index })) },
		{ headers: { authorization: `Bearer ${secrets.apiKey}` }, proxy: false },
	);
	return sandbox.control.leads().map(({ id, assessment, updatedAt }) => ({
		event: 'lead.scored',
		timestamp: updatedAt,
		data: { lead_id: id, score: assessment.score },
	}));
}

export async function tryForged(
	house: House,
	{ forged }: Extent,
	seed: number,
	secrets: Secrets,
	evidence: Evidence,
	onFindings: (findings: Findings) => void,
): Promise<void> {
	await house.sandbox.control.reset();
	// Check-back asks for each forged event that comes as far: more often than a Starter plan allows.
	house.sandbox.control.setPlan('enterprise');
	const workflow = await house.publish(
		triggerWorkflow('forged', house, {
			options: { checkBack: 'required', maximumAgeMinutes: MAXIMUM_AGE_MINUTES },
		}),
	);
	const url = await house.n8n().rest.webhookUrl(workflow, TRIGGER);
	const [heard, coming] = await genuineEvents(house, secrets, seed);
	if (heard === undefined || coming === undefined) throw new Error('The sandbox scored no lead.');
	const send = async (event: Genuine) =>
		await post({
			method: 'POST',
			url,
			headers: {
				'content-type': 'application/json',
				'X-LeadsPredict-Token': secrets.webhookToken,
			},
			body: JSON.stringify(event),
		});

	const before = await send(heard);
	const target = { url, token: secrets.webhookToken, heard, coming, now: Date.now() };
	const answered = await eachAtOnce(
		forgeries(seed, forged, target),
		AT_ONCE,
		async (forgery): Promise<Answered> => ({ forgery, answer: await post(forgery.message) }),
	);
	const after = await send(coming);
	for (const { answer } of answered)
		evidence.add("n8n's answers to senders", answer.text, 'wrong_token');
	const genuine = [heard, coming].map(({ data }) => data.lead_id);
	const executions = await executionsOf(house, workflow.id, evidence, heard.data.lead_id);
	const { table, claims } = judgeForged(answered, executions, genuine, forged);
	onFindings({
		title: `${whole(forged)} forged events at a whole n8n, whose trigger has a token, a maximum age and check-back`,
		figures: [
			[
				'Executions',
				`${whole(executions.length)}, by two genuine events: one before and one after the forged ones`,
			],
		],
		tables: [table],
		claims: [
			...claims,
			exactly('Status of the genuine event before', before.status, 200),
			exactly('Status of the genuine event after', after.status, 200),
		],
		data: { forged, executions: executions.length, answers: table.rows },
	});
}
