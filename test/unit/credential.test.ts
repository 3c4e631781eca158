import type { IHttpRequestOptions } from 'n8n-workflow';

import { LeadsPredictApi } from '../../credentials/LeadsPredictApi.credentials';

const KEY = 'lp_MARKER_0123';
const HOME = 'https://api.leadspredict.com/v1';
const credential = new LeadsPredictApi();

const authenticate = async (
	request: Partial<IHttpRequestOptions> & { uri?: string },
	data: object = {},
) => {
	if (typeof credential.authenticate !== 'function') throw new Error('It is no function');
	return await credential.authenticate(
		{ apiKey: KEY, baseUrl: HOME, ...data },
		request as IHttpRequestOptions,
	);
};

const refusal = async (...call: Parameters<typeof authenticate>) =>
	await authenticate(...call).then(
		() => 'not refused',
		(error: Error) => error.message,
	);

describe('the credential', () => {
	it.each<[string, Parameters<typeof authenticate>[0]]>([
		['our nodes', { url: `${HOME}/leads/analyze` }],
		['the credential test', { baseURL: HOME, url: '/leads/x' }],
		['a path without a slash', { baseURL: HOME, url: 'leads/x' }],
		['no path', { baseURL: HOME, url: '' }],
		['the HTTP Request node', { uri: `${HOME}/leads/x` }],
		['another path of the host', { url: 'https://api.leadspredict.com/v2' }],
		['an address in the path', { baseURL: HOME, url: '/leads/https://evil.example' }],
	])('adds the key to a request of %s', async (_, request) => {
		const sent = await authenticate(request);
		expect(sent).toMatchObject({ ...request, headers: { Authorization: `Bearer ${KEY}` } });
	});

	it.each<[string, Parameters<typeof authenticate>[0]]>([
		['another host', { url: 'https://evil.example/leads' }],
		['another host, from the HTTP Request node', { uri: 'https://evil.example/leads' }],
		['an address without a scheme', { url: '//evil.example/leads' }],
		['an address without a scheme over a base', { baseURL: HOME, url: '//evil.example/leads' }],
		['a whole address over a base', { baseURL: HOME, url: 'https://evil.example/leads' }],
		['a whole address over a base, shouted', { baseURL: HOME, url: 'HTTPS://evil.example' }],
		['another base', { baseURL: 'https://evil.example', url: '/leads' }],
		['a name that goes on', { baseURL: `${HOME.slice(0, -3)}.evil.example`, url: '/leads' }],
		['a user name that looks like the host', { url: 'https://api.leadspredict.com@evil.example' }],
		['another port', { url: 'https://api.leadspredict.com:8443/v1' }],
		['plain HTTP', { url: 'http://api.leadspredict.com/v1' }],
		['a part of the host name', { url: 'https://leadspredict.com/v1' }],
		['a path alone', { url: '/leads' }],
		['nothing', {}],
		['no address', { url: 'not an address' }],
	])('keeps the key from %s', async (_, request) => {
		expect(await refusal(request)).toMatch(/^The LeadsPredict API key is sent to https:\S+ alone/);
	});

	it('does not let the key follow a redirect to another host', async () => {
		const sent = await authenticate({ url: HOME });
		expect(sent.sendCredentialsOnCrossOriginRedirect).toBe(false);
	});

	it('changes nothing else in the request', async () => {
		const request = { url: HOME, method: 'POST', headers: { a: '1' }, body: { b: 2 } } as const;
		const sent = await authenticate(request);
		expect(sent).toMatchObject({ ...request, headers: { a: '1' } });
		expect(request.headers).toEqual({ a: '1' });
	});

	it('keeps plain HTTP requests away from proxies, and lets others use them', async () => {
		for (const host of ['127.0.0.1:4010', 'localhost', '[::1]:4010']) {
			const home = `http://${host}/v1`;
			const { proxy } = await authenticate({ url: `${home}/leads` }, { baseUrl: home });
			const { protocol, hostname, port } = new URL(home);
			expect(proxy).toEqual({ protocol, host: hostname, port: Number(port || 80) });
		}
		expect(await authenticate({ url: HOME })).not.toHaveProperty('proxy');
	});

	it('makes the timeout of a request its deadline, in addition to its signal', async () => {
		const stop = new AbortController();
		const abortSignal = stop.signal;
		const soon = await authenticate({ url: HOME, timeout: 10, abortSignal });
		expect(soon.abortSignal?.aborted).toBe(false);
		await new Promise((resolve) => soon.abortSignal?.addEventListener?.('abort', resolve));
		const late = await authenticate({ url: HOME, timeout: 60_000, abortSignal });
		stop.abort();
		expect(late.abortSignal?.aborted).toBe(true);
		expect(await authenticate({ url: HOME, abortSignal })).toMatchObject({ abortSignal });
	});

	it('ignores spaces around the key and the URL', async () => {
		const sent = await authenticate({ url: HOME }, { apiKey: ` ${KEY}\n`, baseUrl: ` ${HOME}/ ` });
		expect(sent.headers).toEqual({ Authorization: `Bearer ${KEY}` });
	});

	it('sends the key over plain HTTP only to this machine', async () => {
		const sandbox = { baseUrl: 'http://127.0.0.1:4010/v1' };
		await expect(
			authenticate({ url: 'http://127.0.0.1:4010/v1/leads' }, sandbox),
		).resolves.toBeDefined();
		expect(await refusal({ url: 'http://localhost:4010/v1' }, sandbox)).toContain('alone');
	});

	it.each([
		['an empty key', { apiKey: ' ' }, /API Key .* is empty$/],
		['no key', { apiKey: undefined }, /API Key .* is empty$/],
		['a key with a line break', { apiKey: 'MAR\nKER' }, /API Key .* character/],
		['a key as it was hidden', { apiKey: '••••MARKER' }, /API Key .* character/],
		['an unencrypted address', { baseUrl: 'http://api.leadspredict.com' }, /^The Base URL/],
		['an empty address', { baseUrl: '' }, /^The Base URL/],
		['no address', { baseUrl: undefined }, /^The Base URL/],
		['the key in the wrong field', { baseUrl: KEY }, /^The Base URL/],
	])('reports %s without the key', async (_, data, sentence) => {
		const message = await refusal({ url: HOME }, data);
		expect(message).toMatch(sentence);
		expect(message).not.toMatch(/MARKER|MAR\n|TypeError|undefined/);
	});

	it('is tested by requesting a lead that cannot exist, without following redirects', () => {
		const { request, rules = [] } = credential.test;
		expect(request).toMatchObject({ disableFollowRedirect: true });
		expect(request.method ?? 'GET').toBe('GET');
		expect(request.url).toMatch(/^\/leads\/[\w-]+$/);
		const failures = Object(request.ignoreHttpStatusErrors).except as number[];
		expect(failures).not.toContain(404);
		const explained = rules.map(({ properties }) => Object(properties).value);
		expect(explained).toEqual(expect.arrayContaining(failures));
	});

	it('explains each outcome of its test in different words', () => {
		const messages = (credential.test.rules ?? []).map(({ properties }) => properties.message);
		const wordsFor = (pattern: RegExp) => messages.filter((message) => pattern.test(message));
		expect(wordsFor(/does not accept this API key/)).toHaveLength(1);
		expect(wordsFor(/no permission/)).toHaveLength(1);
		expect(wordsFor(/rate limit/)).toHaveLength(1);
		expect(wordsFor(/is down/)).toHaveLength(4);
		expect(wordsFor(/is not LeadsPredict/).length).toBeGreaterThan(1);
	});

	it('hides secrets in the panel', () => {
		const secret = credential.properties.filter(({ typeOptions }) => typeOptions?.password);
		expect(secret.map(({ name }) => name)).toEqual(['apiKey', 'webhookToken']);
	});
});
