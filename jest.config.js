const swc = {
	jsc: { target: 'es2022', parser: { syntax: 'typescript' } },
	module: { type: 'commonjs' },
};

const tier = (name) => ({
	displayName: name,
	rootDir: __dirname,
	testMatch: [`<rootDir>/test/${name}/**/*.test.ts`],
	testEnvironment: 'node',
	setupFiles: [`${__dirname}/test/connections.ts`],
	transform: { '^.+\\.ts$': ['@swc/jest', swc] },
	modulePathIgnorePatterns: ['dist', '.runtimes', '.stryker-tmp'].map(
		(folder) => `<rootDir>/${folder}/`,
	),
});

// Not UTC, so that a time that is read by the zone of the machine shows.
process.env.TZ = 'America/St_Johns';

/** The tiers, cheapest first. `scripts/test.ts` decides which can run on this machine. */
module.exports = {
	// Long enough for a busy machine; what hangs is noticed all the same.
	testTimeout: 120_000,
	projects: ['unit', 'contract', 'engine', 'server', 'queue', 'browser', 'soak'].map(tier),
};
