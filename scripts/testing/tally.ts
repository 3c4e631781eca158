import { sep } from 'node:path';

import { z } from 'zod';

/** The output of the reporter. */
const jestResultSchema = z.object({
	testResults: z.array(
		z.object({
			/** The path of the file. */
			name: z.string(),
			status: z.string(),
			/** Milliseconds since 1970. */
			startTime: z.number(),
			endTime: z.number(),
			assertionResults: z.array(z.object({ status: z.string() })),
		}),
	),
});

type TestFile = z.output<typeof jestResultSchema>['testResults'][number];

export interface Tally {
	readonly passed: number;
	readonly failed: number;
	readonly skipped: number;
	/** Total milliseconds of the files. */
	readonly ms: number;
}

export const NOTHING: Tally = { passed: 0, failed: 0, skipped: 0, ms: 0 };

export const add = (a: Tally, b: Tally): Tally => ({
	passed: a.passed + b.passed,
	failed: a.failed + b.failed,
	skipped: a.skipped + b.skipped,
	ms: a.ms + b.ms,
});

function tallyOfFile({ status, startTime, endTime, assertionResults }: TestFile): Tally {
	const count = (wanted: string) =>
		assertionResults.filter((test) => test.status === wanted).length;
	const [passed, failed] = [count('passed'), count('failed')];
	return {
		passed,
		// A file that cannot be loaded counts as one failure.
		failed: status === 'failed' && failed === 0 ? 1 : failed,
		skipped: assertionResults.length - passed - failed,
		ms: endTime - startTime,
	};
}

/**
 * Counts the results of a jest run by the folder of each tier. A failure of jest without a failed test
 * or file counts for the first tier.
 * @param json the reporter's output; undefined if there is none
 */
export function talliesOf<Tier extends string>(
	tiers: readonly Tier[],
	json: unknown,
	exitCode: number,
): Array<[Tier, Tally]> {
	const parsed = jestResultSchema.safeParse(json);
	const files = parsed.success ? parsed.data.testResults : [];
	const tallies = tiers.map((tier): [Tier, Tally] => [
		tier,
		files
			.filter(({ name }) => name.includes(['', 'test', tier, ''].join(sep)))
			.map(tallyOfFile)
			.reduce(add, NOTHING),
	]);
	const isUnhappy = !parsed.success || exitCode !== 0;
	const [first] = tallies;
	if (first && isUnhappy && tallies.every(([, { failed }]) => failed === 0)) {
		first[1] = { ...first[1], failed: 1 };
	}
	return tallies;
}

/** `12 passed, 0 failed`, and the number of skipped tests if any. */
export const sentence = ({ passed, failed, skipped }: Tally): string =>
	`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
