import { NodeOperationError } from 'n8n-workflow';
import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { z } from 'zod';

import { leadIdSchema, leadWithHistorySchema } from '../../contract';
import { readDetails } from '../../exchange/details';
import type { Details } from '../../exchange/details';
import { missingLeadId, unknownLead, unusableLeadId } from '../../exchange/problem';
import { run } from '../../exchange/run';
import type { Call } from '../../exchange/run';
import { leadRequest } from '../../exchange/send';
import { failed, succeeded } from '../../flow';
import type { Outcome } from '../../flow';
import { isAbsent } from '../../intake/convert';
import { EVALUATE, compilePath } from '../../intake/mapping';
import { presentDetails } from '../../output/items';
import { finish, runOptions, stopAtRefused } from '../finish';
import { includeInputOption, outputProperties, readShape } from '../output';
import { readForAll } from '../parameters';
import { requestsOf } from '../request';
import type { Operation } from '../resource';

/** Dots alone would change the address of the request, and half a character cannot be encoded. */
const pathId = leadIdSchema.refine((id) => !/^\.{1,2}$|\p{Surrogate}/u.test(id));

/** Items that ask for the same lead share one request. */
interface Wanted {
	readonly items: Map<string, number[]>;
	readonly refused: Array<Outcome<never>>;
}

function readIds(node: IExecuteFunctions, input: readonly INodeExecutionData[]): Wanted {
	const raw: unknown = node.getNodeParameter('leadId', 0, '', { rawExpressions: true });
	const compiled = typeof raw === 'string' ? compilePath(raw) : undefined;
	const items = new Map<string, number[]>();
	const refused: Array<Outcome<never>> = [];
	input.forEach(({ json }, item) => {
		const direct = compiled?.(json) ?? EVALUATE;
		const value: unknown = direct === EVALUATE ? node.getNodeParameter('leadId', item, '') : direct;
		const id = pathId.safeParse(value);
		if (isAbsent(value)) refused.push(failed(item, missingLeadId()));
		else if (!id.success) refused.push(failed(item, unusableLeadId(value)));
		else {
			const same = items.get(id.data);
			if (same === undefined) items.set(id.data, [item]);
			else same.push(item);
		}
	});
	return { items, refused };
}

const callFor = ([id, items]: [string, number[]]): Call<Details> => ({
	request: leadRequest(id),
	items,
	explain: (problem) => unknownLead(problem, id),
	read: (answer) => {
		const read = readDetails(id, answer);
		return items.map((item) =>
			'result' in read ? succeeded(item, read.result) : failed(item, read.problem),
		);
	},
});

const optionsSchema = z.object({ includeInput: z.boolean().default(false) });

async function execute(node: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const input = node.getInputData();
	const options = optionsSchema.safeParse(readForAll(node, 'options', 'Options', {}, input.length));
	if (!options.success) {
		throw new NodeOperationError(node.getNode(), 'Include Input Fields must be on or off', {
			description: 'Correct it under Options',
		});
	}
	const shape = readShape(node, input.length, options.data.includeInput);
	const { items, refused } = readIds(node, input);
	stopAtRefused(node, refused, input.length);

	const ran = await run([...items].map(callFor), runOptions(node, await requestsOf(node)));
	return finish(node, ran, { input, refused, present: presentDetails, shape, done: 'read' }).items;
}

/** `GET /leads/:id`, once for each different lead. */
export const get: Operation = {
	value: 'get',
	name: 'Get',
	description: 'Get the current score of a lead and how it came about',
	action: 'Get a lead',
	properties: [
		{
			displayName: 'Lead ID',
			name: 'leadId',
			type: 'string',
			required: true,
			default: '={{ $json.lead_id }}',
			placeholder: 'e.g. lead_abc123',
			description: 'The lead_id of an earlier LeadsPredict result or event',
		},
		...outputProperties(leadWithHistorySchema, ['lead_id', 'score', 'updated_at']),
		{
			displayName: 'Options',
			name: 'options',
			type: 'collection',
			placeholder: 'Add Option',
			options: [includeInputOption],
			default: {},
		},
	],
	execute,
};
