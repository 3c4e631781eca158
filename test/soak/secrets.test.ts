import type { Answer } from '../../sandbox/faults/kinds';
import { BOOT_MS, publishScoring } from '../server/testServer';
import { post } from './post';
import type { Secrets } from './search';
import { openSoakServer } from './soakServer';
import type { SoakServer } from './soakServer';

/** Looks for the API key and the webhook token wherever something was written. */

let soak: SoakServer;
beforeAll(async () => {
	soak = await openSoakServer();
}, BOOT_MS);
afterAll(async () => await soak?.server.close());

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

test.each(['continueRegularOutput', 'stopWorkflow'])(
	'a service that repeats the key does not leak it, with On Error: %s',
	async (onError) => {
		const { server, secrets, evidence } = soak;
		const parameters = { output: 'raw', options: { maxAttempts: 1 } };
		const { workflow, url } = await publishScoring(server, onError, onError, parameters);
		const answers = answersThatTell(secrets);
		for (const script of answers) {
			await server.sandbox.control.reset();
			if (script !== undefined) server.sandbox.control.answerNext(script);
			const { text } = await post({
				method: 'POST',
				url,
				headers: { 'content-type': 'application/json' },
				body: JSON.stringify({ leads: [{ email: MARKER }] }),
			});
			evidence.add("n8n's answers to senders", text, 'LeadsPredict');
		}
		const { rest } = server.n8n;
		const executions = await rest.waitForExecutions(workflow.id, answers.length);
		expect(executions).toHaveLength(answers.length);
		for (const { id } of executions) {
			const stored = await rest.executionAsStored(id);
			evidence.add("n8n's executions, as its interface hands them out", stored, MARKER);
		}
	},
);

test('neither the API key nor the webhook token appears anywhere, in any form', async () => {
	await soak.searchWritten(MARKER);
	expect(soak.evidence.problems()).toEqual([]);
});
