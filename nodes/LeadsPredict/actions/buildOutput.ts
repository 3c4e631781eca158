import type { IExecuteFunctions, INodeExecutionData, NodeExecutionHint } from 'n8n-workflow';

import { isProblem } from '../scoring/scheduler';
import type { RunResult } from '../scoring/scheduler';
import { orderOutcomes } from '../types';
import type { Outcome } from '../types';
import { failureHint, runHint, shortfallHint, sizeHint } from '../output/hints';
import type { Success } from '../output/hints';
import { toItems } from '../output/items';
import type { PresentedResult, OutputFormat } from '../output/items';
import { count, listItems } from '../format';
import { nodeError } from './errors';
import { addHints } from './hints';
import type { ResponseCache } from './responseCache';
import { continuesOnFailure } from './tool';

/** Turns the outcomes of a run into items, hints or an error, for every operation on leads. */

const GO_ON = 'set On Error in the settings of this node to Continue';

/** With On Error: Stop Workflow, a bad item ends the run before any request is made. */
export function stopAtRefused(
	node: IExecuteFunctions,
	refused: ReadonlyArray<Outcome<never>>,
	items: number,
): void {
	const [first] = refused;
	if (first === undefined || first.ok || continuesOnFailure(node)) return;
	const more = refused.slice(1).map(({ item }) => item);
	const good = items - refused.length;
	throw nodeError(node.getNode(), first.problem, first.item, [
		...(more.length > 0 ? [`More cannot be sent: ${listItems(more)}`] : []),
		'Nothing was sent',
		...(good > 0 ? [`To go on with the other ${count(good, 'item')}, ${GO_ON}`] : []),
	]);
}

function stopAtFailure<R>(node: IExecuteFunctions, run: RunResult<R>, kept: ResponseCache): void {
	const { outcomes } = run;
	if (continuesOnFailure(node)) return;
	const failures = outcomes.filter(isProblem);
	const [first] = failures;
	if (first === undefined) return;
	const done = outcomes.length - failures.length;
	const only = failures.length === 1 ? first.item : undefined;
	kept.put(run);
	throw nodeError(node.getNode(), first.problem, only, [
		...(failures.length > 1
			? [`This concerns ${listItems(failures.map(({ item }) => item))}`]
			: []),
		...(done > 0
			? [
					`${count(done, 'item')} had a result before, which ${done === 1 ? 'is' : 'are'} saved with this execution: Retry On Fail and Retry in the list of executions send only the others; Execute step and Execute workflow send all again`,
					`To output what succeeds, ${GO_ON}`,
				]
			: []),
	]);
}

export interface BuildOutputOptions<R> {
	readonly cache: ResponseCache;
	readonly input: readonly INodeExecutionData[];
	readonly refused: ReadonlyArray<Outcome<never>>;
	readonly present: (result: R) => PresentedResult;
	readonly format: OutputFormat;
	readonly success: Success;
	/** Further hints, shown before the failures. */
	readonly hints?: readonly NodeExecutionHint[];
	/** Outcomes of items that need no request. */
	readonly unsent?: ReadonlyArray<Outcome<R>>;
}

/**
 * Outcomes → items and hints.
 * @returns one item for each input item, in their order
 * @throws NodeApiError or NodeOperationError at the first problem, with On Error: Stop Workflow
 */
export function buildOutput<R>(
	node: IExecuteFunctions,
	run: RunResult<R>,
	{
		cache,
		input,
		refused,
		unsent = [],
		hints = [],
		present,
		format,
		success,
	}: BuildOutputOptions<R>,
): INodeExecutionData[] {
	stopAtFailure(node, run, cache);
	const outcomes = orderOutcomes(input.length, [...refused, ...unsent, ...run.outcomes]);
	const items = toItems(outcomes, input, present, format);
	cache.release(run, items[0]);
	const more = [
		run.shortfall && shortfallHint(run.shortfall),
		run.size && sizeHint(run.size),
		failureHint(outcomes),
	];
	addHints(
		node,
		runHint(outcomes, run, run.rateLimit, success, node.getTimezone()),
		...hints,
		...more.filter((hint) => hint !== undefined),
	);
	return items;
}
