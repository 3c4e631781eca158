import { createLedger } from '../../sandbox/ledger';
import type { RequestContext } from '../../sandbox/requestContext';
import { digestOf } from '../../sandbox/requestContext';

const context = (more: Partial<RequestContext>): RequestContext => ({
	endpoint: 'analyze',
	digest: 'a',
	fault: undefined,
	met: undefined,
	counted: true,
	scored: [],
	answered: [],
	...more,
});

test('entries beyond its maximum are counted but not kept', () => {
	const ledger = createLedger();
	const scored = Array.from({ length: 100_001 }, (_, n) => `${n}@b.example`);
	ledger.open()(context({ scored, answered: scored }), 200);
	ledger.open()(context({ scored: ['0@b.example'], answered: [] }), 200);
	expect(ledger.leads()).toHaveLength(100_000);
	expect(ledger.totals()).toMatchObject({
		counted: 2,
		leads: { distinct: 100_000, scored: 100_001, scoredAgain: 1, answered: 100_000 },
		untracked: 1,
	});
});

test('it returns copies', () => {
	const ledger = createLedger();
	ledger.open()(context({ scored: ['a@b.example'], met: 'slow' }), 200);
	const before = JSON.stringify([ledger.totals(), ledger.leads(), ledger.bodies()]);
	Object.assign(ledger.totals().byFault, { slow: 9 });
	Object.assign(ledger.leads()[0] ?? {}, { scored: 9 });
	Object.assign(ledger.bodies()[0] ?? {}, { scored: 9 });
	expect(JSON.stringify([ledger.totals(), ledger.leads(), ledger.bodies()])).toBe(before);
});

test('a digest distinguishes contents, paths and methods, but not callback URLs', () => {
	const batch = (webhook_url: string, email = 'a@b.example') => {
		const json = { leads: [{ email }], async: true, webhook_url };
		return digestOf('POST', '/v1/leads/batch', JSON.stringify(json), json);
	};
	expect(batch('http://127.0.0.1:1/')).toBe(batch('http://127.0.0.1:2/'));
	expect(batch('http://127.0.0.1:1/')).not.toBe(batch('http://127.0.0.1:1/', 'c@b.example'));
	const others = [
		digestOf('POST', '/v1/leads/batch', 'x'),
		digestOf('POST', '/v1/leads/batch', 'y'),
		digestOf('POST', '/v1/leads/analyze', 'x'),
		digestOf('GET', '/v1/leads/batch', 'x'),
	];
	expect(new Set(others).size).toBe(4);
});
