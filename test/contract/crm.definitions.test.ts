import { Client } from '@hubspot/api-client';
import {
	PropertyCreateFieldTypeEnum,
	PropertyCreateTypeEnum,
} from '@hubspot/api-client/lib/codegen/crm/properties';
import type { BatchInputPropertyCreate } from '@hubspot/api-client/lib/codegen/crm/properties/models/BatchInputPropertyCreate';
import type { PropertyGroupCreate } from '@hubspot/api-client/lib/codegen/crm/properties/models/PropertyGroupCreate';
import { ObjectTypePropertyCreateNumberDisplayHintEnum } from '@hubspot/api-client/lib/codegen/crm/schemas/models/ObjectTypePropertyCreate';
import axios from 'axios';
import { Connection } from 'jsforce';
import { ApiSchemas } from 'jsforce/lib/api/metadata/schema';
import type { CustomField } from 'jsforce/lib/api/metadata/schema';
import { z } from 'zod';

import { readScoredItem, mapFields } from '../../nodes/LeadsPredict/crm/mapping';
import type { CrmField } from '../../nodes/LeadsPredict/crm/mapping';
import { hubspotRequests } from '../../nodes/LeadsPredict/crm/hubspot/definitions';
import { salesforceList } from '../../nodes/LeadsPredict/crm/salesforce/definitions';
import type { Metadata } from '../../nodes/LeadsPredict/crm/salesforce/definitions';
import { HUBSPOT_API } from '../../nodes/LeadsPredict/crm/hubspot/requests';
import { HUBSPOT_FIELDS } from '../../nodes/LeadsPredict/crm/hubspot/fields';
import {
	SALESFORCE_CONTACT_FIELDS,
	SALESFORCE_LEAD_FIELDS,
} from '../../nodes/LeadsPredict/crm/salesforce/fields';
import { customFieldSchema } from '../../sandbox/crm/salesforce/fields';
import { startCrm } from '../../sandbox/crm/startCrm';
import type { CrmStandIn } from '../../sandbox/crm/startCrm';

/** What Prepare Fields puts out is created, and then every field of a score can be written. */

let crm: CrmStandIn;
beforeAll(async () => {
	crm = await startCrm();
});
beforeEach(() => crm.control.reset());
afterAll(async () => await crm.close());

/** A score that says something of everything, as much as there is room for. */
const FULL = readScoredItem({
	lead_id: `lead_${'x'.repeat(250)}`,
	score: 87.25,
	previous_score: 0,
	category: 'hot',
	conversion_probability: 0.2849,
	predicted_revenue: 1_234_567_890.12,
	churn_risk: 'low',
	recommendations: Array.from({ length: 900 }, (_, index) => `Recommendation ${index} <b> & "so"`),
	next_actions: [{ action: 'schedule_demo', priority: 'high', deadline: '2025-11-12' }],
	timestamp: '2025-11-08T15:30:00Z',
});

const fieldsOf = (crmFields: readonly CrmField[]): Record<string, string | number> => {
	const { fields } = mapFields(FULL, crmFields, { now: new Date(), clear: false });
	expect(Object.keys(fields).sort()).toEqual(crmFields.map(({ name }) => name).sort());
	return z.record(z.union([z.string(), z.number()])).parse(fields);
};

const renamed = (crmFields: readonly CrmField[], to: (name: string) => string): CrmField[] =>
	crmFields.map((crmField) =>
		crmField.isStandard ? crmField : { ...crmField, name: to(crmField.name) },
	);

