import { lead, row, samplesOf } from './sample';
import type { Sample } from './sample';

const facebookLeadAds: readonly Sample[] = [
	{
		of: 'simplified, in the form’s own language',
		label: 'Facebook lead',
		item: {
			id: '9',
			data: {
				vollständiger_name: 'Uwe Test',
				'e-mail': 'uwe@example.com',
				telefonnummer: '+49 30 23125 001',
				firma: 'Uwe Test GmbH',
				unternehmensgröße: '11-50',
			},
			form: { id: '1', name: 'Demo', locale: 'de_DE' },
			ad: { id: '2', name: 'Ad' },
			page: { id: '3', name: 'Our page' },
			created_time: '2025-11-01T09:09:27+0000',
		},
		lead: lead(`
			name: Uwe Test | email: uwe@example.com | phone: +49 30 23125 001 | company: Uwe Test GmbH |
			last_interaction: 2025-11-01`),
		warned: ['employees'],
		record: { type: 'lead', id: '9' },
	},
	{
		of: 'not simplified: the types of the questions tell the answers',
		label: 'Facebook lead',
		item: {
			id: '10',
			field_data: [
				{ name: 'эл._адрес', values: ['olga@example.com'] },
				{ name: 'полное_имя', values: ['Ольга Тест'] },
				{ name: 'ваш_сайт', values: ['https://olga.example'] },
				{ name: 'владелец', values: ['staff@seller.example'] },
			],
			form: {
				name: 'Demo',
				questions: [
					{ key: 'эл._адрес', label: 'Эл. адрес', type: 'EMAIL' },
					{ key: 'полное_имя', label: 'Полное имя', type: 'FULL_NAME' },
					{ key: 'ваш_сайт', label: 'Company', type: 'WEBSITE' },
					{ key: 'владелец', label: 'Владелец', type: 'CUSTOM' },
				],
			},
			ad: { name: 'Ad' },
			created_time: '2025-11-01T23:09:27+0000',
		},
		lead: { name: 'Ольга Тест', email: 'olga@example.com', last_interaction: '2025-11-01' },
		record: { type: 'lead', id: '10' },
	},
	{
		of: 'of the Graph API, without its form',
		label: 'Facebook lead',
		item: {
			id: 'l1',
			created_time: '2026-06-01T00:00:00+0000',
			field_data: [
				{ name: 'work_email', values: ['kai@example.com'] },
				{ name: 'first_name', values: ['Kai'] },
				{ name: 'last_name', values: ['Test'] },
				{ name: 'company_name', values: [] },
			],
		},
		lead: { name: 'Kai Test', email: 'kai@example.com', last_interaction: '2026-06-01' },
		record: { type: 'lead', id: 'l1' },
	},
	{
		of: 'keys that are questions, in the order of the form, an answer left empty',
		label: 'Facebook lead',
		item: {
			id: '11',
			data: {
				what_is_your_company_size_: '201-500',
				which_company_do_you_work_for_: 'Ravi Test Pvt',
				'what_is_your_annual_revenue_(in_usd)?': '1200000',
				full_name: 'Ravi Test',
				work_phone_number: null,
				work_email: 'ravi@example.com',
				when_can_we_call_you: 'evenings',
				job_title: 'CEO',
			},
			form: { id: '1', name: 'Which company?', locale: 'en_IN', status: 'ACTIVE' },
			ad: { id: '2', name: 'ad@seller.example' },
			adset: { id: '4', name: 'Names' },
			page: { id: '3', name: 'Our page' },
			created_time: '2025-11-01T09:09:27+0000',
		},
		lead: lead(`
			name: Ravi Test | email: ravi@example.com | company: Ravi Test Pvt | revenue: 1200000 |
			last_interaction: 2025-11-01`),
		warned: ['employees'],
		record: { type: 'lead', id: '11' },
	},
	{
		of: 'not simplified, the work email after the private one, an address of somebody else',
		label: 'Facebook lead',
		item: {
			id: '12',
			field_data: [
				{ name: 'tu_jefe', values: ['jefe@example.org'] },
				{ name: 'correo', values: ['sol@example.com'] },
				{ name: 'empresa', values: ['Sol Prueba SL'] },
				{ name: 'tel', values: ['+34600000000'] },
				{ name: 'nombre', values: ['Sol Prueba'] },
			],
			form: {
				questions: [
					{ key: 'tu_jefe', label: 'Correo de tu jefe', type: 'EMAIL' },
					{ key: 'correo', label: 'Correo electrónico', type: 'EMAIL' },
					{ key: 'empresa', label: 'Nombre de la empresa', type: 'COMPANY_NAME' },
					{ key: 'tel', label: 'Número de teléfono', type: 'PHONE' },
					{ key: 'nombre', label: 'Nombre completo', type: 'FULL_NAME' },
				],
			},
			created_time: '2025-11-01T09:09:27+0000',
		},
		lead: lead(`
			name: Sol Prueba | email: sol@example.com | phone: +34600000000 | company: Sol Prueba SL |
			last_interaction: 2025-11-01`),
		record: { type: 'lead', id: '12' },
	},
	{
		of: 'without an email',
		label: 'Facebook lead',
		item: {
			id: '13',
			data: { full_name: 'No Mail', email: null },
			form: { id: '1', name: 'Demo' },
			page: { id: '3', name: 'Our page' },
			created_time: '2025-11-01T09:09:27+0000',
		},
		problem: 'no_email',
		record: { type: 'lead', id: '13' },
	},
	{
		of: 'an exported file',
		label: 'Facebook lead',
		item: row(`
			id: l:1 | created_time: 2025-11-01T09:09:27+00:00 | ad_id: ag:1 | ad_name: Static ad |
			form_id: f:1 | form_name: Demo | is_organic: false | platform: fb | full_name: Fay Test |
			email: fay@example.com | phone_number: p:+15550101199 | company_name: Fay Test Inc |
			lead_status: CREATED`),
		lead: lead(`
			name: Fay Test | email: fay@example.com | phone: +15550101199 | company: Fay Test Inc |
			last_interaction: 2025-11-01`),
	},
	{
		of: 'an event',
		label: 'Facebook event',
		item: {
			object: 'page',
			entry: [
				{
					id: '1',
					time: 1761991200,
					changes: [{ field: 'leadgen', value: { leadgen_id: '1', page_id: '1', form_id: '1' } }],
				},
			],
		},
		problem: 'ids_only',
	},
	{
		of: 'simplified, with its ad and page',
		label: 'Facebook lead',
		item: {
			id: '24905838062380228',
			data: {
				full_name: 'Laura Gómez',
				email: 'laura.gomez@example.com',
				phone_number: '+15550101122',
				company_name: 'Café Prueba',
				company_size: '11-50',
				job_title: null,
			},
			form: { id: '914125173480823', name: 'Demo request form', locale: 'en_US', status: 'ACTIVE' },
			ad: { id: '120226863088130609', name: 'Static ad 3' },
			adset: { id: '120226862970650609', name: 'Ukraine 30-55' },
			page: { id: '1', name: 'Our Brand Page' },
			created_time: '2025-11-01T09:09:27+0000',
		},
		lead: lead(`
			name: Laura Gómez | email: laura.gomez@example.com | phone: +15550101122 |
			company: Café Prueba | last_interaction: 2025-11-01`),
		warned: ['employees'],
		record: { type: 'lead', id: '24905838062380228' },
	},
];

