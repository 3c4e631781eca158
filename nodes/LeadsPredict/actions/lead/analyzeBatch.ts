import { MAX_LEADS_PER_REQUEST } from '../../contract';
import { batchRequest } from '../../exchange/send';
import type { Operation } from '../resource';
import { leadProperties, optionsProperty, scoreLeads } from './scoring';

/** `POST /leads/batch`, answered at once. The reference names no options for it, so none are sent. */
export const analyzeBatch: Operation = {
	value: 'analyzeBatch',
	name: 'Analyze in Batch',
	description: 'Score up to 1,000 leads per request, for large lists',
	action: 'Analyze leads in batch',
	properties: [...leadProperties, optionsProperty(MAX_LEADS_PER_REQUEST)],
	execute: async (node) =>
		await scoreLeads(node, {
			usualSize: MAX_LEADS_PER_REQUEST,
			requestFor: (leads) => batchRequest({ leads, async: false }),
		}),
};
