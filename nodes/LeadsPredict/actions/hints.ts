import type { IExecuteFunctions, NodeExecutionHint } from 'n8n-workflow';

/**
 * Old versions of n8n have no hints. A missing function must not fail a run that has paid for requests.
 */
type WithHints = Partial<Pick<IExecuteFunctions, 'addExecutionHints'>>;

/** Shows hints above the output, where n8n can. */
export function addHints(node: IExecuteFunctions, ...hints: readonly NodeExecutionHint[]): void {
	const shows: WithHints = node;
	shows.addExecutionHints?.(...hints);
}
