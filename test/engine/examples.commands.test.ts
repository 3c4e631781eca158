import { spawn } from 'node:child_process';
import {
	copyFileSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	rmSync,
	symlinkSync,
	writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';

import packageJson from '../../package.json';
import { setTimeout as sleep } from 'node:timers/promises';

import { packPackage } from '../../runtimes/package';
import { startSandbox } from '../../sandbox/sandbox';
import { EXPORTS_FOLDER } from '../../scripts/examples';

jest.setTimeout(120_000);

const RUN = join(__dirname, '..', '..', 'scripts', 'run.mjs');
const MARKER_KEY = 'marker-key-5b1e';

let folder: string;
beforeAll(async () => {
	await packPackage();
	folder = mkdtempSync(join(tmpdir(), 'leadspredict-commands-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function start(args: readonly string[], env: Readonly<Record<string, string>> = {}) {
	const child = spawn(process.execPath, [RUN, ...args], {
		stdio: ['ignore', 'pipe', 'pipe'],
		// What this machine has set must not decide whom a test asks.
		env: { ...process.env, LEADSPREDICT_API_KEY: '', INIT_CWD: folder, ...env },
	});
	let out = '';
	let errors = '';
	child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
	child.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text));
	const ended = new Promise<{ code: number | null; out: string; errors: string }>((done) =>
		child.once('close', (code) => done({ code, out, errors })),
	);
	return { child, ended };
}

const run = (...parameters: Parameters<typeof start>) => start(...parameters).ended;

const write = (name: string, text: string): string => {
	writeFileSync(join(folder, name), text);
	return name;
};

test('demo: the ten best of 250 leads and the totals, within 100 columns, without colour', async () => {
	const { code, out } = await run(['demo']);
	expect(code).toBe(0);
	expect(out).toMatch(/^ *1 {2}\S.* 100 {2}hot /m);
	expect(out).toMatch(/^10 {2}/m);
	expect(out).toContain('250 of 250 leads');
	expect(out).toContain('in 2 requests');
	expect(out).not.toContain('\u001b');
	for (const line of out.split('\n')) expect([...line].length).toBeLessThanOrEqual(100);
});

test("demo: writes the scores of a user's file beside it, row by row", async () => {
	const file = write(
		'kunden.csv',
		'\ufeffKunde;Email;Revenue\r\nMüller & Söhne;jonas@m.example;5000000\r\n"Ohne; Adresse";;1\r\nViel;viel@m.example;lots\r\n"Zwei\nZeilen";zwei@m.example;0\r\n',
	);
	const { code, out } = await run(['demo', file]);
	expect(code).toBe(0);
	expect(out.indexOf('with the sandbox')).toBeLessThan(out.indexOf('3 of 4 leads'));
	expect(out).toContain('row 3 of the file (item 1 in n8n): Email is missing');
	expect(out).toContain('revenue left out for 1: not a number');

	const written = readFileSync(join(folder, 'kunden.scored.csv'), 'utf8');
	const rows = written.trimEnd().split('\r\n');
	expect(rows[0]).toMatch(/^\ufeffKunde;Email;Revenue;score;category;.*;warnings;error$/);
	expect(rows[1]).toMatch(/^Müller & Söhne;jonas@m\.example;5000000;\d+;/);
	expect(rows[2]).toMatch(/^"Ohne; Adresse";;1;;+Email is missing$/);
	expect(rows[3]).toMatch(
		/^Viel;viel@m\.example;lots;\d+;.*;"Revenue ""lots"" left out: not a number";$/,
	);
	expect(rows[4]).toMatch(/^"Zwei\nZeilen";zwei@m\.example;0;\d+;/);
});

test("demo: reads another system's file without renaming, and reports what was left out", async () => {
	copyFileSync(join(EXPORTS_FOLDER, 'spreadsheet.csv'), join(folder, 'Kontakte.csv'));
	const { code, out } = await run(['demo', 'Kontakte.csv']);
	expect(code).toBe(0);
	expect(out).toContain('8 of 10 leads');
	expect(out).toContain('The node says      Read 8 rows; employees left out for 2: a range that a');
	expect(out).toMatch(/^\d {2}Katrin Brandt +Möbel Brandt GmbH & Co\. KG /m);
	expect(out).toContain('row 5 of the file (item 3 in n8n): Email is missing for "Uwe Sommer"');
	for (const line of out.split('\n')) expect([...line].length).toBeLessThanOrEqual(100);

	const written = readFileSync(join(folder, 'Kontakte.scored.csv'), 'utf8').split('\r\n');
	expect(written[3]).toContain(
		';"Revenue ""$5M"": sent without its currency; Employees ""Nov-50"" left out: a range that a spreadsheet made a date";',
	);
	expect(written[1]).toMatch(/^1;Möbel Brandt GmbH & Co\. KG;.*;Messe Köln;\d+;/);
});

test('demo: with a key it names the service before sending, and never prints the key', async () => {
	const sandbox = await startSandbox({ apiKey: MARKER_KEY });
	try {
		const file = write('mine.csv', 'email\nada@x.example\n');
		const { code, out, errors } = await run(['demo', file], {
			LEADSPREDICT_API_KEY: MARKER_KEY,
			LEADSPREDICT_BASE_URL: sandbox.baseUrl,
		});
		expect(code).toBe(0);
		expect(out).toMatch(
			new RegExp(`^Scoring 1 lead from mine\\.csv with LeadsPredict at ${sandbox.baseUrl}`),
		);
		expect(sandbox.control.leads()).toHaveLength(1);
		expect(out + errors + readFileSync(join(folder, 'mine.scored.csv'), 'utf8')).not.toContain(
			MARKER_KEY,
		);
	} finally {
		await sandbox.close();
	}
});

test('demo: explains a wrong key, keeps the rows of the file, and exits with an error', async () => {
	const sandbox = await startSandbox();
	try {
		const file = write('wrong.csv', 'email\nada@x.example\n');
		const { code, out, errors } = await run(['demo', file], {
			LEADSPREDICT_API_KEY: MARKER_KEY,
			LEADSPREDICT_BASE_URL: sandbox.baseUrl,
		});
		expect(code).toBe(1);
		expect(out).toContain('401');
		expect(out + errors).not.toContain(MARKER_KEY);
		expect(readFileSync(join(folder, 'wrong.scored.csv'), 'utf8')).toMatch(
			/\nada@x\.example,.*401/,
		);
	} finally {
		await sandbox.close();
	}
});

test.each([
	['nothere.csv', undefined, /^There is no file \S+nothere\.csv\n$/],
	['empty.csv', '', /^empty\.csv is empty\.\n$/],
	[
		'columns.csv',
		'name,owner email\na,b\n',
		/^columns\.csv has no column for the email.*Its columns are "name", "owner email"/,
	],
	['broken.csv', 'email,name\na@x.example,"b\n', /^broken\.csv cannot be read as CSV/],
])('demo: explains %s in a sentence', async (name, text, sentence) => {
	if (text !== undefined) write(name, text);
	const { code, out, errors } = await run(['demo', name]);
	expect([code, out]).toEqual([1, '']);
	expect(errors).toMatch(sentence);
});

test('demo: leaves neither a process nor a folder after an interruption', async () => {
	// A temporary folder of its own, in which only the package is there already.
	const temporary = mkdtempSync(join(folder, 'tmp-'));
	const packages = dirname(dirname((await packPackage()).unpacked));
	symlinkSync(packages, join(temporary, basename(packages)));
	const engines = () => readdirSync(temporary).filter((name) => name.includes('engine'));

	const { child, ended } = start(['demo'], { TMPDIR: temporary });
	while (engines().length === 0) await sleep(20);
	child.kill('SIGINT');
	// `ended` waits for the output to be closed by everyone who has it, also by processes below.
	expect((await ended).code).toBe(130);
	expect(engines()).toEqual([]);
});

test('an unknown command lists the existing ones', async () => {
	const { code, errors } = await run(['dance']);
	expect(code).toBe(1);
	const scripts = Object.values(packageJson.scripts);
	const names = scripts.flatMap(
		(script) => /^node scripts\/run\.mjs (\S+)$/.exec(script)?.[1] ?? [],
	);
	expect(names).toContain('demo');
	expect(errors).toMatch(/^Usage: node scripts\/run\.mjs <[^>]+>\n$/);
	for (const name of names) expect(errors).toContain(name);
});
