import type { IDisplayOptions, INodeProperties } from 'n8n-workflow';

/** The Options of an operation, in the alphabetical order in which n8n shows them. */
export const optionsCollection = (
	options: readonly INodeProperties[],
	displayOptions?: IDisplayOptions,
): INodeProperties => ({
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add Option',
	...(displayOptions !== undefined && { displayOptions }),
	options: [...options].sort((a, b) => a.displayName.localeCompare(b.displayName)),
	default: {},
});
