import { NodeOperationError } from 'n8n-workflow';
import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import { z } from 'zod';

import type { CrmField } from '../../crm/mapping';
import { sameName } from '../../crm/definitions';
import { multiOptionsSetting } from '../settings';
import type { Setting } from '../settings';

/** The user's own names for fields of a CRM, one by one; the same control in every operation. */

const byLabel = (targets: readonly CrmField[]) =>
	targets
		.map(({ to, label }) => ({ name: label, value: to }))
		.sort((a, b) => a.name.localeCompare(b.name));

const fieldNamesProperty = (targets: readonly CrmField[]): INodeProperties => ({
	displayName: 'Field Names',
	name: 'fieldNames',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true },
	placeholder: 'Add Field Name',
	default: {},
	description: 'Other names for single fields, where your CRM calls them differently',
	options: [
		{
			displayName: 'Field Name',
			name: 'names',
			values: [
				{
					displayName: 'Field',
					name: 'field',
					type: 'options',
					options: byLabel(targets),
					default: '',
					description: 'The field that has another name in your CRM',
				},
				{
					displayName: 'Name in Your CRM',
					name: 'name',
					type: 'string',
					default: '',
					placeholder: 'e.g. lead_score',
					description: 'The internal name of the field there, not its label',
				},
			],
		},
	],
});

const fieldNamesSchema = z.object({
	names: z.array(z.object({ field: z.string(), name: z.string().trim().min(1) })).default([]),
});

export type FieldNames = z.output<typeof fieldNamesSchema>;

export const fieldNames = (targets: readonly CrmField[]): Setting<FieldNames> => ({
	property: fieldNamesProperty(targets),
	whenAbsent: { names: [] },
	rule: 'Each of the Field Names needs the name that the field has in your CRM',
	read: (given) => fieldNamesSchema.safeParse(given).data,
});

/**
 * The targets that are written, under the user's names.
 * @param excludeFields names of targets as the table has them
 */
export function chosenFields(
	targets: readonly CrmField[],
	{
		fieldNames: { names },
		excludeFields: excluded = [],
	}: { fieldNames: FieldNames; excludeFields?: readonly string[] },
): CrmField[] {
	const other = new Map(names.map(({ field, name }) => [field, name]));
	return targets
		.filter(({ to, from }) => from === 'lead_id' || !excluded.includes(to))
		.map((target) => ({ ...target, to: other.get(target.to) ?? target.to }));
}

const INTERNAL_NAME = /^[A-Za-z]\w*$/;

/**
 * The same, when values are to be written under these names.
 * @throws NodeOperationError for a name that no field can have, or that two fields would have
 */
export function writtenFields(
	node: IExecuteFunctions,
	targets: readonly CrmField[],
	settings: { fieldNames: FieldNames; excludeFields?: readonly string[] },
): CrmField[] {
	const chosen = chosenFields(targets, settings);
	const odd = chosen.find(({ to }) => !INTERNAL_NAME.test(to))?.to;
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
export const excludeFields = (targets: readonly CrmField[]) =>
	multiOptionsSetting({
		displayName: 'Exclude Fields',
		name: 'excludeFields',
		type: 'multiOptions',
		options: byLabel(targets.filter(({ from }) => from !== 'lead_id')),
		default: [],
		description: 'Fields that are not written',
	});
