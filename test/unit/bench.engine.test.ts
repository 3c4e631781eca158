import { workflowOf } from '../../bench/engine/workflows';
import { foreign, FOREIGN_KEYS, madeItems, madeLeads } from '../../bench/leads';
import { LEAD_FIELDS, leadSchema, scoredLeadSchema } from '../../nodes/LeadsPredict/contract';
import { HUBSPOT } from '../../nodes/LeadsPredict/crm/hubspot';
import { prepare } from '../../nodes/LeadsPredict/crm/prepare';
import { idFieldOf } from '../../nodes/LeadsPredict/crm/mapping';
import { readLeads } from '../../nodes/LeadsPredict/leads/readLeads';
import { recognizer } from '../../nodes/LeadsPredict/leads/recognize';

describe('the leads of the bench', () => {
	test('are valid, with all nine fields and unique addresses', () => {
		const leads = madeLeads(2_000);
		for (const lead of leads) {
			expect(leadSchema.safeParse(lead).success).toBe(true);
			expect(Object.keys(lead)).toHaveLength(LEAD_FIELDS.length);
		}
		expect(new Set(leads.map(({ email }) => email)).size).toBe(leads.length);
	});

	test('have the same values under the keys of another system', () => {
		const [lead] = madeLeads(1);
		const other = foreign(lead ?? { email: '' });
		expect(Object.values(other)).toEqual(Object.values(lead ?? {}));
		expect(Object.keys(other).sort()).toEqual(Object.values(FOREIGN_KEYS).sort());
		expect(Object.keys(other).filter((key) => key in (lead ?? {}))).toEqual([]);
	});

	test('have to be mapped under those keys, because none is recognized', () => {
		const [item = {}] = madeItems(1, 'foreign');
		expect(recognizer('auto')(item).fields).toEqual({});
	});

	test.each(['hubspot', 'hubspotLegacy'] as const)('are the same leads as %s contacts', (shape) => {
		const { rows, refused } = readLeads(
			madeItems(500, shape).map((json) => ({ json })),
			{
				recognise: recognizer('auto'),
				mapping: new Map(),
				compareItems: true,
				excludeFields: new Set(),
				strict: true,
				dates: 'leaveOut',
				ranges: 'leaveOut',
			},
		);
		expect(refused).toEqual([]);
		expect(rows.map(({ lead }) => lead)).toEqual(madeLeads(500));
		expect(new Set(rows.map(({ origin }) => origin.record?.id)).size).toBe(500);
	});

	test('are scored in the form of Analyze, and can all be written to HubSpot', () => {
		const items = madeItems(500, 'scored');
		const checked = items.map((json) => scoredLeadSchema.strict().parse(json));
		expect(checked.map(({ email }) => email)).toEqual(madeLeads(500).map(({ email }) => email));
		const { records, unsent, refused } = prepare(items, {
			fields: HUBSPOT.fields,
			identityOptions: { ...HUBSPOT, idField: idFieldOf(HUBSPOT.fields), create: false },
			findBy: 'auto',
			onlyChanged: true,
			clear: false,
			now: new Date('2026-11-20T09:00:00Z'),
		});
		expect([records.length, unsent, refused]).toEqual([500, [], []]);
		expect(new Set(records.map(({ identity: { by } }) => by))).toEqual(new Set(['recordId']));
		// All but the previous score, of which only events speak.
		const written = new Set(records.map(({ fields }) => Object.keys(fields).length));
		expect(written).toEqual(new Set([HUBSPOT.fields.length - 1]));
		expect(new Set(records.map(({ leftOut }) => leftOut.length))).toEqual(new Set([0]));
	});
});

test('get the same properties by hand as by Prepare Update', () => {
	const service = { baseUrl: 'http://127.0.0.1:1/v1', apiKey: 'key' };
	const [, node] = workflowOf('propertiesByHand', service).nodes;
	const made = JSON.stringify(node?.parameters).match(/"name":"\w+"/g);
	expect(made).toEqual(HUBSPOT.fields.map(({ name }) => `"name":"${name}"`));
});
