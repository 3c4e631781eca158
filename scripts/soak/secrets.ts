import axios from 'axios';

import type { Answer } from '../../sandbox/faults/kinds';
import type { Evidence } from './evidence';
import { DONE } from './house';
import type { House } from './house';
import { exactly, none, whole } from './findings';
import type { Findings } from './findings';
import type { Searched, Secrets } from './search';

/** Looks for the API key and the webhook token wherever something was written. */

const MARKER = 'marked.lead@company.example';

/** A service that repeats the key, in every part of an answer that it can. */
const answersThatTell = ({ apiKey }: Secrets): ReadonlyArray<Answer | undefined> => [
	undefined,
	{
		status: 401,
		body: { status: 'error', error: { code: apiKey, message: `No such key: ${apiKey}` } },
	},
	{ status: 400, body: `You sent: Bearer ${apiKey}` },
	{
		status: 400,
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify({ status: 'error', error: { message: `Key ${apiKey}` } }).replaceAll(
			'/',
			'\\/',
		),
	},
	{ status: 302, headers: { location: `http://127.0.0.1:9/${apiKey}/?key=${apiKey}` }, body: '' },
	{
		status: 302,
		headers: { location: `http://127.0.0.1:9/${encodeURIComponent(apiKey)}` },
		body: '',
	},
	{ body: { status: 'success', data: { leads: [{ id: apiKey, score: 1, category: apiKey }] } } },
	{ status: 503 },
	{ truncate: true },
	{ drop: true },
];

const workflowFor = (path: string, onError: string, { credentials }: House) => ({
	name: `secrets ${onError}`,
	nodes: [
		{
			name: 'Webhook',
			type: 'n8n-nodes-base.webhook',
			typeVersion: 2,
			webhookId: path,
			parameters: {
				path,
				httpMethod: 'POST',
				responseMode: 'lastNode',
				responseData: 'allEntries',
			},
		},
		{
			name: 'Split Out',
			type: 'n8n-nodes-base.splitOut',
			typeVersion: 1,
			parameters: { fieldToSplitOut: 'body.leads' },
		},
		{
			name: 'LeadsPredict',
			type: 'n8n-nodes-leadspredict.leadsPredict',
			typeVersion: 1,
			onError,
			parameters: {
				resource: 'lead',
				operation: 'analyze',
				output: 'raw',
				options: { mostAttempts: 1 },
			},
			credentials,
		},
	],
	connections: {
		Webhook: { main: [[{ node: 'Split Out', type: 'main', index: 0 }]] },
		'Split Out': { main: [[{ node: 'LeadsPredict', type: 'main', index: 0 }]] },
	},
});

/** Runs workflows in n8n against a service that repeats the key. @returns how many executions */
async function provoke(house: House, secrets: Secrets, evidence: Evidence): Promise<number> {
	let executions = 0;
	for (const onError of ['continueRegularOutput', 'stopWorkflow']) {
		const workflow = await house.publish(workflowFor(`secrets-${onError}`, onError, house));
		const { rest } = house.n8n();
		const url = await rest.webhookUrl(workflow, 'Webhook');
		for (const script of answersThatTell(secrets)) {
			await house.sandbox.control.reset();
			if (script !== undefined) house.sandbox.control.answerNext(script);
			const { data } = await axios.post<string>(
				url,
				{ leads: [{ email: MARKER }] },
				{ responseType: 'text', proxy: false, validateStatus: () => true },
			);
			evidence.add("n8n's answers to senders", String(data), 'LeadsPredict');
		}
		const all = await rest.allExecutions(workflow.id);
		for (const { id, status } of all.filter((each) => DONE.includes(each.status))) {
			const execution = JSON.stringify([status, await rest.execution(id)]);
			evidence.add("n8n's executions, as its interface hands them out", execution, MARKER);
			executions += 1;
		}
	}
	return executions;
}

/** What was found in each place, as a verdict. Pure. */
export function judgeSecrets(searched: readonly Searched[]): Pick<Findings, 'tables' | 'claims'> {
	return {
		tables: [
			{
				columns: [
					{ title: 'Searched' },
					{ title: 'Bytes', align: 'right' },
					{ title: 'Its marker' },
					{ title: 'Secrets' },
				],
				rows: searched.map(({ place, bytes, markerFound, found }) => [
					place,
					whole(bytes),
					markerFound ? 'found' : 'MISSING',
					found.length === 0 ? 'none' : found.join('; '),
				]),
				shrinks: 3,
			},
		],
		claims: [
			none(
				'Places that hold the API key or the webhook token, in any form',
				searched
					.filter(({ found }) => found.length > 0)
					.map(({ place, found }) => `${place}: ${found.join(', ')}`),
			),
			none(
				'Places where the text that must be there was not found either',
				searched.filter(({ markerFound }) => !markerFound).map(({ place }) => place),
			),
		],
	};
}

export async function trySecrets(
	house: House,
	secrets: Secrets,
	evidence: Evidence,
	onFindings: (findings: Findings) => void,
): Promise<void> {
	const answers = answersThatTell(secrets).length;
	const executions = await provoke(house, secrets, evidence);
	await house.search(evidence, { log: 'LeadsPredict', database: MARKER });
	const searched = evidence.all();
	onFindings({
		title: 'The API key and the webhook token, looked for wherever something was written',
		figures: [
			[
				'Forms',
				'as they are, base64 at each of its three beginnings, URL-encoded, hexadecimal, as JSON',
			],
			['Answers that tell', `${whole(answers)} kinds of answers, most of which repeat the key`],
		],
		...judgeWith(searched, executions, 2 * answers),
		data: { searched },
	});
}

function judgeWith(searched: readonly Searched[], executions: number, wanted: number) {
	const { tables, claims } = judgeSecrets(searched);
	return {
		tables,
		claims: [
			exactly('Executions against a service that repeats the key', executions, wanted),
			...claims,
		],
	};
}
