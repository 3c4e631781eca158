import type { JsonPaths, FieldRole, ItemShape, Source } from '../source';

const PERSON: Partial<Record<FieldRole, JsonPaths>> = {
	name: 'Name',
	firstName: 'FirstName',
	lastName: 'LastName',
	salutation: 'Salutation',
	email: 'Email',
	phone: ['Phone', 'MobilePhone', 'HomePhone', 'OtherPhone'],
	last_interaction: 'LastActivityDate',
};

const NO_EMAIL_FIELD = {
	code: 'ids_only',
	message: 'Salesforce handed out this record without its Email field',
	advice: 'In the Salesforce node, add Email to the fields to get (or to SELECT in the query)',
} as const;

const noEmail = (what: string) =>
	({
		code: 'no_email',
		message: `This Salesforce ${what} has no email`,
		advice: `Enter the email in Salesforce, or leave out ${what}s without one before this node`,
	}) as const;

const OURS = { prefix: 'LeadsPredict_' };
/** A lead's own rating is written as well. */
const OURS_ON_LEADS = { ...OURS, also: ['Rating'] };

const other: ItemShape = {
	label: 'Salesforce record',
	knownBy: { all: ['attributes'], any: ['attributes.type'] },
	refuse: {
		code: 'other_record',
		message: 'This is a Salesforce record of another kind, neither a lead nor a contact',
		advice:
			'Get the lead or contact that belongs to it from Salesforce, and connect that to this node',
	},
};

export const salesforce: Source = {
	value: 'salesforce',
	name: 'Salesforce',
	description: 'Leads and contacts of the Salesforce node, reports and exported files',
	shapes: [
		{
			label: 'Salesforce lead',
			knownBy: { all: ['attributes'], equal: { 'attributes.type': 'Lead' } },
			fields: {
				...PERSON,
				company: 'Company',
				industry: 'Industry',
				revenue: 'AnnualRevenue',
				employees: 'NumberOfEmployees',
			},
			record: { type: 'lead', id: 'Id' },
			leadspredictFields: OURS_ON_LEADS,
			withoutEmail: [{ lacks: 'Email', ...NO_EMAIL_FIELD }, noEmail('lead')],
		},
		{
			label: 'Salesforce contact',
			knownBy: { all: ['attributes'], equal: { 'attributes.type': 'Contact' } },
			fields: {
				...PERSON,
				company: 'Account.Name',
				industry: 'Account.Industry',
				revenue: 'Account.AnnualRevenue',
				employees: 'Account.NumberOfEmployees',
			},
			record: { type: 'contact', id: 'Id' },
			leadspredictFields: OURS,
			withoutEmail: [{ lacks: 'Email', ...NO_EMAIL_FIELD }, noEmail('contact')],
		},
		{
			label: 'Salesforce account',
			knownBy: { all: ['attributes'], equal: { 'attributes.type': 'Account' } },
			refuse: {
				code: 'company_record',
				message: 'This is a Salesforce account, which is a company, so there is no email to score',
				advice: 'Get the contacts of this account from Salesforce, and connect those to this node',
			},
		},
		other,
		{
			label: 'Salesforce answer',
			knownBy: { all: ['success', 'id', 'errors'] },
			refuse: {
				code: 'ids_only',
				message: 'This is Salesforce’s answer to a change, which carries only the ID of the record',
				advice: 'Add a Salesforce node that gets the lead or contact by this ID before this node',
			},
		},
	],
	tables: [
		{
			label: 'Salesforce lead',
			marks: [['companyaccount'], ['leadowner', 'leadstatus'], ['isconverted', 'lastname']],
			record: {
				type: 'lead',
				headers: ['leadid', 'id'],
				like: /^00Q\w{12}(?:\w{3})?$/,
				tells: true,
			},
		},
		{
			label: 'Salesforce contact',
			marks: [
				['contactid', 'accountname'],
				['contactowner', 'accountname'],
				['accountid', 'lastname'],
			],
			record: {
				type: 'contact',
				headers: ['contactid', 'id'],
				like: /^003\w{12}(?:\w{3})?$/,
				tells: true,
			},
		},
	],
};
