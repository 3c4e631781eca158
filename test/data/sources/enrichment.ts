import { lead, row, samplesOf } from './sample';
import type { Sample } from './sample';

const apollo: readonly Sample[] = [
	{
		of: 'a person that was enriched',
		label: 'Apollo person',
		item: {
			person: {
				id: '64a7ff0cc4dfae00013df1a5',
				first_name: 'Tam',
				last_name: 'Zheng',
				name: 'Tam Zheng',
				linkedin_url: 'http://www.linkedin.example/in/tam',
				title: 'CEO',
				email_status: 'verified',
				email: 'tam.zheng@example.com',
				extrapolated_email_confidence: null,
				employment_history: [{ organization_name: 'Old Test Co', current: false }],
				personal_emails: ['tam@example.net'],
				phone_numbers: [
					{ raw_number: '+1 555 010 0001', type: 'work_hq', sanitized_number: '+15550100001' },
					{ raw_number: '+1 555 010 0002', type: 'mobile', sanitized_number: '+15550100002' },
				],
				organization_id: '5e66b6381e05b4008c8331b8',
				organization: {
					id: '5e66b6381e05b4008c8331b8',
					name: 'Zheng Test Labs',
					phone: '+1 555 010 0001',
					industry: 'information technology & services',
					estimated_num_employees: 1600,
					annual_revenue: 100000000.0,
					annual_revenue_printed: '100M',
					total_funding: 251200000,
				},
			},
			request_id: 1,
		},
		lead: lead(`
			name: Tam Zheng | email: tam.zheng@example.com | phone: +1 555 010 0002 |
			company: Zheng Test Labs | industry: information technology & services |
			revenue: 100000000 | employees: 1600`),
		record: { type: 'person', id: '64a7ff0cc4dfae00013df1a5' },
	},
	{
		of: 'a person with only the number of the company',
		label: 'Apollo person',
		item: {
			id: 'p2',
			first_name: 'Ira',
			last_name: 'Lowe',
			name: 'Ira Lowe',
			email: null,
			personal_emails: ['ira.lowe@example.net'],
			seniority: 'vp',
			organization: {
				name: 'Lowe Test Co',
				primary_phone: { number: '+1 555 010 0100', source: 'Scraped' },
				annual_revenue_printed: '$10M-$50M',
			},
		},
		lead: lead(`
			name: Ira Lowe | email: ira.lowe@example.net | phone: +1 555 010 0100 |
			company: Lowe Test Co`),
		warned: ['revenue'],
		record: { type: 'person', id: 'p2' },
	},
	{
		of: 'a person whose address is not unlocked',
		label: 'Apollo person',
		item: {
			id: 'p3',
			first_name: 'Uma',
			last_name: 'Voss',
			email: 'email_not_unlocked@domain.com',
			headline: 'COO',
			organization: { name: 'Voss Test AG', website_url: 'http://voss.example' },
		},
		problem: 'placeholder_email',
		record: { type: 'person', id: 'p3' },
	},
	{
		of: 'a person that the free search found',
		label: 'Apollo person',
		item: {
			id: 'p4',
			first_name: 'Dan',
			last_name_obfuscated: 'Ho***n',
			title: 'CTO',
			last_refreshed_at: '2025-11-04T23:20:32.690+00:00',
			has_email: true,
			has_direct_phone: 'Yes',
			organization: { name: 'Hoffman Test', has_industry: true, has_revenue: true },
		},
		problem: 'ids_only',
		record: { type: 'person', id: 'p4' },
	},
	{
		of: 'a saved contact',
		label: 'Apollo contact',
		item: {
			id: '6718e5b7c6c1a50001a2c3d4',
			first_name: 'Abe',
			last_name: 'North',
			name: 'Abe North',
			contact_stage_id: '6095a710bd01d100a506d4ae',
			owner_id: '60affe7d6e270a00f5db6fe4',
			organization_name: 'North Test Ltd',
			account: { id: 'a', name: 'North Test Ltd', phone: '+1 555 010 0300' },
			sanitized_phone: '+15550100301',
			phone_numbers: [],
			email: 'abe.north@example.com',
			last_activity_date: '2025-10-18T17:10:13.362+00:00',
			updated_at: '2025-11-19T14:23:00.920Z',
			typed_custom_fields: {},
		},
		lead: lead(`
			name: Abe North | email: abe.north@example.com | phone: +15550100301 |
			company: North Test Ltd | last_interaction: 2025-10-18`),
		record: { type: 'contact', id: '6718e5b7c6c1a50001a2c3d4' },
	},
	{
		of: 'an organization',
		label: 'Apollo organization',
		item: {
			organization: {
				id: 'o1',
				name: 'North Test Ltd',
				primary_domain: 'north.example',
				estimated_num_employees: 30,
			},
		},
		problem: 'company_record',
	},
	{
		of: 'an exported row',
		label: 'Apollo contact',
		item: {
			'First Name': 'Cleo',
			'Last Name': 'Banks',
			'Company Name': 'Banks Test Group Inc.',
			'Company Name for Emails': 'Banks',
			Email: 'cleo.banks@example.com',
			'Email Status': 'Verified',
			'Contact Owner': 'sam.seller@example.org',
			'Work Direct Phone': '',
			'Home Phone': '',
			'Mobile Phone': '',
			'Corporate Phone': "'+1 555 010 0400",
			'# Employees': '1,200',
			Industry: 'retail',
			'Annual Revenue': '1000000',
			'Total Funding': '5000000',
			'Last Contacted': '2025-02-01',
			'Person Linkedin Url': 'http://www.linkedin.example/in/cleo',
			'Email Sent': 'FALSE',
			'Apollo Contact Id': '6718e5b7c6c1a50001a2c3d5',
		},
		lead: lead(`
			name: Cleo Banks | email: cleo.banks@example.com | phone: +1 555 010 0400 |
			company: Banks Test Group Inc. | industry: retail | revenue: 1000000 | employees: 1200 |
			last_interaction: 2025-02-01`),
		record: { type: 'contact', id: '6718e5b7c6c1a50001a2c3d5' },
	},
	{
		of: 'an exported row with phones of several kinds',
		label: 'Apollo contact',
		item: row(`
			First Name: Maya | Last Name: Chen | Title: VP of Security | Company: Northwind Test Bank |
			Company Name for Emails: Northwind | Email: maya.chen@example.com | Email Status: Verified |
			Seniority: vp | Departments: Information Technology |
			Contact Owner: sam.seller@example.org | Mobile Phone: +1 555 010 5678 |
			Corporate Phone: +1 555 010 0123 | Stage: Cold | Last Contacted: 2025-10-28 |
			Account Owner: sam.seller@example.org | # Employees: 5,200 | Industry: banking |
			Keywords: fraud, payments | Person Linkedin Url: http://www.linkedin.example/in/mayachen |
			Website: http://nw.example | City: New York | Country: United States |
			Company Phone: +1 555 010 0123 | Annual Revenue: 250000000 | Total Funding: 50000000 |
			Latest Funding: Series C | Latest Funding Amount: 20000000 | Email Sent: TRUE |
			Email Open: FALSE | Secondary Email: maya.alt@example.net | Apollo Contact Id: 5f1`),
		lead: lead(`
			name: Maya Chen | email: maya.chen@example.com | phone: +1 555 010 5678 |
			company: Northwind Test Bank | industry: banking | revenue: 250000000 | employees: 5200 |
			last_interaction: 2025-10-28`),
	},
	{
		of: 'a person whose address and last name are not unlocked',
		label: 'Apollo person',
		item: {
			id: 'p1',
			first_name: 'Dana',
			last_name_obfuscated: 'L.',
			title: 'VP Product',
			email: 'email_not_unlocked@domain.com',
			has_email: true,
			organization: { name: 'Durable Test Fleet' },
		},
		problem: 'placeholder_email',
		record: { type: 'person', id: 'p1' },
	},
];

