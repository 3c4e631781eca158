import type { IDataObject } from 'n8n-workflow';

import { recognizer } from '../../nodes/LeadsPredict/leads/recognize';
import { validate } from '../../nodes/LeadsPredict/leads/validate';

/** Whoever reads these items wrongly scores somebody else. */

const read = (json: IDataObject) => {
	const validated = validate(0, recognizer('auto')(json), {
		excludeFields: new Set(),
		strict: false,
		dates: 'leaveOut',
		ranges: 'leaveOut',
	});
	if ('lead' in validated) return validated.lead;
	return validated.ok ? undefined : validated.problem.code;
};

const ANN = { name: 'Ann Lee', email: 'ann@lead.example' };
const RICK = { name: 'Rick', email: 'rick@us.example' };

describe('two people in one item', () => {
	it.each<[IDataObject, string]>([
		[{ contact: RICK, lead: ANN }, 'several_people'],
		[{ person: ANN, contact: RICK }, 'several_people'],
		[{ leads: [ANN], contacts: [RICK] }, 'several_people'],
		[{ customer: ANN, contact: RICK }, 'several_people'],
		[{ contact: { name: 'Ann', email: '' }, record: RICK }, 'several_people'],
		[{ ...ANN, email: '', contact: RICK }, 'no_email'],
		[{ ...ANN, email: null, people: [RICK] }, 'no_email'],
		[{ contact: { name: 'Ann', email: '' }, lead: RICK }, 'no_email'],
		[
			{
				data: [1, 2, 3, 4, 5].map((index) =>
					index < 4 ? { index } : { email: `p${index}@x.example` },
				),
			},
			'several_people',
		],
	])('are never taken for one: %j', (json, code) => {
		const outcome = read(json);
		expect(['several_people', 'no_email']).toContain(outcome);
		if (code === 'no_email') expect(outcome).toBe('no_email');
	});

	it('are one when they have one address, or when one is staff', () => {
		expect(read({ contact: ANN, lead: ANN })).toEqual(ANN);
		expect(read({ contact: ANN, owner: RICK, user: RICK })).toEqual(ANN);
	});
});

describe('somebody else in a wrapper', () => {
	it.each(
		[
			...'owner Owner ownedBy lead_owner contactOwner account_owner creator created_by CreatedBy modifiedBy last_edit_info lastLogin'.split(
				' ',
			),
			...'updated_by assignee assigned_to user Users agent host organizer seller sales_rep salesRep'.split(
				' ',
			),
			...'manager account_manager accountmanager sender from to cc bcc author employee referrer'.split(
				' ',
			),
			...'billing billing_details shipping vendor supplier store office support_team reply_to'.split(
				' ',
			),
			...'previous previous_attributes old old_record before included relationships settings'.split(
				' ',
			),
			...'Besitzer Ansprechpartner_Vertrieb propriétaire vendedor mittente eigenaar 担当営業 所有者'.split(
				' ',
			),
		].map((name) => [name]),
	)('is not the lead: %s', (name) => {
		expect(read({ [name]: RICK })).toBe('no_email');
		expect(read({ [name]: { data: RICK } })).toBe('no_email');
		expect(read({ id: 5, data: { [name]: RICK } })).toBe('no_email');
		expect(read({ wrapper: { [name]: RICK, party: ANN } })).toEqual(ANN);
	});

	it.each<[string, IDataObject, unknown]>([
		['a company has an address of its own', { company: RICK, name: 'Ann' }, 'no_email'],
		['an account as well', { account: { name: 'Acme', email: 'info@us.example' } }, 'no_email'],
		['unknown names hold two people', { buyer: ANN, fan: RICK }, 'several_people'],
		['a customer and an unknown one', { customer: ANN, fan: RICK }, 'several_people'],
		['two deep down', { a: { b: { buyer: ANN } }, c: { fan: RICK } }, 'several_people'],
		['two in one, one beside it', { a: { x: ANN, y: RICK }, b: ANN }, 'several_people'],
		['an address around it', { email: RICK.email, xzyq: ANN }, { email: RICK.email }],
		['an empty address around it', { name: 'Rick', email: '', xzyq: ANN }, 'no_email'],
		['the attendees of a meeting', { title: 'Demo', attendees: [RICK] }, 'no_email'],
		['a list of unknown people', { title: 'Demo', xzyqs: [RICK] }, 'no_email'],
		['an unreachable customer', { customer: { name: 'Ann', email: '' }, data: RICK }, 'no_email'],
		['a setting', { preferences: { email: true, sms: false } }, 'no_email'],
		['a setting beside a person', { preferences: { email: true }, person: ANN }, ANN],
		[
			'what a form found wrong',
			{ errors: { email: 'is not unique: rick@us.example' } },
			'no_email',
		],
		[
			'who wrote code',
			{
				pusher: RICK,
				repository: { owner: RICK },
				head_commit: { author: RICK, committer: RICK },
			},
			'no_email',
		],
		[
			'who works on a ticket',
			{ issue: { fields: { reporter: RICK, assignee: RICK, summary: 'Help' } }, user: RICK },
			'no_email',
		],
		[
			'a mail',
			{ subject: 'Hi', from: { value: [RICK] }, sender: RICK, messages: [RICK] },
			'no_email',
		],
	])('%s', (_, json, wanted) => {
		expect(read(json)).toEqual(wanted);
	});
});

