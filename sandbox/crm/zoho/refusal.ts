/**
 * Zoho CRM's error bodies.
 *
 * Documented: a refusal is `{code, message, details, status: "error"}`, alone for a whole request and
 * as an entry of `data` or `fields` for a part of it; the codes and messages, in one list each.
 * Decided: which message and which status go with a code where no page shows the two together.
 */
export interface ZohoError {
	readonly code: string;
	readonly message: string;
	readonly details: Readonly<Record<string, unknown>>;
	readonly status: 'error';
}

export const zohoError = (
	code: string,
	message: string,
	details: ZohoError['details'] = {},
): ZohoError => ({ code, details, message, status: 'error' });

/** A request that is not carried out. */
export class ZohoRefusal extends Error {
	readonly body: unknown;

	/** @param list what Zoho calls the list that the error stands in, when it stands in one */
	constructor(
		readonly status: number,
		error: ZohoError,
		list?: 'fields',
	) {
		super(error.message);
		this.body = list === undefined ? error : { [list]: [error] };
	}
}

export const badRequest = (
	code: string,
	message: string,
	details: ZohoError['details'] = {},
): ZohoRefusal => new ZohoRefusal(400, zohoError(code, message, details));

export const notFound = (): ZohoRefusal =>
	new ZohoRefusal(
		404,
		zohoError('INVALID_URL_PATTERN', 'Please check if the URL trying to access is a correct one'),
	);

const CODES: Readonly<Record<number, readonly [string, string]>> = {
	401: ['INVALID_TOKEN', 'invalid oauth token'],
	403: ['NO_PERMISSION', 'permission denied'],
	429: ['TOO_MANY_REQUESTS', 'too many requests'],
	500: ['INTERNAL_ERROR', 'Internal server error occurred.'],
};

/** The answer to a script that names a status and no body. */
export function errorBodyFor(status: number): ZohoError {
	const [code, message] = CODES[status] ?? ['INVALID_DATA', `Answer ${status}, as told`];
	return zohoError(code, message);
}
