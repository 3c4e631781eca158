/**
 * Salesforce's error bodies.
 *
 * Documented: a refused request has a list of `{message, errorCode, fields?}`; a record that fails
 * among others has `errors` of `{statusCode, message, fields}` inside a 200; a refusal for possible
 * duplicates carries a `duplicateResult`. Seen: the wording of the common messages.
 * Decided: which status goes with a code where only one of the two is told.
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
		readonly parts: {
			readonly fields?: readonly string[];
			readonly duplicateResult?: unknown;
		} = {},
	) {
		super(message);
	}

	get body(): unknown {
		const { fields, duplicateResult } = this.parts;
		return [
			{
				...(duplicateResult !== undefined && { duplicateResult }),
				message: this.message,
				errorCode: this.errorCode,
				...(fields && { fields }),
			},
		];
	}
}

/** What is wrong with a record, thrown where the caller decides what becomes of the others. */
export class RecordRefusal extends Error {
	constructor(
		readonly statusCode: string,
		message: string,
		readonly fields: readonly string[] = [],
		readonly duplicateResult?: unknown,
	) {
		super(message);
	}

	get asRecordError(): RecordError {
		return {
			statusCode: this.statusCode,
			message: this.message,
			fields: this.fields,
			...(this.duplicateResult !== undefined && { duplicateResult: this.duplicateResult }),
		};
	}

	/** The same for a request about this record alone. */
	get asRefusal(): SalesforceRefusal {
		const status = ['ENTITY_IS_DELETED', 'NOT_FOUND'].includes(this.statusCode) ? 404 : 400;
		return new SalesforceRefusal(status, this.statusCode, this.message, {
			fields: this.fields,
			...(this.duplicateResult !== undefined && { duplicateResult: this.duplicateResult }),
		});
	}
}

export const notFound = (message = 'The requested resource does not exist'): SalesforceRefusal =>
	new SalesforceRefusal(404, 'NOT_FOUND', message);

/** A column that does not exist, or that the user may not see, which is told in the same words. */
export const noSuchColumn = (name: string, type: string): SalesforceRefusal =>
	new SalesforceRefusal(
		400,
		'INVALID_FIELD',
		`No such column '${name}' on sobject of type ${type}`,
	);

const CODES: Readonly<Record<number, string>> = {
	401: 'INVALID_SESSION_ID',
	403: 'REQUEST_LIMIT_EXCEEDED',
	404: 'NOT_FOUND',
	500: 'UNKNOWN_EXCEPTION',
	503: 'SERVER_UNAVAILABLE',
};

/** What a script answers that names a status and no body. */
export const errorBodyFor = (status: number): unknown => [
	{ message: `Answer ${status}, as told`, errorCode: CODES[status] ?? 'INVALID_INPUT' },
];
