import type { FieldPaths, RecordEvidence, ShapeBase, Source } from '../source';
import { answerToChange, companyRecord, emailNotChosen, noEmail, otherRecord } from './refusals';

/** Owner, Created_By and Modified_By hold addresses of Zoho's users and are not read. */
const PERSON: FieldPaths = {
	name: 'Full_Name',
	firstName: 'First_Name',
	lastName: 'Last_Name',
	salutation: 'Salutation',
	email: ['Email', 'Secondary_Email'],
	phone: ['Phone', 'Mobile', 'Home_Phone', 'Other_Phone'],
	last_interaction: 'Last_Activity_Time',
};

const NOT_CHOSEN = emailNotChosen('Zoho CRM', 'Email', {
	without: 'its Email field',
	advice: 'In the Zoho CRM node, add Email to the fields to get, or get all fields',
});

/** Keys that only Zoho's responses have. A spreadsheet can have columns such as `Last_Name` too. */
const ZOHO = [
	'$approved',
	'$approval',
	'$approval_state',
	'$converted',
	'$currency_symbol',
	'$editable',
	'$in_merge',
	'$process_flow',
	'$state',
	'Owner.id',
	'Owner.email',
	'Created_By.id',
	'Modified_By.id',
	'Locked__s',
];

/** Any of these identifies a contact. Each can be missing, because empty fields are left out. */
const RELATED = ['Account_Name', 'Reporting_To', 'Vendor_Name'];
const CONTACT_ONLY = [...RELATED, 'Mailing_City', '$is_duplicate'];
const LEAD_ONLY = ['Company', 'Lead_Status', '$converted'] as const;

/** With only a few requested fields, a contact looks like a lead. */
const IS_LEAD: RecordEvidence = [{ any: LEAD_ONLY, none: RELATED }];

const LEAD: ShapeBase = {
	label: 'Zoho lead',
	fields: {
		...PERSON,
		company: 'Company',
		industry: 'Industry',
		revenue: 'Annual_Revenue',
		employees: 'No_of_Employees',
	},
	record: { type: 'lead', id: 'id', provenBy: IS_LEAD },
	leadspredictFields: { prefix: 'LeadsPredict_' },
	withoutEmail: [NOT_CHOSEN, noEmail('Zoho', 'lead')],
};

const CONTACT: ShapeBase = {
	label: 'Zoho contact',
	fields: { ...PERSON, company: 'Account_Name.name' },
	record: { type: 'contact', id: 'id' },
	leadspredictFields: { prefix: 'LeadsPredict_' },
	withoutEmail: [NOT_CHOSEN, noEmail('Zoho', 'contact')],
};

const ACCOUNT = companyRecord('Zoho account', 'contacts');
const DEAL = otherRecord('Zoho deal', 'lead or contact');
const ANSWER = answerToChange('Zoho', 'Zoho CRM');

const ID = /^(?:zcrm_)?\d{15,20}$/;

export const zoho: Source = {
	value: 'zoho',
	name: 'Zoho CRM',
	description: 'Leads and contacts of the Zoho CRM node, and exported files',
	shapes: [
		{ ...DEAL, knownBy: { all: ['Deal_Name'], any: ZOHO } },
		...CONTACT_ONLY.map((key) => ({
			...CONTACT,
			knownBy: { all: [key, 'Last_Name'], any: ZOHO, none: LEAD_ONLY } as const,
		})),
		{ ...LEAD, knownBy: { all: ['Last_Name'], any: ZOHO } },
		{ ...LEAD, knownBy: { all: ['Full_Name'], any: ZOHO } },
		{
			...ACCOUNT,
			knownBy: {
				all: ['Account_Name'],
				any: [...ZOHO, 'Account_Number'],
				none: ['Last_Name', 'Full_Name', 'Email', 'Subject'],
			},
		},
		{
			...ANSWER,
			knownBy: {
				all: ['Modified_Time', 'id', 'Created_By.id', 'Modified_By.id'],
				none: ['Full_Name', 'Email', 'Subject', 'Product_Name', 'Owner'],
			},
		},
		{
			...ANSWER,
			knownBy: { all: ['details', 'details.id', 'code'], equal: { code: 'SUCCESS' } },
		},
		{
			...otherRecord('Zoho record', 'lead or contact'),
			knownBy: { all: ['$approved'], none: ['Last_Name', 'Email'] },
		},
	],
	tables: [
		{
			label: 'Zoho lead',
			marks: [['leadownerid'], ['recordid', 'leadowner', 'company', 'secondaryemail']],
			record: {
				type: 'lead',
				headers: ['recordid', 'id'],
				like: ID,
				provenBy: [{ any: ['leadownerid', 'leadowner', 'leadstatus'] }],
			},
		},
		{
			label: 'Zoho contact',
			marks: [['contactownerid'], ['accountnameid', 'lastname']],
			record: {
				type: 'contact',
				headers: ['recordid', 'id'],
				like: ID,
				provenBy: [
					{ any: ['contactownerid', 'contactowner'] },
					{ any: ['accountnameid'], none: ['dealname', 'subject'] },
				],
			},
		},
		{ ...ACCOUNT, marks: [['accountownerid']] },
		{ ...DEAL, marks: [['dealownerid']] },
	],
};
