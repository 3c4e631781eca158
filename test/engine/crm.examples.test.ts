import type { RunResult } from '../../runtimes/engine/engine';
import type { ExampleName, ExampleWorkflow } from '../../scripts/examples';
import { readWithSync, useCrmFixture, scoreIn, succeeded } from './crmFixture';

/**
 * The examples with n8n's own HubSpot, Salesforce and HTTP Request nodes, over HTTPS. When something
 * goes wrong: crm.failures.
 */

const fixture = useCrmFixture();

const range = (count: number) => Array.from({ length: count }, (_, index) => index);
const scoreOf = (email: string): number | undefined => scoreIn(fixture.sandbox, email);
const calls = (crmName: 'hubspot' | 'salesforce', part: string): number =>
	fixture.crm.control.requests(crmName).filter(({ path }) => path.includes(part)).length;
const resultsOf = (run: RunResult, node = 'Sync to HubSpot') =>
	run.output(node).map(({ json }) => json['result']);

/** The example as it is after a person has set the options of a node. */
const withOptions = (name: ExampleName, node: string, options: object): ExampleWorkflow => {
	const example = readWithSync(name);
	const nodes = example.nodes.map((each) =>
		each.name === node ? { ...each, parameters: { ...each.parameters, options } } : each,
	);
	return { ...example, nodes };
};

describe('HubSpot contacts, scored and written back', () => {
	const put = () => {
		for (const index of range(1000)) {
			fixture.crm.control.contacts.put({
				email: `person${index}@company.example`,
				firstname: `Given${index}`,
				lastname: 'Family',
				annualrevenue: String(index * 1000),
				numemployees: '1-5',
			});
		}
	};

	it.each([
		[100, 10],
		[1000, 1],
	])(
		'takes few calls, %i leads a scoring request, and every contact gets its own score',
		async (leadsPerRequest, requests) => {
			put();
			const example = withOptions('hubspot-score-contacts', 'Score contacts', {
				skipScoredWithin: 7,
				leadsPerRequest,
			});
			const run = await fixture.engine.run(example);
			succeeded(run);
			expect(fixture.sandbox.control.requestCount()).toBe(requests);
			expect(calls('hubspot', '/batch/update')).toBe(10);
			// n8n's HubSpot node reads 100 contacts a call.
			expect(calls('hubspot', '/lists/all/contacts/all')).toBe(10);
			expect(fixture.crm.control.requests('hubspot')).toHaveLength(20);
			expect(resultsOf(run)).toEqual(range(1000).map(() => 'written'));
			const scores = fixture.crm.control.contacts.all().map(({ properties }) => {
				const email = String(properties['email']);
				expect([email, properties['leadspredict_score']]).toEqual([email, String(scoreOf(email))]);
				return properties['leadspredict_score'];
			});
			// Else it would not be seen if somebody had another's.
			expect(new Set(scores).size).toBeGreaterThan(10);

			const before = fixture.crm.control.contacts.all();
			const again = await fixture.engine.run(example);
			succeeded(again);
			expect(resultsOf(again)).toEqual(range(1000).map(() => 'skipped'));
			expect(fixture.sandbox.control.requestCount()).toBe(requests);
			expect(calls('hubspot', '/lists/all/contacts/all')).toBe(20);
			expect(fixture.crm.control.requests('hubspot')).toHaveLength(30);
			expect(fixture.crm.control.contacts.all()).toEqual(before);
		},
	);

	it('writes nothing when scores did not change, though they are asked for again', async () => {
		for (const index of range(3))
			fixture.crm.control.contacts.put({ email: `person${index}@company.example` });
		const example = withOptions('hubspot-score-contacts', 'Score contacts', {});
		succeeded(await fixture.engine.run(example));
		const again = await fixture.engine.run(example);
		succeeded(again);
		expect(fixture.sandbox.control.requestCount()).toBe(2);
		expect(calls('hubspot', '/batch/update')).toBe(1);
		expect(resultsOf(again)).toEqual(['unchanged', 'unchanged', 'unchanged']);
	});

	it('a contact without an email goes on with the reason, and the others are written by their own ids', async () => {
		const contacts = range(3).map((index) =>
			fixture.crm.control.contacts.put({ email: `person${index}@company.example` }),
		);
		fixture.crm.control.contacts.put({ firstname: 'Nobody' });
		const run = await fixture.engine.run(readWithSync('hubspot-score-contacts'));
		succeeded(run);
		expect(resultsOf(run)).toEqual(['written', 'written', 'written', 'failed']);
		expect(run.output('Sync to HubSpot')[3]?.json['reason']).toContain('no email');
		expect(
			run
				.output('Sync to HubSpot')
				.slice(0, 3)
				.map(({ json }) => [json['email'], json['record_id']]),
		).toEqual(contacts.map(({ id, properties }) => [properties['email'], id]));
	});
});

