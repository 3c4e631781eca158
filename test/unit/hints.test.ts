import * as fc from 'fast-check';

import { problem } from '../../nodes/LeadsPredict/problems/problem';
import type { RequestCounts } from '../../nodes/LeadsPredict/scoring/scheduler';
import { failed, leadRow, succeeded } from '../../nodes/LeadsPredict/types';
import type { Outcome } from '../../nodes/LeadsPredict/types';
import { failureHint, runHint, sizeHint, totalsOf } from '../../nodes/LeadsPredict/output/hints';

const NOW = new Date('2025-11-08T15:30:00Z');

const LEADS = { noun: 'lead', done: 'scored' };

const scored = (leads: number) => Array.from({ length: leads }, (_, item) => succeeded(item, {}));
const failures = (messages: readonly string[]): Array<Outcome<never>> =>
	messages.map((message, item) => failed(item, { ...problem('no_score'), message }));
const said = (messages: readonly string[]) => failureHint(failures(messages))?.message ?? '';
const sent = (requests: number, more: Partial<RequestCounts> = {}): RequestCounts => ({
	requests,
	retries: 0,
	unconfirmed: 0,
	fromCache: 0,
	...more,
});

describe('the hint after a run', () => {
	it.each([
		[1, 1, {}, '1 lead scored in 1 request'],
		[0, 0, {}, '0 leads scored in 0 requests'],
		[1250, 13, {}, '1,250 leads scored in 13 requests'],
		[2, 1, { remaining: 997 }, '2 leads scored in 1 request. 997 requests left'],
		[2, 1, { remaining: 1 }, '2 leads scored in 1 request. 1 request left'],
		[2, 1, { remaining: 0, limit: 1000 }, '2 leads scored in 1 request. 0 of 1,000 requests left'],
		[2, 1, { limit: 1000 }, '2 leads scored in 1 request'],
		[
			2,
			1,
			{ remaining: 9950, limit: 10000, resetsAt: new Date('2025-11-08T16:05:09Z') },
			'2 leads scored in 1 request. 9,950 of 10,000 requests left until 16:05 UTC',
		],
		[
			2,
			1,
			{ remaining: 5, resetsAt: new Date('2025-11-10T00:00:00Z') },
			'2 leads scored in 1 request. 5 requests left until 2025-11-10 00:00 UTC',
		],
	])('states the remaining quota for %d leads in %d requests', (leads, requests, limit, text) => {
		expect(runHint(scored(leads), sent(requests), limit, LEADS, undefined, NOW)).toMatchObject({
			message: text,
			type: 'info',
			location: 'outputPane',
		});
	});

	it.each([
		[{ retries: 2 }, '3 leads scored in 5 requests (2 of them repeated)'],
		[
			{ unconfirmed: 1 },
			'3 leads scored in 5 requests (1 failed and may have been counted anyway)',
		],
		[
			{ retries: 2, unconfirmed: 1 },
			'3 leads scored in 5 requests (2 of them repeated, 1 failed and may have been counted anyway)',
		],
		[{ fromCache: 4 }, '3 leads scored in 5 requests, and 4 that an earlier try had made'],
		[{ size: { most: 1_000, taken: 1_000 } }, '3 leads scored in 5 requests of up to 1,000 leads'],
		[{ size: { most: 100, taken: 100 } }, '3 leads scored in 5 requests'],
	])('explains requests that were more or fewer than needed: %j', (more, text) => {
		const { message } = runHint(scored(3), sent(5, more), {}, { noun: 'lead', done: 'scored' });
		expect(message).toBe(text);
	});

	it('names hot leads and the average score', () => {
		const outcomes = [95, 90, 89.9].map((score, item) =>
			succeeded(item, {
				row: leadRow(item, { email: 'a@b.example' }),
				result: { id: 'a', score },
				received: {},
			}),
		);
		expect(totalsOf([...outcomes, failed(3, problem('stopped'))])).toBe(
			'2 hot, average score 91.6',
		);
		expect(totalsOf([failed(0, problem('stopped'))])).toBeUndefined();
	});

	it.each([
		['Europe/Berlin', '2025-11-08T16:05:09Z', 'until 17:05 GMT+1'],
		['America/New_York', '2025-11-10T00:00:00Z', 'until 2025-11-09 19:00 EST'],
		['Asia/Kolkata', '2025-11-08T18:30:00Z', 'until 00:00 GMT+5:30'],
	])('names the time of the reset in the zone of the workflow, %s', (timezone, resetsAt, text) => {
		const limit = { remaining: 5, resetsAt: new Date(resetsAt) };
		expect(runHint(scored(1), sent(1), limit, LEADS, timezone, NOW).message).toMatch(
			new RegExp(`left ${text.replace('+', '\\+')}$`),
		);
	});

	it('counts only the leads that were scored', () => {
		const outcomes = [...scored(2), ...failures(['Email is missing'])];
		expect(runHint(outcomes, sent(1), {}, { noun: 'lead', done: 'scored' }).message).toBe(
			'2 leads scored in 1 request',
		);
	});
});

