import type { IDataObject } from 'n8n-workflow';

import { NODE, messageOf, useFixture, people } from './fixture';

const fixture = useFixture();

/** Each request once and by itself, so that what is prepared meets the request it is meant for. */
const inTens = { options: { leadsPerRequest: 10, concurrentRequests: 1, maxAttempts: 1 } };

/** 50 items: one without an email, one with half an address, the rest in five requests of ten or less. */
const allFates = (): IDataObject[] => {
	const leads = people(50);
	leads[3] = { name: 'Nobody', company: 'Nowhere' };
	leads[4] = { email: 'odd@company', name: 'Odd' };
	return leads;
};

/** The second request is refused, the third lost on the wire, the fourth answered one short. */
const prepareFates = () => {
	const { control } = fixture.sandbox;
	control.answerNext({
		skip: 1,
		status: 400,
		body: {
			status: 'error',
			error: {
				code: 'invalid_request',
				message: 'Invalid value',
				details: { field: 'options', reason: 'unknown' },
			},
		},
	});
	control.answerNext({ drop: true });
	control.answerNext({
		body: { status: 'success', data: { leads: [{ id: 'lead_x', score: 99 }] } },
	});
};

const refusals = {
	noEmail: expect.objectContaining({
		message: 'Email is missing for "Nobody"',
		field: 'email',
		refused_by: 'input',
		quota_spent: 'no',
	}),
	odd: expect.objectContaining({
		message: 'Email is "odd@company": an incomplete email address',
		field: 'email',
		refused_by: 'input',
		code: 'invalid_email',
	}),
	refused: expect.objectContaining({
		message:
			'LeadsPredict refused the request: Invalid value (400, invalid_request, field options: unknown)',
		field: 'options',
		status: 400,
		code: 'invalid_request',
		refused_by: 'leadspredict',
	}),
	lost: expect.objectContaining({
		message: 'The connection to LeadsPredict was lost',
		refused_by: 'network',
		quota_spent: 'unknown',
	}),
	short: expect.objectContaining({
		message: expect.stringMatching(/^10 leads were sent and 1 results? came back/),
		refused_by: 'match',
		quota_spent: 'yes',
	}),
};

/** What becomes of each item, by its place. */
const fateOf = (item: number): unknown => {
	if (item === 3) return refusals.noEmail;
	if (item === 4) return refusals.odd;
	if (item < 12) return 'scored';
	if (item < 22) return refusals.refused;
	if (item < 32) return refusals.lost;
	return item < 42 ? refusals.short : 'scored';
};

describe('On Error: Continue', () => {
	it('outputs one item for each input, scored or with its own error', async () => {
		const leads = allFates();
		prepareFates();
		const run = await fixture.run(leads, {
			onError: 'continueRegularOutput',
			parameters: inTens,
		});
		const output = run.output(NODE);
		expect(output.map(({ pairedItem }) => pairedItem)).toEqual(leads.map((_, item) => ({ item })));
		output.forEach(({ json }, item) => {
			const fate = fateOf(item);
			if (fate === 'scored') expect(json).toMatchObject({ email: leads[item]?.['email'] });
			else expect(json).toEqual({ error: fate });
		});
		const scores = new Map(
			fixture.sandbox.control.leads().map(({ lead, assessment }) => [lead.email, assessment.score]),
		);
		for (const { json } of output) {
			if ('score' in json) expect(json['score']).toBe(scores.get(String(json['email'])));
		}
	});

	it('names the items without a result and why in a hint', async () => {
		prepareFates();
		const run = await fixture.run(allFates(), {
			onError: 'continueRegularOutput',
			parameters: inTens,
		});
		const [done, failures] = run.nodes[NODE]?.[0]?.hints ?? [];
		expect(done?.message).toMatch(
			/^18 leads scored in 5 requests \(2 failed and may have been counted anyway\)\. /,
		);
		expect(failures).toMatchObject({ type: 'warning' });
		expect(failures?.message).toMatch(
			/^32 items without a result: Email is missing for "Nobody" \(item 3\); Email is "odd@company"/,
		);
	});

	it('sends failures to the error output, with the fields of their items', async () => {
		const leads = allFates();
		prepareFates();
		const run = await fixture.run(leads, { onError: 'continueErrorOutput', parameters: inTens });
		const scored = leads.filter((_, item) => fateOf(item) === 'scored');
		expect(run.output(NODE, 0).map(({ json }) => json['email'])).toEqual(
			scored.map(({ email }) => email),
		);
		const failures = run.output(NODE, 1);
		expect(failures).toHaveLength(32);
		expect(failures[0]?.json).toEqual({
			name: 'Nobody',
			company: 'Nowhere',
			error: refusals.noEmail,
		});
		expect(failures.at(-1)?.json).toMatchObject({ email: leads[41]?.['email'] });
	});
});

