import fc from 'fast-check';

import { LogThrottle, logThrottleFor } from '../../nodes/LeadsPredict/webhook/logThrottle';

/** A tally whose minute ends when the test says so. */
function opened() {
	const lines: string[] = [];
	let ends: Array<() => void> = [];
	const tally = new LogThrottle(() => new Promise<void>((resolve) => ends.push(resolve)));
	return {
		lines,
		waiting: () => ends.length,
		add: (what: string, why = '') =>
			tally.add(what, (times) => lines.push(`${what} ${times}${why}`)),
		endMinute: async () => {
			const all = ends;
			ends = [];
			all.forEach((end) => end());
			await Promise.resolve();
			await Promise.resolve();
		},
	};
}

describe('a thousand repeats', () => {
	it('are four lines, the last with the right number', () => {
		const { add, lines } = opened();
		for (let time = 0; time < 1_000; time += 1) add('401');
		expect(lines).toEqual(['401 1', '401 10', '401 100', '401 1000']);
	});

	it('and one more are logged a minute later, with the latest reason', async () => {
		const { add, lines, endMinute } = opened();
		for (let time = 0; time < 1_000; time += 1) add('401');
		add('401', ', missing');
		expect(lines).toHaveLength(4);
		await endMinute();
		expect(lines.slice(4)).toEqual(['401 1001, missing']);
		await endMinute();
		expect(lines).toHaveLength(5);
	});
});

it('the first of a kind is logged at once, whatever else happens', () => {
	const { add, lines } = opened();
	for (let time = 0; time < 50; time += 1) add('401');
	add('400');
	expect(lines).toEqual(['401 1', '401 10', '400 1']);
});

it('a minute after the last one every number has been logged, in few lines', async () => {
	const what = fc.constantFrom('a', 'b', 'c');
	const minutes = fc.array(fc.array(what, { maxLength: 40 }), { maxLength: 5 });
	await fc.assert(
		fc.asyncProperty(minutes, async (all) => {
			const { add, lines, endMinute, waiting } = opened();
			const times = new Map<string, number>();
			for (const minute of all) {
				for (const each of minute) {
					add(each);
					times.set(each, (times.get(each) ?? 0) + 1);
					expect(waiting()).toBeLessThanOrEqual(3);
				}
				await endMinute();
				for (const [each, number] of times) {
					expect(lines.filter((line) => line.startsWith(each)).at(-1)).toBe(`${each} ${number}`);
				}
			}
			// Each of three: a power of ten now and then, and one line a minute.
			expect(lines.length).toBeLessThanOrEqual(3 * (3 + all.length));
		}),
	);
});

it('each trigger has its own counts', () => {
	expect(logThrottleFor('1')).toBe(logThrottleFor('1'));
	expect(logThrottleFor('1')).not.toBe(logThrottleFor('2'));
});
