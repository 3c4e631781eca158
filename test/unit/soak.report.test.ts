import { exactly, none } from '../../scripts/soak/findings';
import type { Claim, Findings } from '../../scripts/soak/findings';
import { FULL, QUICK, readOptions } from '../../scripts/soak/options';
import { allHold, closingLines, findingLines } from '../../scripts/soak/report';
import { PLAIN } from '../../scripts/terminal/style';
import { widthOf } from '../../scripts/terminal/text';

const layout = { width: 80, style: PLAIN };

const findings = (claims: readonly Claim[]): Findings => ({
	title: 'A trial',
	figures: [['Scored', `${'1,000 of 1,000 leads '.repeat(8)}`]],
	tables: [
		{
			columns: [{ title: 'Leads', align: 'right' }, { title: 'Why' }],
			rows: [['7', 'a reason \u001b[31m that is long '.repeat(9)]],
			shrinks: 1,
		},
	],
	claims,
	data: undefined,
});

const good = exactly('Lost', 0, 0);
const bad = none('Doubled', ['item 1', 'item 2', 'item 3', 'item 4']);

test('a claim tells what was found, with a few examples', () => {
	expect(good).toEqual({ claim: 'Lost', holds: true, found: '0' });
	expect(exactly('Requests', 1_000, 1_001)).toEqual({
		claim: 'Requests',
		holds: false,
		found: '1,000 instead of 1,001',
	});
	expect(exactly('Requests', NaN, NaN).holds).toBe(false);
	expect(bad).toEqual({ claim: 'Doubled', holds: false, found: '4: item 1; item 2; item 3; …' });
	expect(none('Doubled', [])).toEqual({ claim: 'Doubled', holds: true, found: '0' });
});

test('what is printed stays within the width, and holds no control characters', () => {
	const lines = findingLines(findings([good, bad]), layout);
	for (const line of lines) {
		expect(widthOf(line)).toBeLessThanOrEqual(80);
		expect(line).not.toMatch(/\p{Cc}/u);
	}
	expect(lines.join('\n')).toContain('holds  Lost: 0');
	expect(lines.join('\n')).toContain('FAILS  Doubled: 4: item 1');
});

test('the last lines name what does not hold, and nothing tried is no success', () => {
	expect(closingLines([findings([good])], layout)).toEqual(['', 'All of 1 claims hold.']);
	expect(closingLines([findings([good]), findings([bad])], layout).slice(1)).toEqual([
		'1 of 2 claims do not hold:',
		'  - A trial: Doubled: 4: item 1; item 2; item 3; …',
	]);
	expect(allHold([findings([good]), findings([bad])])).toBe(false);
	expect(allHold([findings([good])])).toBe(true);
	expect(allHold([])).toBe(false);
});

describe('options', () => {
	test('in full, in small, and some of it', () => {
		expect(readOptions([])).toMatchObject({ extent: FULL, seeds: [1, 2, 3] });
		expect(readOptions(['--quick'])).toMatchObject({ extent: QUICK, seeds: [1] });
		expect(readOptions(['--seed', '7', '--seed=8', '--seed', '7']).seeds).toEqual([7, 8]);
		expect(readOptions(['--only', 'events', '--only=leads']).trials).toEqual(['leads', 'events']);
		expect(readOptions(['--json', 'x.json']).jsonFile).toBe('x.json');
	});

	test.each([
		['--seed', 'x'],
		['--seed', ''],
		['--only', 'all'],
		['--json='],
		['more'],
		['--fast'],
	])('%s %s: the usage', (...args) => {
		expect(() => readOptions(args)).toThrow(/^Usage: npm run soak/);
	});
});
