import type { IExecuteFunctions } from 'n8n-workflow';
import type { z } from 'zod';

import type { OutputFormat } from '../output/items';
import { booleanOption, multiOptionsSetting, optionsSetting, readSetting } from './settings';

const LABELS: Readonly<Record<string, string>> = { lead_id: 'Lead ID' };

const labelOf = (field: string): string =>
	LABELS[field] ??
	field.replace(/(^|_)(\w)/g, (_, gap, letter) => `${gap && ' '}${letter.toUpperCase()}`);

/**
 * Output and Selected Fields, the same after every operation on leads.
 * @param schema of the simplified item; its keys are what can be selected
 * @param usual fields that are selected by default
 */
export function outputSettings(schema: z.AnyZodObject, usual: readonly string[]) {
	const selectable = Object.keys(schema.shape)
		.map((value) => ({ name: labelOf(value), value }))
		.sort((a, b) => a.name.localeCompare(b.name));
	const fields = multiOptionsSetting({
		displayName: 'Fields',
		name: 'outputFields',
		type: 'multiOptions',
		noDataExpression: true,
		displayOptions: { show: { output: ['selected'] } },
		options: selectable,
		default: [...usual],
		description: 'The fields to output',
	});
	return {
		output: optionsSetting({
			displayName: 'Output',
			name: 'output',
			type: 'options',
			noDataExpression: true,
			options: [
				{
					name: 'Raw',
					value: 'raw',
					description: 'Exactly what LeadsPredict sent',
				},
				{
					name: 'Selected Fields',
					value: 'selected',
					description: 'Only the fields you choose',
				},
				{
					name: 'Simplified',
					value: 'simplified',
					description: 'Flat fields with the same names for every operation',
				},
			],
			default: 'simplified',
			description: 'How much of the result to output',
		}),
		outputFields: {
			...fields,
			rule: 'Fields must name at least one field of its list',
			read: (given: unknown) => {
				const chosen = fields.read(given);
				return chosen?.length === 0 ? undefined : chosen;
			},
		},
	};
}

/** Part of Options, whose other entries differ between operations. */
export const includeOtherFields = booleanOption({
	displayName: 'Include Other Input Fields',
	name: 'includeOtherFields',
	type: 'boolean',
	default: true,
	description:
		'Whether to pass on the fields and the binary data of the input item. A field of the result replaces an input field of the same name.',
});

/** Reads the output format. */
export function readOutputFormat(
	node: IExecuteFunctions,
	settings: ReturnType<typeof outputSettings>,
	items: number,
	withInput: boolean,
): OutputFormat {
	const output = readSetting(node, settings.output, items);
	const selected = output === 'selected' ? readSetting(node, settings.outputFields, items) : [];
	return { output, selected, includeOtherFields: withInput };
}
