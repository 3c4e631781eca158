import type { IExecuteFunctions, NodeTypeAndVersion } from 'n8n-workflow';

import { own } from '../json';
import type { Provenance } from '../types';
import { isTool } from './tool';

/**
 * Whether somebody outside may have written what stands in the items, by the nodes above this one.
 * A path upward ends at a node that puts out what a service or a database holds. Every other node may
 * hand on what came in: n8n's own that sort, split, filter or merge, a Code node, an AI Agent, and a
 * node that writes (Google Sheets' Append Row puts out the row it was given).
 */

/** Where people outside of n8n put data in. */
const ENTRIES: ReadonlySet<string> = new Set([
	// Whoever knows the address.
	'n8n-nodes-base.webhook',
	'n8n-nodes-base.formTrigger',
	'n8n-nodes-base.form',
	'@n8n/n8n-nodes-langchain.chatTrigger',
	'@n8n/n8n-nodes-langchain.chat',
	// Whoever writes to the mailbox: attachments become items.
	'n8n-nodes-base.emailReadImap',
	'n8n-nodes-base.gmailTrigger',
	'n8n-nodes-base.microsoftOutlookTrigger',
	// Whoever calls the workflow that calls this one; its nodes cannot be seen from here.
	'n8n-nodes-base.executeWorkflowTrigger',
]);

const WAIT = 'n8n-nodes-base.wait';

const parameterOf = ({ parameters = {} }: NodeTypeAndVersion, name: string): string =>
	String(parameters[name] ?? '');

const isEntry = (node: NodeTypeAndVersion): boolean =>
	ENTRIES.has(node.type) ||
	(node.type === WAIT && ['webhook', 'form'].includes(parameterOf(node, 'resume')));

/** Whatever they do, they put out what the CRM or another service answers. */
const PUT_OUT_ANSWERS: ReadonlySet<string> = new Set([
	'n8n-nodes-base.graphql',
	'n8n-nodes-base.httpRequest',
	'n8n-nodes-base.hubspot',
	'n8n-nodes-base.salesforce',
]);

/** What nodes of services and databases call their operations that read. */
const READS: ReadonlySet<string> = new Set([
	'executeQuery',
	'find',
	'get',
	'getAll',
	'getMany',
	'list',
	'lookup',
	'read',
	'search',
	'select',
]);

const fetches = (node: NodeTypeAndVersion): boolean =>
	PUT_OUT_ANSWERS.has(node.type) || READS.has(parameterOf(node, 'operation'));

/**
 * The operations of this package that write each `origin` they put out. A pause is none of them: at
 * its deadline n8n hands on its input as it came.
 */
const writesOrigin = (node: NodeTypeAndVersion): boolean => {
	const operation = parameterOf(node, 'operation');
	return (
		operation === 'analyze' ||
		operation === 'readAnswer' ||
		(operation === 'analyzeBatch' && parameterOf(node, 'mode') !== 'pause')
	);
};

const PREPARES: readonly string[] = ['prepareLookup', 'prepareUpdate'];

const CALLER = 'n8n-nodes-base.executeWorkflowTrigger';

/**
 * Whether a path leads up to an entry before it comes to a node that ends it. Read Answer hands on
 * the items of its Prepare step, whatever the nodes between them put out.
 */
function hasEntryAbove(
	node: IExecuteFunctions,
	ends: (parent: NodeTypeAndVersion, isOurs: boolean) => boolean,
	trustCaller: boolean,
): boolean {
	const { name: start, type } = node.getNode();
	const open = [{ name: start, inRequest: false }];
	const seen = new Set<string>();
	// What is pushed meanwhile is walked, too.
	for (const { name, inRequest } of open) {
		const parents = node.getParentNodes(name, { includeNodeParameters: true, depth: 1 });
		for (const parent of parents) {
			// n8n passes items by a disabled node.
			const isOn = !parent.disabled;
			const isOurs = isOn && parent.type === type;
			if (isOn && isEntry(parent) && !(trustCaller && parent.type === CALLER)) return true;
			if (isOn && !inRequest && ends(parent, isOurs)) continue;
			const operation = isOurs ? parameterOf(parent, 'operation') : '';
			const next = operation === 'readAnswer' || (inRequest && !PREPARES.includes(operation));
			const key = JSON.stringify([parent.name, next]);
			if (!seen.has(key)) open.push({ name: parent.name, inRequest: next });
			seen.add(key);
		}
	}
	return false;
}

/**
 * Read once for a whole run: it walks up through the nodes above.
 * @param trustCaller whether what a calling workflow hands over counts as written by this package
 */
export function provenanceOf(
	node: IExecuteFunctions,
	{ trustCaller = false }: { trustCaller?: boolean } = {},
): Provenance {
	// Its input is what an agent says, and an agent may say what it was told.
	const forModel = isTool(node);
	const isOpen = forModel || hasEntryAbove(node, () => false, trustCaller);
	if (!isOpen) return { recordIsKnown: () => true, originIsKnown: () => true };
	const fromOutside =
		forModel || hasEntryAbove(node, (parent, isOurs) => !isOurs && fetches(parent), trustCaller);
	const writtenOutside =
		forModel ||
		hasEntryAbove(
			node,
			(parent, isOurs) => (isOurs ? writesOrigin(parent) : fetches(parent)),
			trustCaller,
		);
	// On an error output n8n lays the error over the item that had come in.
	// A sub-workflow's trigger puts out every input that it names, null without a value.
	const failed = (json: object): boolean => (own(json, 'error') ?? null) !== null;
	return {
		recordIsKnown: (json) => !fromOutside && !failed(json),
		originIsKnown: (json) => !writtenOutside && !failed(json),
	};
}
