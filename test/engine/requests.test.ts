import type { IDataObject } from 'n8n-workflow';

import {
	hintsOf,
	messageOf,
	NODE,
	START,
	useFixture,
	people,
	toItems,
	workflowWith,
} from './fixture';
import type { NodeSetting } from './fixture';

/** How requests are sent: again, several at once, within a limit, and never twice what was paid for. */

const fixture = useFixture();

const sent = () => fixture.sandbox.control.requestCount();
const emails = (items: readonly IDataObject[]) => items.map(({ email }) => email);

/** One lead a request; the options over that. */
const oneByOne = (options: IDataObject = {}, settings: Partial<NodeSetting> = {}): NodeSetting => ({
	...settings,
	parameters: { options: { leadsPerRequest: 1, ...options } },
});

describe('a request that fails', () => {
	it.each([
		['a limit that is told when to come back', { status: 429, headers: { 'retry-after': '1' } }],
		['a service that is overloaded', { status: 503 }],
		['a proxy without a service behind it', { status: 502, body: '<html>Bad Gateway</html>' }],
		['a connection that breaks off', { drop: true }],
		['an answer that breaks off', { truncate: true }],
		['a web page instead of an answer', { body: '<html>Hello</html>' }],
		['an empty answer', { body: '' }],
	])('is retried after %s', async (_, script) => {
		fixture.sandbox.control.answerNext(script);
		const leads = people(3);
		const run = await fixture.run(leads);
		expect(emails(run.output(NODE).map(({ json }) => json))).toEqual(emails(leads));
		expect(sent()).toBe(2);
		expect(hintsOf(run)[0]).toMatch(/^3 leads scored in 2 requests \(1 of them repeated/);
	});

	it('is not retried beyond the max attempts, and reports how often it was sent', async () => {
		fixture.sandbox.control.answerNext({ status: 503, times: 9 });
		const run = await fixture.run(people(3), { parameters: { options: { maxAttempts: 2 } } });
		expect(sent()).toBe(2);
		expect(run.error?.message).toMatch(/^LeadsPredict has a problem: .* \(503.*, 2 attempts\)$/);
	});

	it('fails when the wait would be too long, and reports its length', async () => {
		fixture.sandbox.control.answerNext({ status: 503, headers: { 'retry-after': '40' } });
		const run = await fixture.run(people(3), { parameters: { options: { maxWait: 30 } } });
		expect(sent()).toBe(1);
		expect(run.error?.description).toMatch(
			/a wait of 40 seconds, and Max Wait under Options is shorter/,
		);
	});

	it("is not retried after n8n's Stop", async () => {
		fixture.sandbox.control.answerNext({ status: 503, headers: { 'retry-after': '1' } });
		const run = await fixture.engine.run(workflowWith(oneByOne()), {
			startNode: START,
			items: toItems(people(5)),
			cancelAfter: 400,
		});
		expect(run.status).toBe('canceled');
		await new Promise((resolve) => setTimeout(resolve, 1_500));
		expect(sent()).toBe(1);
	});
});

describe('leads per request, left to the node', () => {
	const sizes = () => fixture.sentLeads().map(({ length }) => length);

	it('are 100 at first and then all that remain', async () => {
		const leads = people(350);
		const run = await fixture.run(leads);
		expect(sizes()).toEqual([100, 250]);
		expect(emails(run.output(NODE).map(({ json }) => json))).toEqual(emails(leads));
		expect(hintsOf(run)[0]).toMatch(/^350 leads scored in 2 requests of up to 250 leads\. /);
	});

	it('return to the accepted number when more are refused, and a hint names it', async () => {
		fixture.sandbox.control.answerNext({ skip: 1, status: 413 });
		const run = await fixture.run(people(350));
		expect(sizes()).toEqual([100, 250, 100, 100, 50]);
		expect(hintsOf(run)).toEqual([
			expect.stringMatching(/^350 leads scored in 5 requests \(1 failed and may have been counted/),
			expect.stringMatching(/refused 250 leads in one request.* set it to 100$/),
		]);
	});

	it('are the same in the next try of Retry On Fail, so that nothing is paid for twice', async () => {
		fixture.sandbox.control.answerNext({ skip: 2, status: 500 });
		const leads = people(2_500);
		const run = await fixture.run(leads, {
			parameters: { options: { maxAttempts: 1, concurrentRequests: 1 } },
			...{ retryOnFail: true, maxTries: 2, waitBetweenTries: 0 },
		});
		expect(emails(run.output(NODE).map(({ json }) => json))).toEqual(emails(leads));
		expect(sizes().slice(0, 4)).toEqual([100, 1_000, 1_000, 1_000]);
		expect(fixture.sandbox.control.ledger().leads.scoredAgain).toBe(0);
	});
});

describe('several requests at once', () => {
	it('do not change the order of the output', async () => {
		// The first of those that go out together comes back last.
		fixture.sandbox.control.answerNext({ skip: 1, delayMs: 300 });
		const leads = people(12);
		const run = await fixture.run(leads, oneByOne({ concurrentRequests: 4 }));
		const output = run.output(NODE);
		expect(emails(output.map(({ json }) => json))).toEqual(emails(leads));
		expect(output.map(({ pairedItem }) => pairedItem)).toEqual(leads.map((_, item) => ({ item })));
		expect(emails(run.output('After').map(({ json }) => ({ email: json['from'] ?? '' })))).toEqual(
			emails(leads),
		);
	});

	it.each([1, 3])('are as many as the option allows: %d', async (concurrentRequests) => {
		// The first goes alone. What is sent beside each other after it is still out when n8n stops.
		fixture.sandbox.control.answerNext({ skip: 1, times: 9, delayMs: 4_000 });
		await fixture.engine.run(workflowWith(oneByOne({ concurrentRequests })), {
			startNode: START,
			items: toItems(people(9)),
			cancelAfter: 1_500,
		});
		expect(sent()).toBe(1 + concurrentRequests);
	});

	it('require a number in the range of the option', async () => {
		const run = await fixture.run(people(2), oneByOne({ concurrentRequests: 50 }));
		expect(run.error?.message).toBe('Concurrent Requests must be a whole number from 1 to 10');
		expect(sent()).toBe(0);
	});
});

describe('a bad lead among good ones', () => {
	const leads = people(100);
	beforeEach(() => fixture.sandbox.control.refuseLeads({ emails: [String(leads[41]?.['email'])] }));

	it("fails alone, with LeadsPredict's message", async () => {
		const run = await fixture.run(leads, { onError: 'continueRegularOutput' });
		const failed = run
			.output(NODE)
			.flatMap(({ json, pairedItem }) => ('error' in json ? [{ ...json, pairedItem }] : []));
		expect(failed).toEqual([
			expect.objectContaining({
				error: expect.objectContaining({
					message: expect.stringMatching(/^LeadsPredict refused the request: .*400/),
					field: 'email',
					status: 400,
				}),
				pairedItem: { item: 41 },
			}),
		]);
		expect(sent()).toBeLessThanOrEqual(1 + 14);
		expect(fixture.sandbox.control.ledger().leads.scoredAgain).toBe(0);
	});

	it('is named when it stops the workflow, and the others are not retried', async () => {
		const run = await fixture.run(leads, { retryOnFail: true, maxTries: 2, waitBetweenTries: 0 });
		expect(run.error).toMatchObject({ httpCode: '400', itemIndex: 41 });
		expect(sent()).toBeLessThanOrEqual(1 + 14);
		expect(fixture.sandbox.control.ledger().leads.scoredAgain).toBe(0);
	});
});

describe('a limit that does not hold the run', () => {
	const limited = () => fixture.sandbox.control.setPlan({ perHour: 5 });

	it('scores what fits, without a 429, and reports the rest with numbers', async () => {
		limited();
		const setting = oneByOne({}, { onError: 'continueRegularOutput' });
		const run = await fixture.run(people(12), setting);
		const output = run.output(NODE).map(({ json }) => json);
		expect(output.slice(0, 5).every((json) => 'score' in json)).toBe(true);
		for (const json of output.slice(5)) {
			expect(json).toMatchObject({
				error: {
					message: expect.stringMatching(
						/^The limit of your plan is too small for this run: it needs 7 more requests and has 0 left until \d\d:\d\d UTC$/,
					),
					code: 'limit_too_small',
					quota_spent: 'no',
					retryable: true,
				},
			});
		}
		expect(sent()).toBe(5);
	});

	it('ends the run after its first answer if the results would be lost', async () => {
		limited();
		const run = await fixture.run(people(12), oneByOne());
		expect(sent()).toBe(1);
		expect(run.error?.message).toMatch(/it needs 11 more requests and has 4 left until/);
		const advice =
			/set Max Wait to (\d+) seconds under Options.* 1 item had a result before, which is saved/;
		const advised = Number(advice.exec(run.error?.description ?? '')?.[1]);
		// What is left of the hour that began with the run, and half a minute to follow the advice.
		expect(advised).toBeLessThanOrEqual(3_600 + 30 + 1);
		expect(advised).toBeGreaterThanOrEqual(3_600 + 30 - Math.ceil(run.wallMs / 1_000));
	});

	it('never makes the node wait with Send What Fits', async () => {
		fixture.sandbox.control.answerNext({ status: 429, headers: { 'x-ratelimit-reset': '2' } });
		const setting = oneByOne({ onRateLimit: 'sendWhatFits' }, { onError: 'continueRegularOutput' });
		const run = await fixture.run(people(3), setting);
		expect(sent()).toBe(1);
		expect(run.output(NODE)).toHaveLength(3);
	});

	it('makes the node wait if it resets soon', async () => {
		const headers = { 'x-ratelimit-reset': '1', 'x-ratelimit-remaining': '0' };
		fixture.sandbox.control.answerNext({ status: 429, headers });
		const run = await fixture.run(people(3), oneByOne());
		expect(run.output(NODE).every(({ json }) => 'score' in json)).toBe(true);
		expect(sent()).toBe(4);
	});
});

describe('what was paid for', () => {
	const retrying = { retryOnFail: true, maxTries: 3, waitBetweenTries: 0 };
	const once = { maxAttempts: 1, concurrentRequests: 1 };

	/** A workflow that runs the node, and then once more with what came out. */
	const twiceOver = (setting: NodeSetting) => {
		const workflow = workflowWith(setting);
		return {
			...workflow,
			nodes: [
				...workflow.nodes,
				{
					name: 'Again',
					type: 'n8n-nodes-base.if',
					typeVersion: 2,
					parameters: {
						conditions: {
							options: { version: 1, caseSensitive: true, typeValidation: 'loose' },
							combinator: 'and',
							conditions: [
								{
									leftValue: '={{ $runIndex }}',
									rightValue: 1,
									operator: { type: 'number', operation: 'lt' },
								},
							],
						},
					},
				},
			],
			connections: {
				...workflow.connections,
				After: { main: [[{ node: 'Again', type: 'main', index: 0 }]] },
				Again: { main: [[{ node: NODE, type: 'main', index: 0 }]] },
			},
		};
	};

	it('is not sent again by Retry On Fail when the node failed', async () => {
		fixture.sandbox.control.answerNext({ skip: 3, status: 500 });
		const leads = people(6);
		const run = await fixture.run(leads, oneByOne(once, retrying));
		expect(run.output(NODE).map(({ json }) => json['email'])).toEqual(emails(leads));
		expect(sent()).toBe(7);
		expect(hintsOf(run).at(-1)).toMatch(
			/^6 leads scored in 3 requests, and 3 that an earlier try had made/,
		);
	});

	it('is not sent again by Retry On Fail when the first item is an error', async () => {
		fixture.sandbox.control.answerNext({ status: 500 });
		const run = await fixture.run(
			people(6),
			oneByOne(once, { ...retrying, onError: 'continueRegularOutput' }),
		);
		expect(run.output(NODE).every(({ json }) => 'score' in json)).toBe(true);
		expect(sent()).toBe(7);
	});

	it('includes permanent refusals, so that nothing is sent again when every request has an answer', async () => {
		fixture.sandbox.control.answerNext({ status: 400 });
		const run = await fixture.run(
			people(6),
			oneByOne(once, { ...retrying, onError: 'continueRegularOutput' }),
		);
		expect(run.output(NODE).filter(({ json }) => 'error' in json)).toHaveLength(1);
		expect(sent()).toBe(6);
	});

	it('does not include failures that a new key may fix', async () => {
		fixture.sandbox.control.answerNext({ status: 401 });
		const run = await fixture.run(people(2), oneByOne(once, retrying));
		expect(run.output(NODE)).toHaveLength(2);
		expect(sent()).toBe(3);
	});

	it.each(['stopWorkflow', 'continueRegularOutput'] as const)(
		'is forgotten after the node has returned, so that a loop scores again (On Error: %s)',
		async (onError) => {
			// The first pass fails once and is made again; the second pass sends the same lead once more.
			fixture.sandbox.control.answerNext({ status: 500 });
			const loop = twiceOver(oneByOne(once, { ...retrying, onError }));
			const [lead] = people(1);
			const run = await fixture.engine.run(loop, {
				startNode: START,
				items: toItems([lead ?? {}]),
			});
			expect(run.nodes[NODE]).toHaveLength(2);
			expect(sent()).toBe(3);
		},
	);

	const answering = (data: unknown, times = 9) =>
		fixture.sandbox.control.answerNext({ body: { status: 'success', data }, times });

	it.each(['a remark', '', false, null])(
		'is not sent again when the first raw result contains an error field: %j',
		async (error) => {
			const [first, second] = [
				{ id: 'lead_1', score: 1, error },
				{ id: 'lead_2', score: 2 },
			];
			answering({ leads: [first, second] });
			const run = await fixture.run(people(2), { ...retrying, parameters: { output: 'raw' } });
			expect(run.output(NODE).map(({ json }) => json)).toEqual([first, second]);
			expect(sent()).toBe(1);
		},
	);

	it('is not sent again when the first lead read by Get contains an error field', async () => {
		const data = { id: 'lead_1', score: 1, error: 'a remark' };
		answering(data);
		const parameters = { operation: 'get', leadId: 'lead_1', output: 'raw' };
		const run = await fixture.run(people(1), { ...retrying, parameters });
		expect(run.output(NODE).map(({ json }) => json)).toEqual([data]);
		expect(sent()).toBe(1);
	});

	it('is never used for a later run of the node', async () => {
		answering({ leads: [{ id: 'lead_1', score: 1, error: null, email: people(1)[0]?.['email'] }] });
		const loop = twiceOver({ ...retrying, parameters: { output: 'raw' } });
		const run = await fixture.engine.run(loop, { startNode: START, items: toItems(people(1)) });
		expect(run.nodes[NODE]).toHaveLength(2);
		expect(sent()).toBe(2);
	});

	it.each([
		['of another form', { result: [] }],
		['without results', { status: 'success', data: {} }],
		['that is an error', { status: 'error', error: { message: 'No' } }],
	])('includes a complete answer %s, with every On Error', async (_, body) => {
		for (const onError of ['stopWorkflow', 'continueRegularOutput'] as const) {
			await fixture.sandbox.control.reset();
			fixture.sandbox.control.answerNext({ body, times: 20 });
			const run = await fixture.run(people(3), { ...retrying, onError });
			expect(sent()).toBe(1);
			const said =
				onError === 'stopWorkflow'
					? run.error?.message
					: messageOf(run.output(NODE)[0]?.json ?? {});
			expect(said).toMatch(/^LeadsPredict (?:answered 200 with an answer without|sent an error)/);
		}
	});

	it('is removed after the last try, so that nothing stays in the execution', async () => {
		fixture.sandbox.control.answerNext({ status: 500, times: 9 });
		const setting = oneByOne(once, { ...retrying, onError: 'continueRegularOutput' });
		const workflow = workflowWith(setting);
		const [, after] = [
			workflow,
			{
				name: 'Memory',
				type: 'n8n-nodes-base.set',
				typeVersion: 3.4,
				parameters: {
					assignments: {
						assignments: [
							{
								id: 'a',
								name: 'memory',
								type: 'string',
								value: `={{ JSON.stringify($('${NODE}').context) }}`,
							},
						],
					},
				},
			},
		];
		const run = await fixture.engine.run(
			{
				...workflow,
				nodes: [...workflow.nodes, after],
				connections: {
					...workflow.connections,
					After: { main: [[{ node: 'Memory', type: 'main', index: 0 }]] },
				},
			},
			{ startNode: START, items: toItems(people(1)) },
		);
		expect(sent()).toBe(3);
		expect(run.output('Memory')[0]?.json).toEqual({ memory: '{}' });
	});
});
