import { z } from 'zod';

import { count } from '../../format';
import { theirWords } from '../httpReply';
import type { CrmRequest } from '../crmRequest';

/**
 * HubSpot's errors, of a whole request or of one input in a 207: `{message, category, subCategory,
 * context, errors[]}`, of which any field may be missing, and `errors[]` of `{message, code, in,
 * context}` (documented). Seen: values that were not taken stand as JSON in the message, after
 * "Property values were not valid: ", as `{isValid, message, error, name}`, and in newer answers
 * again under `errors`, with the property as `context.propertyName`.
 */

const text = z.string().optional().catch(undefined);

const detailSchema = z.object({
	message: z.string(),
	code: text,
	in: text,
	context: z.record(z.unknown()).catch({}),
});

const invalidValueSchema = z.object({ message: z.string(), error: text, name: text });

export const errorSchema = z.object({
	message: z.string().catch('HubSpot gives no reason'),
	category: text,
	subCategory: text,
	context: z.record(z.unknown()).catch({}),
	errors: z.array(z.unknown()).catch([]),
});

export type HubspotError = z.infer<typeof errorSchema>;

/** One thing that HubSpot says is wrong. */
export interface HubspotProblem {
	readonly message: string;
	readonly code: string | undefined;
	readonly property: string | undefined;
}

const firstText = (value: unknown): string | undefined => {
	const first: unknown = Array.isArray(value) ? value[0] : value;
	return typeof first === 'string' && first !== '' ? first : undefined;
};

