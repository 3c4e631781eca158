/**
 * Reads the part of SOQL that lookups and n8n's nodes use.
 *
 * Documented: the grammar; `\\`, `\'`, `\"`, `\n`, `\r`, `\t`, `\f`, `\b`, `\uXXXX` in texts, any
 * other backslash is an error; AND and OR are not mixed without parentheses; a query has at most
 * 100,000 characters.
 * Decided: what this reader does not know (sub-queries, GROUP BY, functions but COUNT()) is
 * malformed to it.
 */
import { SalesforceRefusal } from './refusal';

export type Literal =
	| { readonly kind: 'text'; readonly text: string; readonly raw: string }
	| { readonly kind: 'number'; readonly number: number }
	| { readonly kind: 'boolean'; readonly boolean: boolean }
	| { readonly kind: 'null' }
	/** A day, or a moment. */
	| { readonly kind: 'date' | 'datetime'; readonly text: string }
	/** `TODAY`, `LAST_N_DAYS:7`. */
	| { readonly kind: 'dateLiteral'; readonly name: string; readonly count: number };

export type Operator = '=' | '!=' | '<' | '<=' | '>' | '>=' | 'LIKE';

export type Condition =
	| { readonly kind: 'all' | 'any'; readonly parts: readonly Condition[] }
	| { readonly kind: 'not'; readonly part: Condition }
	| {
			readonly kind: 'compare';
			readonly path: string;
			readonly operator: Operator;
			readonly value: Literal;
	  }
	| {
			readonly kind: 'in';
			readonly path: string;
			readonly negated: boolean;
			readonly values: readonly Literal[];
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
	readonly where?: Condition;
	readonly orderBy: readonly Order[];
	readonly limit?: number;
	readonly offset?: number;
}

export const MAX_QUERY_LENGTH = 100_000;

export const malformed = (message: string): SalesforceRefusal =>
	new SalesforceRefusal(400, 'MALFORMED_QUERY', message);

type Token =
	| { readonly kind: 'word' | 'symbol'; readonly text: string }
	| { readonly kind: 'literal'; readonly text: string; readonly literal: Literal };

const PATTERNS = {
	space: /\s+/y,
	text: /'([^'\\]*(?:\\[\s\S][^'\\]*)*)'/y,
	datetime: /\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:?\d{2})/y,
	date: /\d{4}-\d{2}-\d{2}/y,
	number: /[+-]?\d+(?:\.\d+)?/y,
	word: /[A-Za-z_][A-Za-z0-9_]*(?:\.[A-Za-z_][A-Za-z0-9_]*)*(?::\d+)?/y,
	symbol: /<=|>=|!=|<>|[=<>(),]/y,
} as const;

const ESCAPES: Readonly<Record<string, string>> = {
	n: '\n',
	N: '\n',
	r: '\r',
	R: '\r',
	t: '\t',
	T: '\t',
	b: '\b',
	B: '\b',
	f: '\f',
	F: '\f',
	'"': '"',
	"'": "'",
	'\\': '\\',
	_: '_',
	'%': '%',
};

function unescaped(raw: string): string {
	return raw.replace(/\\(?:u([0-9a-fA-F]{4})|([\s\S]))/g, (sequence, code, letter) => {
		if (typeof code === 'string') return String.fromCharCode(Number.parseInt(code, 16));
		const plain = typeof letter === 'string' ? ESCAPES[letter] : undefined;
		if (plain !== undefined) return plain;
		throw malformed(
			`Invalid string literal '${raw}'. Illegal character sequence '${sequence}' in string literal.`,
		);
	});
}

function tokensOf(soql: string): Token[] {
	const tokens: Token[] = [];
	let place = 0;
	const match = (pattern: RegExp): RegExpExecArray | undefined => {
		pattern.lastIndex = place;
		const found = pattern.exec(soql);
		if (found) place += found[0].length;
		return found ?? undefined;
	};
	const literal = (text: string, value: Literal): void => {
		tokens.push({ kind: 'literal', text, literal: value });
	};
	while (place < soql.length) {
		if (match(PATTERNS.space)) continue;
		const text = match(PATTERNS.text);
		if (text) {
			const raw = text[1] ?? '';
			literal(text[0], { kind: 'text', text: unescaped(raw), raw });
			continue;
		}
		const datetime = match(PATTERNS.datetime);
		if (datetime) {
			literal(datetime[0], { kind: 'datetime', text: datetime[0] });
			continue;
		}
		const date = match(PATTERNS.date);
		if (date) {
			literal(date[0], { kind: 'date', text: date[0] });
			continue;
		}
		const number = match(PATTERNS.number);
		if (number) {
			literal(number[0], { kind: 'number', number: Number(number[0]) });
			continue;
		}
		const word = match(PATTERNS.word);
		if (word) {
			tokens.push({ kind: 'word', text: word[0] });
			continue;
		}
		const symbol = match(PATTERNS.symbol);
		if (symbol) {
			tokens.push({ kind: 'symbol', text: symbol[0] === '<>' ? '!=' : symbol[0] });
			continue;
		}
		throw malformed(`line 1:${place} no viable alternative at character '${soql[place]}'`);
	}
	return tokens;
}

