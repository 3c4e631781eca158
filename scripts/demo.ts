// npm run demo: scores examples/leads.csv, or a file of one's own, by a workflow that n8n's own
// engine runs.

import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { constants } from 'node:os';
import { basename, dirname, extname, join, resolve } from 'node:path';

import type { ScoredLead } from '../nodes/LeadsPredict/contract';
import { startEngine } from '../runtimes/engine/engine';
import type { Engine } from '../runtimes/engine/engine';
import { packPackage } from '../runtimes/package';
import { startSandbox } from '../sandbox/sandbox';
import { rankedTable, refusals, totals } from './demo/report';
import { announcement, chooseTarget } from './demo/target';
import type { Target } from './demo/target';
import {
	adapted,
	CREDENTIAL,
	EXAMPLES_FOLDER,
	LEADS_FILE,
	readExample,
	SCORE_NODE,
} from './examples';
import { FileProblem, itemsOf, readLeadFile, withColumns } from './leads/file';
import type { LeadFile } from './leads/file';
import { outcomesInOrder, RESULT_COLUMNS, resultCells } from './leads/outcome';
import type { LeadOutcome } from './leads/outcome';
import { createProgress } from './terminal/progress.cjs';
import { styleFor, widthFor } from './terminal/style';
import { wrap } from './terminal/text';

const USAGE = 'Usage: npm run demo, or npm run demo -- my-leads.csv';
const BEST = 10;

const layout = { width: widthFor(process.stdout), style: styleFor(process.stdout, process.env) };
const progress = createProgress({ stream: process.stderr });

const print = (lines: readonly string[]): void => console.log(lines.join('\n'));
const paragraph = (text: string): void => print(wrap(text, layout.width));

interface Job {
	/** The user's own file; missing for the made-up leads. */
	readonly ownFile: string | undefined;
	readonly beforeStart: boolean;
	readonly leads: LeadFile;
	readonly target: Target;
}

function readJob(args: readonly string[]): Job {
	const files = args.filter((arg) => !arg.startsWith('-'));
	const options = args.filter((arg) => arg.startsWith('-'));
	const beforeStart = options.includes('--before-start');
	if (files.length > 1 || options.some((option) => option !== '--before-start')) {
		throw new FileProblem(USAGE);
	}
	// npm runs scripts in the repository's folder; people mean the folder they are in.
	const ownFile = files[0] && resolve(process.env['INIT_CWD'] ?? '.', files[0]);
	const file = ownFile ?? LEADS_FILE;
	return {
		ownFile,
		beforeStart,
		leads: readLeadFile(bytesOf(file), basename(file)),
		target: chooseTarget(process.env, ownFile !== undefined),
	};
}

const PROBLEMS: Readonly<Record<string, string>> = {
	ENOENT: 'There is no file',
	EISDIR: 'This is a folder, not a file:',
	EACCES: 'You may not read',
};

function bytesOf(file: string): Uint8Array {
	try {
		return readFileSync(file);
	} catch (error) {
		const code = error instanceof Error && 'code' in error ? String(error.code) : '';
		throw new FileProblem(`${PROBLEMS[code] ?? `Reading failed (${code}):`} ${file}`);
	}
}

/** What the LeadsPredict node made of the leads, and n8n's own figures. */
interface Run {
	readonly outcomes: LeadOutcome[];
	readonly hints: string[];
	readonly nodeMs: number;
	readonly workflowMs: number;
}

async function run(
	{ ownFile, leads }: Job,
	packageDir: string,
	data: { baseUrl: string; apiKey: string },
): Promise<Run> {
	isCutOffCleanly = true;
	const engine = await startEngine({
		packageDir,
		credentials: { [CREDENTIAL.id]: { type: CREDENTIAL.type, data } },
		// n8n reads files only where it is told that it may.
		env: { N8N_RESTRICT_FILE_ACCESS_TO: EXAMPLES_FOLDER },
	});
	running = engine;
	try {
		if (stopped !== undefined) throw new Error('Stopped');
		const workflow = adapted(readExample('score-leads'), { leadsFile: LEADS_FILE });
		// A file of one's own may need care that Extract from File does not take, so it was read here.
		const from = ownFile === undefined ? {} : { startNode: SCORE_NODE, items: itemsOf(leads) };
		const result = await engine.run(workflow, { ...from, timeoutMs: 30 * 60_000 });
		const node = result.nodes[SCORE_NODE]?.[0];
		if (!node || result.status !== 'success') {
			throw new Error(`The workflow failed: ${result.error?.message ?? 'n8n gives no reason'}`);
		}
		const items = [...result.output(SCORE_NODE, 0), ...result.output(SCORE_NODE, 1)];
		const times = Object.values(result.nodes).flat();
		return {
			outcomes: outcomesInOrder(items, leads.rows.length),
			hints: (node.hints ?? [])
				.filter(({ type }) => type !== 'warning')
				.map(({ message }) => message),
			nodeMs: node.executionTimeMs,
			workflowMs: times.reduce((total, { executionTimeMs }) => total + executionTimeMs, 0),
		};
	} finally {
		running = undefined;
		await engine.close();
	}
}