describe('the hint about the size of requests', () => {
	it('appears when one was refused, and names the size to set', () => {
		expect(sizeHint({ most: 1_000, taken: 1_000 })).toBeUndefined();
		expect(sizeHint({ most: 100, taken: 100, refused: 1_000 })?.message).toMatch(
			/refused 1,000 leads .* set it to 100$/,
		);
	});
});

describe('the hint about failures', () => {
	it('does not appear without failures', () => {
		expect(failureHint(scored(3))).toBeUndefined();
	});

	it('names the item and the reason', () => {
		expect(failureHint([...failures(['Email is missing'])])).toMatchObject({
			message: '1 item without a result: Email is missing (item 0)',
			type: 'warning',
			location: 'outputPane',
		});
	});

	it('groups items by reason', () => {
		expect(said(['A', 'B', 'A'])).toBe('3 items without a result: A (items 0, 2); B (item 1)');
	});

	it('counts the failures that it does not list', () => {
		const many = Array.from({ length: 1007 }, () => 'A');
		expect(said(many)).toBe('1,007 items without a result: A (items 0, 1, 2, 3, 4 and 1,002 more)');
		expect(said(['A', 'B', 'C', 'D', 'E'])).toMatch(/C \(item 2\); and 2 other reasons$/);
		expect(said(['A', 'B', 'C', 'D'])).toMatch(/; and 1 other reason$/);
	});

	it('escapes HTML', () => {
		expect(said(['Email is "Ann <ann@x.example> & Co"'])).toContain(
			'"Ann &lt;ann@x.example&gt; &amp; Co"',
		);
	});

	it('shortens each reason when all are long', () => {
		const text = said(['A', 'B', 'C'].map((letter) => letter.repeat(300)));
		for (const letter of ['A', 'B', 'C']) expect(text).toContain(letter.repeat(50));
	});

	it('is never longer than the editor shows, and never empty', () => {
		const reason = fc.oneof(
			fc.string({ minLength: 1, maxLength: 300 }),
			fc.constantFrom('A', 'B'.repeat(300), 'C'.repeat(299), 'D'.repeat(300)),
		);
		const outcomes = fc
			.array(reason, { minLength: 1, maxLength: 40 })
			.map((messages) =>
				messages.map((message, n) => failed(n * 99_991, { ...problem('no_score'), message })),
			);
		fc.assert(
			fc.property(outcomes, (list) => {
				const text = failureHint(list)?.message ?? '';
				const shown = text.replace(/&(?:amp|lt|gt);/g, '?');
				expect(shown.length).toBeLessThanOrEqual(450);
				expect(shown).toMatch(/^[\d,]+ items? without a result: \S?/);
			}),
		);
	});
});
