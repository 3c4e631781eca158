import { COLUMN_SAMPLES, UNREADABLE_SAMPLES } from './columns';
import { CRM_SAMPLES } from './crm';
import { ENRICHMENT_SAMPLES } from './enrichment';
import { FORM_SAMPLES } from './forms';

export const READABLE_SAMPLES = [
	...CRM_SAMPLES,
	...ENRICHMENT_SAMPLES,
	...FORM_SAMPLES,
	...COLUMN_SAMPLES,
];

export const SAMPLES = [...READABLE_SAMPLES, ...UNREADABLE_SAMPLES];
