import type { IWebhookFunctions } from 'n8n-workflow';

import { receiveResults } from '../../nodes/LeadsPredict/actions/lead/batch/pause';
import type { PausedBatch } from '../../nodes/LeadsPredict/actions/lead/batch/pausedBatch';
import { writePaused } from '../../nodes/LeadsPredict/actions/lead/batch/pausedBatch';
import { newNonce } from '../../nodes/LeadsPredict/webhook/nonce';
import { leadRow } from '../../nodes/LeadsPredict/types';

/** What no n8n can be made to do; all else is tested in a whole n8n (test/server/pause.test.ts). */

const ann = { id: 'lead_ann', score: 11, email: 'ann@x.example' };
const ben = { id: 'lead_ben', score: 22, email: 'ben@x.example' };

const waiting = (
	digest: string,
	items = 2,
	until = Date.now() + 60_000,
	more: Partial<PausedBatch> = {},
) =>
	writePaused({
		awaited: {
			digest,
			ids: {},
			rows: [leadRow(0, { email: ann.email }), leadRow(1, { email: ben.email })],
		},
		until,
		items,
		ready: [],
		shape: { output: 'simplified', selected: [], includeOtherFields: false },
		...more,
	});

interface Call {
	readonly context: unknown;
	readonly nonce?: string;
	readonly leads?: readonly unknown[];
	/** The items that had come in. */
	readonly input?: readonly unknown[];
	/** A workflow of its own unless it is named. */
	readonly workflow?: string;
}

let workflows = 0;

/** A call as n8n hands it to the node, and what became of it. */
async function called({
	context,
	nonce = '',
	leads = [],
	input = [],
	workflow = `w${(workflows += 1)}`,
}: Call) {
	const answer: { status?: number; body?: unknown } = {};
	const lines: string[] = [];
	const details: string[] = [];
	const log = (line: string) => lines.push(line);
	const response = {
		status: (status: number) => Object.assign(response, { sent: (answer.status = status) }),
		json: (body: unknown) => (answer.body = body),
		end: () => undefined,
	};
	const context_: Partial<Record<keyof IWebhookFunctions, unknown>> = {
		getNode: () => ({ name: 'LeadsPredict' }),
		getWorkflow: () => ({ id: workflow, name: 'Scores' }),
		getMode: () => 'webhook',
		evaluateExpression: (expression: string) => {
			if (context instanceof Error) throw context;
			return expression.includes('$input') ? input : context;
		},
		getQueryData: () => ({ nonce }),
		getHeaderData: () => ({ 'content-type': 'application/json' }),
		getBodyData: () => ({ data: { leads } }),
		getResponseObject: () => response,
		logger: {
			debug: (line: string) => details.push(line),
			info: log,
			warn: log,
			error: log,
		},
	};
	const result = await receiveResults(context_ as unknown as IWebhookFunctions);
	return { result, answer, lines, details };
}

const goesOn = { noWebhookResponse: true };

