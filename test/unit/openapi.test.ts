import fc from 'fast-check';
import { z } from 'zod';
import { zodToJsonSchema } from 'zod-to-json-schema';

import {
	analyzeOptionsSchema,
	analyzeRequestSchema,
	analyzeResponseSchema,
	batchAcknowledgementSchema,
	batchCallbackSchema,
	batchRequestSchema,
	DEFAULT_BASE_URL,
	detailsResponseSchema,
	errorResponseSchema,
	EVENT_NAMES,
	eventSchema,
	HOT_SCORE,
	historyEntrySchema,
	leadDetailsSchema,
	leadResultSchema,
	leadSchema,
	MAX_LEADS_PER_REQUEST,
	nextActionSchema,
	PATHS,
	PLANS,
	RATE_LIMIT_HEADERS,
	STATUS_MEANINGS,
	summarySchema,
} from '../../nodes/LeadsPredict/contract';
import document from '../../openapi/leadspredict.json';
import * as api from '../../sandbox/api';
import { validator } from '../../sandbox/validate';
import type { SchemaName } from '../../sandbox/validate';

/**
 * The API is read twice: in the contract of the nodes, and in the OpenAPI document by which the
 * sandbox serves. What one of them gets wrong must differ from the other.
 */

const { schemas } = document.components;

/** The contract reads results apart from their envelope; here they are put together. */
const results = z.array(leadResultSchema);

const REQUESTS = {
	Lead: leadSchema,
	AnalyzeOptions: analyzeOptionsSchema,
	AnalyzeRequest: analyzeRequestSchema,
	BatchRequest: batchRequestSchema,
} as const satisfies Partial<Record<SchemaName, z.ZodTypeAny>>;

const ANSWERS = {
	NextAction: nextActionSchema,
	LeadResult: leadResultSchema,
	Summary: summarySchema,
	AnalyzeResponse: analyzeResponseSchema.extend({
		data: analyzeResponseSchema.shape.data.extend({ leads: results }),
	}),
	BatchAcknowledgement: batchAcknowledgementSchema,
	BatchResults: batchCallbackSchema.extend({
		data: batchCallbackSchema.shape.data.extend({ leads: results }),
	}),
	HistoryEntry: historyEntrySchema,
	LeadDetails: leadDetailsSchema,
	DetailsResponse: detailsResponseSchema.extend({ data: leadDetailsSchema }),
	Event: eventSchema,
	ErrorResponse: errorResponseSchema,
} as const satisfies Partial<Record<SchemaName, z.ZodTypeAny>>;

const CONTRACT: Readonly<Partial<Record<SchemaName, z.ZodTypeAny>>> = { ...REQUESTS, ...ANSWERS };
const PAIRS = Object.entries(CONTRACT).map(([name, schema]) => ({
	name: name as SchemaName,
	schema: schema as z.ZodTypeAny,
	isValid: validator(name as SchemaName),
}));
const isRequest = (name: SchemaName): boolean => Object.hasOwn(REQUESTS, name);

type Json = Readonly<Record<string, unknown>>;
const isObject = (value: unknown): value is Json =>
	typeof value === 'object' && value !== null && !Array.isArray(value);
const objectOf = (value: unknown): Json => (isObject(value) ? value : {});
const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

const referred = (schema: Json): Json => {
	const name = /[^/]+$/.exec(String(schema['$ref'] ?? ''))?.[0];
	return name === undefined ? schema : objectOf(Reflect.get(schemas, name));
};

