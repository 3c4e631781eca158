import { readRateLimit } from '../../nodes/LeadsPredict/contract';
import { RATE_LIMIT_HEADERS } from '../data/reference';

const RESET = 'x-ratelimit-reset';

describe('the rate limit headers', () => {
	it('are read from the documented example', () => {
		expect(readRateLimit(RATE_LIMIT_HEADERS)).toEqual({
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

	it.each([[''], ['many'], ['-1'], ['1.5'], ['1e3'], ['0x10'], ['9'.repeat(20)], [['1']], [null]])(
		'are left out when they say %p',
		(value) => {
			const headers = Object.keys(RATE_LIMIT_HEADERS).map((name) => [name, value] as const);
			expect(readRateLimit(Object.fromEntries(headers))).toEqual({});
		},
	);

	it('give the same time for seconds and for milliseconds', () => {
		const seconds = readRateLimit({ [RESET]: '1699459200' });
		expect(readRateLimit({ [RESET]: '1699459200000' })).toEqual(seconds);
	});

	it.each([['0'], ['60'], ['3600']])(
		'do not turn %s, which is no point in time, into one of 1970',
		(value) => {
			expect(readRateLimit({ [RESET]: value })).toEqual({});
		},
	);
});
