import Ajv from 'ajv/dist/2020';
import type { ErrorObject, ValidateFunction } from 'ajv/dist/2020';
import addFormats from 'ajv-formats';

import document from '../openapi/leadspredict.json';
import type { AnalyzeRequest, BatchRequest, Endpoint, Lead } from './api';
import type { Body } from './http';
import { Refusal } from './refusal';

/** Validates requests and responses only against the OpenAPI document. */

const { schemas } = document.components;
/** Strict: a keyword outside JSON Schema and the document's own extensions is an error. */
const ajv = addFormats(
	new Ajv({
		keywords: ['x-decided', 'x-reason', ...Object.keys(document)],
		strictTypes: false,
		verbose: true,
	}),
).addSchema(document, 'openapi', false, false);

export type SchemaName = keyof typeof schemas;

export const validator = <T>(name: SchemaName): ValidateFunction<T> =>
	ajv.compile<T>({ $ref: `openapi#/components/schemas/${name}` });

/** Fields that must not be empty. */
const REQUIRED: readonly string[] = ['leads', 'email'];

const missing = (field: string): Refusal =>
	new Refusal(400, `Missing required field: ${field}`, { field, reason: 'required' });

/**
 * Describes what is wrong with a request in the reference's words where it has any: `Missing required
 * field: email`. It names only the first problem and no position among the leads, like the reference's
 * example.
 */
function refusalOf({ instancePath, keyword, params, data, message }: ErrorObject): Refusal {
	const path = instancePath.split('/').filter((part) => part !== '' && !/^\d+$/.test(part));
	if (keyword === 'required') return missing(String(params['missingProperty']));
	const field = path.at(-1) ?? String(params['additionalProperty'] ?? '');
	if (field === '') return new Refusal(400, `The request ${message}`);
	if (keyword === 'maxItems') {
		const reason = `Too many ${field}: at most ${params['limit']} are allowed`;
		return new Refusal(400, reason, { field, reason: 'too_many' });
	}
	const isEmpty = data === null || keyword === 'minItems' || /^\s*$/.test(String(data));
	// The path of a lead that is not an object ends in `leads` too, but no field is missing then.
	const isLead = field === 'leads' && instancePath !== '/leads';
	if (isEmpty && REQUIRED.includes(field) && !isLead) return missing(field);
	const reason = keyword === 'type' ? `expected_${params['type']}` : 'invalid_value';
	return new Refusal(400, `Invalid value for field: ${field}`, { field, reason });
}

/** @throws Refusal (400) in the documented words */
function check<T>(validate: ValidateFunction<T>, value: unknown): T {
	if (validate(value)) return value;
	const [error] = validate.errors ?? [];
	throw error ? refusalOf(error) : new Refusal(400, 'The request is invalid');
}

/** @throws Refusal (400) */
const reader =
	<T extends { readonly leads: readonly Lead[] }>(validate: ValidateFunction<T>) =>
	(body: Body): T => {
		if (body.kind !== 'json') {
			throw new Refusal(400, 'The request body must be valid JSON, sent as application/json');
		}
		const request = check(validate, body.json);
		return { ...request, leads: request.leads.map(withoutOthers) };
	};

const FIELDS = new Set(Object.keys(schemas.Lead.properties));

/** Decided: a lead's fields that the reference does not name are ignored, not refused. */
function withoutOthers(lead: Lead): Lead {
	const named = Object.entries(lead).filter(([name]) => FIELDS.has(name));
	return { ...Object.fromEntries(named), email: lead.email };
}

export const readAnalyze = reader(validator<AnalyzeRequest>('AnalyzeRequest'));
export const readBatch = reader(validator<BatchRequest>('BatchRequest'));

/** Fields of a lead to change. The email identifies the lead and cannot be changed. */
export type LeadChange = Partial<Omit<Lead, 'email'>>;

const validateChange = ajv.compile<LeadChange>({
	type: 'object',
	properties: { ...schemas.Lead.properties, email: false },
	additionalProperties: false,
});

/** @throws Refusal (400) */
export const readChange = (change: unknown): LeadChange => check(validateChange, change);

const OPERATIONS = {
	analyze: {
		...document.paths['/leads/analyze'].post,
		validate: validator('AnalyzeResponse'),
	},
	batch: { ...document.paths['/leads/batch'].post, validate: validator('BatchResponse') },
	lead: { ...document.paths['/leads/{id}'].get, validate: validator('DetailsResponse') },
};

const MESSAGES = { event: validator('Event'), batch: validator('BatchResults') };

const validateError = validator('ErrorResponse');

function assertValid(what: string, validate: ValidateFunction, value: unknown): void {
	if (validate(value)) return;
	throw new Error(
		`The sandbox produced ${what} that violates openapi/leadspredict.json: ${ajv.errorsText(validate.errors)}`,
	);
}

/** Throws when the sandbox's own answer violates the document. */
export function assertAnswer(endpoint: Endpoint, status: number, body: unknown): void {
	const operation = endpoint === 'other' ? undefined : OPERATIONS[endpoint];
	if (operation && !Object.hasOwn(operation.responses, status)) {
		throw new Error(`${endpoint} may not be answered with ${status}`);
	}
	const validate = status < 400 ? operation?.validate : validateError;
	if (validate) assertValid(`an answer of ${endpoint}`, validate, body);
}

/** The same for the messages it sends. */
export const assertMessage = (kind: keyof typeof MESSAGES, body: unknown): void =>
	assertValid(`a message (${kind})`, MESSAGES[kind], body);