/** Values that a schema of the document allows, as far as its words are used there. */
function valuesOf(written: Json): fc.Arbitrary<unknown> {
	const schema = referred(written);
	if ('const' in schema) return fc.constant(schema['const']);
	if ('enum' in schema) return fc.constantFrom(...listOf(schema['enum']));
	const { minimum: min = -1e12, maximum: max = 1e12 } = schema as Record<string, number>;
	switch (schema['type']) {
		case 'object': {
			const properties = Object.entries(objectOf(schema['properties']));
			return fc.record(
				Object.fromEntries(properties.map(([name, value]) => [name, valuesOf(objectOf(value))])),
				{ requiredKeys: listOf(schema['required']).map(String) },
			);
		}
		case 'array': {
			const { minItems = 0 } = schema as Record<string, number>;
			const items = isObject(schema['items']) ? valuesOf(schema['items']) : fc.jsonValue();
			return fc.array(items, { minLength: minItems, maxLength: 3 });
		}
		case 'boolean':
			return fc.boolean();
		case 'integer':
			return fc.integer({ min: 0, max: 1000 });
		case 'number':
			return fc.double({ min, max, noNaN: true });
		case 'string': {
			const time = fc.date({
				min: new Date('1970-01-01'),
				max: new Date('2100-01-01'),
				noInvalidDate: true,
			});
			if (schema['format'] === 'date') return time.map((at) => at.toISOString().slice(0, 10));
			if (schema['format'] === 'date-time') return time.map((at) => at.toISOString());
			if (schema['format'] === 'uri') {
				return fc.constantFrom('https://your-app.com/webhook', 'http://127.0.0.1:5678/x?y=1');
			}
			// The contract takes the blanks around an email or ID away.
			return 'pattern' in schema
				? fc.string({ minLength: 1 }).filter((text) => text.trim() === text)
				: fc.string();
		}
		default:
			throw new Error(`No values for ${JSON.stringify(schema)}`);
	}
}

const validOf = (name: SchemaName) => valuesOf(objectOf(schemas[name])).filter(validator(name));

/** Every place in a value, the whole of it first. */
function pathsIn(value: unknown, at: readonly string[] = []): Array<readonly string[]> {
	const inside = typeof value === 'object' && value !== null ? Object.entries(value) : [];
	return [at, ...inside.flatMap(([key, part]) => pathsIn(part, [...at, key]))];
}

const at = (value: unknown, path: readonly string[]): unknown =>
	path.reduce<unknown>((inside, key) => Reflect.get(Object(inside), key), value);

/** A copy with another value in one place, or without that place. */
function withValue(value: unknown, [key, ...path]: readonly string[], other: unknown): unknown {
	if (key === undefined) return other;
	const changed = withValue(at(value, [key]), path, other);
	if (Array.isArray(value)) return value.map((part, n) => (String(n) === key ? changed : part));
	return { ...Object(value), [key]: changed };
}

/** As JSON has it: what is undefined is not there. */
const asJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value) ?? 'null');

const JUNK = [null, true, 0, 7.5, -1, '', ' ', 'x', '0.5', '2025-02-30', [], [null], {}, { a: 1 }];

/** A valid value, and one in which one place is junk. */
const spoilt = (name: SchemaName) =>
	validOf(name).chain((valid) =>
		fc.record({
			valid: fc.constant(valid),
			path: fc.constantFrom(...pathsIn(valid)),
			junk: fc.constantFrom(...JUNK),
		}),
	);

const typeOf = (value: unknown): string =>
	Array.isArray(value) ? 'array' : value === null ? 'null' : typeof value;

/** Names of all fields, those of nested objects with their path. */
function fieldsOf(written: Json, path = ''): string[] {
	const schema = referred(written);
	const properties = Object.entries(objectOf(schema['properties']));
	return [
		...properties.flatMap(([name, value]) => [
			`${path}.${name}`,
			...fieldsOf(objectOf(value), `${path}.${name}`),
		]),
		...(isObject(schema['items']) ? fieldsOf(schema['items'], path) : []),
		...listOf(schema['anyOf']).flatMap((choice) => fieldsOf(objectOf(choice), path)),
	].sort();
}