const typeform: readonly Sample[] = [
	{
		of: 'a whole webhook, several choices, a hidden address',
		label: 'Typeform answer',
		item: {
			event_type: 'form_response',
			form_response: {
				submitted_at: '2025-11-01T08:23:49Z',
				hidden: { email: 'hidden@example.com' },
				definition: {
					title: 'Lead form',
					fields: [
						{ id: 'a', title: 'What should we call you? Your full name', type: 'short_text' },
						{ id: 'b', title: 'Which industry are you in?', type: 'multiple_choice' },
						{ id: 'c', title: 'Your website', type: 'website' },
						{ id: 'd', title: 'How many employees does your company have?', type: 'number' },
					],
				},
				answers: [
					{ type: 'url', url: 'https://x.example', field: { id: 'c' } },
					{ type: 'number', number: 12, field: { id: 'd' } },
					{ type: 'choices', choices: { labels: ['Retail', 'Food'] }, field: { id: 'b' } },
					{ type: 'text', text: 'Hidde Test', field: { id: 'a' } },
				],
			},
		},
		lead: lead(`
			name: Hidde Test | email: hidden@example.com | employees: 12 |
			last_interaction: 2025-11-01`),
		warned: ['industry'],
	},
	{
		of: 'simplified answers in the whole webhook',
		label: 'Typeform answer',
		item: {
			event_type: 'form_response',
			form_response: {
				submitted_at: '2025-11-01T08:23:49Z',
				answers: {
					'Wie heißen Sie?': 'Jan Test',
					'Wie lautet Ihre E-Mail?': 'jan@example.com',
					'E-Mail Ihres Managers (manager)': 'boss@example.org',
				},
			},
		},
		lead: { name: 'Jan Test', email: 'jan@example.com', last_interaction: '2025-11-01' },
	},
	{
		of: 'only answers, not simplified: no titles, so the types alone',
		label: 'Typeform answer',
		item: {
			Q1: { type: 'text', text: 'Ada', field: { id: 'Q1', type: 'short_text', ref: 'a1b2' } },
			Q2: { type: 'number', number: 12, field: { id: 'Q2', type: 'number', ref: 'c3d4' } },
			Q3: {
				type: 'phone_number',
				phone_number: '+15550102233',
				field: { id: 'Q3', type: 'phone_number', ref: 'e5f6' },
			},
			Q4: { type: 'email', email: 'ada@example.com', field: { id: 'Q4', type: 'email' } },
			Q5: { type: 'url', url: 'https://x.example', field: { id: 'Q5', type: 'website' } },
		},
		lead: { email: 'ada@example.com', phone: '+15550102233' },
	},
	{
		of: 'only answers, with names that a developer gave the questions',
		label: 'Typeform answer',
		item: {
			Q1: { type: 'text', text: 'Bo', field: { id: 'Q1', type: 'short_text', ref: 'first_name' } },
			Q2: { type: 'text', text: 'Bo AB', field: { id: 'Q2', ref: 'company_name' } },
			Q3: { type: 'email', email: 'bo@example.com', field: { id: 'Q3', ref: 'email' } },
		},
		lead: { name: 'Bo', email: 'bo@example.com', company: 'Bo AB' },
	},
	{
		of: 'only answers, none of them an email',
		label: 'Typeform answer',
		item: {
			Q1: { type: 'text', text: 'cy@example.com', field: { id: 'Q1', type: 'short_text' } },
		},
		problem: 'no_email',
	},
	{
		of: 'several questions in one for contact details, another choice, a score',
		label: 'Typeform answer',
		item: {
			event_type: 'form_response',
			form_response: {
				submitted_at: '2025-11-01T08:23:49Z',
				calculated: { score: 9 },
				hidden: { email: 'newsletter@example.org', company: 'Dee Test', utm_source: 'ads' },
				definition: {
					fields: [
						{ id: 'm', title: 'Email of your manager', type: 'email' },
						{
							id: 'c',
							title: 'Your contact details',
							type: 'contact_info',
							properties: {
								fields: [
									{ id: 'c1', title: 'First name', type: 'short_text' },
									{ id: 'c2', title: 'Last name', type: 'short_text' },
									{ id: 'c3', title: 'Email', type: 'email' },
									{ id: 'c4', title: 'Phone number', type: 'phone_number' },
								],
							},
						},
						{ id: 'i', title: 'What industry are you in?', type: 'multiple_choice' },
						{ id: 's', title: 'Company size', type: 'multiple_choice' },
						{ id: 'y', title: 'Do you have a company?', type: 'yes_no' },
					],
				},
				answers: [
					{ type: 'email', email: 'boss@example.org', field: { id: 'm' } },
					{ type: 'email', email: 'dee@example.com', field: { id: 'c3' } },
					{ type: 'phone_number', phone_number: '+15550103344', field: { id: 'c4' } },
					{ type: 'text', text: 'Dee', field: { id: 'c1' } },
					{ type: 'text', text: 'Test', field: { id: 'c2' } },
					{ type: 'choice', choice: { other: 'Beekeeping' }, field: { id: 'i' } },
					{ type: 'choice', choice: { label: '51-200' }, field: { id: 's' } },
					{ type: 'boolean', boolean: true, field: { id: 'y' } },
				],
			},
		},
		lead: lead(`
			name: Dee Test | email: dee@example.com | phone: +15550103344 | company: Dee Test |
			industry: Beekeeping | last_interaction: 2025-11-01`),
		warned: ['employees'],
	},
	{
		of: 'a whole webhook, not simplified',
		label: 'Typeform answer',
		item: {
			event_id: '01EK4R5PFZZP6C8H14RTP4YW6C',
			event_type: 'form_response',
			form_response: {
				form_id: 'g8hcyeXS',
				token: 'x71for1wr6irs2rx71fotn12b3izh25v',
				landed_at: '2025-11-01T08:23:47Z',
				submitted_at: '2025-11-01T08:23:49Z',
				calculated: { score: 9 },
				hidden: { utm_source: 'ads' },
				definition: {
					id: 'g8hcyeXS',
					title: 'Lead form',
					fields: [
						{ id: 'A1', title: 'First name', type: 'short_text', ref: 'r1' },
						{ id: 'A2', title: 'Last name', type: 'short_text', ref: 'r2' },
						{ id: 'A3', title: 'Email', type: 'email', ref: 'r3' },
						{ id: 'A4', title: 'Company size', type: 'multiple_choice', ref: 'r4' },
					],
				},
				answers: [
					{ type: 'text', text: 'Ivo', field: { id: 'A1', type: 'short_text', ref: 'r1' } },
					{ type: 'text', text: 'Marek', field: { id: 'A2', type: 'short_text', ref: 'r2' } },
					{
						type: 'email',
						email: 'ivo.marek@example.com',
						field: { id: 'A3', type: 'email', ref: 'r3' },
					},
					{
						type: 'choice',
						choice: { label: '500+' },
						field: { id: 'A4', type: 'multiple_choice', ref: 'r4' },
					},
				],
			},
		},
		lead: { name: 'Ivo Marek', email: 'ivo.marek@example.com', last_interaction: '2025-11-01' },
		warned: ['employees'],
	},
];

