import { z } from 'zod';

import { sameAddress } from '../contract';
import { shorten } from '../words';
import type { Result } from './answer';
import { HUBSPOT_FURTHER_EMAILS, traceId } from './hubspot';
import { replyOf } from './replies';
import type { Refusal } from './replies';
import type { CrmRequest } from './request';

/**
 * HubSpot's answers to batch requests. Results never come in a promised order, so they are joined by
 * what identifies them: the trace id, HubSpot's own id, the property that was searched by.
 */

const properties = z.record(z.unknown()).catch({});

const resultSchema = z.object({
	id: z.coerce.string(),
	properties,
	new: z.boolean().optional().catch(undefined),
	objectWriteTraceId: z.string().optional().catch(undefined),
});

type HubspotResult = z.infer<typeof resultSchema>;

const contextSchema = z.record(z.array(z.coerce.string()).catch([])).catch({});

const errorSchema = z.object({
	message: z.string().catch('HubSpot gives no reason'),
	category: z.string().optional().catch(undefined),
	subCategory: z.string().optional().catch(undefined),
	context: contextSchema.default({}),
});

type HubspotError = z.infer<typeof errorSchema>;

const bodySchema = z.object({
	results: z.array(z.unknown()),
	errors: z.array(z.unknown()).catch([]),
});

const refusalSchema = z.object({
	message: z.string(),
	category: z.string().optional().catch(undefined),
});

const LONGEST_REASON = 250;

const refusalIn = (body: unknown): Refusal | undefined => {
	const read = refusalSchema.safeParse(body);
	if (!read.success) return undefined;
	const { message, category } = read.data;
	return {
		reason: `HubSpot refused the request: ${shorten(message, LONGEST_REASON)}`,
		...(category !== undefined && { code: category }),
	};
};

interface HubspotBody {
	readonly results: readonly HubspotResult[];
	readonly errors: readonly HubspotError[];
}

function read(answers: readonly unknown[]): HubspotBody | Refusal {
	const reply = replyOf(answers, false, refusalIn);
	if (!reply.ok) return reply.refusal;
	const body = bodySchema.safeParse(reply.body);
	if (!body.success) {
		return refusalIn(reply.body) ?? { reason: 'HubSpot’s answer holds no results' };
	}
	return {
		results: body.data.results.flatMap((result) => resultSchema.safeParse(result).data ?? []),
		errors: body.data.errors.flatMap((error) => errorSchema.safeParse(error).data ?? []),
	};
}

function failedWith({ message, category, subCategory }: HubspotError): Result {
	const code = subCategory ?? category;
	const reason = shorten(message, LONGEST_REASON);
	return { result: 'failed', reason, ...(code !== undefined && { code }) };
}

const failedAll = (request: CrmRequest, { reason, code }: Refusal): Result[] =>
	request.records.map(() => ({ result: 'failed', reason, ...(code !== undefined && { code }) }));

const UNSAID: Result = {
	result: 'failed',
	reason: 'HubSpot did not say what became of this record',
};

/** What a result or an id in an error must be to mean the record at a place. */
interface Names {
	readonly trace: string;
	readonly id: string;
	readonly leadId: string | undefined;
}

const folded = (by: CrmRequest['find_by'], id: string): string =>
	by === 'email' ? sameAddress(id) : id.trim();

function isItsResult(
	{ id, properties: values, objectWriteTraceId }: HubspotResult,
	names: Names,
	{ find_by, id_field }: CrmRequest,
): boolean {
	if (objectWriteTraceId !== undefined) return objectWriteTraceId === names.trace;
	if (find_by === 'recordId') return id === names.id;
	if (find_by === 'email' && typeof values['email'] === 'string') {
		return sameAddress(values['email']) === sameAddress(names.id);
	}
	const wanted = find_by === 'leadspredictId' ? names.id : names.leadId;
	return wanted !== undefined && values[id_field] === wanted;
}

/** The ids that an error names, by whatever key. */
const namedBy = ({ context }: HubspotError): string[] => Object.values(context).flat();

export function readHubspotUpdate(request: CrmRequest, answers: readonly unknown[]): Result[] {
	const body = read(answers);
	if ('reason' in body) return failedAll(request, body);
	const general = body.errors.find(
		(error) =>
			!request.records.some(({ id }, place) =>
				speaksOf(error, { trace: traceId(place), id }, request),
			),
	);
	return request.records.map(({ id, leads }, place) => {
		const names = { trace: traceId(place), id, leadId: leads[0]?.lead_id };
		const own = body.results.filter((result) => isItsResult(result, names, request));
		const error = body.errors.find((each) => speaksOf(each, names, request));
		const [result, another] = own;
		if (error !== undefined) return failedWith(error);
		if (result === undefined) return general === undefined ? UNSAID : failedWith(general);
		if (another !== undefined && another.id !== result.id) return UNSAID;
		return { result: result.new === true ? 'created' : 'written', recordId: result.id };
	});
}

const speaksOf = (
	error: HubspotError,
	{ trace, id }: Pick<Names, 'trace' | 'id'>,
	{ find_by }: CrmRequest,
): boolean => {
	const traced = error.context['objectWriteTraceId'];
	if (traced !== undefined && traced.length > 0) return traced.includes(trace);
	return namedBy(error).some((named) => folded(find_by, named) === folded(find_by, id));
};

/** A contact's own address, and the further ones it is found by as well. */
const addressesOf = ({ properties: values }: HubspotResult): string[] =>
	[values['email'], ...String(values[HUBSPOT_FURTHER_EMAILS] ?? '').split(';')].flatMap((email) =>
		typeof email === 'string' && email.trim() !== '' ? sameAddress(email) : [],
	);

const NOT_FOUND = /not.?found/i;

export function readHubspotLookup(request: CrmRequest, answers: readonly unknown[]): Result[] {
	const body = read(answers);
	if ('reason' in body) return failedAll(request, body);
	const byAddress = new Map<string, HubspotResult[]>();
	for (const result of body.results) {
		for (const address of new Set(addressesOf(result))) {
			const same = byAddress.get(address);
			if (same === undefined) byAddress.set(address, [result]);
			else same.push(result);
		}
	}
	return request.records.map(({ id }) => {
		const own = byAddress.get(sameAddress(id)) ?? [];
		const ids = [...new Set(own.map((result) => result.id))];
		const [result] = own;
		if (result !== undefined && ids.length === 1) {
			return { result: 'found', recordId: result.id, current: result.properties };
		}
		if (ids.length > 1) return { result: 'several', recordIds: ids };
		const error = body.errors.find(
			(each) => !NOT_FOUND.test(`${each.category} ${each.subCategory} ${each.message}`),
		);
		return error === undefined ? { result: 'not_found' } : failedWith(error);
	});
}
