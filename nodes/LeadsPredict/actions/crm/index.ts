import type { Resource } from '../resource';
import { prepareFields } from './prepareFields';
import { prepareLookup } from './prepareLookup';
import { prepareUpdate } from './prepareUpdate';
import { readAnswer } from './readAnswer';

export const crm: Resource = {
	value: 'crm',
	name: 'CRM',
	description: 'Write scores into HubSpot, Salesforce or another CRM',
	operations: [prepareFields, prepareLookup, prepareUpdate, readAnswer],
	usual: prepareUpdate.value,
};
