import { isNonce, newNonce } from '../../nodes/LeadsPredict/webhook/nonce';

describe('a nonce', () => {
	it('matches only itself', () => {
		const { secret, digest } = newNonce();
		expect(isNonce(secret, digest)).toBe(true);
		expect(isNonce(newNonce().secret, digest)).toBe(false);
		expect(isNonce(secret.slice(1), digest)).toBe(false);
		expect(isNonce(`${secret} `, digest)).toBe(false);
	});

	it.each([undefined, null, '', 7, ['x'], {}])('does not match %p', (given) => {
		expect(isNonce(given, newNonce().digest)).toBe(false);
	});

	it('given twice is refused', () => {
		const { secret, digest } = newNonce();
		expect(isNonce([secret, secret], digest)).toBe(false);
	});

	it('cannot be derived from its digest', () => {
		const { secret, digest } = newNonce();
		expect(isNonce(digest, digest)).toBe(false);
		expect(digest).not.toContain(secret);
	});

	it('is too long to be guessed, and needs no encoding in a URL', () => {
		const secrets = new Set(Array.from({ length: 200 }, () => newNonce().secret));
		expect(secrets.size).toBe(200);
		for (const secret of secrets) expect(secret).toMatch(/^[\w-]{32}$/);
	});
});
