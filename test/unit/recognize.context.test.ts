import type { IDataObject } from 'n8n-workflow';

import { outcome } from '../data/sources/sample';

/** Who is the lead by what stands beside them, and whose a name is by how it is written. */

const ANN = { name: 'Ann Lee', email: 'ann@lead.example' };
const RICK = { name: 'Rick Ray', email: 'rick@us.example' };

const named = (label: string, value: string) => ({ label, value });

describe('the lead by what stands beside them', () => {
	it.each<[string, IDataObject]>([
		['who pays for an order', { order_id: 5, payer: ANN, payee: RICK }],
		[
			'who an order is billed to',
			{ id: 5, line_items: [], billing: ANN, shipping: { name: 'Bo' } },
		],
		[
			'who an ordered sale is billed to',
			{ type: 'order.paid', data: { bill_to: ANN, seller: RICK } },
		],
		[
			'the payer of PayPal',
			{
				event_type: 'CHECKOUT.ORDER.APPROVED',
				resource: {
					purchase_units: [{ payee: { email_address: RICK.email } }],
					payer: { name: { given_name: 'Ann', surname: 'Lee' }, email_address: ANN.email },
				},
			},
		],
		['the cardholder of a charge', { amount: 5, currency: 'EUR', cardholder: ANN }],
		[
			'the user who enrolled',
			{ type: 'course.student_enroll', data: { course: { id: 5 }, user: ANN } },
		],
		[
			'the user who signed up',
			{ event: { name: 'Sign up', slug: 'user.signup' }, data: { user: ANN } },
		],
		['the user of a subscription', { subscription: { id: 5 }, user: ANN }],
		[
			'the sender who is a contact',
			{ meta: { sender: { ...ANN, type: 'contact' }, assignee: RICK } },
		],
		[
			'the sender of a message that came in',
			{ message_type: 'incoming', sender: ANN, agent: RICK },
		],
		['who wrote a mail that came in', { direction: 'inbound', from: ANN, to: [RICK] }],
		['the attendee of a host', { attendees: [ANN], hosts: [RICK] }],
		['the one guest of a meeting', { participants: [RICK, ANN], organizer: RICK }],
		['the one participant of a booking', { data: { participants: [ANN], bookables: [RICK] } }],
		['a contact that was added', { account: { id: 5 }, contacts: { add: [ANN] } }],
		['a lead that was updated', { leads: { update: [ANN] } }],
		[
			'the guest of a stay',
			{ check_in: '2027-01-02', guest_name: ANN.name, guest_email: ANN.email },
		],
		['the sender in columns', { direction: 'inbound', from_email: ANN.email, from_name: ANN.name }],
		[
			'the customer of an order in columns',
			{
				order_storeName: 'Shop',
				order_firstname: 'Ann',
				order_lastname: 'Lee',
				order_email: ANN.email,
			},
		],
		['the user who is no staff', { event: 'account', user: { ...ANN, is_staff: false } }],
		['a list of one in the singular', { message: [{ ...ANN, eventForInvitee: { x: 1 } }] }],
		['a decision maker', { decision_maker: { primary_contact: ANN } }],
		['halves of a name', { customer: { first: 'Ann', last: 'Lee', email: ANN.email } }],
		[
			'answers that are the body of a request',
			{
				headers: {},
				query: {},
				body: [
					{ id: '1', name: 'Full Name', value: ANN.name },
					{ id: '2', name: 'Email', value: ANN.email },
				],
			},
		],
	])('%s', (_, item) => {
		expect(outcome('auto', item).lead).toEqual(ANN);
	});

	it('counts only where nobody is by their name', () => {
		expect(outcome('auto', { order_id: 5, billing: RICK, contact: ANN }).lead).toEqual(ANN);
		expect(outcome('auto', { order: { id: 5, billing: RICK }, customer: ANN }).lead).toEqual(ANN);
	});

	it('is a contact of the company that is described around it', () => {
		const item = { account_name: 'Lee Test', industry: 'Retail', primary_contact: ANN };
		const lead = { ...ANN, company: 'Lee Test', industry: 'Retail' };
		expect(outcome('auto', item).lead).toEqual(lead);
	});

	it('completes the lead where the address is the same', () => {
		const billing = { email: ANN.email, company: 'Lee Test', phone: '+1 212 555 0142' };
		expect(outcome('auto', { ...ANN, billing }).lead).toEqual({
			...ANN,
			company: 'Lee Test',
			phone: '+1 212 555 0142',
		});
	});
});

