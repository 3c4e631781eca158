import type { IDataObject } from 'n8n-workflow';

import { recognizer } from '../../nodes/LeadsPredict/leads/recognize';
import { outcome } from '../data/sources/sample';

/** What is read by the structure of an item, whatever system it is from. */

const read = (json: IDataObject) => {
	const { lead, problem } = outcome('auto', json);
	return lead ?? problem;
};
const fromOf = (json: IDataObject) => {
	const { fields } = recognizer('auto')(json);
	return Object.fromEntries(Object.entries(fields).map(([field, { from }]) => [field, from]));
};

const EMAIL = 'ann@lead.example';
const ANN = { email: EMAIL, name: 'Ann Lee' };

describe('a wrapper of any name', () => {
	it.each<[string, IDataObject]>([
		['n8n’s own AI nodes', { output: ANN }],
		['a result', { result: ANN, status: 'ok' }],
		['a response', { response: ANN, statusCode: 200 }],
		['traits', { type: 'identify', userId: '5', traits: ANN, context: { ip: '10.0.0.1' } }],
		['a subscriber', { type: 'subscribe', subscriber: ANN, newsletter_id: 5 }],
		['a customer', { id: 'cus_5', customer: ANN }],
		['a customer’s data', { customer: { data: ANN, id: 5 } }],
		['a party', { party: ANN }],
		['Contact', { Contact: ANN, Owner: { Email: 'rick@us.example' } }],
		['Lead', { Lead: { Email: EMAIL, 'First Name': 'Ann', 'Last Name': 'Lee' } }],
		['a word that nobody knows', { xzyq: ANN }],
		['JSON:API', { data: { type: 'people', id: '5', attributes: ANN } }],
		[
			'JSON:API with its relations',
			{
				data: {
					type: 'people',
					id: '5',
					attributes: ANN,
					relationships: { owner: { data: { type: 'users', id: '1' } } },
				},
				included: [{ type: 'users', id: '1', attributes: { email: 'rick@us.example' } }],
			},
		],
		[
			'an event’s object, and what it was before',
			{
				id: 'evt_5',
				object: 'event',
				type: 'customer.updated',
				data: { object: { id: 'cus_5', ...ANN }, previous_attributes: { email: 'a@old.example' } },
			},
		],
		[
			'a row that changed in a database',
			{
				event: { op: 'UPDATE', data: { old: { email: 'a@old.example' }, new: ANN } },
				trigger: { name: 'lead_changed' },
				table: { schema: 'public', name: 'leads' },
			},
		],
		[
			'a log of changes',
			{
				payload: {
					before: { email: 'a@old.example' },
					after: ANN,
					source: { connector: 'postgresql', name: 'crm' },
					op: 'u',
				},
			},
		],
		['a row that is new', { type: 'INSERT', table: 'leads', record: ANN, old_record: null }],
		['four wrappers in one another', { a: { b: { c: { d: ANN } } } }],
	])('is looked into: %s', (_, json) => {
		expect(read(json)).toEqual(ANN);
	});

	it('says where the values stand', () => {
		expect(fromOf({ payload: { after: ANN } })).toEqual({
			email: 'payload.after.email',
			name: 'payload.after.name',
		});
	});

	it('is not looked into deeper than four', () => {
		expect(read({ a: { b: { c: { d: { e: ANN } } } } })).toBe('no_email');
	});

	it('is read by the shape of a system, whatever its name', () => {
		const contact = {
			id: '5',
			properties: { email: EMAIL, firstname: 'Ann', lastname: 'Lee' },
			createdAt: 'x',
		};
		expect(outcome('auto', { xzyq: contact })).toMatchObject({
			label: 'HubSpot contact',
			lead: ANN,
		});
	});

	it.each<[string, IDataObject, object]>([
		[
			'contact details',
			{ name: 'Ann Lee', company: 'Lee Test', contact_info: { email: EMAIL, phone: '555 0101' } },
			{ ...ANN, company: 'Lee Test', phone: '555 0101' },
		],
		[
			'attributes beside a first and a last name',
			{ first_name: 'Ann', last_name: 'Lee', attributes: { email: EMAIL, company: 'Lee Test' } },
			{ ...ANN, company: 'Lee Test' },
		],
		[
			'the fields of a form, which has a name',
			{ name: 'Contact us', company: 'Form Test', fields: { email: EMAIL } },
			{ email: EMAIL },
		],
		[
			'a customer of a deal, which has a name',
			{ name: 'Renewal 2026', company: 'Seller Test', customer: { email: EMAIL } },
			{ email: EMAIL },
		],
		[
			'the properties of an event, which are those of a product as well',
			{
				event: 'Product Viewed',
				properties: { email: EMAIL, name: 'Shirt', revenue: '39.95', phone: '555 0101' },
			},
			{ email: EMAIL, phone: '555 0101' },
		],
	])('is read with what is the lead’s around it: %s', (_, json, lead) => {
		expect(read(json)).toEqual(lead);
	});
});

describe('a system is named only by its own marks', () => {
	it.each<[string, IDataObject, object]>([
		[
			'an account and a last name',
			{ account_id: '5', first_name: 'Ann', last_name: 'Lee', email: EMAIL },
			{ source: 'columns', label: 'row', lead: ANN },
		],
		[
			'properties with a name',
			{ properties: { name: 'Shirt' } },
			{ source: 'columns', label: 'row', problem: 'no_email' },
		],
		[
			'properties with a name and an address',
			{ properties: { name: 'Ann Lee', email: EMAIL, domain: 'lead.example' } },
			{ source: 'columns', label: 'row', lead: ANN },
		],
	])('%s', (_, json, wanted) => {
		expect(outcome('auto', json)).toEqual(wanted);
	});

	it('a Salesforce contact by its id, beside an account', () => {
		const row = { Id: '003000000000001AAA', AccountId: '001000000000001', LastName: 'Lee' };
		expect(outcome('auto', { ...row, Email: EMAIL })).toMatchObject({
			label: 'Salesforce contact',
			record: { type: 'contact', id: row.Id },
		});
	});
});
