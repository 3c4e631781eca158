import type { Source } from '../source';

/** When two people were connected is no interaction, and no company's size is exact there. */
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
