'use strict';

const { canRun, onPath } = require('./onPath.cjs');

const REDIS_ADVICE =
	'Install Redis (Debian: apt-get install redis-server; macOS: brew install redis), or set REDIS_SERVER to the path of redis-server.';

/**
 * CommonJS, because the commands need it before anything is installed, and jest cannot load ES modules.
 */
function findRedis() {
	const { REDIS_SERVER } = process.env;
	return [REDIS_SERVER, ...onPath('redis-server')].filter(Boolean).find(canRun);
}

module.exports = { REDIS_ADVICE, findRedis };
