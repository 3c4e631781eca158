import type { JsonPaths, FieldRole, ItemShape, Source } from '../source';
import { companyRecord } from './refusals';

const COMPANY_LINE = ['organization.primary_phone.number', 'organization.phone'] as const;

/** What a company raised is not what it earns; custom fields go by keys only. */
const PERSON: Partial<Record<FieldRole, JsonPaths>> = {
	name: 'name',
	firstName: 'first_name',
	lastName: 'last_name',
	email: ['email', 'personal_emails[]'],
	phone: [
		'phone_numbers[type~work_direct,type~mobile].raw_number',
		'phone_numbers[type~work_direct,type~mobile].sanitized_number',
		'sanitized_phone',
		...COMPANY_LINE,
	],
	company: ['organization.name', 'organization_name', 'account.name'],
	industry: 'organization.industry',
	revenue: ['organization.annual_revenue', 'organization.annual_revenue_printed'],
	employees: 'organization.estimated_num_employees',
	last_interaction: 'last_activity_date',
};

const WITHOUT_EMAIL: ItemShape['withoutEmail'] = [
	{
		lacks: 'email',
		code: 'ids_only',
		message: 'Apollo’s people search hands out no emails',
		advice: 'Before this node, add a step that enriches these people in Apollo by their IDs',
	},
	{
		code: 'no_email',
		message: 'Apollo has no email for this person',
		advice: 'Leave out people without an email before this node, or map Email under Lead Fields',
	},
];

const ORGANIZATION = companyRecord('an Apollo organization', 'people');

export const apollo: Source = {
	value: 'apollo',
	name: 'Apollo',
	description: 'People and contacts of Apollo’s API, and exported files',
	shapes: [
		{
			// A contact is a person that the team has saved.
			label: 'Apollo contact',
			knownBy: {
				all: ['contact_stage_id'],
				any: ['email', 'organization_name', 'typed_custom_fields', 'emailer_campaign_ids'],
			},
			fields: PERSON,
			record: { type: 'contact', id: 'id' },
			withoutEmail: WITHOUT_EMAIL,
		},
		{
			label: 'Apollo person',
			knownBy: {
				all: ['organization', 'first_name'],
				any: [
					'last_name_obfuscated',
					'extrapolated_email_confidence',
					'employment_history',
					'revealed_for_current_team',
					'is_likely_to_engage',
					'intent_strength',
					'organization.estimated_num_employees',
					'organization.annual_revenue',
					'organization.annual_revenue_printed',
					'organization.primary_domain',
					'organization.website_url',
					'organization.has_industry',
					'phone_numbers.0.raw_number',
					'phone_numbers.0.sanitized_number',
				],
			},
			fields: PERSON,
			record: { type: 'person', id: 'id' },
			withoutEmail: WITHOUT_EMAIL,
		},
		{
			label: 'Apollo person',
			knownBy: {
				all: ['organization.name', 'first_name'],
				any: ['has_email', 'email_status', 'organization_id', 'headline', 'seniority'],
			},
			fields: PERSON,
			record: { type: 'person', id: 'id' },
			withoutEmail: WITHOUT_EMAIL,
		},
		{
			label: 'Apollo organization',
			knownBy: {
				all: ['estimated_num_employees'],
				any: ['primary_domain', 'website_url', 'linkedin_uid'],
				none: ['first_name', 'email'],
			},
			refuse: ORGANIZATION,
		},
		{
			label: 'Apollo organization',
			knownBy: {
				all: ['organization'],
				any: ['organization.estimated_num_employees', 'organization.primary_domain'],
				none: ['first_name', 'name', 'email', 'person', 'people', 'contacts'],
			},
			refuse: ORGANIZATION,
		},
	],
	tables: [
		{
			label: 'Apollo contact',
			marks: [
				['companynameforemails'],
				['apollocontactid'],
				['apolloaccountid'],
				['personlinkedinurl', 'companylinkedinurl'],
				['personlinkedinurl', 'seniority'],
				['workdirectphone', 'corporatephone'],
			],
			record: { type: 'contact', headers: ['apollocontactid'], like: /^[0-9a-f]{24}$/i },
		},
	],
};