describe('a hot lead', () => {
	it('updates the very contact, by the ID that was written earlier, and tells the team who it is', async () => {
		const { id } = fixture.crm.control.contacts.put({
			email: 'ada@company.example',
			firstname: 'Ada',
			lastname: 'Okafor',
			company: 'Okafor Ltd',
			phone: '+1 555 010 7800',
		});
		fixture.crm.control.contacts.put({ email: 'ben@company.example' });
		succeeded(await fixture.engine.run(readWithSync('hubspot-score-contacts')));
		const leadId = fixture.crm.control.contacts.get(id)?.properties['leadspredict_id'];
		const before = fixture.crm.control.contacts.get('ben@company.example');

		const run = await fixture.engine.run(readWithSync('hot-lead-to-crm'), {
			startNode: 'Sync to HubSpot',
			items: [
				{
					json: {
						event: 'lead.hot',
						lead_id: String(leadId),
						score: 97,
						previous_score: 60,
						timestamp: '2026-11-25T10:00:00Z',
						recommendations: ['Call today'],
						event_key: 'k',
						verified: true,
					},
				},
			],
		});
		succeeded(run);
		expect(fixture.crm.control.contacts.get(id)?.properties).toMatchObject({
			leadspredict_score: '97',
			leadspredict_previous_score: '60',
			leadspredict_recommendations: 'Call today',
		});
		expect(fixture.crm.control.contacts.get('ben@company.example')).toEqual(before);
		expect(run.output('Tell the team')).toMatchObject([
			{
				json: {
					message: `Ada Okafor got hot: score 97. Company: Okafor Ltd. Phone: +1 555 010 7800. https://app.hubspot.com/contacts/12345678/record/0-1/${id}`,
				},
			},
		]);
	});
});

describe('a hot lead in Salesforce', () => {
	it('updates the very lead when its sub-workflow is picked, and tells the team who it is', async () => {
		const { Id } = fixture.crm.control.leads.put({
			...{ FirstName: 'Ada', LastName: 'Okafor', Company: 'Okafor Ltd', Phone: '+1 555 010 7800' },
			LeadsPredict_Id__c: 'lead_1',
		});
		const example = readWithSync('hot-lead-to-crm');
		const workflowId = { __rl: true, mode: 'list', value: 'salesforce-sync-leads' };
		const nodes = example.nodes.map((node) =>
			node.name === 'Sync to HubSpot'
				? { ...node, parameters: { ...node.parameters, workflowId } }
				: node,
		);
		const timestamp = '2026-11-25T10:00:00Z';
		const run = await fixture.engine.run(
			{ ...example, nodes },
			{
				startNode: 'Sync to HubSpot',
				items: [{ json: { event: 'lead.hot', lead_id: 'lead_1', score: 97, timestamp } }],
			},
		);
		succeeded(run);
		expect(fixture.crm.control.leads.get(Id)).toMatchObject({ LeadsPredict_Score__c: 97 });
		const [told] = run.output('Tell the team').map(({ json }) => json['message']);
		expect(told).toMatch(
			/^Ada Okafor got hot: score 97\. Company: Okafor Ltd\. Phone: \+1 555 010 7800\. https:/,
		);
		expect(told).toContain(Id);
	});
});

describe('a lead from a form', () => {
	const answers = (email: string) => ({
		'Your name': 'Ada Okafor',
		'Work email': email,
		Company: 'Okafor Ltd',
		Phone: '+1 555 010 7800',
		'How many employees does your company have?': 12,
		submittedAt: '2026-11-25T10:00:00.000+01:00',
		formMode: 'production',
	});
	const sendForm = async (email: string) =>
		await fixture.engine.run(readWithSync('form-lead-to-crm'), {
			startNode: 'Score the lead',
			items: [{ json: answers(email) }],
		});

	it('becomes a contact when there is none, and only once', async () => {
		const run = await sendForm('ada@okafor.example');
		succeeded(run);
		expect(resultsOf(run)).toEqual(['created']);
		succeeded(await sendForm('Ada@Okafor.example'));
		const contacts = fixture.crm.control.contacts.all();
		expect(contacts).toHaveLength(1);
		expect(contacts[0]?.properties).toMatchObject({
			email: 'ada@okafor.example',
			firstname: 'Ada',
			lastname: 'Okafor',
			company: 'Okafor Ltd',
			leadspredict_score: String(scoreOf('ada@okafor.example')),
		});
	});

	it('updates the contact that is there, and leaves its name alone', async () => {
		const { id } = fixture.crm.control.contacts.put({
			email: 'ada@okafor.example',
			firstname: 'Adaeze',
			lastname: 'O.',
		});
		const run = await sendForm('ada@okafor.example');
		succeeded(run);
		expect(run.output('Sync to HubSpot')).toMatchObject([
			{ json: { result: 'written', record_id: id } },
		]);
		expect(fixture.crm.control.contacts.get(id)?.properties).toMatchObject({
			firstname: 'Adaeze',
			lastname: 'O.',
		});
	});
});
