import { z } from 'zod';

import type { Value } from './columns';
import { createColumn, createKey } from './metadata';
import { readFilter, readSelect } from './query';
import { badPayload, badRequest, DynamicsRefusal, noRecord, noResource } from './refusal';
import { TABLES } from './state';
import type { DynamicsRecord, DynamicsState, DynamicsTable } from './state';

/**
 * One request to the Web API, by itself or in a batch.
 *
 * Documented: PATCH creates or updates, not creates with `If-Match: *` (404), not updates with
 * `If-None-Match: *` (412); 204, or with `Prefer: return=representation` 201 and 200 with the columns of
 * `$select`; by an alternate key its values in the body are passed over when the record is there; a key
 * that is not one is refused. A query is answered in pages of 5,000.
 * Decided: options of queries beside `$select`, `$filter` and `$top` are refused, not passed over.
 */

export interface Operation {
	readonly method: string;
	/** Behind the version, not decoded: `leads(…)?$select=…`. */
	readonly target: string;
	/** In lower case. */
	readonly headers: Readonly<Record<string, string | undefined>>;
	readonly json: unknown;
}

export interface Answered {
	readonly status: number;
	readonly headers: Readonly<Record<string, string>>;
	readonly body?: unknown;
}

const VERSION_PATH = '/api/data/v9.2';
const PAGE = 5_000;
const GUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const JSON_TYPE = 'application/json; odata.metadata=minimal';

const rowSchema = z.record(z.unknown());

const decoded = (text: string): string => {
	try {
		return decodeURIComponent(text);
	} catch {
		throw badRequest('Bad Request - Error in query syntax.', '0x8006088a');
	}
};

function optionsOf(query: string): Map<string, string> {
	const options = new Map<string, string>();
	for (const part of query === '' ? [] : query.split('&')) {
		const [name = '', value = ''] = part.split(/=(.*)/s);
		options.set(decoded(name), decoded(value.replace(/\+/g, ' ')));
	}
	return options;
}

const etag = ({ version }: DynamicsRecord): string => `W/"${version}"`;

/** Whether the labels of choices are wanted beside their numbers (documented). */
const wantsLabels = ({ headers }: Pick<Operation, 'headers'>): boolean =>
	/odata\.include-annotations="?(?:\*|OData\.Community\.Display\.V1\.FormattedValue)"?/.test(
		headers['prefer'] ?? '',
	);

function labelsOf(
	table: DynamicsTable,
	{ values }: DynamicsRecord,
	columns: readonly string[],
): Record<string, string> {
	const labels = columns.flatMap((name): Array<[string, string]> => {
		const label = table.columns.get(name)?.labels?.[Number(values[name])];
		return label === undefined
			? []
			: [[`${name}@OData.Community.Display.V1.FormattedValue`, label]];
	});
	return Object.fromEntries(labels);
}

const shown = (
	table: DynamicsTable,
	record: DynamicsRecord,
	columns: readonly string[],
	withLabels = false,
) => ({
	'@odata.etag': etag(record),
	...(withLabels && labelsOf(table, record, columns)),
	...Object.fromEntries(
		columns.map((name): [string, Value] => [name, record.values[name] ?? null]),
	),
	[table.idColumn]: record.id,
});

const metadataUrl = (state: DynamicsState, of: string): string =>
	`${state.instanceUrl}${VERSION_PATH}/$metadata#${of}`;

const json = (status: number, body: unknown, headers: Record<string, string> = {}): Answered => ({
	status,
	headers: { 'Content-Type': JSON_TYPE, 'OData-Version': '4.0', ...headers },
	body,
});

const noContent = (entityId: string): Answered => ({
	status: 204,
	headers: { 'OData-Version': '4.0', 'OData-EntityId': entityId },
});

function rowOf(table: DynamicsTable, sent: unknown): Record<string, unknown> {
	const read = rowSchema.safeParse(sent);
	if (!read.success) throw badPayload(table.set, 'The body is no JSON object.');
	return read.data;
}

/** What stands in the parentheses of an address: an ID, or the values of an alternate key. */
type Key =
	| { readonly id: string }
	| { readonly values: Readonly<Record<string, string>>; readonly text: string };

/** A slash, also an encoded one, ends a segment of an address; these do not work in a key (documented). */
const NOT_IN_A_KEY = /[/<>*%&:\\?+]/;