describe.each(PAIRS)('$name', ({ name, schema, isValid }) => {
	test('has the same fields in both', () => {
		const inContract = zodToJsonSchema(schema, { $refStrategy: 'none' });
		expect(fieldsOf(objectOf(inContract))).toEqual(fieldsOf(objectOf(schemas[name])));
	});

	test('the contract accepts unchanged what the document allows, including its examples', () => {
		const examples = listOf(objectOf(schemas[name])['examples']);
		for (const example of examples) {
			expect([isValid(example), isValid.errors]).toEqual([true, null]);
			expect(schema.parse(example)).toEqual(example);
		}
		fc.assert(fc.property(validOf(name), (value) => expect(schema.parse(value)).toEqual(value)));
	});

	test('the contract requires what the document requires', () => {
		fc.assert(
			fc.property(validOf(name), (value) => {
				for (const field of listOf(objectOf(schemas[name])['required']).map(String)) {
					const without = asJson(withValue(value, [field], undefined));
					expect([field, isValid(without), schema.safeParse(without).success]).toEqual([
						field,
						false,
						false,
					]);
				}
			}),
			{ numRuns: 10 },
		);
	});

	if (isRequest(name)) {
		test('both refuse the same values', () => {
			fc.assert(
				fc.property(spoilt(name), ({ valid, path, junk }) => {
					const { webhook_url: address, ...others } = objectOf(valid);
					// The contract leaves it to the nodes which address can be called back.
					fc.pre(address === undefined && !path.includes('webhook_url'));
					const value = withValue(others, path, junk);
					// What an asynchronous batch needs beside is tested below.
					fc.pre(!isObject(value) || value['async'] !== true);
					expect([value, schema.safeParse(value).success]).toEqual([value, isValid(value)]);
				}),
				{ numRuns: 300 },
			);
		});
		return;
	}

	test('the contract converts a value of a wrong type to a valid one, or refuses it', () => {
		fc.assert(
			fc.property(spoilt(name), ({ valid, path, junk }) => {
				fc.pre(typeOf(at(valid, path)) !== typeOf(junk));
				const { success, data } = schema.safeParse(withValue(valid, path, junk));
				if (!success) return;
				const made = JSON.parse(JSON.stringify(data), (_key, part: unknown) => part ?? undefined);
				expect([made, isValid(made), isValid.errors]).toEqual([made, true, null]);
			}),
			{ numRuns: 300 },
		);
	});
});

test('the document refuses an asynchronous batch without a webhook_url', () => {
	const isValid = validator('BatchRequest');
	const leads = [{ email: 'john@example.com' }];
	expect(isValid({ leads, async: false })).toBe(true);
	expect(isValid({ leads, async: true })).toBe(false);
	expect(isValid({ leads, async: true, webhook_url: 'https://your-app.com/webhook' })).toBe(true);
	expect(isValid({ leads, async: true, webhook_url: 'ftp://your-app.com/' })).toBe(false);
});

describe('numbers and names', () => {
	const paths = document.paths;

	test('paths are the same', () => {
		expect(document.servers.map(({ url }) => url)).toEqual([DEFAULT_BASE_URL]);
		expect(Object.keys(paths)).toEqual([PATHS.analyze, PATHS.batch, '/leads/{id}']);
		expect(PATHS.lead('lead_abc123')).toBe('/leads/lead_abc123');
	});

	test('limits are the same', () => {
		const enterprise = PLANS.enterprise ?? {};
		expect({ ...PLANS, enterprise }).toEqual(document['x-plans']);
		for (const name of ['AnalyzeRequest', 'BatchRequest'] as const) {
			expect(schemas[name].properties.leads.maxItems).toBe(MAX_LEADS_PER_REQUEST);
		}
		expect(document['x-hot-score']).toBe(HOT_SCORE);
	});

	test('events are the same', () => {
		expect(schemas.EventName.enum).toEqual(EVENT_NAMES);
		expect(api.EVENT_NAMES).toEqual(EVENT_NAMES);
	});

	test('headers are the same', () => {
		const { limit, remaining, reset } = RATE_LIMIT_HEADERS;
		const names = Object.keys(document.components.headers).map((name) => name.toLowerCase());
		expect(names).toEqual([limit, remaining, reset]);
	});

	test('errors are the same', () => {
		const documented = Object.entries(document.components.responses).flatMap(
			([status, response]) => ('x-decided' in response ? [] : [status]),
		);
		expect(documented).toEqual(Object.keys(STATUS_MEANINGS));
	});
});

test('every decision has a reason', () => {
	const unexplained = pathsIn(document).filter(
		(path) => path.at(-1) === 'x-decided' && !at(document, [...path.slice(0, -1), 'x-reason']),
	);
	expect(unexplained).toEqual([]);
});
