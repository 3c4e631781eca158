import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { batchUpdates, notSent, withUnrequested } from '../../crm/requests';
import { prepare } from '../../crm/prepare';
import type { CrmRecord } from '../../crm/prepare';
import { idFieldOf } from '../../crm/mapping';
import type { Crm } from '../../crm/crm';
import type { Crms } from '../../crm/crms';
import { preparedHint, setUpHint } from '../../output/crmHints';
import { jsonOf } from '../../json';
import { addHints } from '../hints';
import { booleanOption, optionsSetting, readOptions, readSetting } from '../settings';
import { provenanceOf } from '../provenance';
import { optionsCollection } from '../optionsCollection';
import type { Operation } from '../resource';
import {
	crmProperty,
	CUSTOM,
	instanceUrlProperties,
	readInstanceUrlParameter,
	readCrm,
} from './crmParameter';
import { customProperties, customUpdate } from './customUpdate';
import { excludeFields, fieldNames, writtenFields } from './fieldNames';
import { trustCaller } from './trustCaller';
import { trustRecordIds } from './trustRecordIds';
import { errorItems, hasErrorOutput, stopAtRefusedItem } from './refusedItems';

const clear = booleanOption({
	displayName: 'Clear Empty Fields',
	name: 'clear',
	type: 'boolean',
	default: true,
	description:
		'Whether to clear CRM fields for which a score has no value, instead of leaving them as they are',
});

const create = booleanOption({
	displayName: 'Create Missing Records',
	name: 'create',
	type: 'boolean',
	default: true,
	description:
		'Whether to create a record if none has the LeadsPredict ID. Name, company and email are then written, too.',
});

const keepItems = booleanOption({
	displayName: 'Keep Every Item',
	name: 'keepItems',
	type: 'boolean',
	default: true,
	description:
		'Whether to pass on items that need no request, so that Read Answer puts out every item in order. If nothing has to be written, one item with an empty URL comes out.',
});

const onlyChanged = booleanOption({
	displayName: 'Only Changed Values',
	name: 'onlyChanged',
	type: 'boolean',
	default: false,
	description:
		'Whether to leave out values that the CRM already holds, and records without a change',
});

const previewOnly = booleanOption({
	displayName: 'Preview Only',
	name: 'previewOnly',
	type: 'boolean',
	default: true,
	description: 'Whether to put out what would change in each record, without preparing requests',
});

const optionsFor = ({ fields }: Crm) => ({
	clear,
	create,
	excludeFields: excludeFields(fields),
	fieldNames: fieldNames(fields),
	keepItems,
	onlyChanged,
	previewOnly,
	trustCaller,
	trustRecordIds,
});

const WAY_OPTIONS = {
	recordId: {
		name: 'Record ID',
		value: 'recordId',
		description: 'The lead came from this CRM, or was looked up there',
	},
	email: {
		name: 'Email',
		value: 'email',
		description: 'Updates the contact with this email; never creates one',
	},
	leadspredictId: {
		name: 'LeadsPredict ID',
		value: 'leadspredictId',
		description: 'The record holds the ID that was written with an earlier score',
	},
} as const;

const findByFor = ({ value, findBy }: Crm) =>
	optionsSetting({
		displayName: 'Find Record By',
		name: 'findBy',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { crm: [value] } },
		options: [
			{
				name: 'Automatic',
				value: 'auto' as const,
				description: findBy.includes('email')
					? 'By record ID if it is known, for events by LeadsPredict ID, otherwise by email'
					: 'By record ID if it is known, for events by LeadsPredict ID',
			},
			...findBy.map((way) => WAY_OPTIONS[way]),
		].sort((a, b) => a.name.localeCompare(b.name)),
		default: 'auto',
		description: 'How to find the record that a score belongs to',
	});

const formatFor = (crms: Crms) =>
	optionsSetting({
		displayName: 'Format',
		name: 'format',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { crm: crms.map(({ value }) => value) } },
		options: [
			{
				name: 'One Item per Record',
				value: 'records',
				description: 'Flat fields for n8n’s own CRM node, which writes one record at a time',
			},
			{
				name: 'One Item per Request',
				value: 'requests',
				description: 'Many records in each request, for an HTTP Request node',
			},
		],
		default: 'requests',
		description: 'What the next node works with',
	});

const paired = (items: readonly number[]) => items.map((item) => ({ item }));

const IDENTIFIERS = { recordId: 'record_id', email: 'email', leadspredictId: 'lead_id' } as const;

