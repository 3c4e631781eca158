import { readRateLimit } from '../../nodes/LeadsPredict/contract';
import { RATE_LIMIT_HEADERS } from '../data/reference';

const RESET = 'x-ratelimit-reset';
const RETRY_AFTER = 'retry-after';

describe('the rate limit headers', () => {
	it('are read from the documented example', () => {
		expect(readRateLimit(RATE_LIMIT_HEADERS, new Date('2023-11-08T15:00:00Z'))).toEqual({
			limit: 10000,
			remaining: 9950,
			resetsAt: new Date('2023-11-08T16:00:00Z'),
		});
	});

	it.each([
		['nothing', {}, {}],
		['one of them', { 'x-ratelimit-remaining': '3' }, { remaining: 3 }],
		['numbers', { 'x-ratelimit-remaining': 0, 'x-ratelimit-limit': 5 }, { remaining: 0, limit: 5 }],
		['blanks', { 'x-ratelimit-remaining': ' 3 ' }, { remaining: 3 }],
		['nothing left', { 'x-ratelimit-remaining': '0' }, { remaining: 0 }],
	])('are read from %s', (_, headers, expected) => {
		expect(readRateLimit(headers)).toEqual(expected);
	});

	it.each([[''], ['many'], ['-1'], ['1e3'], ['0x10'], ['9'.repeat(20)], [['1']], [null]])(
		'are left out with the value %p',
		(value) => {
			const names = [...Object.keys(RATE_LIMIT_HEADERS), RETRY_AFTER];
			const headers = names.map((name) => [name, value] as const);
			expect(readRateLimit(Object.fromEntries(headers))).toEqual({});
		},
	);

	it.each([
		['ahead', '2023-11-08T15:00:20Z'],
		['behind', '2023-11-08T14:40:00Z'],
	])("are read by the service's clock when ours is %s", (_, ours) => {
		const now = new Date(ours);
		const headers = { date: 'Wed, 08 Nov 2023 15:00:00 GMT', [RESET]: '1699455610' };
		expect(readRateLimit(headers, now).resetsAt).toEqual(new Date(now.getTime() + 10_000));
	});

	it("are read by our own clock when the service's is nearly the same or unknown", () => {
		const now = new Date('2023-11-08T15:00:03.500Z');
		for (const date of ['Wed, 08 Nov 2023 15:00:00 GMT', 'now', '']) {
			const { resetsAt } = readRateLimit({ date, [RESET]: '1699455610' }, now);
			expect(resetsAt).toEqual(new Date('2023-11-08T15:00:10Z'));
		}
	});

	it('give the same time for seconds and for milliseconds', () => {
		const then = new Date('2023-11-08T15:00:00Z');
		const seconds = readRateLimit({ [RESET]: '1699459200' }, then);
		expect(seconds.resetsAt).toEqual(new Date('2023-11-08T16:00:00Z'));
		expect(readRateLimit({ [RESET]: '1699459200000' }, then)).toEqual(seconds);
	});

	const now = new Date('2026-11-25T10:00:00Z');

	it.each([
		['seconds from now', '60', '2026-11-25T10:01:00Z'],
		['a part of a second', '0.5', '2026-11-25T10:00:00.500Z'],
		['no time at all', '0', '2026-11-25T10:00:00Z'],
		['Unix seconds', '1795600860', '2026-11-25T10:01:00Z'],
		['Unix milliseconds', '1795600860000', '2026-11-25T10:01:00Z'],
		['an HTTP date', 'Wed, 25 Nov 2026 10:01:00 GMT', '2026-11-25T10:01:00Z'],
		['ISO 8601', '2026-11-25T10:01:00Z', '2026-11-25T10:01:00Z'],
		['ISO 8601 without a zone', '2026-11-25T10:01:00', '2026-11-25T10:01:00Z'],
	])('accept %s', (_, value, expected) => {
		expect(readRateLimit({ [RESET]: value, [RETRY_AFTER]: value }, now)).toEqual({
			resetsAt: new Date(expected),
			retryAt: new Date(expected),
		});
	});

	it('are ignored when their time has passed', () => {
		const past = 'Wed, 25 Nov 2026 09:00:00 GMT';
		expect(readRateLimit({ [RESET]: past, [RETRY_AFTER]: past }, now)).toEqual({});
	});
});
