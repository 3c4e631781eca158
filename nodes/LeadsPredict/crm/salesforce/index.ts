import type { Crm, Grantee } from '../crm';
import type { CrmField } from '../mapping';
import { readSalesforceLookup, readSalesforceUpdate } from './answer';
import { creation } from './creation';
import { salesforceList, wrongName } from './definitions';
import { fieldRequests, readSalesforceFields, wrongUserId } from './fieldRequests';
import { SALESFORCE_CONTACT_FIELDS, SALESFORCE_LEAD_FIELDS } from './fields';
import { readInstanceUrl } from './instanceUrl';
import { salesforceKey } from './recordId';
import { lookup, SALESFORCE_MAX_RECORDS, SALESFORCE_PERSON, update } from './requests';
import type { SObject } from './requests';
import { SALESFORCE_TASKS } from './tasks';

const INSTANCE_URL: Crm['instanceUrl'] = {
	placeholder: 'e.g. https://yourcompany.my.salesforce.com',
	description: 'The address of your Salesforce organization, as in your browser',
	advice:
		'Enter the address of your Salesforce organization, such as https://yourcompany.my.salesforce.com',
	read: readInstanceUrl,
};

const GRANT_NOTICE =
	'This step lists the fields with their types. Salesforce treats a field as missing until field-level security is granted: under Setup, Object Manager, your object, Fields & Relationships, open the field, choose Set Field-Level Security, and make it visible, not read-only, for the user of your credential.';

const REQUESTS_NOTICE =
	'This step prepares requests. An HTTP Request node sends them, once. The user of its Salesforce credential needs the permissions Customize Application, Manage Profiles and Permission Sets, and Assign Permission Sets, as administrators have them.';

// The rights can be granted only when the fields are there, and HTTP Request starts the requests of
// all its items at once.
const REQUESTS_WARNING = [
	'One request after the other: Loop Over Items (Batch Size 1), in the loop HTTP Request, after Done Read Answer. The example salesforce-set-up-fields has it ready',
	'Who reads and writes the fields needs the permission set LeadsPredict; under Grant To User it is assigned as well',
];

const GRANTEE: Grantee = {
	placeholder: 'e.g. 005Hs00000ABCDEIA4',
	description:
		'ID of the user who reads and writes the fields, such as that of your credential; leave it empty to assign the permission set LeadsPredict under Setup',
	wrong: wrongUserId,
};

const GRANT_WARNING =
	'After creating them under Setup, Object Manager, grant field-level security on them to the user of your Salesforce credential, or Salesforce answers as if they did not exist';

/** The records of one object. */
const salesforce = (sObject: SObject, value: string, fields: readonly CrmField[]): Crm => ({
	value,
	name: 'Salesforce',
	option: `Salesforce ${sObject}`,
	record: `Salesforce ${sObject.toLowerCase()}`,
	fields,
	maxRecords: SALESFORCE_MAX_RECORDS,
	findBy: ['recordId', 'leadspredictId'],
	source: 'salesforce',
	recordType: sObject.toLowerCase(),
	recordKey: salesforceKey,
	creation: creation(sObject),
	update: update(sObject),
	lookup: lookup(sObject),
	readUpdate: readSalesforceUpdate,
	readLookup: readSalesforceLookup,
	systemFields: ['attributes', 'Id', 'Email', ...SALESFORCE_PERSON[sObject]],
	wrongName,
	fieldList: {
		items: (fields) => salesforceList(fields, sObject),
		notice: GRANT_NOTICE,
		warning: [GRANT_WARNING],
	},
	fieldRequests: {
		prepare: fieldRequests(sObject),
		read: readSalesforceFields,
		notice: REQUESTS_NOTICE,
		warning: REQUESTS_WARNING,
		grantee: GRANTEE,
	},
	tasks: SALESFORCE_TASKS,
	instanceUrl: INSTANCE_URL,
	authentication: 'Predefined Credential Type, Salesforce OAuth2 API or Salesforce JWT API',
});

export const SALESFORCE_LEAD = salesforce('Lead', 'salesforceLead', SALESFORCE_LEAD_FIELDS);
export const SALESFORCE_CONTACT = salesforce(
	'Contact',
	'salesforceContact',
	SALESFORCE_CONTACT_FIELDS,
);
