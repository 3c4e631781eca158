import type { IExecuteFunctions, NodeExecutionHint } from 'n8n-workflow';

/** Old versions of n8n have no hints; by the time of the first, requests may have been paid for. */
type WithHints = Partial<Pick<IExecuteFunctions, 'addExecutionHints'>>;

/** Shows hints above the output, where n8n can. */
export function addHints(node: IExecuteFunctions, ...hints: readonly NodeExecutionHint[]): void {
	const shows: WithHints = node;
	shows.addExecutionHints?.(...hints);
}
