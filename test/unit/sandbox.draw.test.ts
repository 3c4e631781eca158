import fc from 'fast-check';

import { draws, pick } from '../../sandbox/faults/draw';

const key = fc.array(fc.oneof(fc.string(), fc.integer()), { maxLength: 4 });
const sequence = (of: ReadonlyArray<string | number>) => {
	const draw = draws(...of);
	return Array.from({ length: 5 }, draw);
};

test('the same key gives the same numbers, each from 0 up to 1', () => {
	fc.assert(
		fc.property(key, (of) => {
			const numbers = sequence(of);
			expect(sequence(of)).toEqual(numbers);
			expect(numbers.every((number) => number >= 0 && number < 1)).toBe(true);
		}),
	);
});

test('another key gives other numbers, even if its parts join to the same text', () => {
	expect(sequence(['a', 'bc'])).not.toEqual(sequence(['ab', 'c']));
	expect(sequence([1])).not.toEqual(sequence(['1']));
	fc.assert(
		fc.property(key, key, (one, other) => {
			fc.pre(JSON.stringify(one) !== JSON.stringify(other));
			expect(sequence(one)).not.toEqual(sequence(other));
		}),
	);
});

test('numbers are evenly distributed, so that rates are right', () => {
	const below = Array.from({ length: 10_000 }, (_, n) => draws('seed', n)()).filter(
		(number) => number < 0.2,
	);
	expect(below.length / 10_000).toBeCloseTo(0.2, 1);
});

test('every choice occurs', () => {
	const draw = draws('choices');
	const picked = Array.from({ length: 200 }, () => pick(draw, ['a', 'b', 'c']));
	expect(new Set(picked)).toEqual(new Set(['a', 'b', 'c']));
});
