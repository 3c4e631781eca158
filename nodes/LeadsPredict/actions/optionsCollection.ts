import type { IDisplayOptions, INodeProperties } from 'n8n-workflow';

import { OPTIONS } from './settings';
import type { Setting } from './settings';

/** The Options of an operation, in the alphabetical order in which n8n shows them. */
export const optionsCollection = (
	settings: Readonly<Record<string, Setting<unknown>>>,
	displayOptions?: IDisplayOptions,
): INodeProperties => ({
	...OPTIONS,
	type: 'collection',
	placeholder: 'Add Option',
	...(displayOptions !== undefined && { displayOptions }),
	options: Object.values(settings)
		.map(({ property }) => property)
		.sort((a, b) => a.displayName.localeCompare(b.displayName)),
});
