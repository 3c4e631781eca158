'use strict';

/**
 * The tiers of tests, cheapest first, and what must be on the machine for each. In plain
 * JavaScript because `run.mjs` reads it before anything is installed.
 */
const TIERS = {
	unit: { needs: [] },
	contract: { needs: [] },
	engine: { needs: ['engine'] },
	server: { needs: ['server'] },
	queue: { needs: ['server', 'redis', 'postgres'] },
	browser: { needs: ['server', 'chromium'] },
};

/**
 * `npm test -- unit engine -t hot`: names of tiers choose them, all else is for jest. None named
 * means all of them.
 */
function chooseTiers(args) {
	const named = args.filter((arg) => Object.hasOwn(TIERS, arg));
	return {
		tiers: Object.keys(TIERS).filter((tier) => named.length === 0 || named.includes(tier)),
		jestArgs: args.filter((arg) => !Object.hasOwn(TIERS, arg)),
	};
}

module.exports = { TIERS, chooseTiers };
