import { NodeOperationError } from 'n8n-workflow';
import type { IExecuteFunctions } from 'n8n-workflow';
import { z } from 'zod';

/**
 * Reads a field of the first item of a node by its name: the same whichever item asks. Asking for
 * each of 10,000 items took 5 seconds in n8n's default expression engine.
 */
const SAME_FOR_ALL = /^=\{\{ *\$\('[^'\\]+'\)\.first\(\)\.json(?:\.[A-Za-z_]\w*)+ *\}\}$/;

const holdsExpression = (raw: unknown): boolean =>
	!(typeof raw === 'string' && SAME_FOR_ALL.test(raw)) &&
	(JSON.stringify(raw)?.includes('"=') ?? false);

/**
 * Reads a parameter that shapes whole requests, once. With an expression in it the items could
 * disagree; then they are asked one by one, so that no item silently gets another's setting.
 * @throws NodeOperationError naming the first item that differs
 */
function readForAll(
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

/** A parameter, and how its value must be. */
export interface Setting<Schema extends z.ZodTypeAny> {
	/** Part of saved workflows. */
	readonly name: string;
	readonly label: string;
	/** Its description, or that of one of its fields, is the sentence when a value does not fit. */
	readonly schema: Schema;
	readonly fallback: object | string;
}

/**
 * Reads what holds for all items of a run.
 * @throws NodeOperationError when items disagree, or when the value is not what the schema takes:
 * nothing is replaced silently by a default
 */
export function readSetting<Schema extends z.ZodTypeAny>(
	node: IExecuteFunctions,
	{ name, label, schema, fallback }: Setting<Schema>,
	items: number,
): z.output<Schema> {
	const read = schema.safeParse(readForAll(node, name, label, fallback, items));
	if (read.success) return read.data;
	const [field] = read.error.issues[0]?.path ?? [];
	const shape: unknown = schema instanceof z.ZodObject ? schema.shape[String(field)] : undefined;
	const said = shape instanceof z.ZodType ? shape.description : schema.description;
	throw new NodeOperationError(node.getNode(), said ?? `${label} has a value that it cannot have`, {
		description: `Correct it under ${label}. Nothing was sent`,
	});
}

/** A number that an expression handed over as text is a number. */
export const asNumber = (value: unknown): unknown =>
	typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
