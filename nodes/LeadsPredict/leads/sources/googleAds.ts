import type { Source } from '../source';

export const googleAds: Source = {
	value: 'googleAds',
	name: 'Google Ads Lead Form',
	description: 'Leads that Google Ads sends to a Webhook node',
	shapes: [
		{
			label: 'Google Ads lead',
			knownBy: { all: ['user_column_data'] },
			answers: {
				list: 'user_column_data',
				label: 'column_name',
				value: 'string_value',
				type: ['column_id', 'column_name'],
				// Google's own labels are "User Email" and "User Phone".
				ownTypes: true,
				types: {
					FULL_NAME: 'name',
					FIRST_NAME: 'firstName',
					LAST_NAME: 'lastName',
					EMAIL: 'email',
					WORK_EMAIL: 'email',
					PHONE_NUMBER: 'phone',
					WORK_PHONE: 'phone',
					COMPANY_NAME: 'company',
					JOB_TITLE: null,
				},
			},
			record: { type: 'lead', id: 'lead_id' },
		},
	],
};