/** The list of values in a message; empty when there is none, or it was cut off. */
function valuesIn(message: string): unknown[] {
	const [, list] = /^[^[]*not valid: (\[.*\])\s*$/s.exec(message) ?? [];
	if (list === undefined) return [];
	try {
		const values: unknown = JSON.parse(list);
		return Array.isArray(values) ? values : [];
	} catch {
		return [];
	}
}

export function problemsIn({ errors, message }: HubspotError): HubspotProblem[] {
	const details = errors.flatMap((detail) => detailSchema.safeParse(detail).data ?? []);
	if (details.length > 0) {
		return details.map(({ message: said, code, in: field, context }) => ({
			message: said,
			code,
			property: firstText(context['propertyName']) ?? field,
		}));
	}
	return valuesIn(message)
		.flatMap((value) => invalidValueSchema.safeParse(value).data ?? [])
		.map(({ message: said, error, name }) => ({ message: said, code: error, property: name }));
}

const MISSING_PROPERTY = 'PROPERTY_DOESNT_EXIST';

/** What is wrong with the property is wrong with every value of it. */
const isOfProperty = ({ code }: HubspotProblem): boolean =>
	code === MISSING_PROPERTY || code === 'READ_ONLY_VALUE';

/** "Unable to perform update/upsert by non-unique 0-1 property email": seen, also without the name. */
const NOT_UNIQUE = /\bby non-unique\b/i;

const isNotUnique = ({ message }: HubspotError): boolean => NOT_UNIQUE.test(message);

/** Whether a sentence alone, without the body around it, is known to be an error of HubSpot's. */
export const isKnownSentence = (message: string): boolean =>
	NOT_UNIQUE.test(message) || valuesIn(message).length > 0;

/** The record that has a unique value already, as far as HubSpot names it. */
export interface UniqueHolder {
	readonly id: string | undefined;
}

/**
 * Whether another record has the unique value, and which. Seen: "Cannot set PropertyValueCoordinates{…
 * propertyName=…, value=…} on 1. 2 already has that value."
 */
export function holderOf(error: HubspotError): UniqueHolder | undefined {
	const [said, id] = /\b(\d+) already has that value/.exec(error.message) ?? [];
	const codes = problemsIn(error).map(({ code }) => code);
	const isTaken =
		said !== undefined ||
		codes.includes('CONFLICTING_UNIQUE_VALUE') ||
		['CONFLICT', 'OBJECT_ALREADY_EXISTS'].includes(error.category ?? '');
	return isTaken ? { id } : undefined;
}

/** How many problems a sentence names. */
const MAX_NAMED = 3;

function listed(all: readonly string[], separator: string): string {
	const more = all.length - MAX_NAMED;
	const named = all.slice(0, MAX_NAMED).join(separator);
	return more > 0 ? `${named} and ${more.toLocaleString('en-US')} more` : named;
}

const LOOK_UP =
	'look the contacts up first, with Prepare Lookup, HTTP Request and Read Answer before Prepare Update';

/**
 * HubSpot's error as a part of a sentence, with what to do about it where that is known.
 * @param problems those of the record that the sentence is for
 */
export function errorInWords(
	error: HubspotError,
	{ find_by, id_field, purpose }: CrmRequest,
	problems: readonly HubspotProblem[] = problemsIn(error),
): string {
	if (isNotUnique(error)) {
		const said = theirWords(error.message);
		return find_by === 'leadspredictId'
			? `${said}; create ${id_field} with Prepare Fields, which asks for unique values, or ${LOOK_UP}`
			: `${said}; this account does not find contacts by their email: ${LOOK_UP}, and leave Find Record By at Automatic`;
	}
	if (problems.length === 0) return theirWords(error.message);
	const missing = new Set(
		problems.flatMap(({ code, property }) =>
			code === MISSING_PROPERTY && property !== undefined ? property : [],
		),
	);
	if (missing.size > 0) {
		const names = listed([...missing], ', ');
		if (purpose === 'tasks') {
			return `The task property ${names} does not exist; run Prepare Fields with Create Task Field and create what it prepares`;
		}
		return `${count(missing.size, 'contact property does', 'contact properties do')} not exist (${names}); run Prepare Fields and create what it prepares, or correct Field Names`;
	}
	const sentences = problems.map(({ message, property }) => {
		const said = theirWords(message);
		return property === undefined || said.includes(property) ? said : `${said} (${property})`;
	});
	return listed([...new Set(sentences)], '; ');
}

/** What was sent as a property, by the index of each record in the request. */
export type SentValues = (property: string) => ReadonlyMap<number, string>;

const IS_OF_A_WORD = /[\p{L}\p{N}]/u;

/** Where a message quotes a value, as words of its own; undefined when it does not. */
function quotedAt(message: string, value: string): number | undefined {
	for (let at = message.indexOf(value); at >= 0; at = message.indexOf(value, at + 1)) {
		const before = message.slice(Math.max(0, at - 1), at);
		const after = message.slice(at + value.length, at + value.length + 2);
		const isWhole =
			!IS_OF_A_WORD.test(before) && before !== '.' && !/^(?:[\p{L}\p{N}]|\.\p{N})/u.test(after);
		if (isWhole) return at;
	}
	return undefined;
}

/**
 * The records of a refused request that a problem is about: those that sent the value which HubSpot
 * quotes, or the only one that sent the property. Of several quoted values the first is meant, and
 * the longest there: a list of what is allowed comes after it (seen). Empty when it cannot be told.
 */
export function indexesOf(problem: HubspotProblem, sent: SentValues): number[] {
	if (problem.property === undefined) return [];
	const values = sent(problem.property);
	if (values.size === 1 || isOfProperty(problem)) return [...values.keys()];
	const message = problem.message.toLowerCase();
	let best: { readonly at: number; readonly value: string } | undefined;
	for (const value of new Set([...values.values()].map((each) => each.trim().toLowerCase()))) {
		const at = value === '' ? undefined : quotedAt(message, value);
		if (at === undefined) continue;
		const isBetter =
			best === undefined || at < best.at || (at === best.at && value.length > best.value.length);
		if (isBetter) best = { at, value };
	}
	return [...values].flatMap(([index, value]) =>
		value.trim().toLowerCase() === best?.value ? index : [],
	);
}

/**
 * Whether a refusal of a whole request can be the fault of single records (the categories that
 * recorded answers show for that), so that the others can be written without them.
 */
export const isOfRecords = (error: HubspotError): boolean =>
	!isNotUnique(error) &&
	(['VALIDATION_ERROR', 'CONFLICT', 'OBJECT_ALREADY_EXISTS'].includes(error.category ?? '') ||
		problemsIn(error).length > 0);
