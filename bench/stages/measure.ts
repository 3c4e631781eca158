import { startSandboxProcess } from '../../sandbox/process';
import { startMeasuring } from '../child/child';
import { during } from '../../scripts/closing';
import { AMPLE, nodeTime, openEngine, runOnce, whereIs } from '../engine/runs';
import type { Setting } from '../machine';
import type { Extent } from '../options';
import type { StageFigures, StageTimes } from './stages';

const SIZE = 1_000;

/** Part three under one setting: measures stages and node in turn. */
export async function measureStages(
	setting: Setting,
	{ stageLeads: leads, stageRepetitions }: Extent,
	report: (phrase: string) => void,
): Promise<StageFigures> {
	const walks: StageTimes[] = [];
	const nodeMs: number[] = [];
	const oneLeadMs: number[] = [];
	await during(startSandboxProcess(), (service) =>
		during(startMeasuring(setting.nodePath), (child) =>
			during(openEngine(setting, service), async (engine) => {
				// The first round warms up.
				for (let round = 0; round <= stageRepetitions; round += 1) {
					report(round === 0 ? 'Warming up' : `Round ${round} of ${stageRepetitions}`);
					await service.reset(AMPLE);
					const walk = await child.ask('stages', { service: whereIs(service), leads, size: SIZE });
					await service.reset(AMPLE);
					const whole = nodeTime(await runOnce(engine, service, 'analyze1000', leads));
					const one = nodeTime(await runOnce(engine, service, 'analyze1000', 1));
					if (round === 0) continue;
					walks.push(walk);
					nodeMs.push(whole);
					oneLeadMs.push(one);
				}
			}),
		),
	);
	const { engine, node } = setting;
	return { engine, node, leads, size: SIZE, walks, nodeMs, oneLeadMs };
}
