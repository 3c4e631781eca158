import { z } from 'zod';

import { extra } from './tolerant';

/** The documented meanings of a status, in our words. */
export const STATUS_MEANINGS: Readonly<Record<number, string>> = {
	400: 'the request has invalid parameters',
	401: 'the API key is not valid',
	403: 'the API key lacks a permission',
	404: 'there is no such lead or address',
	429: 'the rate limit is reached',
	500: 'an internal error',
};

/**
 * The documented error body. Decided: `status: "error"` or an HTTP status of 400 or more marks an
 * error. Every part may be missing; then the HTTP status decides.
 */
export const errorResponseSchema = z
	.object({
		status: z.literal('error'),
		error: z
			.object({
				code: extra(z.string()),
				message: extra(z.string()),
				details: extra(
					z.object({ field: extra(z.string()), reason: extra(z.string()) }).passthrough(),
				),
			})
			.passthrough(),
	})
	.passthrough();

/** Only the error, for a response whose HTTP status already marks it as one. */
export const errorBodySchema = errorResponseSchema.pick({ error: true });

export type ErrorResponse = z.infer<typeof errorResponseSchema>;