async function scored(job: Job): Promise<Run> {
	const { unpacked } = await progress.duringIfSlow('Building the package', () => packPackage());
	const { target } = job;
	if (target.kind === 'leadspredict') {
		return await progress.duringIfSlow('Scoring', () => run(job, unpacked, target));
	}
	const sandbox = await startSandbox();
	try {
		const { baseUrl, apiKey } = sandbox;
		return await progress.duringIfSlow('Scoring', () => run(job, unpacked, { baseUrl, apiKey }));
	} finally {
		await sandbox.close();
	}
}

/** The best first; of equal scores in the order of the file. */
function best({ outcomes }: Run): ScoredLead[] {
	return outcomes
		.flatMap((outcome) => (outcome.ok ? [outcome.lead] : []))
		.sort((a, b) => b.score - a.score)
		.slice(0, BEST);
}

/** @returns what was written, for people */
function writeScored(file: string, leads: LeadFile, { outcomes }: Run): string {
	const target = join(dirname(file), `${basename(file, extname(file))}.scored.csv`);
	const replaced = existsSync(target);
	const text = withColumns(leads, RESULT_COLUMNS, (row) => {
		const outcome = outcomes[row];
		return outcome ? resultCells(outcome) : [];
	});
	try {
		writeFileSync(target, text);
	} catch (error) {
		const why = error instanceof Error ? error.message : String(error);
		throw new FileProblem(`The scores could not be written beside your file: ${why}`);
	}
	return `${target}${replaced ? ' (the earlier one was replaced)' : ''}`;
}

function nextSteps({ ownFile, beforeStart, target }: Job): string[] {
	if (beforeStart) return [];
	const lines = [
		'  npm start                      the same in the n8n editor, in your browser',
		'  npm run demo -- my-leads.csv   a file of your own; the scores are written beside it',
	];
	if (ownFile !== undefined) lines.pop();
	if (target.kind === 'sandbox' && ownFile !== undefined) {
		lines.push(
			'  LEADSPREDICT_API_KEY=...       set this to have it scored by LeadsPredict itself',
		);
	}
	return ['', layout.style.bold('Next'), ...lines];
}

async function main(args: readonly string[]): Promise<void> {
	const job = readJob(args);
	const source = job.ownFile === undefined ? 'examples/leads.csv (made up)' : basename(job.ownFile);
	paragraph(announcement(job.target, job.leads.rows.length, source));
	paragraph("The workflow is examples/score-leads.json, run by n8n's own engine.");

	const result = await scored(job);
	const listed = best(result);
	if (listed.length > 0) {
		print(['', layout.style.bold(listed.length === BEST ? 'The ten best' : 'The best'), '']);
		print(rankedTable(listed, layout));
	}
	print(['', ...totals(result, layout)]);
	const refused = refusals(result.outcomes, job.leads.numbers, layout);
	if (refused.length > 0) print(['', ...refused]);
	if (job.target.kind === 'sandbox') {
		print(['']);
		paragraph(
			'These scores come from a formula of the sandbox (see sandbox/README.md), not from LeadsPredict.',
		);
	}
	if (job.ownFile !== undefined) {
		print(['', `Written: ${writeScored(job.ownFile, job.leads, result)}`]);
	}
	print(nextSteps(job));
	if (listed.length === 0) process.exitCode = 1;
}

let running: Engine | undefined;
/** From here on an interruption makes the run fail, and it cleans up on its way out. */
let isCutOffCleanly = false;
let stopped: number | undefined;
const PATIENCE_MS = 5_000;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
	process.on(signal, () => {
		stopped = 128 + constants.signals[signal];
		progress.stop();
		if (!isCutOffCleanly) process.exit(stopped);
		void running?.close();
		setTimeout(() => process.exit(stopped), PATIENCE_MS).unref();
	});
}

main(process.argv.slice(2)).catch((error: unknown) => {
	progress.stop();
	if (stopped !== undefined) {
		process.exitCode = stopped;
		return;
	}
	console.error(error instanceof Error ? error.message : String(error));
	process.exitCode = 1;
});
