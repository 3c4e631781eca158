import { startEngine } from '../../runtimes/engine/engine';
import type { Engine, RunResult } from '../../runtimes/engine/engine';
import { packPackage } from '../../runtimes/package';
import type { SandboxProcess } from '../../sandbox/process';
import { madeItems } from '../leads';
import type { Setting } from '../machine';
import { ALTERNATIVES, itemsOf } from './alternatives';
import type { AlternativeName } from './alternatives';
import { CREDENTIALS, START, workflowOf } from './workflows';
import type { Service } from './workflows';

/** One alternative through n8n's engine, once. */

/** More than any case needs: refusals are not what is measured, but the answers tell of a quota. */
export const AMPLE = { perHour: 1_000_000, perDay: 10_000_000 };

/** Without its methods, which no message between processes can carry. */
export const whereIs = ({ baseUrl, apiKey }: SandboxProcess): Service => ({ baseUrl, apiKey });

export async function openEngine(setting: Setting, sandbox: SandboxProcess): Promise<Engine> {
	const { unpacked } = await packPackage();
	return await startEngine({
		packageDir: unpacked,
		credentials: CREDENTIALS(sandbox),
		nodePath: setting.nodePath,
		expressionEngine: setting.engine,
	});
}

export async function runOnce(
	engine: Engine,
	sandbox: SandboxProcess,
	name: AlternativeName,
	leads: number,
	watchMemory = false,
): Promise<RunResult> {
	const items = madeItems(leads, itemsOf(name)).map((json) => ({ json }));
	const run = await engine.run(workflowOf(name, sandbox), { startNode: START, items, watchMemory });
	if (run.status !== 'success') {
		throw new Error(`${ALTERNATIVES[name].title}: ${run.error?.message ?? run.status}`);
	}
	const last = run.order.at(-1) ?? '';
	const scored = run.output(last).filter(({ json }) => isScored(name, json)).length;
	expectAll(name, scored, leads);
	return run;
}

function isScored(name: AlternativeName, json: Record<string, unknown>): boolean {
	// A request per lead ends with the answers as they came.
	const result: unknown = name === 'httpPerLead' ? Object(json['data']).leads?.[0] : json;
	return typeof Object(result).score === 'number';
}

export function expectAll(name: AlternativeName, scored: number, leads: number): void {
	if (scored === leads) return;
	throw new Error(`${ALTERNATIVES[name].title}: ${leads} leads went in, ${scored} were scored.`);
}

/** What n8n reports for the nodes of the alternative; where the items come from is none of them. */
export const nodeTime = (run: RunResult): number =>
	Object.entries(run.nodes)
		.filter(([name]) => name !== START)
		.flatMap(([, runs]) => runs)
		.reduce((total, { executionTimeMs }) => total + executionTimeMs, 0);
