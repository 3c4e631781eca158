import type { Engine, PeakMemory, RunResult } from '../../runtimes/engine/engine';
import { startSandboxProcess } from '../../sandbox/process';
import type { SandboxProcess } from '../../sandbox/process';
import { startMeasuring } from '../child/child';
import type { MeasuringProcess } from '../child/child';
import { during } from '../../scripts/closing';
import { count } from '../figures';
import type { Setting } from '../machine';
import type { Extent } from '../options';
import { inTurns } from '../statistics';
import { ALTERNATIVE_NAMES, ALTERNATIVES, isLoop } from './alternatives';
import type { AlternativeName } from './alternatives';
import { tookLong } from './cases';
import type { Case, EngineFigures, Sample } from './cases';
import { AMPLE, expectAll, expectRequests, nodeTime, openEngine, runOnce, whereIs } from './runs';

type Report = (phrase: string) => void;

interface Bench {
	readonly sandbox: SandboxProcess;
	readonly engine: Engine;
	readonly loop: MeasuringProcess;
}

/** Part one under one setting: measures every alternative at every size. */
export async function measureEngine(
	setting: Setting,
	extent: Extent,
	report: Report,
): Promise<EngineFigures> {
	return await during(startSandboxProcess(), async (sandbox) => {
		const cases = await during(openEngine(setting, sandbox), (engine) =>
			during(startMeasuring(setting.nodePath), (loop) =>
				timeAll({ sandbox, engine, loop }, extent, report),
			),
		);
		await readMemory(setting, sandbox, cases, extent, report);
		const { engine, node } = setting;
		return { engine, node, cases };
	});
}

interface Job {
	readonly name: AlternativeName;
	readonly leads: number;
}

/** The runs that are timed in turn: every alternative at one of the sizes. */
const jobsAt = ({ sizes, sizesSlow }: Extent, place: number): Job[] =>
	ALTERNATIVE_NAMES.flatMap((name) => {
		const { isSlow, maxLeads } = ALTERNATIVES[name];
		const leads = (isSlow ? sizesSlow : sizes)[place];
		return leads === undefined || leads > maxLeads ? [] : [{ name, leads }];
	});

async function timeAll(bench: Bench, extent: Extent, report: Report): Promise<Case[]> {
	const { repetitions, slowMs } = extent;
	report('Warming up');
	for (const job of jobsAt(extent, 0)) await sampleOf(bench, job);
	const cases: Case[] = [];
	for (const place of extent.sizes.keys()) {
		const jobs = jobsAt(extent, place).map((job) => ({ ...job, samples: [] as Sample[] }));
		for (let round = 0; round < repetitions; round += 1) {
			report(`${count(extent.sizes[place] ?? 0)} leads, round ${round + 1} of ${repetitions}`);
			for (const { samples, ...job } of inTurns(jobs, round)) {
				if (tookLong({ samples }, slowMs)) continue;
				samples.push(await sampleOf(bench, job));
			}
		}
		for (const { name: alternative, leads, samples } of jobs) {
			cases.push({ alternative, leads, samples });
		}
	}
	return cases;
}

async function sampleOf({ sandbox, engine, loop }: Bench, { name, leads }: Job): Promise<Sample> {
	await sandbox.reset(AMPLE);
	if (isLoop(name)) {
		const { leadsPerRequest: size } = ALTERNATIVES[name];
		const { ms, scored } = await loop.ask('loop', { service: whereIs(sandbox), leads, size });
		expectAll(name, scored, leads);
		return { nodeMs: ms, wallMs: ms, requests: await sandbox.requestCount() };
	}
	const run = await runOnce(engine, sandbox, name, leads);
	const requests = await sandbox.requestCount();
	expectRequests(name, requests, leads);
	return { nodeMs: nodeTime(run), wallMs: run.wallMs, requests };
}

/** Repeats the largest run of each alternative in a new process. */
async function readMemory(
	setting: Setting,
	sandbox: SandboxProcess,
	cases: Case[],
	{ memoryOfAll, slowMs }: Extent,
	report: Report,
): Promise<void> {
	for (const name of ALTERNATIVE_NAMES) {
		if (isLoop(name) || !(memoryOfAll || name === 'analyze1000')) continue;
		const largest = cases.filter(({ alternative }) => alternative === name).at(-1);
		if (!largest || (memoryOfAll && tookLong(largest, slowMs))) continue;
		report('Reading the memory of each');
		await sandbox.reset(AMPLE);
		largest.memory = await during(openEngine(setting, sandbox), async (engine) =>
			memoryOf(await runOnce(engine, sandbox, name, largest.leads, true)),
		);
	}
}

function memoryOf({ memory }: RunResult): PeakMemory {
	if (!memory) throw new Error('The engine did not watch its memory.');
	return memory;
}
