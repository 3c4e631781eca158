import { lead, row, samplesOf } from './sample';
import type { Sample } from './sample';

const columns: readonly Sample[] = [
	{
		of: 'Typeform’s simplified answers alone',
		label: 'form answer',
		item: {
			"What's your full name?": 'Hana Novak',
			"What's your work email?": 'hana.novak@example.com',
			'Phone number': '+15550106767',
			'Which company are you with?': 'Sova Test s.r.o.',
			'How many employees does your company have?': 85,
			'What industry are you in?': 'Logistics',
			'When can we call you?': 'Mornings',
		},
		lead: lead(`
			name: Hana Novak | email: hana.novak@example.com | phone: +15550106767 |
			company: Sova Test s.r.o. | industry: Logistics | employees: 85`),
	},
	{
		of: 'a day and a number that can be read in two ways',
		label: 'row',
		item: {
			Name: 'Pat Doe',
			Email: 'pat.doe@example.com',
			Revenue: '1.234',
			'Last Contact Date': '03/04/2025',
		},
		lead: { name: 'Pat Doe', email: 'pat.doe@example.com' },
		warned: ['revenue', 'last_interaction'],
	},
	{
		of: 'a date as a serial number, a size that became a date',
		label: 'row',
		item: {
			Name: 'Sun Mi Test',
			Email: 'sunmi.test@example.com',
			Company: 'Seoul Test Co',
			Employees: 'Nov-50',
			Revenue: '$2.5M',
			'Last Contacted': 45962,
		},
		lead: lead(`
			name: Sun Mi Test | email: sunmi.test@example.com | company: Seoul Test Co |
			revenue: 2500000 | last_interaction: 2025-11-01`),
		warned: ['revenue', 'employees'],
	},
	{
		of: 'only addresses of staff',
		label: 'row',
		item: row(`
			Lead Name: No Mail | Company: Quiet Test Inc | Lead Owner: Sam Seller |
			Lead Owner Email: sam.seller@example.org | Created By Email: ops@example.org |
			Email Opt Out: FALSE | Email Status: Unavailable | Email: N/A`),
		problem: 'no_email',
	},
	{
		of: 'texts that a program joined of what it did not have',
		label: 'row',
		item: {
			name: 'undefined undefined',
			email: 'no.name@example.com',
			company: 'null null',
			phone: 'None',
			industry: 'N/A N/A',
		},
		lead: { email: 'no.name@example.com' },
	},
	{
		of: 'a whole name of no parts beside one of its parts',
		label: 'row',
		item: {
			'Full Name': 'undefined None',
			'First Name': 'Ida',
			'Last Name': 'nan',
			Email: 'ida.berg@example.com',
		},
		lead: { email: 'ida.berg@example.com', name: 'Ida' },
	},
	{
		of: 'a name of which a program had one half',
		label: 'row',
		item: { name: 'Ida None', email: 'ida.berg@example.com', company: 'None Test Ltd' },
		lead: { email: 'ida.berg@example.com', name: 'Ida', company: 'None Test Ltd' },
	},
	{
		of: 'values that are of another kind than their headers say',
		label: 'row',
		item: row(`
			Name: LEAD-00031 | Email: ida.berg@example.com | Company: Berg Test Ltd |
			Phone: Call after 5pm | Industry: We sell shoes to small shops. | Last Contact Date: soon`),
		lead: { email: 'ida.berg@example.com', company: 'Berg Test Ltd' },
		warned: ['name', 'phone', 'industry', 'last_interaction'],
	},
	{
		of: 'a date under the phone, a link under the industry',
		label: 'row',
		item: row(`
			Name: Ida Berg | Email: ida.berg@example.com | Phone: 2025-11-03 |
			Industry: https://www.example.com/industries/retail`),
		lead: { email: 'ida.berg@example.com', name: 'Ida Berg' },
		warned: ['phone', 'industry'],
	},
	{
		of: 'LeadsPredict’s own fields, as texts',
		label: 'row',
		item: row(`
			name: John Sample | email: john.sample@example.com | phone: +15550107890 |
			company: TechCorp Test | industry: Technology | revenue: 5000000 | employees: 50 |
			engagement_score: 75 | last_interaction: 2025-11-01T10:00:00Z | custom_note: vip`),
		lead: lead(`
			name: John Sample | email: john.sample@example.com | phone: +15550107890 |
			company: TechCorp Test | industry: Technology | revenue: 5000000 | employees: 50 |
			engagement_score: 75 | last_interaction: 2025-11-01`),
	},
];