const n8nForm: readonly Sample[] = [
	{
		of: 'labels in French, a logged-in user',
		label: 'form answer',
		item: {
			'Votre nom': 'Luc Essai',
			'Votre adresse e-mail': 'luc@example.com',
			"Nom de l'entreprise": 'Essai SA',
			"Nombre d'employés": 'plus de 500',
			submittedAt: '2025-11-01T23:15:00.000+01:00',
			formMode: 'production',
			user: { email: 'n8n.user@example.org' },
			formQueryParameters: { email: 'query@example.org' },
		},
		lead: lead(`
			name: Luc Essai | email: luc@example.com | company: Essai SA |
			last_interaction: 2025-11-01`),
		warned: ['employees'],
	},
	{
		of: 'names of fields, a multiple choice, a file',
		label: 'form answer',
		item: {
			email: 'eve@example.com',
			first_name: 'Eve',
			last_name: 'Test',
			industry: ['Retail', 'Food'],
			employees: 0,
			revenue: null,
			cv: { filename: 'cv.pdf', mimetype: 'application/pdf', size: 5 },
			manager_email: 'boss@example.org',
			headers: { host: 'n8n.example.org' },
			submittedAt: '2025-11-01T09:15:00.000+00:00',
			formMode: 'test',
		},
		lead: lead(`
			name: Eve Test | email: eve@example.com | employees: 0 | last_interaction: 2025-11-01`),
		warned: ['industry'],
	},
	{
		of: 'only the logged-in user has an address',
		label: 'form answer',
		item: {
			'Your name': 'Flo Test',
			'Email frequency': 'weekly',
			'Host email': 'host@example.org',
			submittedAt: '2025-11-01T09:15:00.000+00:00',
			formMode: 'production',
			user: { id: '1', email: 'n8n.user@example.org', firstName: 'Nina', lastName: 'Ops' },
		},
		problem: 'no_email',
	},
	{
		of: 'a logged-in user, a currency in the label',
		label: 'form answer',
		item: {
			'Your name': 'Dele Ade',
			'Email address': 'dele.ade@example.com',
			Company: 'Palm Test Ltd',
			'Number of employees': 45,
			'Annual revenue (USD)': '750,000',
			submittedAt: '2025-11-01T10:15:00.000+01:00',
			formMode: 'production',
			user: { id: '1', email: 'n8n.user@example.org', firstName: 'Nina', lastName: 'Ops' },
		},
		lead: lead(`
			name: Dele Ade | email: dele.ade@example.com | company: Palm Test Ltd | revenue: 750000 |
			employees: 45 | last_interaction: 2025-11-01`),
	},
];

