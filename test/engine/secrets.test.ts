import { NODE, openStage, people, workflowWith } from './stage';
import type { Stage } from './stage';

/** Nothing else in a run can hold this text. */
const MARKER = 'marker-key-4f1c9a';

let stage: Stage;
beforeAll(async () => {
	stage = await openStage();
}, 120_000);
afterAll(async () => await stage.close());

describe('the API key', () => {
	it.each([
		['a success', {}, 'sandbox'],
		['a wrong key', {}, 'wrong'],
		['a key that cannot stand in a header', {}, 'broken'],
		['an echo of the request in an error', { status: 400, body: `you sent ${MARKER}` }, 'wrong'],
		[
			'a redirect',
			{ status: 302, headers: { location: 'http://127.0.0.1:9/' }, body: '' },
			'wrong',
		],
		['a server error', { status: 500 }, 'wrong'],
		['a cut connection', { truncate: true }, 'wrong'],
		['no answer', { drop: true }, 'wrong'],
		['nothing at the address', {}, 'nowhere'],
		['an address without encryption', {}, 'unencrypted'],
	])('appears nowhere after %s', async (_, script, credential) => {
		const { baseUrl } = stage.sandbox;
		const data = (key: string, url = baseUrl) => ({
			type: 'leadsPredictApi',
			data: { apiKey: key, baseUrl: url },
		});
		for (const onError of ['stopWorkflow', 'continueRegularOutput'] as const) {
			await stage.sandbox.control.reset();
			if (Object.keys(script).length > 0) stage.sandbox.control.answerNext(script);
			const run = await stage.engine.run(
				workflowWith({
					onError,
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
			expect(JSON.stringify(run)).not.toContain(MARKER);
			expect(JSON.stringify(run)).not.toContain(stage.sandbox.apiKey);
		}
	});
});