const ida = { email: 'ida.berg@example.com' };

/** What was paid is none of a company's revenue. */
const sales: readonly Sample[] = [
	{
		of: 'an event that Segment tracked',
		label: 'row',
		item: {
			type: 'track',
			event: 'Order Completed',
			properties: { ...ida, revenue: '39.95', products: 2 },
		},
		lead: ida,
	},
	{
		of: 'a tracked event that knows the company',
		label: 'row',
		item: {
			event: 'demo_requested',
			properties: { ...ida, revenue: 0, annual_revenue: 5_000_000 },
		},
		lead: { ...ida, revenue: 5_000_000 },
	},
	{
		of: 'an event whose name says what it is of',
		label: 'row',
		item: { event: 'checkout.session.completed', data: { ...ida, revenue: 39.95 } },
		lead: ida,
	},
	{
		of: 'an event of a lead',
		label: 'row',
		item: { event: 'lead.created', data: { ...ida, revenue: 5_000_000 } },
		lead: { ...ida, revenue: 5_000_000 },
	},
	{
		of: 'an order',
		label: 'row',
		item: { order_id: 1001, ...ida, name: '#1001', revenue: 39.95, total_price: '39.95' },
		lead: ida,
		warned: ['name'],
	},
	{
		of: 'an order around its buyer',
		label: 'row',
		item: { order_number: '1001', contact: { ...ida, revenue: 39.95 } },
		lead: ida,
	},
	{
		of: 'an invoice and the company’s own revenue',
		label: 'row',
		item: row(`
			Invoice No.: 77 | Email: ida.berg@example.com | Revenue: 39 | Annual Revenue: 5000000`),
		lead: { ...ida, revenue: 5_000_000 },
	},
	{
		of: 'a German order',
		label: 'row',
		item: row(`Bestellnummer: 77 | E-Mail: ida.berg@example.com | Umsatz: 39 | Währung: EUR`),
		lead: ida,
	},
	{
		of: 'a French order and the yearly turnover',
		label: 'row',
		item: row(`
			Numéro de commande: 77 | Courriel: ida.berg@example.com | Chiffre d'affaires: 39 |
			CA annuel: 5000000`),
		lead: { ...ida, revenue: 5_000_000 },
	},
	{
		of: 'a deal',
		label: 'row',
		item: row(`
			Deal Name: Renewal | Stage: won | Amount: 39 | Contact Name: Ida Berg |
			Email: ida.berg@example.com | Revenue: 39`),
		lead: { ...ida, name: 'Ida Berg' },
	},
	{
		of: 'an amount and its currency',
		label: 'row',
		item: { ...ida, revenue: 39, total: 39, currency: 'EUR' },
		lead: ida,
	},
	{
		of: 'line items',
		label: 'row',
		item: { ...ida, turnover: 39, line_items: [{ sku: 'a' }] },
		lead: ida,
	},
	{
		of: 'a lead with the value of its deals, a stage and a currency',
		label: 'row',
		item: row(`
			Email: ida.berg@example.com | Revenue: 5000000 | Deal Value: 39 | Lead Stage: new |
			Lifecycle Stage: lead | Currency: EUR | Last Order Date: 2025-11-01 | Orders: 3 |
			Type: Lead`),
		lead: { ...ida, revenue: 5_000_000 },
	},
];

