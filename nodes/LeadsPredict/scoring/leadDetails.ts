import { detailsResponseSchema, leadDetailsSchema } from '../contract';
import type { LeadDetails } from '../contract';
import type { ApiResponse, Problem } from '../types';
import { problem } from '../problems/problem';
import { unreadable } from '../problems/response';

/** LeadsPredict's data of one lead. */
export interface LeadDetailsResult {
	readonly details: LeadDetails;
	/** `data` exactly as LeadsPredict sent it. */
	readonly received: unknown;
}

/**
 * Reads the answer to `GET /leads/:id`.
 * @param id ID of the requested lead; details of any other lead are refused
 */
export function readLeadDetails(
	id: string,
	answer: ApiResponse,
): { readonly result: LeadDetailsResult } | { readonly problem: Problem } {
	const response = detailsResponseSchema.safeParse(answer.body);
	if (!response.success) return { problem: unreadable(answer, 'a lead') };
	const received = response.data.data;
	const details = leadDetailsSchema.safeParse(received);
	if (!details.success) return { problem: problem('unusable_result', details.error) };
	return details.data.id === id
		? { result: { details: details.data, received } }
		: { problem: problem('other_lead', { requested: id, received: details.data.id }) };
}