describe('HubSpot', () => {
	/** Made as they are, as the HTTP Request node makes them. */
	async function create(crmFields: readonly CrmField[] = HUBSPOT_FIELDS): Promise<number[]> {
		const statuses: number[] = [];
		for (const { method, url, body } of hubspotRequests(crmFields)) {
			const { status } = await axios.request({
				method,
				url: url.replace(HUBSPOT_API, crm.hubspotUrl),
				data: body,
				headers: { authorization: `Bearer ${crm.tokens.hubspot}` },
				validateStatus: () => true,
				proxy: false,
			});
			statuses.push(status);
		}
		return statuses;
	}

	const client = () =>
		new Client({ accessToken: crm.tokens.hubspot, basePath: crm.hubspotUrl }).crm;
	const properties = (crmFields: readonly CrmField[]): Record<string, string> =>
		Object.fromEntries(
			Object.entries(fieldsOf(crmFields)).map(([name, value]) => [name, String(value)]),
		);
	async function writeAll(crmFields: readonly CrmField[]): Promise<void> {
		const { id } = crm.control.contacts.put({ email: 'ada@x.example' });
		const written = properties(crmFields);
		await client().contacts.batchApi.update({ inputs: [{ id, properties: written }] });
		expect(crm.control.contacts.get(id)?.properties).toMatchObject(written);
	}

	it('takes the requests as they are, and then every field of a score', async () => {
		expect(await create()).toEqual([201, 201]);
		const created = crm.control.properties().filter(({ hubspotDefined }) => !hubspotDefined);
		expect(created.map(({ name, groupName }) => [name, groupName])).toEqual(
			HUBSPOT_FIELDS.map(({ name }) => [name, 'leadspredict']),
		);
		await writeAll(HUBSPOT_FIELDS);
	});

	it('is left as it is by a second time, and told of only what was missing', async () => {
		await create(HUBSPOT_FIELDS.slice(0, 4));
		expect(await create()).toEqual([409, 207]);
		const before = crm.control.properties();
		expect(await create()).toEqual([409, 207]);
		expect(crm.control.properties()).toEqual(before);
		await writeAll(HUBSPOT_FIELDS);
	});

	it('needs the group before its properties', async () => {
		const [, second] = hubspotRequests(HUBSPOT_FIELDS);
		await expect(
			client().properties.batchApi.create('contacts', asBatch(second?.body)),
		).rejects.toMatchObject({ code: 400 });
	});

	it('takes names of the user’s own', async () => {
		const own = renamed(HUBSPOT_FIELDS, (name) => name.replace('leadspredict_', 'lp_2_'));
		expect(await create(own)).toEqual([201, 201]);
		await writeAll(own);
	});

	/** Compile only while the shapes are those of HubSpot's own types. */
	const asGroup = (body: unknown): PropertyGroupCreate =>
		z.object({ name: z.string(), label: z.string() }).strict().parse(body);
	const asBatch = (body: unknown): BatchInputPropertyCreate =>
		z
			.object({
				inputs: z.array(
					z
						.object({
							name: z.string(),
							label: z.string(),
							groupName: z.string(),
							description: z.string(),
							type: z.nativeEnum(PropertyCreateTypeEnum),
							fieldType: z.nativeEnum(PropertyCreateFieldTypeEnum),
							// Its type for contacts is older than this; the one for custom objects knows it.
							numberDisplayHint: z
								.nativeEnum(ObjectTypePropertyCreateNumberDisplayHintEnum)
								.optional(),
							hasUniqueValue: z.boolean().default(false),
						})
						.strict(),
				),
			})
			.strict()
			.parse(body);

	it('has a client of its own that takes the bodies', async () => {
		const [group, batch] = hubspotRequests(HUBSPOT_FIELDS);
		await client().properties.groupsApi.create('contacts', asGroup(group?.body));
		const { results } = await client().properties.batchApi.create('contacts', asBatch(batch?.body));
		expect(results.map(({ name }) => name)).toEqual(HUBSPOT_FIELDS.map(({ name }) => name));
		const found = await client().contacts.batchApi.upsert({
			inputs: [
				{
					id: 'lead_1',
					idProperty: 'leadspredict_id',
					properties: { ...properties(HUBSPOT_FIELDS), leadspredict_id: 'lead_1' },
				},
			],
		});
		expect(found.results).toMatchObject([{ _new: true }]);
	});
});

describe.each([
	['Lead', SALESFORCE_LEAD_FIELDS],
	['Contact', SALESFORCE_CONTACT_FIELDS],
] as const)('Salesforce %s', (object, crmFields) => {
	const records = () => (object === 'Lead' ? crm.control.leads : crm.control.salesforceContacts);
	const required = { LastName: 'Okafor', ...(object === 'Lead' && { Company: 'Okafor Ltd' }) };
	const sobject = () =>
		new Connection({
			instanceUrl: crm.salesforceUrl,
			accessToken: crm.tokens.salesforce,
			version: '59.0',
		}).sobject(object);

	/** How a field looks, which is nothing to the stand-in. */
	const LOOKS = ['fullName', 'description', 'visibleLines'];

	/** From the metadata and nothing else. */
	function define(list: readonly CrmField[]): void {
		for (const { metadata } of salesforceList(list, object)) {
			const field = Object.entries(metadata).filter(([name]) => !LOOKS.includes(name));
			crm.control.defineField(
				object,
				customFieldSchema.parse({ name: metadata.fullName, ...Object.fromEntries(field) }),
			);
		}
	}

	it('takes every field of a score, once the fields are there', async () => {
		define(crmFields);
		const fields = fieldsOf(crmFields);
		const [result] = await sobject().create([{ ...required, ...fields }]);
		expect(result).toMatchObject({ success: true });
		const { LeadsPredict_Last_Scored__c: time, ...others } = fields;
		const [stored] = records().all();
		expect(stored).toMatchObject(others);
		expect(stored?.['LeadsPredict_Last_Scored__c']).toBe(String(time).replace('Z', '+0000'));
	});

	it('finds a record by the id, and tells apart what differs in case alone', async () => {
		define(crmFields);
		const upsert = async (id: string) =>
			await sobject().upsert(
				[{ ...required, ...fieldsOf(crmFields), LeadsPredict_Id__c: id }],
				'LeadsPredict_Id__c',
			);
		expect(await upsert('lead_a')).toMatchObject([{ success: true, created: true }]);
		expect(await upsert('lead_a')).toMatchObject([{ success: true, created: false }]);
		expect(await upsert('lead_A')).toMatchObject([{ success: true, created: true }]);
		expect(records().all()).toHaveLength(2);
	});

	it('takes names of the user’s own', async () => {
		const own = renamed(crmFields, (name) => name.replace('LeadsPredict_', 'LP_'));
		define(own);
		const results = await sobject().create([{ ...required, ...fieldsOf(own) }]);
		expect(results).toMatchObject([{ success: true }]);
	});

	/** Compiles only while the metadata has the shape of jsforce's, which always wants a list of filters. */
	const asCustomField = (metadata: Metadata): CustomField => ({
		...metadata,
		summaryFilterItems: [],
	});

	it('has metadata of which jsforce knows every word', () => {
		const { props } = ApiSchemas.CustomField;
		const known = new Map<string, unknown>(Object.entries(props)).set('fullName', '?string');
		for (const { metadata } of salesforceList(crmFields, object)) {
			expect(asCustomField(metadata).fullName).toBe(metadata.fullName);
			for (const [name, value] of Object.entries(metadata)) {
				expect([name, known.get(name)]).toEqual([name, `?${typeof value}`]);
			}
		}
	});
});
