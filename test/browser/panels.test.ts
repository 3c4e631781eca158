import axios from 'axios';

import { addPeople, defineFields, PEOPLE } from '../../scripts/start/people';
import { Editor } from './editor';
import { openFixture, TRIGGER_WEBHOOK } from './fixture';
import type { Fixture } from './fixture';

/** Booting a whole n8n and a browser, on a machine that is busy. */
const BOOT_MS = 300_000;
jest.setTimeout(90_000);

/** What a text holds when something was not put into words. */
const UNRESOLVED =
	/undefined|\bnull\b|NaN|\[object|\{\{|\}\}|displayName|leadsPredict(?!\.example)/;

let fixture: Fixture;
let editor: Editor;
beforeAll(async () => {
	fixture = await openFixture();
	editor = await Editor.launch(fixture.n8n);
}, BOOT_MS);
afterAll(async () => {
	await editor?.close();
	await fixture?.close();
});
beforeEach(async () => {
	await fixture.sandbox.control.reset();
	editor.complaints.length = 0;
});
afterEach(() => expect(editor?.complaints ?? []).toEqual([]));

const leads = [
	{ email: 'ann@company.example', name: 'Ann', revenue: 5_000_000, engagement_score: 90 },
	{ email: 'bob@company.example', name: 'Bob', employees: 0 },
];
const withoutEmail = [...leads, { name: 'No Email' }, { email: 'eve@company.example' }];

describe('the node creator', () => {
	it('finds node and trigger by "lead score" as one entry, with all they can do', async () => {
		const workflow = await fixture.scoring(leads, await fixture.credential('Creator'));
		await editor.openWorkflow(workflow.id);
		const creator = await editor.searchNodes('lead score', 'LeadsPredict');

		expect(await creator.entries()).toEqual(['LeadsPredict']);
		expect(await creator.descriptions()).toEqual([
			'Get lead scores, hot leads and churn risks from LeadsPredict',
		]);

		await creator.open('LeadsPredict');
		expect(await creator.sections()).toEqual(['Actions (9)', 'Triggers (5)']);
		expect(await creator.entries()).toEqual([
			'Score leads',
			'Score leads in batch',
			'Get the score of a lead',
			'Preview leads',
			'Set up CRM fields',
			'Find leads in a CRM',
			'Create CRM tasks from next actions',
			'Write scores to a CRM',
			'Read what a CRM answered',
		]);
		await creator.toggle('Actions');
		await creator.toggle('Triggers');
		expect(await creator.entries()).toEqual([
			'On any event',
			'On high churn risk detected',
			'On lead marked as hot',
			'On lead scored',
			'On prediction updated',
		]);
	});
});

describe('the panel of the LeadsPredict node', () => {
	it('asks for little, in the order in which people think', async () => {
		const workflow = await fixture.scoring(leads, await fixture.credential('Panel'));
		await editor.openWorkflow(workflow.id);
		expect(await editor.subtitleOf('LeadsPredict')).toBe('Score leads');
		const panel = await editor.openNode('LeadsPredict');

		expect(await panel.labels()).toEqual([
			'Credential for LeadsPredict API',
			'Resource',
			'Operation',
			'Lead Source',
			'Lead Fields',
			'Output',
			'Options',
		]);
		expect(await panel.parameterText()).toContain('Only the email is required');
		expect(await panel.text()).not.toMatch(UNRESOLVED);

		expect(await panel.choices('operation')).toEqual([
			'Analyze',
			'Analyze in Batch',
			'Get',
			'Preview',
			'Custom API Call', // n8n's own entry
		]);
		expect(await panel.choices('output')).toEqual(['Raw', 'Selected Fields', 'Simplified']);
		expect((await panel.addable('Lead Fields')).slice(0, 3)).toEqual(['Email', 'Name', 'Company']);
		expect(await panel.addable('Options')).toEqual([
			'Ambiguous Dates',
			'Compare Items',
			'Concurrent Requests',
			'Exclude Fields',
			'Include Other Input Fields',
			'Include Predictions',
			'Include Recommendations',
			'Leads per Request',
			'Max Attempts',
			'Max Wait',
			'On Rate Limit',
			'Ranges',
			'Skip Leads Scored Within',
			'Strict Checking',
		]);
	});

	it('asks in each mode of a batch for what that mode needs', async () => {
		const credential = await fixture.credential('Batch');
		const panelIn = async (mode: string) => {
			const parameters = { operation: 'analyzeBatch', mode };
			const workflow = await fixture.scoring(leads, credential, { parameters });
			await editor.openWorkflow(workflow.id);
			const panel = await editor.openNode('LeadsPredict');
			expect(await panel.text()).not.toMatch(UNRESOLVED);
			return panel;
		};
		const beginning = ['Credential for LeadsPredict API', 'Resource', 'Operation', 'Mode'];
		const source = ['Lead Source', 'Lead Fields'];

		const atOnce = await panelIn('atOnce');
		expect(await atOnce.labels()).toEqual([...beginning, ...source, 'Output', 'Options']);
		expect(await atOnce.choices('mode')).toEqual([
			'Answer at Once',
			'Pause Until Results Arrive',
			'Send Results to a URL',
		]);

		const pause = await panelIn('pause');
		const wait = ['Timeout', 'Unit'];
		expect(await pause.labels()).toEqual([...beginning, ...wait, ...source, 'Output', 'Options']);
		expect(await pause.notices()).toEqual([
			expect.stringContaining('checks whether batch_status exists'),
		]);
		expect(await pause.addable('Options')).not.toContain('Leads per Request');

		const toUrl = await panelIn('sendToUrl');
		expect(await toUrl.labels()).toEqual([...beginning, 'Webhook URL', ...source, 'Options']);
	});

	it('needs no credential for the CRM, and asks for the address of Salesforce alone', async () => {
		const credential = await fixture.credential('CRM');
		const crm = { resource: 'crm', operation: 'prepareUpdate' };
		const labelsFor = async (parameters: Record<string, unknown>) => {
			const workflow = await fixture.scoring(leads, credential, {
				parameters: { ...crm, ...parameters },
			});
			await editor.openWorkflow(workflow.id);
			const panel = await editor.openNode('LeadsPredict');
			expect(await panel.text()).not.toMatch(UNRESOLVED);
			return await panel.labels();
		};
		const beginning = ['Resource', 'Operation', 'CRM'];
		expect(await labelsFor({ crm: 'hubspot' })).toEqual([
			...beginning,
			'Format',
			'Find Record By',
			'Options',
		]);
		expect(await labelsFor({ crm: 'salesforceLead' })).toEqual([
			...beginning,
			'Instance URL',
			'Format',
			'Find Record By',
			'Options',
		]);
		expect(await labelsFor({ crm: 'custom' })).toEqual([...beginning, 'Fields', 'Options']);
	});

	it('runs the HubSpot example by a click: what became of each contact', async () => {
		defineFields(fixture.crm.control);
		addPeople(fixture.crm.control);
		const credential = await fixture.credential('HubSpot example');
		const workflow = await fixture.example('hubspot-score-contacts', credential);
		await editor.openWorkflow(workflow.id);
		const panel = await editor.openNode('Sync to HubSpot');
		await panel.execute();
		const { columns, rows } = await panel.table();
		expect(columns.slice(0, 4)).toEqual(['email', 'name', 'result', 'record_id']);
		expect(rows).toHaveLength(PEOPLE);
		expect(new Set(rows.map((row) => row[2]))).toEqual(new Set(['written']));
	});

	it('shows by an example what goes into a field', async () => {
		const workflow = await fixture.scoring(leads, await fixture.credential('Fields'));
		await editor.openWorkflow(workflow.id);
		const panel = await editor.openNode('LeadsPredict');
		await panel.add('Lead Fields', 'Revenue');
		expect(await panel.placeholder('revenue')).toBe('e.g. 5000000');
		await panel.add('Options', 'Leads per Request');
		expect(await panel.labels()).toEqual(
			expect.arrayContaining(['Lead Fields', 'Revenue', 'Output', 'Options', 'Leads per Request']),
		);
	});

	it('runs the example by a click: 250 scores, and how many requests they took', async () => {
		const workflow = await fixture.example('score-leads', await fixture.credential('Example'));
		await editor.openWorkflow(workflow.id);
		const panel = await editor.openNode('Score leads');
		await panel.execute();

		const { columns, rows } = await panel.table();
		expect(columns.slice(0, 5)).toEqual(['email', 'name', 'score', 'category', 'lead_id']);
		expect(rows.length).toBeGreaterThanOrEqual(10);
		const score = columns.indexOf('score');
		for (const row of rows) {
			expect(row[0]).toMatch(/@/);
			expect(row[score]).toMatch(/^\d+$/);
		}
		expect(await panel.hints()).toEqual([
			expect.stringMatching(
				/^250 leads scored in 2 requests of up to 150 leads\. \d+ hot, average score [\d.]+\. 998 of 1,000 requests left until \d\d:\d\d E[DS]T$/,
			),
		]);
		expect(fixture.sandbox.control.requests()).toHaveLength(2);
		expect(await panel.text()).not.toMatch(UNRESOLVED);
	});

	it('previews its fields in the next node, before anything has run', async () => {
		const workflow = await fixture.example('score-leads', await fixture.credential('Preview'));
		await editor.openWorkflow(workflow.id);
		const next = await editor.openNode('Best first');
		const fields = ['email', 'name', 'score', 'category', 'lead_id'];
		expect((await next.previewedFields()).slice(0, 5)).toEqual(fields);
		expect(fixture.sandbox.control.requests()).toEqual([]);
	});

	it('says which lead is wrong and what to do, and sends nothing', async () => {
		const workflow = await fixture.scoring(withoutEmail, await fixture.credential('Wrong lead'));
		await editor.openWorkflow(workflow.id);
		const panel = await editor.openNode('LeadsPredict');
		await panel.execute();

		const { title, advice } = await panel.error();
		expect(title).toBe('Email is missing for "No Email" [item 2]'); // n8n adds the item
		expect(advice).toMatch(
			/^Every lead needs an email\. The only field of this item is "name"\. Add the one/,
		);
		expect(advice).toMatch(/Nothing was sent\. .*\. More about this error$/);
		expect(fixture.sandbox.control.requests()).toEqual([]);
	});

	it('names the lead without a score above the others, when told to continue', async () => {
		const workflow = await fixture.scoring(withoutEmail, await fixture.credential('Go on'), {
			onError: 'continueRegularOutput',
		});
		await editor.openWorkflow(workflow.id);
		const panel = await editor.openNode('LeadsPredict');
		await panel.execute();

		expect(await panel.hints()).toEqual([
			expect.stringMatching(/^3 leads scored in 1 request\./),
			'1 item without a result: Email is missing for "No Email" (item 2)',
		]);
		const { columns, rows } = await panel.table();
		expect(rows.map((row) => row[columns.indexOf('email')])).toEqual([
			'ann@company.example',
			'bob@company.example',
			'undefined', // the table's word for a field that an item does not have
			'eve@company.example',
		]);
		expect(rows[2]?.[columns.indexOf('error')]).toContain('Email is missing for "No Email"');
	});

	it('says what to do about a key that is not accepted', async () => {
		const wrong = await fixture.credential('Wrong', { apiKey: 'wrong' });
		const workflow = await fixture.scoring(leads.slice(0, 1), wrong);
		await editor.openWorkflow(workflow.id);
		const panel = await editor.openNode('LeadsPredict');
		await panel.execute();

		const { title, advice } = await panel.error();
		expect(title).toBe('LeadsPredict refused the request: Invalid API key (401, invalid_api_key)');
		expect(advice).toContain('Dashboard → API Settings');
		expect(await panel.text()).not.toContain('Bearer');
	});
});

describe('the panel of the LeadsPredict Trigger', () => {
	it('tells what to paste where, and why a token is needed', async () => {
		const workflow = await fixture.trigger(await fixture.credential('Trigger'));
		await editor.openWorkflow(workflow.id);
		expect(await editor.subtitleOf('LeadsPredict Trigger')).toBe('All events');
		const panel = await editor.openNode('LeadsPredict Trigger');

		expect(await panel.labels()).toEqual(['Credential', 'Events', 'Minimum Score', 'Options']);
		const [where, token, ...others] = await panel.notices();
		expect(others).toEqual([]);
		expect(where).toContain('"Webhook URLs"');
		expect(where).toContain('Production URL');
		expect(token).toContain('Webhook Token');
		expect(token).toContain('?token=');

		// The notice names what the panel really shows.
		await panel.openWebhookUrls();
		const text = await panel.parameterText();
		expect(text).toContain('POST');
		expect(text).toContain(`${fixture.n8n.url}/webhook/`);
		expect(await panel.text()).not.toMatch(UNRESOLVED);
		expect(await panel.choices('events')).toEqual([
			'All',
			'High Churn Risk Detected',
			'Lead Marked as Hot',
			'Lead Scored',
			'Prediction Updated',
		]);
	});

	it('says at the trigger why an event was refused while somebody listens', async () => {
		const credential = await fixture.credential('Listening', { webhookToken: 'a-long-token' });
		const workflow = await fixture.trigger(credential);
		await editor.openWorkflow(workflow.id);
		const panel = await editor.openNode('LeadsPredict Trigger');
		await panel.start();
		const body = {
			event: 'lead.hot',
			timestamp: '2026-11-08T16:00:00Z',
			data: { lead_id: 'lead_abc123', score: 98 },
		};
		const url = `${fixture.n8n.url}/webhook-test/${TRIGGER_WEBHOOK}/webhook`;
		await axios.post(url, body, { validateStatus: () => true });
		await panel.ended();

		const { title, advice } = await panel.error();
		expect(title).toBe('An event was refused: The webhook token is missing');
		expect(advice).toContain('Add ?token= and the Webhook Token');
		expect(await panel.text()).not.toContain('a-long-token');
	});

	it('offers what guards against repeats, old events and forged ones, with what most people want', async () => {
		const workflow = await fixture.trigger(await fixture.credential('Guarded trigger'));
		await editor.openWorkflow(workflow.id);
		const panel = await editor.openNode('LeadsPredict Trigger');
		const options = await panel.addable('Options');
		expect(options).toEqual([
			'Check Back With LeadsPredict',
			'Ignore Repeats Within (Hours)',
			'Max Age (Minutes)',
			'Only When Threshold Is Crossed',
		]);
		for (const option of options.slice(0, 3)) await panel.add('Options', option);
		expect(await panel.text()).not.toMatch(UNRESOLVED);
		expect(await panel.choices('checkBack')).toEqual(['If Possible', 'Off', 'Required']);
	});
});

describe('the panel of the credential', () => {
	const OPEN = 'Without a Webhook Token, anyone';

	it('says that a good key works, and warns while no webhook token is set', async () => {
		const { id } = await fixture.credential('Good');
		const panel = await editor.openCredential(id);
		expect(await panel.succeeded()).toBe(true);
		expect(await panel.text()).toContain('Dashboard → API Settings');
		expect(await panel.notices()).toEqual([expect.stringContaining(OPEN)]);

		await panel.fill('webhookToken', 'a-long-random-token');
		await panel.waitForNotice(OPEN, 'hidden');
		await panel.fill('webhookToken', '');
		await panel.waitForNotice(OPEN, 'visible');
	});

	it('has no warning for a credential that was saved with a token', async () => {
		const { id } = await fixture.credential('With token', { webhookToken: 'a-long-random-token' });
		const panel = await editor.openCredential(id);
		expect(await panel.succeeded()).toBe(true);
		expect(await panel.notices()).toEqual([]);
	});

	it('explains a wrong key behind More details', async () => {
		const { id } = await fixture.credential('Mistyped', { apiKey: 'wrong' });
		const panel = await editor.openCredential(id);
		expect(await panel.succeeded()).toBe(false);
		await panel.openDetails();
		expect(await panel.text()).toContain(
			'LeadsPredict does not accept this API key. Copy it again from Dashboard → API Settings',
		);
	});
});
