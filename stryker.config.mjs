// npm run mutation: changes the pure files one spot at a time and reports the changes that no unit
// test notices. By hand, because a full run takes hours; for one file:
//
//   npm run mutation -- --mutate nodes/LeadsPredict/scoring/chunk.ts

/** The folders whose files need neither n8n nor a network. */
const PURE = ['leads', 'scoring', 'webhook', 'crm'];

/** @type {import('@stryker-mutator/api/core').PartialStrykerOptions} */
export default {
	mutate: PURE.map((folder) => `nodes/LeadsPredict/${folder}/**/*.ts`),
	testRunner: 'jest',
	jest: { configFile: 'jest.mutation.config.js' },
	coverageAnalysis: 'perTest',
	// What runs once, when a file is loaded, is mostly tables: each of their mutants would need all tests.
	ignoreStatic: true,
	ignorePatterns: ['/dist', '/.runtimes', '/reports'],
	concurrency: 2,
	// A busy machine must not make a mutant look noticed.
	timeoutMS: 20_000,
	dryRunTimeoutMinutes: 30,
	reporters: ['clear-text', 'progress', 'html'],
	htmlReporter: { fileName: 'reports/mutation.html' },
	clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
	thresholds: { high: 95, low: 90, break: null },
};
