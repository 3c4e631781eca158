// The commands. Each installs what it needs, then starts a script. This file and its imports use only
// Node.js's own modules, because a fresh clone has nothing else.

import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';

import {
	POSTGRES,
	SERVER,
	engineRuntime,
	ensureRuntime,
	ensureServerNode,
} from '../runtimes/install.mjs';
import { findChromium, installChromium } from './chromium.mjs';
import { ROOT, dependenciesAreInstalled, installDependencies } from './dependencies.mjs';
import { findRedis, installRedis } from './redis.mjs';
import progressModule from './terminal/progress.cjs';
import tiersModule from './testing/tiers.cjs';

const { createProgress } = progressModule;
const { TIERS, chooseTiers } = tiersModule;

const COMMANDS = {
	async demo(args) {
		await prepare([dependencies, engine]);
		return await runScript('scripts/demo.ts', args);
	},

	async start(args) {
		await prepare([dependencies, engine]);
		// `npm start` is a tour and takes no file; `npm run demo` does.
		const demo = await runScript('scripts/demo.ts', ['--before-start']);
		if (demo !== 0) return demo;
		console.log('\nNow the editor: the same workflows in an n8n of your own.\n');
		await prepare([server]);
		return await runScript('scripts/start.ts', args);
	},

	async 'check-live'(args) {
		await prepare([dependencies]);
		return await runScript('scripts/checkLive.ts', args);
	},

	async recognition(args) {
		await prepare([dependencies]);
		return await runScript('scripts/recognition.ts', args);
	},

	async sandbox(args) {
		await prepare([dependencies]);
		return await runScript('sandbox/main.ts', args);
	},

	async bench(args) {
		await prepare([dependencies, engine]);
		if (benchStartsServer(args)) await prepare([server]);
		return await runScript('bench/main.ts', args);
	},

	async release(args) {
		await prepare([dependencies]);
		return await runScript('scripts/release.ts', args);
	},

	/** The tier `soak`, with a size and seeds of one's own. */
	async soak(args) {
		const { quick, seeds, only } = readSoakArgs(args);
		process.env.LEADSPREDICT_SOAK = JSON.stringify({ quick, seeds });
		return await COMMANDS.test(['soak', ...only.map((name) => `test/soak/${name}.test.ts`)]);
	},

	/** Skips a tier whose requirements are missing, with the reason; the others run. */
	async test(args) {
		const { tiers, n8n } = chooseTiers(args);
		if (n8n !== undefined) process.env.LEADSPREDICT_N8N = n8n;
		const needs = new Set(tiers.flatMap((tier) => TIERS[tier].needs));
		const missing = {};
		const attempt = (need, step) => async () => {
			if (!needs.has(need)) return;
			try {
				await step();
			} catch (error) {
				missing[need] = error.message;
			}
		};
		await prepare([dependencies, attempt('engine', engine)]);
		await prepare([
			attempt('server', server),
			attempt('chromium', chromium),
			attempt('redis', redis),
			attempt('postgres', postgres),
		]);
		return await runScript('scripts/test.ts', args, {
			LEADSPREDICT_TEST_MISSING: JSON.stringify(missing),
			...(needs.has('chromium') && findChromium() && { LEADSPREDICT_CHROMIUM: findChromium() }),
		});
	},
};

/**
 * Whether part two runs, the only one that needs the n8n server. Without `--part` all parts run. The
 * bench itself reports invalid arguments.
 */
function benchStartsServer(args) {
	const options = { part: { type: 'string', multiple: true, default: [] } };
	const { part } = parseArgs({ args, options, strict: false }).values;
	return part.length === 0 || part.includes('2');
}

const SOAK_USAGE =
	'Usage: npm run soak -- [--quick] [--seed number]… [--only leads|limit|forged|events|secrets]…';

function readSoakArgs(args) {
	const options = {
		quick: { type: 'boolean', default: false },
		seed: { type: 'string', multiple: true, default: [] },
		only: { type: 'string', multiple: true, default: [] },
	};
	let values;
	try {
		({ values } = parseArgs({ args, options }));
	} catch {
		throw new Error(SOAK_USAGE);
	}
	const seeds = values.seed.map((seed) => (seed.trim() === '' ? NaN : Number(seed)));
	if (!seeds.every(Number.isSafeInteger)) throw new Error(SOAK_USAGE);
	return { quick: values.quick, seeds, only: values.only };
}

const progress = createProgress({ stream: process.stderr });

/** Runs the steps concurrently, because they mostly wait for the network. */
async function prepare(steps) {
	const results = await Promise.allSettled(steps.map((step) => step()));
	progress.stop();
	const failed = results.find(({ status }) => status === 'rejected');
	if (failed) throw failed.reason;
}

async function dependencies() {
	if (await dependenciesAreInstalled()) return;
	await progress.during('Installing this project (npm ci, about 1 minute)', installDependencies);
}

async function engine() {
	await withRuntime(engineRuntime(), "n8n's engine");
}

async function server() {
	await withRuntime(SERVER, 'the n8n server');
	await progress.duringIfSlow('Installing a newer Node.js for the n8n server', (report) =>
		ensureServerNode({ onProgress: report }),
	);
}

async function withRuntime(name, title) {
	await progress.duringIfSlow(`Installing ${title}`, (report) =>
		ensureRuntime(name, { onProgress: report }),
	);
}

async function postgres() {
	await withRuntime(POSTGRES, 'PostgreSQL');
}

async function redis() {
	if (findRedis()) return;
	await progress.during('Installing Redis (apt-get)', installRedis);
}

async function chromium() {
	if (findChromium()) return;
	await progress.during('Installing Chromium (apt-get)', installChromium);
}

/**
 * Runs a TypeScript file and returns its exit code. The script handles signals, from the terminal or
 * from this process, and cleans up before it ends.
 */
async function runScript(file, args, env = {}) {
	// Loads tsx as a loader. As a command it would be another process in which signals can be lost.
	const tsx = pathToFileURL(join(ROOT, 'node_modules', 'tsx', 'dist', 'loader.mjs')).href;
	const child = spawn(process.execPath, ['--import', tsx, join(ROOT, file), ...args], {
		stdio: 'inherit',
		env: { ...process.env, ...env },
	});
	running = child;
	try {
		return await new Promise((done, fail) => {
			child.once('error', fail);
			child.once('close', (code, signal) => done(code ?? 128 + constants.signals[signal]));
		});
	} finally {
		running = undefined;
	}
}

let running;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
	process.on(signal, () => {
		if (running) {
			running.kill(signal);
			return;
		}
		progress.stop();
		console.error('\nStopped. The next run continues from here.');
		process.exit(128 + constants.signals[signal]);
	});
}

/** @returns {Promise<number>} the exit code */
export async function runCommand([name, ...args]) {
	try {
		if (!Object.hasOwn(COMMANDS, name ?? '')) {
			throw new Error(`Usage: node scripts/run.mjs <${Object.keys(COMMANDS).join(' | ')}>`);
		}
		return await COMMANDS[name](args);
	} catch (error) {
		progress.stop();
		console.error(error.message);
		return 1;
	}
}
