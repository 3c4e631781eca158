import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { ZodTypeAny } from 'zod';
import { zodToJsonSchema } from 'zod-to-json-schema';

import {
	batchLeadSchema,
	eventItemSchema,
	leadPreviewSchema,
	leadWithHistorySchema,
	scoredLeadSchema,
} from '../nodes/LeadsPredict/contract';
import {
	crmRequestSchema,
	fieldsRequestSchema,
	writtenLeadSchema,
} from '../nodes/LeadsPredict/crm/crmRequest';

/**
 * n8n previews an operation's output from a JSON schema beside the node. The schemas are generated from
 * the contract, so that both always agree.
 */

const FOLDER = resolve(__dirname, '../nodes/LeadsPredict/__schema__');

/** n8n's paths: node version, resource, operation. */
const SCHEMAS: Readonly<Record<string, ZodTypeAny>> = {
	'v1.0.0/crm/prepareFields.json': fieldsRequestSchema,
	'v1.0.0/crm/prepareLookup.json': crmRequestSchema,
	'v1.0.0/crm/prepareTasks.json': crmRequestSchema,
	'v1.0.0/crm/prepareUpdate.json': crmRequestSchema,
	'v1.0.0/crm/readAnswer.json': writtenLeadSchema,
	'v1.0.0/lead/analyze.json': scoredLeadSchema,
	'v1.0.0/lead/analyzeBatch.json': batchLeadSchema,
	'v1.0.0/lead/get.json': leadWithHistorySchema,
	'v1.0.0/lead/preview.json': leadPreviewSchema,
	'v2.0.0.json': eventItemSchema,
};

const isRecord = (value: unknown): value is Record<string, unknown> =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

/** Removes null, because n8n's preview shows one type per field. */
function withoutNull(schema: unknown): unknown {
	if (Array.isArray(schema)) return schema.map(withoutNull);
	if (!isRecord(schema)) return schema;
	const choices: unknown = schema['anyOf'];
	if (Array.isArray(choices)) {
		return withoutNull(choices.find((choice) => isRecord(choice) && choice['type'] !== 'null'));
	}
	return Object.fromEntries(
		Object.entries(schema).map(([key, value]) => [
			key,
			key === 'type' && Array.isArray(value) ? value[0] : withoutNull(value),
		]),
	);
}

/** @returns absolute path → text of each schema file */
export function outputSchemas(): ReadonlyMap<string, string> {
	return new Map(
		Object.entries(SCHEMAS).map(([path, schema]) => {
			const { type, properties } = Object(
				withoutNull(zodToJsonSchema(schema, { $refStrategy: 'none' })),
			);
			return [
				resolve(FOLDER, path),
				`${JSON.stringify({ type, properties, version: 1 }, null, '\t')}\n`,
			];
		}),
	);
}

function write(): void {
	for (const [path, text] of outputSchemas()) {
		mkdirSync(dirname(path), { recursive: true });
		writeFileSync(path, text);
	}
}

if (require.main === module) write();