const zoomInfo: readonly Sample[] = [
	{
		of: 'a contact of the API, with its company inside',
		label: 'ZoomInfo contact',
		item: {
			id: 1234567,
			firstName: 'Jan',
			lastName: 'Kolar',
			email: 'jan.kolar@example.com',
			phone: '',
			mobilePhone: '(555) 010-2021',
			jobTitle: 'CFO',
			contactAccuracyScore: 95,
			company: {
				id: 5,
				name: 'Kolar Test a.s.',
				phone: '(555) 010-9000',
				revenue: 12500,
				employeeCount: 85,
				primaryIndustry: ['Manufacturing'],
			},
		},
		lead: lead(`
			name: Jan Kolar | email: jan.kolar@example.com | phone: (555) 010-2021 |
			company: Kolar Test a.s. | industry: Manufacturing | employees: 85`),
	},
	{
		of: 'a contact of the newer API',
		label: 'ZoomInfo contact',
		item: {
			data: [
				{
					id: '1234567',
					type: 'Contact',
					attributes: {
						firstName: 'Jan',
						lastName: 'Kolar',
						email: 'jan.kolar@example.com',
						companyName: 'Kolar Test a.s.',
						companyPrimaryIndustry: 'Manufacturing',
						companyEmployeeCount: 85,
						contactAccuracyScore: 95,
					},
					meta: { matchStatus: 'FULL_MATCH' },
				},
			],
		},
		lead: lead(`
			name: Jan Kolar | email: jan.kolar@example.com | company: Kolar Test a.s. |
			industry: Manufacturing | employees: 85`),
	},
	{
		of: 'a contact that a search found',
		label: 'ZoomInfo contact',
		item: {
			id: 1234568,
			firstName: 'Eda',
			lastName: 'Polat',
			jobTitle: 'CIO',
			contactAccuracyScore: 90,
			hasEmail: true,
			company: { id: 5, name: 'Polat Test' },
		},
		problem: 'ids_only',
	},
	{
		of: 'an exported row of an older version',
		label: 'ZoomInfo contact',
		item: row(`
			ZoomInfo Contact ID: -1234567 | Last Name: Roth | First Name: Mila |
			Email Address: mila.roth@example.com | Company Name: Roth Test AG |
			Company HQ Phone: (555) 010-1001 | Revenue (in 000s): 900 | Revenue Range: $500K - $1M |
			Employees Range: 20 - 50 | Primary Industry: Retail | Contact Accuracy Score: 85`),
		lead: lead(`
			name: Mila Roth | email: mila.roth@example.com | phone: (555) 010-1001 |
			company: Roth Test AG | industry: Retail | revenue: 900000`),
		warned: ['employees'],
		record: { type: 'contact', id: '-1234567' },
	},
	{
		of: 'an exported row',
		label: 'ZoomInfo contact',
		item: row(`
			ZoomInfo Contact ID: 1 | Last Name: Kovacs | First Name: Petra | Job Title: CFO |
			Direct Phone Number: (555) 010-2020 | Email Address: petra.kovacs@example.com |
			Email Domain: example.com | Mobile phone: (555) 010-3030 | Contact Accuracy Score: 95 |
			Company Name: Danube Test Kft | Website: www.danube.example |
			Company HQ Phone: (555) 010-1000 | Revenue (in 000s USD): 12,500 |
			Revenue Range (in USD): $10 mil. - $25 mil. | Est. IT Department Budget (in 000s USD): 900 |
			Employees: 85 | Employee Range: 50 - 100 | Past 1 Year Employee Growth Rate: 5.2 |
			Primary Industry: Manufacturing | Primary Sub-Industry: Machine Tools |
			All Industries: Manufacturing;Retail`),
		lead: lead(`
			name: Petra Kovacs | email: petra.kovacs@example.com | phone: (555) 010-2020 |
			company: Danube Test Kft | industry: Manufacturing | revenue: 12500000 | employees: 85`),
		record: { type: 'contact', id: '1' },
	},
];

