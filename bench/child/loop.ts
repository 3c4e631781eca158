import { madeLeads } from '../leads';
import { ASKED } from '../engine/workflows';
import type { Service } from '../engine/workflows';

interface AnalyzeAnswer {
	readonly data: { readonly leads: ReadonlyArray<{ readonly score: number }> };
}

/**
 * The minimal implementation: Node.js's fetch, one request after another, results assigned by position.
 * It checks nothing, and stops at the first error.
 */
export async function timeLoop({
	service,
	leads: count,
	size,
}: {
	service: Service;
	leads: number;
	size: number;
}): Promise<{ ms: number; scored: number }> {
	const leads = madeLeads(count);
	const scored: object[] = [];
	const startedAt = performance.now();
	for (let at = 0; at < leads.length; at += size) {
		const part = leads.slice(at, at + size);
		const response = await fetch(`${service.baseUrl}/leads/analyze`, {
			method: 'POST',
			headers: {
				authorization: `Bearer ${service.apiKey}`,
				'content-type': 'application/json',
			},
			body: JSON.stringify({ leads: part, options: ASKED }),
		});
		if (!response.ok) throw new Error(`The sandbox answered ${response.status}.`);
		const { data } = (await response.json()) as AnalyzeAnswer;
		data.leads.forEach((result, index) => {
			const { email, name } = part[index] ?? {};
			scored.push({ email, name, ...result });
		});
	}
	return { ms: performance.now() - startedAt, scored: scored.length };
}
