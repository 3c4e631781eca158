import { FULL, QUICK, readOptions } from '../../bench/options';

test('without arguments everything is measured in full', () => {
	expect(readOptions([])).toEqual({ extent: FULL, parts: [1, 2, 3, 4], jsonFile: undefined });
});

test('quick, some parts, a file', () => {
	const args = ['--quick', '--part', '3', '--part=1', '--json', 'figures.json'];
	expect(readOptions(args)).toEqual({ extent: QUICK, parts: [1, 3], jsonFile: 'figures.json' });
});

test.each(
	[
		['--part', '5'],
		['--part'],
		['--part', ''],
		['--fast'],
		['now'],
		['--json', ''],
		['--most-leads', '5'],
		['--most-leads', 'x'],
	].map((args) => [args]),
)('%j is answered with the usage', (args) => {
	expect(() => readOptions(args)).toThrow('Usage: npm run bench');
});

test('the largest sizes can be left out', () => {
	const { extent } = readOptions(['--most-leads', '10000']);
	expect(extent).toEqual({ ...FULL, sizes: [1_000, 10_000], sizesSlow: [1_000, 10_000] });
});

test('a request per lead is never sent for the largest size', () => {
	expect(Math.max(...FULL.sizesSlow)).toBeLessThan(Math.max(...FULL.sizes));
});