const tally: readonly Sample[] = [
	{
		of: 'types in another order, no name',
		label: 'Tally answer',
		item: {
			eventType: 'FORM_RESPONSE',
			createdAt: '2025-11-02T12:17:00.517Z',
			data: {
				formName: 'Signup',
				createdAt: '2025-11-01T12:17:00.000Z',
				fields: [
					{ label: 'Where may we call?', type: 'INPUT_PHONE_NUMBER', value: '+15550103344' },
					{ label: 'Your manager’s email', type: 'INPUT_EMAIL', value: 'boss@example.org' },
					{ label: 'Where may we write?', type: 'INPUT_EMAIL', value: 'ina@example.com' },
					{ label: 'Company name', type: 'INPUT_TEXT', value: 'Ina Test AG' },
					{ label: 'How would you rate us?', type: 'RATING', value: 5 },
				],
			},
		},
		lead: lead(`
			email: ina@example.com | phone: +15550103344 | company: Ina Test AG |
			last_interaction: 2025-11-01`),
	},
	{
		of: 'choices as ids, boxes, hidden fields, no email typed',
		label: 'Tally answer',
		item: {
			eventId: '1',
			eventType: 'FORM_RESPONSE',
			createdAt: '2025-11-02T12:17:00.517Z',
			data: {
				responseId: 'r',
				createdAt: '2025-11-01T12:17:00.000Z',
				fields: [
					{
						label: 'Which industry are you in?',
						type: 'DROPDOWN',
						value: ['id-2'],
						options: [
							{ id: 'id-1', text: 'Retail' },
							{ id: 'id-2', text: 'Logistics' },
						],
					},
					{
						label: 'How many employees does your company have?',
						type: 'MULTIPLE_CHOICE',
						value: ['size-1'],
						options: [{ id: 'size-1', text: '45' }],
					},
					{ label: 'Company (Yes)', type: 'CHECKBOXES', value: true },
					{ label: 'Your name', type: 'INPUT_TEXT', value: 'Gus Test' },
					{ label: 'email', type: 'HIDDEN_FIELDS', value: 'gus@example.com' },
					{ label: 'Annual revenue (in k€)', type: 'INPUT_NUMBER', value: 850 },
					{ label: 'Signature', type: 'SIGNATURE', value: [{ url: 'https://x.example' }] },
				],
			},
		},
		lead: lead(`
			name: Gus Test | email: gus@example.com | industry: Logistics | employees: 45 |
			revenue: 850000 | last_interaction: 2025-11-01`),
	},
	{
		of: 'labels that name a URL and a number of mailboxes',
		label: 'Tally answer',
		item: {
			eventId: '7c12746a-0000-49cb-99fa-d0741dc362ce',
			eventType: 'FORM_RESPONSE',
			createdAt: '2025-11-01T12:17:00.517Z',
			data: {
				responseId: '45E6Zb',
				submissionId: '45E6Zb',
				respondentId: 'OgPGag',
				formId: 'mRbeEQ',
				formName: 'Signup 2.0',
				createdAt: '2025-11-01T12:17:00.000Z',
				fields: [
					{
						key: 'question_8zrxZO',
						label: 'Email for invite (if accepted)',
						type: 'INPUT_EMAIL',
						value: 'vip.test@example.com',
					},
					{
						key: 'question_xjzYqG',
						label: 'Your name (full)',
						type: 'INPUT_TEXT',
						value: 'Vip Test',
					},
					{
						key: 'question_vrzyK8',
						label: 'Company (URL)',
						type: 'INPUT_LINK',
						value: 'dayours.example',
					},
					{
						key: 'question_NDPojG',
						label: 'How many mailboxes does @Company (URL) manage actively?',
						type: 'INPUT_NUMBER',
						value: 101,
					},
					{
						key: 'question_3jZaa3',
						label: 'Phone number',
						type: 'INPUT_PHONE_NUMBER',
						value: '+15550103344',
					},
				],
			},
		},
		lead: lead(`
			name: Vip Test | email: vip.test@example.com | phone: +15550103344 |
			last_interaction: 2025-11-01`),
	},
];

