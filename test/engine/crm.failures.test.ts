import type { INodeExecutionData } from 'n8n-workflow';

import type { RunResult } from '../../runtimes/engine/engine';
import type { ExampleName } from '../../scripts/examples';
import { readWithSync, useCrmFixture, scoreIn, succeeded } from './crmFixture';

/**
 * The CRM examples when something goes wrong: whoever failed is named with the CRM's own reason, and
 * everybody else has their own score.
 */

const fixture = useCrmFixture();

const range = (count: number) => Array.from({ length: count }, (_, index) => index);
const email = (index: number) => `person${index}@company.example`;

const written = (run: RunResult, node = 'Sync to HubSpot') =>
	run.output(node).map(({ json }) => json);
const resultOf = (run: RunResult): Record<string, unknown> =>
	Object.fromEntries(written(run).map((json) => [String(json['email']), json['result']]));

/** Everything up to the score, and what happens in the CRM before the scores are written. */
async function scoredBefore(
	name: ExampleName,
	node: string,
	meanwhile: () => void,
): Promise<RunResult> {
	const example = readWithSync(name);
	const first = await fixture.engine.run({
		...example,
		connections: Object.fromEntries(
			Object.entries(example.connections).filter(([from]) => from !== node),
		),
	});
	const items: INodeExecutionData[] = first.output(node);
	meanwhile();
	return await fixture.engine.run(example, { startNode: 'Sync to HubSpot', items });
}

describe('HubSpot', () => {
	const put = (count: number) =>
		range(count).map((index) => fixture.crm.control.contacts.put({ email: email(index) }));
	const scores = () =>
		Object.fromEntries(
			fixture.crm.control.contacts
				.all()
				.map(({ properties }) => [properties['email'], properties['leadspredict_score']]),
		);
	const updates = () =>
		fixture.crm.control.requests('hubspot').filter(({ path }) => path.endsWith('/batch/update'))
			.length;

	it('names the contact that was deleted meanwhile, and writes the others of its request', async () => {
		const contacts = put(5);
		const run = await scoredBefore('hubspot-score-contacts', 'Score contacts', () =>
			fixture.crm.control.contacts.remove(contacts[2]?.id ?? ''),
		);
		succeeded(run);
		expect(written(run)).toMatchObject(
			contacts.map(({ id, properties }, index) =>
				index === 2
					? { email: properties['email'], result: 'failed', reason: expect.stringMatching(/\w/) }
					: { email: properties['email'], result: 'written', record_id: id },
			),
		);
		expect(scores()).toEqual(
			Object.fromEntries(
				[0, 1, 3, 4].map((index) => [email(index), String(scoreIn(fixture.sandbox, email(index)))]),
			),
		);
	});

	it.each([
		['refused', { status: 502 }],
		['cut off', { drop: true }],
		['answered with a page', { status: 200, body: '<html>Sorry</html>' }],
	])('a request that is %s costs no contact its score', async (_, answer) => {
		put(300);
		const example = readWithSync('hubspot-score-contacts');
		// The contacts come in three pages before that.
		fixture.crm.control.answerNext('hubspot', { skip: 4, ...answer });
		const run = await fixture.engine.run(example);
		succeeded(run);
		// What came as a page may have been written: nothing is sent a second time.
		const isCertain = !('body' in answer);
		const failed = written(run).filter(({ result }) => result === 'failed');
		expect(failed).toHaveLength(isCertain ? 0 : 100);
		expect(failed.every(({ reason }) => String(reason) !== '')).toBe(true);
		const lost = new Set(failed.map((json) => json['email']));
		for (const [address, score] of Object.entries(scores())) {
			const own = String(scoreIn(fixture.sandbox, address));
			expect([address, score]).toEqual([address, lost.has(address) ? undefined : own]);
		}

		const sent = updates();
		const again = await fixture.engine.run(example);
		succeeded(again);
		expect(updates() - sent).toBe(isCertain ? 0 : 1);
		expect(resultOf(again)).toMatchObject(
			Object.fromEntries([...lost].map((address) => [address, 'written'])),
		);
		for (const [address, score] of Object.entries(scores())) {
			expect([address, score]).toEqual([address, String(scoreIn(fixture.sandbox, address))]);
		}
	});
});

