// npm test: every tier of tests that can run on this machine, or the tiers that are named.
// The last line is `N passed, N failed`, with `, N skipped` when something was.

import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { z } from 'zod';

import { styleFor } from './terminal/style';
import { add, NOTHING, sentence, tallyOf } from './testing/tally';
import type { Tally } from './testing/tally';
import { chooseTiers, TIERS } from './testing/tiers.cjs';
import type { Tier } from './testing/tiers.cjs';

const ROOT = join(__dirname, '..');
const JEST = join(ROOT, 'node_modules', 'jest', 'bin', 'jest.js');
const style = styleFor(process.stdout, process.env);

/** What run.mjs could not install, with the reason. */
const missingSchema = z.record(z.string());

function hasTests(tier: Tier): boolean {
	const folder = join(ROOT, 'test', tier);
	try {
		return readdirSync(folder, { recursive: true }).some((file) => String(file).endsWith('.ts'));
	} catch {
		return false;
	}
}

async function runJest(tier: Tier, args: readonly string[], folder: string): Promise<Tally> {
	const output = join(folder, `${tier}.json`);
	const child = spawn(
		process.execPath,
		[JEST, '--selectProjects', tier, '--json', `--outputFile=${output}`, ...args],
		// With --json jest prints the JSON to stdout as well, and all that people read to stderr.
		{ cwd: ROOT, stdio: ['ignore', 'ignore', 'inherit'] },
	);
	running = child;
	const code = await new Promise<number>((done, fail) => {
		child.once('error', fail);
		child.once('close', (exitCode) => done(exitCode ?? 1));
	});
	running = undefined;
	return tallyOf(readJson(output), code);
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

async function main(args: readonly string[]): Promise<number> {
	const { tiers, jestArgs } = chooseTiers(args);
	const missing = missingSchema.parse(JSON.parse(process.env['LEADSPREDICT_TEST_MISSING'] ?? '{}'));
	const inCi = process.env['CI'] === 'true';
	const folder = mkdtempSync(join(tmpdir(), 'leadspredict-test-'));
	// A filter meant for one tier finds nothing in the others.
	const filters = jestArgs.length > 0 ? [...jestArgs, '--passWithNoTests'] : [];
	const summary: string[] = [];
	let total = NOTHING;
	try {
		for (const tier of tiers) {
			if (stopped) break;
			const started = Date.now();
			const reason = TIERS[tier].needs.map((need) => missing[need]).find(Boolean);
			let tally: Tally;
			let remark = '';
			if (!hasTests(tier)) {
				summary.push(`${tier.padEnd(9)} has no tests yet`);
				continue;
			}
			if (reason) {
				tally = { ...NOTHING, [inCi ? 'failed' : 'skipped']: 1 };
				remark = `: cannot run on this machine: ${reason}`;
			} else {
				console.error(`\n${style.bold(`Tests: ${tier}`)}`);
				tally = await runJest(tier, filters, folder);
				// To jest, what a filter left out is skipped; nobody asked for it.
				if (filters.length > 0) tally = { ...tally, skipped: 0 };
				remark = ` (${((Date.now() - started) / 1000).toFixed(1)} s)`;
			}
			total = add(total, tally);
			summary.push(`${tier.padEnd(9)} ${sentence(tally)}${remark}`);
		}
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
	if (stopped) {
		console.log('Stopped.');
		return 130;
	}
	console.log(`\n${summary.join('\n')}\n`);
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