const webflow: readonly Sample[] = [
	{
		of: 'version 2, a phone as a number',
		label: 'Webflow form submission',
		item: {
			triggerType: 'form_submission',
			payload: {
				name: 'Contact form',
				siteId: '65427cf400e02b306eaa049c',
				data: {
					'First Name': 'Zaphod',
					'Last Name': 'Test',
					email: 'zaphod@example.com',
					'Phone Number': 15550000000,
				},
				schema: [],
				submittedAt: '2025-11-01T12:29:56Z',
				formId: '6',
			},
		},
		lead: lead(`
			name: Zaphod Test | email: zaphod@example.com | phone: 15550000000 |
			last_interaction: 2025-11-01`),
	},
	{
		of: 'version 1',
		label: 'Webflow form submission',
		item: {
			name: 'Email Form',
			site: '6',
			data: { Name: 'Vi Test', Email: 'vi@example.com' },
			d: '2025-11-01T03:53:58.624Z',
			_id: '6',
		},
		lead: { name: 'Vi Test', email: 'vi@example.com', last_interaction: '2025-11-01' },
	},
	{
		of: 'version 2, labels in German, the name of the form',
		label: 'Webflow form submission',
		item: {
			triggerType: 'form_submission',
			payload: {
				name: 'Ihr Name',
				siteId: '6',
				data: {
					'Vor- und Nachname': 'Ida Probe',
					'Ihre E-Mail': 'ida@example.com',
					'Firma (optional)': 'Ida Probe GmbH',
					'Anzahl Ihrer Mitarbeiter': '120',
					'Wie haben Sie von uns erfahren?': 'kollege@example.org',
				},
				schema: [{ fieldName: 'Ihre E-Mail', fieldType: 'FormTextInput', fieldElementId: 'x' }],
				submittedAt: '2025-11-01T12:29:56.247Z',
				id: '7',
				formId: '6',
			},
		},
		lead: lead(`
			name: Ida Probe | email: ida@example.com | company: Ida Probe GmbH | employees: 120 |
			last_interaction: 2025-11-01`),
	},
	{
		of: 'version 1, an address without a top-level domain',
		label: 'Webflow form submission',
		item: {
			name: 'Email Form',
			site: '62f667d3270e0c6daa10df93',
			data: { Name: 'Test Visitor', Email: 'visitor@test', Message: 'This is a test' },
			d: '2025-11-01T03:53:58.624Z',
			_id: '6434d9d6071644bc075238ab',
		},
		problem: 'invalid_email',
	},
];

const calendly: readonly Sample[] = [
	{
		of: 'the older form, with the invitee apart',
		label: 'Calendly booking',
		item: {
			event: 'invitee.created',
			time: '2025-11-01T10:30:00Z',
			payload: {
				event: {
					start_time: '2025-12-03T14:00:00Z',
					assigned_to: ['Sam Host'],
					extended_assigned_to: [{ name: 'Sam Host', email: 'host@example.org' }],
				},
				event_type: { name: '30 Minute Demo' },
				invitee: { name: 'Ona Test', email: 'ona@example.com', created_at: '2025-11-01T10:30:00Z' },
				questions_and_answers: [
					{ question: 'Which company are you with?', answer: 'Ona Test UAB' },
				],
			},
		},
		lead: lead(`
			name: Ona Test | email: ona@example.com | company: Ona Test UAB |
			last_interaction: 2025-11-01`),
	},
	{
		of: 'questions in Spanish, a host and guests with addresses',
		label: 'Calendly booking',
		item: {
			event: 'invitee.created',
			created_at: '2025-11-01T10:30:00.000000Z',
			created_by: 'https://api.calendly.com/users/AAAA',
			payload: {
				email: 'leo@example.com',
				name: 'Leo Prueba',
				first_name: null,
				last_name: null,
				text_reminder_number: null,
				questions_and_answers: [
					{ question: 'Correo de tu jefe', answer: 'jefe@example.org', position: 0 },
					{ question: '¿En qué empresa trabajas?', answer: 'Leo Prueba SA', position: 1 },
					{ question: 'Número de teléfono', answer: '+34 600 000 001', position: 2 },
				],
				scheduled_event: {
					name: '30 minutos con Sam',
					start_time: '2099-12-03T14:00:00.000000Z',
					event_memberships: [{ user_email: 'host@example.org', user_name: 'Sam Host' }],
					event_guests: [{ email: 'guest@example.org' }],
				},
				created_at: '2025-11-01T10:30:00.000000Z',
			},
		},
		lead: lead(`
			name: Leo Prueba | email: leo@example.com | phone: +34 600 000 001 |
			company: Leo Prueba SA | last_interaction: 2025-11-01`),
	},
	{
		of: 'of the API, asked for one invitee',
		label: 'Calendly booking',
		item: {
			resource: {
				uri: 'https://api.calendly.com/scheduled_events/EV/invitees/IN',
				email: 'mia@example.com',
				name: 'Mia Test',
				questions_and_answers: [{ question: 'Company', answer: 'Mia Test Oy', position: 0 }],
				created_at: '2025-11-01T10:30:00.000000Z',
			},
		},
		lead: lead(`
			name: Mia Test | email: mia@example.com | company: Mia Test Oy |
			last_interaction: 2025-11-01`),
	},
	{
		of: 'an invitee with a phone for reminders, a revenue that is a range',
		label: 'Calendly booking',
		item: {
			event: 'invitee.created',
			created_at: '2025-11-01T10:30:00.000000Z',
			created_by: 'https://api.calendly.com/users/AAAA',
			payload: {
				uri: 'https://api.calendly.com/scheduled_events/EV/invitees/IN',
				email: 'beto.luna@example.com',
				name: 'Beto Luna',
				first_name: 'Beto',
				last_name: 'Luna',
				status: 'active',
				timezone: 'America/New_York',
				text_reminder_number: '+15550105678',
				rescheduled: false,
				questions_and_answers: [
					{ question: 'Company', answer: 'Luna Test Studio', position: 0 },
					{ question: 'Monthly leads?', answer: '50', position: 1 },
					{ question: 'Annual revenue?', answer: '$1M - $10M', position: 2 },
				],
				tracking: { utm_source: 'discovery-call' },
				scheduled_event: {
					uri: 'https://api.calendly.com/scheduled_events/EV',
					name: '30 Minute Demo',
					status: 'active',
					start_time: '2025-12-03T14:00:00.000000Z',
					end_time: '2025-12-03T14:30:00.000000Z',
					event_memberships: [
						{
							user: 'https://api.calendly.com/users/AAAA',
							user_email: 'host@example.org',
							user_name: 'Sam Host',
						},
					],
				},
				created_at: '2025-11-01T10:30:00.000000Z',
				updated_at: '2025-11-01T10:30:00.000000Z',
			},
		},
		lead: lead(`
			name: Beto Luna | email: beto.luna@example.com | phone: +15550105678 |
			company: Luna Test Studio | last_interaction: 2025-11-01`),
		warned: ['revenue'],
	},
];

