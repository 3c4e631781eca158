import { NodeConnectionTypes } from 'n8n-workflow';
import type {
	IExecuteFunctions,
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
} from 'n8n-workflow';

import { crm } from './actions/crm';
import { lead } from './actions/lead';
import { dispatch, propertiesOf, subtitleOf } from './actions/resource';
import type { Resource } from './actions/resource';

/** What the node is for comes first, here and in the list of its actions. */
const resources: readonly Resource[] = [lead, crm];

export class LeadsPredict implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'LeadsPredict',
		name: 'leadsPredict',
		icon: { light: 'file:leadspredict.svg', dark: 'file:leadspredict.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: subtitleOf(resources),
		description: 'Score leads and predict conversion, revenue and churn with LeadsPredict',
		defaults: { name: 'LeadsPredict' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [
			{
				name: 'leadsPredictApi',
				required: true,
				displayOptions: { show: { resource: ['lead'] } },
			},
		],
		properties: propertiesOf(resources, lead.value),
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return [await dispatch(resources, this)];
	}
}
