import type { FieldPaths, ShapeBase, Source } from '../source';
import { companyRecord, emailNotChosen, noEmail, otherRecord } from './refusals';

/** The key of the label that Dataverse shows for a number or an ID. */
const label = (field: string): string => `"${field}@OData.Community.Display.V1.FormattedValue"`;

const CUSTOMER_KIND = '"_parentcustomerid_value@Microsoft.Dynamics.CRM.lookuplogicalname"';

const PERSON: FieldPaths = {
	name: 'fullname',
	firstName: 'firstname',
	lastName: 'lastname',
	salutation: 'salutation',
	email: ['emailaddress1', 'emailaddress2', 'emailaddress3'],
	phone: ['telephone1', 'mobilephone', 'telephone2', 'telephone3'],
};

/** Keys that only Dataverse has. Other systems have a `contactid` too. */
const DATAVERSE = [
	'"@odata.etag"',
	'emailaddress1',
	'telephone1',
	'statecode',
	'_ownerid_value',
	'_createdby_value',
	'_modifiedby_value',
];

const NOT_CHOSEN = emailNotChosen('Dataverse', 'emailaddress1', {
	what: 'row',
	without: 'its emailaddress1 column',
	advice:
		'In the Dataverse node, add emailaddress1, fullname, telephone1 and companyname to the columns to select',
});

/** A contact's company. `company` is a phone number in Dataverse, so it is not read. */
const CONTACT: ShapeBase = {
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

const ACCOUNT = companyRecord('Dynamics 365 account', 'contacts');
const OPPORTUNITY = otherRecord('Dynamics 365 opportunity', 'lead or contact');

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
				// The number means something different in each organization.
				industry: label('industrycode'),
				revenue: 'revenue',
				employees: 'numberofemployees',
			},
			record: { type: 'lead', id: 'leadid' },
			leadspredictFields: { prefix: 'leadspredict_' },
			withoutEmail: [NOT_CHOSEN, noEmail('Dynamics 365', 'lead')],
		},
		{
			// The customer of a contact can also be a person.
			...CONTACT,
			knownBy: { all: ['contactid'], any: DATAVERSE, equal: { [CUSTOMER_KIND]: 'contact' } },
			fields: PERSON,
		},
		{ ...CONTACT, knownBy: { all: ['contactid'], any: DATAVERSE } },
		{
			...ACCOUNT,
			knownBy: { all: ['accountid'], any: DATAVERSE, none: ['lastname', 'fullname'] },
		},
		{ ...OPPORTUNITY, knownBy: { all: ['opportunityid'], any: [...DATAVERSE, 'estimatedvalue'] } },
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
		{ ...ACCOUNT, marks: [['(donotmodify)account']] },
		{ ...OPPORTUNITY, marks: [['(donotmodify)opportunity']] },
	],
};
