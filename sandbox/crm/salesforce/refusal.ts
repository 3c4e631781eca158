/**
 * Salesforce's error bodies.
 *
 * Documented: a refused request has a list of `{message, errorCode, fields?}`; a record that fails
 * among others has `errors` of `{statusCode, message, fields}` inside a 200; a refusal for possible
 * duplicates carries a `duplicateResult`. Seen: the wording of the common messages.
 * Decided: which status goes with a code where only one of the two is stated.
 */

/** What is wrong with one record. */
export interface RecordError {
	readonly statusCode: string;
	readonly message: string;
	readonly fields: readonly string[];
	readonly duplicateResult?: unknown;
}

/** A request Salesforce does not carry out. */
export class SalesforceRefusal extends Error {
	constructor(
		readonly status: number,
		readonly errorCode: string,
		message: string,
		readonly fields?: readonly string[],
		readonly duplicateResult?: unknown,
	) {
		super(message);
	}

	get body(): unknown {
		const { duplicateResult, message, errorCode, fields } = this;
		return [
			{ ...(duplicateResult !== undefined && { duplicateResult }), message, errorCode, fields },
		];
	}
}

/** What is wrong with one record: refuses the request about it alone, or only its part of several. */
export class RecordRefusal extends SalesforceRefusal {
	constructor(
		errorCode: string,
		message: string,
		override readonly fields: readonly string[] = [],
		duplicateResult?: unknown,
	) {
		const status = ['ENTITY_IS_DELETED', 'NOT_FOUND'].includes(errorCode) ? 404 : 400;
		super(status, errorCode, message, fields, duplicateResult);
	}

	get asRecordError(): RecordError {
		const { errorCode: statusCode, message, fields, duplicateResult } = this;
		return {
			statusCode,
			message,
			fields,
			...(duplicateResult !== undefined && { duplicateResult }),
		};
	}
}

export const badRequest = (errorCode: string, message: string): SalesforceRefusal =>
	new SalesforceRefusal(400, errorCode, message);

export const notFound = (message = 'The requested resource does not exist'): SalesforceRefusal =>
	new SalesforceRefusal(404, 'NOT_FOUND', message);

/** Field-level security gives the same answer: a hidden column does not exist either. */
export const noSuchColumn = (name: string, type: string): SalesforceRefusal =>
	badRequest('INVALID_FIELD', `No such column '${name}' on sobject of type ${type}`);

const CODES: Readonly<Record<number, string>> = {
	401: 'INVALID_SESSION_ID',
	403: 'REQUEST_LIMIT_EXCEEDED',
	404: 'NOT_FOUND',
	500: 'UNKNOWN_EXCEPTION',
	503: 'SERVER_UNAVAILABLE',
};

/** The answer to a script that names a status and no body. */
export const errorBodyFor = (status: number): unknown => [
	{ message: `Answer ${status}, as told`, errorCode: CODES[status] ?? 'INVALID_INPUT' },
];