describe('a hot lead', () => {
	const event = (lead_id: string) => ({
		event: 'lead.hot',
		timestamp: '2026-11-25T10:00:00Z',
		data: { lead_id, score: 97, previous_score: 60, recommendations: ['Call today'] },
	});
	const TRIGGER = 'When a lead gets hot';

	it('comes by a call of LeadsPredict, and finds the contact by the ID written earlier', async () => {
		const { crm, engine } = fixture;
		const { id } = crm.control.contacts.put({ email: email(0) });
		crm.control.contacts.put({ email: email(1) });
		succeeded(await engine.run(readWithSync('hubspot-score-contacts')));
		const other = crm.control.contacts.get(email(1));
		const leadId = String(crm.control.contacts.get(id)?.properties['leadspredict_id']);

		const { status, run } = await engine.webhook(readWithSync('hot-lead-to-crm'), TRIGGER, {
			query: { token: 'a token' },
			body: event(leadId),
		});
		expect(status).toBe(200);
		succeeded(run);
		expect(crm.control.contacts.get(id)?.properties).toMatchObject({
			leadspredict_score: '97',
			leadspredict_previous_score: '60',
		});
		expect(crm.control.contacts.get(email(1))).toEqual(other);
	});

	it('that no contact knows is told to the team as such, and nobody is created', async () => {
		const { crm, engine } = fixture;
		const { id } = crm.control.contacts.put({ email: email(0) });
		const before = crm.control.contacts.get(id);
		const { run } = await engine.webhook(readWithSync('hot-lead-to-crm'), TRIGGER, {
			query: { token: 'a token' },
			body: event('lead_of_somebody_else'),
		});
		succeeded(run);
		expect(run?.output('Tell the team')).toMatchObject([
			{ json: { message: expect.stringContaining('HubSpot has no record of this lead') } },
		]);
		expect(crm.control.contacts.all()).toEqual([before]);
	});
});

describe('a lead from a form', () => {
	const answers = { 'Your name': 'Ada Okafor', 'Work email': email(0), Company: 'Okafor Ltd' };
	const send = async () =>
		await fixture.engine.run(readWithSync('form-lead-to-crm'), {
			startNode: 'Score the lead',
			items: [{ json: answers }],
		});

	it('is not created while HubSpot cannot say whether it is known', async () => {
		fixture.crm.control.contacts.put({ email: email(0), firstname: 'Adaeze' });
		const before = fixture.crm.control.contacts.all();
		fixture.crm.control.answerNext('hubspot', { status: 403 });
		const run = await send();
		succeeded(run);
		expect(written(run)).toMatchObject([
			{
				result: 'failed',
				reason: expect.stringContaining('The lookup of this lead in HubSpot failed'),
			},
		]);
		expect(fixture.crm.control.contacts.all()).toEqual(before);
	});

	it('is looked up again when HubSpot cannot say it at once', async () => {
		const { id } = fixture.crm.control.contacts.put({ email: email(0), firstname: 'Adaeze' });
		fixture.crm.control.answerNext('hubspot', { status: 500 });
		const run = await send();
		succeeded(run);
		expect(written(run)).toMatchObject([{ result: 'written', record_id: id }]);
		expect(fixture.crm.control.contacts.all()).toHaveLength(1);
	});

	it('fails with HubSpot’s reason when the new contact is refused', async () => {
		fixture.crm.control.answerNext('hubspot', { skip: 1, status: 403 });
		const run = await send();
		succeeded(run);
		expect(written(run)).toMatchObject([
			{ email: email(0), result: 'failed', reason: expect.stringMatching(/\w/) },
		]);
		expect(fixture.crm.control.contacts.all()).toEqual([]);
	});
});