const OPERATORS: readonly Operator[] = ['=', '!=', '<', '<=', '>', '>='];
const DATE_LITERAL = /^[A-Z_]+(?::\d+)?$/;

/** @throws SalesforceRefusal (400, MALFORMED_QUERY) */
export function parseSoql(soql: string): Query {
	if (soql.length > MAX_QUERY_LENGTH) {
		throw malformed(`SOQL statements cannot be longer than ${MAX_QUERY_LENGTH} characters.`);
	}
	const tokens = tokensOf(soql);
	let place = 0;

	const unexpected = (): SalesforceRefusal =>
		malformed(`unexpected token: ${tokens[place]?.text ?? '<EOF>'}`);
	const is = (text: string): boolean => {
		const token = tokens[place];
		return token?.kind !== 'literal' && token?.text.toUpperCase() === text;
	};
	const take = (text: string): boolean => {
		if (!is(text)) return false;
		place += 1;
		return true;
	};
	const expect = (text: string): void => {
		if (!take(text)) throw unexpected();
	};
	const word = (): string => {
		const token = tokens[place];
		if (token?.kind !== 'word' || token.text.includes(':')) throw unexpected();
		place += 1;
		return token.text;
	};
	const wholeNumber = (): number => {
		const token = tokens[place];
		if (token?.kind !== 'literal' || token.literal.kind !== 'number') throw unexpected();
		if (!Number.isInteger(token.literal.number) || token.literal.number < 0) throw unexpected();
		place += 1;
		return token.literal.number;
	};
	const literal = (): Literal => {
		const token = tokens[place];
		if (!token || token.kind === 'symbol') throw unexpected();
		place += 1;
		if (token.kind === 'literal') return token.literal;
		const name = token.text.toUpperCase();
		if (name === 'NULL') return { kind: 'null' };
		if (name === 'TRUE' || name === 'FALSE') return { kind: 'boolean', boolean: name === 'TRUE' };
		if (!DATE_LITERAL.test(name)) throw malformed(`unexpected token: ${token.text}`);
		const [bare = '', count = '0'] = name.split(':');
		return { kind: 'dateLiteral', name: bare, count: Number(count) };
	};
	const listed = <T>(one: () => T): T[] => {
		const many = [one()];
		while (take(',')) many.push(one());
		return many;
	};

	const comparison = (): Condition => {
		const path = word();
		if (take('LIKE')) return { kind: 'compare', path, operator: 'LIKE', value: literal() };
		const negated = is('NOT');
		if (negated) place += 1;
		if (take('IN')) {
			expect('(');
			const values = listed(literal);
			expect(')');
			return { kind: 'in', path, negated, values };
		}
		if (negated) throw unexpected();
		const token = tokens[place];
		const operator = OPERATORS.find((known) => token?.kind === 'symbol' && token.text === known);
		if (!operator) throw unexpected();
		place += 1;
		return { kind: 'compare', path, operator, value: literal() };
	};
	const part = (): Condition => {
		if (take('NOT')) return { kind: 'not', part: part() };
		if (!take('(')) return comparison();
		const inside = condition();
		expect(')');
		return inside;
	};
	const condition = (): Condition => {
		const first = part();
		const joint = is('AND') ? 'AND' : is('OR') ? 'OR' : undefined;
		if (joint === undefined) return first;
		const parts = [first];
		while (take(joint)) parts.push(part());
		if (is('AND') || is('OR')) throw unexpected();
		return { kind: joint === 'AND' ? 'all' : 'any', parts };
	};
	const order = (): Order => {
		const path = word();
		const descending = take('DESC');
		if (!descending) take('ASC');
		if (!take('NULLS')) return { path, descending, nullsLast: false };
		const nullsLast = take('LAST');
		if (!nullsLast) expect('FIRST');
		return { path, descending, nullsLast };
	};

	expect('SELECT');
	let select: Query['select'];
	if (take('COUNT')) {
		expect('(');
		expect(')');
		select = 'count';
	} else {
		select = listed(word);
	}
	expect('FROM');
	const from = word();
	const where = take('WHERE') ? condition() : undefined;
	let orderBy: Order[] = [];
	if (take('ORDER')) {
		expect('BY');
		orderBy = listed(order);
	}
	const limit = take('LIMIT') ? wholeNumber() : undefined;
	const offset = take('OFFSET') ? wholeNumber() : undefined;
	if (place < tokens.length) throw unexpected();
	return {
		select,
		from,
		...(where && { where }),
		orderBy,
		...(limit !== undefined && { limit }),
		...(offset !== undefined && { offset }),
	};
}
