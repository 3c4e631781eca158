import { NodeOperationError } from 'n8n-workflow';
import type {
	IDataObject,
	IExecuteFunctions,
	INodeExecutionData,
	NodeExecutionHint,
} from 'n8n-workflow';

import type { CrmField } from '../../crm/mapping';
import {
	hubspotList,
	hubspotRequests,
	salesforceList,
	sameName,
	wrongName,
} from '../../crm/definitions';
import { CRMS } from '../../crm/crms';
import type { Crm } from '../../crm/crms';
import { fieldsHint, grantHint, setUpHint } from '../../output/crmHints';
import { jsonOf } from '../../json';
import { optionsSetting, readOptions, readSetting } from '../settings';
import { optionsCollection } from '../optionsCollection';
import type { Operation } from '../resource';
import { crmProperty, readCrm } from './crmParameter';
import { chosenFields, excludeFields, fieldNames } from './fieldNames';

function optionsFor({ targets }: Crm) {
	const own = targets.filter(({ isStandard }) => isStandard !== true);
	return { fieldNames: fieldNames(own), excludeFields: excludeFields(own) };
}

const format = optionsSetting({
	displayName: 'Format',
	name: 'fieldsFormat',
	type: 'options',
	noDataExpression: true,
	displayOptions: { show: { crm: ['hubspot'] } },
	options: [
		{
			name: 'Readable List',
			value: 'list',
			description: 'One item per field, to create them by hand',
		},
		{
			name: 'Requests',
			value: 'requests',
			description: 'Two items, for an HTTP Request node that creates them all',
		},
	],
	default: 'requests',
	description: 'What the next node works with',
});

function checkNames(node: IExecuteFunctions, { value }: Crm, targets: readonly CrmField[]): void {
	for (const { to, isStandard } of targets) {
		const wrong = isStandard === true ? undefined : wrongName(value, to);
		if (wrong === undefined) continue;
		throw new NodeOperationError(node.getNode(), wrong, {
			description:
				'Correct the name under Field Names in the Options; a field that your CRM has already belongs under Exclude Fields. Nothing was prepared',
		});
	}
	const twice = sameName(targets);
	if (twice === undefined) return;
	throw new NodeOperationError(node.getNode(), `Two fields would be called "${twice}"`, {
		description: 'Give each its own name under Field Names in the Options. Nothing was prepared',
	});
}

/**
 * HTTP Request starts the requests of all its items at once unless it is told to wait, and n8n's
 * OAuth2 credential for HubSpot asks for no scope that lets it create properties.
 */
const inOrderHint: NodeExecutionHint = {
	message: [
		'Also in that node: Options, Batching, Items per Batch 1, Batch Interval 1000, because the group must be there before its properties',
		'The credential: an app token with the scope crm.schemas.contacts.write, which HubSpot OAuth2 in n8n does not ask for',
	].join('<br>'),
	type: 'warning',
	location: 'outputPane',
};

async function execute(node: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const input = node.getInputData();
	const table = readCrm(node, input.length) ?? CRMS[0];
	const targets = chosenFields(table.targets, readOptions(node, optionsFor(table), input.length));
	checkNames(node, table, targets);
	const pairedItem = input.map((_, item) => ({ item }));
	const items = (list: readonly object[]): INodeExecutionData[] =>
		list.map((each): { json: IDataObject; pairedItem: Array<{ item: number }> } => ({
			json: jsonOf(each),
			pairedItem,
		}));

	if (table.value !== 'hubspot') {
		const fields = salesforceList(targets, table.value === 'salesforceLead' ? 'Lead' : 'Contact');
		node.addExecutionHints(fieldsHint(table, fields.length), grantHint);
		return items(fields);
	}
	const fields = hubspotList(targets);
	if (readSetting(node, format, input.length) === 'list') {
		node.addExecutionHints(fieldsHint(table, fields.length));
		return items(fields);
	}
	node.addExecutionHints(fieldsHint(table, fields.length), setUpHint(table, false), inOrderHint);
	return items(hubspotRequests(targets));
}

/** The fields that are created once in the CRM before scores can be written. */
export const prepareFields: Operation = {
	value: 'prepareFields',
	name: 'Prepare Fields',
	description:
		'Get the definitions of the fields to create in your CRM once, before the first score',
	action: 'Prepare CRM fields',
	properties: [
		crmProperty(),
		format.property,
		{
			displayName:
				'Creates nothing by itself: an HTTP Request node does, once. Its HubSpot credential needs the scope crm.schemas.contacts.write, which an app token can have; HubSpot OAuth2 in n8n does not ask for it.',
			name: 'scopeNotice',
			type: 'notice',
			displayOptions: { show: { crm: ['hubspot'], fieldsFormat: ['requests'] } },
			default: '',
		},
		{
			displayName:
				'Creates nothing by itself: it lists the fields with their types. Salesforce answers as if a field did not exist until field-level security is granted on it: in Setup, Object Manager, your object, Fields & Relationships, open the field, choose Set Field-Level Security, and make it visible, not read-only, for the profile or a permission set of the user of your credential.',
			name: 'grantNotice',
			type: 'notice',
			displayOptions: { show: { crm: ['salesforceContact', 'salesforceLead'] } },
			default: '',
		},
		...CRMS.map((each) => optionsCollection(optionsFor(each), { show: { crm: [each.value] } })),
	],
	execute: async (node) => await execute(node),
};
