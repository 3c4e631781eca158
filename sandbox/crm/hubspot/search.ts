/**
 * HubSpot's search for contacts.
 *
 * Documented: up to five groups of filters, one of which must hold, of up to six filters each, all
 * of which must hold, 18 in all; the operators; `limit` up to 200; no further than 10,000 results.
 * Decided: texts are compared without regard to case; a token is a word, `*` at its ends stands
 * for anything; a query looks into name, email, phone and company; unknown words in the body are
 * ignored, because n8n's node sends some of its own.
 */
import { z } from 'zod';

import { countOf } from '../json';
import { shownContact } from './contacts';
import type { Contact } from './contacts';
import type { PropertyDefinition } from './propertyDefinitions';
import { invalid } from './refusal';
import type { HubSpotState } from './state';

const MAX_GROUPS = 5;
const MAX_FILTERS_IN_GROUP = 6;
const MAX_FILTERS = 18;
const MAX_LIMIT = 200;
const MAX_RESULTS = 10_000;

const scalar = z.union([z.string(), z.number(), z.boolean()]).transform(String);

const filterSchema = z.object({
	propertyName: z.string(),
	operator: z.enum([
		'EQ',
		'NEQ',
		'LT',
		'LTE',
		'GT',
		'GTE',
		'BETWEEN',
		'IN',
		'NOT_IN',
		'HAS_PROPERTY',
		'NOT_HAS_PROPERTY',
		'CONTAINS_TOKEN',
		'NOT_CONTAINS_TOKEN',
	]),
	value: scalar.optional(),
	highValue: scalar.optional(),
	values: z.array(scalar).optional(),
});

type Filter = z.output<typeof filterSchema>;

const searchSchema = z.object({
	filterGroups: z.array(z.object({ filters: z.array(filterSchema) })).default([]),
	query: z.string().optional(),
	sorts: z
		.array(
			z.union([
				z.string(),
				z.object({
					propertyName: z.string(),
					direction: z.enum(['ASCENDING', 'DESCENDING']).default('ASCENDING'),
				}),
			]),
		)
		.max(1)
		.default([]),
	properties: z.array(z.string()).default([]),
	limit: scalar.optional(),
	after: scalar.optional(),
});

type Comparable = number | string;

function comparable(definition: PropertyDefinition, text: string): Comparable {
	switch (definition.type) {
		case 'number':
			return Number(text);
		case 'date':
		case 'datetime':
			return /^-?\d+$/.test(text) ? Number(text) : Date.parse(text);
		default:
			return text.toLowerCase();
	}
}

const hasToken = (text: string, token: string): boolean => {
	const pattern = token
		.toLowerCase()
		.split('*')
		.map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
		.join('.*');
	return new RegExp(`(?:^|[^\\p{L}\\p{N}])${pattern}(?:$|[^\\p{L}\\p{N}])`, 'u').test(
		text.toLowerCase(),
	);
};

const needed = <T>(value: T | undefined, { operator, propertyName }: Filter): T => {
	if (value === undefined) throw invalid(`Operator ${operator} on ${propertyName} needs a value`);
	return value;
};

/** @throws HubSpotRefusal (400) when the filter makes no sense for the property */
function predicate(state: HubSpotState, filter: Filter): (contact: Contact) => boolean {
	const definition = state.properties.find(filter.propertyName);
	if (!definition) {
		throw invalid(
			`There was a problem with the request: property ${filter.propertyName} does not exist`,
		);
	}
	const held = (contact: Contact): string | undefined => contact.properties[definition.name];
	const against = (test: (own: Comparable) => boolean) => (contact: Contact) => {
		const text = held(contact);
		return text !== undefined && test(comparable(definition, text));
	};
	const one = (): Comparable => comparable(definition, needed(filter.value, filter));
	const several = (): Comparable[] =>
		needed(filter.values, filter).map((value) => comparable(definition, value));

	switch (filter.operator) {
		case 'HAS_PROPERTY':
			return (contact) => held(contact) !== undefined;
		case 'NOT_HAS_PROPERTY':
			return (contact) => held(contact) === undefined;
		case 'EQ': {
			const value = one();
			return against((own) => own === value);
		}
		case 'NEQ': {
			const value = one();
			const equal = against((own) => own === value);
			return (contact) => !equal(contact);
		}
		case 'LT': {
			const value = one();
			return against((own) => own < value);
		}
		case 'LTE': {
			const value = one();
			return against((own) => own <= value);
		}
		case 'GT': {
			const value = one();
			return against((own) => own > value);
		}
		case 'GTE': {
			const value = one();
			return against((own) => own >= value);
		}
		case 'BETWEEN': {
			const low = one();
			const high = comparable(definition, needed(filter.highValue, filter));
			return against((own) => own >= low && own <= high);
		}
		case 'IN': {
			const values = several();
			return against((own) => values.includes(own));
		}
		case 'NOT_IN': {
			const values = several();
			return against((own) => !values.includes(own));
		}
		case 'CONTAINS_TOKEN': {
			const token = needed(filter.value, filter);
			return (contact) => hasToken(held(contact) ?? '', token);
		}
		case 'NOT_CONTAINS_TOKEN': {
			const token = needed(filter.value, filter);
			return (contact) => !hasToken(held(contact) ?? '', token);
		}
	}
}

