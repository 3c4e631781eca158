import type { NodeExecutionHint } from 'n8n-workflow';

import type { RateLimit } from '../contract';
import type { Outcome } from '../flow';

/** What the editor says above the output after a run. Pure; n8n shows about 450 characters. */

const count = (amount: number, one: string, many = `${one}s`): string =>
	`${amount.toLocaleString('en-US')} ${amount === 1 ? one : many}`;

/** Items are counted from 0, as n8n does. */
const MOST_ITEMS = 5;
const MOST_REASONS = 3;

const clock = (time: Date): string => `${time.toISOString().slice(11, 16)} UTC`;

function quotaLeft({ limit, remaining, resetsAt }: RateLimit): string {
	if (remaining === undefined) return '';
	const left = remaining.toLocaleString('en-US');
	const of = limit === undefined ? '' : ` of ${limit.toLocaleString('en-US')}`;
	const until = resetsAt === undefined ? '' : ` until ${clock(resetsAt)}`;
	return `. ${left}${of} requests left${until}`;
}

/** @param done e.g. "scored", for "250 leads scored in 3 requests. 997 of 1,000 requests left" */
export function runHint(
	outcomes: ReadonlyArray<Outcome<unknown>>,
	requests: number,
	rateLimit: RateLimit,
	done: string,
): NodeExecutionHint {
	const succeeded = outcomes.filter(({ ok }) => ok).length;
	return {
		message: `${count(succeeded, 'lead')} ${done} in ${count(requests, 'request')}${quotaLeft(rateLimit)}`,
		type: 'info',
		location: 'outputPane',
	};
}

/** Names the items without a result and why, grouped by reason; undefined when there are none. */
export function failureHint(
	outcomes: ReadonlyArray<Outcome<unknown>>,
): NodeExecutionHint | undefined {
	const byReason = new Map<string, number[]>();
	for (const outcome of outcomes) {
		if (outcome.ok) continue;
		const items = byReason.get(outcome.problem.message);
		if (items === undefined) byReason.set(outcome.problem.message, [outcome.item]);
		else items.push(outcome.item);
	}
	if (byReason.size === 0) return undefined;
	const failures = [...byReason.values()].reduce((total, items) => total + items.length, 0);
	const reasons = [...byReason].slice(0, MOST_REASONS).map(([reason, items]) => {
		const more = items.length > MOST_ITEMS ? ` and ${items.length - MOST_ITEMS} more` : '';
		const noun = items.length === 1 ? 'item' : 'items';
		return `${reason} (${noun} ${items.slice(0, MOST_ITEMS).join(', ')}${more})`;
	});
	const others = byReason.size - reasons.length;
	if (others > 0) reasons.push(`and ${count(others, 'other reason')}`);
	return {
		message: `${count(failures, 'lead')} without a result: ${reasons.join('; ')}`,
		type: 'warning',
		location: 'outputPane',
	};
}
