import type { INodeExecutionData } from 'n8n-workflow';
import axios from 'axios';

import { chunk } from '../../nodes/LeadsPredict/scoring/chunk';
import {
	matchResults,
	noIdClaims,
	withdrawDisputed,
} from '../../nodes/LeadsPredict/scoring/matchResults';
import type { MatchedLead } from '../../nodes/LeadsPredict/scoring/matchResults';
import { analyzeRequest, sendRequest } from '../../nodes/LeadsPredict/scoring/http';
import type { LeadRow, MakeRequest, Outcome } from '../../nodes/LeadsPredict/types';
import { orderOutcomes } from '../../nodes/LeadsPredict/types';
import { recognizer } from '../../nodes/LeadsPredict/leads/recognize';
import { validate } from '../../nodes/LeadsPredict/leads/validate';
import { presentScored, toItems } from '../../nodes/LeadsPredict/output/items';
import { ASKED } from '../engine/workflows';
import type { Service } from '../engine/workflows';
import { madeLeads } from '../leads';
import type { Stage, StageTimes } from './stages';

/** Makes requests like n8n's request helper, with the same library, without n8n's overhead. */
function requestsTo({ baseUrl, apiKey }: Service): MakeRequest {
	return async ({ method, path, body }) => {
		const { status, headers, data } = await axios.request<unknown>({
			method,
			url: `${baseUrl}${path}`,
			data: body,
			headers: { authorization: `Bearer ${apiKey}` },
			maxRedirects: 0,
			// As text, which the node's own code parses.
			responseType: 'text',
			transformResponse: (text: unknown) => text,
			proxy: false,
			validateStatus: () => true,
		});
		return { answer: { status, headers: { ...headers }, body: data } };
	};
}

/**
 * Runs leads through the node's pure functions, one stage after another for all leads, so that each
 * stage can be timed.
 */
export async function timeStages({
	service,
	leads,
	size,
}: {
	service: Service;
	leads: number;
	size: number;
}): Promise<StageTimes> {
	const times: Record<Stage, number> = {
		read: 0,
		validate: 0,
		chunk: 0,
		request: 0,
		match: 0,
		settle: 0,
		items: 0,
	};
	const timed = async <T>(stage: Stage, work: () => T): Promise<Awaited<T>> => {
		const startedAt = performance.now();
		const result = await work();
		times[stage] += performance.now() - startedAt;
		return result;
	};
	const input: INodeExecutionData[] = madeLeads(leads).map((json) => ({ json }));
	const makeRequest = requestsTo(service);

	const fields = await timed('read', () => {
		const recognise = recognizer('auto');
		return input.map(({ json }) => recognise(json));
	});
	const checks = {
		excludeFields: new Set<never>(),
		strict: false,
		dates: 'leaveOut',
		ranges: 'leaveOut',
	} as const;
	const validated = await timed('validate', () =>
		fields.map((each, item) => validate(item, each, checks)),
	);
	const rows = validated.filter((each): each is LeadRow => 'lead' in each);
	const parts = await timed('chunk', () => chunk(rows, size));

	const outcomes: Array<Outcome<MatchedLead>> = [];
	const claims = noIdClaims();
	for (const part of parts) {
		const sent = await timed('request', () =>
			sendRequest(
				makeRequest,
				analyzeRequest({ leads: part.map(({ lead }) => lead), options: ASKED }),
			),
		);
		if (!sent.ok) throw new Error(sent.problem.message);
		outcomes.push(...(await timed('match', () => matchResults(part, sent.answer, claims))));
	}
	const kept = await timed('match', () => withdrawDisputed(parts, outcomes, claims));
	const settled = await timed('settle', () => orderOutcomes(input.length, kept));
	const shape = { output: 'simplified', selected: [], includeOtherFields: false } as const;
	const items = await timed('items', () => toItems(settled, input, presentScored, shape));
	const scored = items.filter(({ json }) => typeof json['score'] === 'number').length;
	if (scored !== leads) throw new Error(`${leads} leads went in, ${scored} scores came out.`);
	return times;
}
