import type { Crm } from '../crm';
import type { CrmField } from '../mapping';
import { readDynamicsLookup, readDynamicsUpdate } from './answer';
import { BATCH_CONTENT_TYPE, CONTINUE_ON_ERROR } from './batch';
import { creation } from './creation';
import { dynamicsList, wrongName } from './definitions';
import { fieldRequests, readDynamicsFields } from './fieldRequests';
import { DYNAMICS_CONTACT_FIELDS, DYNAMICS_LEAD_FIELDS } from './fields';
import { readInstanceUrl } from './instanceUrl';
import { DYNAMICS_MAX_RECORDS, lookup, update } from './requests';
import { CONTACT, dynamicsKey, EMAIL, LEAD, STATE } from './table';
import type { Table } from './table';

/*
 * Microsoft Dynamics 365 Sales, whose leads and contacts are tables of Dataverse. Where Microsoft's
 * descriptions are silent:
 * - Whether the API writes to a qualified lead: not said. A lookup passes closed leads over (decided);
 *   by a record's own ID they are written as Dynamics 365 takes it.
 * - The codes of a column that is missing or there already: see `answer.ts` and `fieldRequests.ts`.
 * - The order of answers in a batch that ended early: not relied on, all its records are made again.
 */

const INSTANCE_URL: Crm['instanceUrl'] = {
	placeholder: 'e.g. https://yourcompany.crm4.dynamics.com',
	description: 'The address of your Dynamics 365 organization, as in your browser',
	advice:
		'Enter the address of your Dynamics 365 organization, such as https://yourcompany.crm4.dynamics.com',
	read: readInstanceUrl,
};

const LIST_NOTICE =
	'This step lists the columns with their types. Create them in Power Apps under Tables, your table, Columns, and under Keys a key on the LeadsPredict ID. If the prefix of your publisher is not new_, enter the names under Field Names in the Options.';

const REQUESTS_NOTICE =
	'This step prepares requests. An HTTP Request node sends them. The user of its credential needs the security role System Customizer. If the prefix of your publisher is not new_, enter the names under Field Names in the Options.';

const REQUESTS_WARNING = [
	'One request after the other: Loop Over Items (Batch Size 1), in the loop HTTP Request, after Done Read Answer. The example dynamics-set-up-fields has it ready',
	'Dynamics 365 builds the index of the key in the background; until it is active, records are not found by their LeadsPredict ID',
];

const dynamics = (
	table: Table,
	value: string,
	option: string,
	fields: readonly CrmField[],
): Crm => ({
	value,
	name: 'Dynamics 365',
	option,
	record: `Dynamics 365 ${table.name}`,
	fields,
	maxRecords: DYNAMICS_MAX_RECORDS,
	findBy: ['recordId', 'leadspredictId'],
	source: 'dynamics',
	recordType: table.name,
	recordKey: dynamicsKey,
	creation: creation(table),
	update: update(table),
	lookup: lookup(table),
	readUpdate: readDynamicsUpdate(table),
	readLookup: readDynamicsLookup(table),
	systemFields: ['@odata.etag', table.id, EMAIL, STATE, ...table.person],
	wrongName,
	fieldList: { items: (all) => dynamicsList(all, table.name), notice: LIST_NOTICE },
	fieldRequests: {
		prepare: fieldRequests(table),
		read: readDynamicsFields,
		notice: REQUESTS_NOTICE,
		warning: REQUESTS_WARNING,
	},
	instanceUrl: INSTANCE_URL,
	authentication: 'Predefined Credential Type, Microsoft Dynamics OAuth2 API',
	sending: [
		`Send Headers on: Prefer with the value ${CONTINUE_ON_ERROR}`,
		`Send Body on, Raw, Content Type ${BATCH_CONTENT_TYPE}, Body: {{ $json.body }}`,
	],
});

export const DYNAMICS_LEAD = dynamics(
	LEAD,
	'dynamicsLead',
	'Microsoft Dynamics 365 Lead',
	DYNAMICS_LEAD_FIELDS,
);
export const DYNAMICS_CONTACT = dynamics(
	CONTACT,
	'dynamicsContact',
	'Microsoft Dynamics 365 Contact',
	DYNAMICS_CONTACT_FIELDS,
);
