import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';
import { z } from 'zod';

import { readAnswer as readCrmAnswer } from '../../crm/answer';
import { answerItems } from '../../output/crmAnswers';
import { answerHint } from '../../output/crmHints';
import { itemsInWords } from '../../words';
import { readSetting } from '../parameters';
import type { Operation } from '../resource';
import { prepareStep, trace } from './trace';

const sentBy = {
	name: 'sentBy',
	label: 'Prepared By',
	schema: z.string().describe('Prepared By must be the name of a node'),
	fallback: '',
} as const;

async function execute(node: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const input = node.getInputData();
	const step = prepareStep(node, readSetting(node, sentBy, input.length));
	const { answered, untraced } = trace(node, input, step);
	if (untraced.length > 0) {
		throw new NodeOperationError(
			node.getNode(),
			`n8n cannot tell which request of "${step}" the answer in ${itemsInWords(untraced)} belongs to`,
			{
				description:
					'Between the Prepare step and Read Answer, use nodes that keep paired items, such as HTTP Request. A Code node must set pairedItem',
			},
		);
	}
	const results = answered.flatMap(({ request, items, answers }) =>
		answerItems(request, readCrmAnswer(request, answers), items),
	);
	node.addExecutionHints(answerHint(results.map(({ json }) => json)));
	return results;
}

/** What the CRM answered → one item per lead. */
export const readAnswer: Operation = {
	value: 'readAnswer',
	name: 'Read Answer',
	description: 'Tell for each lead what the CRM made of it: written, created, found, or why not',
	action: 'Read CRM answer',
	properties: [
		{
			displayName: 'Prepared By',
			name: 'sentBy',
			type: 'string',
			default: '',
			placeholder: 'e.g. Prepare Update',
			description:
				'The node that prepared the requests; the nearest one before this node when empty',
		},
	],
	execute: async (node) => await execute(node),
};
