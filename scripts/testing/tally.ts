import { z } from 'zod';

/** The part of jest's JSON that is counted. */
const jestResultSchema = z.object({
	numPassedTests: z.number(),
	numFailedTests: z.number(),
	numPendingTests: z.number(),
	numTodoTests: z.number(),
	numRuntimeErrorTestSuites: z.number(),
	numTotalTests: z.number(),
	success: z.boolean(),
});

export interface Tally {
	readonly passed: number;
	readonly failed: number;
	readonly skipped: number;
}

export const NOTHING: Tally = { passed: 0, failed: 0, skipped: 0 };

export const add = (a: Tally, b: Tally): Tally => ({
	passed: a.passed + b.passed,
	failed: a.failed + b.failed,
	skipped: a.skipped + b.skipped,
});

/**
 * What a run of jest counts for. A file that could not be loaded is a failure, and so is anything
 * else that made jest unhappy without a failed test.
 * @param json what jest wrote; undefined when it wrote nothing
 */
export function tallyOf(json: unknown, exitCode: number): Tally {
	const parsed = jestResultSchema.safeParse(json);
	if (!parsed.success) return { ...NOTHING, failed: 1 };
	const result = parsed.data;
	const failed = result.numFailedTests + result.numRuntimeErrorTestSuites;
	const unhappy = failed === 0 && (exitCode !== 0 || !result.success);
	return {
		passed: result.numPassedTests,
		failed: unhappy ? 1 : failed,
		skipped: result.numPendingTests + result.numTodoTests,
	};
}

/** `12 passed, 0 failed`, and what was skipped when something was. */
export const sentence = ({ passed, failed, skipped }: Tally): string =>
	`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
