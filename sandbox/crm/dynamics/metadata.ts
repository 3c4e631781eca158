import { randomUUID } from 'node:crypto';

import { z } from 'zod';

import type { Column } from './columns';
import { badRequest } from './refusal';
import { forbidden } from './state';
import type { DynamicsState, DynamicsTable } from './state';

/**
 * Columns and alternate keys that are created.
 *
 * Documented: the definitions of the types below, and that SchemaName begins with the prefix of a
 * publisher, 2 to 8 letters and digits, not mscrm; the limits of lengths and of decimals; LogicalName
 * is SchemaName in lower case; a key takes texts, numbers, times, choices.
 * Decided: a definition must hold what Microsoft's examples hold; the refusal of a name that is there.
 */

const TYPES = 'Microsoft.Dynamics.CRM.';

const label = z.object({
	'@odata.type': z.literal(`${TYPES}Label`),
	LocalizedLabels: z
		.array(
			z.object({
				'@odata.type': z.literal(`${TYPES}LocalizedLabel`),
				Label: z.string().min(1),
				LanguageCode: z.number().int(),
			}),
		)
		.min(1),
});

const SCHEMA_NAME = /^(?!mscrm)[A-Za-z][A-Za-z0-9]{1,7}_[A-Za-z0-9_]+$/i;

const schemaName = z.string().regex(SCHEMA_NAME).max(100);

const common = {
	SchemaName: schemaName,
	DisplayName: label,
	Description: label.optional(),
	RequiredLevel: z
		.object({ Value: z.enum(['None', 'Recommended', 'ApplicationRequired']) })
		.passthrough(),
};

const attribute = <T extends string, M extends z.ZodRawShape>(type: T, more: M) =>
	z.object({
		'@odata.type': z.literal(`${TYPES}${type}AttributeMetadata`),
		AttributeType: z.literal(type),
		AttributeTypeName: z.object({ Value: z.literal(`${type}Type`) }),
		...common,
		...more,
	});

const MAX_DECIMAL = 100_000_000_000;
const decimalBound = z.number().min(-MAX_DECIMAL).max(MAX_DECIMAL);

const attributeSchema = z.union([
	attribute('String', {
		FormatName: z.object({ Value: z.string() }),
		MaxLength: z.number().int().min(1).max(4_000),
	}),
	attribute('Memo', {
		Format: z.literal('TextArea'),
		MaxLength: z.number().int().min(1).max(1_048_576),
	}),
	attribute('Decimal', {
		Precision: z.number().int().min(0).max(10),
		MinValue: decimalBound,
		MaxValue: decimalBound,
	}),
	attribute('DateTime', { Format: z.enum(['DateOnly', 'DateAndTime']) }),
]);

const keySchema = z.object({
	'@odata.type': z.literal(`${TYPES}EntityKeyMetadata`).optional(),
	SchemaName: schemaName,
	DisplayName: label,
	KeyAttributes: z.array(z.string()).min(1).max(16),
});

const MAX_KEYS = 10;

function checked<T>(schema: z.ZodType<T>, json: unknown): T {
	const read = schema.safeParse(json);
	if (read.success) return read.data;
	const [issue] = read.error.issues;
	throw badRequest(
		`The definition is not valid: ${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`,
	);
}

/** @returns its MetadataId */
export function createColumn(state: DynamicsState, table: DynamicsTable, json: unknown): string {
	if (!state.mayCustomize) throw forbidden('prvCreateAttribute');
	const given = checked(attributeSchema, json);
	const name = given.SchemaName.toLowerCase();
	if (table.columns.has(name)) {
		throw badRequest(
			`An attribute with the schema name ${given.SchemaName} already exists on ${table.name}.`,
		);
	}
	const metadataId = randomUUID();
	const column: Column = {
		name,
		type: given.AttributeType,
		metadataId,
		...('MaxLength' in given && { maxLength: given.MaxLength }),
		...('MinValue' in given && { min: given.MinValue, max: given.MaxValue }),
	};
	table.columns.set(name, column);
	return metadataId;
}

/** @returns its MetadataId */
export function createKey(state: DynamicsState, table: DynamicsTable, json: unknown): string {
	if (!state.mayCustomize) throw forbidden('prvCreateEntityKey');
	const { SchemaName, KeyAttributes } = checked(keySchema, json);
	const missing = KeyAttributes.find((name) => !table.columns.has(name));
	if (missing !== undefined) throw badRequest(`There is no attribute ${missing} on ${table.name}.`);
	const memo = KeyAttributes.find((name) => table.columns.get(name)?.type === 'Memo');
	if (memo !== undefined) throw badRequest(`${memo} cannot be part of a key.`);
	if (table.keys.has(SchemaName)) {
		throw badRequest(`A key with the schema name ${SchemaName} already exists on ${table.name}.`);
	}
	if (table.keys.all().length >= MAX_KEYS)
		throw badRequest(`${table.name} has ${MAX_KEYS} keys already.`);
	const metadataId = randomUUID();
	table.keys.add({ schemaName: SchemaName, columns: KeyAttributes, metadataId });
	return metadataId;
}
