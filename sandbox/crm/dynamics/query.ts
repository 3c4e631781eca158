import type { Value, Values } from './columns';
import { badRequest, noProperty } from './refusal';
import { sameText } from './state';
import type { DynamicsTable } from './state';

/**
 * `$filter`, as far as a lookup needs it: `eq` and `ne` joined by `and` and `or`, with parentheses.
 *
 * Documented: `and` binds closer than `or`; texts stand in single quotes, and those in them are doubled;
 * texts are compared without regard to case. Everything else is refused here, not guessed.
 */

type Test = (values: Values) => boolean;

const TOKEN = /\s*(?:('(?:[^']|'')*')|([()])|([\w.@-]+))/y;

function tokensOf(filter: string): string[] {
	const tokens: string[] = [];
	TOKEN.lastIndex = 0;
	while (filter.slice(TOKEN.lastIndex).trim() !== '') {
		const from = TOKEN.lastIndex;
		const match = TOKEN.exec(filter);
		if (match === null) throw badRequest(`Syntax error at position ${from} in '${filter}'.`, '0x0');
		tokens.push(match[0].trim());
	}
	return tokens;
}

function literal(token = ''): Value {
	if (token.startsWith("'")) return token.slice(1, -1).replace(/''/g, "'");
	if (token === 'null') return null;
	if (/^-?\d+(?:\.\d+)?$/.test(token)) return Number(token);
	throw badRequest(`Unrecognized literal '${token}' in the filter.`, '0x0');
}

/** @throws for what is not understood */
export function readFilter(filter: string, table: DynamicsTable): Test {
	const tokens = tokensOf(filter);
	let at = 0;
	const next = (): string | undefined => tokens[at++];

	function comparison(): Test {
		const first = next();
		if (first === '(') {
			const inner = either();
			if (next() !== ')') throw badRequest(`')' expected in '${filter}'.`, '0x0');
			return inner;
		}
		const column = first ?? '';
		if (!table.columns.has(column)) throw noProperty(column, table.name);
		const operator = next();
		const value = literal(next());
		if (
			typeof value === 'string' &&
			['Decimal', 'Integer', 'State', 'Picklist'].includes(table.columns.get(column)?.type ?? '')
		) {
			throw badRequest(
				`A binary operator with incompatible types was detected in '${filter}'.`,
				'0x0',
			);
		}
		switch (operator) {
			case 'eq':
				return (values) => sameText(values[column], value);
			case 'ne':
				return (values) => !sameText(values[column], value);
			default:
				throw badRequest(`'${String(operator)}' is not understood in '${filter}'.`, '0x0');
		}
	}
	function both(): Test {
		let test = comparison();
		while (tokens[at] === 'and') {
			at += 1;
			const [left, right] = [test, comparison()];
			test = (values) => left(values) && right(values);
		}
		return test;
	}
	function either(): Test {
		let test = both();
		while (tokens[at] === 'or') {
			at += 1;
			const [left, right] = [test, both()];
			test = (values) => left(values) || right(values);
		}
		return test;
	}

	const test = either();
	if (at < tokens.length) throw badRequest(`Syntax error in '${filter}'.`, '0x0');
	return test;
}

/** @throws for columns that are not there */
export function readSelect(select: string | undefined, table: DynamicsTable): string[] {
	if (select === undefined || select === '') return [...table.columns.keys()];
	return select.split(',').map((name) => {
		if (name !== table.idColumn && !table.columns.has(name)) throw noProperty(name, table.name);
		return name;
	});
}