const linkedInExport: readonly Sample[] = [
	{
		of: 'one’s own connections',
		label: 'LinkedIn row',
		item: {
			'First Name': 'Gus',
			'Last Name': 'Lind',
			URL: 'https://www.linkedin.example/in/gus',
			'Email Address': 'gus.lind@example.com',
			Company: 'Lind Test AB',
			Position: 'Head of Sales',
			'Connected On': '01 Nov 2025',
		},
		lead: { name: 'Gus Lind', email: 'gus.lind@example.com', company: 'Lind Test AB' },
	},
	{
		of: 'a connection that shows no address',
		label: 'LinkedIn row',
		item: {
			'First Name': 'Gus',
			'Last Name': 'Lind',
			URL: 'https://www.linkedin.example/in/gus',
			'Email Address': '',
			Company: 'Lind Test AB',
			Position: 'Head of Sales',
			'Connected On': '01 Nov 2025',
		},
		problem: 'no_email',
	},
	{
		of: 'people of Sales Navigator',
		label: 'LinkedIn row',
		item: {
			'First Name': 'Nia',
			'Last Name': 'Obi',
			Title: 'VP',
			Company: 'Obi Test Ltd',
			Email: 'nia.obi@example.com',
			Industry: 'Hospital & Health Care',
			'Company Size': '1,001-5,000 employees',
			'Sales Navigator URL': 'https://www.linkedin.example/sales/lead/1',
		},
		lead: lead(`
			name: Nia Obi | email: nia.obi@example.com | company: Obi Test Ltd |
			industry: Hospital & Health Care`),
		warned: ['employees'],
	},
	{
		of: 'what a tool took from there',
		label: 'LinkedIn row',
		item: {
			profileUrl: 'https://www.linkedin.example/sales/lead/1',
			fullName: 'Nia Obi',
			firstName: 'Nia',
			lastName: 'Obi',
			companyName: 'Obi Test Ltd',
			industry: 'Health',
			vmid: 'ACwAAA',
			email: 'nia.obi@example.com',
			connectionDegree: '2nd',
		},
		lead: lead(`
			name: Nia Obi | email: nia.obi@example.com | company: Obi Test Ltd | industry: Health`),
	},
];

