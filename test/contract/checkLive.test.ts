import { spawn } from 'node:child_process';
import { join } from 'node:path';

import { checkContract } from '../../scripts/checkLive/steps';
import { startSandbox } from '../../sandbox/sandbox';
import type { Sandbox } from '../../sandbox/sandbox';

jest.setTimeout(60_000);

let sandbox: Sandbox;
beforeAll(async () => {
	sandbox = await startSandbox();
});
afterAll(async () => await sandbox.close());
beforeEach(async () => await sandbox.control.reset());

const findings = async () => {
	const steps = await checkContract(sandbox.apiKey, { baseUrl: sandbox.baseUrl });
	return steps.flatMap((step) => step.findings);
};

describe('the check of a live account', () => {
	it('finds that the sandbox agrees in every field', async () => {
		const all = await findings();
		expect(all.length).toBeGreaterThan(70);
		expect(all.filter(({ verdict }) => verdict !== 'agrees')).toEqual([]);
	});

	it('names the fields in which a service differs, without their values', async () => {
		sandbox.control.answerNext({
			headers: { 'x-ratelimit-limit': 'plenty' },
			body: {
				status: 'success',
				data: {
					leads: [
						{ id: 'lead_1', score: '98', email: 'a@b.example', next_actions: 'none' },
						{ id: 'lead_2', score: 5, model: 'v7' },
					],
					summary: { total_leads: 2 },
				},
			},
		});
		const all = await findings();
		const [first] = await checkContract(sandbox.apiKey, { baseUrl: sandbox.baseUrl });
		expect(first?.findings.every(({ verdict }) => verdict === 'agrees')).toBe(true);
		expect(all).toEqual(
			expect.arrayContaining([
				{
					field: 'data.leads[].score',
					verdict: 'differs',
					remark: 'number expected, string received',
				},
				{
					field: 'data.leads[].next_actions',
					verdict: 'differs',
					remark: 'list expected, string received',
				},
				{ field: 'data.leads[].model', verdict: 'new', remark: 'string' },
				{ field: 'data.leads[].email', verdict: 'new', remark: 'string' },
				{ field: 'data.leads[].category', verdict: 'missing', remark: 'string expected' },
				{ field: 'data.summary.hot_leads', verdict: 'missing', remark: 'number expected' },
				{ field: 'header x-ratelimit-limit', verdict: 'differs', remark: 'whole number expected' },
				{
					field: 'results for leads',
					verdict: 'agrees',
					remark: '2 for 2; matched by the email they repeat',
				},
			]),
		);
	});

	it.each([
		['a good account', {}, 0, /^\d+ agree, 0 differ, 0 missing, 0 new\.$/m],
		[
			'one that differs',
			{ body: { status: 'success', data: [] } },
			1,
			/differs {2}object expected/,
		],
		['no answer', { drop: true, times: 9 }, 1, /was (?:lost|cut off)/],
	])('reports on the command line for %s, without the key', async (_, script, code, said) => {
		if (Object.keys(script).length > 0) sandbox.control.answerNext(script);
		const root = join(__dirname, '../..');
		const tsx = join(root, 'node_modules/tsx/dist/loader.mjs');
		const child = spawn(process.execPath, ['--import', tsx, join(root, 'scripts/checkLive.ts')], {
			env: {
				...process.env,
				NO_COLOR: '1',
				LEADSPREDICT_API_KEY: sandbox.apiKey,
				LEADSPREDICT_BASE_URL: sandbox.baseUrl,
			},
		});
		let output = '';
		child.stdout.on('data', (text) => (output += String(text)));
		child.stderr.on('data', (text) => (output += String(text)));
		const exit = await new Promise((resolve) => child.once('close', resolve));
		expect([exit, output]).toEqual([code, expect.stringMatching(said)]);
		expect(output).not.toContain(sandbox.apiKey);
	});
});
