import { updateDisplayOptions } from 'n8n-workflow';
import type {
	IDisplayOptions,
	IExecuteFunctions,
	INodeExecutionData,
	INodeProperties,
} from 'n8n-workflow';

import { MAX_LEADS_PER_REQUEST } from '../../contract';
import { batchRequest } from '../../scoring/http';
import { optionsCollection } from '../optionsCollection';
import { optionsSetting, readSetting } from '../settings';
import type { ValuesOf } from '../settings';
import type { Operation } from '../resource';
import { pauseForResults, pauseProperties } from './batch/pause';
import { leadProperties, prepareLeads, scoreLeads, scoringOptions } from './scoreLeads';
import { scoreTool } from './tools';
import { submitLeads, webhookUrl } from './batch/submit';

/** When and where the results of a batch arrive. Values are part of saved workflows. */
const mode = optionsSetting({
	displayName: 'Mode',
	name: 'mode',
	type: 'options',
	noDataExpression: true,
	options: [
		{
			name: 'Answer at Once',
			value: 'atOnce',
			description: 'Wait for the scores, as Analyze does; right for most lists',
		},
		{
			name: 'Pause Until Results Arrive',
			value: 'pause',
			description: 'Pause the workflow until LeadsPredict sends the scores',
			// An agent waits for its tool, so there is no execution to pause.
			displayOptions: { hide: { '@tool': [true] } },
		},
		{
			name: 'Send Results to a URL',
			value: 'sendToUrl',
			description: 'LeadsPredict sends the scores to your URL; the workflow continues without them',
		},
	],
	default: 'atOnce',
	description: 'How the scores come back',
});

type Mode = ValuesOf<{ mode: typeof mode }>['mode'];

const options = scoringOptions(MAX_LEADS_PER_REQUEST);

const only = (value: Mode): IDisplayOptions => ({ show: { mode: [value] } });

const notIn = (value: Mode): IDisplayOptions => ({ hide: { mode: [value] } });

/** Options that have no effect in a mode, and the mode in which they are hidden. */
const MEANINGLESS: Readonly<Record<string, Mode>> = {
	leadsPerRequest: 'pause',
	concurrentRequests: 'pause',
};

function withMode(property: INodeProperties): INodeProperties {
	if (property.name === 'output' || property.name === 'outputFields') {
		const { displayOptions } = property;
		return { ...property, displayOptions: { ...displayOptions, ...notIn('sendToUrl') } };
	}
	if (property.type !== 'collection' || property.name !== 'options') return property;
	const shown = (property.options ?? []).map((option) => {
		const unwanted = MEANINGLESS[option.name];
		return unwanted === undefined
			? option
			: { ...option, displayOptions: { hide: { '/mode': [unwanted] } } };
	});
	return { ...property, options: shown };
}

async function execute(node: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const chosen = readSetting(node, mode, node.getInputData().length);
	if (chosen === 'atOnce') {
		return await scoreLeads(node, options, (leads) => batchRequest({ leads, async: false }));
	}
	const prepared = prepareLeads(node, options);
	return await (chosen === 'pause' ? pauseForResults : submitLeads)(node, prepared);
}

/** `POST /leads/batch`. The reference names no options for it, so none are sent. */
export const analyzeBatch: Operation = {
	value: 'analyzeBatch',
	name: 'Analyze in Batch',
	description: 'Score large lists, now or when the results arrive',
	action: 'Score leads in batch',
	properties: [
		mode.property,
		...updateDisplayOptions(only('pause'), [...pauseProperties]),
		...updateDisplayOptions(only('sendToUrl'), [webhookUrl.property]),
		...[...leadProperties, optionsCollection(options)].map(withMode),
	],
	tool: scoreTool,
	execute,
};