function readKey(text: string, table: DynamicsTable): Key {
	const raw = decoded(text);
	const named = raw.startsWith(`${table.idColumn}=`) ? raw.slice(table.idColumn.length + 1) : raw;
	if (GUID.test(named)) return { id: named.toLowerCase() };
	const values: Record<string, string> = {};
	const pair = /([A-Za-z_]\w*)='((?:[^']|'')*)'(?:,|$)/y;
	while (pair.lastIndex < raw.length) {
		const [, name, value] = pair.exec(raw) ?? [];
		if (name === undefined || value === undefined) {
			throw badRequest('Bad Request - Error in query syntax.', '0x8006088a');
		}
		if (NOT_IN_A_KEY.test(value)) {
			throw badRequest('Bad Request - Error in query syntax.', '0x8006088a');
		}
		values[name] = value.replace(/''/g, "'");
	}
	if (table.keys.find(Object.keys(values)) === undefined) {
		const type = `Microsoft.Dynamics.CRM.${table.name}`;
		throw badRequest(
			`The key in the request URI is not valid for resource '${type}'. Ensure that the names and number of key properties match the declared or alternate key properties for the resource '${type}'.`,
		);
	}
	return { values, text: raw };
}

function recordOf(table: DynamicsTable, key: Key): DynamicsRecord | undefined {
	if ('id' in key) return table.byId(key.id);
	const [found] = table.find((values) =>
		Object.entries(key.values).every(
			([name, value]) => String(values[name] ?? '').toLowerCase() === value.toLowerCase(),
		),
	);
	return found;
}

const missing = (table: DynamicsTable, key: Key): DynamicsRefusal =>
	noRecord(table.name, 'id' in key ? `Id = ${key.id}` : `key ${key.text}`);

function written(
	state: DynamicsState,
	table: DynamicsTable,
	record: DynamicsRecord,
	{ headers }: Operation,
	options: ReadonlyMap<string, string>,
	{ isNew, address }: { isNew: boolean; address: string },
): Answered {
	const wantsIt = (headers['prefer'] ?? '')
		.split(',')
		.some((each) => each.trim() === 'return=representation');
	const entityId = `${state.instanceUrl}${VERSION_PATH}/${table.set}(${address})`;
	if (!wantsIt) return noContent(entityId);
	const select = options.get('$select');
	const columns = readSelect(select, table);
	const context = metadataUrl(
		state,
		`${table.set}${select === undefined ? '' : `(${select})`}/$entity`,
	);
	return json(
		isNew ? 201 : 200,
		{ '@odata.context': context, ...shown(table, record, columns) },
		{ 'Preference-Applied': 'return=representation', 'OData-EntityId': entityId },
	);
}

function upsert(
	state: DynamicsState,
	table: DynamicsTable,
	key: Key,
	operation: Operation,
	options: ReadonlyMap<string, string>,
): Answered {
	const { headers } = operation;
	readSelect(options.get('$select'), table);
	const found = recordOf(table, key);
	if (found === undefined && headers['if-match'] === '*') throw missing(table, key);
	if (found !== undefined && headers['if-none-match'] === '*') {
		throw new DynamicsRefusal(412, '', 'A record with matching key values already exists.');
	}
	const row = rowOf(table, operation.json);
	const keyValues = 'id' in key ? {} : key.values;
	const address = 'id' in key ? key.id : key.text;
	if (found === undefined) {
		const record = table.create({ ...keyValues, ...row }, false, 'id' in key ? key.id : undefined);
		return written(state, table, record, operation, options, { isNew: true, address });
	}
	const others = Object.entries(row).filter(([name]) => !Object.hasOwn(keyValues, name));
	const record = table.update(found, Object.fromEntries(others));
	return written(state, table, record, operation, options, { isNew: false, address });
}

function checkOptions(options: ReadonlyMap<string, string>, known: readonly string[]): void {
	const unknown = [...options.keys()].find((name) => !known.includes(name));
	if (unknown !== undefined)
		throw badRequest(`The query option '${unknown}' is not supported here.`, '0x0');
}

