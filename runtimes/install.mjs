// Installs n8n's engine, the n8n server and a newer Node.js, each from the manifest beside this
// file, once. Only Node's own modules are used: `npm start` needs this before anything is installed.
//
// As a command: `node runtimes/install.mjs <name>` writes progress to stderr and, last, the
// folder to stdout (for `node-24`: the path of the executable).

import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { closeSync, existsSync, openSync, readFileSync, realpathSync } from 'node:fs';
import {
	cp,
	mkdir,
	readdir,
	readFile,
	rename,
	rm,
	stat,
	utimes,
	writeFile,
} from 'node:fs/promises';
import { hostname } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { setTimeout as sleep } from 'node:timers/promises';

import processes from './isRunning.cjs';

const { isRunning } = processes;

const MANIFESTS = dirname(fileURLToPath(import.meta.url));
const CURRENT = JSON.parse(readFileSync(join(MANIFESTS, 'current.json'), 'utf8'));

export const SERVER = CURRENT.server;
export const NODE = CURRENT.node;
export const POSTGRES = CURRENT.postgres;

/** n8n 2.38 and later start only with this Node.js or a newer one. */
const SERVER_NODE_MAJOR = 24;

const MANIFEST_FILES = ['package.json', 'package-lock.json', '.npmrc'];
const STAMP = '.complete';
const HEARTBEAT_MS = 5_000;
const ABANDONED_MS = 60_000;

/** The engine to run: that of the n8n in the variable, or the current one. */
export function engineRuntime() {
	const { LEADSPREDICT_N8N: n8n } = process.env;
	return n8n ? `engine-${n8n}` : CURRENT.engine;
}

/** The folder of installed runtimes. Several clones can share one by setting the variable. */
export function runtimesFolder() {
	return resolve(process.env.LEADSPREDICT_RUNTIMES || join(MANIFESTS, '..', '.runtimes'));
}

/**
 * Makes sure the runtime `name` is installed as its lock file says, and returns its folder.
 * @param {string} name a folder beside this file, such as SERVER
 * @param {{ onProgress?: (phrase: string) => void }} [options]
 * @returns {Promise<string>}
 */
export async function ensureRuntime(name, { onProgress = () => {} } = {}) {
	const runtime = await readManifest(name);
	if (await isComplete(runtime)) return runtime.folder;

	await mkdir(dirname(runtime.folder), { recursive: true });
	const unlock = await lock(runtime, onProgress);
	try {
		if (!(await isComplete(runtime))) await install(runtime, onProgress);
	} finally {
		await unlock();
	}
	return runtime.folder;
}

/**
 * The path of a Node.js that can run the n8n server: the current one if it is new enough.
 * @param {{ onProgress?: (phrase: string) => void }} [options]
 * @returns {Promise<string>}
 */
export async function ensureServerNode(options) {
	if (Number.parseInt(process.versions.node, 10) >= SERVER_NODE_MAJOR) return process.execPath;

	const folder = await ensureRuntime(NODE, options);
	const system = process.platform === 'win32' ? 'win' : process.platform;
	const file = process.platform === 'win32' ? 'node.exe' : 'node';
	const executable = join(folder, 'node_modules', `node-${system}-${process.arch}`, 'bin', file);
	if (existsSync(executable)) return executable;
	throw new Error(
		`The n8n server needs Node.js ${SERVER_NODE_MAJOR} or newer. This is ${process.version}, and npm has no Node.js package for ${process.platform}-${process.arch}: please install Node.js ${SERVER_NODE_MAJOR} and run this again with it.`,
	);
}

async function readManifest(name) {
	const source = join(MANIFESTS, name);
	if (!existsSync(join(source, 'package-lock.json'))) {
		const names = (await readdir(MANIFESTS)).filter((each) =>
			existsSync(join(MANIFESTS, each, 'package-lock.json')),
		);
		throw new Error(`There is no runtime "${name}"; there are ${names.join(', ')}.`);
	}
	// The hash includes the platform, because native modules work only on one.
	const hash = createHash('sha256').update(`${process.platform}-${process.arch}`);
	for (const file of MANIFEST_FILES) hash.update(await readFile(join(source, file)));

	const { runtime, allowScripts = [] } = JSON.parse(
		await readFile(join(source, 'package.json'), 'utf8'),
	);
	const folder = join(runtimesFolder(), name);
	return {
		...runtime, // title and size, for messages
		source,
		folder,
		log: `${folder}.log`,
		stamp: hash.digest('hex'),
		toBuild: allowScripts,
	};
}

async function isComplete({ folder, stamp }) {
	const found = await readFile(join(folder, STAMP), 'utf8').catch(() => '');
	return found === stamp;
}

/**
 * Installs into a temporary folder and renames it at the end, so that nobody sees an incomplete
 * installation.
 */
async function install(runtime, onProgress) {
	await removeLeftovers(runtime.folder);
	const work = `${runtime.folder}.partial-${process.pid}`;
	try {
		await fill(work, runtime, onProgress);
		await writeFile(join(work, STAMP), runtime.stamp);
		await rm(runtime.folder, { recursive: true, force: true });
		await rename(work, runtime.folder);
	} finally {
		await rm(work, { recursive: true, force: true });
	}
}

