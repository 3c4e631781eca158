import { NODE, useFixture, people } from './fixture';

const fixture = useFixture();

const getLead = { resource: 'lead', operation: 'get' };

describe('Get', () => {
	let ids: string[];
	beforeEach(async () => {
		await fixture.run(people(3));
		ids = fixture.sandbox.control.leads().map(({ id }) => id);
	});
	const asked = () =>
		fixture.sandbox.control.requests().filter(({ method }) => method === 'GET').length;

	it('follows Analyze without any mapping, and gives the history', async () => {
		const items = (await fixture.run(people(3))).output(NODE).map(({ json }) => json);
		const run = await fixture.run(items, {
			parameters: { ...getLead, leadId: '={{ $json.lead_id }}' },
		});
		const output = run.output(NODE);
		expect(output.map(({ json }) => json['lead_id'])).toEqual(ids);
		expect(output.map(({ pairedItem }) => pairedItem)).toEqual([0, 1, 2].map((item) => ({ item })));
		expect(output[0]?.json).toMatchObject({
			score: items[0]?.['score'],
			history: expect.arrayContaining([expect.objectContaining({ event: 'lead_created' })]),
		});
	});

	it('requests a lead once that several items name', async () => {
		const run = await fixture.run([{}, {}, {}], {
			parameters: { ...getLead, leadId: ids[1] ?? '' },
		});
		expect(run.output(NODE).map(({ json }) => json['lead_id'])).toEqual([ids[1], ids[1], ids[1]]);
		expect(asked()).toBe(1);
	});

	it('outputs found leads and names the others', async () => {
		const run = await fixture.run(
			[{ lead_id: ids[0] ?? '' }, { lead_id: 'lead_nobody' }, { lead_id: '' }, { lead_id: '..' }],
			{
				onError: 'continueRegularOutput',
				parameters: { ...getLead, leadId: '={{ $json.lead_id }}' },
			},
		);
		const output = run.output(NODE).map(({ json }) => json);
		expect(output[0]).toMatchObject({ lead_id: ids[0] });
		expect(output[1]).toMatchObject({
			error: {
				message: expect.stringMatching(
					/^LeadsPredict has no lead "lead_nobody"\. LeadsPredict refused the request: .*404/,
				),
				status: 404,
				refused_by: 'leadspredict',
				retryable: false,
			},
		});
		expect(output[2]).toMatchObject({ error: { message: 'Lead ID is empty', field: 'lead_id' } });
		expect(output[3]).toMatchObject({ error: { message: expect.stringContaining('".."') } });
		expect(asked()).toBe(2);
	});

	it('refuses the details of another lead', async () => {
		fixture.sandbox.control.answerNext({
			body: { status: 'success', data: { id: 'lead_other', score: 50 } },
		});
		const run = await fixture.run([{}], { parameters: { ...getLead, leadId: ids[0] ?? '' } });
		expect(run.error?.message).toContain('answered with "lead_other"');
	});

	it('encodes an ID', async () => {
		await fixture.run([{}], { parameters: { ...getLead, leadId: 'a/b?c#d' } });
		expect(fixture.sandbox.control.requests().at(-1)?.path).toBe('/v1/leads/a%2Fb%3Fc%23d');
	});
});
