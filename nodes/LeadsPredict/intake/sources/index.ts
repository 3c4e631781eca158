import type { Source } from '../shape';
import { hubspot } from './hubspot';
import { salesforce } from './salesforce';

/**
 * The systems whose leads are recognised, in the order in which their shapes are tried. Flat rows
 * of any other origin are read by their headers.
 */
export const SOURCES: readonly Source[] = [hubspot, salesforce];

/** Lead Source: everything below. */
export const RECOGNISE = 'auto';

/** Lead Source: the API's own field names and nothing else. */
export const OWN_FIELDS = 'leadspredict';

/** Lead Source: flat rows and forms, by their headers. */
export const COLUMNS = 'columns';

/** Values of Lead Source. They are part of saved workflows. */
export const LEAD_SOURCES: readonly [string, ...string[]] = [
	RECOGNISE,
	OWN_FIELDS,
	COLUMNS,
	...SOURCES.map(({ value }) => value),
];

export type LeadSource = string;
