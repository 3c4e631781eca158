/**
 * Parses the part of SOQL that lookups and n8n's nodes use.
 *
 * Documented: the grammar; `\\`, `\'`, `\"`, `\n`, `\r`, `\t`, `\f`, `\b`, `\uXXXX` in texts, any
 * other backslash is an error; AND and OR are not mixed without parentheses; a query has at most
 * 100,000 characters.
 * Decided: everything else (subqueries, GROUP BY, functions but COUNT()) is refused as malformed.
 */
import { badRequest } from './refusal';
import type { SalesforceRefusal } from './refusal';

export type Literal =
	| { readonly kind: 'text'; readonly text: string; readonly raw: string }
	| { readonly kind: 'number' | 'boolean'; readonly value: number }
	| { readonly kind: 'null' }
	/** A day, or a moment. */
	| { readonly kind: 'date' | 'datetime'; readonly text: string }
	/** `TODAY`, `LAST_N_DAYS:7`. */
	| { readonly kind: 'dateLiteral'; readonly name: string; readonly count: number };

const OPERATORS = ['=', '!=', '<', '<=', '>', '>='] as const;

export type Operator = (typeof OPERATORS)[number] | 'LIKE' | 'IN' | 'NOT IN';

export type Condition =
	| { readonly kind: 'all' | 'any'; readonly parts: readonly Condition[] }
	| { readonly kind: 'not'; readonly part: Condition }
	| {
			readonly kind: 'compare';
			readonly path: string;
			readonly operator: Operator;
			/** Several with IN and NOT IN, else one. */
			readonly values: readonly [Literal, ...Literal[]];
	  };

export interface Order {
	readonly path: string;
	readonly descending: boolean;
	readonly nullsLast: boolean;
}

export interface Query {
	/** Paths of fields, or the count of rows. */
	readonly select: readonly string[] | 'count';
	readonly from: string;
	readonly where: Condition | undefined;
	readonly orderBy: readonly Order[];
	readonly limit: number | undefined;
	readonly offset: number | undefined;
}

const MAX_QUERY_LENGTH = 100_000;

export const malformed = (message: string): SalesforceRefusal =>
	badRequest('MALFORMED_QUERY', message);

const BLANKS = /\s*/y;

