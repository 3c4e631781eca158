import {
	count,
	difference,
	duration,
	mebibytes,
	microseconds,
	share,
	times,
} from '../../bench/figures';

test.each([
	[0.004, '0.00 ms'],
	[9.94, '9.94 ms'],
	[9.95, '10 ms'],
	[1_234.4, '1,234 ms'],
	[9_949, '9,949 ms'],
	[9_950, '10.0 s'],
	[123_456, '123.5 s'],
])('%d ms is %j', (ms, text) => {
	expect(duration(ms)).toBe(text);
});

test.each([
	[0.0012, '1.2 µs'],
	[0.0312, '31 µs'],
	[2.4, '2,400 µs'],
])('%d ms a lead is %j', (ms, text) => {
	expect(microseconds(ms)).toBe(text);
});

test.each([
	[0.949, '0.95×'],
	[1.994, '1.99×'],
	[1.995, '2.0×'],
	[9.94, '9.9×'],
	[51.6, '52×'],
	[1_200, '1,200×'],
])('a ratio of %d is %j', (ratio, text) => {
	expect(times(ratio)).toBe(text);
});

test('other figures', () => {
	expect(count(100_000)).toBe('100,000');
	expect([difference(12.3), difference(0), difference(-1_200)]).toEqual([
		'+12 ms',
		'+0.00 ms',
		'−1,200 ms',
	]);
	expect(mebibytes(3 * 2 ** 30)).toBe('3,072 MiB');
	expect(share(1, 8)).toBe('12.5 %');
});