const clearbit: readonly Sample[] = [
	{
		of: 'a person by itself',
		label: 'enriched contact',
		item: {
			id: 'd54c54ad',
			name: { fullName: 'Ari Stein', givenName: 'Ari', familyName: 'Stein' },
			email: 'ari.stein@example.com',
			employment: { domain: 'stein.example', name: 'Stein Test Inc', title: 'CEO' },
			gravatar: { avatars: [] },
			fuzzy: false,
		},
		lead: { name: 'Ari Stein', email: 'ari.stein@example.com', company: 'Stein Test Inc' },
	},
	{
		of: 'a person and a company, without its number of employees',
		label: 'enriched contact',
		item: {
			person: {
				name: { fullName: null, givenName: 'Ari', familyName: 'Stein' },
				email: 'ari.stein@example.com',
				employment: { name: 'Stein Test Inc' },
			},
			company: {
				name: 'Stein Test Inc',
				phone: '+1 555 010 7000',
				category: { industry: 'Software', sector: 'IT' },
				metrics: {
					employees: null,
					employeesRange: '251-1K',
					annualRevenue: 250000000,
					estimatedAnnualRevenue: '$100M-$250M',
					raised: 12990000,
				},
				site: { emailAddresses: ['info@example.org'] },
			},
		},
		lead: lead(`
			name: Ari Stein | email: ari.stein@example.com | phone: +1 555 010 7000 |
			company: Stein Test Inc | industry: Software | revenue: 250000000`),
		warned: ['employees'],
	},
	{
		of: 'a person whose company is not known',
		label: 'enriched contact',
		item: {
			email: 'kai.mori@example.com',
			person: { fullName: 'Kai Mori', employment: { name: 'Mori Test' } },
			company: null,
		},
		lead: { name: 'Kai Mori', email: 'kai.mori@example.com', company: 'Mori Test' },
	},
	{
		of: 'a masked address',
		label: 'enriched contact',
		item: {
			email: 'k***@example.com',
			person: { fullName: 'Kai Mori' },
			company: { name: 'Mori Test', metrics: { employees: '11-50', annualRevenue: '$1M-$10M' } },
			charged: true,
		},
		problem: 'invalid_email',
	},
	{
		of: 'nobody',
		label: 'enriched contact',
		item: {
			person: null,
			company: { name: 'Mori Test', metrics: { employees: 3 }, category: { industry: 'Food' } },
		},
		problem: 'no_email',
	},
	{
		of: 'a company',
		label: 'enriched company',
		item: {
			id: 'c1',
			name: 'Mori Test',
			legalName: 'Mori Test KK',
			domain: 'mori.example',
			category: { industry: 'Food' },
			metrics: { employees: 3 },
			site: { emailAddresses: ['info@example.org'] },
		},
		problem: 'company_record',
	},
	{
		of: 'a person and a company, with a revenue that is a range',
		label: 'enriched contact',
		item: {
			person: {
				id: 'd54c54ad',
				name: { fullName: 'Alex Testman', givenName: 'Alex', familyName: 'Testman' },
				email: 'alex.testman@example.com',
				employment: { domain: 'talent.example', name: 'Talent Test Garden', title: 'Head' },
				indexedAt: '2018-10-25T06:47:29.859Z',
			},
			company: {
				id: 'c1',
				name: 'Talent Test Garden',
				domain: 'talent.example',
				category: {
					sector: 'Industrials',
					industryGroup: 'Commercial Services',
					industry: 'Professional Services',
				},
				phone: null,
				metrics: {
					alexaUsRank: null,
					employees: 75,
					employeesRange: '51-250',
					marketCap: null,
					raised: 12990000,
					annualRevenue: null,
					estimatedAnnualRevenue: '$10M-$50M',
				},
			},
		},
		lead: lead(`
			name: Alex Testman | email: alex.testman@example.com | company: Talent Test Garden |
			industry: Professional Services | employees: 75`),
		warned: ['revenue'],
	},
	{
		of: 'a masked address, by another tool',
		label: 'enriched contact',
		item: {
			email: '****@example.com',
			person: { fullName: 'Ben Tester' },
			company: { name: 'IP Test Info', metrics: { employees: '1-10', annualRevenue: '$1M-$10M' } },
			source: 'enrichment',
			charged: true,
		},
		problem: 'invalid_email',
	},
];