describe('the lead in columns that begin with one word', () => {
	const columns = (word: string, more: object = {}) => ({
		[`${word}_name`]: ANN.name,
		[`${word}_email`]: ANN.email,
		...more,
	});

	it.each<[string, IDataObject]>([
		['a player', columns('player')],
		['a viewer of a video', columns('viewer', { video_title: 'Demo' })],
	])('%s', (_, item) => {
		expect(outcome('auto', item).lead).toEqual(ANN);
	});

	it.each<[string, IDataObject]>([
		['a viewer of nothing', columns('viewer')],
		['a place', columns('salon', { salon_phone: '+1 212 555 0142', salon_city: 'Bonn' })],
		[
			'a stylist, of whom only the name is known',
			{ stylist_first_name: 'Ann', stylist_email: ANN.email },
		],
		[
			'a second person',
			{ co_first_name: 'Ann', co_email: ANN.email, co_phone: '1', co_city: 'Bonn' },
		],
		['a player beside another address', { ...columns('player'), club_email: RICK.email }],
		['a user who pushed code', { user_name: 'Ann', user_email: ANN.email, checkout_sha: 'a1' }],
	])('is not read: %s', (_, item) => {
		expect(outcome('auto', item).lead).toBeUndefined();
	});
});

describe('the time of a contact around the lead', () => {
	const day = '2026-11-20';
	const at = `${day}T10:00:00Z`;

	it.each<[string, IDataObject]>([
		['the time when a form was sent', { submitted_at: at, data: ANN }],
		['the same beside the answers', { data: { submission: ANN, metadata: { submitted_at: at } } }],
		['when the answers to a form were created', { form: { id: 5 }, created: at, fields: ANN }],
		['the time of a call', { direction: 'inbound', date_started: at, contact: ANN }],
		['a call that ended', { type: 'call.ended', timestamp: at, data: { contact: ANN } }],
		[
			'a message that went out',
			{ event: { timestamp: at, data: { direction: 'outbound' } }, lead: ANN },
		],
	])('%s', (_, item) => {
		expect(outcome('auto', item).lead).toEqual({ ...ANN, last_interaction: day });
	});

	it.each<[string, IDataObject]>([
		['when a record was created', { created_at: at, data: ANN }],
		['when a form was made', { form: { id: 5, created_at: at }, contact: ANN }],
		['a call that is planned', { type: 'call.scheduled', timestamp: at, data: { contact: ANN } }],
		['a call that starts later', { direction: 'outbound', start_time: at, contact: ANN }],
		['a payment that went out', { direction: 'sent', amount: 9, created_at: at, customer: ANN }],
		['what is no time', { direction: 'inbound', timestamp: 12, contact: ANN }],
	])('is not read: %s', (_, item) => {
		expect(outcome('auto', item).lead).toEqual(ANN);
	});
});

describe('whose a value is by what stands beside it', () => {
	it.each<[string, IDataObject, IDataObject]>([
		[
			'the contact, not the user who took the call',
			{ contact: ANN, target: { ...RICK, type: 'user' } },
			ANN,
		],
		[
			'the company of a client with a contact',
			{ client: { name: 'Lee Test Inc', contact: ANN } },
			{ ...ANN, company: 'Lee Test Inc' },
		],
		[
			'the contact of a company in a row',
			{
				company: 'Lee Test',
				email: 'info@lead.example',
				phone: '+1 212 555 0100',
				'Contact Name': ANN.name,
				'Contact Email': ANN.email,
				'Contact Phone': '+1 212 555 0142',
			},
			{ ...ANN, company: 'Lee Test', phone: '+1 212 555 0142' },
		],
		[
			'the company of a job',
			{ ...ANN, professional: { companyName: 'Lee Test', name: RICK.name, email: '' } },
			{ ...ANN, company: 'Lee Test' },
		],
		[
			'a number with a plus sign',
			{ ...ANN, number: '+12125550142' },
			{ ...ANN, phone: '+12125550142' },
		],
		['no ID', { ...ANN, number: '2125550142' }, ANN],
		['no answer for a name', { 'Contact Name': 'Oui', email: ANN.email }, { email: ANN.email }],
		[
			'no name of the company with an ID that differs',
			{ ...ANN, company: 'Lee Test', company_name: 'Seller', company_id: 7 },
			ANN,
		],
		[
			'properties that HubSpot does not have',
			{
				createdAt: 'x',
				id: 'c',
				properties: { email: ANN.email, firstName: 'Ann', lastName: 'Lee' },
			},
			ANN,
		],
		[
			'no insurance of a customer',
			{ job: { customer: ANN, insurance: { company: 'Wrong Mutual', email: RICK.email } } },
			ANN,
		],
	])('%s', (_, item, lead) => {
		expect(outcome('auto', item).lead).toEqual(lead);
	});

	it('refuses two people if the type of neither tells', () => {
		expect(
			outcome('auto', { contact: ANN, target: { ...RICK, type: 'contact' } }).lead,
		).toBeUndefined();
	});
});

