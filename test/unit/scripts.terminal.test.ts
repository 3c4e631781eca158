import { createProgress, formatElapsed, liveLine } from '../../scripts/terminal/progress.cjs';
import { PLAIN, styleFor, widthFor } from '../../scripts/terminal/style';
import { renderTable } from '../../scripts/terminal/table';
import { fit, pad, printable, widthOf, wrap } from '../../scripts/terminal/text';

const ESCAPE = '\u001b';

describe('text', () => {
	test('control characters cannot reach the terminal', () => {
		expect(printable(`a${ESCAPE}[31mb\nc\u0007\u202ed`)).toBe('a [31mb c d');
	});

	test.each([
		['abc', 3],
		['Müller', 6],
		['e\u0301', 1],
		['佐藤', 4],
		['', 0],
	])('the width of %j is %d', (text, width) => {
		expect(widthOf(text)).toBe(width);
	});

	test('what does not fit is cut, and the cut is visible', () => {
		expect(fit('Top of List', 11)).toBe('Top of List');
		expect(fit('Top of List', 8)).toBe('Top of…');
		expect(fit('佐藤陽翔', 4)).toBe('佐…');
		expect(fit('abc', 0)).toBe('');
	});

	test('padding counts columns, not characters', () => {
		expect(pad('佐藤', 6)).toBe('佐藤  ');
		expect(pad('7', 3, 'right')).toBe('  7');
	});

	test('wraps at blanks', () => {
		expect(wrap('one two three', 7)).toEqual(['one two', 'three']);
		expect(wrap('immeasurable', 4)).toEqual(['immeasurable']);
	});
});

describe('table', () => {
	const columns = [
		{ title: 'Name', shrinksTo: 4 },
		{ title: 'Score', align: 'right' as const },
	];

	test('numbers are aligned at the right', () => {
		expect(
			renderTable(
				columns,
				[
					['Ada', '100'],
					['Grace', '9'],
				],
				80,
			),
		).toEqual(['Name   Score', '─────  ─────', 'Ada      100', 'Grace      9']);
	});

	test('only columns that may shrink do, down to what they allow', () => {
		const rows = [['A very long name', '100']];
		expect(renderTable(columns, rows, 17).at(-1)).toBe('A very lo…    100');
		expect(renderTable(columns, rows, 1).at(-1)).toBe('A v…    100');
	});

	test('colour does not count as width', () => {
		const lines = renderTable(columns, [['Ada', '1']], 80, {
			cell: (text) => `${ESCAPE}[1m${text}${ESCAPE}[22m`,
		});
		expect(lines.at(-1)?.replaceAll(`${ESCAPE}[1m`, '').replaceAll(`${ESCAPE}[22m`, '')).toBe(
			'Ada       1',
		);
	});

	test('a row may have a second line', () => {
		expect(renderTable(columns, [['Ada', '1']], 80, { below: () => '  more' }).at(-1)).toBe(
			'  more',
		);
	});
});

describe('style', () => {
	test.each([
		[{ isTTY: true }, {}, true],
		[{ isTTY: true }, { NO_COLOR: '1' }, false],
		[{ isTTY: true }, { NO_COLOR: '' }, true],
		[{ isTTY: true }, { TERM: 'dumb' }, false],
		[{}, {}, false],
	])('%j with %j: coloured %s', (stream, env, coloured) => {
		expect(styleFor(stream, env) !== PLAIN).toBe(coloured);
	});

	test.each([
		[{}, 100],
		[{ isTTY: true, columns: 90 }, 90],
		[{ isTTY: true, columns: 20 }, 72],
		[{ isTTY: true, columns: 400 }, 120],
	])('the width for %j is %d', (stream, width) => {
		expect(widthFor(stream)).toBe(width);
	});
});

describe('progress', () => {
	beforeEach(() => jest.useFakeTimers());
	afterEach(() => jest.useRealTimers());

	const sink = (isTTY: boolean) => {
		const written: string[] = [];
		return { written, isTTY, columns: 60, write: (text: string) => written.push(text) };
	};
	const wait = async (ms: number) => await jest.advanceTimersByTimeAsync(ms);
	const after = (ms: number) => () => new Promise<void>((done) => setTimeout(done, ms));

	test.each([
		[0, '0 s'],
		[59_999, '59 s'],
		[60_000, '1:00'],
		[605_000, '10:05'],
	])('%d ms is %s', (ms, text) => {
		expect(formatElapsed(ms)).toBe(text);
	});

	test('the live line is shorter than the terminal is wide', () => {
		const tasks = [
			{ label: 'Installing this project', elapsed: 1_000 },
			{ label: "Installing n8n's engine", elapsed: 2_000 },
		];
		expect(liveLine(tasks, 0, 100)).toBe(
			"⠋ Installing this project  1 s  |  Installing n8n's engine  2 s",
		);
		expect(liveLine(tasks, 0, 40)).toHaveLength(39);
	});

	test('in a log: a line at the start, one every 15 seconds, one at the end', async () => {
		const stream = sink(false);
		const done = createProgress({ stream }).during('Installing (1 minute)', after(40_000));
		await wait(40_000);
		await done;
		expect(stream.written).toEqual([
			'Installing (1 minute) ...\n',
			'... Installing: 15 s\n',
			'... Installing: 30 s\n',
			'Done: Installing (40 s)\n',
		]);
	});

	test('on a terminal: one line that is rewritten', async () => {
		const stream = sink(true);
		const done = createProgress({ stream }).during('Installing', after(1_000));
		await wait(1_000);
		await done;
		const lines = stream.written.filter((text) => text.endsWith('\n'));
		expect(lines).toEqual(['Done: Installing (1 s)\n']);
		expect(stream.written.filter((text) => text.includes('⠋')).length).toBeGreaterThan(0);
	});

	test('what is done already is not mentioned', async () => {
		const stream = sink(false);
		const done = createProgress({ stream }).duringIfSlow('Looking', after(300));
		await wait(300);
		await done;
		expect(stream.written).toEqual([]);
	});

	test('a failure is said and handed on, and nothing keeps running', async () => {
		const stream = sink(false);
		const failing = createProgress({ stream }).during('Installing', () =>
			Promise.reject(new Error('no network')),
		);
		await expect(failing).rejects.toThrow('no network');
		expect(stream.written.at(-1)).toBe('Failed: Installing (0 s)\n');
		expect(jest.getTimerCount()).toBe(0);
	});
});