function query(
	state: DynamicsState,
	table: DynamicsTable,
	options: ReadonlyMap<string, string>,
	withLabels: boolean,
): Answered {
	checkOptions(options, ['$select', '$filter', '$top', '$orderby', '$count']);
	const select = options.get('$select');
	const columns = readSelect(select, table);
	const filter = options.get('$filter');
	const test = filter === undefined ? () => true : readFilter(filter, table);
	const top = options.get('$top');
	const found = table.find(test).slice(0, top === undefined ? undefined : Number(top));
	const context = metadataUrl(state, `${table.set}${select === undefined ? '' : `(${select})`}`);
	return json(200, {
		'@odata.context': context,
		value: found.slice(0, PAGE).map((record) => shown(table, record, columns, withLabels)),
		...(found.length > PAGE && {
			'@odata.nextLink': `${state.instanceUrl}${VERSION_PATH}/${table.set}?$skiptoken=1`,
		}),
	});
}

const DEFINITION =
	/^EntityDefinitions\(LogicalName='(\w+)'\)\/(Attributes|Keys)(?:\(LogicalName='(\w+)'\))?$/;

function definitions(
	state: DynamicsState,
	table: DynamicsTable,
	what: string,
	name: string | undefined,
	{ method, json: sent }: Operation,
): Answered {
	const path = `EntityDefinitions(LogicalName='${table.name}')/${what}`;
	if (method === 'POST' && name === undefined) {
		const create = what === 'Keys' ? createKey : createColumn;
		return noContent(`${state.instanceUrl}${VERSION_PATH}/${path}(${create(state, table, sent)})`);
	}
	if (method !== 'GET') throw new DynamicsRefusal(405, '', `${method} is not allowed on ${path}.`);
	const context = { '@odata.context': metadataUrl(state, path) };
	if (what === 'Keys') {
		const value = table.keys.all().map(({ schemaName, columns, status, metadataId }) => ({
			SchemaName: schemaName,
			LogicalName: schemaName.toLowerCase(),
			KeyAttributes: columns,
			EntityKeyIndexStatus: status,
			MetadataId: metadataId,
		}));
		return json(200, { ...context, value });
	}
	const shownColumn = (column: string) => ({
		LogicalName: column,
		MetadataId: table.columns.get(column)?.metadataId ?? '00000000-0000-0000-0000-000000000000',
	});
	if (name === undefined) {
		return json(200, { ...context, value: [...table.columns.keys()].map(shownColumn) });
	}
	if (!table.columns.has(name)) {
		throw new DynamicsRefusal(404, '', `Could not find an attribute with specified name: ${name}`);
	}
	return json(200, { ...context, ...shownColumn(name) });
}

/** @throws DynamicsRefusal for a request that is not carried out */
export function carryOut(state: DynamicsState, operation: Operation): Answered {
	const { method, target } = operation;
	const [path = '', queryText = ''] = target.split(/\?(.*)/s);
	const options = optionsOf(queryText);
	const [, definedTable, what = '', attribute] = DEFINITION.exec(decoded(path)) ?? [];
	const defined = TABLES.find((name) => name === definedTable);
	if (defined !== undefined) {
		return definitions(state, state.tables[defined], what, attribute, operation);
	}
	const [, set = '', key] = /^(\w+)(?:\((.*)\))?$/s.exec(path) ?? [];
	const table = Object.values(state.tables).find((each) => each.set === set);
	if (table === undefined) throw noResource(decoded(path));
	if (key === undefined) {
		if (method === 'GET') return query(state, table, options, wantsLabels(operation));
		if (method !== 'POST') {
			throw new DynamicsRefusal(405, '', `${method} is not allowed on ${set}.`);
		}
		checkOptions(options, ['$select']);
		const record = table.create(rowOf(table, operation.json));
		return written(state, table, record, operation, options, { isNew: true, address: record.id });
	}
	const found = readKey(key, table);
	checkOptions(options, ['$select']);
	switch (method) {
		case 'GET': {
			const record = recordOf(table, found);
			if (record === undefined) throw missing(table, found);
			const columns = readSelect(options.get('$select'), table);
			const context = metadataUrl(state, `${set}/$entity`);
			return json(200, { '@odata.context': context, ...shown(table, record, columns) });
		}
		case 'PATCH':
			return upsert(state, table, found, operation, options);
		case 'DELETE': {
			const record = recordOf(table, found);
			if (record === undefined) throw missing(table, found);
			table.remove(record.id);
			return { status: 204, headers: { 'OData-Version': '4.0' } };
		}
		default:
			throw new DynamicsRefusal(405, '', `${method} is not allowed on a record.`);
	}
}
