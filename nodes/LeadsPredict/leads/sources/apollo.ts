import type { ShapeBase, Source } from '../source';
import { companyRecord, noEmailFound, searchWithoutEmail } from './refusals';

/** Funding is not revenue, so it is not read. Custom fields have only keys in this API. */
const PERSON: ShapeBase = {
	label: 'Apollo person',
	fields: {
		name: 'name',
		firstName: 'first_name',
		lastName: 'last_name',
		email: ['email', 'personal_emails[]'],
		phone: [
			'phone_numbers[type~work_direct,type~mobile].raw_number',
			'phone_numbers[type~work_direct,type~mobile].sanitized_number',
			'sanitized_phone',
			'organization.primary_phone.number',
			'organization.phone',
		],
		company: ['organization.name', 'organization_name', 'account.name'],
		industry: 'organization.industry',
		revenue: ['organization.annual_revenue', 'organization.annual_revenue_printed'],
		employees: 'organization.estimated_num_employees',
		last_interaction: 'last_activity_date',
	},
	record: { type: 'person', id: 'id' },
	withoutEmail: [searchWithoutEmail('Apollo'), noEmailFound('Apollo')],
};

const ORGANIZATION = companyRecord('Apollo organization', 'people');

export const apollo: Source = {
	value: 'apollo',
	name: 'Apollo',
	description: 'People and contacts of Apollo’s API, and exported files',
	shapes: [
		{
			// A contact is a person whom the team saved.
			...PERSON,
			label: 'Apollo contact',
			record: { type: 'contact', id: 'id' },
			knownBy: {
				all: ['contact_stage_id'],
				any: ['email', 'organization_name', 'typed_custom_fields', 'emailer_campaign_ids'],
			},
		},
		{
			...PERSON,
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
		},
		{
			...PERSON,
			knownBy: {
				all: ['organization.name', 'first_name'],
				any: ['has_email', 'email_status', 'organization_id', 'headline', 'seniority'],
			},
		},
		{
			...ORGANIZATION,
			knownBy: {
				all: ['estimated_num_employees'],
				any: ['primary_domain', 'website_url', 'linkedin_uid'],
				none: ['first_name', 'email'],
			},
		},
		{
			...ORGANIZATION,
			knownBy: {
				all: ['organization'],
				any: ['organization.estimated_num_employees', 'organization.primary_domain'],
				none: ['first_name', 'name', 'email', 'person', 'people', 'contacts'],
			},
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
