import type { ShapeBase, Source } from '../source';
import { answerToChange, companyRecord, emailNotChosen, noEmail, otherRecord } from './refusals';

const NOT_CHOSEN = emailNotChosen('Salesforce', 'Email', {
	without: 'its Email field',
	advice: 'In the Salesforce node, add Email to the fields to get (or to SELECT in the query)',
});

/** @param company prefix of the company's fields */
const person = (
	type: 'lead' | 'contact',
	company: { readonly name: string; readonly before: string },
): ShapeBase => ({
	label: `Salesforce ${type}`,
	fields: {
		name: 'Name',
		firstName: 'FirstName',
		lastName: 'LastName',
		salutation: 'Salutation',
		email: 'Email',
		phone: ['Phone', 'MobilePhone', 'HomePhone', 'OtherPhone'],
		company: company.name,
		industry: `${company.before}Industry`,
		revenue: `${company.before}AnnualRevenue`,
		employees: `${company.before}NumberOfEmployees`,
		last_interaction: 'LastActivityDate',
	},
	record: { type, id: 'Id' },
	chosenUnder: 'Fields in the Salesforce node',
	withoutEmail: [NOT_CHOSEN, noEmail('Salesforce', type)],
});

const ofType = (type: string) =>
	({ all: ['attributes'], equal: { 'attributes.type': type } }) as const;

export const salesforce: Source = {
	value: 'salesforce',
	name: 'Salesforce',
	description: 'Leads and contacts of the Salesforce node, reports and exported files',
	shapes: [
		{
			...person('lead', { name: 'Company', before: '' }),
			knownBy: ofType('Lead'),
			// Scores are also written to the standard field Rating.
			leadspredictFields: { prefix: 'LeadsPredict_', also: ['Rating'] },
		},
		{
			...person('contact', { name: 'Account.Name', before: 'Account.' }),
			knownBy: ofType('Contact'),
			leadspredictFields: { prefix: 'LeadsPredict_' },
		},
		{ ...companyRecord('Salesforce account', 'contacts'), knownBy: ofType('Account') },
		{
			...otherRecord('Salesforce record', 'lead or contact'),
			knownBy: { all: ['attributes'], any: ['attributes.type'] },
		},
		{ ...answerToChange('Salesforce'), knownBy: { all: ['success', 'id', 'errors'] } },
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