const linkedin: readonly Sample[] = [
	{
		of: 'with the questions of its form',
		label: 'LinkedIn lead',
		item: {
			id: 'urn1',
			submittedAt: 1761991200000,
			formResponse: {
				answers: [
					{ questionId: 1, answerDetails: { textQuestionAnswer: { answer: 'Lia' } } },
					{ questionId: 2, answerDetails: { textQuestionAnswer: { answer: 'Test' } } },
					{ questionId: 3, answerDetails: { textQuestionAnswer: { answer: 'lia@example.com' } } },
					{ questionId: 4, answerDetails: { textQuestionAnswer: { answer: 'anything' } } },
				],
			},
			form: {
				content: {
					questions: [
						{ questionId: 1, name: 'First name', predefinedField: 'FIRST_NAME' },
						{ questionId: 2, name: 'Last name', predefinedField: 'LAST_NAME' },
						{ questionId: 3, name: 'Email', predefinedField: 'EMAIL' },
						{ questionId: 4, name: 'What do you need?' },
					],
				},
			},
		},
		lead: { name: 'Lia Test', email: 'lia@example.com', last_interaction: '2025-11-01' },
		record: { type: 'lead', id: 'urn1' },
	},
	{
		of: 'without its form: only ids',
		label: 'LinkedIn lead',
		item: {
			id: 'urn2',
			formResponse: {
				answers: [
					{ questionId: 3, answerDetails: { textQuestionAnswer: { answer: 'lia@example.com' } } },
				],
			},
		},
		problem: 'ids_only',
		record: { type: 'lead', id: 'urn2' },
	},
	{
		of: 'questions in French, a size that is a range',
		label: 'LinkedIn lead',
		item: {
			id: 'urn3',
			submittedAt: 1761991200000,
			owner: { organization: 'urn:li:organization:1' },
			formResponse: {
				answers: [
					{ questionId: 5, answerDetails: { textQuestionAnswer: { answer: '11-50' } } },
					{ questionId: 4, answerDetails: { textQuestionAnswer: { answer: 'Pau Essai SA' } } },
					{ questionId: 3, answerDetails: { textQuestionAnswer: { answer: 'pau@example.com' } } },
					{ questionId: 2, answerDetails: { textQuestionAnswer: { answer: 'Essai' } } },
					{ questionId: 1, answerDetails: { textQuestionAnswer: { answer: 'Pau' } } },
					{ questionId: 6, answerDetails: { textQuestionAnswer: { answer: 'Directrice' } } },
				],
			},
			form: {
				name: 'Demande de démo',
				content: {
					questions: [
						{ questionId: 1, name: 'Prénom', predefinedField: 'FIRST_NAME' },
						{ questionId: 2, name: 'Nom', predefinedField: 'LAST_NAME' },
						{ questionId: 3, name: 'E-mail professionnel', predefinedField: 'WORK_EMAIL' },
						{ questionId: 4, name: 'Entreprise', predefinedField: 'COMPANY_NAME' },
						{ questionId: 5, name: 'Taille', predefinedField: 'COMPANY_SIZE' },
						{ questionId: 6, name: 'Entreprise ou poste', predefinedField: 'JOB_TITLE' },
					],
				},
			},
		},
		lead: lead(`
			name: Pau Essai | email: pau@example.com | company: Pau Essai SA |
			last_interaction: 2025-11-01`),
		warned: ['employees'],
		record: { type: 'lead', id: 'urn3' },
	},
	{
		of: 'an event',
		label: 'LinkedIn event',
		item: {
			type: 'LEAD_ACTION',
			leadGenFormResponse: 'urn:li:leadGenFormResponse:1',
			leadGenForm: 'urn:li:versionedLeadGenForm:(urn:li:leadGenForm:1,1)',
			leadType: 'SPONSORED',
			leadAction: 'CREATED',
			occurredAt: 1761991200000,
		},
		problem: 'ids_only',
	},
];

