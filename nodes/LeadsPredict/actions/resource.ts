import { NodeOperationError, updateDisplayOptions } from 'n8n-workflow';
import type { IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';

import { itemForModel } from '../output/toolItems';
import { failAllItems } from './errors';
import { isTool, withTool } from './tool';
import type { ToolVariant } from './tool';

/** One operation of the node: its panel, and what it does with all input items. */
export interface Operation {
	/** Part of saved workflows. */
	readonly value: string;
	readonly name: string;
	readonly description: string;
	/** The name in n8n's list of actions; it includes the resource. */
	readonly action: string;
	readonly properties: readonly INodeProperties[];
	/** What it is for an AI agent, where it is of use to one. */
	readonly tool?: ToolVariant;
	readonly execute: (node: IExecuteFunctions) => Promise<INodeExecutionData[]>;
}

export interface Resource {
	/** Part of saved workflows. */
	readonly value: string;
	readonly name: string;
	readonly description: string;
	/** In alphabetical order of their names. */
	readonly operations: readonly [Operation, ...Operation[]];
	/** The value of the default operation. */
	readonly usual: string;
}

const option = ({ name, value, description }: Resource) => ({ name, value, description });

const operationOption = ({ name, value, description, action }: Operation) => ({
	name,
	value,
	description,
	action,
});

/**
 * The selectors and fields of all resources. Each field is shown only for its operation.
 * @param usual the value of the default resource
 */
export function propertiesOf(resources: readonly Resource[], usual: string): INodeProperties[] {
	return [
		{
			displayName: 'Resource',
			name: 'resource',
			type: 'options',
			noDataExpression: true,
			options: resources.map(option),
			default: usual,
		},
		...resources.flatMap(
			({ value: resource, operations, usual: usualOperation }): INodeProperties[] => {
				return [
					{
						displayName: 'Operation',
						name: 'operation',
						type: 'options',
						noDataExpression: true,
						displayOptions: { show: { resource: [resource] } },
						options: operations.map(operationOption),
						default: usualOperation,
					},
					...operations.flatMap(
						({ value: operation, properties, description, tool = { description, defaults: {} } }) =>
							updateDisplayOptions(
								{ show: { resource: [resource], operation: [operation] } },
								withTool(properties, tool),
							),
					),
				];
			},
		),
	];
}

/** The text below the node's name on the canvas: the operation's name instead of its value. */
export function subtitleOf(resources: readonly Resource[]): string {
	const actions = Object.fromEntries(
		resources.flatMap(({ value: resource, operations }) =>
			operations.map(({ value, action }) => [`${resource}.${value}`, action]),
		),
	);
	return `={{ (${JSON.stringify(actions)})[$parameter.resource + "." + $parameter.operation] }}`;
}

/** @throws NodeOperationError when there is none, e.g. for n8n's "Custom API Call" entry */
function chosenOperation(resources: readonly Resource[], node: IExecuteFunctions): Operation {
	const resource = node.getNodeParameter('resource', 0);
	const operation = node.getNodeParameter('operation', 0);
	const chosen = resources
		.find(({ value }) => value === resource)
		?.operations.find(({ value }) => value === operation);
	if (chosen !== undefined) return chosen;
	throw new NodeOperationError(
		node.getNode(),
		`This node has no operation "${String(operation)}" for "${String(resource)}"`,
		{
			description:
				'Choose an operation from the list. To call LeadsPredict in another way, use the HTTP Request node with the LeadsPredict credential',
		},
	);
}

/**
 * Runs the operation that the node's parameters name. With On Error: Continue it never throws; as a
 * tool it throws for its settings alone.
 */
export async function dispatch(
	resources: readonly Resource[],
	node: IExecuteFunctions,
): Promise<INodeExecutionData[]> {
	const execute = async () => await chosenOperation(resources, node).execute(node);
	const items = await (node.continueOnFail()
		? execute().catch((error: unknown) => failAllItems(node, error))
		: execute());
	return isTool(node) ? items.map(itemForModel) : items;
}
