import { NodeOperationError } from 'n8n-workflow';
import type {
	IDataObject,
	IExecuteFunctions,
	INodeExecutionData,
	INodeProperties,
} from 'n8n-workflow';

import type { CrmField } from '../../crm/mapping';
import { createdFields, sameName } from '../../crm/definitions';
import type { Crm } from '../../crm/crm';
import type { Crms } from '../../crm/crms';
import { numberedFieldRequests } from '../../crm/requests';
import { fieldsHint, setUpHint, warningHints } from '../../output/crmHints';
import { jsonOf } from '../../json';
import { addHints } from '../hints';
import { booleanOption, optionsSetting, readForAll, readOptions, readSetting } from '../settings';
import type { Setting } from '../settings';
import { optionsCollection } from '../optionsCollection';
import type { Operation } from '../resource';
import {
	crmProperty,
	instanceUrlProperties,
	readCrm,
	readInstanceUrlParameter,
	saidBy,
} from './crmParameter';
import { chosenFields, excludeFields, fieldNames } from './fieldNames';

const taskField = booleanOption({
	displayName: 'Create Task Field',
	name: 'taskField',
	type: 'boolean',
	default: true,
	description:
		'Whether to create the field of tasks that Prepare Tasks writes, so that each task is created once',
});

function optionsFor({ fields }: Crm) {
	const own = createdFields(fields);
	return { fieldNames: fieldNames(own), excludeFields: excludeFields(own), taskField };
}

/** A CRM without tasks, or without requests, does not offer the field for them. */
function offeredOptions(crm: Crm): Readonly<Record<string, Setting<unknown>>> {
	const { taskField: offered, ...options } = optionsFor(crm);
	return crm.tasks === undefined || crm.fieldRequests === undefined
		? options
		: { ...options, taskField: offered };
}

const grantTo = { displayName: 'Grant To User', name: 'grantTo', default: '' };

/** @param crms those that can be asked for the fields */
const grantToProperties = (crms: readonly Crm[]): INodeProperties[] =>
	saidBy(crms, ({ fieldRequests }) => fieldRequests?.grantee).map(
		([{ placeholder, description }, crm]) => ({
			...grantTo,
			type: 'string',
			displayOptions: { show: { crm, fieldsFormat: ['requests'] } },
			placeholder,
			description,
		}),
	);

/** Empty when nobody is named, or the CRM asks for nobody. */
function readGrantTo(node: IExecuteFunctions, { fieldRequests }: Crm, items: number): string {
	if (fieldRequests?.grantee === undefined) return '';
	const userId = String(readForAll(node, grantTo, items) ?? '').trim();
	const wrong = userId === '' ? undefined : fieldRequests.grantee.wrong(userId);
	if (wrong === undefined) return userId;
	throw new NodeOperationError(node.getNode(), wrong, {
		description: 'Correct it under Grant To User, or leave it empty. Nothing was prepared',
	});
}

/** @param crms those that can be asked for the fields */
const formatOf = (crms: readonly Crm[]) =>
	optionsSetting({
		displayName: 'Format',
		name: 'fieldsFormat',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { crm: crms.map(({ value }) => value) } },
		options: [
			{
				name: 'Readable List',
				value: 'list',
				description: 'One item per field, to create them by hand',
			},
			{
				name: 'Requests',
				value: 'requests',
				description: 'For an HTTP Request node that creates them',
			},
		],
		default: 'requests',
		description: 'What the next node works with',
	});

function checkNames(
	node: IExecuteFunctions,
	{ wrongName }: Crm,
	fields: readonly CrmField[],
): void {
	for (const { name, isStandard } of fields) {
		const wrong = isStandard === true ? undefined : wrongName(name);
		if (wrong === undefined) continue;
		throw new NodeOperationError(node.getNode(), wrong, {
			description:
				'Correct the name under Field Names in the Options; a field that your CRM has already belongs under Exclude Fields. Nothing was prepared',
		});
	}
	const twice = sameName(fields);
	if (twice === undefined) return;
	throw new NodeOperationError(node.getNode(), `Two fields would be called "${twice}"`, {
		description: 'Give each its own name under Field Names in the Options. Nothing was prepared',
	});
}

async function execute(node: IExecuteFunctions, crms: Crms): Promise<INodeExecutionData[]> {
	const input = node.getInputData();
	const crm = readCrm(node, crms, input.length) ?? crms[0];
	const options = readOptions(node, optionsFor(crm), input.length);
	const fields = chosenFields(crm.fields, options);
	checkNames(node, crm, fields);
	const pairedItem = input.map((_, item) => ({ item }));
	const items = (list: readonly object[]): INodeExecutionData[] =>
		list.map((each): { json: IDataObject; pairedItem: Array<{ item: number }> } => ({
			json: jsonOf(each),
			pairedItem,
		}));

	const { fieldList, fieldRequests } = crm;
	const count = createdFields(fields).length;
	if (fieldRequests === undefined || readSetting(node, formatOf(crms), input.length) === 'list') {
		addHints(node, fieldsHint(crm, count), ...warningHints(fieldList));
		return items(fieldList.items(fields));
	}
	const instanceUrl = readInstanceUrlParameter(node, crm, input.length);
	const context = {
		instanceUrl,
		grantTo: readGrantTo(node, crm, input.length),
		taskField: options.taskField,
	};
	const requests = fieldRequests.prepare(fields, context);
	addHints(node, fieldsHint(crm, count), setUpHint(crm), ...warningHints(fieldRequests));
	return items(numberedFieldRequests(requests, crm));
}

const notice = (displayName: string, show: Record<string, string[]>): INodeProperties => ({
	displayName,
	name: 'fieldsNotice',
	type: 'notice',
	displayOptions: { show },
	default: '',
});

/** A CRM that can be asked for the fields offers two formats; the others list them. */
function formatsOf(crms: Crms): INodeProperties[] {
	const withRequests = crms.filter(({ fieldRequests }) => fieldRequests !== undefined);
	const listsOnly = crms.filter(({ fieldRequests }) => fieldRequests === undefined);
	const notices = [
		...saidBy(withRequests, ({ fieldRequests }) => fieldRequests?.notice).map(([text, crm]) =>
			notice(text, { crm, fieldsFormat: ['requests'] }),
		),
		...saidBy(withRequests, ({ fieldList }) => fieldList.notice).map(([text, crm]) =>
			notice(text, { crm, fieldsFormat: ['list'] }),
		),
		...saidBy(listsOnly, ({ fieldList }) => fieldList.notice).map(([text, crm]) =>
			notice(text, { crm }),
		),
	];
	if (withRequests.length === 0) return notices;
	return [
		formatOf(withRequests).property,
		...instanceUrlProperties(withRequests, { fieldsFormat: ['requests'] }),
		...grantToProperties(withRequests),
		...notices,
	];
}

/** The fields that are created once in the CRM before scores can be written. */
export const prepareFields = (crms: Crms): Operation => ({
	value: 'prepareFields',
	name: 'Prepare Fields',
	description: 'Create the fields that hold scores in your CRM, once before the first score',
	action: 'Set up CRM fields',
	properties: [
		crmProperty(crms),
		...formatsOf(crms),
		...crms.map((each) => optionsCollection(offeredOptions(each), { show: { crm: [each.value] } })),
	],
	execute: async (node) => await execute(node, crms),
});