const dropcontact: readonly Sample[] = [
	{
		of: 'with several addresses',
		label: 'Dropcontact contact',
		item: {
			civility: 'Mr',
			first_name: 'Rémi',
			last_name: 'Caron',
			full_name: 'Rémi Caron',
			email: [
				{ email: 'contact@example.org', qualification: 'generic@pro' },
				{ email: 'remi.caron@example.com', qualification: 'nominative@pro' },
			],
			phone: '+33 555 0101',
			company: 'Caron Test SAS',
			company_linkedin: 'linkedin.example/company/caron',
			nb_employees: '10-19',
			linkedin: 'linkedin.example/in/remi',
			website: 'caron.example',
		},
		lead: lead(`
			name: Rémi Caron | email: remi.caron@example.com | phone: +33 555 0101 |
			company: Caron Test SAS`),
		warned: ['employees'],
	},
	{
		of: 'without an address',
		label: 'Dropcontact contact',
		item: {
			civility: 'Mrs',
			full_name: 'Nina Roy',
			email: [],
			company: 'Roy Test',
			nb_employees: '5',
			company_linkedin: null,
		},
		problem: 'no_email',
	},
	{
		of: 'the API’s answer with one contact',
		label: 'Dropcontact contact',
		item: {
			success: true,
			error: false,
			data: [
				{
					civility: null,
					full_name: 'Nina Roy',
					email: [{ email: 'nina.roy@example.com', qualification: 'catch_all@pro' }],
					nb_employees: '12',
				},
			],
		},
		lead: { name: 'Nina Roy', email: 'nina.roy@example.com', employees: 12 },
	},
];

const peopleDataLabs: readonly Sample[] = [
	{
		of: 'a whole record',
		label: 'People Data Labs contact',
		item: {
			status: 200,
			likelihood: 8,
			data: {
				id: 'geOZltvqXDfpKzxgrzmJZj_0000',
				full_name: 'kim patton',
				first_name: 'kim',
				last_name: 'patton',
				work_email: 'kim.patton@example.com',
				personal_emails: ['kim@example.net'],
				mobile_phone: '+15550104381',
				industry: 'wireless',
				job_title_role: null,
				job_company_name: 'patton test llc',
				job_company_size: '51-200',
				job_company_employee_count: 83,
				job_company_inferred_revenue: '$25M-$50M',
				job_company_total_funding_raised: 1000,
				phone_numbers: ['+15550104381'],
				emails: [{ address: 'kim.patton@example.com', type: 'current_professional' }],
			},
		},
		lead: lead(`
			name: kim patton | email: kim.patton@example.com | phone: +15550104381 |
			company: patton test llc | industry: wireless | employees: 83`),
		warned: ['revenue'],
	},
	{
		of: 'a person of a free plan',
		label: 'People Data Labs contact',
		item: {
			full_name: 'kim patton',
			work_email: true,
			mobile_phone: true,
			industry: 'wireless',
			job_company_name: 'patton test llc',
		},
		problem: 'invalid_email',
	},
	{
		of: 'a person whose only address is private',
		label: 'People Data Labs contact',
		item: {
			full_name: 'kim patton',
			work_email: null,
			recommended_personal_email: null,
			personal_emails: ['kim@example.net'],
			mobile_phone: null,
			job_company_name: null,
			job_company_industry: 'telecommunications',
		},
		lead: { name: 'kim patton', email: 'kim@example.net', industry: 'telecommunications' },
	},
	{
		of: 'a person without an address',
		label: 'People Data Labs contact',
		item: { full_name: 'kim patton', work_email: null, emails: [], job_title_levels: [] },
		problem: 'no_email',
	},
];