/** One word for a person and a thing, or for two companies. */
const ambiguous: readonly Sample[] = [
	{
		of: 'the title of a deal beside its contact',
		label: 'row',
		item: { name: 'Renewal 2026', contact_name: 'Ida Berg', ...ida },
		lead: { ...ida, name: 'Ida Berg' },
	},
	{
		of: 'the title of a deal alone',
		label: 'row',
		item: { name: 'Renewal 2026', ...ida },
		lead: ida,
		warned: ['name'],
	},
	{
		of: 'the number of a lead beside its name',
		label: 'row',
		item: { name: 'LEAD-00031', lead_name: 'Ida Berg', ...ida },
		lead: { ...ida, name: 'Ida Berg' },
	},
	{
		of: 'a login beside a full name',
		label: 'row',
		item: { name: 'iberg', full_name: 'Ida Berg', ...ida },
		lead: { ...ida, name: 'Ida Berg' },
	},
	{
		of: 'a name that is empty where it is more exact',
		label: 'row',
		item: { name: 'Ida Berg', contact_name: 'null', ...ida },
		lead: { ...ida, name: 'Ida Berg' },
	},
	{
		of: 'the seller’s company beside the buyer’s',
		label: 'row',
		item: { company: 'Seller Test Ltd', company_name: 'Buyer Test Ltd', ...ida },
		lead: { ...ida, company: 'Buyer Test Ltd' },
	},
	{
		of: 'two companies of which nothing says which is the lead’s',
		label: 'row',
		item: { company: 'Seller Test Ltd', organization: 'Buyer Test Ltd', ...ida },
		lead: ida,
		warned: ['company'],
	},
	{
		of: 'a company under two headers, once in full',
		label: 'row',
		item: { company: 'Buyer Test', organization: 'Buyer Test Ltd', ...ida },
		lead: { ...ida, company: 'Buyer Test Ltd' },
	},
	{
		of: 'a company under one header, a web address under another',
		label: 'row',
		item: { company: 'https://buyer.example.com', organization: 'Buyer Test Ltd', ...ida },
		lead: { ...ida, company: 'Buyer Test Ltd' },
	},
	{
		of: 'two names of which nothing says which is the lead’s',
		label: 'row',
		item: { 'Contact Name': 'Ida Berg', 'Lead Name': 'Bo Tal', Email: ida.email },
		lead: ida,
		warned: ['name'],
	},
	{
		of: 'two revenues, of which one is yearly',
		label: 'row',
		item: { revenue: 39, annual_revenue: 5_000_000, ...ida },
		lead: { ...ida, revenue: 5_000_000 },
	},
	{
		of: 'a company of Odoo',
		label: 'row',
		item: { id: 7, is_company: true, name: 'Azure Test Interior', ...ida, company_name: false },
		lead: { ...ida, company: 'Azure Test Interior' },
	},
	{
		of: 'a person of Odoo',
		label: 'row',
		item: { id: 8, is_company: false, name: 'Ida Berg', ...ida, company_name: 'Azure Test' },
		lead: { ...ida, name: 'Ida Berg', company: 'Azure Test' },
	},
	{
		of: 'a company by its type',
		label: 'row',
		item: row(`Contact Type: Company | Name: Azure Test | Email: ida.berg@example.com`),
		lead: { ...ida, company: 'Azure Test' },
	},
	{
		of: 'a company by its type, in German',
		label: 'row',
		item: row(
			`Typ: Kunde | Contact Type: Firma | Bezeichnung: Azure Test | E-Mail: ida.berg@example.com`,
		),
		lead: { ...ida, company: 'Azure Test' },
	},
	{
		of: 'a deal with its title and its contact’s address',
		label: 'row',
		item: row(`Name: Azure upgrade | Stage: won | Amount: 39 | Email: ida.berg@example.com`),
		lead: ida,
	},
	{
		of: 'a deal with the name of its contact, which the address has as well',
		label: 'row',
		item: row(`Name: Ida Berg | Stage: won | Amount: 39 | Email: ida.berg@example.com`),
		lead: { ...ida, name: 'Ida Berg' },
	},
	{
		of: 'a company by its type, with its contact',
		label: 'row',
		item: row(`
			Type: Organisation | Name: Azure Test | Contact Person: Ida Berg |
			Email: ida.berg@example.com`),
		lead: { ...ida, name: 'Ida Berg' },
	},
	{
		of: 'a person of the type private company',
		label: 'row',
		item: row(`Company Type: Private Company | Name: Ida Berg | Email: ida.berg@example.com`),
		lead: { ...ida, name: 'Ida Berg' },
	},
];

/** Items that no source takes: naming one changes what is said of them. */
const unreadable: readonly Sample[] = [
	{
		of: 'the error of a step before',
		label: 'row',
		item: { error: 'The resource you are requesting could not be found' },
		problem: 'error_item',
	},
	{
		of: 'two leads of Facebook’s Graph API in one item',
		label: 'list',
		item: {
			data: [
				{
					id: 'lead_1',
					created_time: '2026-06-01T00:00:00+0000',
					form_id: 'form_1',
					field_data: [{ name: 'email', values: ['a.lead@example.com'] }],
				},
				{
					id: 'lead_2',
					created_time: '2026-06-01T00:00:00+0000',
					form_id: 'form_1',
					field_data: [{ name: 'email', values: ['b.lead@example.com'] }],
				},
			],
			paging: { cursors: { after: 'BC2' } },
		},
		problem: 'several_people',
	},
];

export const COLUMN_SAMPLES = samplesOf({ columns: [...columns, ...sales, ...ambiguous] });

export const UNREADABLE_SAMPLES = samplesOf({ columns: unreadable });
