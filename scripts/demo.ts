// npm run demo: scores examples/leads.csv, or the user's file, with a workflow in n8n's engine.

import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, extname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';

import type { ScoredLead } from '../nodes/LeadsPredict/contract';
import { startEngine } from '../runtimes/engine/engine';
import { packPackage } from '../runtimes/package';
import { startSandbox } from '../sandbox/sandbox';
import { during, runToEnd } from './closing';
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

function readArgs(args: readonly string[]) {
	try {
		const { values, positionals } = parseArgs({
			args: [...args],
			allowPositionals: true,
			options: { 'before-start': { type: 'boolean', default: false } },
		});
		if (positionals.length <= 1)
			return { file: positionals[0], beforeStart: values['before-start'] };
	} catch {
		// Handled like too many files.
	}
	throw new FileProblem(USAGE);
}

function readJob(args: readonly string[]): Job {
	const { file: named, beforeStart } = readArgs(args);
	// npm runs scripts in the repository's folder, but users mean their current folder.
	const ownFile = named && resolve(process.env['INIT_CWD'] ?? '.', named);
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

/** The LeadsPredict node's results, and n8n's measurements. */
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
	const starting = startEngine({
		packageDir,
		credentials: { [CREDENTIAL.id]: { type: CREDENTIAL.type, data } },
		// n8n reads files only in allowed folders.
		env: { N8N_RESTRICT_FILE_ACCESS_TO: EXAMPLES_FOLDER },
	});
	return await during(starting, async (engine) => {
		const workflow = adapted(readExample('score-leads'), { leadsFile: LEADS_FILE });
		// The user's file is read here, because Extract from File does not handle every encoding and
		// separator.
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
	});
}

async function scored(job: Job): Promise<Run> {
	const { unpacked } = await progress.duringIfSlow('Building the package', () => packPackage());
	const { target } = job;
	if (target.kind === 'leadspredict') {
		return await progress.duringIfSlow('Scoring', () => run(job, unpacked, target));
	}
	return await during(startSandbox(), ({ baseUrl, apiKey }) =>
		progress.duringIfSlow('Scoring', () => run(job, unpacked, { baseUrl, apiKey })),
	);
}

/** The best first; equal scores in the order of the file. */
function best({ outcomes }: Run): ScoredLead[] {
	return outcomes
		.flatMap((outcome) => (outcome.ok ? [outcome.lead] : []))
		.sort((a, b) => b.score - a.score)
		.slice(0, BEST);
}

/** @returns a message on what was written */
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
		lines.push('  LEADSPREDICT_API_KEY=...       set this to score the file with LeadsPredict');
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

void runToEnd(() => main(process.argv.slice(2)), progress);
