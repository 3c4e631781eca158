import fc from 'fast-check';

import { createMeter, limitsOf } from '../../sandbox/plan';

const HOUR_S = 3600;
const START_S = 1_800_000_000;

function meterAt(limits: { perHour?: number; perDay?: number }) {
	let seconds = START_S;
	const meter = createMeter(limits, () => new Date(seconds * 1000));
	return {
		meter,
		pass(more: number) {
			seconds += more;
		},
	};
}

test('plans have the documented limits', () => {
	expect(limitsOf('starter')).toEqual({ perHour: 1_000, perDay: 10_000 });
	expect(limitsOf('growth')).toEqual({ perHour: 10_000, perDay: 100_000 });
	expect(createMeter(limitsOf('enterprise'), () => new Date()).spend()).toBeUndefined();
});

test('an hour starts with its first request and refuses requests over the limit', () => {
	const { meter, pass } = meterAt({ perHour: 2 });
	const resetsAt = START_S + HOUR_S;
	expect(meter.spend()).toEqual({ allowed: true, limit: 2, remaining: 1, resetsAt });
	pass(HOUR_S - 1);
	expect(meter.spend()).toEqual({ allowed: true, limit: 2, remaining: 0, resetsAt });
	expect(meter.spend()).toEqual({ allowed: false, limit: 2, remaining: 0, resetsAt });
	pass(1);
	expect(meter.spend()).toMatchObject({ allowed: true, remaining: 1 });
});

test('reading the allowance counts no request', () => {
	const { meter } = meterAt({ perHour: 1 });
	expect(meter.look()).toMatchObject({ allowed: true, remaining: 1 });
	expect(meter.look()).toMatchObject({ allowed: true, remaining: 1 });
	expect(meter.spend()).toMatchObject({ allowed: true, remaining: 0 });
	expect(meter.look()).toMatchObject({ allowed: false, remaining: 0 });
});

test('the day counts all hours, and the headers describe it when it has fewer requests left', () => {
	const { meter, pass } = meterAt({ perHour: 2, perDay: 3 });
	expect(meter.spend()).toMatchObject({ limit: 2, remaining: 1 });
	expect(meter.spend()).toMatchObject({ limit: 2, remaining: 0 });
	pass(HOUR_S);
	expect(meter.spend()).toMatchObject({ allowed: true, limit: 3, remaining: 0 });
	expect(meter.spend()).toEqual({
		allowed: false,
		limit: 3,
		remaining: 0,
		resetsAt: START_S + 24 * HOUR_S,
	});
	pass(23 * HOUR_S);
	expect(meter.spend()).toMatchObject({ allowed: true, limit: 2, remaining: 1 });
});

test('with the same number left in both, the headers describe the day, which ends later', () => {
	const { meter } = meterAt({ perHour: 2, perDay: 2 });
	expect(meter.spend()).toMatchObject({ remaining: 1, resetsAt: START_S + 24 * HOUR_S });
});

test('a window never allows more requests than its limit', () => {
	fc.assert(
		fc.property(fc.nat(20), fc.nat(20), fc.nat(60), (perHour, perDay, asked) => {
			const { meter } = meterAt({ perHour, perDay });
			const passed = Array.from({ length: asked }, () => meter.spend()).filter(
				(allowance) => allowance?.allowed,
			);
			expect(passed).toHaveLength(Math.min(perHour, perDay, asked));
		}),
	);
});

test('reading what is left starts no window and counts nothing', () => {
	let seconds = 0;
	const meter = createMeter({ perHour: 2 }, () => new Date(seconds * 1000));
	const left = () => meter.windows().map(({ remaining }) => remaining);
	expect(left()).toEqual([2]);
	seconds = 1_800;
	meter.spend();
	expect(left()).toEqual([1]);
	seconds = 3_601;
	expect(left()).toEqual([1]);
	seconds = 1_800 + 3_600;
	expect(left()).toEqual([2]);
});
