import { NodeConnectionTypes } from 'n8n-workflow';
import type {
	IExecuteFunctions,
	IHookFunctions,
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
	IWebhookFunctions,
	IWebhookResponseData,
} from 'n8n-workflow';

import { crmResource } from './actions/crm';
import { lead } from './actions/lead';
import { preview } from './actions/lead/preview';
import { receiveResults, RESUME_WEBHOOK } from './actions/lead/batch/pause';
import { dispatch, propertiesOf, subtitleOf } from './actions/resource';
import type { Resource } from './actions/resource';

/** The main resource is first, here and in the list of actions. */
const resources: readonly Resource[] = [lead, crmResource()];

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
				displayOptions: { show: { resource: [lead.value] }, hide: { operation: [preview.value] } },
			},
		],
		waitingNodeTooltip: 'Waiting for LeadsPredict to send the results',
		webhooks: [RESUME_WEBHOOK],
		properties: propertiesOf(resources, lead.value),
	};

	/**
	 * Nothing is registered: the callback URL exists while an execution is paused, and LeadsPredict gets
	 * it in the request whose results it is for.
	 */
	webhookMethods = {
		default: {
			async checkExists(this: IHookFunctions): Promise<boolean> {
				return true;
			},
			async create(this: IHookFunctions): Promise<boolean> {
				return true;
			},
			async delete(this: IHookFunctions): Promise<boolean> {
				return true;
			},
		},
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return [await dispatch(resources, this)];
	}

	/** Receives the results for a paused execution (Pause Until Results Arrive). */
	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		return await receiveResults(this);
	}
}
