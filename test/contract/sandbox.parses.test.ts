import axios from 'axios';
import fc from 'fast-check';

import {
	analyzeResponseSchema,
	batchAcknowledgementSchema,
	detailsResponseSchema,
	errorResponseSchema,
	leadDetailsSchema,
	leadResultSchema,
	sameAddress,
	summarySchema,
} from '../../nodes/LeadsPredict/contract';
import type { Lead } from '../../nodes/LeadsPredict/contract';
import { startSandbox } from '../../sandbox/sandbox';
import type { Sandbox } from '../../sandbox/sandbox';

jest.setTimeout(60_000);

let sandbox: Sandbox;

beforeAll(async () => {
	sandbox = await startSandbox({ plan: 'enterprise' });
});
beforeEach(async () => await sandbox.control.reset());
afterAll(async () => await sandbox.close());

const number = fc.double({ noNaN: true, noDefaultInfinity: true });
const day = fc
	.date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true })
	.map((date) => date.toISOString().slice(0, 10));

const lead: fc.Arbitrary<Lead> = fc.record(
	{
		// Few different addresses, so that leads come back within a request and in later ones.
		email: fc.oneof(
			fc.emailAddress(),
			fc.constantFrom('a@b.example', ' A@B.example', 'c@d.example'),
		),
		name: fc.string(),
		phone: fc.string(),
		company: fc.string({ unit: 'binary' }),
		industry: fc.oneof(fc.string(), fc.constantFrom('Technology', 'Retail')),
		revenue: number,
		employees: number,
		engagement_score: number,
		last_interaction: day,
	},
	{ requiredKeys: ['email'] },
);

const send = async (method: 'GET' | 'POST', path: string, text?: string) =>
	await axios.request<unknown>({
		method,
		url: `${sandbox.baseUrl}${path}`,
		...(text !== undefined && { data: text }),
		headers: { authorization: `Bearer ${sandbox.apiKey}`, 'content-type': 'application/json' },
		transformRequest: (data: unknown) => data,
		validateStatus: () => true,
	});

/** The schemas are tolerant, so what they make of an answer must also be all of that answer. */
function wholly<T>(schema: { parse(value: unknown): T }, value: unknown): T {
	const parsed = schema.parse(value);
	expect(parsed).toEqual(value);
	return parsed;
}

test('valid leads get one result each, and each can then be read with its score', async () => {
	await fc.assert(
		fc.asyncProperty(
			fc.array(lead, { minLength: 1, maxLength: 20 }),
			fc.constantFrom('/leads/analyze', '/leads/batch'),
			async (leads, path) => {
				const answer = await send('POST', path, JSON.stringify({ leads }));
				expect(answer.status).toBe(200);
				const { data } = wholly(analyzeResponseSchema, answer.data);
				const results = data.leads.map((result) => wholly(leadResultSchema, result));
				expect(results).toHaveLength(leads.length);
				expect(wholly(summarySchema, data.summary).total_leads).toBe(leads.length);

				const last = new Map(results.map((result) => [result.id, result.score]));
				expect(last.size).toBe(new Set(leads.map(({ email }) => sameAddress(email))).size);
				for (const [id, score] of last) {
					const found = await send('GET', `/leads/${id}`);
					const { data: details } = wholly(detailsResponseSchema, found.data);
					const known = wholly(leadDetailsSchema, details);
					expect([known.id, known.score]).toEqual([id, score]);
					expect(known.history?.at(-1)?.score).toBe(score);
				}
			},
		),
		{ numRuns: 40 },
	);
});

test('an asynchronous batch gets an acknowledgement', async () => {
	await fc.assert(
		fc.asyncProperty(fc.array(lead, { minLength: 1, maxLength: 5 }), async (leads) => {
			const webhook_url = `${sandbox.baseUrl}/nobody-here`;
			const { data } = await send(
				'POST',
				'/leads/batch',
				JSON.stringify({ leads, async: true, webhook_url }),
			);
			expect(wholly(batchAcknowledgementSchema, data).data?.batch_id).toMatch(/^batch_\d{6}$/);
		}),
		{ numRuns: 10 },
	);
});

const junk = fc.oneof(
	fc.string({ unit: 'binary' }),
	fc.json(),
	fc.record({ leads: fc.anything(), options: fc.anything() }).map(safely),
	fc.record({ leads: fc.array(fc.anything()) }).map(safely),
	fc
		.array(fc.record({ email: fc.anything(), revenue: fc.anything() }))
		.map((leads) => safely({ leads })),
);

/** `fc.anything()` also makes values that JSON has no words for. */
function safely(value: unknown): string {
	try {
		return JSON.stringify(value) ?? '';
	} catch {
		return '';
	}
}

test('random input gets a documented error, or scores if it is valid, and never a server error', async () => {
	const paths = fc.constantFrom('/leads/analyze', '/leads/batch', '/leads', '/x');
	await fc.assert(
		fc.asyncProperty(junk, paths, async (text, path) => {
			const { status, data } = await send('POST', path, text);
			if (status === 200) {
				expect(analyzeResponseSchema.parse(data).data.leads.length).toBeGreaterThan(0);
				return;
			}
			expect(status).toBe(path.startsWith('/leads/') ? 400 : 404);
			const { error } = wholly(errorResponseSchema, data);
			expect(error.code).toBeTruthy();
			expect(error.message).toBeTruthy();
		}),
		{ numRuns: 150 },
	);
});

test('any unknown ID is a 404', async () => {
	await fc.assert(
		fc.asyncProperty(fc.string({ unit: 'grapheme', minLength: 1 }), async (id) => {
			const answer = await send('GET', `/leads/${encodeURIComponent(`x${id}`)}`);
			expect(answer.status).toBe(404);
			wholly(errorResponseSchema, answer.data);
		}),
	);
});

test.each([
	['a path that cannot be decoded', '/leads/%E0%A4%A', 400],
	['a very long id', `/leads/${'x'.repeat(5_000)}`, 404],
])('%s is refused in the documented form', async (_case, path, expected) => {
	const { status, data } = await send('GET', path);
	expect(status).toBe(expected);
	wholly(errorResponseSchema, data);
});

test('a body over 16 MiB is refused in the documented form', async () => {
	const { status, data } = await send('POST', '/leads/analyze', ' '.repeat(16 * 1024 * 1024 + 1));
	expect(status).toBe(413);
	expect(errorResponseSchema.parse(data).error.code).toBe('request_too_large');
});
