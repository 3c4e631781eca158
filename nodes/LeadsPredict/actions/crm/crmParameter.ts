import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

import { readInstanceUrl } from '../../crm/salesforce/salesforce';
import { CRMS } from '../../crm/crms';
import type { Crm } from '../../crm/crms';
import { readForAll } from '../settings';

/** Which CRM, and where it is: the same two questions in several operations. */

const SALESFORCE: string[] = ['salesforceContact', 'salesforceLead'];

const tableOption = ({ value, name, record }: Crm) => ({
	name: value === 'hubspot' ? name : record.replace(/\b[lc](?=ontact|ead)/, (l) => l.toUpperCase()),
	value,
	description: `Fields of ${record}s`,
});

export const CUSTOM = 'custom';

/** @param more entries besides the CRMs that have a table */
export const crmProperty = (
	more: ReadonlyArray<{ name: string; value: string; description: string }> = [],
): INodeProperties => ({
	displayName: 'CRM',
	name: 'crm',
	type: 'options',
	noDataExpression: true,
	options: [...CRMS.map(tableOption), ...more].sort((a, b) => a.name.localeCompare(b.name)),
	default: 'hubspot',
	description: 'Where the scores go',
});

/** @param show further conditions under which it is asked for */
export const instanceUrlProperty = (show: Record<string, string[]> = {}): INodeProperties => ({
	displayName: 'Instance URL',
	name: 'instanceUrl',
	type: 'string',
	required: true,
	displayOptions: { show: { crm: SALESFORCE, ...show } },
	default: '',
	placeholder: 'e.g. https://yourcompany.my.salesforce.com',
	description: 'The address of your Salesforce organization, as your browser shows it',
});

const crm = crmProperty();

/** @returns undefined for Custom, which has no table */
export function readCrm(node: IExecuteFunctions, items: number): Crm | undefined {
	const chosen = readForAll(node, crm, items);
	const table = CRMS.find(({ value }) => value === chosen);
	if (table !== undefined || chosen === CUSTOM) return table;
	throw new NodeOperationError(node.getNode(), `There is no CRM "${String(chosen)}" in the list`, {
		description: 'Choose a CRM from the list. Nothing was prepared',
	});
}

/** Empty for a CRM that has one address for all. */
export function readInstanceUrlParameter(
	node: IExecuteFunctions,
	table: Crm,
	items: number,
): string {
	if (!SALESFORCE.includes(table.value)) return '';
	const entered = readForAll(node, instanceUrlProperty(), items);
	const read = readInstanceUrl(typeof entered === 'string' ? entered : '');
	if (read.ok) return read.url;
	throw new NodeOperationError(node.getNode(), read.why, {
		description:
			'Enter the address of your Salesforce organization, such as https://yourcompany.my.salesforce.com. Nothing was prepared',
	});
}