describe('a name by how it is written', () => {
	it.each<[string, IDataObject, IDataObject]>([
		[
			'a legal form',
			{ name: 'Lee Test GmbH', email: 'ann@lead.example' },
			{ company: 'Lee Test GmbH' },
		],
		[
			'a legal form beside a person',
			{ 'Customer Name': 'Lee Test Ltd.', 'Contact Name': 'Ann Lee', Email: ANN.email },
			{ name: 'Ann Lee', company: 'Lee Test Ltd.' },
		],
		[
			'a Chinese legal form',
			{ 客户名称: '宁波海风五金有限公司', 联系人姓名: '陈立', 邮箱: ANN.email },
			{ name: '陈立', company: '宁波海风五金有限公司' },
		],
		[
			'a number under "contact"',
			{ name: 'Ann Lee', email: ANN.email, contact: '+91 90000 90000' },
			{ name: 'Ann Lee', phone: '+91 90000 90000' },
		],
		['a family name like a legal form', { name: 'Kim Sas', email: ANN.email }, { name: 'Kim Sas' }],
		['a name in capitals', { name: 'MARIA SE', email: ANN.email }, { name: 'MARIA SE' }],
		['no legal form', { name: 'Paula Marie Ag', email: ANN.email }, { name: 'Paula Marie Ag' }],
		['a person under "Contacto"', { Contacto: 'Ann Lee', Correo: ANN.email }, { name: 'Ann Lee' }],
		[
			'parts as in XML',
			{
				contact: {
					name: [
						{ part: 'first', _: 'Ann' },
						{ part: 'last', _: 'Lee' },
					],
					email: ANN.email,
				},
			},
			{ name: 'Ann Lee' },
		],
		[
			'the record of custom fields',
			{ name: 'Ann Lee', custom_fields: [named('Email', ANN.email)], company_name: 'Lee Test' },
			{ name: 'Ann Lee', company: 'Lee Test' },
		],
	])('%s', (_, item, wanted) => {
		expect(outcome('auto', item).lead).toEqual({ email: ANN.email, ...wanted });
	});
});

describe('what a header says of dates and trades', () => {
	it.each<[string, IDataObject, IDataObject]>([
		['a form’s time', { 'Submitted At': '2025-11-03' }, { last_interaction: '2025-11-03' }],
		['a form’s date', { 'Submission Date': '2025-11-03' }, { last_interaction: '2025-11-03' }],
		[
			'the last message, before a form’s time',
			{ submitted_at: '2025-11-03', last_message_at: '2025-11-05' },
			{ last_interaction: '2025-11-05' },
		],
		[
			'an industry beside its sector',
			{ Sector: 'Technology', Industry: 'Software' },
			{ industry: 'Software' },
		],
		[
			'the industry of a person’s company',
			{ person_company_industry: 'Retail' },
			{ industry: 'Retail' },
		],
	])('%s', (_, item, wanted) => {
		expect(outcome('auto', { email: ANN.email, ...item }).lead).toEqual({
			email: ANN.email,
			...wanted,
		});
	});

	it('finds the last contact around the person', () => {
		const item = { lead: { last_message_at: '2025-11-05', customer: ANN } };
		expect(outcome('auto', item).lead).toEqual({ ...ANN, last_interaction: '2025-11-05' });
	});
});
