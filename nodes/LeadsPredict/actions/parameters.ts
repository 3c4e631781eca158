import { NodeOperationError } from 'n8n-workflow';
import type { IExecuteFunctions } from 'n8n-workflow';

const holdsExpression = (raw: unknown): boolean => JSON.stringify(raw)?.includes('"=') ?? false;

/**
 * Reads a parameter that shapes whole requests, once. With an expression in it the items could
 * disagree; then they are asked one by one, so that no item silently gets another's setting.
 * @throws NodeOperationError naming the first item that differs
 */
export function readForAll(
	node: IExecuteFunctions,
	name: string,
	label: string,
	fallback: object | string,
	items: number,
): unknown {
	const value: unknown = node.getNodeParameter(name, 0, fallback);
	const raw: unknown = node.getNodeParameter(name, 0, fallback, { rawExpressions: true });
	if (!holdsExpression(raw)) return value;
	const first = JSON.stringify(value);
	for (let item = 1; item < items; item += 1) {
		const other: unknown = node.getNodeParameter(name, item, fallback);
		if (JSON.stringify(other) === first) continue;
		throw new NodeOperationError(node.getNode(), `${label} differs between items`, {
			itemIndex: item,
			description: `Many items share one request, so ${label} must be the same for all of them. Use a fixed value, or split the items with an If or Switch node first`,
		});
	}
	return value;
}
