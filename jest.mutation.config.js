/** The unit tier alone: Stryker takes a single project, and these tests are meant for the pure files. */
const [unit] = require('./jest.config.js').projects;

module.exports = unit;
