import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { batchIdOf, batchIdsOf } from '../../../contract';
import type { SubmittedLead } from '../../../contract';
import { readCallbackUrl } from '../../../webhook/callbackUrl';
import { chunk } from '../../../scoring/chunk';
import { bisect } from '../../../scoring/bisect';
import { amongLeads } from '../../../problems/context';
import type { CallbackSource } from '../../../problems/table/node';
import { runRequests } from '../../../scoring/scheduler';
import type { PlannedRequest } from '../../../scoring/scheduler';
import { batchRequest } from '../../../scoring/http';
import { succeeded } from '../../../types';
import type { LeadRow } from '../../../types';
import type { SkippedRow } from '../../../leads/recentlyScored';
import { presentScored, annotationFields, identityFields } from '../../../output/items';
import type { PresentedResult } from '../../../output/items';
import { nodeError } from '../../errors';
import { buildOutput } from '../../buildOutput';
import { readSetting, stringSetting } from '../../settings';
import { openConnection } from '../../requestOptions';
import type { Connection } from '../../requestOptions';
import type { Prepared } from '../scoreLeads';

/**
 * Send Results to a URL: the node sends the leads, and LeadsPredict sends the results to another
 * address.
 */

export const webhookUrl = stringSetting({
	displayName: 'Webhook URL',
	name: 'webhookUrl',
	type: 'string',
	required: true,
	default: '',
	placeholder: 'e.g. https://n8n.example.com/webhook/lead-results',
	description:
		'Where LeadsPredict sends the scores, such as the Production URL of a Webhook node in another workflow. LeadsPredict must be able to reach it from the internet over https.',
});

/**
 * @throws NodeOperationError, before anything is sent, when LeadsPredict cannot or should not send
 * results there
 */
export function usableCallback(
	node: IExecuteFunctions,
	{ service }: Connection,
	text: string,
	source: CallbackSource,
): URL {
	const read = readCallbackUrl(text, service, source);
	if ('problem' in read) throw nodeError(node.getNode(), read.problem, undefined);
	return read.url;
}

interface Submitted {
	readonly row: LeadRow;
	readonly batchId: string | undefined;
}

function present(submitted: Submitted | SkippedRow): PresentedResult {
	if ('lastScored' in submitted) return presentScored(submitted);
	const { row, batchId } = submitted;
	const simplified: SubmittedLead = {
		...identityFields(row),
		status: 'submitted',
		...(batchId !== undefined && { batch_id: batchId }),
		...annotationFields(row),
	};
	return { simplified, raw: simplified };
}

/** One request for every 1,000 leads; one item for each lead that LeadsPredict accepted. */
export async function submitLeads(
	node: IExecuteFunctions,
	{ input, chosen, shape, rows, skipped, refused, hints }: Prepared,
): Promise<INodeExecutionData[]> {
	const connection = await openConnection(node, chosen);
	const entered = readSetting(node, webhookUrl, input.length);
	const url = usableCallback(node, connection, entered, 'entered');
	const plan = (part: readonly LeadRow[]): PlannedRequest<Submitted> => ({
		request: batchRequest({
			leads: part.map(({ lead }) => lead),
			async: true,
			webhook_url: url.href,
		}),
		items: part.map(({ item }) => item),
		read: ({ body }) => {
			const batchId = batchIdOf(batchIdsOf(body));
			return part.map((row) => succeeded(row.item, { row, batchId }));
		},
		explain: (problem) => amongLeads(problem, part.length),
		bisect: (problem) => bisect(part, problem)?.map(plan),
	});
	const ran = await runRequests(chunk(rows, chosen.leadsPerRequest).map(plan), connection.options);
	return buildOutput<Submitted | SkippedRow>(node, ran, {
		cache: connection.cache,
		input,
		refused,
		unsent: skipped.map((each) => succeeded(each.row.item, each)),
		present,
		// Selected fields apply to results, and there are none.
		format: { ...shape, output: 'simplified', selected: [] },
		success: { noun: 'lead', done: 'submitted', skipped: skipped.length },
		hints,
	});
}
