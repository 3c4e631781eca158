import { memories, memoryOf } from '../../nodes/LeadsPredict/webhook/deduplicate';
import { tallies, tallyOf } from '../../nodes/LeadsPredict/webhook/logThrottle';
import { WhileUsed } from '../../nodes/LeadsPredict/webhook/ttlCache';

const DAY_MS = 24 * 60 * 60_000;

describe('what is held while it is used', () => {
	it('is one and the same for one key', () => {
		const held = new WhileUsed<object>(() => 10);
		const one = held.of('a', 0, () => ({}));
		expect(held.of('a', 100, () => ({}))).toBe(one);
		expect(held.of('b', 100, () => ({}))).not.toBe(one);
	});

	it('is dropped when another is made, once it matters no longer, each by its own term', () => {
		const held = new WhileUsed<{ term: number }>(({ term }) => term);
		const short = held.of('short', 0, () => ({ term: 10 }));
		const long = held.of('long', 0, () => ({ term: 100 }));
		held.of('used', 0, () => ({ term: 10 }));
		held.of('used', 45, () => ({ term: 10 }));
		held.of('other', 50, () => ({ term: 10 }));
		expect(held.size).toBe(3);
		expect(held.of('long', 50, () => ({ term: 1 }))).toBe(long);
		expect(held.of('short', 50, () => ({ term: 1 }))).not.toBe(short);
	});
});

describe('of triggers that are gone', () => {
	const clock = jest.spyOn(Date, 'now');
	afterAll(() => clock.mockRestore());

	it('nothing is held when another trigger is heard after their events are forgotten', () => {
		clock.mockReturnValue(0);
		for (let trigger = 0; trigger < 50; trigger += 1) {
			memoryOf(`gone ${trigger}`, 60);
			tallyOf(`gone ${trigger}`);
		}
		clock.mockReturnValue(DAY_MS);
		memoryOf('new', 60);
		tallyOf('new');
		expect([memories.size, tallies.size]).toEqual([1, 51]);
		clock.mockReturnValue(32 * DAY_MS);
		tallyOf('newer');
		expect(tallies.size).toBe(1);
	});
});
