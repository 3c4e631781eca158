import { KNOWN_MS, KnownTokens } from '../../nodes/LeadsPredict/webhook/knownTokens';
import { presentedTokens } from '../../nodes/LeadsPredict/webhook/token';
import type { TokenSetting } from '../../nodes/LeadsPredict/webhook/verify';

const SET: TokenSetting = { state: 'set', token: 's3cret' };
const NOW = Date.UTC(2026, 0, 1);

const withToken = (token: string) => presentedTokens({}, { token });

describe('a token that was read a moment ago', () => {
	const after = (setting: TokenSetting): KnownTokens => {
		const tokens = new KnownTokens();
		tokens.keep('one', setting, NOW);
		return tokens;
	};

	it('lets in the call that carries it', () => {
		expect(after(SET).find('one', withToken('s3cret'), NOW + KNOWN_MS - 1)).toEqual(SET);
	});

	it.each([
		['another token', withToken('new')],
		['no token', presentedTokens({}, {})],
	])('decides nothing about a call with %s', (_, presented) => {
		expect(after(SET).find('one', presented, NOW)).toBeUndefined();
	});

	it('is not known to another trigger, and not after five seconds', () => {
		expect(after(SET).find('other', withToken('s3cret'), NOW)).toBeUndefined();
		expect(after(SET).find('one', withToken('s3cret'), NOW + KNOWN_MS)).toBeUndefined();
	});

	it.each<TokenSetting>([{ state: 'unset' }, { state: 'unreadable', advice: 'Correct it' }])(
		'is forgotten when the credential is %j',
		(setting) => {
			const tokens = after(SET);
			tokens.keep('one', setting, NOW + 1);
			expect(tokens.find('one', withToken('s3cret'), NOW + 2)).toBeUndefined();
		},
	);

	it('is forgotten when the workflow is published or stopped', () => {
		const tokens = after(SET);
		tokens.forget('one');
		expect(tokens.find('one', withToken('s3cret'), NOW)).toBeUndefined();
	});

	it('leaves nothing behind in the memory', () => {
		const tokens = after(SET);
		tokens.keep('two', SET, NOW + KNOWN_MS);
		expect(tokens.size).toBe(1);
	});
});
