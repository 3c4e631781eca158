/**
 * Dataverse's error bodies.
 *
 * Documented: `{error: {code, message}}` with a hexadecimal code, empty for some; the statuses; the
 * codes of the service protection limits and of a text that is too long. Seen in published reports:
 * the codes of an alternate key that is taken and of a body with an unknown column.
 * Decided: which code goes with a refusal whose code is not published: an empty one.
 */
export class DynamicsRefusal extends Error {
	constructor(
		readonly status: number,
		readonly code: string,
		message: string,
		readonly headers: Readonly<Record<string, string>> = {},
	) {
		super(message);
	}

	get body(): unknown {
		return { error: { code: this.code, message: this.message } };
	}
}

export const badRequest = (message: string, code = ''): DynamicsRefusal =>
	new DynamicsRefusal(400, code, message);

/** Documented. */
export const noResource = (segment: string): DynamicsRefusal =>
	new DynamicsRefusal(404, '0x8006088a', `Resource not found for the segment '${segment}'.`);

/** Documented, with this code. */
export const noProperty = (name: string, table: string): DynamicsRefusal =>
	badRequest(
		`Could not find a property named '${name}' on type 'Microsoft.Dynamics.CRM.${table}'.`,
		'0x0',
	);

/** Of a body (seen). */
export const badPayload = (set: string, what: string): DynamicsRefusal =>
	badRequest(
		`Error identified in Payload provided by the user for Entity :'${set}', ${what}`,
		'0x80048d19',
	);

/** Documented. */
export const noRecord = (table: string, key: string): DynamicsRefusal =>
	new DynamicsRefusal(404, '', `${table} With ${key} Does Not Exist`);

/** The answer to a script that names a status and no body. */
export const errorBodyFor = (status: number): unknown => ({
	error: {
		code: status === 429 ? '0x80072322' : '',
		message: `Answer ${status}, as told`,
	},
});
