/** `invalid_request` is documented; the other codes are decided here. */
const CODES: Readonly<Record<number, string>> = {
	400: 'invalid_request',
	401: 'invalid_api_key',
	403: 'insufficient_permissions',
	404: 'not_found',
	413: 'request_too_large',
	429: 'rate_limit_exceeded',
	500: 'internal_error',
};

/** A request the service does not carry out. */
export class Refusal extends Error {
	constructor(
		readonly status: number,
		message: string,
		readonly details?: { readonly field: string; readonly reason: string },
	) {
		super(message);
	}

	/** The documented error body. */
	get body() {
		return {
			status: 'error',
			error: {
				code: CODES[this.status] ?? 'error',
				message: this.message,
				...(this.details && { details: { ...this.details } }),
			},
		};
	}
}
