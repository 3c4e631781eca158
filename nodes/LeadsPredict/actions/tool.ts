import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';

/**
 * The node as a tool of an AI agent. n8n makes it (`usableAsTool`), and shows a model the name of the
 * node, the parameter `toolDescription` and each `$fromAI()` that stands in a parameter, in a default
 * too (seen in n8n 2.41). So a tool that nobody changed works by what its defaults say.
 */

/** What an operation is as a tool. */
export interface ToolVariant {
	/** What a model is told: what the tool is for, when to call it, what it returns. */
	readonly description: string;
	/** Defaults that a tool has in place of the operation's own, by the names of parameters. */
	readonly defaults: Readonly<Record<string, INodeProperties['default']>>;
}

const ONLY_TOOL = { show: { '@tool': [true] } };
const NOT_TOOL = { hide: { '@tool': [true] } };

/** n8n adds "Tool" to the name of a node that it makes a tool. */
export const isTool = (node: IExecuteFunctions): boolean => node.getNode().type.endsWith('Tool');

/** Whether a failed item is put out. For a model it always is: some n8n answer a tool that throws with nothing. */
export const continuesOnFailure = (node: IExecuteFunctions): boolean =>
	node.continueOnFail() || isTool(node);

/**
 * A value that the model gives. Numbers are texts, too: only a text has a default ('') that says that
 * there is none, and without a default n8n requires the value.
 * @param description without quotes
 */
export const fromModel = (name: string, description: string, isRequired = false): string =>
	`={{ $fromAI('${name}', '${description}', 'string'${isRequired ? '' : ", ''"}) }}`;

/** With a property of this name n8n adds none of its own, which would say no more than the action. */
const toolDescription = (text: string): INodeProperties => ({
	displayName: 'Tool Description',
	name: 'toolDescription',
	type: 'string',
	typeOptions: { rows: 5 },
	default: text,
	displayOptions: ONLY_TOOL,
	description: 'What the model reads about this tool',
});

const variantsOf = (property: INodeProperties, tool: ToolVariant): INodeProperties[] => {
	const usual = tool.defaults[property.name];
	if (usual === undefined) return [property];
	const { displayOptions } = property;
	return [
		{
			...property,
			displayOptions: { ...displayOptions, hide: { ...displayOptions?.hide, ...NOT_TOOL.hide } },
		},
		{
			...property,
			default: usual,
			displayOptions: { ...displayOptions, show: { ...displayOptions?.show, ...ONLY_TOOL.show } },
		},
	];
};

/** The properties of an operation in the node and in the tool that n8n makes of it. */
export const withTool = (
	properties: readonly INodeProperties[],
	tool: ToolVariant,
): INodeProperties[] => [
	...properties.flatMap((property) => variantsOf(property, tool)),
	toolDescription(tool.description),
];
