import type {
	JsonPaths,
	RecordEvidence,
	ItemRefusal,
	FieldRole,
	ItemShape,
	Source,
} from '../source';
import { companyRecord, noEmail, otherRecord } from './refusals';

/** Owner, Created_By and Modified_By hold addresses of people who work with Zoho. */
const PERSON: Partial<Record<FieldRole, JsonPaths>> = {
	name: 'Full_Name',
	firstName: 'First_Name',
	lastName: 'Last_Name',
	salutation: 'Salutation',
	email: ['Email', 'Secondary_Email'],
	phone: ['Phone', 'Mobile', 'Home_Phone', 'Other_Phone'],
	last_interaction: 'Last_Activity_Time',
};

const NOT_CHOSEN = {
	lacks: 'Email',
	code: 'ids_only',
	message: 'Zoho CRM handed out this record without its Email field',
	advice: 'In the Zoho CRM node, add Email to the fields to get, or get all fields',
} as const;

const OURS = { prefix: 'LeadsPredict_' };

/** What only Zoho's answers hold: a spreadsheet can have columns like `Last_Name`, too. */
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

/** Any of these makes it a contact: a field without a value can be missing. */
const RELATED = ['Account_Name', 'Reporting_To', 'Vendor_Name'];
const CONTACT_ONLY = [...RELATED, 'Mailing_City', '$is_duplicate'];

/** Got with few fields, a contact looks like a lead. */
const IS_LEAD: RecordEvidence = [{ any: ['Company', 'Lead_Status', '$converted'], none: RELATED }];

const ACCOUNT = companyRecord('a Zoho account', 'contacts');
const DEAL = otherRecord('a Zoho deal', 'lead or contact');

const ANSWER: ItemRefusal = {
	code: 'ids_only',
	message: 'This is Zoho’s answer to a change, which carries only the ID of the record',
	advice: 'Add a Zoho CRM node that gets the lead or contact by this ID before this node',
};

const ID = /^(?:zcrm_)?\d{15,20}$/;

export const zoho: Source = {
	value: 'zoho',
	name: 'Zoho CRM',
	description: 'Leads and contacts of the Zoho CRM node, and exported files',
	shapes: [
		{
			label: 'Zoho deal',
			knownBy: { all: ['Deal_Name'], any: ZOHO },
			refuse: DEAL,
		},
		...CONTACT_ONLY.map(
			(key): ItemShape => ({
				label: 'Zoho contact',
				knownBy: {
					all: [key, 'Last_Name'],
					any: ZOHO,
					none: ['Company', 'Lead_Status', '$converted'],
				},
				fields: { ...PERSON, company: 'Account_Name.name' },
				record: { type: 'contact', id: 'id' },
				leadspredictFields: OURS,
				withoutEmail: [NOT_CHOSEN, noEmail('Zoho', 'contact')],
			}),
		),
		...['Last_Name', 'Full_Name'].map(
			(key): ItemShape => ({
				label: 'Zoho lead',
				knownBy: { all: [key], any: ZOHO },
				fields: {
					...PERSON,
					company: 'Company',
					industry: 'Industry',
					revenue: 'Annual_Revenue',
					employees: 'No_of_Employees',
				},
				record: { type: 'lead', id: 'id', provenBy: IS_LEAD },
				leadspredictFields: OURS,
				withoutEmail: [NOT_CHOSEN, noEmail('Zoho', 'lead')],
			}),
		),
		{
			label: 'Zoho account',
			knownBy: {
				all: ['Account_Name'],
				any: [...ZOHO, 'Account_Number'],
				none: ['Last_Name', 'Full_Name', 'Email', 'Subject'],
			},
			refuse: ACCOUNT,
		},
		{
			label: 'Zoho answer',
			knownBy: {
				all: ['Modified_Time', 'id', 'Created_By.id', 'Modified_By.id'],
				none: ['Full_Name', 'Email', 'Subject', 'Product_Name', 'Owner'],
			},
			refuse: ANSWER,
		},
		{
			label: 'Zoho answer',
			knownBy: { all: ['details', 'details.id', 'code'], equal: { code: 'SUCCESS' } },
			refuse: ANSWER,
		},
		{
			label: 'Zoho record',
			knownBy: { all: ['$approved'], none: ['Last_Name', 'Email'] },
			refuse: otherRecord('a Zoho record of another kind', 'lead or contact'),
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
		{ label: 'Zoho account', marks: [['accountownerid']], refuse: ACCOUNT },
		{ label: 'Zoho deal', marks: [['dealownerid']], refuse: DEAL },
	],
};
