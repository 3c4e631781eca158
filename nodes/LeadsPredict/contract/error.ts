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
 * The documented error body. Decided: an error is recognised by `status: "error"` or by an HTTP
 * status of 400 or more, and every part of it may be missing; then the HTTP status speaks.
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

/** The error alone, where the HTTP status has said already that it is one. */
export const errorBodySchema = errorResponseSchema.pick({ error: true });

export type ErrorResponse = z.infer<typeof errorResponseSchema>;
