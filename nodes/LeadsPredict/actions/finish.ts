import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { isProblem } from '../exchange/run';
import type { Run, RunOptions } from '../exchange/run';
import type { MakeRequest } from '../exchange/send';
import { settle } from '../flow';
import type { Outcome } from '../flow';
import { failureHint, runHint } from '../output/hints';
import { toItems } from '../output/items';
import type { Presented, Shape } from '../output/items';
import { nodeError } from './failure';

/** The two ends that every operation on leads shares: how to run, and how to put out what came. */

export const runOptions = (node: IExecuteFunctions, makeRequest: MakeRequest): RunOptions => ({
	makeRequest,
	stopAtProblem: !node.continueOnFail(),
	isCancelled: () => node.getExecutionCancelSignal()?.aborted ?? false,
});

/** With On Error: Stop Workflow, a bad item ends the run before any request is made. */
export function stopAtRefused(
	node: IExecuteFunctions,
	refused: ReadonlyArray<Outcome<never>>,
	items: number,
): void {
	const [first] = refused;
	if (first === undefined || first.ok || node.continueOnFail()) return;
	const others = refused.slice(1).map(({ item }) => item);
	const more =
		others.length === 0
			? ''
			: `${others.length === 1 ? 'Item' : 'Items'} ${others.slice(0, 10).join(', ')}${others.length > 10 ? ` and ${others.length - 10} more` : ''} cannot be sent either. `;
	throw nodeError(
		node.getNode(),
		first.problem,
		first.item,
		`${more}Nothing was sent. To go on with the other ${items - refused.length}, set On Error in the settings of this node to Continue`,
	);
}

function stopAtFailure<R>(node: IExecuteFunctions, { outcomes, requests }: Run<R>): void {
	if (node.continueOnFail()) return;
	const failures = outcomes.filter(isProblem);
	const [first] = failures;
	if (first === undefined) return;
	const last = failures[failures.length - 1] ?? first;
	const concerned =
		failures.length === 1 ? '' : `This concerns items ${first.item} to ${last.item}. `;
	const done = outcomes.length - failures.length;
	const lost =
		done === 0
			? ''
			: `Request ${requests} failed; ${done} ${done === 1 ? 'item was' : 'items were'} done before it. To keep such results, set On Error in the settings of this node to Continue`;
	throw nodeError(node.getNode(), first.problem, first.item, `${concerned}${lost}`.trim());
}

export interface Finish<R> {
	readonly input: readonly INodeExecutionData[];
	readonly refused: ReadonlyArray<Outcome<never>>;
	readonly present: (result: R) => Presented;
	readonly shape: Shape;
	/** What happened to the leads, e.g. "scored". */
	readonly done: string;
}

/**
 * Outcomes → items and hints.
 * @returns the items and, for a summary, the outcomes in the order of the input
 * @throws NodeApiError or NodeOperationError at the first problem, with On Error: Stop Workflow
 */
export function finish<R>(
	node: IExecuteFunctions,
	run: Run<R>,
	{ input, refused, present, shape, done }: Finish<R>,
): { items: INodeExecutionData[]; outcomes: ReadonlyArray<Outcome<R>> } {
	stopAtFailure(node, run);
	const outcomes = settle(input.length, [...refused, ...run.outcomes]);
	node.addExecutionHints(runHint(outcomes, run.requests, run.rateLimit, done));
	const failures = failureHint(outcomes);
	if (failures !== undefined) node.addExecutionHints(failures);
	return { items: toItems(outcomes, input, present, shape), outcomes };
}