const address = (value: string) => ({
	value,
	type: 'personal',
	confidence: 92,
	first_name: 'Ada',
	last_name: 'Moss',
	position: 'CEO',
	department: 'executive',
	phone_number: null,
	sources: [{ domain: 'moss.example', uri: 'http://moss.example', extracted_on: '2025-01-01' }],
	verification: { date: '2025-11-01', status: 'valid' },
});

const hunter: readonly Sample[] = [
	{
		of: 'an address of a domain',
		label: 'Hunter address',
		item: address('ada.moss@example.com'),
		lead: { name: 'Ada Moss', email: 'ada.moss@example.com' },
	},
	{
		of: 'a domain with one address',
		label: 'Hunter domain',
		item: {
			domain: 'moss.example',
			disposable: false,
			webmail: false,
			accept_all: true,
			pattern: '{first}',
			organization: 'Moss Test Ltd',
			industry: 'Farming',
			headcount: '11-50',
			emails: [address('ada.moss@example.com')],
		},
		lead: lead(`
			name: Ada Moss | email: ada.moss@example.com | company: Moss Test Ltd | industry: Farming`),
		warned: ['employees'],
	},
	{
		of: 'a domain with several',
		label: 'Hunter domain',
		item: {
			domain: 'moss.example',
			pattern: '{first}',
			organization: 'Moss Test Ltd',
			emails: [address('ada.moss@example.com'), address('bo.moss@example.com')],
		},
		problem: 'several_people',
	},
	{
		of: 'an address that was looked for',
		label: 'Hunter address',
		item: {
			first_name: 'Ada',
			last_name: 'Moss',
			email: 'ada.moss@example.com',
			score: 97,
			domain: 'moss.example',
			accept_all: false,
			position: 'CEO',
			phone_number: '+1 555 010 0808',
			company: 'Moss Test Ltd',
			sources: [],
			verification: { status: 'valid' },
		},
		lead: lead(`
			name: Ada Moss | email: ada.moss@example.com | phone: +1 555 010 0808 |
			company: Moss Test Ltd`),
	},
	{
		of: 'an address that was not found',
		label: 'Hunter address',
		item: {
			first_name: 'Ada',
			last_name: 'Moss',
			email: null,
			score: null,
			domain: 'moss.example',
			accept_all: null,
			company: 'Moss Test Ltd',
		},
		problem: 'no_email',
	},
	{
		of: 'a saved lead',
		label: 'Hunter lead',
		item: {
			id: 3,
			email: 'ada.moss@example.com',
			first_name: 'Ada',
			last_name: 'Moss',
			position: 'CEO',
			company: 'Moss Test Ltd',
			company_industry: 'Farming',
			company_size: '201-500 employees',
			confidence_score: 97,
			website: 'moss.example',
			phone_number: null,
			sync_status: null,
			sending_status: null,
			last_activity_at: null,
			last_contacted_at: '2025-10-26T10:00:00Z',
			leads_list: { id: 1, name: 'My leads', leads_count: 2 },
			created_at: '2025-01-01 10:00:00 UTC',
		},
		lead: lead(`
			name: Ada Moss | email: ada.moss@example.com | company: Moss Test Ltd | industry: Farming |
			last_interaction: 2025-10-26`),
		warned: ['employees'],
		record: { type: 'lead', id: '3' },
	},
];

export const ENRICHMENT_SAMPLES = samplesOf({
	apollo,
	zoomInfo,
	linkedInExport,
	clearbit,
	dropcontact,
	peopleDataLabs,
	hunter,
});
