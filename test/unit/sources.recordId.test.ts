import type { IDataObject } from 'n8n-workflow';

import { outcome } from '../data/sources/sample';

/**
 * Whose id an item carries. A score is written to the record with this id, so it must be known to be
 * that of a contact or lead; what properties and headers each type has is documented by its CRM.
 */

const EMAIL = 'ann@example.com';

/** As HubSpot's API hands out any record. */
const hubspot = (properties: IDataObject): IDataObject => ({
	id: '9001',
	properties: { email: EMAIL, hs_object_id: '9001', ...properties },
	createdAt: '2025-04-16T18:54:48.554Z',
	updatedAt: '2025-04-16T18:54:48.554Z',
	archived: false,
});
const TIME = '2025-04-16T18:54:48.554Z';
const CONTACT_9001 = { type: 'contact', id: '9001' };

const NAMED_HUBSPOT: readonly string[] = ['auto', 'hubspot'];

describe.each(NAMED_HUBSPOT)('HubSpot, Lead Source %s', (source) => {
	it.each<[string, IDataObject]>([
		['with the properties that are always there', { createdate: TIME, lastmodifieddate: TIME }],
		[
			'with all its properties, some of which other records have',
			{
				createdate: TIME,
				lastmodifieddate: TIME,
				hs_createdate: TIME,
				hs_lastmodifieddate: TIME,
				firstname: 'Ann',
			},
		],
		['without a name', { lastmodifieddate: TIME, firstname: null, lastname: null }],
		['without times', { firstname: 'Ann', lastname: 'Lee' }],
		['with properties of its own called as a company’s', { lastmodifieddate: TIME, name: 'A' }],
		['… and as a deal’s', { lastmodifieddate: TIME, dealname: 'A', dealstage: 'b' }],
	])('a contact keeps its id: %s', (_, properties) => {
		expect(outcome(source, hubspot(properties))).toMatchObject({
			label: 'HubSpot contact',
			record: CONTACT_9001,
		});
	});

	it.each<[string, IDataObject, string]>([
		['company', { name: 'Acme', domain: 'acme.example' }, 'company_record'],
		[
			'company with the properties that are always there',
			{ name: 'Acme', createdate: TIME, hs_lastmodifieddate: TIME },
			'company_record',
		],
		[
			'deal',
			{ dealname: 'Big', amount: '5', createdate: TIME, hs_lastmodifieddate: TIME },
			'other_record',
		],
		['deal by its stage', { dealstage: 'won', hs_lastmodifieddate: TIME }, 'other_record'],
		['ticket', { subject: 'Help', hs_pipeline_stage: '1' }, 'other_record'],
		[
			'record without an email',
			{ email: undefined, hs_createdate: TIME, hs_lastmodifieddate: TIME },
			'other_record',
		],
	])('a %s is refused', (_, properties, problem) => {
		const { email, ...others } = hubspot(properties)['properties'] as IDataObject;
		const item = {
			...hubspot({}),
			properties: email === undefined ? others : { email, ...others },
		};
		const { record, lead, problem: found } = outcome(source, item);
		expect([found, lead, record]).toEqual([problem, undefined, undefined]);
	});

	it.each<[string, IDataObject]>([
		['custom object', { hs_createdate: TIME, hs_lastmodifieddate: TIME }],
		['custom object with a name', { name: 'A', hs_createdate: TIME, hs_lastmodifieddate: TIME }],
		[
			'custom object that is a person',
			{ firstname: 'Ann', lastname: 'Lee', hs_createdate: TIME, hs_lastmodifieddate: TIME },
		],
		['deal without its name', { amount: '5', createdate: TIME, hs_lastmodifieddate: TIME }],
	])('a %s is scored without its id', (_, properties) => {
		const { lead, record, label } = outcome(source, hubspot(properties));
		expect([lead?.['email'], record, label]).toEqual([EMAIL, undefined, 'HubSpot record']);
	});

	const row = (...headers: string[]): IDataObject => ({
		'Record ID': '555',
		Email: EMAIL,
		...Object.fromEntries(headers.map((header) => [header, 'Some'])),
	});

	it.each([
		[['First Name', 'Last Name', 'Phone Number', 'Lead Status', 'Create Date']],
		[['First Name', 'Last Name', 'Contact owner', 'Associated Company']],
		[['Contact owner', 'Lifecycle Stage', 'Country/Region']],
		[['Last Name', 'Lifecycle Stage', 'Company name']],
		[['Contact owner', 'Lifecycle Stage', 'Associated Contact', 'Associated Contact IDs']],
		[['Lead Status', 'Marketing contact status']],
	])('a row of exported contacts keeps its id: %j', (headers) => {
		expect(outcome(source, row(...headers))).toMatchObject({
			label: 'HubSpot contact',
			record: { type: 'contact', id: '555' },
		});
	});

	it.each([
		['company_record', ['Company name', 'Company owner', 'Lifecycle Stage']],
		['company_record', ['Company name', 'Company Domain Name', 'Lead Status', 'Industry']],
		['other_record', ['Deal Name', 'Deal Stage', 'Deal owner', 'Associated Company']],
		['other_record', ['Ticket name', 'Pipeline', 'Ticket status', 'Associated Company']],
	])('a row of other exported records is a %s: %j', (problem, headers) => {
		const { problem: found, lead, record } = outcome(source, row(...headers));
		expect([found, lead, record]).toEqual([problem, undefined, undefined]);
	});

	it.each([
		[['First Name', 'Last Name', 'Associated Company', 'Associated Contact']],
		[['Pet name', 'Associated Company', 'Associated Contact IDs']],
		[['First Name', 'Last Name', 'Deal Name', 'Deal Stage']],
		[['First Name', 'Company owner', 'Lifecycle Stage']],
	])('a row of which it is not certain is scored without its id: %j', (headers) => {
		const { lead, record } = outcome(source, row(...headers));
		expect([lead?.['email'], record]).toEqual([EMAIL, undefined]);
	});
});

