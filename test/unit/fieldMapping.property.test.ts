import type { IDataObject } from 'n8n-workflow';
import * as fc from 'fast-check';

import { EVALUATE, compilePath } from '../../nodes/LeadsPredict/leads/fieldMapping';

const key = fc.oneof(
	fc.constantFrom(
		'name',
		'Work Email',
		"it's",
		'a"b',
		'x\\y',
		'0',
		'length',
		'',
		' ',
		'é',
		'__proto__',
	),
	fc.string({ maxLength: 8 }),
);
const quote = (text: string, mark: string) =>
	`[${mark}${text.replace(/\\/g, '\\\\').replaceAll(mark, `\\${mark}`)}${mark}]`;
const pathOf = (keys: readonly string[], mark: string) =>
	keys.map((step) => quote(step, mark)).join('');

/** What n8n's own engine answers is compared in test/engine; here JavaScript itself is asked. */
const javaScript = (path: string, json: unknown): unknown => {
	try {
		return new Function('$json', `return $json${path}`)(json);
	} catch {
		return undefined;
	}
};

describe('compiled paths, by law', () => {
	it("give JavaScript's result, or leave the item to n8n", () => {
		const item = fc.oneof(
			fc.dictionary(key, fc.oneof(fc.string(), fc.integer(), fc.constant(null), fc.boolean())),
			fc.dictionary(key, fc.dictionary(key, fc.jsonValue({ maxDepth: 1 }))),
		);
		const access = item.chain((json) => {
			const own = Object.keys(json);
			const step = own.length === 0 ? key : fc.oneof(fc.constantFrom(...own), key);
			return fc.tuple(
				fc.constant(json),
				fc.tuple(step, fc.array(key, { maxLength: 2 })).map(([first, rest]) => [first, ...rest]),
				fc.constantFrom("'", '"'),
			);
		});
		let compiled = 0;
		fc.assert(
			fc.property(access, ([json, keys, mark]) => {
				const path = pathOf(keys, mark);
				const reader = compilePath(`={{ $json${path} }}`);
				const value = reader === undefined ? EVALUATE : reader(json as IDataObject);
				if (value === EVALUATE) return;
				compiled += 1;
				expect(value).toEqual(javaScript(path, json));
			}),
			{ numRuns: 2000 },
		);
		expect(compiled).toBeGreaterThan(200);
	});

	it('never throw, neither when compiled nor when read', () => {
		const piece = fc.oneof(
			fc.constantFrom('=', '{{', '}}', '$json', '.', '?.', '[', ']', "'", '"', '\\', '0', ' ', 'a'),
			fc.string({ maxLength: 3 }),
		);
		const expression = fc.oneof(
			fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join('')),
			fc.array(piece, { maxLength: 8 }).map((pieces) => `={{ $json${pieces.join('')} }}`),
			fc
				.array(key, { minLength: 1, maxLength: 3 })
				.map((keys) => `={{ $json${pathOf(keys, "'")} }}`),
		);
		const json = fc.oneof(fc.jsonValue(), fc.anything(), fc.constant({ a: { a: { a: 'a' } } }));
		fc.assert(
			fc.property(expression, json, (text, item) => {
				const reader = compilePath(text);
				if (reader === undefined) return;
				const value = reader(item as IDataObject);
				if (value !== EVALUATE)
					expect(['object', 'function'].includes(typeof (value ?? ''))).toBe(false);
			}),
			{ numRuns: 5000 },
		);
	});

	it('never read inherited properties', () => {
		const inherited = fc.constantFrom(
			...Object.getOwnPropertyNames(Object.prototype),
			'prototype',
			'caller',
			'arguments',
		);
		fc.assert(
			fc.property(inherited, fc.constantFrom("'", '"'), (name, mark) => {
				expect(compilePath(`={{ $json${pathOf(['a', name], mark)} }}`)).toBeUndefined();
				expect(compilePath(`={{ $json.a.${name} }}`)).toBeUndefined();
			}),
		);
	});
});
