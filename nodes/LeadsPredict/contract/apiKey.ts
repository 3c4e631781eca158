/** An API key that may be sent; or why it may not. */
export type ApiKey =
	| { readonly ok: true; readonly key: string }
	| { readonly ok: false; readonly why: string };

/** Reads the API Key of a credential. The reference does not say how keys look; a header must hold it. */
export function readApiKey(text: string): ApiKey {
	const key = text.trim();
	if (key === '') return { ok: false, why: 'The API Key in the LeadsPredict credential is empty' };
	return /^[\x21-\x7e]+$/.test(key)
		? { ok: true, key }
		: {
				ok: false,
				why: 'The API Key in the LeadsPredict credential holds a blank or another character that no key has. Copy it again',
			};
}
