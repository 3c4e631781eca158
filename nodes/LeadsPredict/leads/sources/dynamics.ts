import type { JsonPaths, FieldRole, ItemShape, Source } from '../source';
import { companyRecord, noEmail, otherRecord } from './refusals';

/** Where Dataverse puts what people see instead of a number or an id. */
const label = (field: string): string => `"${field}@OData.Community.Display.V1.FormattedValue"`;

const CUSTOMER_KIND = '"_parentcustomerid_value@Microsoft.Dynamics.CRM.lookuplogicalname"';

const PERSON: Partial<Record<FieldRole, JsonPaths>> = {
	name: 'fullname',
	firstName: 'firstname',
	lastName: 'lastname',
	salutation: 'salutation',
	email: ['emailaddress1', 'emailaddress2', 'emailaddress3'],
	phone: ['telephone1', 'mobilephone', 'telephone2', 'telephone3'],
};

/** What only Dataverse hands out: other systems have a `contactid`, too. */
const DATAVERSE = [
	'"@odata.etag"',
	'emailaddress1',
	'telephone1',
	'statecode',
	'_ownerid_value',
	'_createdby_value',
	'_modifiedby_value',
];

const NOT_CHOSEN = {
	lacks: 'emailaddress1',
	code: 'ids_only',
	message: 'Dataverse handed out this row without its emailaddress1 column',
	advice:
		'In the Dataverse node, add emailaddress1, fullname, telephone1 and companyname to the columns to select',
} as const;

/** A contact's company. `company` is a phone number in Dataverse, so it is not read. */
const CONTACT: Omit<ItemShape, 'knownBy'> = {
	label: 'Dynamics 365 contact',
	fields: {
		...PERSON,
		company: ['parentcustomerid_account.name', label('_parentcustomerid_value')],
		industry: `parentcustomerid_account.${label('industrycode')}`,
		revenue: 'parentcustomerid_account.revenue',
		employees: 'parentcustomerid_account.numberofemployees',
	},
	record: { type: 'contact', id: 'contactid' },
	leadspredictFields: { prefix: 'leadspredict_' },
	withoutEmail: [NOT_CHOSEN, noEmail('Dynamics 365', 'contact')],
};

const ACCOUNT = companyRecord('a Dynamics 365 account', 'contacts');
const OPPORTUNITY = otherRecord('a Dynamics 365 opportunity', 'lead or contact');

const ID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export const dynamics: Source = {
	value: 'dynamics',
	name: 'Microsoft Dynamics 365',
	description: 'Leads and contacts of Dataverse and Dynamics 365 Sales, and exported files',
	shapes: [
		{
			label: 'Dynamics 365 lead',
			knownBy: { all: ['leadid'], any: DATAVERSE, none: ['opportunityid'] },
			fields: {
				...PERSON,
				company: ['companyname', 'parentaccountid.name', label('_parentaccountid_value')],
				// The bare number means something else in each organization.
				industry: label('industrycode'),
				revenue: 'revenue',
				employees: 'numberofemployees',
			},
			record: { type: 'lead', id: 'leadid' },
			leadspredictFields: { prefix: 'leadspredict_' },
			withoutEmail: [NOT_CHOSEN, noEmail('Dynamics 365', 'lead')],
		},
		{
			// The customer that a contact belongs to can be a person as well.
			...CONTACT,
			knownBy: { all: ['contactid'], any: DATAVERSE, equal: { [CUSTOMER_KIND]: 'contact' } },
			fields: { ...PERSON },
		},
		{ ...CONTACT, knownBy: { all: ['contactid'], any: DATAVERSE } },
		{
			label: 'Dynamics 365 account',
			knownBy: { all: ['accountid'], any: DATAVERSE, none: ['lastname', 'fullname'] },
			refuse: ACCOUNT,
		},
		{
			label: 'Dynamics 365 opportunity',
			knownBy: { all: ['opportunityid'], any: [...DATAVERSE, 'estimatedvalue'] },
			refuse: OPPORTUNITY,
		},
	],
	tables: [
		{
			label: 'Dynamics 365 lead',
			marks: [['(donotmodify)lead']],
			record: { type: 'lead', headers: ['(donotmodify)lead', 'leadid'], like: ID },
		},
		{
			label: 'Dynamics 365 contact',
			marks: [['(donotmodify)contact']],
			record: { type: 'contact', headers: ['(donotmodify)contact', 'contactid'], like: ID },
		},
		{ label: 'Dynamics 365 account', marks: [['(donotmodify)account']], refuse: ACCOUNT },
		{
			label: 'Dynamics 365 opportunity',
			marks: [['(donotmodify)opportunity']],
			refuse: OPPORTUNITY,
		},
	],
};
