import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import { z } from 'zod';

import type { OutputFormat } from '../output/items';
import { readSetting } from './settings';

const LABELS: Readonly<Record<string, string>> = { lead_id: 'Lead ID' };

const labelOf = (field: string): string =>
	LABELS[field] ??
	field.replace(/(^|_)(\w)/g, (_, gap, letter) => `${gap && ' '}${letter.toUpperCase()}`);

/**
 * Output and Selected Fields, the same after every operation on leads.
 * @param schema of the simplified item; its keys are what can be selected
 * @param usual fields that are selected to begin with
 */
export function outputProperties(
	schema: z.AnyZodObject,
	usual: readonly string[],
): INodeProperties[] {
	const selectable = Object.keys(schema.shape)
		.map((value) => ({ name: labelOf(value), value }))
		.sort((a, b) => a.name.localeCompare(b.name));
	return [
		{
			displayName: 'Output',
			name: 'output',
			type: 'options',
			noDataExpression: true,
			options: [
				{
					name: 'Raw',
					value: 'raw',
					description: 'Everything exactly as LeadsPredict sent it',
				},
				{
					name: 'Selected Fields',
					value: 'selected',
					description: 'Only the fields you choose',
				},
				{
					name: 'Simplified',
					value: 'simplified',
					description: 'The result in flat fields with the same names after every operation',
				},
			],
			default: 'simplified',
			description: 'How much of the result to put out',
		},
		{
			displayName: 'Fields',
			name: 'outputFields',
			type: 'multiOptions',
			noDataExpression: true,
			displayOptions: { show: { output: ['selected'] } },
			options: selectable,
			default: [...usual],
			description: 'The fields to put out',
		},
	];
}

/** Belongs to Options, whose other entries differ between operations. */
export const includeInputSchema = z
	.boolean()
	.default(false)
	.describe('Include Input Fields must be on or off');

export const includeInputOption: INodeProperties = {
	displayName: 'Include Input Fields',
	name: 'includeInput',
	type: 'boolean',
	default: false,
	description: 'Whether to add the data of the input item under "input"',
};

const output = {
	name: 'output',
	label: 'Output',
	schema: z
		.enum(['simplified', 'raw', 'selected'])
		.describe('Output must be simplified, raw or selected'),
	fallback: 'simplified',
} as const;

const outputFields = {
	name: 'outputFields',
	label: 'Fields',
	schema: z.array(z.string()).min(1).describe('Fields must name at least one field to put out'),
	fallback: [],
} as const;

/** Reads how results are put out. */
export function readOutputFormat(
	node: IExecuteFunctions,
	items: number,
	includeInput: boolean,
): OutputFormat {
	const chosen = readSetting(node, output, items);
	const selected = chosen === 'selected' ? readSetting(node, outputFields, items) : [];
	return { output: chosen, selected, includeInput };
}
