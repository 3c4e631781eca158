import axios from 'axios';

import { startSandbox } from '../../sandbox/sandbox';
import type { Sandbox } from '../../sandbox/sandbox';

jest.setTimeout(60_000);

let sandbox: Sandbox;

beforeAll(async () => {
	sandbox = await startSandbox();
});
beforeEach(async () => await sandbox.control.reset());
afterAll(async () => await sandbox.close());

const send = async (emails: readonly string[], key = sandbox.apiKey) => {
	await axios
		.post(
			`${sandbox.baseUrl}/leads/analyze`,
			{ leads: emails.map((email) => ({ email })) },
			{ headers: { authorization: `Bearer ${key}` }, validateStatus: () => true },
		)
		.catch(() => undefined);
	while (sandbox.control.ledger().underWay > 0) await new Promise(setImmediate);
};

test('is empty before the first request', () => {
	expect(sandbox.control.ledger()).toEqual({
		requests: 0,
		underWay: 0,
		byEndpoint: {},
		byStatus: {},
		byFault: {},
		counted: 0,
		countedByFault: {},
		leads: { distinct: 0, scored: 0, scoredAgain: 0, answered: 0, answeredAgain: 0, untold: 0 },
		bodies: { distinct: 0, countedAgain: 0, scoredAgain: 0 },
		untracked: 0,
	});
});

test('counts for each lead and request how often it arrived, was paid for and was answered', async () => {
	const { control } = sandbox;
	control.scheduleFault({ fault: 'resetBefore' });
	control.scheduleFault({ fault: 'serverError' });
	control.scheduleFault({ fault: 'resetAfter' });
	await send(['a@b.example', 'c@b.example']); // reset before its content is known
	await send(['a@b.example', 'c@b.example']); // 500
	await send(['a@b.example', 'c@b.example']); // paid, lost
	await send(['a@b.example', 'c@b.example']);
	await send(['C@b.example ', 'd@b.example']);
	await send(['d@b.example'], 'wrong key');
	await axios.get(`${sandbox.baseUrl}/leads/none`, { validateStatus: () => true });
	await axios.get(`${sandbox.baseUrl}/nothing`, { validateStatus: () => true });

	expect(control.ledger()).toEqual({
		requests: 8,
		underWay: 0,
		byEndpoint: { analyze: 6, lead: 1, other: 1 },
		byStatus: { 200: 2, 401: 3, 500: 1, cut: 2 },
		byFault: { resetBefore: 1, serverError: 1, resetAfter: 1 },
		countedByFault: { resetAfter: 1 },
		counted: 3,
		leads: { distinct: 3, scored: 6, scoredAgain: 3, answered: 4, answeredAgain: 1, untold: 0 },
		bodies: { distinct: 6, countedAgain: 1, scoredAgain: 1 },
		untracked: 0,
	});
	expect(control.ledgerLeads()).toEqual([
		{ email: 'a@b.example', scored: 2, answered: 1 },
		{ email: 'c@b.example', scored: 3, answered: 2 },
		{ email: 'd@b.example', scored: 1, answered: 1 },
	]);
	const [, repeated, ...others] = control.ledgerBodies();
	expect(repeated).toMatchObject({
		endpoint: 'analyze',
		requests: 3,
		counted: 2,
		scored: 2,
		answered: 1,
		leads: 2,
	});
	expect(repeated?.digest).toMatch(/^[0-9a-f]{16}$/);
	expect(others[0]).toMatchObject({ requests: 1, counted: 1, scored: 1, answered: 1, leads: 2 });
	expect(others[1]).toMatchObject({ requests: 1, counted: 0, scored: 0, answered: 0, leads: 0 });
});

test('does not count requests that the limit or their content excludes', async () => {
	sandbox.control.setPlan({ perHour: 2 });
	await send([]); // 400: passes the limit, and counts
	await send(['a@b.example']);
	await send(['a@b.example']);
	expect(sandbox.control.ledger()).toMatchObject({
		byStatus: { 200: 1, 400: 1, 429: 1 },
		byFault: {},
		counted: 2,
		leads: { scored: 1, answered: 1 },
	});
});

test('does not count scores in a scripted, truncated or wrong answer', async () => {
	sandbox.control.answerNext({ status: 200, body: { status: 'success', data: { leads: [] } } });
	sandbox.control.answerNext({ truncate: true });
	await send(['a@b.example', 'c@b.example']);
	await send(['a@b.example', 'c@b.example']);
	sandbox.control.setResults({ sameId: true });
	await send(['a@b.example', 'c@b.example']);
	expect(sandbox.control.ledger()).toMatchObject({
		counted: 2,
		byStatus: { 200: 2, cut: 1 },
		leads: { scored: 4, answered: 0, untold: 2 },
	});
});

test('does not count a request that is in progress during a reset', async () => {
	sandbox.control.scheduleFault({ fault: { kind: 'slow', delayMs: 200 } });
	const slow = axios.post(
		`${sandbox.baseUrl}/leads/analyze`,
		{ leads: [{ email: 'a@b.example' }] },
		{ headers: { authorization: `Bearer ${sandbox.apiKey}` } },
	);
	while (sandbox.control.leads().length === 0) await new Promise(setImmediate);
	expect(sandbox.control.ledger()).toMatchObject({ requests: 0, underWay: 1 });
	await sandbox.control.reset();
	expect((await slow).status).toBe(200);
	await send(['c@b.example']);
	expect(sandbox.control.ledger()).toMatchObject({ requests: 1, underWay: 0, byFault: {} });
	expect(sandbox.control.ledgerLeads().map(({ email }) => email)).toEqual(['c@b.example']);
});
