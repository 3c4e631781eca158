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
		['what happened to a contact', { type: 'contact.created', contactCreated: ANN }],
		['an event in data.fields', { eventType: 'x', data: { fields: { id: 1, ...ANN }, id: '5' } }],
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

	it.each(['createdBy', 'contactDeleted', 'created', 'lastUpdated'])('is not %s', (name) => {
		expect(read({ type: 'x', [name]: ANN })).toBe('no_email');
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

describe('fields one level down beside the address', () => {
	const WHOLE = { ...ANN, company: 'Lee Test', phone: '555 0101' };

	it.each<[string, IDataObject, object]>([
		[
			'attributes',
			{
				email: EMAIL,
				attributes: { FIRSTNAME: 'Ann', LASTNAME: 'Lee', COMPANY: 'Lee Test', SMS: '1' },
			},
			{ ...ANN, company: 'Lee Test' },
		],
		[
			'custom fields',
			{
				email: EMAIL,
				custom_fields: { full_name: 'Ann Lee', company: 'Lee Test', Industry: 'Food' },
			},
			{ ...ANN, company: 'Lee Test', industry: 'Food' },
		],
		[
			'properties',
			{ email: EMAIL, properties: { name: 'Ann Lee', phone: '555 0101', company: 'Lee Test' } },
			WHOLE,
		],
		[
			'merge fields',
			{ email: EMAIL, merge_fields: { FNAME: 'Ann', LNAME: 'Lee', PHONE: '555 0101' } },
			{ ...ANN, phone: '555 0101' },
		],
		[
			'parts in parts',
			{ email: EMAIL, attributes: { custom: { first_name: 'Ann', last_name: 'Lee' } } },
			ANN,
		],
		[
			'data with a first and a last name',
			{ email: EMAIL, data: { first_name: 'Ann', last_name: 'Lee', company: 'Lee Test' } },
			{ ...ANN, company: 'Lee Test' },
		],
		[
			'an object of the same address',
			{ email: EMAIL, customer: { email: EMAIL, first_name: 'Ann', last_name: 'Lee' } },
			ANN,
		],
		['a person, where nobody is named', { email: EMAIL, contact: { name: 'Ann Lee' } }, ANN],
		[
			'half a name each',
			{ email: EMAIL, first_name: 'Ann', attributes: { last_name: 'Lee', company: 'Lee Test' } },
			{ ...ANN, company: 'Lee Test' },
		],
		[
			'what the record itself says comes first',
			{ ...ANN, company: 'Lee Test', fields: { name: 'X Y', company: 'Other', phone: '555 0101' } },
			WHOLE,
		],
	])('are read: %s', (_, json, lead) => {
		expect(read(json)).toEqual(lead);
	});

	it('say where they stand', () => {
		expect(fromOf({ email: EMAIL, attributes: { FIRSTNAME: 'Ann', LASTNAME: 'Lee' } })).toEqual({
			email: 'email',
			name: 'attributes.FIRSTNAME + attributes.LASTNAME',
		});
	});

	it.each<[string, IDataObject]>([
		['another address', { email: EMAIL, fields: { email: 'rick@us.example', name: 'Rick' } }],
		[
			'another address in a list',
			{ email: EMAIL, contact: { emails: ['rick@us.example'], name: 'Rick' } },
		],
		['an owner', { email: EMAIL, owner: { first_name: 'Rick', last_name: 'Rep' } }],
		['an owner’s attributes', { email: EMAIL, owner_attributes: { name: 'Rick', phone: '5' } }],
		['a thing', { email: EMAIL, webinar: { name: 'How to', company: 'Host Test', phone: '555' } }],
		['data that name no person', { email: EMAIL, data: { name: 'Shirt', revenue: 5 } }],
		['an unknown person', { email: EMAIL, mentor: { first_name: 'Rick', last_name: 'Rep' } }],
		['a customer without an address', { email: EMAIL, customer: { first_name: 'Rick' } }],
		['an address', { email: EMAIL, address: { street: 'Main St 5', city: 'Bonn', company: 'X' } }],
		[
			'the properties of an event',
			{ email: EMAIL, event: 'Viewed', properties: { name: 'Shirt', revenue: 5 } },
		],
		[
			'an order of the same address',
			{ email: EMAIL, order: { email: EMAIL, name: 'Fast', revenue: 5 } },
		],
		['the options of a product', { email: EMAIL, options: [{ name: 'Name', value: 'Engraved' }] }],
		['a list of records', { email: EMAIL, deals: [{ name: 'Renewal', value: 5 }] }],
		['choices', { email: EMAIL, via: [{ label: 'Phone', value: 'phone' }] }],
	])('are left alone: %s', (_, json) => {
		expect(read(json)).toEqual({ email: EMAIL });
	});

	it('are left alone beside another name', () => {
		expect(read({ ...ANN, contact: { name: 'Rick Rep', phone: '555' } })).toEqual(ANN);
	});
});

describe('a company that is an object', () => {
	const DETAILS = { company: 'Lee Test', industry: 'Food', employees: 50, revenue: 5e6 };

	it.each<[string, IDataObject, object]>([
		[
			'company',
			{
				...ANN,
				company: {
					name: 'Lee Test',
					industry: 'Food',
					size: 50,
					annual_revenue: 5e6,
					email: 'info@lee.example',
				},
			},
			{ ...ANN, ...DETAILS },
		],
		[
			'organization',
			{
				...ANN,
				organization: { name: 'Lee Test', sector: 'Food', employees_count: 50, revenue: 5e6 },
			},
			{ ...ANN, ...DETAILS },
		],
		['account', { ...ANN, account: { id: 5, name: 'Lee Test' } }, { ...ANN, company: 'Lee Test' }],
		[
			'company details',
			{ ...ANN, company_details: { name: 'Lee Test', headcount: 50 } },
			{ ...ANN, company: 'Lee Test', employees: 50 },
		],
		[
			'a list of one',
			{ ...ANN, companies: [{ name: 'Lee Test' }] },
			{ ...ANN, company: 'Lee Test' },
		],
		[
			'a marked one',
			{ ...ANN, companies: [{ name: 'X' }, { name: 'Lee Test', primary: true }] },
			{ ...ANN, company: 'Lee Test' },
		],
		['several', { ...ANN, organizations: [{ name: 'X' }, { name: 'Y' }] }, ANN],
		['without a name', { ...ANN, account: { id: 5 } }, ANN],
		[
			'the column comes first',
			{ ...ANN, industry: 'Food', company: { name: 'Lee Test', industry: 'X' } },
			{ ...ANN, company: 'Lee Test', industry: 'Food' },
		],
		[
			'a choice',
			{ ...ANN, company_size: { label: '50 employees', value: 2 } },
			{ ...ANN, employees: 50 },
		],
		['an industry', { ...ANN, industry: { id: 3, name: 'Food' } }, { ...ANN, industry: 'Food' }],
		['a parent company', { ...ANN, parent_company: { name: 'Holding Test' } }, ANN],
		[
			'a company’s people',
			{ ...ANN, company: { name: 'Lee Test', employees: [{ email: 'rick@us.example' }] } },
			{ ...ANN, company: 'Lee Test' },
		],
	])('is read: %s', (_, json, lead) => {
		expect(read(json)).toEqual(lead);
	});

	it.each<[string, IDataObject, object]>([
		[
			'beside a person, with more than its name',
			{ contact: ANN, company: { name: 'Lee Ltd', industry: 'Retail', employeeCount: 50 } },
			{ ...ANN, company: 'Lee Ltd', industry: 'Retail', employees: 50 },
		],
		['beside a person, with its name alone', { contact: ANN, company: { name: 'Us Ltd' } }, ANN],
		['that uses the service itself', { ...ANN, account: { name: 'Us Ltd', subdomain: 'us' } }, ANN],
	])('%s', (_, json, expected) => {
		expect(read(json)).toEqual(expected);
	});

	it('is nobody by itself', () => {
		expect(read({ company: { name: 'Lee Test', email: 'info@lee.example' } })).toBe('no_email');
	});
});

describe('a list of named values', () => {
	it('can be a single one, with a short name beside its label', () => {
		const json = {
			name: 'Ann Lee',
			email: EMAIL,
			x1: { slug: 'firm', label: 'Company', value: 'Lee Ltd' },
		};
		expect(read(json)).toEqual({ ...ANN, company: 'Lee Ltd' });
	});

	const lists: ReadonlyArray<[string, (label: string, value: string) => IDataObject]> = [
		['title and value', (title, value) => ({ id: '1', title, value })],
		['key and value', (key, value) => ({ key, value })],
		['name and val', (name, val) => ({ name, val })],
		['label and answer', (label, answer) => ({ label, answer })],
		['question and answer', (question, answer) => ({ question, answer })],
		['id and text', (id, text) => ({ id, text, type: 'text' })],
		['field_name and values', (field_name, value) => ({ field_name, values: [{ value }] })],
		['type and value', (type, value) => ({ type, value })],
		['questionText and answerText', (questionText, answerText) => ({ questionText, answerText })],
	];

	it.each(lists)('is read like a form, with the address inside: %s', (_, named) => {
		const list = [
			named('Full name', 'Ann Lee'),
			named('Work email', EMAIL),
			named('Colour', 'red'),
		];
		expect(read({ id: 5, xzyq: list })).toEqual(ANN);
		expect(read({ name: 'Contact us', fields: list })).toEqual(ANN);
		expect(read({ data: { submission: { answers: list } } })).toEqual(ANN);
	});

	it.each(lists)('is read like a form, beside the address: %s', (_, named) => {
		const list = [
			named('First name', 'Ann'),
			named('Last name', 'Lee'),
			named('Company', 'Lee Test'),
		];
		expect(read({ email: EMAIL, custom_fields: list })).toEqual({ ...ANN, company: 'Lee Test' });
		expect(read({ email: EMAIL, xzyq: list })).toEqual({ ...ANN, company: 'Lee Test' });
	});

	it('can be an object', () => {
		const fields = {
			a1: { title: 'Your e-mail', value: EMAIL, required: '1' },
			a2: { title: 'Your name', value: 'Ann Lee' },
			a3: { title: 'Your manager', value: 'Rick' },
		};
		expect(read({ form: { id: 'x', name: 'Contact us' }, fields })).toEqual(ANN);
		expect(read({ fields: { email: { value: EMAIL }, name: { value: 'Ann Lee' } } })).toEqual(ANN);
	});

	it('says where its values stand', () => {
		expect(
			fromOf({
				fields: [
					{ name: 'x', value: 1 },
					{ name: 'email', value: EMAIL },
				],
			}),
		).toEqual({
			email: 'fields[1].value',
		});
	});

	it.each<[string, IDataObject, unknown]>([
		[
			'somebody else’s answers',
			{ fields: [{ label: 'Owner email', value: 'rick@us.example' }] },
			'no_email',
		],
		['an owner’s list', { owner: [{ name: 'email', value: 'rick@us.example' }] }, 'no_email'],
		[
			'what a label says counts for more than a key',
			{ fields: [{ label: 'Your manager', key: 'email', value: 'rick@us.example' }] },
			'no_email',
		],
		[
			'two addresses in two lists',
			{ a: [{ name: 'email', value: EMAIL }], b: [{ name: 'email', value: 'rick@us.example' }] },
			'several_people',
		],
		[
			'another address',
			{
				...ANN,
				xs: [
					{ name: 'email', value: 'rick@us.example' },
					{ name: 'company', value: 'X' },
				],
			},
			ANN,
		],
		[
			'headers of a mail',
			{
				headers: [
					{ name: 'From', value: 'rick@us.example' },
					{ name: 'To', value: 'a@us.example' },
				],
			},
			'no_email',
		],
		[
			'a ticked box',
			{
				fields: [
					{ name: 'email', value: EMAIL },
					{ name: 'Phone', value: true },
				],
			},
			{ email: EMAIL },
		],
		[
			'a form’s name',
			{ name: 'Contact us', company: 'Form Test', fields: [{ name: 'email', value: EMAIL }] },
			{ email: EMAIL },
		],
		[
			'an empty address beside a list by another name',
			{ email: '', xs: [{ name: 'email', value: 'rick@us.example' }] },
			'no_email',
		],
	])('is read with care: %s', (_, json, wanted) => {
		expect(read(json)).toEqual(wanted);
	});

	it('asks one thing once: of several answers the first address counts, with a warning', () => {
		const fields = [
			{ name: 'email', value: EMAIL },
			{ name: 'email', value: 'rick@us.example' },
		];
		expect(outcome('auto', { fields })).toMatchObject({
			lead: { email: EMAIL },
			warned: ['email'],
		});
	});
});

describe('an address in an object or a list of objects', () => {
	const WORK = 'ann@work.example';
	const HOME = 'ann@home.example';

	it.each<[string, IDataObject, string]>([
		['a list of one', { emails: [{ value: WORK, type: 'x' }] }, WORK],
		['an object', { email: { address: WORK } }, WORK],
		['Bitrix24', { EMAIL: [{ ID: '1', VALUE: WORK, VALUE_TYPE: 'WORK', TYPE_ID: 'EMAIL' }] }, WORK],
		[
			'a primary one',
			{ primaryEmail: { primaryEmailAddress: WORK, updatedBy: 'rick@us.example' } },
			WORK,
		],
		['QuickBooks', { PrimaryEmailAddr: { Address: WORK } }, WORK],
		['a mark', { email_addresses: [{ email: HOME }, { email: WORK, primary: true }] }, WORK],
		[
			'a mark in words',
			{
				emails: [
					{ value: HOME, isPrimary: 'false' },
					{ value: WORK, isPrimary: 'true' },
				],
			},
			WORK,
		],
		[
			'a mark one level down',
			{ emails: [{ value: HOME }, { value: WORK, metadata: { primary: true } }] },
			WORK,
		],
		[
			'work before private',
			{
				emails: [
					{ value: HOME, type: 'home' },
					{ value: WORK, type: 'work' },
				],
			},
			WORK,
		],
		[
			'work before unknown',
			{
				emails: [
					{ value: HOME, type: 'internet' },
					{ value: WORK, label: 'Work' },
				],
			},
			WORK,
		],
		['by type', { emailAddresses: { home: [HOME], work: [WORK] } }, WORK],
		[
			'by numbers',
			{
				emails: [
					{ email: HOME, field: 'EMAIL2' },
					{ email: WORK, field: 'EMAIL1' },
				],
			},
			WORK,
		],
		[
			'somebody else’s type',
			{
				emails: [
					{ value: 'rick@us.example', type: 'assistant' },
					{ value: WORK, type: 'home' },
				],
			},
			WORK,
		],
		[
			'an id and more',
			{
				email_addresses: [
					{ id: 'idn_1', email_address: WORK, verification: { status: 'verified' } },
				],
			},
			WORK,
		],
	])('is read: %s', (_, json, email) => {
		expect(outcome('auto', json)).toEqual({ source: 'columns', label: 'row', lead: { email } });
	});

	it('is the first of several that nothing tells apart, with a warning', () => {
		const emails = [{ value: WORK }, { value: HOME }];
		expect(outcome('auto', { emails })).toMatchObject({ lead: { email: WORK }, warned: ['email'] });
		expect(fromOf({ emails })['email']).toBe('emails[0].value');
	});

	it.each<[string, IDataObject]>([
		['a mail', { email: { from: 'rick@us.example', to: 'ann@us.example', subject: 'Hi' } }],
		['who changed it', { emails: [{ id: 1, verified_by: 'rick@us.example' }] }],
		['an unknown key', { email: { forwarding: 'rick@us.example' } }],
		['somebody else’s', { emails: [{ value: 'rick@us.example', type: 'billing' }] }],
	])('is not: %s', (_, json) => {
		expect(outcome('auto', json).lead).toBeUndefined();
	});

	it.each<[string, IDataObject, string]>([
		['a list', { phones: [{ number: '555 0101', type: 'work' }] }, '555 0101'],
		[
			'work before private',
			{
				phones: [
					{ number: '555 0102', type: 'home' },
					{ number: '555 0101', type: 'work' },
				],
			},
			'555 0101',
		],
		[
			'no fax',
			{ phones: [{ number: '555 0102', type: 'fax' }, { number: '555 0101' }] },
			'555 0101',
		],
		['Bitrix24', { PHONE: [{ VALUE: '555 0101', VALUE_TYPE: 'MOBILE' }] }, '555 0101'],
		['with its beginning', { phone: { country_code: '+49', number: '30 23125' } }, '+49 30 23125'],
		['a country in letters', { phone: { country_code: 'DE', number: '030 23125' } }, '030 23125'],
		['a number as such', { phone_numbers: [{ number: 5550101 }] }, '5550101'],
		[
			'written in two ways, the company’s first',
			{
				phone_numbers: [
					{ raw_number: '555 0102', sanitized_number: '5550102', type: 'work_hq' },
					{ raw_number: '555 0101', sanitized_number: '5550101', type: 'mobile' },
				],
			},
			'555 0101',
		],
	])('and so is a phone: %s', (_, json, phone) => {
		expect(read({ email: EMAIL, ...json })).toEqual({ email: EMAIL, phone });
	});
});

describe('a name', () => {
	it.each<[IDataObject[string]]>([[false], [[]], [{}], [0], [['']], ['-'], [null]])(
		'is the good half when the other is %j',
		(nothing) => {
			const half = (first: IDataObject[string], last: IDataObject[string]) =>
				read({ email: EMAIL, first_name: first, last_name: last });
			expect(half(nothing, 'Berg')).toMatchObject({ name: 'Berg' });
			expect(half('Ida', nothing)).toMatchObject({ name: 'Ida' });
			expect(read({ email: EMAIL, name: nothing, last_name: 'Berg' })).toMatchObject({
				name: 'Berg',
			});
		},
	);

	it.each<[IDataObject, string]>([
		[{ Name: { FirstName: 'Ann', LastName: 'Lee' } }, 'Ann Lee'],
		[{ name: { given: 'Ann', family: 'Lee' } }, 'Ann Lee'],
		[{ name: { first_name: 'Ann', last_name: 'Lee' } }, 'Ann Lee'],
		[{ full_name: { last: 'Lee', first: 'Ann', middle: 'B' } }, 'Ann Lee'],
		[{ name: { full: 'Lee Ann', first: 'Ann', last: 'Lee' } }, 'Lee Ann'],
		[{ name: [{ use: 'official', family: 'Lee', given: ['Ann', 'B'] }] }, 'Ann B Lee'],
		[{ names: [{ displayName: 'Ann Lee', givenName: 'Ann', familyName: 'Lee' }] }, 'Ann Lee'],
		[{ contact_name: { first: 'Ann', last: 'Lee' } }, 'Ann Lee'],
		[{ Name: { Vorname: 'Ann', Nachname: 'Lee' } }, 'Ann Lee'],
		[{ first_name: '小龍', last_name: '李' }, '李小龍'],
		[{ 姓: '山田', 名: '太郎' }, '山田太郎'],
		[{ name: { given: '민준', family: '김' } }, '김민준'],
		[{ first_name: 'Bruce', last_name: '李' }, 'Bruce 李'],
		[{ 'First Name': 'Ada', Name: 'Okafor' }, 'Ada Okafor'],
		[{ first_name: 'Ada', name: 'Okafor' }, 'Ada Okafor'],
		[{ etunimi: 'Aino', nimi: 'Korhonen' }, 'Aino Korhonen'],
		[{ first_name: 'Ada', name: 'A2C4' }, 'Ada'],
		[{ first_name: 'Ada', name: 'Acme', company: 'Acme' }, 'Ada'],
	])('is joined: %j', (json, name) => {
		expect(read({ email: EMAIL, ...json })).toMatchObject({ email: EMAIL, name });
	});
});

describe('a value and its kind in two columns', () => {
	const WORK = 'ann@work.example';
	const HOME = 'ann@home.example';

	it.each<[string, IDataObject, object]>([
		[
			'of an address book',
			{
				'First Name': 'Ann',
				'E-mail 1 - Label': '* Home',
				'E-mail 1 - Value': HOME,
				'E-mail 2 - Label': 'Work',
				'E-mail 2 - Value': WORK,
				'Phone 1 - Label': 'Work Fax',
				'Phone 1 - Value': '555 0102',
				'Phone 2 - Label': 'Mobile',
				'Phone 2 - Value': '555 0101',
			},
			{ email: WORK, name: 'Ann', phone: '555 0101' },
		],
		[
			'with a number each',
			{
				email_1: HOME,
				email_1_type: 'personal',
				email_2: WORK,
				email_2_type: 'business',
				phone_1_type: 'home',
				phone_1: '555 0102',
				phone_2_type: 'office',
				phone_2: '555 0101',
			},
			{ email: WORK, phone: '555 0101' },
		],
		['one', { 'Email Type': 'Home', Email: HOME }, { email: HOME }],
		['an unknown kind', { email_1_type: 'internet', email_1: HOME }, { email: HOME }],
		[
			'no kind in this row',
			{
				'E-mail 1 - Type': '',
				'E-mail 1 - Value': HOME,
				'E-mail 2 - Type': '',
				'E-mail 2 - Value': '',
			},
			{ email: HOME },
		],
		[
			'somebody else’s',
			{
				email_1_type: 'assistant',
				email_1: 'rick@us.example',
				email_2_type: 'home',
				email_2: HOME,
			},
			{ email: HOME },
		],
	])('is read: %s', (_, json, lead) => {
		expect(read(json)).toEqual(lead);
	});

	it.each<[string, IDataObject]>([
		['without a column for its kind', { 'Email - Value': 'rick@us.example' }],
		[
			'of somebody else',
			{ 'Owner Email - Type': 'Work', 'Owner Email - Value': 'rick@us.example' },
		],
		['of a kind that is somebody else’s', { email_type: 'billing', email: 'rick@us.example' }],
	])('is not read: %s', (_, json) => {
		expect(read(json)).toBe('no_email');
	});
});

describe('a system is named only by its own marks', () => {
	it('not Pipedrive by lists of addresses and phones', () => {
		const json = {
			id: 5,
			name: 'Ann Lee',
			emails: [{ value: EMAIL, type: 'home' }],
			phones: [{ value: '+1 555 0112', type: 'mobile' }],
			lastActivity: '2025-04-23T02:23:11Z',
		};
		expect(recognizer('auto')(json)).toMatchObject({ source: 'columns' });
		expect(read(json)).toEqual({ ...ANN, phone: '+1 555 0112', last_interaction: '2025-04-23' });
	});

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