async function fill(work, runtime, onProgress) {
	await mkdir(work);
	for (const file of MANIFEST_FILES) await cp(join(runtime.source, file), join(work, file));
	await writeFile(runtime.log, '');

	onProgress(`Installing ${runtime.title} (${runtime.cost})`);
	await npm(['ci', '--no-audit', '--no-fund'], work, runtime);
	await refuseGaps(work, runtime);
	for (const dependency of runtime.toBuild) {
		onProgress(`Building ${dependency} for ${runtime.title} (about 1 minute)`);
		const asTrusted = ['--ignore-scripts=false', '--foreground-scripts'];
		await npm(['rebuild', dependency, ...asTrusted], work, runtime);
	}
}

/**
 * Throws if an optional package for this platform is missing: npm treats a failed download as success.
 */
async function refuseGaps(work, { title, log }) {
	const { packages } = JSON.parse(await readFile(join(work, 'package-lock.json'), 'utf8'));
	const { optionalDependencies = {} } = packages[''];
	for (const name of Object.keys(optionalDependencies)) {
		const path = `node_modules/${name}`;
		const { os, cpu } = packages[path];
		const isMeant = [os].flat().includes(process.platform) && [cpu].flat().includes(process.arch);
		if (isMeant && !existsSync(join(work, path))) {
			throw new Error(
				`Installing ${title} failed: npm could not fetch ${name}. Its output is in ${log}.`,
			);
		}
	}
}

/** Removes the remains of an interrupted installation. */
async function removeLeftovers(folder) {
	const parent = dirname(folder);
	for (const entry of await readdir(parent)) {
		const path = join(parent, entry);
		const [, pid] = /\.partial-(\d+)$/.exec(entry) ?? [];
		if (pid && path.startsWith(`${folder}.`) && !isRunning(Number(pid))) {
			await rm(path, { recursive: true, force: true });
		}
	}
}

/** Runs npm and writes its output to the log. */
export async function npm(args, cwd, { title, log }) {
	const output = openSync(log, 'a');
	const [command, ...before] = npmCommand();
	// Under `npm start` the outer npm passes on its settings, which must not apply here.
	const env = Object.fromEntries(
		Object.entries(process.env).filter(
			([key]) => !/^npm_(package|lifecycle|command|config_(global|prefix|local_prefix))/i.test(key),
		),
	);
	const child = spawn(command, [...before, ...args], {
		cwd,
		env,
		stdio: ['ignore', output, output],
		shell: command.endsWith('.cmd'),
	});
	const stopChild = () => child.kill();
	process.once('exit', stopChild);
	try {
		const problem = await new Promise((done) => {
			child.once('error', (error) => done(error.message));
			child.once('close', (code) => done(code === 0 ? undefined : `npm ended with code ${code}`));
		});
		if (problem === undefined) return;
		throw new Error(
			`Installing ${title} failed at "npm ${args[0]}": ${reasonIn(log) ?? problem}. The whole output is in ${log}.`,
		);
	} finally {
		process.off('exit', stopChild);
		closeSync(output);
	}
}

/** The npm that started this process, or the one shipped with this Node.js, or the one on the PATH. */
function npmCommand() {
	const { npm_execpath: outer } = process.env;
	if (outer && /npm-cli\.c?js$/.test(outer)) return [process.execPath, outer];

	const home = dirname(realpathSync(process.execPath));
	for (const modules of [join(home, '..', 'lib', 'node_modules'), join(home, 'node_modules')]) {
		const cli = join(modules, 'npm', 'bin', 'npm-cli.js');
		if (existsSync(cli)) return [process.execPath, cli];
	}
	return [process.platform === 'win32' ? 'npm.cmd' : 'npm'];
}

/** The most useful line of npm's output: the first error that is a sentence. */
function reasonIn(log) {
	return readFileSync(log, 'utf8')
		.split('\n')
		.map((line) => /^npm (?:error|ERR!) (.+)$/.exec(line)?.[1]?.trim() ?? '')
		.find(
			(text) =>
				text.includes(' ') && !/^(code|errno|syscall|path|command|A complete log)\b/.test(text),
		);
}

/**
 * Lets one process install while others wait. It only saves work: the final rename guarantees
 * correctness, so the lock of an ended process can be taken over.
 */
export async function lock({ folder, title }, onProgress) {
	const file = `${folder}.lock`;
	const owner = JSON.stringify({ pid: process.pid, host: hostname() });
	let announced = false;
	for (;;) {
		try {
			await writeFile(file, owner, { flag: 'wx' });
			break;
		} catch (error) {
			if (error.code !== 'EEXIST') throw error;
		}
		if (await isAbandoned(file)) {
			await rm(file, { force: true });
			continue;
		}
		if (!announced) onProgress(`Waiting for another process that is installing ${title}`);
		announced = true;
		await sleep(500);
	}
	const heartbeat = setInterval(() => {
		utimes(file, new Date(), new Date()).catch(() => {});
	}, HEARTBEAT_MS);
	return async () => {
		clearInterval(heartbeat);
		await rm(file, { force: true });
	};
}

async function isAbandoned(file) {
	try {
		const { mtimeMs } = await stat(file);
		if (Date.now() - mtimeMs > ABANDONED_MS) return true;
		const text = await readFile(file, 'utf8');
		if (text === '') return false; // being written
		const { pid, host } = JSON.parse(text);
		return host === hostname() && !isRunning(pid);
	} catch {
		return false; // already released
	}
}

async function main(name) {
	const onProgress = (phrase) => console.error(phrase);
	try {
		console.log(
			name === NODE
				? await ensureServerNode({ onProgress })
				: await ensureRuntime(name, { onProgress }),
		);
	} catch (error) {
		console.error(error.message);
		process.exitCode = 1;
	}
}

if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
	await main(process.argv[2] ?? '');
}
