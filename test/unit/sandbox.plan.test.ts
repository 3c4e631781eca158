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

test('the documented plans', () => {
	expect(limitsOf('starter')).toEqual({ perHour: 1_000, perDay: 10_000 });
	expect(limitsOf('growth')).toEqual({ perHour: 10_000, perDay: 100_000 });
	expect(createMeter(limitsOf('enterprise'), () => new Date()).spend()).toBeUndefined();
});

test('an hour opens with its first request and refuses what is beyond it', () => {
	const { meter, pass } = meterAt({ perHour: 2 });
	const resetsAt = START_S + HOUR_S;
	expect(meter.spend()).toEqual({ allowed: true, limit: 2, remaining: 1, resetsAt });
	pass(HOUR_S - 1);
	expect(meter.spend()).toEqual({ allowed: true, limit: 2, remaining: 0, resetsAt });
	expect(meter.spend()).toEqual({ allowed: false, limit: 2, remaining: 0, resetsAt });
	pass(1);
	expect(meter.spend()).toMatchObject({ allowed: true, remaining: 1 });
});

test('looking costs nothing', () => {
	const { meter } = meterAt({ perHour: 1 });
	expect(meter.look()).toMatchObject({ allowed: true, remaining: 1 });
	expect(meter.look()).toMatchObject({ allowed: true, remaining: 1 });
	expect(meter.spend()).toMatchObject({ allowed: true, remaining: 0 });
	expect(meter.look()).toMatchObject({ allowed: false, remaining: 0 });
});

test('the day counts through its hours, and speaks when it is the tighter one', () => {
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

test('with the same number left in both, the day speaks: it ends later', () => {
	const { meter } = meterAt({ perHour: 2, perDay: 2 });
	expect(meter.spend()).toMatchObject({ remaining: 1, resetsAt: START_S + 24 * HOUR_S });
});

test('within one window no more pass than its limit, however many ask', () => {
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
