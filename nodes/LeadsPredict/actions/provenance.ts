import type { IExecuteFunctions, NodeTypeAndVersion } from 'n8n-workflow';

import { own } from '../json';
import type { Provenance } from '../types';
import { isTool } from './tool';

/**
 * Whether somebody outside may have written the items, judged by the nodes above this one. The search
 * upward ends at a node that outputs what a service or a database holds. Every other node may pass its
 * input on: n8n's own nodes that sort, split, filter or merge, a Code node, an AI Agent, and a node
 * that writes (Google Sheets' Append Row outputs the row it was given).
 */

/** Nodes through which people outside n8n enter data. */
const ENTRIES: ReadonlySet<string> = new Set([
	// Anyone who knows the URL.
	'n8n-nodes-base.webhook',
	'n8n-nodes-base.formTrigger',
	'n8n-nodes-base.form',
	'@n8n/n8n-nodes-langchain.chatTrigger',
	'@n8n/n8n-nodes-langchain.chat',
	// Anyone who writes to the mailbox: attachments become items.
	'n8n-nodes-base.emailReadImap',
	'n8n-nodes-base.gmailTrigger',
	'n8n-nodes-base.microsoftOutlookTrigger',
	// Anyone who can start the calling workflow; its nodes are not visible here.
	'n8n-nodes-base.executeWorkflowTrigger',
]);

const WAIT = 'n8n-nodes-base.wait';

const parameterOf = ({ parameters = {} }: NodeTypeAndVersion, name: string): string =>
	String(parameters[name] ?? '');

const isEntry = (node: NodeTypeAndVersion): boolean =>
	ENTRIES.has(node.type) ||
	(node.type === WAIT && ['webhook', 'form'].includes(parameterOf(node, 'resume')));

/** Nodes that always output the response of the CRM or of another service. */
const PUT_OUT_ANSWERS: ReadonlySet<string> = new Set([
	'n8n-nodes-base.graphql',
	'n8n-nodes-base.httpRequest',
	'n8n-nodes-base.hubspot',
	'n8n-nodes-base.salesforce',
]);

/** Names of operations that read, as nodes of services and databases call them. */
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
 * Whether an operation of this package writes every `origin` that it outputs. A pause does not: at its
 * deadline n8n passes the input on unchanged.
 */
const writesOrigin = (node: NodeTypeAndVersion): boolean => {
	const operation = parameterOf(node, 'operation');
	return (
		operation === 'analyze' ||
		operation === 'readAnswer' ||
		(operation === 'analyzeBatch' && parameterOf(node, 'mode') !== 'pause')
	);
};

const PREPARES: readonly string[] = ['prepareLookup', 'prepareTasks', 'prepareUpdate'];

const CALLER = 'n8n-nodes-base.executeWorkflowTrigger';

/**
 * Whether a path leads up to an entry before a node ends it. Read Answer passes on the items of its
 * Prepare step, whatever the nodes between them output.
 */
function hasEntryAbove(
	node: IExecuteFunctions,
	ends: (parent: NodeTypeAndVersion, isOurs: boolean) => boolean,
	trustCaller: boolean,
): boolean {
	const { name: start, type } = node.getNode();
	const open = [{ name: start, inRequest: false }];
	const seen = new Set<string>();
	// Nodes pushed during the loop are visited, too.
	for (const { name, inRequest } of open) {
		const parents = node.getParentNodes(name, { includeNodeParameters: true, depth: 1 });
		for (const parent of parents) {
			// n8n passes items through a disabled node.
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