/** As HubSpot's own client sends it: a minus before the name turns the order. */
const sortOf = (text: string) => ({
	propertyName: text.replace(/^-/, ''),
	direction: text.startsWith('-') ? 'DESCENDING' : 'ASCENDING',
});

const SEARCHED = ['firstname', 'lastname', 'email', 'phone', 'company'];

export function searchContacts(state: HubSpotState, body: unknown) {
	const parsed = searchSchema.safeParse(body ?? {});
	if (!parsed.success) {
		const [issue] = parsed.error.issues;
		throw invalid(`Invalid input JSON: ${issue?.path.join('.')}: ${issue?.message}`);
	}
	const { filterGroups, query, sorts, properties, limit, after } = parsed.data;
	const filters = filterGroups.flatMap((group) => group.filters);
	if (
		filterGroups.length > MAX_GROUPS ||
		filters.length > MAX_FILTERS ||
		filterGroups.some((group) => group.filters.length > MAX_FILTERS_IN_GROUP)
	) {
		throw invalid(
			`A search has at most ${MAX_GROUPS} groups of ${MAX_FILTERS_IN_GROUP} filters, ${MAX_FILTERS} in all`,
		);
	}
	if (limit !== undefined && !(Number(limit) > 0 && Number(limit) <= MAX_LIMIT)) {
		throw invalid(`Limit must be from 1 to ${MAX_LIMIT}`);
	}
	const count = countOf(limit, { fallback: 10, min: 1, max: MAX_LIMIT });
	const start = countOf(after, { fallback: 0, min: 0, max: Number.MAX_SAFE_INTEGER });
	if (start + count > MAX_RESULTS)
		throw invalid(`No more than ${MAX_RESULTS} results can be paged`);

	const groups = filterGroups.map((group) =>
		group.filters.map((filter) => predicate(state, filter)),
	);
	const words = query?.toLowerCase();
	const found = state.contacts
		.all()
		.filter(
			(contact) => groups.length === 0 || groups.some((all) => all.every((is) => is(contact))),
		)
		.filter(
			(contact) =>
				words === undefined ||
				SEARCHED.some((name) => contact.properties[name]?.toLowerCase().includes(words)),
		);

	const [sort] = sorts;
	const by = typeof sort === 'string' ? sortOf(sort) : sort;
	const definition = by && state.properties.find(by.propertyName);
	if (by && !definition) throw invalid(`Property ${by.propertyName} does not exist`);
	if (by && definition) {
		const sign = by.direction === 'DESCENDING' ? -1 : 1;
		const rank = (contact: Contact): Comparable | undefined => {
			const text = contact.properties[definition.name];
			return text === undefined ? undefined : comparable(definition, text);
		};
		found.sort((a, b) => {
			const [left, right] = [rank(a), rank(b)];
			if (left === right) return Number(a.id) - Number(b.id);
			if (left === undefined) return 1;
			if (right === undefined) return -1;
			return left < right ? -sign : sign;
		});
	}

	const page = found.slice(start, start + count);
	const next = start + count;
	return {
		total: found.length,
		results: page.map((contact) => shownContact(contact, properties, state.properties)),
		...(next < found.length && { paging: { next: { after: String(next) } } }),
	};
}