describe('what ends the whole node', () => {
	const noSuchCredential = { credentials: { leadsPredictApi: { id: 'none', name: 'None' } } };

	it.each([
		[
			'Leads per Request out of range',
			{ options: { leadsPerRequest: 0 } },
			{},
			'Leads per Request',
		],
		['options that differ', { options: { leadsPerRequest: '={{ $json.size }}' } }, {}, 'Options'],
		[
			'an unknown field to leave out',
			{ options: { excludeFields: ['Phone'] } },
			{},
			'Exclude Fields',
		],
		['an unknown source', { leadSource: 'rolodex' }, {}, 'Lead Source'],
		['an unknown form of output', { output: 'simple' }, {}, 'Output'],
		['no field to put out', { output: 'selected', outputFields: [] }, {}, 'Fields'],
		['an unknown operation', { operation: 'delete' }, {}, 'no operation "delete"'],
		['no credential', {}, noSuchCredential, 'redential'],
	])('is the error of every item and never a success: %s', async (_, parameters, more, said) => {
		const leads = people(3).map((lead, index) => ({ ...lead, size: index + 1 }));
		for (const onError of ['continueRegularOutput', 'continueErrorOutput'] as const) {
			const run = await fixture.run(leads, { onError, parameters, ...more });
			const branch = onError === 'continueErrorOutput' ? 1 : 0;
			expect(run.output(NODE, branch).map(({ json }) => messageOf(json))).toEqual(
				leads.map(() => expect.stringContaining(said)),
			);
			if (branch === 1) expect(run.output(NODE, 0)).toEqual([]);
		}
		const stopped = await fixture.run(leads, { parameters, ...more });
		expect(stopped.error?.message).toContain(said);
		expect(fixture.sandbox.control.requests()).toEqual([]);
	});

	it('does not include an expression that fails for one item', async () => {
		const run = await fixture.run([...people(1), { email: 'b@c.example', broken: true }], {
			onError: 'continueRegularOutput',
			parameters: {
				leadFields: { company: "={{ $json.broken ? $('Nowhere').item.json.x : 'Fine' }}" },
			},
		});
		const [good, bad] = run.output(NODE).map(({ json }) => json);
		expect(good).toHaveProperty('score');
		expect(bad).toMatchObject({
			error: {
				message: expect.stringMatching(/^The expression in Company fails: /),
				field: 'company',
				refused_by: 'input',
			},
		});
	});
});

describe('a hopeless run', () => {
	it('costs one request, whatever the number of leads', async () => {
		fixture.sandbox.control.answerNext({ status: 401, times: 50 });
		const run = await fixture.run(people(50), {
			onError: 'continueRegularOutput',
			parameters: { options: { leadsPerRequest: 1 } },
		});
		expect(fixture.sandbox.control.requests()).toHaveLength(1);
		expect(run.output(NODE)).toHaveLength(50);
		expect(run.output(NODE)[49]?.json).toMatchObject({
			error: {
				message: expect.stringMatching(/^Not sent, because an earlier request failed\. .*401/),
				quota_spent: 'no',
			},
		});
	});
});

describe('On Error: Stop Workflow', () => {
	it('refuses bad items before anything is sent or paid for', async () => {
		const run = await fixture.run(allFates());
		expect(run.status).toBe('error');
		expect(run.error).toMatchObject({
			name: 'NodeOperationError',
			message: 'Email is missing for "Nobody"',
			itemIndex: 3,
		});
		expect(run.error?.description).toMatch(
			/Add the one with the email .*More cannot be sent: item 4\. Nothing was sent\. To go on with the other 48 items, set On Error/,
		);
		expect(fixture.sandbox.control.requests()).toHaveLength(0);
	});

	it('stops at the first failed request and reports what was done before', async () => {
		fixture.sandbox.control.answerNext({ skip: 2, status: 500 });
		const run = await fixture.run(people(50), { parameters: inTens });
		expect(run.error).toMatchObject({ name: 'NodeApiError', httpCode: '500' });
		expect(run.error?.description).toContain(
			'This concerns items 20, 21, 22, 23, 24 and 5 more. 20 items had a result before, which are saved with this execution: Retry On Fail and Retry in the list of executions send only the others; Execute step and Execute workflow send all again. To output what succeeds, set On Error',
		);
		expect(fixture.sandbox.control.requests()).toHaveLength(3);
	});
});