describe('a call when nothing can be read', () => {
	it('is refused when no batch is paused', async () => {
		const { result, answer } = await called({ context: undefined });
		expect(result).toEqual(goesOn);
		expect(answer).toMatchObject({ status: 409, body: { error: { code: 'not_waiting' } } });
	});

	it.each([
		['half a text', '{"digest":'],
		['another text', '{}'],
		['an error', new Error('gone')],
	])('never ends the execution, whatever n8n returns: %s', async (_, context) => {
		const { result, answer, lines } = await called({ context });
		expect(result).toEqual(goesOn);
		expect(answer).toMatchObject({ status: 500, body: { error: { code: 'not_read' } } });
		expect(lines).toHaveLength(1);
	});

	it('logs nothing of the message, and returns the reason only to the caller', async () => {
		const { secret, digest } = newNonce();
		const foreign = { ...ann, email: 'marker@foreign.example' };
		const call = { context: waiting(digest), nonce: secret, leads: [foreign] };
		const { answer, lines, details } = await called(call);
		expect(answer).toMatchObject({ status: 422, body: { error: { code: 'unusable_results' } } });
		expect(JSON.stringify(answer.body)).toContain('marker@foreign.example');
		expect(lines).toEqual([
			expect.stringMatching(
				/\(422 unusable_results\) \[workflow "Scores" \(w\d+\), node "LeadsPredict"\]$/,
			),
		]);
		const broken = await called({ context: `${waiting(digest)} marker@foreign.example` });
		const halved = await called({ context: 'marker@foreign.example' });
		for (const line of [lines, details, broken.lines, halved.lines].flat()) {
			expect(line).not.toMatch(/marker|ann@x/);
		}
	});

	it('logs three lines for a hundred unknown callers', async () => {
		// What is left to say is said a minute later.
		jest.useFakeTimers();
		const { digest } = newNonce();
		const call = { context: waiting(digest), workflow: 'crowded' };
		const lines: string[] = [];
		for (let time = 0; time < 100; time += 1) lines.push(...(await called(call)).lines);
		expect(lines).toEqual([
			expect.stringContaining('waiting for results (401 not_this_batch)'),
			expect.stringContaining('10 times since n8n was started, the last time (401'),
			expect.stringContaining('100 times since n8n was started, the last time (401'),
		]);
		jest.useRealTimers();
	});

	it('refuses an unknown caller before it reads the stored batch', async () => {
		const { digest } = newNonce();
		const context = waiting(digest).slice(0, 100);
		const { answer } = await called({ context, nonce: newNonce().secret, leads: [ann] });
		expect(answer).toMatchObject({ status: 401, body: { error: { code: 'not_this_batch' } } });
	});

	it('never outputs fewer items than the input has', async () => {
		const { secret, digest } = newNonce();
		const call = { context: waiting(digest, 3), nonce: secret, leads: [ann, ben] };
		const { result, answer } = await called(call);
		expect(result).toEqual(goesOn);
		expect(answer.status).toBe(500);
	});
});

test('outputs the binary data of the input with its fields, even of a skipped lead', async () => {
	const { secret, digest } = newNonce();
	const card = (data: string) => ({ card: { data, mimeType: 'image/png', fileName: 'card.png' } });
	const input = [
		{ json: { email: ann.email }, binary: card('QQ==') },
		{ json: { email: ben.email }, binary: { odd: { data: 5 } } },
		{ json: { email: 'cy@x.example' }, binary: card('Qw==') },
	];
	const context = waiting(digest, 3, undefined, {
		ready: [{ json: { skipped: true, ...input[2]?.json }, pairedItem: { item: 2 } }],
		shape: { output: 'simplified', selected: [], includeOtherFields: true },
	});
	const { result } = await called({ context, nonce: secret, leads: [ann, ben], input });
	const items = result.workflowData?.[0] ?? [];
	expect(items.map(({ json }) => json)).toMatchObject(input.map(({ json }) => json));
	expect(items.map(({ binary }) => binary)).toEqual([card('QQ=='), undefined, card('Qw==')]);
});

test('keeps parts of a hundred batches; the parts of the oldest must be sent again', async () => {
	const nonces = Array.from({ length: 101 }, newNonce);
	const tellOf = async (which: number, leads: readonly unknown[]) => {
		const { secret = '', digest = '' } = nonces[which] ?? {};
		return await called({ context: waiting(digest), nonce: secret, leads });
	};
	for (const which of nonces.keys()) {
		expect((await tellOf(which, [ann])).answer.status).toBe(202);
	}
	expect((await tellOf(0, [ben])).answer.status).toBe(202);
	expect((await tellOf(0, [ann])).result.workflowData?.[0]).toHaveLength(2);
	expect((await tellOf(100, [ben])).result.workflowData?.[0]).toHaveLength(2);
	// What was put out is forgotten.
	expect((await tellOf(100, [ann])).answer.status).toBe(202);
});

test("drops parts of a batch whose wait has ended when it stores another's", async () => {
	const [late, other] = [newNonce(), newNonce()];
	const clock = jest.spyOn(Date, 'now').mockReturnValue(1_000);
	const tell = async ({ secret, digest }: typeof late, until: number, leads: readonly unknown[]) =>
		await called({ context: waiting(digest, 2, until), nonce: secret, leads });
	expect((await tell(late, 2_000, [ann])).answer.status).toBe(202);
	clock.mockReturnValue(3_000);
	expect((await tell(other, 9_000, [ann])).answer.status).toBe(202);
	// Had the first part still been here, this one would complete the batch.
	expect((await tell(late, 2_000, [ben])).answer.status).toBe(202);
	expect((await tell(other, 9_000, [ben])).result.workflowData?.[0]).toHaveLength(2);
	clock.mockRestore();
});
