import { isSafeObjectProperty } from 'n8n-workflow';
import type { IDataObject } from 'n8n-workflow';

import { LEAD_FIELDS } from '../contract';
import type { LeadField } from '../contract';

/**
 * Compiles the user's Lead Fields once for a run. n8n takes 0.05 to 0.3 ms to evaluate one expression
 * for one item; reading a path directly takes a fraction of that. Drag and drop in the editor writes
 * such a path.
 */

/** Returned where only n8n can evaluate the expression for this item. No item can hold this value. */
export const EVALUATE = Symbol('evaluate');

type PathReader = (json: IDataObject) => unknown;

/** Lets n8n evaluate a field's expression for one item. */
export type Evaluate = (field: LeadField, item: number) => unknown;

/** The value of a mapped field for one item. */
export type FieldReader = (item: number, json: IDataObject) => unknown;

export type Mapping = ReadonlyMap<LeadField, FieldReader>;

const STEP = new RegExp(
	[
		String.raw`\??\.([A-Za-z_$][\w$]*)`,
		String.raw`(?:\?\.)?\[(?:(0|[1-9]\d{0,8})|'((?:[^'\\\n\r{}]|\\['"\\])*)'|"((?:[^"\\\n\r{}]|\\['"\\])*)")\]`,
	].join('|'),
	'uy',
);

/** False for keys that n8n refuses and for inherited ones: n8n evaluates those. */
const isOrdinary = (key: string): boolean =>
	isSafeObjectProperty(key) && !(key in Object.prototype);

/** `$json.properties['Work Email'][0]` → its keys; undefined when it is anything else. */
function keysOf(source: string): string[] | undefined {
	const path = source.trim();
	const root = '$json';
	if (!path.startsWith(root)) return undefined;
	const keys: string[] = [];
	STEP.lastIndex = root.length;
	while (STEP.lastIndex < path.length) {
		const step = STEP.exec(path);
		if (step === null) return undefined;
		const [, identifier, index, single, double] = step;
		const key = identifier ?? index ?? (single ?? double ?? '').replace(/\\(.)/g, '$1');
		if (!isOrdinary(key)) return undefined;
		keys.push(key);
	}
	return keys.length > 0 ? keys : undefined;
}

function readPath(json: IDataObject, keys: readonly string[]): unknown {
	let value: unknown = json;
	for (const key of keys) {
		if (value === null || value === undefined) return undefined;
		const holder: object = Object(value);
		if (Object.hasOwn(holder, key)) value = Reflect.get(holder, key);
		else if (key in holder) return EVALUATE;
		else value = undefined;
	}
	// n8n's engines differ in how they hand out objects; only n8n knows what it would do.
	const isPlain = value === null || !['object', 'function', 'symbol'].includes(typeof value);
	return isPlain ? value : EVALUATE;
}

const asText = (value: unknown): string =>
	value === null || value === undefined || Number.isNaN(value) ? '' : String(value);

/**
 * Compiles `={{ $json.path }}`, with or without plain text around it. For every item the reader
 * returns what n8n would evaluate, or {@link EVALUATE} (tested against n8n's own engine).
 * @returns undefined when only n8n can evaluate this expression
 */
export function compilePath(expression: string): PathReader | undefined {
	const parts = /^=([^{}\\]*)\{\{([^{}]*)\}\}([^{}\\]*)$/.exec(expression);
	if (parts === null || /\.\s*constructor/.test(expression)) return undefined;
	const [, before = '', source = '', after = ''] = parts;
	const keys = keysOf(source);
	if (keys === undefined) return undefined;
	if (before === '' && after === '') return (json) => readPath(json, keys);
	return (json) => {
		const value = readPath(json, keys);
		return value === EVALUATE ? EVALUATE : before + asText(value) + after;
	};
}

/**
 * @param expressions the Lead Fields as entered, expressions not evaluated. A field that was added
 * and left empty is not mapped
 */
export function compileMapping(
	expressions: Readonly<Record<string, unknown>>,
	evaluate: Evaluate,
): Mapping {
	const mapping = new Map<LeadField, FieldReader>();
	for (const { name } of LEAD_FIELDS) {
		const expression = expressions[name];
		if (expression === undefined || expression === null || expression === '') continue;
		mapping.set(
			name,
			fieldReader(expression, (item) => evaluate(name, item)),
		);
	}
	return mapping;
}

/**
 * Reads one parameter for each item: a constant is returned as it is, a path is read from the item,
 * and n8n evaluates every other expression.
 * @param expression as entered in the node
 */
export function fieldReader(expression: unknown, evaluate: (item: number) => unknown): FieldReader {
	if (typeof expression !== 'string' || !expression.startsWith('=')) return () => expression;
	const read = compilePath(expression);
	if (read === undefined) return evaluate;
	return (item, json) => {
		const value = read(json);
		return value === EVALUATE ? evaluate(item) : value;
	};
}

const IDENTIFIER = /^[\p{L}_$][\p{L}\p{N}_$]*$/u;

/**
 * The expression that reads a value of an item.
 * @param from its path, in the readable form
 * @returns undefined where the path does not name exactly one value
 */
export function expressionFor(json: IDataObject, from: string): string | undefined {
	const keys = Object.hasOwn(json, from) ? [from] : from.split(/\.|(?=\[\d+\])/);
	const steps = keys.map((key) => {
		if (/^\[\d+\]$/.test(key)) return key;
		return IDENTIFIER.test(key) ? `.${key}` : `["${key}"]`;
	});
	const expression = `{{ $json${steps.join('')} }}`;
	const value = compilePath(`=${expression}`)?.(json);
	return value === undefined || value === EVALUATE ? undefined : expression;
}
