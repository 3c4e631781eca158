import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';

import axios from 'axios';

import { controlIndex } from '../../sandbox/control';
import { EVENT_FAULTS } from '../../sandbox/faults/events';
import { FAULTS } from '../../sandbox/faults/kinds';
import { WAIT_FORMS } from '../../sandbox/faults/wait';
import { MESSAGES } from '../../sandbox/callbacks';
import { startSandbox } from '../../sandbox/sandbox';

const readme = readFileSync(path.resolve(__dirname, '../../sandbox/README.md'), 'utf8');
const run = promisify(execFile);

/** The lines a person can paste, with the two variables that come before them. */
const lines = [...readme.matchAll(/^curl .*\$C.*$/gm)].map(([line]) => line);

test('the sandbox accepts every command in the README', async () => {
	expect(lines.length).toBeGreaterThan(30);
	const sandbox = await startSandbox({ retryDelaysMs: [] });
	await axios.post(
		`${sandbox.baseUrl}/leads/analyze`,
		{ leads: [{ email: 'john@example.com' }] },
		{ headers: { authorization: `Bearer ${sandbox.apiKey}` } },
	);
	for (const line of lines) {
		// --fail makes a refusal the command's own; the last command of a line decides otherwise.
		const command = `set -e; curl() { command curl -sS --fail-with-body "$@"; }; ${line}`;
		const env = {
			...process.env,
			C: sandbox.controlUrl,
			J: 'Content-Type: application/json',
			no_proxy: '127.0.0.1',
		};
		const outcome = await run('bash', ['-c', command], { env }).then(
			() => 'taken',
			(error: unknown) => (error instanceof Error ? `${error.message}` : error),
		);
		expect([line, outcome]).toEqual([line, 'taken']);
	}
	await sandbox.close();
}, 120_000);

test.each([
	['fault', Object.keys(FAULTS)],
	['fault of events', Object.keys(EVENT_FAULTS)],
	['form of a wait', WAIT_FORMS],
	['message', Object.keys(MESSAGES)],
])('the README names every %s', (_what, names) => {
	expect(names.filter((name) => !readme.includes(`\`${name}\``))).toEqual([]);
});

test('every route in the index of the control API exists', async () => {
	const sandbox = await startSandbox();
	for (const route of Object.keys(controlIndex(sandbox.control))) {
		const [method = '', path_ = ''] = route.split(' ');
		const { data } = await axios.request<{ error?: { message: string } }>({
			method,
			url: new URL(path_.replace(':id', 'none'), sandbox.controlUrl).href,
			...(method === 'PUT' || method === 'POST' || method === 'PATCH' ? { data: {} } : {}),
			validateStatus: () => true,
		});
		// An unknown route is refused in these words.
		expect([route, String(data?.error?.message)]).not.toEqual([
			route,
			expect.stringMatching(/^There is nothing at/),
		]);
	}
	await sandbox.close();
});
