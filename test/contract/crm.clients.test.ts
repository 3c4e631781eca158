import { Client } from '@hubspot/api-client';
import type { BatchInputSimplePublicObjectBatchInput } from '@hubspot/api-client/lib/codegen/crm/contacts/models/BatchInputSimplePublicObjectBatchInput';
import type { BatchInputSimplePublicObjectBatchInputUpsert } from '@hubspot/api-client/lib/codegen/crm/contacts/models/BatchInputSimplePublicObjectBatchInputUpsert';
import type { BatchReadInputSimplePublicObjectId } from '@hubspot/api-client/lib/codegen/crm/contacts/models/BatchReadInputSimplePublicObjectId';
import { Connection } from 'jsforce';
import { z } from 'zod';

import { HUBSPOT } from '../../nodes/LeadsPredict/crm/hubspot';
import { prepare } from '../../nodes/LeadsPredict/crm/prepare';
import { SALESFORCE_LEAD } from '../../nodes/LeadsPredict/crm/salesforce';
import { idFieldOf } from '../../nodes/LeadsPredict/crm/mapping';
import type { Crm, HttpRequest } from '../../nodes/LeadsPredict/crm/crm';
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

function recordsFor(table: Crm, item: object, create = false) {
	const { records, refused } = prepare([item], {
		fields: table.fields,
		identityOptions: { ...table, idField: idFieldOf(table.fields), create },
		findBy: 'auto',
		onlyChanged: true,
		clear: false,
		now: new Date('2025-11-08T15:30:00Z'),
		...(create && { creation: table.creation }),
	});
	expect(refused).toEqual([]);
	return records;
}

const contextFor = (table: Crm, create = false) => ({
	instanceUrl: 'https://acme.my.salesforce.com',
	idField: idFieldOf(table.fields),
	fields: table.fields,
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
		const { body } = HUBSPOT.lookup('email', ['ada@x.example'], contextFor(HUBSPOT));
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
	/** jsforce knows no composite request: its body is read, and each part made by jsforce itself. */
	const compositeSchema = z
		.object({
			allOrNone: z.literal(false),
			compositeRequest: z.array(
				z
					.object({
						method: z.enum(['GET', 'PATCH']),
						url: z.string().startsWith('/services/data/v59.0/'),
						referenceId: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_]*$/),
						httpHeaders: z.record(z.string()).optional(),
						body: z
							.object({ allOrNone: z.literal(false), records: z.array(z.record(z.unknown())) })
							.strict()
							.optional(),
					})
					.strict(),
			),
		})
		.strict();
	const subrequestsOf = ({ url, body }: HttpRequest) => {
		expect(url).toBe('https://acme.my.salesforce.com/services/data/v59.0/composite');
		return compositeSchema.parse(body).compositeRequest;
	};
	const recordsOf = (request: HttpRequest) =>
		subrequestsOf(request)
			.flatMap(({ body }) => body?.records ?? [])
			.map((record) =>
				Object.fromEntries(Object.entries(record).filter(([key]) => key !== 'attributes')),
			);
	const queriesOf = (request: HttpRequest): string[] =>
		subrequestsOf(request).map(
			({ url }) => new URL(url, crm.salesforceUrl).searchParams.get('q') ?? '',
		);
	const byId = (Id: string) =>
		SALESFORCE_LEAD.update(
			'recordId',
			recordsFor(SALESFORCE_LEAD, {
				...PERSON,
				origin: { source: 'salesforce', record_type: 'lead', record_id: Id },
			}),
			contextFor(SALESFORCE_LEAD),
		);
	const put = () =>
		crm.control.leads.put({ LastName: 'O', Company: 'X', Email: 'ada@x.example' }).Id;

	it('writes the records of an update by Id', async () => {
		const Id = put();
		const records = recordsOf(byId(Id)).map(({ id, ...record }) => ({ ...record, Id: String(id) }));
		const results = await connection().sobject('Lead').update(records);
		expect(results).toMatchObject([{ success: true }]);
		expect(crm.control.leads.get(Id)).toMatchObject({ LeadsPredict_Score__c: 87, Rating: 'Hot' });
	});

	it('upserts the records by the external ID', async () => {
		const request = SALESFORCE_LEAD.update(
			'leadspredictId',
			recordsFor(SALESFORCE_LEAD, PERSON, true),
			contextFor(SALESFORCE_LEAD, true),
		);
		const results = await connection()
			.sobject('Lead')
			.upsert(recordsOf(request), 'LeadsPredict_Id__c');
		expect(results).toMatchObject([{ success: true, created: true }]);
	});

	it('makes the query of a lookup', async () => {
		put();
		const request = SALESFORCE_LEAD.lookup('email', ['ada@x.example'], contextFor(SALESFORCE_LEAD));
		const [soql = '', ...others] = queriesOf(request);
		expect(others).toEqual([]);
		expect((await connection().query(soql)).totalSize).toBe(1);
	});

	it('takes the whole body as it is, and the owner of the lead stays', async () => {
		const Id = put();
		const owner = crm.control.leads.get(Id)?.['OwnerId'];
		const answer = await connection().requestPost('/composite', byId(Id).body);
		expect(answer).toMatchObject({
			compositeResponse: [{ httpStatusCode: 200, body: [{ success: true, id: Id }] }],
		});
		expect(crm.control.leads.get(Id)?.['OwnerId']).toBe(owner);
	});

	it('asks for 200 emails in five queries of one request, each with a short address', () => {
		const emails = Array.from({ length: 200 }, (_, index) => `given.family${index}@x.example`);
		const subrequests = subrequestsOf(
			SALESFORCE_LEAD.lookup('email', emails, contextFor(SALESFORCE_LEAD)),
		);
		expect(subrequests).toHaveLength(5);
		for (const { url } of subrequests) expect(url.length).toBeLessThan(4000);
	});
});
