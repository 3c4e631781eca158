import type { Crm } from '../crm';
import { readZohoLookup, readZohoUpdate } from './answer';
import { readApiDomain } from './apiDomain';
import { creation } from './creation';
import { readZohoFields, wrongName, zohoFieldRequests, zohoList } from './definitions';
import { ZOHO_FIELDS } from './fields';
import { zohoKey } from './recordId';
import { lookup, update, ZOHO_MAX_RECORDS, ZOHO_PERSON } from './requests';
import type { ZohoModule } from './requests';

const API_DOMAIN: Crm['instanceUrl'] = {
	placeholder: 'e.g. https://www.zohoapis.eu',
	description: 'The API domain of your data center, or the address of Zoho CRM in your browser',
	advice:
		'Enter the API domain of your data center, such as https://www.zohoapis.com or https://www.zohoapis.eu',
	read: readApiDomain,
};

/** The records of one module. */
const zoho = (module: ZohoModule, value: string, kind: 'lead' | 'contact'): Crm => ({
	value,
	name: 'Zoho CRM',
	option: kind === 'lead' ? 'Zoho CRM Lead' : 'Zoho CRM Contact',
	record: `Zoho ${kind}`,
	fields: ZOHO_FIELDS,
	maxRecords: ZOHO_MAX_RECORDS,
	// An email is not unique in Zoho CRM, so a record is not written by it; a lookup finds it first.
	findBy: ['recordId', 'leadspredictId'],
	source: 'zoho',
	recordType: kind,
	recordKey: zohoKey,
	creation: creation(module),
	update: update(module),
	lookup: lookup(module),
	readUpdate: readZohoUpdate,
	readLookup: readZohoLookup,
	systemFields: ['id', 'Email', ...ZOHO_PERSON[module]],
	wrongName,
	fieldList: {
		items: (fields) => zohoList(fields, module),
		notice:
			'This step lists the fields with their types. Create them in Zoho CRM under Setup, Modules and Fields, your module, with these labels: Zoho CRM makes the API names from them.',
		warning: [
			'Compare the API names under Setup, Developer Hub, APIs and SDKs, API Names; where one differs, enter it in the option Field Names',
		],
	},
	fieldRequests: {
		prepare: zohoFieldRequests(module),
		read: readZohoFields,
		notice:
			'This step prepares one request for each field. An HTTP Request node sends them, once. The Zoho CRM user needs a profile that may customize fields, as administrators have it.',
		warning: [
			'Compare the API names under Setup, Developer Hub, APIs and SDKs, API Names; where one differs, enter it in the option Field Names',
		],
	},
	instanceUrl: API_DOMAIN,
	authentication: 'Predefined Credential Type, Zoho OAuth2 API',
});

export const ZOHO_LEAD = zoho('Leads', 'zohoLead', 'lead');
export const ZOHO_CONTACT = zoho('Contacts', 'zohoContact', 'contact');
