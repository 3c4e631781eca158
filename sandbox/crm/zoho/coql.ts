import type { Fields, FieldValue, Module } from './fields';
import { isModule } from './fields';
import type { Records, ZohoRecord } from './records';
import { badRequest } from './refusal';

/**
 * COQL, as far as lookups use it: `select … from … where … limit … offset …` with `=`, `in`,
 * `is null`, `is not null`, `and`, `or`.
 *
 * Documented: more than two criteria stand in pairs of brackets; at most 25 criteria; no multi-line
 * field in a criterion; 200 rows by default and 2,000 at most; a quote in a text is doubled; 204 when
 * nothing is found; the codes SYNTAX_ERROR, INVALID_QUERY and LIMIT_EXCEEDED. Where the pages differ,
 * the smaller number counts: 50 values of an `in`, 50 columns. Decided: texts are compared with the
 * case of their letters, and converted leads are found like others.
 */
const MAX_VALUES = 50;
const MAX_COLUMNS = 50;
const MAX_CRITERIA = 25;
const MAX_ROWS = 2000;
const DEFAULT_ROWS = 200;

type Criterion =
	| { readonly column: string; readonly values: readonly string[] }
	| { readonly column: string; readonly isNull: boolean };

type Condition =
	| Criterion
	| { readonly join: 'and' | 'or'; readonly left: Condition; readonly right: Condition };

export interface Query {
	readonly columns: readonly string[];
	readonly module: string;
	readonly where: Condition;
	readonly limit: number;
	readonly offset: number;
}

const TOKEN = /\s*(?:('(?:[^'\\]|''|\\.)*')|([A-Za-z_$][\w.$]*)|(\d+)|([(),=]))/y;

interface Token {
	readonly kind: 'text' | 'word' | 'number' | 'sign';
	readonly text: string;
}

const syntaxError = (near: string) => badRequest('SYNTAX_ERROR', 'invalid query formed', { near });

function tokensOf(query: string): Token[] {
	const tokens: Token[] = [];
	TOKEN.lastIndex = 0;
	const trimmed = query.trimEnd();
	while (TOKEN.lastIndex < trimmed.length) {
		const from = TOKEN.lastIndex;
		const match = TOKEN.exec(trimmed);
		if (match === null) throw syntaxError(trimmed.slice(from, from + 20));
		const [, text, word, digits, sign] = match;
		if (text !== undefined) {
			const value = text.slice(1, -1).replace(/''/g, "'").replace(/\\(.)/g, '$1');
			tokens.push({ kind: 'text', text: value });
		} else if (word !== undefined) tokens.push({ kind: 'word', text: word });
		else if (digits !== undefined) tokens.push({ kind: 'number', text: digits });
		else tokens.push({ kind: 'sign', text: sign ?? '' });
	}
	return tokens;
}

/** @throws a refusal when it is no query */
export function parseCoql(text: string): Query {
	const tokens = tokensOf(text);
	let at = 0;
	let criteria = 0;
	const peek = (): Token | undefined => tokens[at];
	const isWord = (word: string): boolean =>
		peek()?.kind === 'word' && peek()?.text.toLowerCase() === word;
	const isSign = (sign: string): boolean => peek()?.kind === 'sign' && peek()?.text === sign;
	const take = (isRight: boolean): string => {
		const token = peek();
		if (!isRight || token === undefined) throw syntaxError(token?.text ?? 'the end');
		at += 1;
		return token.text;
	};
	const word = (expected?: string): string =>
		take(expected === undefined ? peek()?.kind === 'word' : isWord(expected));
	const sign = (expected: string): string => take(isSign(expected));
	const list = <T>(one: () => T): T[] => {
		const all = [one()];
		while (isSign(',')) {
			at += 1;
			all.push(one());
		}
		return all;
	};
	const value = (): string => take(peek()?.kind === 'text' || peek()?.kind === 'number');

	function criterion(): Condition {
		criteria += 1;
		const column = word();
		if (isSign('=')) {
			at += 1;
			return { column, values: [value()] };
		}
		if (isWord('is')) {
			at += 1;
			const isNull = !isWord('not');
			if (!isNull) at += 1;
			word('null');
			return { column, isNull };
		}
		word('in');
		sign('(');
		const values = list(value);
		sign(')');
		if (values.length > MAX_VALUES) {
			throw badRequest('LIMIT_EXCEEDED', 'in limit exceeded', { limit: MAX_VALUES });
		}
		return { column, values };
	}
	function side(): Condition {
		if (!isSign('(')) return criterion();
		at += 1;
		const inside = condition();
		sign(')');
		return inside;
	}
	function condition(): Condition {
		const left = side();
		if (!isWord('and') && !isWord('or')) return left;
		const join = word().toLowerCase() === 'and' ? 'and' : 'or';
		return { join, left, right: side() };
	}
	const number = (keyword: string, byDefault: number): number => {
		if (!isWord(keyword)) return byDefault;
		at += 1;
		return Number(take(peek()?.kind === 'number'));
	};

	word('select');
	const columns = list(() => word());
	word('from');
	const module = word();
	word('where');
	const where = condition();
	const limit = number('limit', DEFAULT_ROWS);
	const offset = number('offset', 0);
	if (peek() !== undefined) throw syntaxError(peek()?.text ?? '');
	if (columns.length > MAX_COLUMNS || criteria > MAX_CRITERIA || limit > MAX_ROWS) {
		throw badRequest('LIMIT_EXCEEDED', 'Maximum limit exceeded');
	}
	return { columns, module, where, limit, offset };
}

const valueOf = ({ id, values }: ZohoRecord, column: string): FieldValue =>
	column === 'id' ? id : (values[column] ?? null);

function meets(record: ZohoRecord, condition: Condition): boolean {
	if ('join' in condition) {
		const [left, right] = [meets(record, condition.left), meets(record, condition.right)];
		return condition.join === 'and' ? left && right : left || right;
	}
	const value = valueOf(record, condition.column);
	return 'isNull' in condition
		? (value === null) === condition.isNull
		: value !== null && condition.values.includes(String(value));
}

const criteriaIn = (condition: Condition): Criterion[] =>
	'join' in condition
		? [...criteriaIn(condition.left), ...criteriaIn(condition.right)]
		: [condition];

/** @returns undefined when nothing is found */
export function runCoql(text: string, fields: Fields, records: Records): unknown {
	const { columns, module: name, where, limit, offset } = parseCoql(text);
	if (!isModule(name)) {
		throw badRequest('INVALID_QUERY', 'invalid query formed', { module: name });
	}
	const module: Module = name;
	const known = fields.of(module);
	for (const column of [...columns, ...criteriaIn(where).map((each) => each.column)]) {
		if (known.has(column)) continue;
		throw badRequest('INVALID_QUERY', 'column given seems to be invalid', { column_name: column });
	}
	for (const { column } of criteriaIn(where)) {
		if (known.get(column)?.data_type !== 'textarea') continue;
		throw badRequest('INVALID_QUERY', 'data type not supported', { column_name: column });
	}
	const found = records.all(module).filter((record) => meets(record, where));
	const rows = found.slice(offset, offset + limit);
	if (rows.length === 0) return undefined;
	return {
		data: rows.map((record) =>
			Object.fromEntries(['id', ...columns].map((column) => [column, valueOf(record, column)])),
		),
		info: { count: rows.length, more_records: found.length > offset + limit },
	};
}
