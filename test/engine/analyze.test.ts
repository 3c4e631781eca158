import type { IDataObject } from 'n8n-workflow';

import { HOT_SCORE } from '../../nodes/LeadsPredict/contract';
import { AFTER, NODE, START, useFixture, hintsOf, people, workflowWith } from './fixture';

const fixture = useFixture();

const scoresByEmail = () =>
	new Map(
		fixture.sandbox.control.leads().map(({ lead, assessment }) => [lead.email, assessment.score]),
	);

describe('Analyze', () => {
	it('scores many items in few requests, one item for each, in their order', async () => {
		const leads = people(250);
		const run = await fixture.run(leads);

		expect(fixture.sentLeads().map((sent) => sent.length)).toEqual([100, 150]);
		const output = run.output(NODE);
		const scores = scoresByEmail();
		expect(output.map(({ json }) => json['email'])).toEqual(leads.map(({ email }) => email));
		for (const { json } of output) expect(json['score']).toBe(scores.get(String(json['email'])));
		expect(output.map(({ pairedItem }) => pairedItem)).toEqual(leads.map((_, item) => ({ item })));
		expect(new Set(output.map(({ json }) => json['score'])).size).toBeGreaterThan(10);
	});

	it('lets later nodes reach the item a score came from', async () => {
		const run = await fixture.run(people(5));
		for (const { json } of run.output(AFTER)) expect(json['from']).toBe(json['email']);
	});

	it('sends nothing but the nine documented fields and both documented options', async () => {
		await fixture.run([{ email: ' a@b.example ', owner_email: 'seller@us.example', id: 7 }]);
		expect(fixture.sandbox.control.requests()[0]?.body).toEqual({
			leads: [{ email: 'a@b.example' }],
			options: { include_predictions: true, include_recommendations: true },
		});
	});

	it('requests no predictions and recommendations when both options are off', async () => {
		const run = await fixture.run(people(1), {
			parameters: { options: { includePredictions: false, includeRecommendations: false } },
		});
		expect(fixture.sandbox.control.requests()[0]?.body).toMatchObject({
			options: { include_predictions: false, include_recommendations: false },
		});
		expect(Object.keys(run.output(NODE)[0]?.json ?? {})).toEqual([
			'email',
			'name',
			'score',
			'category',
			'lead_id',
			'company',
		]);
	});

	it('does not send the fields in Leave Out', async () => {
		await fixture.run([{ email: 'a@b.example', phone: '+1 555', revenue: 'a secret' }], {
			parameters: { options: { excludeFields: ['phone', 'revenue'] } },
		});
		expect(fixture.sentLeads()).toEqual([[{ email: 'a@b.example' }]]);
	});

	it('reads column headers, and keeps 0', async () => {
		await fixture.run([
			{ '\uFEFFEmail': 'a@b.example', 'Engagement Score': 0, Revenue: '0', 'Last-Interaction': '' },
		]);
		expect(fixture.sentLeads()).toEqual([
			[{ email: 'a@b.example', revenue: 0, engagement_score: 0 }],
		]);
	});

	it('outputs the raw result or the selected fields', async () => {
		const raw = await fixture.run(people(1), { parameters: { output: 'raw' } });
		expect(Object.keys(raw.output(NODE)[0]?.json ?? {})).toEqual(
			expect.arrayContaining(['id', 'score', 'category', 'next_actions']),
		);
		expect(raw.output(NODE)[0]?.json).not.toHaveProperty('lead_id');

		const selected = await fixture.run(people(1), {
			parameters: { output: 'selected', outputFields: ['score', 'email'] },
		});
		expect(Object.keys(selected.output(NODE)[0]?.json ?? {})).toEqual(['email', 'score']);
	});

	it('includes other input fields if the option is on, except names of its own fields', async () => {
		const lead = {
			email: 'a@b.example',
			note: 'mine',
			score: 'mine',
			skipped: 'mine',
			error: 'mine',
		};
		const run = await fixture.run([lead], {
			parameters: { options: { includeOtherFields: true } },
		});
		expect(run.output(NODE)[0]?.json).toMatchObject({ email: 'a@b.example', note: 'mine' });
		for (const own of ['skipped', 'error'])
			expect(run.output(NODE)[0]?.json).not.toHaveProperty(own);
		expect(typeof run.output(NODE)[0]?.json['score']).toBe('number');
	});

	it.each(['analyze', 'preview'])(
		'includes the binary data of the input if the option is on: %s',
		async (operation) => {
			const binary = { card: { data: 'QQ==', mimeType: 'image/png', fileName: 'card.png' } };
			const [json = {}, other = {}] = people(2);
			const given = [{ json, binary }, { json: other }];
			const output = async (options: IDataObject) => {
				const workflow = workflowWith({ parameters: { operation, options } });
				const run = await fixture.engine.run(workflow, { startNode: START, items: given });
				return run.output(NODE);
			};
			const [kept, without] = await output({ includeOtherFields: true });
			expect(kept?.binary).toMatchObject(binary);
			expect(without).not.toHaveProperty('binary');
			expect((await output({}))[0]).not.toHaveProperty('binary');
		},
	);

	it('shows after the run how many leads were scored in how many requests and the remaining quota', async () => {
		fixture.sandbox.control.setPlan('starter');
		const run = await fixture.run(people(250));
		const scores = run.output(NODE).map(({ json }) => Number(json['score']));
		const hot = scores.filter((score) => score >= HOT_SCORE).length;
		const average = scores.reduce((sum, score) => sum + score, 0) / scores.length;
		const [message = '', ...others] = hintsOf(run);
		expect(others).toEqual([]);
		expect(message).toMatch(/^250 leads scored in 2 requests of up to 150 leads\. /);
		expect(message).toContain(`. ${hot} hot, average score ${Math.round(average * 10) / 10}. `);
		expect(message).toMatch(/\. 998 of 1,000 requests left until \d\d:\d\d E[DS]T$/);
	});

	it.each([0, 1001, 2.5, 'many'])('refuses %p leads per request', async (leadsPerRequest) => {
		const run = await fixture.run(people(1), { parameters: { options: { leadsPerRequest } } });
		expect(run.error?.message).toBe('Leads per Request must be a whole number from 1 to 1,000');
		expect(fixture.sandbox.control.requests()).toHaveLength(0);
	});

	it('refuses options that differ between items', async () => {
		const run = await fixture.run([{ email: 'a@b.example' }, { email: 'c@d.example', size: 3 }], {
			parameters: { options: { leadsPerRequest: '={{ $json.size ?? 5 }}' } },
		});
		expect(run.error).toMatchObject({ message: 'Options differs between items', itemIndex: 1 });
	});

	it("sends nothing after n8n's Stop", async () => {
		fixture.sandbox.control.answerNext({ delayMs: 300, times: 50 });
		const run = await fixture.engine.run(
			workflowWith({
				parameters: { options: { leadsPerRequest: 1 } },
			}),
			{ startNode: NODE, items: people(50).map((json) => ({ json })), cancelAfter: 500 },
		);
		expect(run.status).toBe('canceled');
		const sent = fixture.sandbox.control.requests().length;
		await new Promise((resolve) => setTimeout(resolve, 700));
		expect(fixture.sandbox.control.requests()).toHaveLength(sent);
		expect(sent).toBeLessThan(10);
	});
});

describe('Analyze in Batch', () => {
	it('sends 1,000 leads per request to the batch endpoint, synchronously', async () => {
		const run = await fixture.run(people(1001), { parameters: { operation: 'analyzeBatch' } });
		expect(run.output(NODE)).toHaveLength(1001);
		expect(fixture.sentLeads().map((sent) => sent.length)).toEqual([1000, 1]);
		expect(fixture.sandbox.control.requests()[1]).toMatchObject({
			path: '/v1/leads/batch',
			body: { async: false, leads: [{ email: 'person1000@company6.example' }] },
		});
	});
});