const googleForms: readonly Sample[] = [
	{
		of: 'a time that can be read in two ways',
		label: 'Google Forms answer',
		item: {
			row_number: 7,
			Timestamp: '5/10/2026 09:15:00',
			'Email Address': 'moe@example.com',
			'What is your name?': 'Moe Test',
			'Which email tool do you use?': 'tool@example.org',
		},
		lead: { name: 'Moe Test', email: 'moe@example.com' },
		warned: ['last_interaction'],
	},
	{
		of: 'a sheet in German, questions of several kinds',
		label: 'Google Forms answer',
		item: {
			row_number: 3,
			Zeitstempel: '01.11.2025 10:15:00',
			'E-Mail-Adresse': 'rosa@example.com',
			'Wie heißen Sie?': 'Rosa Probe',
			'Für welches Unternehmen arbeiten Sie?': 'Rosa Probe KG',
			'Wie viele Mitarbeiter hat Ihr Unternehmen?': 85,
			'Wie hoch ist Ihr Jahresumsatz (in Mio. €)?': '2,5',
			'Was macht Ihr Unternehmen?': 'Honig',
			'Wer hat Sie empfohlen? (E-Mail)': 'freund@example.org',
		},
		lead: lead(`
			name: Rosa Probe | email: rosa@example.com | company: Rosa Probe KG | employees: 85 |
			revenue: 2500000 | last_interaction: 2025-11-01`),
	},
	{
		of: 'a sheet in Portuguese',
		label: 'Google Forms answer',
		item: {
			'Carimbo de data/hora': '2025/11/01 10:15:00 AM',
			'Endereço de e-mail': 'tais@example.com',
			'Qual é o seu nome?': 'Taís Teste',
			'Qual é o nome da sua empresa?': 'Taís Teste Ltda',
			'Qual é o seu cargo na empresa?': 'Diretora',
		},
		lead: lead(`
			name: Taís Teste | email: tais@example.com | company: Taís Teste Ltda |
			last_interaction: 2025-11-01`),
	},
	{
		of: 'a sheet in English, a phone as a number',
		label: 'Google Forms answer',
		item: {
			row_number: 2,
			Timestamp: '8/31/2023 19:08:16',
			'Email Address': 'ohjun.test@example.com',
			'Full name': 'Oh Jun Test',
			'Company name ': 'Emoji Test Works',
			Phone: 15550104321,
			'How did you hear about us?': 'friend@work',
		},
		lead: lead(`
			name: Oh Jun Test | email: ohjun.test@example.com | phone: 15550104321 |
			company: Emoji Test Works | last_interaction: 2023-08-31`),
	},
];

const hubspot: readonly Sample[] = [
	{
		of: 'a form submission',
		label: 'HubSpot form submission',
		item: {
			submittedAt: 1761991200000,
			values: [
				{ name: 'firstname', value: 'Pia', objectTypeId: '0-1' },
				{ name: 'lastname', value: 'Test', objectTypeId: '0-1' },
				{ name: 'email', value: 'pia@example.com', objectTypeId: '0-1' },
				{ name: 'hs_owner_email', value: 'staff@seller.example', objectTypeId: '0-1' },
			],
			pageUrl: 'https://x.example',
		},
		lead: { name: 'Pia Test', email: 'pia@example.com', last_interaction: '2025-11-01' },
	},
	{
		of: 'a form submission without an email',
		label: 'HubSpot form submission',
		item: {
			submittedAt: 1761991200000,
			values: [
				{ name: 'firstname', value: 'Yan' },
				{ name: 'company', value: 'Yan Test' },
				{ name: 'numemployees', value: '5-25' },
			],
		},
		problem: 'no_email',
	},
];

