const { projects, testTimeout } = require('./jest.config.js');

const [unit] = projects;

/**
 * The unit tier alone: Stryker takes a single project, and these tests are meant for the pure files.
 * Left out is what tests documents and this repository's own programs. Stryker works in a copy that
 * is no git checkout, in which the former fail.
 */
module.exports = {
	...unit,
	testTimeout,
	testPathIgnorePatterns: ['docs', 'bench', 'sandbox', 'scripts', 'soak'].map(
		(subject) => `/test/unit/${subject}\\.`,
	),
};
