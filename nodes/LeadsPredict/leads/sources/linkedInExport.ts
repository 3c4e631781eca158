import type { Source } from '../source';

/** The date of the connection is not read, because it is not an interaction. */
export const linkedInExport: Source = {
	value: 'linkedInExport',
	name: 'LinkedIn Export',
	description: 'People that you or a tool exported from LinkedIn or Sales Navigator',
	tables: [
		{
			label: 'LinkedIn row',
			marks: [
				['connectedon', 'position'],
				['connectedon', 'url'],
				['salesnavigatorurl'],
				['salesnavurl'],
				['salesnavigatorprofileurl'],
				['linkedinsalesnavigatorurl'],
				['defaultprofileurl'],
				['vmid', 'profileurl'],
				['linkedinprofileurl', 'companysize'],
				['profileurl', 'companysize'],
			],
		},
	],
};
