import type { Source } from '../source';
import { noEmailFound } from './refusals';

export const peopleDataLabs: Source = {
	value: 'peopleDataLabs',
	name: 'People Data Labs',
	description: 'People that its API enriched or found',
	shapes: [
		{
			// Free plans return `true` instead of an address.
			label: 'People Data Labs contact',
			knownBy: {
				all: ['full_name'],
				any: [
					'job_company_name',
					'job_company_id',
					'job_title_role',
					'job_title_levels',
					'recommended_personal_email',
				],
			},
			fields: {
				name: 'full_name',
				firstName: 'first_name',
				lastName: 'last_name',
				email: [
					'work_email',
					'recommended_personal_email',
					'personal_emails[]',
					'emails[type~current_professional,type~professional].address',
					'email',
				],
				phone: ['mobile_phone', 'phone_numbers[]'],
				company: 'job_company_name',
				industry: ['industry', 'job_company_industry'],
				revenue: 'job_company_inferred_revenue',
				employees: ['job_company_employee_count', 'job_company_size'],
			},
			withoutEmail: [noEmailFound('People Data Labs')],
		},
	],
};
