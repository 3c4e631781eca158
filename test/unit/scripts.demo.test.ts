import { announcement, chooseTarget } from '../../scripts/demo/target';
import { printable } from '../../scripts/terminal/text';

describe('the service that the demo uses', () => {
	const key = 'marker-key-8f3a';

	test('is the sandbox without a key, and always for the made-up leads', () => {
		expect(chooseTarget({}, true)).toEqual({ kind: 'sandbox' });
		expect(chooseTarget({ LEADSPREDICT_API_KEY: '  ' }, true)).toEqual({ kind: 'sandbox' });
		expect(chooseTarget({ LEADSPREDICT_API_KEY: key }, false)).toEqual({ kind: 'sandbox' });
	});

	test('is LeadsPredict with a key, at its documented URL or another', () => {
		expect(chooseTarget({ LEADSPREDICT_API_KEY: key }, true)).toEqual({
			kind: 'leadspredict',
			baseUrl: 'https://api.leadspredict.com/v1',
			apiKey: key,
		});
		const env = { LEADSPREDICT_API_KEY: key, LEADSPREDICT_BASE_URL: 'http://127.0.0.1:4010/v1/' };
		expect(chooseTarget(env, true)).toMatchObject({ baseUrl: 'http://127.0.0.1:4010/v1' });
	});

	test('is refused at a URL that would expose the key, without showing the key', () => {
		const env = { LEADSPREDICT_API_KEY: key, LEADSPREDICT_BASE_URL: 'http://example.com/v1' };
		expect(() => chooseTarget(env, true)).toThrow(/must start with https/);
		expect(() => chooseTarget(env, true)).not.toThrow(key);
	});

	test('is announced in a sentence without the key', () => {
		expect(announcement(chooseTarget({ LEADSPREDICT_API_KEY: key }, true), 1, 'my.csv')).toBe(
			'Scoring 1 lead from my.csv with LeadsPredict at https://api.leadspredict.com/v1, because LEADSPREDICT_API_KEY is set.',
		);
	});
});

test('is printed without control characters', () => {
	expect(printable('a\u001b[31mb\nc\u0007\u202ed')).toBe('a [31mb c d');
});
