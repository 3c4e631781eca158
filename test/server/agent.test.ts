import { adapted, readExample } from '../../scripts/examples';
import {
	HISTORY,
	OLDER_AGENT,
	publishAgent,
	publishMcpServer,
	SCORE,
	toolName,
	untouchedTools,
} from './agentWorkflow';
import { startScriptedModel } from './scriptedModel';
import type { ScriptedModel } from './scriptedModel';
import { BOOT_MS, openTestServer } from './testServer';
import type { TestServer } from './testServer';

let server: TestServer;
let model: ScriptedModel;
let ask: Awaited<ReturnType<typeof publishAgent>>;
beforeAll(async () => {
	model = await startScriptedModel();
	server = await openTestServer();
	ask = await publishAgent(server, model, 'agent', await untouchedTools(server));
}, BOOT_MS);
afterAll(async () => {
	await server?.close();
	await model?.close();
});
beforeEach(() => server.sandbox.control.reset());

const score = (input: Record<string, unknown>) => ({ tool: toolName(SCORE), input });
const history = (lead_id: string) => ({ tool: toolName(HISTORY), input: { lead_id } });
const ada = {
	email: 'ada@lovelace.example',
	name: 'Ada Lovelace',
	company: 'Analytical Engines',
	phone: '+44 20 7946 0000',
	industry: 'Technology',
	revenue: '5000000',
	employees: '50',
	engagement_score: '75',
	last_interaction: '2025-11-01',
};
const numbers = { revenue: 5_000_000, employees: 50, engagement_score: 75 };
/** What reaches the agent lies in the item of the tool, under what the model says. */
const SOMEBODY = {
	question: 'Whom do I call first?',
	name: 'Somebody Else',
	phone: '+1 555 0100',
	origin: { source: 'hubspot', record_type: 'contact', record_id: '1' },
};
const sentLeads = () =>
	server.sandbox.control.requests().flatMap(({ body }): unknown[] => Object(body).leads ?? []);
const answers = () =>
	model.answers().map((text) => JSON.parse(text) as Array<Record<string, unknown>>);

const FACTS = [
	...['email', 'score', 'category', 'lead_id', 'conversion_probability', 'predicted_revenue'],
	...['churn_risk', 'recommendations', 'next_actions'],
];

it('scores three leads in one turn, by their email or with all that is known', async () => {
	model.script(
		[score({ email: 'bob@x.example' }), score(ada), score({ email: 'eve@x.example', ...numbers })],
		'Ada first',
	);
	expect(await ask(SOMEBODY)).toEqual({ status: 200, data: { output: 'Ada first' } });
	expect(model.tools()).toMatchSnapshot();

	expect(sentLeads()).toEqual([
		{ email: 'bob@x.example' },
		{ ...ada, ...numbers },
		{ email: 'eve@x.example', ...numbers },
	]);
	const scored = answers().flat();
	const known = new Map(server.sandbox.control.leads().map((each) => [each.lead.email, each]));
	for (const [index, email] of ['bob@x.example', ada.email, 'eve@x.example'].entries()) {
		const { name, ...rest } = scored[index] ?? {};
		expect(name).toBe(email === ada.email ? ada.name : undefined);
		expect(Object.keys(rest)).toEqual(FACTS);
		expect(rest).toMatchObject({ email, lead_id: known.get(email)?.id });
	}
});

it('reads a score and its history by ID, of a lead that was scored in the turn before', async () => {
	model.script([score(ada)], 'Hot');
	await ask({});
	const [[scored]] = answers() as [[Record<string, unknown>]];
	model.script([history(String(scored['lead_id']))], 'It rose');
	await ask({});
	expect(answers()).toEqual([
		[
			{
				lead_id: scored['lead_id'],
				score: scored['score'],
				created_at: expect.any(String),
				updated_at: expect.any(String),
				history: [expect.objectContaining({ event: 'lead_created' })],
			},
		],
	]);
});

it('says in words what to do about an error, whatever On Error says, and goes on with the others', async () => {
	model.script(
		[
			score({ email: 'ada at lovelace' }),
			score({ name: 'Ada' }),
			history('lead_nobody'),
			score(ada),
		],
		'Which address?',
	);
	await ask(SOMEBODY);
	const [unusable, missing, unknown, good] = answers();
	const again = 'Correct it in the next call, or ask the user for it.';
	expect(unusable).toEqual([
		{ error: `Email is "ada at lovelace": not an email address. ${again}` },
	]);
	expect(missing).toEqual([{ error: `Email is missing for "Ada". ${again}` }]);
	expect(unknown).toEqual([
		{
			error: expect.stringMatching(
				/^LeadsPredict has no lead "lead_nobody"\. .* it must be the lead_id of a LeadsPredict result/,
			),
		},
	]);
	expect(good).toEqual([expect.objectContaining({ email: ada.email })]);
});

