import type { Sample } from './sample';

/** Answers to forms and bookings, each of a kind of its own. */
export const FORM_SAMPLES: readonly Sample[] = [
	{
		source: 'facebookLeadAds',
		of: 'simplified, in the form’s own language',
		is: 'Facebook lead',
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
		lead: {
			name: 'Uwe Test',
			email: 'uwe@example.com',
			phone: '+49 30 23125 001',
			company: 'Uwe Test GmbH',
			last_interaction: '2025-11-01',
		},
		warned: ['employees'],
		record: { type: 'lead', id: '9' },
	},
	{
		source: 'facebookLeadAds',
		of: 'not simplified: the types of the questions tell the answers',
		is: 'Facebook lead',
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
		source: 'facebookLeadAds',
		of: 'of the Graph API, without its form',
		is: 'Facebook lead',
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
		source: 'typeform',
		of: 'a whole webhook, several choices, a hidden address',
		is: 'Typeform answer',
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
		lead: {
			name: 'Hidde Test',
			email: 'hidden@example.com',
			industry: 'Retail',
			employees: 12,
			last_interaction: '2025-11-01',
		},
	},
	{
		source: 'typeform',
		of: 'simplified answers in the whole webhook',
		is: 'Typeform answer',
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
		source: 'n8nForm',
		of: 'labels in French, a logged-in user',
		is: 'form answer',
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
		lead: {
			name: 'Luc Essai',
			email: 'luc@example.com',
			company: 'Essai SA',
			last_interaction: '2025-11-01',
		},
		warned: ['employees'],
	},
	{
		source: 'tally',
		of: 'types in another order, no name',
		is: 'Tally answer',
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
		lead: {
			email: 'ina@example.com',
			phone: '+15550103344',
			company: 'Ina Test AG',
			last_interaction: '2025-11-01',
		},
	},
	{
		source: 'webflow',
		of: 'version 2, a phone as a number',
		is: 'Webflow form submission',
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
		lead: {
			name: 'Zaphod Test',
			email: 'zaphod@example.com',
			phone: '15550000000',
			last_interaction: '2025-11-01',
		},
	},
	{
		source: 'webflow',
		of: 'version 1',
		is: 'Webflow form submission',
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
		source: 'calendly',
		of: 'the older form, with the invitee apart',
		is: 'Calendly booking',
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
		lead: {
			name: 'Ona Test',
			email: 'ona@example.com',
			company: 'Ona Test UAB',
			last_interaction: '2025-11-01',
		},
	},
	{
		source: 'linkedin',
		of: 'with the questions of its form',
		is: 'LinkedIn lead',
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
		source: 'linkedin',
		of: 'without its form: only ids',
		is: 'LinkedIn lead',
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
		source: 'googleForms',
		of: 'a time that can be read in two ways',
		is: 'Google Forms answer',
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
		source: 'hubspot',
		of: 'a form submission',
		is: 'HubSpot form submission',
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
];
