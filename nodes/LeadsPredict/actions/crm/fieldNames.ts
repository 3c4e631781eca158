import type { INodeProperties } from 'n8n-workflow';
import { z } from 'zod';

import type { Target } from '../../crm/crm';

/** The user's own names for fields of a CRM, one by one; the same control in every operation. */

const byLabel = (targets: readonly Target[]) =>
	targets
		.map(({ to, label }) => ({ name: label, value: to }))
		.sort((a, b) => a.name.localeCompare(b.name));

export const fieldNamesOption = (targets: readonly Target[]): INodeProperties => ({
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

export const fieldNamesSchema = z
	.object({
		names: z.array(z.object({ field: z.string(), name: z.string().trim().min(1) })).default([]),
	})
	.default({})
	.describe('Each of the Field Names needs the name that the field has in your CRM');

export type FieldNames = z.output<typeof fieldNamesSchema>;

/**
 * The targets that are written, under the user's names.
 * @param leaveOut names of targets as the table has them
 */
export function chosenTargets(
	targets: readonly Target[],
	{
		fieldNames: { names },
		leaveOut = [],
	}: { fieldNames: FieldNames; leaveOut?: readonly string[] },
): Target[] {
	const other = new Map(names.map(({ field, name }) => [field, name]));
	return targets
		.filter(({ to }) => !leaveOut.includes(to))
		.map((target) => ({ ...target, to: other.get(target.to) ?? target.to }));
}

/** The id stays: by it a record is found when an event comes. */
export const leaveOutTargetsOption = (targets: readonly Target[]): INodeProperties => ({
	displayName: 'Leave Out Fields',
	name: 'leaveOut',
	type: 'multiOptions',
	options: byLabel(targets.filter(({ from }) => from !== 'lead_id')),
	default: [],
	description: 'Fields that are not written',
});

export const leaveOutTargetsSchema = z
	.array(z.string())
	.default([])
	.describe('Leave Out Fields must be a list of field names');
