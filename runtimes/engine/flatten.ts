import type { IRun, INodeExecutionData, ITaskData } from 'n8n-workflow';
import type { FlatError, FlatRun, NodeRun } from './protocol';

/** Flattens n8n's errors, whose nodes, requests and causes cannot be sent between processes. */
export function flattenError(thrown: unknown): FlatError {
	if (typeof thrown !== 'object' || thrown === null) {
		return { name: 'Error', message: String(thrown) };
	}
	const error = thrown as Record<string, unknown>;
	const context = asRecord(error['context']);
	const itemIndex = context?.['itemIndex'];
	const node = asRecord(error['node'])?.['name'];
	return {
		name: text(error['name']) ?? 'Error',
		message: text(error['message']) ?? '',
		...optional('description', text(error['description'])),
		...optional('httpCode', text(error['httpCode'])),
		...optional('itemIndex', typeof itemIndex === 'number' ? itemIndex : undefined),
		...optional('node', text(node)),
		...optional('level', text(error['level'])),
		...optional('messages', stringsOnly(error['messages'])),
		...optional('context', context && plain(context)),
		...optional('stack', text(error['stack'])),
	};
}

export function flattenRun(run: IRun, order: string[], wallMs: number): FlatRun {
	const { error, runData } = run.data.resultData;
	const nodes: Record<string, NodeRun[]> = {};
	for (const [name, tasks] of Object.entries(runData)) nodes[name] = tasks.map(flattenTask);
	return {
		status: run.status,
		...optional('error', error && flattenError(error)),
		...optional('waitTill', run.waitTill ?? undefined),
		nodes,
		order,
		wallMs,
	};
}

function flattenTask(task: ITaskData): NodeRun {
	const outputs = task.data?.['main'] ?? [];
	return {
		executionTimeMs: task.executionTime,
		...optional('status', task.executionStatus),
		outputs: outputs.map((items) => (items ?? []).map(flattenItem)),
		...optional('error', task.error && flattenError(task.error)),
		...optional('hints', task.hints?.length ? task.hints : undefined),
	};
}

function flattenItem(item: INodeExecutionData): INodeExecutionData {
	if (item.error === undefined) return item;
	// Outside this process an error is reduced to what n8n shows.
	return { ...item, error: flattenError(item.error) as unknown as NonNullable<typeof item.error> };
}

/** `{ [key]: value }`, or an empty object for undefined. */
function optional<Key extends string, Value>(
	key: Key,
	value: Value | undefined,
): Partial<Record<Key, Value>> {
	return value === undefined ? {} : ({ [key]: value } as Record<Key, Value>);
}

function text(value: unknown): string | undefined {
	if (typeof value === 'string' && value !== '') return value;
	return typeof value === 'number' ? String(value) : undefined;
}

function stringsOnly(value: unknown): string[] | undefined {
	if (!Array.isArray(value) || value.length === 0) return undefined;
	return value.filter((entry): entry is string => typeof entry === 'string');
}

function asRecord(value: unknown): Record<string, unknown> | undefined {
	return typeof value === 'object' && value !== null
		? (value as Record<string, unknown>)
		: undefined;
}

function plain(value: Record<string, unknown>): Record<string, unknown> | undefined {
	try {
		return JSON.parse(JSON.stringify(value)) as Record<string, unknown>;
	} catch {
		return undefined; // refers to itself
	}
}
