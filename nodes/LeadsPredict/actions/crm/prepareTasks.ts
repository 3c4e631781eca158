import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import type { Crm, CrmTasks } from '../../crm/crm';
import type { Crms } from '../../crm/crms';
import { idFieldOf } from '../../crm/mapping';
import { withUnrequested } from '../../crm/requests';
import { batchTasks, planTasks } from '../../crm/tasks';
import { setUpHint, tasksHint } from '../../output/crmHints';
import { jsonOf } from '../../json';
import { addHints } from '../hints';
import { readOptions, stringSetting } from '../settings';
import { provenanceOf } from '../provenance';
import { optionsCollection } from '../optionsCollection';
import type { Operation } from '../resource';
import {
	crmProperty,
	instanceUrlProperties,
	readCrm,
	readInstanceUrlParameter,
} from './crmParameter';
import { trustCaller } from './trustCaller';
import { trustRecordIds } from './trustRecordIds';
import { withClaim } from './withClaim';

const owner = stringSetting({
	displayName: 'Owner ID',
	name: 'owner',
	type: 'string',
	default: '',
	placeholder: 'e.g. 64492917',
	description:
		'ID of the user in the CRM who gets the tasks. Without it, HubSpot assigns them to nobody, and Salesforce to the user of the credential.',
});

const OPTIONS = { owner, trustCaller, trustRecordIds };

type WithTasks = Crm & { readonly tasks: CrmTasks };

const hasTasks = (crm: Crm): crm is WithTasks => crm.tasks !== undefined;

async function execute(
	node: IExecuteFunctions,
	offered: readonly [WithTasks, ...WithTasks[]],
): Promise<INodeExecutionData[]> {
	const input = node.getInputData();
	const crm = readCrm(node, offered, input.length) ?? offered[0];
	const options = readOptions(node, OPTIONS, input.length);
	const provenance = provenanceOf(node, options);
	const preparation = planTasks(
		input.map(({ json }) => withClaim(json, provenance)),
		{
			...crm,
			idField: idFieldOf(crm.fields),
			create: false,
			trustClaims: options.trustRecordIds,
			originIsKnown: provenance.originIsKnown,
		},
	);
	const context = {
		instanceUrl: readInstanceUrlParameter(node, crm, input.length),
		owner: options.owner,
		now: new Date(),
	};
	const batched = batchTasks(preparation, crm, crm.tasks, context);
	addHints(node, tasksHint(crm, preparation, batched));
	if (batched.length > 0) addHints(node, setUpHint(crm));
	return withUnrequested(
		batched,
		{ notSent: [], kept: preparation.kept },
		{ crm: crm.value, purpose: 'tasks', id_field: crm.tasks.idField },
	).map(({ request, items }) => ({
		json: jsonOf(request),
		pairedItem: items.map((item) => ({ item })),
	}));
}

/**
 * Next actions → the requests that create them as tasks of their records. Not offered when no CRM
 * has tasks.
 */
export function prepareTasks(crms: Crms): Operation[] {
	const [first, ...others] = crms.filter(hasTasks);
	if (first === undefined) return [];
	const offered: readonly [WithTasks, ...WithTasks[]] = [first, ...others];
	return [
		{
			value: 'prepareTasks',
			name: 'Prepare Tasks',
			description: 'Turn next actions into tasks in your CRM, each once',
			action: 'Create CRM tasks from next actions',
			properties: [
				{
					...crmProperty(offered),
					options: offered
						.map(({ option, value, record }) => ({
							...{ name: option, value, description: `Tasks of ${record}s` },
						}))
						.sort((a, b) => a.name.localeCompare(b.name)),
					description: 'Where the tasks go',
				},
				...instanceUrlProperties(offered),
				optionsCollection(OPTIONS),
			],
			execute: async (node) => await execute(node, offered),
		},
	];
}
