import { Client } from '@hubspot/api-client';
import type { BatchInputSimplePublicObjectBatchInput } from '@hubspot/api-client/lib/codegen/crm/contacts/models/BatchInputSimplePublicObjectBatchInput';
import type { BatchInputSimplePublicObjectBatchInputUpsert } from '@hubspot/api-client/lib/codegen/crm/contacts/models/BatchInputSimplePublicObjectBatchInputUpsert';
import type { BatchReadInputSimplePublicObjectId } from '@hubspot/api-client/lib/codegen/crm/contacts/models/BatchReadInputSimplePublicObjectId';
import { Connection } from 'jsforce';
import { z } from 'zod';

import { HUBSPOT } from '../../nodes/LeadsPredict/crm/hubspot';
import { prepare } from '../../nodes/LeadsPredict/crm/prepare';
import { SALESFORCE_LEAD } from '../../nodes/LeadsPredict/crm/salesforce';
import { idFieldOf } from '../../nodes/LeadsPredict/crm/table';
import type { CrmTable } from '../../nodes/LeadsPredict/crm/table';
import { startCrm } from '../../sandbox/crm/startCrm';
import type { CrmStandIn } from '../../sandbox/crm/startCrm';
import { defineFields } from '../../scripts/start/people';

/** Prepared bodies given to the CRMs' own clients: it is those clients' idea of a body, and not ours. */

const input = z
	.object({
		id: z.string(),
		idProperty: z.string().optional(),
		objectWriteTraceId: z.string(),
		properties: z.record(z.string()),
	})
	.strict()
	.transform(({ idProperty, ...rest }) => ({ ...rest, ...(idProperty && { idProperty }) }));

/** Compiles only while the shapes below are those of HubSpot's own types. */
const asUpdate = (body: unknown): BatchInputSimplePublicObjectBatchInput =>
	z
		.object({ inputs: z.array(input) })
		.strict()
		.parse(body);
const asUpsert = (body: unknown): BatchInputSimplePublicObjectBatchInputUpsert =>
	z
		.object({ inputs: z.array(input) })
		.strict()
		.parse(body);
const asRead = (body: unknown): BatchReadInputSimplePublicObjectId =>
	z
		.object({
			idProperty: z.string(),
			inputs: z.array(z.object({ id: z.string() }).strict()),
			properties: z.array(z.string()),
			propertiesWithHistory: z.array(z.string()),
		})
		.strict()
		.parse(body);

const PERSON = {
	email: 'ada@x.example',
	name: 'Ada Okafor',
	company: 'Okafor Ltd',
	score: 87,
	category: 'hot',
	lead_id: 'lead_1',
	conversion_probability: 0.28,
	predicted_revenue: 15000,
	recommendations: ['Call'],
};

function recordsFor(table: CrmTable, item: object, create = false) {
	const { records, refused } = prepare([item], {
		targets: table.targets,
		reach: { ...table, idField: idFieldOf(table.targets), create },
		findBy: 'auto',
		onlyChanged: true,
		clear: false,
		now: new Date('2025-11-08T15:30:00Z'),
		...(create && { creation: table.creation }),
	});
	expect(refused).toEqual([]);
	return records;
}

const contextFor = (table: CrmTable, create = false) => ({
	instanceUrl: 'https://acme.my.salesforce.com',
	idField: idFieldOf(table.targets),
	targets: table.targets,
	create,
});

let crm: CrmStandIn;
beforeAll(async () => {
	crm = await startCrm();
});
afterAll(async () => await crm.close());
beforeEach(() => defineFields(crm.control));

describe('HubSpot’s own client', () => {
	const contacts = () =>
		new Client({ accessToken: crm.tokens.hubspot, basePath: crm.hubspotUrl }).crm.contacts;

	it('takes the body of an update by email', async () => {
		const { id } = crm.control.contacts.put({ email: 'ada@x.example' });
		const { body } = HUBSPOT.update('email', recordsFor(HUBSPOT, PERSON), contextFor(HUBSPOT));
		const { results } = await contacts().batchApi.update(asUpdate(body));
		expect(results.map((result) => result.id)).toEqual([id]);
		expect(crm.control.contacts.get(id)?.properties).toMatchObject({ leadspredict_score: '87' });
	});

	it('takes the body of an upsert', async () => {
		const records = recordsFor(HUBSPOT, PERSON, true);
		const { body } = HUBSPOT.update('leadspredictId', records, contextFor(HUBSPOT, true));
		const { results } = await contacts().batchApi.upsert(asUpsert(body));
		expect(results).toMatchObject([{ _new: true }]);
	});

	it('takes the body of a lookup', async () => {
		crm.control.contacts.put({ email: 'ada@x.example' });
		const { body } = HUBSPOT.lookup(['ada@x.example'], contextFor(HUBSPOT));
		const { results } = await contacts().batchApi.read(asRead(body));
		expect(results).toHaveLength(1);
	});
});

describe('jsforce', () => {
	const connection = () =>
		new Connection({
			instanceUrl: crm.salesforceUrl,
			accessToken: crm.tokens.salesforce,
			version: '59.0',
		});
	const bodySchema = z
		.object({
			allOrNone: z.literal(false),
			records: z.array(z.object({ attributes: z.object({ type: z.string() }) }).passthrough()),
		})
		.strict();
	const itsRecords = (body: unknown) =>
		bodySchema
			.parse(body)
			.records.map((record) =>
				Object.fromEntries(Object.entries(record).filter(([key]) => key !== 'attributes')),
			);

	it('writes the records of an update by Id', async () => {
		const { Id } = crm.control.leads.put({ LastName: 'O', Company: 'X', Email: 'ada@x.example' });
		const origin = { source: 'salesforce', record_type: 'lead', record_id: Id };
		const { body } = SALESFORCE_LEAD.update(
			'recordId',
			recordsFor(SALESFORCE_LEAD, { ...PERSON, origin }),
			contextFor(SALESFORCE_LEAD),
		);
		const records = itsRecords(body).map(({ id, ...record }) => ({ ...record, Id: String(id) }));
		const results = await connection().sobject('Lead').update(records);
		expect(results).toMatchObject([{ success: true }]);
		expect(crm.control.leads.get(Id)).toMatchObject({ LeadsPredict_Score__c: 87, Rating: 'Hot' });
	});

	it('upserts the records by the external ID', async () => {
		const { body } = SALESFORCE_LEAD.update(
			'leadspredictId',
			recordsFor(SALESFORCE_LEAD, PERSON, true),
			contextFor(SALESFORCE_LEAD, true),
		);
		const results = await connection()
			.sobject('Lead')
			.upsert(itsRecords(body), 'LeadsPredict_Id__c');
		expect(results).toMatchObject([{ success: true, created: true }]);
	});

	it('makes the query of a lookup', async () => {
		crm.control.leads.put({ LastName: 'O', Company: 'X', Email: 'ada@x.example' });
		const { url } = SALESFORCE_LEAD.lookup(['ada@x.example'], contextFor(SALESFORCE_LEAD));
		const soql = new URL(url).searchParams.get('q') ?? '';
		expect((await connection().query(soql)).totalSize).toBe(1);
	});
});
