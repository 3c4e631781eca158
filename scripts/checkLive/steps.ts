import { z } from 'zod';

import { LeadsPredict } from '../../client';
import type { ClientOptions } from '../../client';
import {
	RATE_LIMIT_HEADERS,
	analyzeResponseSchema,
	detailsResponseSchema,
	errorResponseSchema,
	leadDetailsSchema,
	leadResultSchema,
	summarySchema,
} from '../../nodes/LeadsPredict/contract';
import type { HttpResponse } from '../../nodes/LeadsPredict/types';
import { compare } from './compare';
import type { Finding } from './compare';

/** One request to the service, and the comparison of its answer with the contract. */
export interface Step {
	readonly question: string;
	readonly findings: readonly Finding[];
}

/** Made up; `.example` is reserved. */
const LEADS = [
	{
		email: 'contract-check-1@leadspredict-check.example',
		name: 'Contract Check',
		phone: '+1 555 0100',
		company: 'Check Inc',
		industry: 'Technology',
		revenue: 5_000_000,
		employees: 50,
		engagement_score: 75,
		last_interaction: '2025-11-01',
	},
	{ email: 'contract-check-2@leadspredict-check.example' },
];

/** The documented part of a result. `email` is not documented, so it counts as new. */
const documentedResult = leadResultSchema.omit({ email: true });

const analyzed = analyzeResponseSchema.extend({
	data: z.object({ leads: z.array(documentedResult), summary: summarySchema }),
});
const details = detailsResponseSchema.extend({ data: leadDetailsSchema });

function headerFindings({ headers }: HttpResponse): Finding[] {
	const { limit, remaining, reset, retryAfter } = RATE_LIMIT_HEADERS;
	return [
		...[limit, remaining, reset].map((name): Finding => {
			const value = headers[name];
			const whole = typeof value === 'string' && /^\d+$/.test(value);
			return {
				field: `header ${name}`,
				verdict: value === undefined ? 'missing' : whole ? 'agrees' : 'differs',
				remark: value === undefined || whole ? 'whole number' : 'whole number expected',
			};
		}),
		...(headers[retryAfter] === undefined
			? []
			: [{ field: `header ${retryAfter}`, verdict: 'new' as const, remark: 'string' }]),
	];
}

function statusFinding(answer: HttpResponse, expected: number): Finding {
	const agrees = answer.status === expected;
	return {
		field: 'HTTP status',
		verdict: agrees ? 'agrees' : 'differs',
		remark: agrees ? String(expected) : `${expected} expected, ${answer.status} received`,
	};
}

/**
 * Checks the whole contract with six requests and two made-up leads.
 * @throws LeadsPredictError when nothing answers at all
 */
export async function checkContract(
	apiKey: string,
	options: Pick<ClientOptions, 'baseUrl'>,
): Promise<Step[]> {
	let last: HttpResponse | undefined;
	const clientFor = (key: string) =>
		new LeadsPredict(key, {
			...options,
			maxAttempts: 1,
			onAnswer: (_, answer) => {
				last = answer;
			},
		});
	const client = clientFor(apiKey);
	const steps: Step[] = [];
	const ask = async (
		question: string,
		call: () => Promise<unknown>,
		read: (answer: HttpResponse) => Finding[],
	): Promise<void> => {
		last = undefined;
		// Only the raw answer is compared, so the client's error is ignored.
		const error = await call().then(
			() => undefined,
			(reason: unknown) => reason,
		);
		if (last === undefined) throw error;
		steps.push({ question, findings: read(last) });
	};
	const success = (schema: z.ZodTypeAny) => (answer: HttpResponse) => [
		statusFinding(answer, 200),
		...compare(schema, answer.body),
	];
	const refusal = (status: number) => (answer: HttpResponse) => [
		statusFinding(answer, status),
		...compare(errorResponseSchema, answer.body).filter(({ field, verdict }) => {
			// The documented example has details, but not every error concerns a field.
			return !(verdict === 'missing' && field === 'error.details');
		}),
	];

	await ask(
		'POST /leads/analyze with two leads and both options',
		async () =>
			await client.leads.analyze({
				leads: LEADS,
				options: { include_predictions: true, include_recommendations: true },
			}),
		(answer) => [...success(analyzed)(answer), ...headerFindings(answer), ...matching(answer)],
	);
	const id = firstId(last);
	await ask(
		'POST /leads/analyze without options',
		async () => await client.leads.analyze({ leads: LEADS.slice(0, 1) }),
		success(analyzed),
	);
	await ask(
		'POST /leads/batch, answered at once',
		async () => await client.leads.batch({ leads: LEADS }),
		success(analyzed),
	);
	if (id !== undefined) {
		await ask('GET /leads/:id', async () => await client.leads.get(id), success(details));
	}
	await ask(
		'GET /leads/:id of a lead that cannot exist',
		async () => await client.leads.get('n8n-contract-check'),
		refusal(404),
	);
	await ask(
		'POST /leads/analyze with a wrong key',
		async () => await clientFor('wrong-key-of-a-check').leads.analyze({ leads: LEADS.slice(0, 1) }),
		refusal(401),
	);
	return steps;
}

function resultsOf(answer: HttpResponse | undefined): unknown[] {
	const leads: unknown = Object(Object(answer?.body).data).leads;
	return Array.isArray(leads) ? leads : [];
}

function firstId(answer: HttpResponse | undefined): string | undefined {
	const read = leadResultSchema.safeParse(resultsOf(answer)[0]);
	return read.success ? read.data.id : undefined;
}

/** The most important open point: how results are assigned to leads. */
function matching(answer: HttpResponse): Finding[] {
	const results = resultsOf(answer);
	const echoes = results.filter((result) => typeof Object(result).email === 'string').length;
	return [
		{
			field: 'results for leads',
			verdict: results.length === LEADS.length ? 'agrees' : 'differs',
			remark: `${results.length} for ${LEADS.length}; matched by ${echoes > 0 ? 'the email they repeat' : 'position'}`,
		},
	];
}
