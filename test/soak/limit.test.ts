import { PLANS } from '../../nodes/LeadsPredict/contract';
import { BOOT_MS } from '../server/testServer';
import { NODE } from '../engine/fixture';
import { EXTENT } from './extent';
import { madeItems } from './items';
import { judgeLeads } from './judgeLeads';
import { none, print } from './problems';
import { openSoakEngine, storeOf } from './soakEngine';
import type { SoakEngine } from './soakEngine';

/** Runs that need exactly, or one more than, what a Starter plan allows in an hour. */

jest.setTimeout(600_000);

const PER_HOUR = PLANS.starter.perHour;

let soak: SoakEngine;
beforeAll(async () => {
	soak = await openSoakEngine();
}, BOOT_MS);
afterAll(async () => await soak?.close());

test.each([...EXTENT.hours, { leads: PER_HOUR + 1, size: 1 }])(
	'a new hour of a Starter plan scores $leads leads by $size as far as the limit allows, without a 429',
	async ({ leads, size }) => {
		const { control } = soak.sandbox;
		const items = madeItems(leads, { count: leads, badRecords: 0, noEmails: 0 });
		await control.reset();
		control.setPlan('starter');
		const { result, hint, told } = await soak.run(items, {
			onError: 'continueRegularOutput',
			parameters: { options: { leadsPerRequest: size } },
		});

		const needed = Math.ceil(leads / size);
		const fits = Math.min(needed, PER_HOUR);
		const { scored, reasons, problems } = judgeLeads(
			items,
			result.output(NODE),
			storeOf(soak.sandbox),
		);
		print(`A run of ${needed} requests in an hour of ${PER_HOUR}: ${hint}`, [
			[scored, `of ${leads} leads scored`],
			...reasons.map(([reason, times]) => [times, reason] as const),
		]);
		const ledger = control.ledger();
		expect(ledger.byStatus['429'] ?? 0).toBe(0);
		expect(ledger.requests).toBe(fits);
		expect(told?.requests).toBe(fits);
		expect(scored).toBe(Math.min(leads, fits * size));
		const unnamed = reasons.filter(
			([reason]) => !/needs [\d,]+ more requests? and has 0 left until/.test(reason),
		);
		expect([
			...problems,
			...none(
				'Leads beyond the limit that are reported without its numbers',
				unnamed.map(([reason]) => reason),
			),
		]).toEqual([]);
	},
);

test('an hour too short for automatic sizes is used up without a 429, and nothing is paid for twice', async () => {
	const { control } = soak.sandbox;
	const perHour = 4;
	const items = madeItems(1, { count: 10_000, badRecords: 0, noEmails: 0 });
	await control.reset();
	control.setPlan({ perHour, perDay: 1_000 });
	const { result, hint, told } = await soak.run(items, { onError: 'continueRegularOutput' });

	const { scored, reasons, problems } = judgeLeads(
		items,
		result.output(NODE),
		storeOf(soak.sandbox),
	);
	print(`Automatic sizes in an hour of ${perHour}: ${hint}`, [
		[scored, `of ${items.length} leads scored`],
		...reasons.map(([reason, times]) => [times, reason] as const),
	]);
	const ledger = control.ledger();
	expect(ledger.byStatus).toEqual({ '200': perHour });
	expect(told).toEqual({ requests: perHour, repeats: 0, recalled: 0 });
	expect(scored).toBe(control.ledgerBodies().reduce((sum, body) => sum + body.leads, 0));
	expect(reasons).toEqual([
		[
			expect.stringMatching(/needs [\d,]+ more requests? and has 0 left until/),
			items.length - scored,
		],
	]);
	expect(problems).toEqual([]);
});

test('neither the API key nor the webhook token is output, in any form', () => {
	expect(soak.evidence.problems()).toEqual([]);
});
