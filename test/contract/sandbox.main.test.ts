import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';

import axios from 'axios';

import { startSandbox } from '../../sandbox/sandbox';

const ROOT = path.resolve(__dirname, '../..');

const started: ChildProcess[] = [];

afterEach(() => {
	for (const child of started.splice(0)) child.kill('SIGKILL');
});

function run(args: string[], env: Record<string, string> = {}) {
	const child = spawn(process.execPath, ['--import', 'tsx', 'sandbox/main.ts', ...args], {
		cwd: ROOT,
		env: { ...process.env, ...env },
		stdio: ['ignore', 'pipe', 'pipe'],
	});
	started.push(child);
	const said = { out: '', err: '' };
	child.stdout.setEncoding('utf8').on('data', (text: string) => (said.out += text));
	child.stderr.setEncoding('utf8').on('data', (text: string) => (said.err += text));
	const ended = once(child, 'close').then(([code]: unknown[]) => code);
	return { child, said, ended };
}

test.each(['SIGINT', 'SIGTERM'] as const)(
	'prints its URL, answers there, and ends cleanly on %s',
	async (signal) => {
		const { child, said, ended } = run(['--port', '0']);
		while (!said.out.includes('Ctrl-C')) {
			await Promise.race([once(child.stdout, 'data'), ended.then(() => Promise.reject(said.err))]);
		}
		const baseUrl = /Base URL +(http:\/\/127\.0\.0\.1:\d+\/v1)\n/.exec(said.out)?.[1];
		const apiKey = /API key +(\S+)\n/.exec(said.out)?.[1];
		const { status } = await axios.post(
			`${baseUrl}/leads/analyze`,
			{ leads: [{ email: 'a@b.example' }] },
			{ headers: { authorization: `Bearer ${apiKey}` } },
		);
		expect(status).toBe(200);
		child.kill(signal);
		expect(await ended).toBe(0);
		expect(said.err).toBe('');
	},
	60_000,
);

test('sets faults and latency from the command line', async () => {
	const { said, child, ended } = run([
		...['--port', '0', '--latency', '1'],
		...['--faults-seed', 'a', '--faults-rate', '1'],
	]);
	while (!said.out.includes('Ctrl-C')) {
		await Promise.race([once(child.stdout, 'data'), ended.then(() => Promise.reject(said.err))]);
	}
	const controlUrl = /Control +(http:\/\/127\.0\.0\.1:\d+\/control)\n/.exec(said.out)?.[1];
	const { data } = await axios.get(`${controlUrl}/faults`);
	expect(data).toMatchObject({ inForce: { random: { seed: 'a', rate: 1 } } });
}, 60_000);

test('explains an invalid rate or latency in a sentence', async () => {
	const rate = run(['--faults-rate', '2']);
	const latency = run(['--latency', 'long']);
	expect([await rate.ended, await latency.ended]).toEqual([1, 1]);
	expect(rate.said.err).toBe('"2" is not a rate of faults. Give a number from 0 to 1.\n');
	expect(latency.said.err).toBe('"long" is not a latency. Give milliseconds from 0 to 60000.\n');
}, 60_000);

test('explains a taken or invalid port in a sentence', async () => {
	const sandbox = await startSandbox();
	const port = new URL(sandbox.baseUrl).port;
	const taken = run([], { SANDBOX_PORT: port });
	const wrong = run(['--port', 'x']);
	expect([await taken.ended, await wrong.ended]).toEqual([1, 1]);
	expect(taken.said.err).toBe(
		`Port ${port} is taken. Choose another one with --port, or --port 0 for any free one.\n`,
	);
	expect(wrong.said.err).toBe('"x" is not a port. Give a number from 0 to 65535.\n');
	await sandbox.close();
}, 60_000);
