import { z } from 'zod';

/** The comparison of one field of a real answer with the contract. */
export type Verdict = 'agrees' | 'differs' | 'missing' | 'new';

export interface Finding {
	/** Path in the answer, e.g. `data.leads[].score`. */
	readonly field: string;
	readonly verdict: Verdict;
	/** Types only, because values may be personal data. */
	readonly remark: string;
}

/** Makes a schema strict: the contract accepts invalid optional values, which must be reported here. */
function strict(schema: z.ZodTypeAny): z.ZodTypeAny {
	if (schema instanceof z.ZodCatch) return strict(schema.removeCatch());
	if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable) {
		return strict(schema.unwrap());
	}
	return schema instanceof z.ZodEffects ? strict(schema.innerType()) : schema;
}

function typeOf(value: unknown): string {
	if (value === null) return 'null';
	return Array.isArray(value) ? 'list' : typeof value;
}

function expectedOf(schema: z.ZodTypeAny): string {
	if (schema instanceof z.ZodLiteral) return `"${String(schema.value)}"`;
	if (schema instanceof z.ZodUnion) {
		const options: z.ZodTypeAny[] = schema.options;
		return options.map((option) => expectedOf(strict(option))).join(' or ');
	}
	if (schema instanceof z.ZodObject) return 'object';
	if (schema instanceof z.ZodArray) return 'list';
	return schema instanceof z.ZodNumber ? 'number' : 'string';
}

const under = (path: string, key: string): string => (path === '' ? key : `${path}.${key}`);

/**
 * Compares an answer with a schema of the contract, field by field. A field of list entries differs if
 * it differs in any entry.
 */
export function compare(schema: z.ZodTypeAny, value: unknown, path = ''): Finding[] {
	const exact = strict(schema);
	const finding = (verdict: Verdict, remark: string): Finding => ({ field: path, verdict, remark });

	if (value === undefined) return [finding('missing', `${expectedOf(exact)} expected`)];
	if (exact instanceof z.ZodObject) {
		if (typeOf(value) !== 'object') return [finding('differs', differs(exact, value))];
		const shape: Record<string, z.ZodTypeAny> = exact.shape;
		const entries = new Map<string, unknown>(Object.entries(Object(value)));
		return [
			...Object.entries(shape).flatMap(([key, inner]) =>
				compare(inner, entries.get(key), under(path, key)),
			),
			...[...entries]
				.filter(([key]) => !Object.hasOwn(shape, key))
				.map(
					([key, extra]): Finding => ({
						field: under(path, key),
						verdict: 'new',
						remark: typeOf(extra),
					}),
				),
		];
	}
	if (exact instanceof z.ZodArray) {
		if (!Array.isArray(value)) return [finding('differs', differs(exact, value))];
		const element: z.ZodTypeAny = exact.element;
		const all = value.flatMap((entry: unknown) => compare(element, entry, `${path}[]`));
		return [finding('agrees', `list of ${value.length}`), ...worstOfEach(all)];
	}
	return exact.safeParse(value).success
		? [finding('agrees', typeOf(value))]
		: [finding('differs', differs(exact, value))];
}

const differs = (schema: z.ZodTypeAny, value: unknown): string =>
	`${expectedOf(schema)} expected, ${typeOf(value)} received`;

const WORST: readonly Verdict[] = ['differs', 'missing', 'new', 'agrees'];

function worstOfEach(findings: readonly Finding[]): Finding[] {
	const byField = new Map<string, Finding>();
	for (const finding of findings) {
		const known = byField.get(finding.field);
		if (!known || WORST.indexOf(finding.verdict) < WORST.indexOf(known.verdict)) {
			byField.set(finding.field, finding);
		}
	}
	return [...byField.values()];
}
