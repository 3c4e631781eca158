import { BOOT_MS, openTestServer } from './testServer';
import type { TestServer } from './testServer';

let server: TestServer;
beforeAll(async () => {
	server = await openTestServer();
}, BOOT_MS);
afterAll(async () => await server.close());
beforeEach(async () => await server.sandbox.control.reset());

const test = async (data: Record<string, unknown> = {}) =>
	await server.n8n.rest.testCredential({
		name: 'Tested',
		type: 'leadsPredictApi',
		data: {
			apiKey: server.sandbox.apiKey,
			baseUrl: server.sandbox.baseUrl,
			webhookToken: '',
			...data,
		},
	});

describe('the test of a credential', () => {
	it('succeeds, even with a trailing slash in the Base URL', async () => {
		expect(await test()).toMatchObject({ status: 'OK' });
		expect(await test({ baseUrl: `${server.sandbox.baseUrl}/` })).toMatchObject({ status: 'OK' });
	});

	it('reports a wrong key', async () => {
		expect(await test({ apiKey: 'wrong' })).toEqual({
			status: 'Error',
			message: expect.stringContaining('does not accept this API key'),
		});
	});

	it('reports a key without permission', async () => {
		expect(await test({ apiKey: server.sandbox.keys.noPermission })).toEqual({
			status: 'Error',
			message: expect.stringContaining('no permission'),
		});
	});

	it('reports the rate limit', async () => {
		server.sandbox.control.setPlan({ perHour: 1, perDay: 10 });
		await test();
		expect(await test()).toEqual({
			status: 'Error',
			message: expect.stringContaining('rate limit'),
		});
	});

	it.each([500, 502, 503, 504])(
		'reports that LeadsPredict is down when it answers %i',
		async (status) => {
			server.sandbox.control.answerNext({ status, body: '<html>oops</html>' });
			expect(await test()).toEqual({
				status: 'Error',
				message: expect.stringMatching(new RegExp(`down .*${status}`)),
			});
		},
	);

	it.each([
		['a web page', { body: '<!doctype html><p>Welcome</p>' }],
		['nothing', { body: '' }],
		['another JSON', { body: { hello: 'world' } }],
		['a 404 of another service', { status: 404, body: { message: 'Not Found' } }],
		['a 405', { status: 405, body: 'no' }],
		['a redirect', { status: 301, headers: { location: 'http://127.0.0.1:9/' }, body: '' }],
		[
			'a redirect with a body',
			{ status: 302, headers: { location: '/v1/x' }, body: { status: 1 } },
		],
	])('reports that %s is not LeadsPredict', async (_, script) => {
		server.sandbox.control.answerNext(script);
		const before = server.sandbox.control.requests().length;
		expect(await test()).toEqual({
			status: 'Error',
			message: expect.stringContaining('is not LeadsPredict'),
		});
		expect(server.sandbox.control.requests()).toHaveLength(before + 1);
	});

	it('reports that nothing answers', async () => {
		expect(await test({ baseUrl: 'http://127.0.0.1:9/v1' })).toEqual({
			status: 'Error',
			message: expect.stringContaining('ECONNREFUSED'),
		});
	});

	it('never sends a key unencrypted, and makes no request without a key', async () => {
		expect(await test({ baseUrl: 'http://leadspredict.example/v1' })).toEqual({
			status: 'Error',
			message: expect.stringContaining('must start with https://'),
		});
		expect(await test({ apiKey: ' ' })).toEqual({
			status: 'Error',
			message: expect.stringContaining('API Key'),
		});
		expect(server.sandbox.control.requests()).toEqual([]);
	});
});
