import { aimLines, machineLines, quickReminder, roomLines, triggerLines } from '../../bench/report';
import { splitUp } from '../../bench/rooms/cases';
import type { RoomFigures } from '../../bench/rooms/cases';
import type { RoomTimes } from '../../bench/rooms/rooms';
import { PLAIN } from '../../scripts/terminal/style';

const layout = { width: 100, style: PLAIN };
const machine = { cpu: 'A CPU', cores: 2, memory: 2 ** 33, load: 0.5 };
const settings = [{ engine: 'vm', nodePath: '/node', node: 'v24.0.0' }] as const;

test('a quick run says so, a busy machine as well', () => {
	const calm = machineLines(machine, settings, '2.41.1', false).join('\n');
	expect(calm).toContain('A CPU, 2 cores, 8,192 MiB');
	expect(calm).toContain('vm under Node.js v24.0.0');
	expect(calm).not.toMatch(/quote/);
	expect(machineLines(machine, settings, '2.41.1', true).join('\n')).toContain(
		'no figures to quote',
	);
	expect(machineLines({ ...machine, load: 3 }, settings, '2.41.1', false).join('\n')).toContain(
		'do not quote these figures',
	);
	expect(quickReminder(false)).toEqual([]);
});

const walk = (request: number): RoomTimes => ({
	read: 1,
	validate: 2,
	chunk: 0,
	request,
	match: 3,
	settle: 0,
	items: 4,
});

const rooms: RoomFigures = {
	engine: 'legacy',
	node: 'v20.19.0',
	leads: 10_000,
	size: 1_000,
	walks: [walk(90), walk(40), walk(50)],
	nodeMs: [100, 80, 90],
	oneLeadMs: [5],
};

test('what the rooms do not explain is named as the rest', () => {
	expect(splitUp(rooms)).toMatchObject({ sum: 60, whole: 90, rest: 30, oneLead: 5 });
	const lines = roomLines(rooms, layout);
	expect(lines.find((line) => line.startsWith('request'))).toMatch(/50 ms +5\.0 µs +55\.6 %$/);
	expect(lines.find((line) => line.startsWith('n8n'))).toMatch(/30 ms +3\.0 µs +33\.3 %$/);
});

test('events a second are compared with the plain trigger of the same server', () => {
	const sample = (events: number) => ({ events, ms: 500 });
	const lines = triggerLines(
		{
			node: 'v24.0.0',
			cases: [
				{ trigger: 'plain', lazy: true, samples: [sample(50)] },
				{ trigger: 'ours', lazy: true, samples: [sample(49), sample(48), sample(60)] },
			],
		},
		layout,
	);
	expect(lines.at(-1)).toMatch(/^LeadsPredict Trigger +on +98\.0 +0\.98× +157 +3$/);
});

test('aims are listed with their verdicts; without any there is nothing to say', () => {
	expect(aimLines([], layout)).toEqual([]);
	const [verdict] = aimLines(
		[{ aim: 'c at least 40 times as fast as a', where: 'vm', state: 'missed', figure: '39×' }],
		layout,
	).slice(-1);
	expect(verdict).toMatch(/^c at least 40 times as fast as a +vm +39× +missed$/);
});
