import type { INodeExecutionData } from 'n8n-workflow';

import { readLeads } from '../../nodes/LeadsPredict/leads/readLeads';
import type { LeadsRead } from '../../nodes/LeadsPredict/leads/readLeads';
import { recognizer } from '../../nodes/LeadsPredict/leads/recognize';
import { RECOGNIZE } from '../../nodes/LeadsPredict/leads/sources';

/** What the LeadsPredict node reads of items with all its parameters at their defaults. */
export const readAsNode = (items: readonly INodeExecutionData[]): LeadsRead =>
	readLeads(items, {
		recognise: recognizer(RECOGNIZE),
		mapping: new Map(),
		compareItems: true,
		excludeFields: new Set(),
		strict: false,
		dates: 'leaveOut',
		ranges: 'leaveOut',
	});