describe('HubSpot, where nothing says what a record is', () => {
	const few = { id: '9001', properties: { email: EMAIL, hs_object_id: '9001' }, archived: false };
	const companies = {
		'Record ID': '555',
		'Company name': 'Acme',
		'Lifecycle Stage': 'lead',
		Email: EMAIL,
	};

	it.each([few, companies])('it is scored without its id: %j', (item) => {
		const { lead, record, label } = outcome('auto', item);
		expect([lead?.['email'], record, label]).toEqual([EMAIL, undefined, 'HubSpot record']);
	});

	it.each([few, { 'Record ID': '9001', Email: EMAIL }])(
		'it is a contact when contacts are asked for by name: %j',
		(item) => {
			expect(outcome('hubspot', item).record).toEqual(CONTACT_9001);
		},
	);
});

describe('Salesforce', () => {
	const USER = '005000000000001AAA';
	const ACCOUNT = '001000000000001AAA';
	const LEAD = '00Q000000000001AAA';
	const CONTACT = '003000000000001AAA';

	it.each(['Account', 'Opportunity', 'User', 'CampaignMember', 'Case'])(
		'%s that has an email is no lead',
		(type) => {
			const item = { attributes: { type }, Id: LEAD, Email: EMAIL, Name: 'Ann Lee' };
			const { lead, record } = outcome('auto', item);
			expect([lead, record]).toEqual([undefined, undefined]);
		},
	);

	it.each<[string, IDataObject]>([
		['users', { 'User ID': USER, Id: USER, Email: EMAIL, Profile: 'Standard' }],
		['accounts', { 'Account ID': ACCOUNT, Id: ACCOUNT, 'Account Name': 'Acme', Email: EMAIL }],
		['opportunities', { 'Opportunity ID': '006000000000001', Stage: 'Won', Email: EMAIL }],
		['an id of 16 characters', { 'Lead ID': '00Q0000000000001', Email: EMAIL }],
	])('rows of %s have no id of a person', (_, item) => {
		for (const source of ['auto', 'salesforce']) {
			const { lead, record } = outcome(source, item);
			expect([lead?.['email'], record]).toEqual([EMAIL, undefined]);
		}
	});

	it.each<[string, IDataObject, IDataObject]>([
		['a contact', { 'Contact ID': CONTACT }, { type: 'contact', id: CONTACT }],
		['a lead', { 'Lead ID': LEAD }, { type: 'lead', id: LEAD }],
	])('a campaign’s member is the record whose id the row has: %s', (_, ids, record) => {
		const item = { 'Company / Account': 'Acme', 'Member Status': 'Sent', Email: EMAIL, ...ids };
		for (const source of ['auto', 'salesforce']) {
			expect(outcome(source, item).record).toEqual(record);
		}
	});
});

