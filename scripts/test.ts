// npm test: runs every test tier that this machine supports, or the named tiers. The last line is `N
// passed, N failed`, with `, N skipped` when something was.

import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { availableParallelism, totalmem } from 'node:os';
import { join } from 'node:path';

import { z } from 'zod';

import { packPackage } from '../runtimes/package';
import { temporaryFolder } from '../runtimes/temporaryFolder';
import { styleFor } from './terminal/style';
import { add, NOTHING, sentence, talliesOf } from './testing/tally';
import type { Tally } from './testing/tally';
import { chooseTiers, groupsOf, TIERS } from './testing/tiers.cjs';
import type { Tier } from './testing/tiers.cjs';

const ROOT = join(__dirname, '..');
const JEST = join(ROOT, 'node_modules', 'jest', 'bin', 'jest.js');
const REPORTER = join(__dirname, 'testing', 'reporter.cjs');
const style = styleFor(process.stdout, process.env);

/** The requirements that run.mjs could not install, with the reason. */
const missingSchema = z.record(z.string());

/**
 * Bytes for an n8n in queue mode, the largest process that a test starts, or for two plain n8n servers.
 */
const PER_WORKER = 4 * 2 ** 30;

/**
 * Test files to run concurrently when each may start an n8n. An n8n with its senders or a browser uses
 * two cores.
 */
const workersFor = (tiers: readonly Tier[]): number =>
	tiers.some((tier) => TIERS[tier].needs.includes('server'))
		? Math.max(1, Math.floor(Math.min(availableParallelism() / 2, totalmem() / PER_WORKER)))
		: availableParallelism();

async function runJest(
	tiers: readonly Tier[],
	args: readonly string[],
	output: string,
): Promise<Array<[Tier, Tally]>> {
	const options = ['--reporters=default', `--reporters=${REPORTER}`];
	const child = spawn(
		process.execPath,
		[JEST, '--selectProjects', ...tiers, ...options, `--maxWorkers=${workersFor(tiers)}`, ...args],
		{
			cwd: ROOT,
			stdio: ['ignore', 'inherit', 'inherit'],
			env: { ...process.env, LEADSPREDICT_TEST_RESULTS: output },
		},
	);
	running = child;
	const code = await new Promise<number>((done, fail) => {
		child.once('error', fail);
		child.once('close', (exitCode) => done(exitCode ?? 1));
	});
	running = undefined;
	return talliesOf(tiers, readJson(output), code);
}

function readJson(file: string): unknown {
	try {
		return JSON.parse(readFileSync(file, 'utf8'));
	} catch {
		return undefined;
	}
}

let running: ReturnType<typeof spawn> | undefined;
let stopped = false;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
	process.on(signal, () => {
		stopped = true;
		running?.kill(signal);
	});
}

const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`.padStart(8);

async function main(args: readonly string[]): Promise<number> {
	const { tiers, jestArgs } = chooseTiers(args);
	const missing = missingSchema.parse(JSON.parse(process.env['LEADSPREDICT_TEST_MISSING'] ?? '{}'));
	const reasonOf = (tier: Tier) => TIERS[tier].needs.map((need) => missing[need]).find(Boolean);
	const inCi = process.env['CI'] === 'true';
	const started = Date.now();
	const { path: folder, remove } = temporaryFolder('test');
	// A filter for one tier matches nothing in the others.
	const filters = jestArgs.length > 0 ? [...jestArgs, '--passWithNoTests'] : [];
	const summary: string[] = [];
	let total = NOTHING;
	const count = (tier: Tier, tally: Tally, time: string, remark = '') => {
		total = add(total, tally);
		summary.push(`${tier.padEnd(9)} ${time.padStart(8)}   ${sentence(tally)}${remark}`);
	};
	try {
		if (tiers.some((tier) => TIERS[tier].needs.length > 0)) {
			console.error('Building the package');
			// Built before the tests, so that none waits for it. The tests report why it failed.
			await packPackage().catch(() => undefined);
		}
		for (const group of groupsOf(tiers.filter((tier) => reasonOf(tier) === undefined))) {
			if (stopped) break;
			console.error(`\n${style.bold(`Tests: ${group.join(', ')}`)}`);
			const from = Date.now();
			for (const [tier, tally] of await runJest(group, filters, join(folder, `${group[0]}.json`))) {
				const time = group.length === 1 ? Date.now() - from : tally.ms;
				// Jest counts filtered tests as skipped; here they do not count.
				count(tier, filters.length > 0 ? { ...tally, skipped: 0 } : tally, seconds(time));
			}
			if (group.length > 1) {
				summary.push(
					`${''.padEnd(9)} ${seconds(Date.now() - from)}   these ${group.length} side by side`,
				);
			}
		}
	} finally {
		await remove();
	}
	for (const tier of tiers) {
		const reason = reasonOf(tier);
		if (reason === undefined) continue;
		const tally = { ...NOTHING, [inCi ? 'failed' : 'skipped']: 1 };
		count(tier, tally, '', `: cannot run on this machine: ${reason}`);
	}
	if (stopped) {
		console.log('Stopped.');
		return 130;
	}
	console.log(`\n${summary.join('\n')}\n${'all'.padEnd(9)} ${seconds(Date.now() - started)}\n`);
	const nothingRan = total.passed + total.failed + total.skipped === 0;
	if (nothingRan) {
		console.log('No test was found.');
		total = { ...total, failed: 1 };
	}
	console.log(sentence(total));
	return total.failed === 0 ? 0 : 1;
}

main(process.argv.slice(2))
	.then((code) => {
		process.exitCode = code;
	})
	.catch((error: unknown) => {
		console.error(error instanceof Error ? error.message : String(error));
		process.exitCode = 1;
	});
