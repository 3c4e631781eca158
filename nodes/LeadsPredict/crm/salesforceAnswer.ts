import { z } from 'zod';

import { sameAddress } from '../contract';
import { shorten } from '../words';
import type { Result } from './answer';
import { replyOf } from './replies';
import type { Refusal } from './replies';
import type { CrmRequest } from './request';

/**
 * Salesforce's answers. sObject Collections answer with a list in the order of the request (as
 * documented), without naming the records that failed: joined by place, and only when the numbers
 * agree and no id contradicts.
 */

const LONGEST_REASON = 250;

const errorSchema = z.object({
	statusCode: z.string().catch('UNKNOWN'),
	message: z.string().catch('Salesforce gives no reason'),
	fields: z.array(z.string()).catch([]),
});

const resultSchema = z.object({
	id: z.string().nullish().catch(undefined),
	success: z.boolean(),
	created: z.boolean().optional().catch(undefined),
	errors: z.array(errorSchema).catch([]),
});

const refusalSchema = z
	.array(z.object({ message: z.string(), errorCode: z.string().optional() }))
	.min(1);

function refusalIn(body: unknown): Refusal | undefined {
	const read = refusalSchema.safeParse(body);
	const [first] = read.data ?? [];
	return (
		first && {
			reason: `Salesforce refused the request: ${shorten(first.message, LONGEST_REASON)}${hidden(first.errorCode)}`,
			...(first.errorCode !== undefined && { code: first.errorCode }),
		}
	);
}

const hidden = (code: string | undefined): string =>
	code === 'INVALID_FIELD'
		? '. Create the field, and grant field-level security on it to the user of the credential'
		: '';

const failedAll = (request: CrmRequest, { reason, code }: Refusal): Result[] =>
	request.records.map(() => ({ result: 'failed', reason, ...(code !== undefined && { code }) }));

/** Salesforce ids are 15 characters, or 18 with a checksum for systems that do not mind case. */
const sameId = (a: string, b: string): boolean => a.slice(0, 15) === b.slice(0, 15);

const SENTENCES: Readonly<Record<string, string>> = {
	CANNOT_UPDATE_CONVERTED_LEAD:
		'The lead was converted, so it cannot be written to any more; write to its contact instead',
};

function failedWith(errors: ReadonlyArray<z.infer<typeof errorSchema>>): Result {
	const [first] = errors;
	if (first === undefined) {
		return { result: 'failed', reason: 'Salesforce did not write the record and gives no reason' };
	}
	const { statusCode, message, fields } = first;
	const where =
		fields.length > 0 && !fields.some((field) => message.includes(field))
			? ` (${fields.join(', ')})`
			: '';
	return {
		result: 'failed',
		reason:
			SENTENCES[statusCode] ?? `${shorten(message, LONGEST_REASON)}${where}${hidden(statusCode)}`,
		code: statusCode,
	};
}

export function readSalesforceUpdate(request: CrmRequest, answers: readonly unknown[]): Result[] {
	const reply = replyOf(answers, true, refusalIn);
	if (!reply.ok) return failedAll(request, reply.refusal);
	const refusal = refusalIn(reply.body);
	if (refusal !== undefined) return failedAll(request, refusal);
	const results = Array.isArray(reply.body) ? reply.body : [];
	if (results.length !== request.records.length) {
		return failedAll(request, {
			reason: `Salesforce answered for ${results.length} of ${request.records.length} records, so it is not certain which`,
		});
	}
	const read = results.map((result) => resultSchema.safeParse(result).data);
	const astray = request.records.some(({ id }, place) => {
		const answered = read[place]?.id;
		return request.find_by === 'recordId' && typeof answered === 'string' && !sameId(answered, id);
	});
	if (astray) {
		return failedAll(request, {
			reason:
				'Salesforce answered in another order than it was asked, so it is not certain which records were written',
		});
	}
	return request.records.map((_, place) => {
		const result = read[place];
		if (result === undefined) {
			return { result: 'failed', reason: 'Salesforce’s answer for this record cannot be read' };
		}
		if (!result.success) return failedWith(result.errors);
		return {
			result: result.created === true ? 'created' : 'written',
			recordId: result.id ?? undefined,
		};
	});
}

const queriedSchema = z.object({
	done: z.boolean().catch(true),
	records: z.array(z.object({ Id: z.string(), Email: z.string().nullish() }).passthrough()),
});

export function readSalesforceLookup(request: CrmRequest, answers: readonly unknown[]): Result[] {
	const reply = replyOf(answers, false, refusalIn);
	if (!reply.ok) return failedAll(request, reply.refusal);
	const body = queriedSchema.safeParse(reply.body);
	if (!body.success) {
		return failedAll(
			request,
			refusalIn(reply.body) ??
				refusalIn([reply.body]) ?? { reason: 'Salesforce’s answer holds no records' },
		);
	}
	const { records, done } = body.data;
	return request.records.map(({ id }) => {
		const own = records.filter(
			({ Email }) => typeof Email === 'string' && sameAddress(Email) === sameAddress(id),
		);
		const [first, second] = own;
		if (second !== undefined) return { result: 'several', recordIds: own.map(({ Id }) => Id) };
		if (first !== undefined) return { result: 'found', recordId: first.Id, current: first };
		return done
			? { result: 'not_found' }
			: {
					result: 'failed',
					reason: 'Salesforce’s answer is not complete; look up fewer leads at once',
				};
	});
}
