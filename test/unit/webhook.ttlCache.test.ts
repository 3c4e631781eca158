import { deduplicators, deduplicatorFor } from '../../nodes/LeadsPredict/webhook/deduplicate';
import { logThrottles, logThrottleFor } from '../../nodes/LeadsPredict/webhook/logThrottle';
import { TtlCache } from '../../nodes/LeadsPredict/webhook/ttlCache';

const DAY_MS = 24 * 60 * 60_000;

describe('a cached value', () => {
	it('is the same for the same key', () => {
		const held = new TtlCache<object>(() => 10);
		const one = held.getOrCreate('a', 0, () => ({}));
		expect(held.getOrCreate('a', 100, () => ({}))).toBe(one);
		expect(held.getOrCreate('b', 100, () => ({}))).not.toBe(one);
	});

	it('is dropped after its own time to live, when another is made', () => {
		const held = new TtlCache<{ term: number }>(({ term }) => term);
		const short = held.getOrCreate('short', 0, () => ({ term: 10 }));
		const long = held.getOrCreate('long', 0, () => ({ term: 100 }));
		held.getOrCreate('used', 0, () => ({ term: 10 }));
		held.getOrCreate('used', 45, () => ({ term: 10 }));
		held.getOrCreate('other', 50, () => ({ term: 10 }));
		expect(held.size).toBe(3);
		expect(held.getOrCreate('long', 50, () => ({ term: 1 }))).toBe(long);
		expect(held.getOrCreate('short', 50, () => ({ term: 1 }))).not.toBe(short);
	});
});

describe('memory of deleted triggers', () => {
	const clock = jest.spyOn(Date, 'now');
	afterAll(() => clock.mockRestore());

	it('is freed when another trigger is called after their events are forgotten', () => {
		clock.mockReturnValue(0);
		for (let trigger = 0; trigger < 50; trigger += 1) {
			deduplicatorFor(`gone ${trigger}`, 60);
			logThrottleFor(`gone ${trigger}`);
		}
		clock.mockReturnValue(DAY_MS);
		deduplicatorFor('new', 60);
		logThrottleFor('new');
		expect([deduplicators.size, logThrottles.size]).toEqual([1, 51]);
		clock.mockReturnValue(32 * DAY_MS);
		logThrottleFor('newer');
		expect(logThrottles.size).toBe(1);
	});
});
