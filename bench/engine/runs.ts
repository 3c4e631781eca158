import type { INodeExecutionData } from 'n8n-workflow';
import { z } from 'zod';

import { HUBSPOT_FIELDS } from '../../nodes/LeadsPredict/crm/hubspot/fields';
import { startEngine } from '../../runtimes/engine/engine';
import type { Engine, RunResult } from '../../runtimes/engine/engine';
import { packPackage } from '../../runtimes/package';
import type { SandboxProcess } from '../../sandbox/process';
import { madeItems } from '../leads';
import type { Setting } from '../machine';
import { ALTERNATIVES, requestsFor } from './alternatives';
import type { AlternativeName } from './alternatives';
import { CREDENTIALS, START, workflowOf } from './workflows';
import type { Service } from './workflows';

/** One alternative through n8n's engine, once. */

/** More than any case needs, so that nothing is refused but the answers have rate limit headers. */
export const AMPLE = { perHour: 1_000_000, perDay: 10_000_000 };

/** Without its methods, which cannot be sent between processes. */
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
	const items = madeItems(leads, ALTERNATIVES[name].items).map((json) => ({ json }));
	const run = await engine.run(workflowOf(name, sandbox), { startNode: START, items, watchMemory });
	expectDone(name, run, leads);
	return run;
}

/** @throws Error when the run failed or an item of its output is not correct */
export function expectDone(name: AlternativeName, run: RunResult, leads: number): void {
	if (run.status !== 'success') {
		throw new Error(`${ALTERNATIVES[name].title}: ${run.error?.message ?? run.status}`);
	}
	const last = run.order.at(-1) ?? '';
	expectAll(name, done(name, run.output(last)), leads);
}

/** The number of correct output items. */
function done(name: AlternativeName, output: readonly INodeExecutionData[]): number {
	if (ALTERNATIVES[name].task === 'score')
		return output.filter(({ json }) => isScored(name, json)).length;
	const written = output.flatMap(({ json }) =>
		name === 'prepareUpdate' ? propertiesIn(json) : [json],
	);
	return written.filter(isPrepared).length;
}

function isScored(name: AlternativeName, json: Record<string, unknown>): boolean {
	// With a request per lead the output is the raw answers.
	const result: unknown = name === 'httpPerLead' ? Object(json['data']).leads?.[0] : json;
	return typeof Object(result).score === 'number';
}

const bodySchema = z.object({
	body: z.object({ inputs: z.array(z.object({ properties: z.record(z.unknown()) })) }),
});

/** The properties of each record in a request to HubSpot. */
const propertiesIn = (json: unknown): Array<Record<string, unknown>> =>
	bodySchema.parse(json).body.inputs.map(({ properties }) => properties);

/** The properties that Analyze fills; only events have a previous score. */
const SAID = HUBSPOT_FIELDS.filter(({ source }) => source !== 'previous_score').map(
	({ name }) => name,
);

const isPrepared = (properties: Record<string, unknown>): boolean =>
	SAID.every((name) => !['', null, undefined].some((nothing) => properties[name] === nothing));

export function expectAll(name: AlternativeName, ready: number, leads: number): void {
	if (ready === leads) return;
	throw new Error(`${ALTERNATIVES[name].title}: ${leads} leads in, ${ready} correct items out.`);
}

/** @throws Error when our node sent another number of requests than it was told to */
export function expectRequests(name: AlternativeName, requests: number, leads: number): void {
	const expected = requestsFor(name, leads);
	if (!ALTERNATIVES[name].isOurs || expected === undefined || requests === expected) return;
	throw new Error(`${ALTERNATIVES[name].title}: ${requests} requests for ${leads} leads.`);
}

/** n8n's time for the nodes of the alternative, without the nodes that supply the items. */
export const nodeTime = (run: RunResult, suppliers: readonly string[] = [START]): number =>
	Object.entries(run.nodes)
		.filter(([name]) => !suppliers.includes(name))
		.flatMap(([, runs]) => runs)
		.reduce((total, { executionTimeMs }) => total + executionTimeMs, 0);
