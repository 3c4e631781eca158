import type {
	IExecuteFunctions,
	INodeExecutionData,
	ITaskDataConnections,
	IWorkflowExecuteAdditionalData,
} from 'n8n-workflow';

/** The globals of n8n's task runner for Code nodes that the examples use. */
const OFFERED = [
	...['$', '$input', '$json', '$binary', '$node', '$items', '$itemIndex', '$runIndex'],
	...['$now', '$today', '$workflow', '$execution', '$vars', '$prevNode', '$parameter', '$jmespath'],
	...['DateTime', 'Duration', 'Interval'],
] as const;

interface CodeSettings {
	code: string;
	nodeMode: string;
	chunk?: { startIndex: number; count: number };
}

type Outcome = { ok: true; result: unknown } | { ok: false; error: unknown };
type AsyncFunctionConstructor = new (
	...namesAndBody: string[]
) => (...values: unknown[]) => Promise<unknown>;

const AsyncFunction = (async () => {}).constructor as AsyncFunctionConstructor;

/**
 * n8n runs a Code node's JavaScript in a task runner, a separate process with a sandbox. The workflows
 * here are our own, so their code runs in this process, with the same names in scope.
 */
export async function runCode(
	_additionalData: IWorkflowExecuteAdditionalData,
	language: string,
	settings: unknown,
	functions: IExecuteFunctions,
	inputData: ITaskDataConnections,
): Promise<Outcome> {
	if (language !== 'javascript') {
		return { ok: false, error: new Error(`Code nodes in ${language} need a whole n8n server.`) };
	}
	const { code, nodeMode, chunk } = settings as CodeSettings;
	const items = inputData['main']?.[0] ?? [];
	try {
		if (nodeMode !== 'runOnceForEachItem') {
			return { ok: true, result: await evaluate(code, functions, items, 0, false) };
		}
		const start = chunk?.startIndex ?? 0;
		const end = start + (chunk?.count ?? items.length);
		const result: INodeExecutionData[] = [];
		for (let item = start; item < end; item++) {
			const value = await evaluate(code, functions, items, item, true);
			if (value !== null && value !== undefined) result.push(asItem(value, item));
		}
		return { ok: true, result };
	} catch (error) {
		return { ok: false, error };
	}
}

async function evaluate(
	code: string,
	functions: IExecuteFunctions,
	items: INodeExecutionData[],
	index: number,
	forOneItem: boolean,
): Promise<unknown> {
	const data = functions.getWorkflowDataProxy(index) as unknown as Record<string, unknown>;
	const scope: Record<string, unknown> = { items, item: items[index], console };
	for (const name of OFFERED) {
		if (forOneItem || !['$json', '$binary'].includes(name)) scope[name] = data[name];
	}
	return await new AsyncFunction(...Object.keys(scope), code)(...Object.values(scope));
}

function asItem(value: unknown, item: number): INodeExecutionData {
	const isItem = typeof value === 'object' && value !== null && 'json' in value;
	const data = (isItem ? value : { json: value }) as INodeExecutionData;
	return { ...data, pairedItem: { item } };
}
