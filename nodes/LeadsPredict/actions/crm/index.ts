import { CRMS } from '../../crm/crms';
import type { Crms } from '../../crm/crms';
import type { Resource } from '../resource';
import { prepareFields } from './prepareFields';
import { prepareLookup } from './prepareLookup';
import { prepareTasks } from './prepareTasks';
import { prepareUpdate } from './prepareUpdate';
import { readAnswer } from './readAnswer';

/** @param crms the CRMs that it offers */
export function crmResource(crms: Crms = CRMS): Resource {
	const update = prepareUpdate(crms);
	const names = [...new Set(crms.map(({ name }) => name))].join(', ');
	return {
		value: 'crm',
		name: 'CRM',
		description: `Write scores into ${names} or another CRM`,
		operations: [
			prepareFields(crms),
			prepareLookup(crms),
			...prepareTasks(crms),
			update,
			readAnswer(crms),
		],
		usual: update.value,
	};
}
