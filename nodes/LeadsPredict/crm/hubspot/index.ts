import type { Crm } from '../crm';
import { readHubspotLookup, readHubspotUpdate } from './answer';
import { creation } from './creation';
import { hubspotList, hubspotRequests, wrongName } from './definitions';
import { readHubspotFields } from './fieldsAnswer';
import { HUBSPOT_FIELDS } from './fields';
import {
	HUBSPOT_FURTHER_EMAILS,
	HUBSPOT_MAX_RECORDS,
	HUBSPOT_PERSON,
	lookup,
	update,
} from './requests';
import { HUBSPOT_TASKS } from './tasks';

/** HubSpot's contacts. */
export const HUBSPOT: Crm = {
	value: 'hubspot',
	name: 'HubSpot',
	option: 'HubSpot',
	record: 'HubSpot contact',
	fields: HUBSPOT_FIELDS,
	maxRecords: HUBSPOT_MAX_RECORDS,
	findBy: ['recordId', 'email', 'leadspredictId'],
	source: 'hubspot',
	recordType: 'contact',
	recordKey: (id) => id.trim(),
	creation,
	update,
	lookup,
	readUpdate: readHubspotUpdate,
	readLookup: readHubspotLookup,
	systemFields: [
		'email',
		HUBSPOT_FURTHER_EMAILS,
		...HUBSPOT_PERSON,
		'createdate',
		'lastmodifieddate',
		'hs_object_id',
	],
	wrongName,
	fieldList: { items: hubspotList },
	fieldRequests: {
		prepare: hubspotRequests,
		read: readHubspotFields,
		notice:
			'This step prepares requests. An HTTP Request node sends them, once. Its HubSpot Service Key needs the scope crm.schemas.contacts.write, which HubSpot OAuth2 in n8n does not ask for.',
		// HTTP Request starts the requests of all its items at once unless it is told to wait, and n8n's
		// OAuth2 credential for HubSpot asks for no scope that lets it create properties.
		warning: [
			'Also in that node: Options, Batching, Items per Batch 1, Batch Interval 1000, because the group must be there before its properties',
			'The credential: a Service Key with the scope crm.schemas.contacts.write, which HubSpot OAuth2 in n8n does not ask for',
		],
	},
	tasks: HUBSPOT_TASKS,
	authentication:
		'Predefined Credential Type, HubSpot Service Key (App Token in older n8n) or HubSpot OAuth2 API',
};
