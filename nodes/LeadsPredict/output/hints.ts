import type { NodeExecutionHint } from 'n8n-workflow';

import type { RateLimit } from '../contract';
import type { MatchedLead } from '../scoring/matchResults';
import { scoreTotals } from '../scoring/totals';
import type { Outcome, Shortfall } from '../types';
import { FIRST_SIZE } from '../scoring/requestSize';
import type { RequestSize } from '../scoring/requestSize';
import type { RequestCounts } from '../scoring/scheduler';
import { count, listItems, shorten, until } from '../format';

/** Hints above the output after a run. Pure. */

/** Max characters that n8n shows. */
export const MAX_HINT_LENGTH = 450;

/** Max reasons, or kinds of items, in a hint. */
export const MAX_REASONS = 3;

/** n8n shows hints as HTML, in which the address of "Ann <ann@company.example>" would disappear. */
export const asHtml = (text: string): string =>
	text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');

function quotaLeft(
	{ limit, remaining, resetsAt }: RateLimit,
	timezone: string | undefined,
	now: Date,
): string {
	if (remaining === undefined) return '';
	const left =
		limit === undefined
			? count(remaining, 'request')
			: `${remaining.toLocaleString('en-US')} of ${count(limit, 'request')}`;
	return `. ${left} left${until(resetsAt, timezone, now)}`;
}

/** @param html shown unchanged */
export const htmlHint = (
	html: string,
	type: NodeExecutionHint['type'] = 'info',
): NodeExecutionHint => ({ message: html, type, location: 'outputPane' });

export const hint = (message: string, type?: NodeExecutionHint['type']): NodeExecutionHint =>
	htmlHint(asHtml(shorten(message, MAX_HINT_LENGTH)), type);

/** The words for items that succeeded, for "250 leads scored in 3 requests". */
export interface Success {
	/** "lead" */
	readonly noun: string;
	/** "scored" */
	readonly done: string;
	/** How many of them were skipped. */
	readonly skipped?: number;
	/** Totals of the results, e.g. "31 hot, average score 54.2". */
	readonly totals?: string | undefined;
}

/** "31 hot, average score 54.2" */
export function totalsOf(outcomes: ReadonlyArray<Outcome<MatchedLead>>): string | undefined {
	const { hot, average } = scoreTotals(outcomes);
	return average === undefined
		? undefined
		: `${hot.toLocaleString('en-US')} hot, average score ${Math.round(average * 10) / 10}`;
}

/** Details on the requests of a run, besides their number. */
function requestsInWords(counts: RequestCounts): string {
	const { requests, retries, unconfirmed, fromCache, size } = counts;
	const odd = [
		...(retries > 0 ? [`${retries.toLocaleString('en-US')} of them repeated`] : []),
		...(unconfirmed > 0
			? [`${unconfirmed.toLocaleString('en-US')} failed and may have been counted anyway`]
			: []),
	];
	const upTo =
		size !== undefined && size.taken > FIRST_SIZE ? ` of up to ${count(size.taken, 'lead')}` : '';
	const sent = `${count(requests, 'request')}${upTo}${odd.length > 0 ? ` (${odd.join(', ')})` : ''}`;
	return fromCache === 0
		? sent
		: `${sent}, and ${fromCache.toLocaleString('en-US')} that an earlier try had made`;
}

export function runHint(
	outcomes: ReadonlyArray<Outcome<unknown>>,
	requests: RequestCounts,
	rateLimit: RateLimit,
	{ noun, done, skipped = 0, totals }: Success,
	timezone?: string,
	now: Date = new Date(),
): NodeExecutionHint {
	const succeeded = outcomes.filter(({ ok }) => ok).length - skipped;
	const left = skipped === 0 ? '' : `, ${skipped.toLocaleString('en-US')} skipped`;
	return hint(
		`${count(succeeded, noun)} ${done} in ${requestsInWords(requests)}${left}${totals === undefined ? '' : `. ${totals}`}${quotaLeft(rateLimit, timezone, now)}`,
	);
}

/** The shortfall at the time it was noticed. Other hints report its effect. */
export const shortfallHint = ({ needed, left, resetsAt, timezone }: Shortfall): NodeExecutionHint =>
	hint(
		`The limit of your plan was too small for this run at first: it needed ${count(needed, 'more request')} and had ${left.toLocaleString('en-US')} left${until(resetsAt, timezone)}`,
	);

/** Suggests a value for Leads per Request when LeadsPredict refused larger requests. */
export const sizeHint = ({ taken, refused }: RequestSize): NodeExecutionHint | undefined =>
	refused === undefined || taken === 0
		? undefined
		: hint(
				`LeadsPredict refused ${count(refused, 'lead')} in one request, so the node sent smaller requests. To save that request, add Leads per Request under Options and set it to ${taken.toLocaleString('en-US')}`,
			);

/** Counts equal texts, the most frequent first. */
export function countEqual(texts: Iterable<string>): Array<[text: string, times: number]> {
	const times = new Map<string, number>();
	for (const text of texts) times.set(text, (times.get(text) ?? 0) + 1);
	return [...times].sort(([, a], [, b]) => b - a);
}

/** Names the items without a result, grouped by reason; undefined when there are none. */
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
	const beginning = `${count(failures, 'item')} without a result: `;
	const shown = [...byReason].slice(0, MAX_REASONS);
	const places = shown.map(([, items]) => ` (${listItems(items)})`);
	const others = byReason.size - shown.length;
	const end = others > 0 ? `; and ${count(others, 'other reason')}` : '';
	// Each reason also needs room for its items, a semicolon and, if cut, an ellipsis.
	const taken = beginning.length + end.length + places.join('').length + 3 * shown.length;
	const room = Math.floor((MAX_HINT_LENGTH - taken) / shown.length);
	const reasons = shown.map(([reason], index) => `${shorten(reason, room)}${places[index]}`);
	return htmlHint(asHtml(`${beginning}${reasons.join('; ')}${end}`), 'warning');
}