/** Flat, for a node that writes one record; what it is found by stands beside the fields. */
const recordItem = ({ identity, fields, leftOut, items, leads }: CrmRecord) => ({
	json: {
		...jsonOf(leads[0]),
		[IDENTIFIERS[identity.by]]: identity.id,
		...jsonOf(fields),
		...(leftOut.length > 0 && { left_out: leftOut.map((each) => ({ ...each })) }),
	},
	pairedItem: paired(items),
});

const previewItem =
	(record: string) =>
	({ identity, claim, fields, before, leftOut, items, leads }: CrmRecord): INodeExecutionData => ({
		json: {
			...jsonOf(leads[0]),
			record,
			find_by: IDENTIFIERS[identity.by],
			id: identity.id,
			...(claim && { origin: jsonOf(claim) }),
			changes: Object.fromEntries(
				Object.entries(fields).map(([name, to]) => [
					name,
					jsonOf({ from: before?.[name] ?? null, to }),
				]),
			),
			...(leftOut.length > 0 && { left_out: leftOut.map((each) => ({ ...each })) }),
			...(items.length > 1 && { merged_items: [...items] }),
		},
		pairedItem: paired(items),
	});

async function execute(node: IExecuteFunctions, crms: Crms): Promise<INodeExecutionData[]> {
	const input = node.getInputData();
	const crm = readCrm(node, crms, input.length);
	if (crm === undefined) return customUpdate(node, input);

	const chosen = readOptions(node, optionsFor(crm), input.length);
	const shape = readSetting(node, formatFor(crms), input.length);
	const fields = writtenFields(node, crm.fields, chosen);
	const idField = idFieldOf(fields);
	const preparation = prepare(
		input.map(({ json }) => json),
		{
			fields,
			identityOptions: {
				...crm,
				idField,
				create: chosen.create,
				trustClaims: chosen.trustRecordIds,
			},
			originIsKnown: provenanceOf(node, chosen).originIsKnown,
			findBy: readSetting(node, findByFor(crm), input.length),
			onlyChanged: chosen.onlyChanged,
			keepItems: chosen.keepItems,
			clear: chosen.clear,
			now: new Date(),
			...(chosen.create && { creation: crm.creation }),
		},
	);
	stopAtRefusedItem(node, preparation.refused, input.length);

	const { records, refused } = preparation;
	if (chosen.previewOnly) {
		addHints(node, preparedHint(crm, preparation, undefined));
		return [...records.map(previewItem(crm.record)), ...errorItems(refused)];
	}
	if (shape === 'records') {
		addHints(node, preparedHint(crm, preparation, undefined));
		return [...records.map(recordItem), ...errorItems(refused)];
	}
	const instanceUrl = readInstanceUrlParameter(node, crm, input.length);
	const context = { instanceUrl, idField, fields, create: chosen.create };
	const withErrors = hasErrorOutput(node);
	const packed = batchUpdates(records, crm, context);
	addHints(node, preparedHint(crm, preparation, packed.length));
	if (packed.length > 0) addHints(node, setUpHint(crm));
	const kept = preparation.kept.map((position) => ({
		position,
		item: input[position]?.json ?? {},
	}));
	const requests = withUnrequested(
		packed,
		{ notSent: notSent(preparation, !withErrors), kept },
		chosen.keepItems ? { crm: crm.value, purpose: 'update', id_field: idField } : undefined,
	).map(({ request, items }) => ({ json: jsonOf(request), pairedItem: paired(items) }));
	// On the regular output an error item would be taken for a request; there they travel along.
	return withErrors || requests.length === 0 ? [...requests, ...errorItems(refused)] : requests;
}

/** Scores → what a CRM node or an HTTP Request node writes into the CRM. */
export const prepareUpdate = (crms: Crms): Operation => ({
	value: 'prepareUpdate',
	name: 'Prepare Update',
	description: 'Write scores into the fields of your CRM',
	action: 'Write scores to a CRM',
	properties: [
		crmProperty(crms, [
			{
				name: 'Custom',
				value: CUSTOM,
				description: 'Your own field names, for a sheet, a database or another CRM',
			},
		]),
		...instanceUrlProperties(crms, { format: ['requests'] }),
		formatFor(crms).property,
		...crms.map((each) => findByFor(each).property),
		...customProperties,
		...crms.map((each) => optionsCollection(optionsFor(each), { show: { crm: [each.value] } })),
	],
	execute: async (node) => await execute(node, crms),
});
