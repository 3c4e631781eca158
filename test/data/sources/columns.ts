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

export const COLUMN_SAMPLES = samplesOf({ columns });

export const UNREADABLE_SAMPLES = samplesOf({ columns: unreadable });
