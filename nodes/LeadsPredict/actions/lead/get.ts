import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { askableLeadIdSchema, leadWithHistorySchema } from '../../contract';
import { readLeadDetails } from '../../scoring/leadDetails';
import type { LeadDetailsResult } from '../../scoring/leadDetails';
import { unknownLead } from '../../problems/context';
import { problem } from '../../problems/problem';
import { runRequests } from '../../scoring/scheduler';
import type { PlannedRequest } from '../../scoring/scheduler';
import { leadRequest } from '../../scoring/http';
import { failed, succeeded } from '../../types';
import type { Outcome, Problem } from '../../types';
import { isAbsent } from '../../leads/values/value';
import { fieldReader } from '../../leads/fieldMapping';
import { presentDetails } from '../../output/items';
import { buildOutput, stopAtRefused } from '../buildOutput';
import { includeOtherFields, outputSettings, readOutputFormat } from '../output';
import { readOptions } from '../settings';
import { optionsCollection } from '../optionsCollection';
import type { Operation } from '../resource';
import { openConnection, requestOptions } from '../requestOptions';
import { historyTool } from './tools';

/** Items that ask for the same lead share one request. */
interface Wanted {
	readonly items: Map<string, number[]>;
	readonly refused: Array<Outcome<never>>;
}

function readIds(node: IExecuteFunctions, input: readonly INodeExecutionData[]): Wanted {
	const raw: unknown = node.getNodeParameter('leadId', 0, '', { rawExpressions: true });
	const read = fieldReader(raw, (item) => node.getNodeParameter('leadId', item, ''));
	const items = new Map<string, number[]>();
	const refused: Array<Outcome<never>> = [];
	const idOf = (item: number, json: IDataObject): string | Problem => {
		let value: unknown;
		try {
			value = read(item, json);
		} catch (cause) {
			return { ...problem('expression_failed', { label: 'Lead ID', cause }), field: 'lead_id' };
		}
		if (isAbsent(value)) return problem('missing_lead_id');
		const id = askableLeadIdSchema.safeParse(value);
		return id.success ? id.data : problem('invalid_lead_id', { value });
	};
	input.forEach(({ json }, item) => {
		const id = idOf(item, json);
		if (typeof id !== 'string') {
			refused.push(failed(item, id));
			return;
		}
		const same = items.get(id);
		if (same === undefined) items.set(id, [item]);
		else same.push(item);
	});
	return { items, refused };
}

const plan = ([id, items]: [string, number[]]): PlannedRequest<LeadDetailsResult> => ({
	request: leadRequest(id),
	items,
	explain: (why) => unknownLead(why, id),
	read: (answer) => {
		const read = readLeadDetails(id, answer);
		return items.map((item) =>
			'result' in read ? succeeded(item, read.result) : failed(item, read.problem),
		);
	},
});

const output = outputSettings(leadWithHistorySchema, ['lead_id', 'score', 'updated_at']);

export const options = { includeOtherFields, ...requestOptions };

async function execute(node: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const input = node.getInputData();
	const chosen = readOptions(node, options, input.length);
	const shape = readOutputFormat(node, output, input.length, chosen.includeOtherFields);
	const { items, refused } = readIds(node, input);
	stopAtRefused(node, refused, input.length);

	const exchange = await openConnection(node, chosen);
	const ran = await runRequests([...items].map(plan), exchange.options);
	return buildOutput(node, ran, {
		cache: exchange.cache,
		input,
		refused,
		present: presentDetails,
		format: shape,
		success: { noun: 'item', done: 'answered' },
	});
}

/** `GET /leads/:id`, once for each distinct lead. */
export const get: Operation = {
	value: 'get',
	name: 'Get',
	description: 'Get the current score of a lead and its history',
	action: 'Get the score of a lead',
	properties: [
		{
			displayName: 'Lead ID',
			name: 'leadId',
			type: 'string',
			required: true,
			default: '={{ $json.lead_id }}',
			placeholder: 'e.g. lead_abc123',
			description: 'The lead_id of a LeadsPredict result or event',
		},
		output.output.property,
		output.outputFields.property,
		optionsCollection(options),
	],
	tool: historyTool,
	execute,
};