describe('Zoho', () => {
	const id = '4918916000000329426';
	const user = { name: 'Sam', id: '1' };

	it.each<[string, IDataObject]>([
		['with few fields, which a contact has as well', {}],
		['with a company of its own beside its account', { Account_Name: null, Company: 'Acme' }],
	])('a record %s is scored without its id', (_, more) => {
		for (const source of ['auto', 'zoho']) {
			const { lead, record, label } = outcome(source, {
				id,
				Owner: user,
				Last_Name: 'Lee',
				Email: EMAIL,
				...more,
			});
			expect([lead?.['email'], record, label]).toEqual([EMAIL, undefined, 'Zoho CRM record']);
		}
	});

	it.each(['Company', 'Lead_Status', '$converted'])('a lead is known by its %s', (field) => {
		const item = { id, Owner: user, Last_Name: 'Lee', Email: EMAIL, [field]: null };
		expect(outcome('auto', item).record).toEqual({ type: 'lead', id });
	});

	it.each([
		['contact', 'Contact Owner'],
		['lead', 'Lead Owner'],
		['lead', 'Lead Status'],
		['contact', 'Account Name.id'],
	])('asked for by name, a row is a %s by its %s', (type, header) => {
		const item = { 'Record Id': `zcrm_${id}`, 'Last Name': 'Lee', Email: EMAIL, [header]: 'x' };
		expect(outcome('zoho', item).record).toEqual({ type, id: `zcrm_${id}` });
	});

	it('asked for by name, a row of which neither is certain is scored without its id', () => {
		const item = { 'Record Id': `zcrm_${id}`, 'Vendor Owner.id': 'x', Email: EMAIL };
		const { lead, record, label } = outcome('zoho', item);
		expect([lead?.['email'], record, label]).toEqual([EMAIL, undefined, 'Zoho CRM record']);
	});

	it.each([
		['company_record', 'Account Owner.id'],
		['other_record', 'Deal Owner.id'],
	])('exported rows that are no people are refused: %s', (problem, header) => {
		for (const source of ['auto', 'zoho']) {
			const item = { 'Record Id': `zcrm_${id}`, Email: EMAIL, [header]: 'x' };
			expect(outcome(source, item).problem).toBe(problem);
		}
	});
});

describe('other systems', () => {
	it.each<[string, IDataObject, string]>([
		[
			'dynamics',
			{ '(Do Not Modify) Account': 'a1b2c3d4-0000-7890-abcd-ef1234567891', Email: EMAIL },
			'company_record',
		],
		[
			'dynamics',
			{ '(Do Not Modify) Opportunity': 'a1b2c3d4-0000-7890-abcd-ef1234567891', Email: EMAIL },
			'other_record',
		],
		[
			'attio',
			{
				id: { record_id: 'r' },
				values: { domains: [], email_addresses: [{ email_address: EMAIL }] },
			},
			'company_record',
		],
		[
			'intercom',
			{
				type: 'notification_event',
				topic: 'admin.added_to_workspace',
				data: { item: { type: 'admin', id: '7', email: EMAIL, name: 'Sam Seller' } },
			},
			'other_record',
		],
	])('%s refuses what is plainly no lead: %j', (source, item, problem) => {
		for (const chosen of ['auto', source]) {
			const { problem: found, lead, record } = outcome(chosen, item);
			expect([found, lead, record]).toEqual([problem, undefined, undefined]);
		}
	});

	it('a user of ActiveCampaign is no contact of the same id', () => {
		const user = { username: 'sam', firstName: 'Sam', email: EMAIL, cdate: TIME, id: '1' };
		expect(outcome('auto', user).record).toBeUndefined();
	});

	it('a row of Dynamics contacts is one of contacts when it is asked for by name', () => {
		const id = 'a1b2c3d4-0000-7890-abcd-ef1234567891';
		expect(outcome('dynamics', { contactid: id, email: EMAIL }).record).toEqual({
			type: 'contact',
			id,
		});
	});
});
