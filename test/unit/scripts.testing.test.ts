import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { createProgress } from '../../scripts/terminal/progress.cjs';
import Reporter from '../../scripts/testing/reporter.cjs';
import { talliesOf } from '../../scripts/testing/tally';
import { chooseTiers } from '../../scripts/testing/tiers.cjs';

describe('counting', () => {
	const file = (tier: string, statuses: readonly string[], status = 'passed') => ({
		name: join('/anywhere', 'test', tier, 'some.test.ts'),
		status,
		startTime: 1_000,
		endTime: 1_500,
		assertionResults: statuses.map((each) => ({ status: each })),
	});
	const count = (testResults: object[], code = 0) =>
		talliesOf(['unit', 'engine'], { testResults }, code);

	test('adds up tests and the time of their files by tier', () => {
		const files = [
			file('unit', ['passed', 'passed', 'pending']),
			file('engine', ['passed', 'todo']),
			file('unit', ['passed', 'failed'], 'failed'),
		];
		expect(count(files, 1)).toEqual([
			['unit', { passed: 3, failed: 1, skipped: 1, ms: 1_000 }],
			['engine', { passed: 1, failed: 0, skipped: 1, ms: 500 }],
		]);
	});

	test('counts a file that cannot be loaded as a failure', () => {
		expect(count([file('unit', []), file('engine', [], 'failed')], 1)).toMatchObject([
			['unit', { failed: 0 }],
			['engine', { failed: 1 }],
		]);
	});

	test.each([
		['jest wrote nothing', undefined, 0],
		['jest wrote something else', { ok: true }, 0],
		['jest failed without a failed test', { testResults: [] }, 1],
	])('counts one failure for: %s', (_, json, code) => {
		expect(talliesOf(['unit', 'engine'], json, code)).toMatchObject([
			['unit', { failed: 1 }],
			['engine', { failed: 0 }],
		]);
	});

	test('writes the counted results even with circular errors', () => {
		const output = join(mkdtempSync(join(tmpdir(), 'reporter-')), 'results.json');
		process.env['LEADSPREDICT_TEST_RESULTS'] = output;
		const error: { itself?: unknown } = {};
		error.itself = error;
		const ran = (testResults: object[], more: object = {}) => ({
			testFilePath: join('/anywhere', 'test', 'unit', 'some.test.ts'),
			numFailingTests: 0,
			perfStats: { start: 1_000, end: 1_500 },
			testResults,
			...more,
		});
		const failed = { status: 'failed', failureDetails: [error] };
		new Reporter().onRunComplete(new Set(), {
			testResults: [
				ran([{ status: 'passed' }]),
				ran([failed], { numFailingTests: 1 }),
				ran([], { testExecError: error }),
			],
		});
		const json: unknown = JSON.parse(readFileSync(output, 'utf8'));
		expect(talliesOf(['unit'], json, 1)).toEqual([
			['unit', { passed: 1, failed: 2, skipped: 0, ms: 1_500 }],
		]);
		rmSync(dirname(output), { recursive: true });
	});

	test.each([
		['passes', 'true', { passed: 1, failed: 0 }],
		['fails', 'false', { passed: 0, failed: 1 }],
	])('a run of jest whose one test %s', (_, value, counted) => {
		const rootDir = mkdtempSync(join(tmpdir(), 'run-'));
		mkdirSync(join(rootDir, 'test', 'unit'), { recursive: true });
		const file = join(rootDir, 'test', 'unit', 'some.test.js');
		writeFileSync(file, `test('is true', () => expect(${value}).toBe(true));`);
		const output = join(rootDir, 'results.json');
		const { status } = spawnSync(
			process.execPath,
			[
				join(process.cwd(), 'node_modules', 'jest', 'bin', 'jest.js'),
				`--config=${JSON.stringify({ rootDir, transform: {} })}`,
				`--reporters=${join(process.cwd(), 'scripts', 'testing', 'reporter.cjs')}`,
			],
			{ cwd: rootDir, env: { ...process.env, LEADSPREDICT_TEST_RESULTS: output } },
		);
		const json: unknown = JSON.parse(readFileSync(output, 'utf8'));
		expect(talliesOf(['unit', 'engine'], json, status ?? 1)).toMatchObject([
			['unit', counted],
			['engine', { passed: 0, failed: 0 }],
		]);
		rmSync(rootDir, { recursive: true });
	});
});

describe('choosing tiers', () => {
	test('runs all but the soak by default, cheapest first', () => {
		expect(chooseTiers([]).tiers).toEqual([
			'unit',
			'contract',
			'engine',
			'server',
			'queue',
			'browser',
		]);
		expect(chooseTiers(['engine', 'unit']).tiers).toEqual(['unit', 'engine']);
		expect(chooseTiers(['soak']).tiers).toEqual(['soak']);
	});

	test('passes other arguments to jest', () => {
		expect(chooseTiers(['unit', '-t', 'hot'])).toEqual({
			tiers: ['unit'],
			jestArgs: ['-t', 'hot'],
		});
	});

	test('runs only the engine tier on another n8n', () => {
		const chosen = { tiers: ['engine'], jestArgs: ['-t', 'hot'], n8n: '2.30.8' };
		expect(chooseTiers(['engine', '--n8n', '2.30.8', '-t', 'hot'])).toEqual(chosen);
		expect(chooseTiers(['--n8n', '2.30.8', '-t', 'hot'])).toEqual(chosen);
		expect(() => chooseTiers(['server', '--n8n', '2.30.8'])).toThrow('Usage');
		expect(() => chooseTiers(['engine', '--n8n'])).toThrow('Usage');
	});
});

test('a failure while progress is shown is still a failure, and no timer keeps running', async () => {
	jest.useFakeTimers();
	const stream = { isTTY: false, write: () => true };
	const failing = createProgress({ stream }).during('Installing', () =>
		Promise.reject(new Error('no network')),
	);
	await expect(failing).rejects.toThrow('no network');
	expect(jest.getTimerCount()).toBe(0);
	jest.useRealTimers();
});
