'use strict';

/**
 * The test tiers, cheapest first, with their requirements. Plain JavaScript, because `run.mjs` reads it
 * before anything is installed.
 */
const TIERS = {
	unit: { needs: [] },
	contract: { needs: [] },
	engine: { needs: ['engine'] },
	server: { needs: ['server'] },
	queue: { needs: ['server', 'redis', 'postgres'] },
	browser: { needs: ['server', 'chromium'] },
	soak: { needs: ['engine', 'server'], onlyWhenNamed: true },
};

/**
 * Splits arguments into tiers and jest's arguments: `npm test -- unit engine -t hot`. Default: all
 * tiers that run without being named. `npm test -- engine --n8n 1.123.81` runs the engine tier on
 * another version of n8n.
 */
function chooseTiers(args) {
	const at = args.indexOf('--n8n');
	const n8n = at < 0 ? undefined : args[at + 1];
	const others = at < 0 ? args : args.toSpliced(at, 2);
	const named = others.filter((arg) => Object.hasOwn(TIERS, arg));
	if (at >= 0 && (n8n === undefined || named.some((tier) => tier !== 'engine'))) {
		throw new Error('Usage: npm test -- engine --n8n <version>');
	}
	const isChosen = (tier) =>
		named.length === 0 ? !TIERS[tier].onlyWhenNamed : named.includes(tier);
	return {
		tiers: n8n === undefined ? Object.keys(TIERS).filter(isChosen) : ['engine'],
		jestArgs: others.filter((arg) => !Object.hasOwn(TIERS, arg)),
		...(n8n !== undefined && { n8n }),
	};
}

/** Groups tiers that run concurrently, because they mostly wait for n8n. Each other tier runs alone. */
function groupsOf(tiers) {
	const isWaiting = (tier) => TIERS[tier].needs.includes('server');
	const waiting = tiers.filter(isWaiting);
	const alone = tiers.filter((tier) => !isWaiting(tier)).map((tier) => [tier]);
	return waiting.length > 0 ? [...alone, waiting] : alone;
}

module.exports = { TIERS, chooseTiers, groupsOf };
