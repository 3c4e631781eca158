const { projects, testTimeout } = require('./jest.config.js');

const [unit] = projects;

/** The unit tier alone: Stryker takes a single project, and these tests are meant for the pure files. */
module.exports = { ...unit, testTimeout };
