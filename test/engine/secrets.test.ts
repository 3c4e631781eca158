import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import { NODE, useFixture, people, workflowWith } from './fixture';
import { isFrom } from './version';

/** Nothing else in a run can hold this text. */
const MARKER = 'marker/key-4f1c9a';

const fixture = useFixture();

describe('the API key', () => {
	it.each([
		['a success', {}, 'sandbox'],
		['a wrong key', {}, 'wrong'],
		['a key that cannot stand in a header', {}, 'broken'],
		['an echo of the request in an error', { status: 400, body: `you sent ${MARKER}` }, 'wrong'],
		[
			'an echo of the key in an error',
			{
				status: 401,
				body: { status: 'error', error: { message: `No such key: ${MARKER}`, code: MARKER } },
			},
			'wrong',
		],
		[
			'an echo of the key with its slash escaped',
			{ status: 400, body: JSON.stringify({ message: `Key ${MARKER}` }).replaceAll('/', '\\/') },
			'wrong',
		],
		[
			'a redirect',
			{ status: 302, headers: { location: `http://127.0.0.1:9/${MARKER}/` }, body: '' },
			'wrong',
		],
		[
			'a redirect with the key encoded',
			{
				status: 302,
				headers: { location: `http://127.0.0.1:9/${encodeURIComponent(MARKER)}/` },
				body: '',
			},
			'wrong',
		],
		[
			'an echo of the key in a success',
			{
				body: {
					status: 'success',
					data: {
						leads: [
							{ id: MARKER, score: 1 },
							{ id: 'b', score: 2 },
						],
					},
				},
			},
			'wrong',
		],
		['a server error', { status: 500 }, 'wrong'],
		['a cut connection', { truncate: true }, 'wrong'],
		['no answer', { drop: true }, 'wrong'],
		['nothing at the address', {}, 'nowhere'],
		['an address without encryption', {}, 'unencrypted'],
	])('appears nowhere after %s', async (_, script, credential) => {
		const { baseUrl } = fixture.sandbox;
		const data = (key: string, url = baseUrl) => ({
			type: 'leadsPredictApi',
			data: { apiKey: key, baseUrl: url },
		});
		for (const onError of ['stopWorkflow', 'continueRegularOutput'] as const) {
			await fixture.sandbox.control.reset();
			if (Object.keys(script).length > 0) fixture.sandbox.control.answerNext(script);
			const run = await fixture.engine.run(
				workflowWith({
					onError,
					parameters: {
						resource: 'lead',
						operation: 'analyze',
						output: 'raw',
						options: { maxAttempts: 2 },
					},
					credentials: { leadsPredictApi: { id: credential, name: 'Any' } },
				}),
				{
					startNode: NODE,
					items: people(2).map((json) => ({ json })),
					credentials: {
						wrong: data(MARKER),
						broken: data(`${MARKER}\n${MARKER}`),
						nowhere: data(MARKER, 'http://127.0.0.1:9/v1'),
						unencrypted: data(MARKER, 'http://leadspredict.example/v1'),
					},
				},
			);
			expect(run.nodes[NODE]).toHaveLength(1);
			expect(JSON.stringify(run)).not.toMatch(/marker|4f1c9a/);
			expect(JSON.stringify(run)).not.toContain(fixture.sandbox.apiKey);
		}
	});
});

describe('an HTTP Request node with our credential', () => {
	const request = (url: string, typeVersion: number) => ({
		nodes: [
			{
				name: 'HTTP Request',
				type: 'n8n-nodes-base.httpRequest',
				typeVersion,
				parameters: {
					url,
					authentication: 'predefinedCredentialType',
					nodeCredentialType: 'leadsPredictApi',
				},
				credentials: { leadsPredictApi: { id: 'sandbox', name: 'Sandbox' } },
			},
		],
		connections: {},
	});

	it.each(isFrom('2.11') ? [4.2, 4.4] : [4.2])(
		'sends the key only to LeadsPredict (version %d)',
		async (version) => {
			const keys: unknown[] = [];
			const elsewhere = createServer(({ headers }, response) => {
				keys.push(headers.authorization);
				response.setHeader('content-type', 'application/json');
				response.end('{}');
			});
			await new Promise<void>((resolve) => elsewhere.listen(0, '127.0.0.1', resolve));
			const { port } = elsewhere.address() as AddressInfo;
			const { baseUrl, control } = fixture.sandbox;
			await control.reset();

			const refused = await fixture.engine.run(request(`http://127.0.0.1:${port}/x`, version));
			expect(JSON.stringify(refused.error)).toContain('is sent to http://127.0.0.1');
			expect(keys).toEqual([]);

			control.answerNext({
				status: 302,
				headers: { location: `http://127.0.0.1:${port}/` },
				body: '',
			});
			await fixture.engine.run(request(`${baseUrl}/leads/anybody`, version));
			expect(control.requests()).toMatchObject([{ keyAccepted: true }]);
			expect(keys.filter((key) => key !== undefined)).toEqual([]);
			elsewhere.closeAllConnections();
			elsewhere.close();
		},
	);
});
