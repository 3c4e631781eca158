import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { add, NOTHING, sentence, tallyOf } from '../../scripts/testing/tally';
import { chooseTiers } from '../../scripts/testing/tiers.cjs';

const jestResult = {
	numPassedTests: 5,
	numFailedTests: 0,
	numPendingTests: 1,
	numTodoTests: 1,
	numRuntimeErrorTestSuites: 0,
	numTotalTests: 7,
	success: true,
};

describe('counting', () => {
	test('tests', () => {
		expect(tallyOf(jestResult, 0)).toEqual({ passed: 5, failed: 0, skipped: 2 });
	});

	test('a file that cannot be loaded is a failure', () => {
		const result = { ...jestResult, numRuntimeErrorTestSuites: 2, success: false };
		expect(tallyOf(result, 1)).toMatchObject({ failed: 2 });
	});

	test.each([
		['jest wrote nothing', undefined, 1],
		['jest wrote something else', { ok: true }, 0],
		['jest failed without a failed test', jestResult, 1],
	])('%s: one failure', (_, json, code) => {
		expect(tallyOf(json, code).failed).toBe(1);
	});

	test('the last line', () => {
		expect(sentence(NOTHING)).toBe('0 passed, 0 failed');
		expect(sentence(add({ passed: 2, failed: 0, skipped: 1 }, NOTHING))).toBe(
			'2 passed, 0 failed, 1 skipped',
		);
	});
});

describe('choosing tiers', () => {
	test('all of them unless told, cheapest first', () => {
		expect(chooseTiers([]).tiers).toEqual([
			'unit',
			'contract',
			'engine',
			'server',
			'queue',
			'browser',
		]);
		expect(chooseTiers(['engine', 'unit']).tiers).toEqual(['unit', 'engine']);
	});

	test('what is no tier is for jest', () => {
		expect(chooseTiers(['unit', '-t', 'hot'])).toEqual({
			tiers: ['unit'],
			jestArgs: ['-t', 'hot'],
		});
	});
});

describe('the version of Node.js', () => {
	/** An ES module for old versions, which jest cannot load. */
	const file = pathToFileURL(join(__dirname, '..', '..', 'scripts', 'nodeVersion.mjs')).href;
	const problems = (versions: readonly string[]): unknown => {
		const script = `import { nodeProblem } from '${file}'; console.log(JSON.stringify(${JSON.stringify(versions)}.map((version) => nodeProblem(version) ?? 'fine')))`;
		const output = execFileSync(process.execPath, ['--input-type=module', '-e', script]);
		return JSON.parse(output.toString());
	};

	test('is enough, or what is missing is said', () => {
		expect(problems(['v20.19.0', 'v22.12.0', 'v24.0.0', 'v26.1.0'])).toEqual(Array(4).fill('fine'));
		expect(problems(['v18.20.4', 'v20.18.9', 'v21.7.0', 'v22.11.0'])).toEqual(
			['v18.20.4', 'v20.18.9', 'v21.7.0', 'v22.11.0'].map((version) =>
				expect.stringMatching(
					new RegExp(`^This needs Node\\.js 20\\.19 or newer .* this is ${version}\\.`),
				),
			),
		);
	});
});
