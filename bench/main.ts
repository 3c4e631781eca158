// npm run bench: measures how fast leads are scored and events are received, compared with
// alternatives.

import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';

import { packPackage } from '../runtimes/package';
import { ENGINE } from '../runtimes/runtime';
import { runToEnd } from '../scripts/closing';
import { createProgress } from '../scripts/terminal/progress.cjs';
import { styleFor, widthFor } from '../scripts/terminal/style';
import type { EngineFigures } from './engine/cases';
import { measureEngine } from './engine/measure';
import { describeMachine, findSettings } from './machine';
import type { Machine, Setting } from './machine';
import { readOptions } from './options';
import type { Options } from './options';
import {
	engineLines,
	machineLines,
	quickReminder,
	serverLines,
	stageLines,
	triggerLines,
} from './report';
import type { ServerFigures } from './server/cases';
import { measureServer } from './server/measure';
import type { StageFigures } from './stages/stages';
import { measureStages } from './stages/measure';
import type { TriggerFigures } from './trigger/cases';
import { measureTriggers } from './trigger/measure';

const layout = { width: widthFor(process.stdout), style: styleFor(process.stdout, process.env) };
const progress = createProgress({ stream: process.stderr });

const print = (lines: readonly string[]): void => {
	if (lines.length > 0) console.log(lines.join('\n'));
};

/** All measurements. */
interface Results {
	readonly startedAt: string;
	readonly n8n: string;
	readonly quick: boolean;
	readonly machine: Machine;
	readonly engines: EngineFigures[];
	triggers?: TriggerFigures;
	readonly stages: StageFigures[];
	server?: ServerFigures;
}

async function measure({ extent, parts }: Options, settings: Setting[], results: Results) {
	for (const setting of parts.includes(1) ? settings : []) {
		const label = `Part one, ${setting.engine}`;
		const figures = await progress.during(label, (report) =>
			measureEngine(setting, extent, (phrase) => report(`${label}. ${phrase}`)),
		);
		results.engines.push(figures);
		print(engineLines(figures, layout));
	}
	if (parts.includes(2)) {
		const figures = await progress.during('Part two', (report) =>
			measureTriggers(extent, (phrase) => report(`Part two. ${phrase}`)),
		);
		results.triggers = figures;
		print(triggerLines(figures, layout));
	}
	for (const setting of parts.includes(3) ? settings : []) {
		const label = `Part three, ${setting.engine}`;
		const figures = await progress.during(label, (report) =>
			measureStages(setting, extent, (phrase) => report(`${label}. ${phrase}`)),
		);
		results.stages.push(figures);
		print(stageLines(figures, layout));
	}
	if (parts.includes(4)) {
		const figures = await progress.during('Part four', (report) =>
			measureServer(extent, (phrase) => report(`Part four. ${phrase}`)),
		);
		results.server = figures;
		print(serverLines(figures, layout));
	}
}

async function main(args: readonly string[]): Promise<void> {
	const options = readOptions(args);
	const { quick } = options.extent;
	const { settings, missing } = await findSettings((phrase) => console.error(phrase));
	const results: Results = {
		startedAt: new Date().toISOString(),
		n8n: ENGINE.replace('engine-', ''),
		quick,
		machine: describeMachine(),
		engines: [],
		stages: [],
	};
	print(machineLines(results.machine, settings, results.n8n, quick));
	if (missing !== undefined) print([`The expression engine vm is left out: ${missing}`]);
	await progress.duringIfSlow('Building the package', () => packPackage());

	await measure(options, settings, results);
	print(quickReminder(quick));
	if (options.jsonFile !== undefined) {
		// npm runs scripts in the repository's folder, but users mean their current folder.
		const file = resolve(process.env['INIT_CWD'] ?? '.', options.jsonFile);
		writeFileSync(file, `${JSON.stringify(results, null, '\t')}\n`);
		print(['', `Written: ${file}`]);
	}
}

void runToEnd(() => main(process.argv.slice(2)), progress);
