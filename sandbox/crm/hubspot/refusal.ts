/**
 * HubSpot's error bodies.
 *
 * Documented: `status`, `message`, `category`, `correlationId`, `errors[]` and `context`, each of
 * which may be missing. Seen in recorded answers: the categories, `Property values were not valid`
 * with the list as JSON inside the message, and `errors[]` with `code` and `context.propertyName`.
 * Decided: the wording of messages nobody quotes, and correlation ids that count up.
 */

export type Category =
	| 'VALIDATION_ERROR'
	| 'OBJECT_NOT_FOUND'
	| 'OBJECT_ALREADY_EXISTS'
	| 'CONFLICT'
	| 'INVALID_AUTHENTICATION'
	| 'RATE_LIMITS'
	| 'INTERNAL_ERROR';

export type Context = Readonly<Record<string, readonly string[]>>;

export interface ErrorDetail {
	readonly message: string;
	readonly code: string;
	readonly context?: Context;
}

/** One error of a batch, inside a 207. */
export interface BatchError {
	readonly status: 'error';
	readonly category: Category;
	readonly message: string;
	readonly context: Context;
	readonly errors?: readonly ErrorDetail[];
}

interface RefusalParts {
	readonly errors?: readonly ErrorDetail[];
	readonly context?: Context;
}

/** A request HubSpot does not carry out at all. */
export class HubSpotRefusal extends Error {
	constructor(
		readonly status: number,
		readonly category: Category,
		message: string,
		readonly parts: RefusalParts = {},
	) {
		super(message);
	}

	bodyWith(correlationId: string): Record<string, unknown> {
		const { message, category, parts } = this;
		return { status: 'error', message, correlationId, ...parts, category };
	}

	/** The same refusal as that of one input among others. */
	inBatch(added: Context): BatchError {
		const { message, category, parts } = this;
		const context = { ...parts.context, ...added };
		return { status: 'error', category, message, ...parts, context };
	}
}

/** Beyond the limit over 10 seconds. */
export class RateLimitRefusal extends HubSpotRefusal {
	constructor() {
		super(429, 'RATE_LIMITS', 'You have reached your ten_secondly_rolling limit.');
	}

	override bodyWith(correlationId: string): Record<string, unknown> {
		return errorBodyFor(429, correlationId);
	}
}

export const invalid = (message: string, parts: RefusalParts = {}): HubSpotRefusal =>
	new HubSpotRefusal(400, 'VALIDATION_ERROR', message, parts);

export const notFound = (message = 'resource not found'): HubSpotRefusal =>
	new HubSpotRefusal(404, 'OBJECT_NOT_FOUND', message);

/** Seen: one error names all ids that were not found. */
export const someNotFound = (ids: readonly string[], context: Context = {}): BatchError => ({
	status: 'error',
	category: 'OBJECT_NOT_FOUND',
	message:
		'Could not get some CONTACT objects, they may be deleted or not exist. Check that ids are valid.',
	context: { ids, ...context },
});

function categoryOf(status: number): Category {
	if (status === 401) return 'INVALID_AUTHENTICATION';
	if (status === 404) return 'OBJECT_NOT_FOUND';
	return status < 500 ? 'VALIDATION_ERROR' : 'INTERNAL_ERROR';
}

/** The answer to a script that names a status and no body. */
export function errorBodyFor(status: number, correlationId: string): Record<string, unknown> {
	if (status !== 429) {
		return new HubSpotRefusal(status, categoryOf(status), `Answer ${status}, as told`).bodyWith(
			correlationId,
		);
	}
	// `policyName` is documented for limits over ten seconds and a day.
	return {
		status: 'error',
		message: 'You have reached your ten_secondly_rolling limit.',
		errorType: 'RATE_LIMIT',
		correlationId,
		policyName: 'TEN_SECONDLY_ROLLING',
		category: 'RATE_LIMITS',
	};
}
