import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

import { readAnswer as readCrmAnswer, readFieldsAnswer } from '../../crm/answer';
import type { Crms } from '../../crm/crms';
import { answerItems, inInputOrder, partItems } from '../../output/crmItems';
import { answerHint, unansweredHint } from '../../output/crmHints';
import { taskItems } from '../../output/taskItems';
import { jsonOf } from '../../json';
import { listItems } from '../../format';
import { addHints } from '../hints';
import { readSetting, stringSetting } from '../settings';
import type { Operation } from '../resource';
import { prepareSteps, findRequests } from './findRequests';

const sentBy = stringSetting({
	displayName: 'Prepared By',
	name: 'sentBy',
	type: 'string',
	default: '',
	placeholder: 'e.g. Prepare Update',
	description:
		'The node that prepared the requests. Leave it empty for the nearest one before this node.',
});

/** What an answer speaks of. */
const NOUNS = { fields: 'part', lookup: 'lead', tasks: 'task', update: 'lead' } as const;

const itemsOf = (...[request, outcomes, items, crms]: Parameters<typeof answerItems>) =>
	request.purpose === 'tasks'
		? taskItems(request, outcomes, items)
		: answerItems(request, outcomes, items, crms);

const tasksOf = ({ tasks }: IDataObject): IDataObject[] =>
	Array.isArray(tasks) ? tasks.map((task) => jsonOf(task)) : [];

async function execute(node: IExecuteFunctions, crms: Crms): Promise<INodeExecutionData[]> {
	const input = node.getInputData();
	const steps = prepareSteps(node, readSetting(node, sentBy, input.length));
	const { answered, untraced, unanswered } = findRequests(node, input, steps);
	if (untraced.length > 0) {
		throw new NodeOperationError(
			node.getNode(),
			`n8n cannot tell to which request of ${steps.map((step) => `"${step}"`).join(' or ')} the answer in ${listItems(untraced)} belongs`,
			{
				description:
					'Between the Prepare step and Read Answer, use nodes that keep paired items, such as HTTP Request; a Code node must set pairedItem. The Prepare step must put out requests',
			},
		);
	}
	const results = inInputOrder(
		answered.flatMap(({ request, items, answers }) =>
			request.purpose === 'fields'
				? partItems(readFieldsAnswer(request, answers, crms), items)
				: itemsOf(request, readCrmAnswer(request, answers, crms), items, crms),
		),
	);
	const purpose = answered[0]?.request.purpose ?? 'update';
	addHints(
		node,
		answerHint(
			results.flatMap(({ json }) => (purpose === 'tasks' ? tasksOf(json) : [json])),
			NOUNS[purpose],
		),
	);
	if (unanswered > 0) addHints(node, unansweredHint(unanswered));
	return results;
}

/** What the CRM answered → one item per lead, or per part that Prepare Fields has created. */
export const readAnswer = (crms: Crms): Operation => ({
	value: 'readAnswer',
	name: 'Read Answer',
	description: 'Show for each lead what your CRM did: written, created, found, or why not',
	action: 'Read what a CRM answered',
	properties: [sentBy.property],
	execute: async (node) => await execute(node, crms),
});