const PATTERNS = {
	text: /'[^'\\]*(?:\\[\s\S][^'\\]*)*'/y,
	datetime: /\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:?\d{2})/y,
	date: /\d{4}-\d{2}-\d{2}/y,
	number: /[+-]?\d+(?:\.\d+)?/y,
	word: /[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*(?::\d+)?/y,
	symbol: /<=|>=|!=|<>|[=<>(),]/y,
} as const;

interface Token {
	readonly kind: string;
	readonly text: string;
}

function tokensOf(soql: string): Token[] {
	const tokens: Token[] = [];
	let index = 0;
	const match = (pattern: RegExp): string | undefined => {
		pattern.lastIndex = index;
		const text = pattern.exec(soql)?.[0];
		index += text?.length ?? 0;
		return text;
	};
	const next = (): Token => {
		for (const [kind, pattern] of Object.entries(PATTERNS)) {
			const text = match(pattern);
			if (text !== undefined) return { kind, text: text === '<>' ? '!=' : text };
		}
		throw malformed(`line 1:${index} no viable alternative at character '${soql[index]}'`);
	};
	for (match(BLANKS); index < soql.length; match(BLANKS)) tokens.push(next());
	return tokens;
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' };

function unescaped(raw: string): string {
	return raw.replace(/\\(?:u([0-9a-fA-F]{4})|([\s\S]))/g, (sequence, code, letter = '') => {
		if (typeof code === 'string') return String.fromCharCode(Number.parseInt(code, 16));
		if (/["'\\_%]/.test(letter)) return String(letter);
		const plain = ESCAPES[String(letter).toLowerCase()];
		if (plain !== undefined) return plain;
		throw malformed(
			`Invalid string literal '${raw}'. Illegal character sequence '${sequence}' in string literal.`,
		);
	});
}

/** @returns nothing when the token is none */
function literalOf({ kind, text }: Token): Literal | undefined {
	if (kind === 'text') return { kind, text: unescaped(text.slice(1, -1)), raw: text.slice(1, -1) };
	if (kind === 'datetime' || kind === 'date') return { kind, text };
	if (kind === 'number') return { kind, value: Number(text) };
	const name = text.toUpperCase();
	if (name === 'NULL') return { kind: 'null' };
	if (name === 'TRUE' || name === 'FALSE')
		return { kind: 'boolean', value: Number(name === 'TRUE') };
	if (!/^[A-Z_]+(?::\d+)?$/.test(name)) return undefined;
	const [bare = '', count = '0'] = name.split(':');
	return { kind: 'dateLiteral', name: bare, count: Number(count) };
}

/** @throws SalesforceRefusal (400, MALFORMED_QUERY) */
export function parseSoql(soql: string): Query {
	if (soql.length > MAX_QUERY_LENGTH) {
		throw malformed(`SOQL statements cannot be longer than ${MAX_QUERY_LENGTH} characters.`);
	}
	const tokens = tokensOf(soql);
	let index = 0;

	const unexpected = (): SalesforceRefusal =>
		malformed(`unexpected token: ${tokens[index]?.text ?? '<EOF>'}`);
	/** Reads the token as what it must be. */
	const read = <T>(of: (token: Token) => T | undefined): T => {
		const token = tokens[index];
		const value = token && of(token);
		if (value === undefined) throw unexpected();
		index += 1;
		return value;
	};
	const is = (text: string): boolean => tokens[index]?.text.toUpperCase() === text;
	const take = (text: string): boolean => {
		const isNext = is(text);
		if (isNext) index += 1;
		return isNext;
	};
	const expect = (...texts: readonly string[]): void => {
		for (const text of texts) if (!take(text)) throw unexpected();
	};
	const literal = (): Literal => read(literalOf);
	const path = (): string =>
		read(({ kind, text }) => (kind === 'word' && !text.includes(':') ? text : undefined));
	const wholeNumber = (): number =>
		read(({ kind, text }) =>
			kind === 'number' && /^\+?\d+(?:\.0+)?$/.test(text) ? Number(text) : undefined,
		);
	const listed = <T>(one: () => T): [T, ...T[]] => {
		const many: [T, ...T[]] = [one()];
		while (take(',')) many.push(one());
		return many;
	};

	const comparison = (): Condition => {
		const compared = { kind: 'compare', path: path() } as const;
		if (take('LIKE')) return { ...compared, operator: 'LIKE', values: [literal()] };
		const operator = take('NOT') ? 'NOT IN' : 'IN';
		if (operator === 'NOT IN' || is('IN')) {
			expect('IN', '(');
			const values = listed(literal);
			expect(')');
			return { ...compared, operator, values };
		}
		const symbol = read(({ text }) => OPERATORS.find((known) => known === text));
		return { ...compared, operator: symbol, values: [literal()] };
	};
	const part = (): Condition => {
		if (take('NOT')) return { kind: 'not', part: part() };
		if (!take('(')) return comparison();
		const inside = condition();
		expect(')');
		return inside;
	};
	const condition = (): Condition => {
		const parts = [part()];
		const word = is('AND') ? 'AND' : 'OR';
		while (take(word)) parts.push(part());
		if (is('AND') || is('OR')) throw unexpected();
		return { kind: word === 'AND' ? 'all' : 'any', parts };
	};
	const order = (): Order => {
		const by = path();
		const descending = take('DESC');
		if (!descending) take('ASC');
		const hasNulls = take('NULLS');
		const nullsLast = hasNulls && take('LAST');
		if (hasNulls && !nullsLast) expect('FIRST');
		return { path: by, descending, nullsLast };
	};

	expect('SELECT');
	const isCount = take('COUNT');
	if (isCount) expect('(', ')');
	const select = isCount ? 'count' : listed(path);
	expect('FROM');
	const from = path();
	const where = take('WHERE') ? condition() : undefined;
	const isOrdered = take('ORDER');
	if (isOrdered) expect('BY');
	const orderBy = isOrdered ? listed(order) : [];
	const limit = take('LIMIT') ? wholeNumber() : undefined;
	const offset = take('OFFSET') ? wholeNumber() : undefined;
	if (index < tokens.length) throw unexpected();
	return { select, from, where, orderBy, limit, offset };
}
