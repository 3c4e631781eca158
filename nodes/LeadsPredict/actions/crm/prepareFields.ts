import { NodeOperationError } from 'n8n-workflow';
import type {
	IDataObject,
	IExecuteFunctions,
	INodeExecutionData,
	INodeProperties,
} from 'n8n-workflow';
import { z } from 'zod';

import type { Target } from '../../crm/crm';
import { hubspotList, hubspotRequests, salesforceList, wrongName } from '../../crm/definitions';
import { CRM_TABLES } from '../../crm/table';
import type { CrmTable } from '../../crm/table';
import { fieldsHint, grantHint, setUpHint } from '../../output/crmHints';
import { jsonOf } from '../../output/json';
import { readSetting } from '../parameters';
import type { Operation } from '../resource';
import { crmProperty, readTable } from './choose';
import {
	chosenTargets,
	fieldNamesOption,
	fieldNamesSchema,
	leaveOutTargetsOption,
	leaveOutTargetsSchema,
} from './fieldNames';

const optionsFor = ({ value, targets }: CrmTable): INodeProperties => ({
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add Option',
	displayOptions: { show: { crm: [value] } },
	options: [
		fieldNamesOption(targets.filter(({ isStandard }) => isStandard !== true)),
		leaveOutTargetsOption(targets.filter(({ isStandard }) => isStandard !== true)),
	],
	default: {},
});

const options = {
	name: 'options',
	label: 'Options',
	schema: z.object({ fieldNames: fieldNamesSchema, leaveOut: leaveOutTargetsSchema }),
	fallback: {},
} as const;

const format = {
	name: 'fieldsFormat',
	label: 'Format',
	schema: z.enum(['requests', 'list']).describe('Format must be requests or list'),
	fallback: 'requests',
} as const;

function checkNames(
	node: IExecuteFunctions,
	{ value }: CrmTable,
	targets: readonly Target[],
): void {
	for (const { to, isStandard } of targets) {
		const wrong = isStandard === true ? undefined : wrongName(value, to);
		if (wrong === undefined) continue;
		throw new NodeOperationError(node.getNode(), wrong, {
			description: 'Correct the name under Field Names in the Options. Nothing was prepared',
		});
	}
}

async function execute(node: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const input = node.getInputData();
	const table = readTable(node, input.length) ?? CRM_TABLES[0];
	const targets = chosenTargets(table.targets, readSetting(node, options, input.length));
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
	node.addExecutionHints(fieldsHint(table, fields.length), setUpHint(table, true, false));
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
		{
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
		},
		{
			displayName:
				'Creates nothing by itself: it lists the fields with their types. After creating them in Salesforce, grant field-level security on them to the user of your credential, or Salesforce answers as if they did not exist.',
			name: 'grantNotice',
			type: 'notice',
			displayOptions: { show: { crm: ['salesforceContact', 'salesforceLead'] } },
			default: '',
		},
		...CRM_TABLES.map(optionsFor),
	],
	execute: async (node) => await execute(node),
};
