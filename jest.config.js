const swc = {
	jsc: { target: 'es2022', parser: { syntax: 'typescript' } },
	module: { type: 'commonjs' },
};

const tier = (name) => ({
	displayName: name,
	rootDir: __dirname,
	testMatch: [`<rootDir>/test/${name}/**/*.test.ts`],
	testEnvironment: 'node',
	transform: { '^.+\\.ts$': ['@swc/jest', swc] },
	modulePathIgnorePatterns: ['dist', '.runtimes', '.stryker-tmp'].map(
		(folder) => `<rootDir>/${folder}/`,
	),
});

/** The tiers, cheapest first. `scripts/test.ts` decides which can run on this machine. */
module.exports = {
	projects: ['unit', 'contract', 'engine', 'server', 'queue', 'browser'].map(tier),
};