it('tells a model to leave a refused key to the user', async () => {
	server.sandbox.control.answerNext({ status: 401 });
	model.script([score(ada)], 'The key is wrong');
	await ask({});
	expect(answers()).toEqual([
		[
			{
				error: expect.stringMatching(
					/401.*\. Do not call again now\. Tell the user: Open the .*\.$/,
				),
			},
		],
	]);
});

it('shows a model neither the key nor what only programs need', async () => {
	model.script([score(ada), score({ email: 'no' }), history('lead_nobody')], 'Done');
	await ask(SOMEBODY);
	const all = model.requests().join('\n');
	expect(all).toContain(ada.email);
	for (const hidden of [
		server.sandbox.apiKey,
		new URL(server.sandbox.baseUrl).host,
		...['555 0100', 'origin', 'toolCallId', 'quota_spent', 'refused_by', 'summary', '"paid"'],
	]) {
		expect(all).not.toContain(hidden);
	}
});

it('works in the example as it is', async () => {
	const { id: credentialId } = await server.credential();
	const { nodes } = adapted(readExample('agent-score-leads'), { credentialId });
	const tools = nodes.filter(({ type }) => type === 'n8n-nodes-leadspredict.leadsPredictTool');
	const askExample = await publishAgent(server, model, 'example', tools);
	model.script([{ tool: 'Score_a_lead', input: { email: ada.email } }], 'Scored');
	await askExample({});
	const [[scored]] = answers() as [[Record<string, unknown>]];
	model.script(
		[{ tool: 'Read_the_history_of_a_lead', input: { lead_id: scored['lead_id'] } }],
		'Read',
	);
	await askExample({});
	expect(answers()).toEqual([[expect.objectContaining({ lead_id: scored['lead_id'] })]]);
});

it('serves an older AI Agent, which calls its tools itself', async () => {
	model.script('Nothing');
	await ask({});
	const shown = model.tools();
	const tools = await untouchedTools(server);
	const askOlder = await publishAgent(server, model, 'older', tools, OLDER_AGENT);
	model.script(
		[score({ email: 'bob@x.example' }), score(ada), score({ email: 'no' }), history('lead_nobody')],
		'Ada first',
	);
	expect(await askOlder(SOMEBODY)).toEqual({ status: 200, data: { output: 'Ada first' } });
	expect(model.tools()).toEqual(shown);
	// This agent calls its tools at the same time, so the order differs.
	expect(sentLeads()).toHaveLength(2);
	expect(sentLeads()).toEqual(
		expect.arrayContaining([{ email: 'bob@x.example' }, { ...ada, ...numbers }]),
	);
	const [bob, whole, unusable, unknown] = answers();
	expect(bob).toEqual([expect.objectContaining({ email: 'bob@x.example' })]);
	expect(whole).toEqual([expect.objectContaining({ email: ada.email, name: ada.name })]);
	expect(unusable).toEqual([{ error: expect.stringContaining('Correct it in the next call') }]);
	expect(unknown).toEqual([{ error: expect.stringContaining('has no lead "lead_nobody"') }]);
});

it("serves an MCP client through n8n's MCP Server Trigger, in the same words", async () => {
	const mcp = await publishMcpServer(server, 'mcp', await untouchedTools(server));
	model.script('Nothing');
	await ask({});
	const { tools } = (await mcp('tools/list', {})) as {
		tools: Array<{ name: string; description: string; inputSchema: unknown }>;
	};
	const fieldsOf = (schema: unknown): unknown => {
		const { properties, required } = Object(schema);
		return { properties, required };
	};
	const byName = (a: { name: string }, b: { name: string }) => a.name.localeCompare(b.name);
	const told = model.tools().map(({ name, description, parameters }) => ({
		name,
		description,
		...Object(fieldsOf(parameters)),
	}));
	const shown = tools.map(({ name, description, inputSchema }) => ({
		name,
		description,
		...Object(fieldsOf(inputSchema)),
	}));
	expect(shown.sort(byName)).toEqual(told.sort(byName));
	const call = async (input: object) =>
		await mcp('tools/call', { name: toolName(SCORE), arguments: input });
	expect(JSON.stringify(await call({ email: ada.email }))).toContain('lead_id');
	expect(JSON.stringify(await call({ email: 'no' }))).toContain('Correct it in the next call');
	expect(sentLeads()).toEqual([{ email: ada.email }]);
});