describe('answers that are somebody else’s', () => {
	it.each([
		{ Company: 'Acme', 'Interested?': 'yes', Email: '', 'Email (Rep)': 'rick@us.example' },
		{ 'Active?': 'y', 'Email us': 'support@us.example', Email: '' },
	])('are not the lead’s: %j', (json) => {
		expect(read(json)).toBe('no_email');
	});

	it('stay out of typed answers as well', () => {
		const typed = (label: string) => ({
			eventType: 'FORM_RESPONSE',
			data: { fields: [{ label, type: 'INPUT_EMAIL', value: 'cfo@x.example' }] },
		});
		for (const label of [
			'Email of your CFO',
			'E-Mail Ihres Steuerberaters',
			'Who else should we write to?',
		]) {
			expect([label, read(typed(label))]).toEqual([label, 'no_email']);
		}
		expect(read(typed('Where may we write to?'))).toEqual({ email: 'cfo@x.example' });
	});

	it('are the customer’s when staff fill in the form', () => {
		expect(
			read({
				Timestamp: '8/31/2023 19:08:16',
				'Email Address': 'rep@us.example',
				'Customer’s email': 'ann@lead.example',
				row_number: 2,
			}),
		).toMatchObject({ email: 'ann@lead.example' });
	});
});

describe('columns that a system gives the same names', () => {
	it.each<IDataObject>([
		{
			...ANN,
			company: 'X',
			industry: 'Food',
			employees: 5,
			revenue: 7,
			last_contacted_at: '2025-11-01',
		},
		{ civility: 'Mme', full_name: 'Ann Lee', email: ANN.email, siret: '1', company: 'X' },
		{ leadid: '1', firstname: 'Ann', lastname: 'Lee', email: ANN.email, statecode: 'CA' },
	])('are read as columns: %j', (json) => {
		expect(read(json)).toMatchObject(ANN);
	});

	it('do not make deal money of one column a revenue, whatever another asks', () => {
		const row = {
			Email: ANN.email,
			'Annual Revenue': '',
			'Total Revenue': '4800',
			'What are you interested in?': 'x',
		};
		expect(read(row)).toEqual({ email: ANN.email });
	});
});

describe('a second place', () => {
	it.each<[IDataObject, object]>([
		[{ Email: ANN.email, Employees: '11-50', 'Employee Count': 30 }, { employees: 30 }],
		[
			{
				properties: { email: ANN.email, numemployees: '5-25', numberofemployees: '12' },
				createdAt: 'x',
			},
			{ employees: 12 },
		],
		[{ Email: 'yes', 'E-mail address': ANN.email }, { email: ANN.email }],
	])('is read when the first holds nothing that can be used: %j', (json, wanted) => {
		expect(read(json)).toMatchObject(wanted);
	});

	it('is not read when the first is the lead’s own address, masked or not whole', () => {
		expect(read({ Email: '****@x.example', 'Other Email': RICK.email })).toBe('invalid_email');
		expect(read({ Email: 'ann@lead', 'Other Email': RICK.email })).toBe('invalid_email');
	});
});

describe('names', () => {
	it.each<[IDataObject, string | undefined]>([
		[{ Name: 'Acme 24', 'First Name': 'Ann' }, 'Ann'],
		[{ Name: 'Q4-Deal', 'First Name': 'Ann', 'Last Name': 'Lee' }, 'Ann Lee'],
		[{ Name: 'Lee Ann', 'First Name': 'Ann', 'Last Name': 'Lee' }, 'Lee Ann'],
		[{ name: '#1001' }, undefined],
		[{ properties: { firstname: 'Nan', lastname: 'Goldin' }, createdAt: 'x' }, 'Nan Goldin'],
	])('are people’s: %j', (json, name) => {
		const item =
			'properties' in json
				? { ...json, properties: { ...Object(json['properties']), email: ANN.email } }
				: { ...json, Email: ANN.email };
		expect(read(item)).toEqual({ email: ANN.email, ...(name !== undefined && { name }) });
	});
});

test('a link is no address, and a span of time without an end is a day', () => {
	expect(read({ Email: 'https://www.linkedin.example/in/ann@acme.example' })).toBe('invalid_email');
	expect(
		read({
			Email: ANN.email,
			'Last Contacted': { start: '2025-11-01', end: null, time_zone: null },
		}),
	).toEqual({ email: ANN.email, last_interaction: '2025-11-01' });
});

test('a list of any length is read', () => {
	const identities = Array.from({ length: 200_000 }, (_, index) => ({
		type: 'EMAIL',
		value: `p${index}@x.example`,
	}));
	expect(read({ vid: 1, 'identity-profiles': [{ identities }] })).toMatchObject({
		email: 'p0@x.example',
	});
});

test('people are found in a list whose first entry is none', () => {
	const list = [{ title: 'Totals' }, { Email: ANN.email }, { Email: 'bob@x.example' }];
	expect(read({ data: list })).toBe('several_people');
	expect(read({ data: list.slice(0, 1) })).toBe('no_email');
});

test('a span of time with an end is no day', () => {
	const span = { start: '2025-11-01', end: '2025-11-05', time_zone: null };
	expect(read({ Email: ANN.email, 'Last Contacted': span })).toEqual({ email: ANN.email });
});

test.each<[string, IDataObject, IDataObject]>([
	[
		'a person before the company',
		{
			personEmail: ANN.email,
			companyEmail: 'info@lee.example',
			personPhone: '+1 555 0110',
			companyPhone: '+1 555 0100',
		},
		{ email: ANN.email, phone: '+1 555 0110' },
	],
	[
		'the buyer, and not the seller',
		{ seller_email: RICK.email, buyer_email: ANN.email, buyer_name: ANN.name },
		ANN,
	],
	[
		'the company, when nobody else is there',
		{ companyEmail: 'info@lee.example' },
		{ email: 'info@lee.example' },
	],
])('of several addresses, that of %s is read', (_, json, expected) => {
	expect(read(json)).toEqual(expected);
});