const calCom: readonly Sample[] = [
	{
		of: 'of the trigger, with questions, an organizer and guests',
		label: 'Cal.com booking',
		item: {
			triggerEvent: 'BOOKING_CREATED',
			createdAt: '2025-11-01T14:30:00.000Z',
			bookingId: 456,
			title: '30min between Sam Host and Noa Test',
			type: '30min',
			startTime: '2099-07-20T17:00:00.000Z',
			organizer: { id: 1, name: 'Sam Host', email: 'host@example.org', username: 'sam' },
			team: { name: 'Sales', members: [{ name: 'Tim Host', email: 'tim@example.org' }] },
			attendees: [
				{ name: 'Noa Test', email: 'noa@example.com', timeZone: 'Europe/Paris' },
				{ name: 'Guest', email: 'guest@example.org', timeZone: 'Europe/Paris' },
			],
			responses: {
				name: { label: 'your_name', value: 'Noa Test' },
				email: { label: 'email_address', value: 'noa@example.com' },
				attendeePhoneNumber: { label: 'phone_number', value: '+15550104455' },
				guests: { label: 'additional_guests', value: ['guest@example.org'] },
				company: { label: 'Which company are you with?', value: 'Noa Test Ltd' },
				'company-size': { label: 'How many people work at your company?', value: '85' },
				notes: { label: 'additional_notes', value: 'My boss is boss@example.org' },
			},
			userFieldsResponses: {},
		},
		lead: lead(`
			name: Noa Test | email: noa@example.com | phone: +15550104455 | company: Noa Test Ltd |
			employees: 85 | last_interaction: 2025-11-01`),
	},
	{
		of: 'a webhook, with the name in parts',
		label: 'Cal.com booking',
		item: {
			triggerEvent: 'BOOKING_RESCHEDULED',
			createdAt: '2025-11-01T14:30:00.000Z',
			payload: {
				uid: 'abc',
				bookingId: 457,
				organizer: { name: 'Sam Host', email: 'host@example.org' },
				attendees: [{ name: 'Ola Test', email: 'ola@example.com', phoneNumber: '+15550105566' }],
				responses: {
					name: { label: 'your_name', value: { firstName: 'Ola', lastName: 'Test' } },
					email: { label: 'email_address', value: 'ola@example.com' },
				},
			},
		},
		lead: lead(`
			name: Ola Test | email: ola@example.com | phone: +15550105566 |
			last_interaction: 2025-11-01`),
	},
];

const googleAds: readonly Sample[] = [
	{
		of: 'predefined and own questions',
		label: 'Google Ads lead',
		item: {
			lead_id: 'g1',
			user_column_data: [
				{ column_name: 'What is your budget?', string_value: '5000', column_id: 'QUESTION_1' },
				{ column_name: 'Company Name', string_value: 'Quin Test', column_id: 'COMPANY_NAME' },
				{ column_name: 'User Phone', string_value: '+15550106677', column_id: 'PHONE_NUMBER' },
				{ column_name: 'Full Name', string_value: 'Quin Test', column_id: 'FULL_NAME' },
				{ column_name: 'User Email', string_value: 'quin@example.com', column_id: 'EMAIL' },
			],
			api_version: '1.0',
			form_id: 1,
			campaign_id: 2,
			google_key: 'not a key',
			is_test: true,
		},
		lead: lead(`
			name: Quin Test | email: quin@example.com | phone: +15550106677 | company: Quin Test`),
		record: { type: 'lead', id: 'g1' },
	},
];

const formstack: readonly Sample[] = [
	{
		of: 'not simplified',
		label: 'Formstack submission',
		item: {
			FormID: '1',
			UniqueID: '2',
			Name: { value: { first: 'Uma', last: 'Test' }, field_type: 'name' },
			'Work mail': { value: 'uma@example.com', field_type: 'email' },
			'Your company': { value: 'Uma Test', field_type: 'text' },
			'Company website': { value: 'https://uma.example', field_type: 'text' },
			Phone: { value: '', field_type: 'phone' },
		},
		lead: { name: 'Uma Test', email: 'uma@example.com', company: 'Uma Test' },
	},
	{
		of: 'simplified',
		label: 'Formstack submission',
		item: {
			FormID: '1',
			UniqueID: '3',
			Name: { first: 'Vic', last: 'Test' },
			Email: 'vic@example.com',
			'Manager Email': 'boss@example.org',
			'Number of employees': '40',
		},
		lead: { name: 'Vic Test', email: 'vic@example.com', employees: 40 },
	},
];

const jotform: readonly Sample[] = [
	{
		of: 'questions not resolved',
		label: 'Jotform submission',
		item: {
			slug: 'submit/1',
			jsExecutionTracker: 'build-date-1',
			submitSource: 'form',
			buildDate: '1718700678061',
			q3_fullName: { first: 'Wes', last: 'Test' },
			q4_contactNumber: { full: '(222) 333-4444' },
			q5_emailAddress: 'wes@example.com',
			q6_companyName: 'Wes Test',
			q7_referrerEmail: 'friend@example.org',
		},
		lead: lead(`
			name: Wes Test | email: wes@example.com | phone: (222) 333-4444 | company: Wes Test`),
	},
	{
		of: 'all data, questions resolved',
		label: 'Jotform submission',
		item: {
			formID: '1',
			submissionID: '2',
			username: 'owner@example.org',
			formTitle: 'Contact',
			rawRequest: {
				Name: { first: 'Xia', last: 'Test' },
				'E-mail': 'xia@example.com',
				'Phone Number': { area: '222', phone: '333-4444' },
				'How did you hear about us?': 'Ann, ann@example.org',
			},
		},
		lead: { name: 'Xia Test', email: 'xia@example.com', phone: '222 333-4444' },
	},
];

export const FORM_SAMPLES = samplesOf({
	facebookLeadAds,
	typeform,
	n8nForm,
	tally,
	webflow,
	calendly,
	linkedin,
	googleForms,
	hubspot,
	calCom,
	googleAds,
	formstack,
	jotform,
});
