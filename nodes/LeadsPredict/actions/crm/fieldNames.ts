import { NodeOperationError } from 'n8n-workflow';
import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import { z } from 'zod';

import type { CrmField } from '../../crm/mapping';
import { sameName } from '../../crm/definitions';
import { multiOptionsSetting } from '../settings';
import type { Setting } from '../settings';

/** The user's own names for fields of a CRM, one by one; the same control in every operation. */

const byLabel = (fields: readonly CrmField[]) =>
	fields
		.map(({ name, label }) => ({ name: label, value: name }))
		.sort((a, b) => a.name.localeCompare(b.name));

const fieldNamesProperty = (fields: readonly CrmField[]): INodeProperties => ({
	displayName: 'Field Names',
	name: 'fieldNames',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true },
	placeholder: 'Add Field Name',
	default: {},
	description: 'Names of fields that are called differently in your CRM',
	options: [
		{
			displayName: 'Field Name',
			name: 'names',
			values: [
				{
					displayName: 'Field',
					name: 'field',
					type: 'options',
					options: byLabel(fields),
					default: '',
					description: 'The field that has another name in your CRM',
				},
				{
					displayName: 'Name in Your CRM',
					name: 'name',
					type: 'string',
					default: '',
					placeholder: 'e.g. lead_score',
					description: 'The internal name of the field in your CRM, not its label',
				},
			],
		},
	],
});

const fieldNamesSchema = z.object({
	names: z.array(z.object({ field: z.string(), name: z.string().trim().min(1) })).default([]),
});

export type FieldNames = z.output<typeof fieldNamesSchema>;

export const fieldNames = (fields: readonly CrmField[]): Setting<FieldNames> => ({
	property: fieldNamesProperty(fields),
	whenAbsent: { names: [] },
	rule: 'Each of the Field Names needs the name that the field has in your CRM',
	read: (given) => fieldNamesSchema.safeParse(given).data,
});

/**
 * The fields that are written, under the user's names.
 * @param excludeFields names of fields before they are renamed
 */
export function chosenFields(
	fields: readonly CrmField[],
	{
		fieldNames: { names },
		excludeFields: excluded = [],
	}: { fieldNames: FieldNames; excludeFields?: readonly string[] },
): CrmField[] {
	const other = new Map(names.map(({ field, name }) => [field, name]));
	return fields
		.filter(({ name, source }) => source === 'lead_id' || !excluded.includes(name))
		.map((field) => ({ ...field, name: other.get(field.name) ?? field.name }));
}

const INTERNAL_NAME = /^[A-Za-z]\w*$/;

/**
 * The same, when values are to be written under these names.
 * @throws NodeOperationError for a name that no field can have, or that two fields would have
 */
export function writtenFields(
	node: IExecuteFunctions,
	fields: readonly CrmField[],
	settings: { fieldNames: FieldNames; excludeFields?: readonly string[] },
): CrmField[] {
	const chosen = chosenFields(fields, settings);
	const odd = chosen.find(({ name }) => !INTERNAL_NAME.test(name))?.name;
	const twice = sameName(chosen);
	if (odd === undefined && twice === undefined) return chosen;
	throw new NodeOperationError(
		node.getNode(),
		odd === undefined
			? `Two fields would be called "${twice}"`
			: `"${odd}" is not the internal name of a field`,
		{
			description:
				'Correct it under Field Names in the Options: each field needs its own internal name, not its label. Nothing was prepared',
		},
	);
}

/** The id stays: by it a record is found when an event comes. */
export const excludeFields = (fields: readonly CrmField[]) =>
	multiOptionsSetting({
		displayName: 'Exclude Fields',
		name: 'excludeFields',
		type: 'multiOptions',
		options: byLabel(fields.filter(({ source }) => source !== 'lead_id')),
		default: [],
		description: 'Fields to leave unchanged in the CRM',
	});
