import axios from 'axios';

import { startSandbox } from '../../sandbox/sandbox';
import type { Sandbox } from '../../sandbox/sandbox';
import type { RandomFaultSettings } from '../../sandbox/faults/random';

jest.setTimeout(120_000);

let sandbox: Sandbox;

beforeAll(async () => {
	sandbox = await startSandbox({ plan: 'enterprise' });
});
beforeEach(async () => await sandbox.control.reset());
afterAll(async () => await sandbox.close());

const MIX: RandomFaultSettings = { seed: 1, rate: 0.5, slowMs: 1 };

const body = (chunk: number) => ({
	leads: [0, 1, 2, 3].map((n) => ({ email: `lead-${chunk}-${n}@b.example` })),
});

/** Sends a request until its answer can be used, as a patient client does. */
async function sendUntilGood(chunk: number): Promise<string[]> {
	const fates: string[] = [];
	for (;;) {
		const fate = await axios
			.post<unknown>(`${sandbox.baseUrl}/leads/analyze`, body(chunk), {
				headers: { authorization: `Bearer ${sandbox.apiKey}` },
				validateStatus: () => true,
			})
			.then(
				({ status, data, headers }) =>
					`${status} ${String(headers['content-type'])} ${JSON.stringify(data).length} ${Object.keys(
						headers,
					).filter((name) => /^(?:retry|x-rate)/.test(name))}`,
				(error: unknown) => (axios.isAxiosError(error) ? String(error.code) : String(error)),
			);
		fates.push(fate);
		const leads = sandbox.control.ledgerLeads();
		if (leads.some(({ email, answered }) => email === `lead-${chunk}-1@b.example` && answered)) {
			return fates;
		}
		if (fates.length > 20) throw new Error(`No end of faults: ${fates.join(', ')}`);
	}
}

/** What each of 40 requests met in its repeats, with so many requests in flight at once. */
async function run(mix: RandomFaultSettings, inFlight: number): Promise<string[][]> {
	await sandbox.control.reset();
	sandbox.control.setRandomFaults(mix);
	const chunks = Array.from({ length: 40 }, (_, chunk) => chunk);
	const fates: string[][] = [];
	const work = async (): Promise<void> => {
		for (let chunk = chunks.shift(); chunk !== undefined; chunk = chunks.shift()) {
			fates[chunk] = await sendUntilGood(chunk);
		}
	};
	await Promise.all(Array.from({ length: inFlight }, work));
	while (sandbox.control.ledger().underWay > 0) await new Promise(setImmediate);
	return fates;
}

test('the same seed means the same faults, with one or four concurrent requests', async () => {
	const alone = await run(MIX, 1);
	const totals = sandbox.control.ledger();
	expect(Object.keys(totals.byFault).length).toBeGreaterThan(10);
	expect(await run(MIX, 4)).toEqual(alone);
	expect(sandbox.control.ledger()).toEqual(totals);
	expect(await run(MIX, 4)).toEqual(alone);
});

test('another seed means other faults', async () => {
	expect(await run({ ...MIX, seed: 2 }, 4)).not.toEqual(await run(MIX, 4));
});

test('the rate is approximately right, and no request meets more than three faults in a row', async () => {
	const fates = await run({ ...MIX, rate: 0.2 }, 4);
	const { byFault, requests } = sandbox.control.ledger();
	const met = Object.values(byFault).reduce((sum, count) => sum + count, 0);
	expect(met / requests).toBeGreaterThan(0.05);
	expect(met / requests).toBeLessThan(0.4);
	expect(fates.every(({ length }) => length <= 4)).toBe(true);
});

test.each([
	[undefined, 4],
	[1, 2],
	[0, 1],
])('with every request meeting faults, %s in a row at most', async (mostInRow, sent) => {
	const mix: RandomFaultSettings = { seed: 'all', rate: 1, kinds: ['serverError'] };
	const fates = await run({ ...mix, ...(mostInRow !== undefined && { mostInRow }) }, 4);
	expect(new Set(fates.map(({ length }) => length))).toEqual(new Set([sent]));
	expect(sandbox.control.ledger()).toMatchObject({ requests: 40 * sent, byStatus: { 200: 40 } });
});

test('forms of a 429 are drawn from the given ones', async () => {
	await run({ seed: 1, rate: 1, kinds: ['rateLimited'], headers: ['resetIsoDate'] }, 4);
	const { byFault } = sandbox.control.ledger();
	expect(byFault).toEqual({ rateLimited: 120 });
	sandbox.control.setRandomFaults({
		seed: 1,
		rate: 1,
		kinds: ['rateLimited'],
		headers: ['resetIsoDate'],
		waitMs: 5_000,
	});
	const { headers } = await axios.get(`${sandbox.baseUrl}/leads/x`, { validateStatus: () => true });
	expect(headers['x-ratelimit-reset']).toMatch(/^\d{4}-\d\d-\d\dT/);
});

test('a request without results meets no fault of results', async () => {
	sandbox.control.setRandomFaults({ seed: 1, rate: 1, kinds: ['oneTooFew', 'unavailable'] });
	const ask = async (path: string, data: unknown) =>
		(
			await axios.request({
				method: data === undefined ? 'GET' : 'POST',
				url: `${sandbox.baseUrl}${path}`,
				...(data !== undefined && { data }),
				headers: { authorization: `Bearer ${sandbox.apiKey}` },
				validateStatus: () => true,
			})
		).status;
	expect(await ask('/leads/x', undefined)).toBe(503);
	const batch = { ...body(1), async: true };
	// The address a batch is called back at decides nothing: it is another one in every run.
	const statuses: number[] = [];
	for (const port of [1, 2, 3, 4]) {
		const webhook_url = `http://127.0.0.1:${port}/`;
		statuses.push(await ask('/leads/batch', { ...batch, webhook_url }));
	}
	expect(statuses).toEqual([503, 503, 503, 200]);
});

test('a sandbox can start with random faults, and a reset restarts their sequence', async () => {
	const own = await startSandbox({ faults: { seed: 1, rate: 1, kinds: ['serverError'] } });
	const ask = async () =>
		(await axios.get(`${own.baseUrl}/leads/x`, { validateStatus: () => true })).status;
	const four = async () => [await ask(), await ask(), await ask(), await ask()];
	expect(await four()).toEqual([500, 500, 500, 401]);
	await ask();
	own.control.setRandomFaults(undefined);
	expect(await ask()).toBe(401);
	await own.control.reset();
	expect(await four()).toEqual([500, 500, 500, 401]);
	await own.close();
});
