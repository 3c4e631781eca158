import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import type { IDataObject } from 'n8n-workflow';
import { z } from 'zod';

import { recognizer } from '../nodes/LeadsPredict/leads/recognize';
import { RECOGNIZE } from '../nodes/LeadsPredict/leads/sources';
import { ENGINE, ensureRuntime } from '../runtimes/runtime';
import { table } from './sources';

/**
 * npm run n8n-nodes: shows what is read from the items of n8n's own nodes, for every node whose output
 * has a JSON schema in n8n and contains addresses.
 */

interface Schema {
	readonly type?: string | string[] | undefined;
	readonly properties?: Record<string, Schema> | undefined;
	readonly items?: Schema | undefined;
	readonly anyOf?: Schema[] | undefined;
}

const schemaSchema: z.ZodType<Schema> = z.lazy(() =>
	z.object({
		type: z.union([z.string(), z.array(z.string())]).optional(),
		properties: z.record(schemaSchema).optional(),
		items: schemaSchema.optional(),
		anyOf: z.array(schemaSchema).optional(),
	}),
);

const ADDRESS_KEY = /e-?mail|^mail$|^UPN$|userPrincipalName|^login$/i;
const NOT_ADDRESS =
	/type|status|verified|opt|bounce|sent|count|unsub|domain|confirm|link|id$|activit|subscri|template|mark/i;

/** An address that contains its own path. */
const addressAt = (path: string): string => `${path.replace(/\W+/g, '-').toLowerCase()}@x.example`;

/** A sample item for a schema. Values contain their own path if their type allows it. */
function sampleOf(schema: Schema, path: string): unknown {
	const { type, properties, items, anyOf } = schema;
	const types = [type ?? []].flat();
	const key = path.split('.').at(-1) ?? '';
	if (anyOf !== undefined) return sampleOf(anyOf.find((each) => each.type !== 'null') ?? {}, path);
	if (properties !== undefined) {
		return Object.fromEntries(
			Object.entries(properties).map(([name, each]) => [
				name,
				sampleOf(each, path === '' ? name : `${path}.${name}`),
			]),
		);
	}
	if (items !== undefined) return [sampleOf(items, path)];
	if (types.includes('object')) return {};
	if (types.includes('array')) return [];
	if (types.includes('boolean')) return true;
	if (types.some((each) => each === 'integer' || each === 'number')) return 1_000 + path.length;
	if (!types.includes('string')) return null;
	const isInAddress = /mail/i.test(path) && /^(?:value|address|email_?address)$/i.test(key);
	if ((ADDRESS_KEY.test(key) || isInAddress) && !NOT_ADDRESS.test(key)) return addressAt(path);
	if (/date|time|_at$|At$|created|modified|updated/i.test(key)) return '2025-11-03T10:00:00Z';
	if (/phone|mobile|tel/i.test(key)) return `+49 30 123${1_000 + path.length}`;
	if (/id$/i.test(key)) return String(100_000 + path.length);
	if (/url|link|href|website/i.test(key)) return 'https://x.example/';
	return `Text at ${path}`;
}

export interface NodeItem {
	readonly node: string;
	readonly resource: string;
	readonly operation: string;
	/** Each field that is read with its path; or why none is. */
	readonly reading: string;
	/** The path of the email; empty without one. */
	readonly email: string;
}

const FILE = /^(.+)\/__schema__\/v([\d.]+)\/([^/]+)\/([^/]+)\.json$/;

/** @param folder of n8n-nodes-base */
export function nodeItems(folder: string): NodeItem[] {
	const newest = new Map<string, string>();
	const files = readdirSync(join(folder, 'dist', 'nodes'), { recursive: true, encoding: 'utf8' });
	for (const file of files.filter((each) => FILE.test(each)).sort()) {
		newest.set(file.replace(/\/__schema__\/v[^/]+/, ''), file);
	}
	const recognize = recognizer(RECOGNIZE);
	return [...newest.values()].flatMap((file): NodeItem[] => {
		const [, node = '', , resource = '', operation = ''] = FILE.exec(file) ?? [];
		const text = readFileSync(join(folder, 'dist', 'nodes', file), 'utf8');
		const item = sampleOf(schemaSchema.parse(JSON.parse(text)), '') as IDataObject;
		if (!JSON.stringify(item).includes('@x.example')) return [];
		const { fields, refusal } = recognize(item);
		const read = Object.entries(fields).map(([field, { from }]) => `${field}: \`${from}\``);
		const reading =
			fields.email === undefined
				? `nobody${refusal === undefined ? '' : ` (${refusal.message})`}`
				: read.sort().join(', ');
		return [{ node, resource, operation, reading, email: fields.email?.from ?? '' }];
	});
}

const BEGINNING = `# What is read of n8n's own nodes

<!-- made by npm run n8n-nodes -->

n8n describes the output of many of its nodes. This table lists every described item that contains an address, and what the LeadsPredict node reads from it with Lead Source set to Recognize Automatically. "Nobody" is right if the address belongs to somebody else, such as an organizer, an owner or a recipient of copies.`;

/** docs/n8n-nodes.md */
export function page(items: readonly NodeItem[]): string {
	const lines = new Map<string, string[]>();
	for (const { node, resource, operation, reading } of items) {
		const key = `${node} | ${resource} | ${reading}`;
		lines.set(key, [...(lines.get(key) ?? []), operation]);
	}
	const rows = [...lines].map(([key, operations]) => {
		const [node = '', resource = '', reading = ''] = key.split(' | ');
		return [node, `${resource}: ${operations.join(', ')}`, reading];
	});
	return [BEGINNING, '', ...table(['Node', 'Item', 'What is read'], rows), ''].join('\n');
}

export const nodesBaseFolder = async (): Promise<string> =>
	join(await ensureRuntime(ENGINE), 'node_modules', 'n8n-nodes-base');

async function main(): Promise<void> {
	const file = join(__dirname, '..', 'docs', 'n8n-nodes.md');
	writeFileSync(file, page(nodeItems(await nodesBaseFolder())));
}

if (require.main === module) void main();
