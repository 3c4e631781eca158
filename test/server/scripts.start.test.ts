import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import axios from 'axios';

import { N8nRest } from '../../runtimes/server/server';
import { temporaryFolder } from '../../runtimes/temporaryFolder';
import {
	CREDENTIAL,
	CRM_CREDENTIALS,
	EXAMPLES,
	readExample,
	readSubWorkflow,
	SUB_WORKFLOWS,
} from '../../scripts/examples';
import { madeUpLeads } from '../../scripts/leads/madeUp';
import { PEOPLE } from '../../scripts/start/people';
import { importsIn } from '../../scripts/start/refresh';

jest.setTimeout(240_000);

const SCRIPTS = join(__dirname, '..', '..', 'scripts');
const NAMES = [...EXAMPLES.map(readExample), ...SUB_WORKFLOWS.map(readSubWorkflow)]
	.map(({ name }) => name)
	.sort();

const folder = temporaryFolder('start');

/** What a test that fails leaves behind would keep jest from ending. */
const running = new Set<ChildProcess>();
afterAll(async () => {
	for (const child of [...running]) {
		const closed = once(child, 'close');
		child.kill('SIGTERM');
		await closed;
	}
	folder.remove();
});

/** Starts as `npm start` does and waits for what it says at the end. */
async function start(args: readonly string[]) {
	const child = spawn(process.execPath, args, {
		stdio: ['ignore', 'pipe', 'pipe'],
		env: { ...process.env, LEADSPREDICT_START_FOLDER: folder.path },
	});
	running.add(child);
	let said = '';
	child.stdout.setEncoding('utf8').on('data', (text: string) => (said += text));
	child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text));
	// Closed only when all processes below have let go of the output.
	const ended = new Promise<number | null>((done) =>
		child.once('close', (code) => {
			running.delete(child);
			done(code);
		}),
	);
	while (!said.includes('Ctrl-C ends')) {
		if (child.exitCode !== null) throw new Error(`It ended too early:\n${said}`);
		await sleep(100);
	}
	const read = (pattern: RegExp): string => pattern.exec(said)?.[1] ?? '';
	const url = read(/Open +(http:\/\/127\.0\.0\.1:\d+)/);
	const sandbox = read(/Sandbox +(http:\/\/127\.0\.0\.1:\d+)/);
	const records = read(/Records +(http:\/\/127\.0\.0\.1:\d+)/);
	const rest = new N8nRest(url);
	await rest.login({ email: read(/Log in +(\S+)/), password: read(/password (\S+)/) });
	return { child, ended, url, sandbox, records, rest, said: () => said };
}

/** The scores that the page with the CRM's records shows for HubSpot's contacts, top to bottom. */
async function scoresOnPage(url: string): Promise<string[]> {
	const { data } = await axios.get<string>(url, { proxy: false });
	const [contacts = ''] = data.split('Salesforce leads</h2>');
	const cells = contacts.match(/<td data-field="leadspredict_score".*?<\/td>/gs) ?? [];
	return cells.map((cell) =>
		cell
			.replace(/<del>.*?<\/del> →/gs, '')
			.replace(/<[^>]*>/g, '')
			.trim(),
	);
}

const isGone = (url: string): Promise<boolean> =>
	axios.get(url, { proxy: false, timeout: 2_000 }).then(
		() => false,
		() => true,
	);

test('npm start sets everything up, hot leads start a workflow, scores reach the CRM, and Ctrl-C leaves nothing behind', async () => {
	const { child, ended, url, sandbox, records, rest, said } = await start([
		join(SCRIPTS, 'run.mjs'),
		'start',
	]);
	expect(said()).toContain('250 of 250 leads');

	const workflows = await rest.workflows();
	expect(workflows.map(({ name }) => name).sort()).toEqual(NAMES);
	const [best] = [...madeUpLeads(250)].filter(({ email }) => String(email).startsWith('max.'));
	const { data } = await axios.post<unknown>(
		`${url}/webhook/score-leads`,
		{ leads: [best, { name: 'nobody' }] },
		{ proxy: false },
	);
	expect(data).toMatchObject([
		{ email: best?.email, category: 'hot' },
		{ error: expect.objectContaining({ message: expect.stringContaining('Email is missing') }) },
	]);
	const hotLeads = workflows.find(({ name }) => name === readExample('hot-leads').name);
	const [execution] = await rest.waitForExecutions(hotLeads?.id ?? '');
	expect(execution?.status).toBe('success');
	expect(execution?.output('Send it')[0]?.json).toMatchObject({ verified: true });

	const idOf = (title: string) => workflows.find(({ name }) => name === title)?.id ?? '';
	const setUp = { id: idOf(readSubWorkflow('hubspot-set-up-fields').name) };
	const example = { id: idOf(readExample('hubspot-score-contacts').name) };
	await rest.runManually(setUp, 'Click to set up');
	const [set] = await rest.waitForExecutions(setUp.id);
	expect(new Set(set?.output('The list').map(({ json }) => json['result']))).toEqual(
		new Set(['created']),
	);
	expect(await scoresOnPage(records)).toEqual(Array(PEOPLE).fill(''));
	await rest.runManually(example, 'Click to start');
	const [first] = await rest.waitForExecutions(example.id);
	expect(first?.status).toBe('success');
	const scores = first?.output('Score contacts').map(({ json }) => String(json['score']));
	expect(await scoresOnPage(records)).toEqual(scores);
	await rest.runManually(example, 'Click to start');
	const [, second] = await rest.waitForExecutions(example.id, 2);
	expect(second?.status).toBe('success');
	const results = second?.output('Sync to HubSpot').map(({ json }) => json['result']);
	expect(results).toEqual(Array(PEOPLE).fill('skipped'));

	child.kill('SIGINT');
	expect(await ended).toBe(0);
	expect(await Promise.all([url, sandbox, records].map(isGone))).toEqual([true, true, true]);
});

test('a second npm start reuses everything and creates no duplicates', async () => {
	const { child, ended, rest } = await start([
		'--import',
		require.resolve('tsx'),
		join(SCRIPTS, 'start.ts'),
	]);
	expect((await rest.workflows()).map(({ name }) => name).sort()).toEqual(NAMES);
	expect((await rest.credentials()).map(({ name }) => name).sort()).toEqual(
		[CREDENTIAL, ...Object.values(CRM_CREDENTIALS)].map(({ name }) => name).sort(),
	);
	child.kill('SIGTERM');
	expect(await ended).toBe(0);
});

test('an npm start after an update refreshes an example that the user did not change, and no other', async () => {
	const imports = importsIn(folder.path);
	const [untouched, changed] = [readExample('score-leads').name, readExample('get-history').name];
	const before = imports.get(untouched);
	const own = imports.get(changed);
	if (!before || !own) throw new Error('The first start recorded no imports');
	// As if both had been imported in an older version, and the second was changed by the user since.
	imports.set(untouched, { ...before, example: 'older' });
	imports.set(changed, { example: 'older', saved: 'other' });
	const { child, ended } = await start([
		'--import',
		require.resolve('tsx'),
		join(SCRIPTS, 'start.ts'),
	]);
	// n8n gives the nodes new IDs, so what is saved is another text.
	expect(imports.get(untouched)?.example).toBe(before.example);
	expect(imports.get(changed)).toEqual({ example: 'older', saved: 'other' });
	child.kill('SIGTERM');
	expect(await ended).toBe(0);
});
