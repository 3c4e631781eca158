import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

import type { Crm } from '../../crm/crm';
import type { Crms } from '../../crm/crms';
import { readForAll } from '../settings';

/** Which CRM, and where it is: the same two questions in several operations. */

const tableOption = ({ value, option, record }: Crm) => ({
	name: option,
	value,
	description: `Fields of ${record}s`,
});

export const CUSTOM = 'custom';

/** What several CRMs say alike, with their values, so that it is asked or said once. */
export function saidBy<T>(
	crms: readonly Crm[],
	of: (crm: Crm) => T | undefined,
): Array<readonly [T, string[]]> {
	const values = new Map<T, string[]>();
	for (const each of crms) {
		const said = of(each);
		if (said !== undefined) values.set(said, [...(values.get(said) ?? []), each.value]);
	}
	return [...values];
}

/** @param more entries besides the CRMs */
export function crmProperty(
	crms: Crms,
	more: ReadonlyArray<{ name: string; value: string; description: string }> = [],
): INodeProperties {
	const [{ value: first }] = crms;
	return {
		displayName: 'CRM',
		name: 'crm',
		type: 'options',
		noDataExpression: true,
		options: [...crms.map(tableOption), ...more].sort((a, b) => a.name.localeCompare(b.name)),
		default: first,
		description: 'Where the scores go',
	};
}

const instanceUrl = { displayName: 'Instance URL', name: 'instanceUrl', default: '' };

/** @param show further conditions under which it is asked for */
export const instanceUrlProperties = (
	crms: readonly Crm[],
	show: Record<string, string[]> = {},
): INodeProperties[] =>
	saidBy(crms, (crm) => crm.instanceUrl).map(([{ placeholder, description }, values]) => ({
		...instanceUrl,
		type: 'string',
		required: true,
		displayOptions: { show: { crm: values, ...show } },
		placeholder,
		description,
	}));

/** @returns undefined for Custom, which is no CRM */
export function readCrm<C extends Crm>(
	node: IExecuteFunctions,
	crms: readonly [C, ...C[]],
	items: number,
): C | undefined {
	const chosen = readForAll(node, crmProperty(crms), items);
	const crm = crms.find(({ value }) => value === chosen);
	if (crm !== undefined || chosen === CUSTOM) return crm;
	throw new NodeOperationError(node.getNode(), `There is no CRM "${String(chosen)}" in the list`, {
		description: 'Choose a CRM from the list. Nothing was prepared',
	});
}

/** Empty for a CRM that has one address for all. */
export function readInstanceUrlParameter(
	node: IExecuteFunctions,
	{ instanceUrl: asked }: Crm,
	items: number,
): string {
	if (asked === undefined) return '';
	const entered = readForAll(node, instanceUrl, items);
	const read = asked.read(typeof entered === 'string' ? entered : '');
	if (read.ok) return read.url;
	throw new NodeOperationError(node.getNode(), read.why, {
		description: `${asked.advice}. Nothing was prepared`,
	});
}
