// npm run soak: whether what must never happen does not happen, with numbers.

import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';

import { packPackage } from '../runtimes/package';
import { runToEnd, during } from './closing';
import { openStage } from './soak/engine';
import { createEvidence } from './soak/evidence';
import { tryEvents } from './soak/events';
import type { Findings } from './soak/findings';
import { tryForged } from './soak/forged';
import { openHouse } from './soak/house';
import { tryLeads } from './soak/leads';
import { tryLimit } from './soak/limit';
import { readOptions } from './soak/options';
import type { Options, TrialName } from './soak/options';
import { allHold, closingLines, findingLines } from './soak/report';
import { madeSecrets } from './soak/search';
import { trySecrets } from './soak/secrets';
import { createProgress } from './terminal/progress.cjs';
import { styleFor, widthFor } from './terminal/style';

const layout = { width: widthFor(process.stdout), style: styleFor(process.stdout, process.env) };
const progress = createProgress({ stream: process.stderr });
const secrets = madeSecrets();
const evidence = createEvidence(secrets);

/** With what the report begins. */
const PRINTED = 'What must never happen';

const print = (lines: readonly string[]): void => {
	const text = lines.join('\n');
	console.log(text);
	evidence.add('what this command printed', text, PRINTED);
};

const LABELS: Readonly<Record<TrialName, string>> = {
	leads: 'Leads through every fault',
	limit: 'The hour of a Starter plan',
	forged: 'Forged events',
	events: 'Events that come three times',
	secrets: 'Secrets',
};

async function main(args: readonly string[]): Promise<void> {
	const options: Options = readOptions(args);
	const { extent, seeds, trials } = options;
	const all: Findings[] = [];
	const report = (findings: Findings): void => {
		all.push(findings);
		print(findingLines(findings, layout));
	};
	print([`${PRINTED}, tried with seed ${seeds.join(', ')}${extent.quick ? ', in small' : ''}`]);
	await progress.duringIfSlow('Building the package', () => packPackage());
	if (trials.includes('leads') || trials.includes('limit')) {
		await during(openStage(secrets), async (stage) => {
			if (trials.includes('leads')) {
				await progress.during(LABELS.leads, () => tryLeads(stage, extent, seeds, evidence, report));
			}
			if (trials.includes('limit')) {
				await progress.during(LABELS.limit, () => tryLimit(stage, extent, evidence, report));
			}
		});
	}
	const served = (['forged', 'events', 'secrets'] as const).filter((name) => trials.includes(name));
	if (served.length > 0) {
		await during(
			progress.during('Starting n8n', () => openHouse(secrets)),
			async (house) => {
				const [seed = 1] = seeds;
				const TRY = {
					forged: () => tryForged(house, extent, seed, secrets, evidence, report),
					events: () => tryEvents(house, extent, seed, secrets, evidence, report),
					secrets: () => trySecrets(house, secrets, evidence, report),
				};
				for (const name of served) await progress.during(LABELS[name], TRY[name]);
			},
		);
	}
	print(closingLines(all, layout));
	if (options.jsonFile !== undefined) {
		// npm runs scripts in the repository's folder; people mean the folder they are in.
		const file = resolve(process.env['INIT_CWD'] ?? '.', options.jsonFile);
		writeFileSync(file, `${JSON.stringify(all, null, '\t')}\n`);
		print(['', `Written: ${file}`]);
	}
	if (!allHold(all)) process.exitCode = 1;
}

void runToEnd(() => main(process.argv.slice(2)), progress);
