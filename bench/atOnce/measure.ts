import { startSandboxProcess } from '../../sandbox/process';
import { during } from '../../scripts/closing';
import { AMPLE, expectAll, nodeTime, openEngine } from '../engine/runs';
import { START, analyzeWorkflow } from '../engine/workflows';
import { madeItems } from '../leads';
import type { Setting } from '../machine';
import type { Extent } from '../options';
import { inTurns } from '../statistics';
import { LATENCY_MS, LEADS_PER_REQUEST } from './cases';
import type { AtOnceFigures } from './cases';

/** Part four: how much sooner a run is done with several requests under way, which take turns. */
export async function measureAtOnce(
	setting: Setting,
	{ atOnce, atOnceLeads: leads, repetitions }: Extent,
	report: (phrase: string) => void,
): Promise<AtOnceFigures> {
	const cases = atOnce.map((requests) => ({
		atOnce: requests,
		nodeMs: [] as number[],
		requests: [] as number[],
	}));
	await during(startSandboxProcess(['--latency', String(LATENCY_MS)]), (service) =>
		during(openEngine(setting, service), async (engine) => {
			const items = madeItems(leads, 'plain').map((json) => ({ json }));
			for (let round = 0; round < repetitions; round += 1) {
				report(`round ${round + 1} of ${repetitions}`);
				for (const each of inTurns(cases, round)) {
					await service.reset(AMPLE);
					const options = { leadsPerRequest: LEADS_PER_REQUEST, requestsAtOnce: each.atOnce };
					const run = await engine.run(analyzeWorkflow(options), { startNode: START, items });
					const scored = run.output('LeadsPredict').filter(({ json }) => 'score' in json);
					expectAll('analyze100', scored.length, leads);
					each.nodeMs.push(nodeTime(run));
					each.requests.push(await service.requestCount());
				}
			}
		}),
	);
	return { node: setting.node, leads, latencyMs: LATENCY_MS, cases };
}
