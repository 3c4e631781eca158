import { announcement, chooseTarget } from '../../scripts/demo/target';
import { printable } from '../../scripts/terminal/text';

describe('whom the demo asks', () => {
	const key = 'marker-key-8f3a';

	test('the sandbox without a key, and always for the made-up leads', () => {
		expect(chooseTarget({}, true)).toEqual({ kind: 'sandbox' });
		expect(chooseTarget({ LEADSPREDICT_API_KEY: '  ' }, true)).toEqual({ kind: 'sandbox' });
		expect(chooseTarget({ LEADSPREDICT_API_KEY: key }, false)).toEqual({ kind: 'sandbox' });
	});

	test('LeadsPredict with a key, at its documented address or another', () => {
		expect(chooseTarget({ LEADSPREDICT_API_KEY: key }, true)).toEqual({
			kind: 'leadspredict',
			baseUrl: 'https://api.leadspredict.com/v1',
			apiKey: key,
		});
		const env = { LEADSPREDICT_API_KEY: key, LEADSPREDICT_BASE_URL: 'http://127.0.0.1:4010/v1/' };
		expect(chooseTarget(env, true)).toMatchObject({ baseUrl: 'http://127.0.0.1:4010/v1' });
	});

	test('an address that would give the key away is refused, without the key', () => {
		const env = { LEADSPREDICT_API_KEY: key, LEADSPREDICT_BASE_URL: 'http://example.com/v1' };
		expect(() => chooseTarget(env, true)).toThrow(/must start with https/);
		expect(() => chooseTarget(env, true)).not.toThrow(key);
	});

	test('says it in a sentence, without the key', () => {
		expect(announcement(chooseTarget({ LEADSPREDICT_API_KEY: key }, true), 1, 'my.csv')).toBe(
			'Scoring 1 lead from my.csv with LeadsPredict at https://api.leadspredict.com/v1, because LEADSPREDICT_API_KEY is set.',
		);
	});
});

test('control characters cannot reach the terminal', () => {
	expect(printable('a\u001b[31mb\nc\u0007\u202ed')).toBe('a [31mb c d');
});
