import { startSandboxProcess } from '../../sandbox/process';
import { startMeasuring } from '../child/child';
import { during } from '../../scripts/closing';
import { AMPLE, nodeTime, openEngine, runOnce, whereIs } from '../engine/runs';
import type { Setting } from '../machine';
import type { Extent } from '../options';
import type { RoomFigures } from './cases';
import type { RoomTimes } from './rooms';

const SIZE = 1_000;

/** Part three under one setting: rooms and node take turns. */
export async function measureRooms(
	setting: Setting,
	{ roomLeads: leads, roomRepetitions }: Extent,
	report: (phrase: string) => void,
): Promise<RoomFigures> {
	const walks: RoomTimes[] = [];
	const nodeMs: number[] = [];
	const oneLeadMs: number[] = [];
	await during(startSandboxProcess(), (service) =>
		during(startMeasuring(setting.nodePath), (child) =>
			during(openEngine(setting, service), async (engine) => {
				// The first round warms up.
				for (let round = 0; round <= roomRepetitions; round += 1) {
					report(round === 0 ? 'Warming up' : `Round ${round} of ${roomRepetitions}`);
					await service.reset(AMPLE);
					const walk = await child.ask('rooms', { service: whereIs(service), leads, size: SIZE });
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
