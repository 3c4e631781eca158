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

import { countOf } from '../../json';
import { parsed } from './batch';
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
		...(['EQ', 'NEQ', 'LT', 'LTE', 'GT', 'GTE', 'BETWEEN', 'IN', 'NOT_IN'] as const),
		...(['HAS_PROPERTY', 'NOT_HAS_PROPERTY', 'CONTAINS_TOKEN', 'NOT_CONTAINS_TOKEN'] as const),
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
				// As HubSpot's own client sends it: a minus before the name reverses the order.
				z.string().transform((text) => ({
					propertyName: text.replace(/^-/, ''),
					direction: text.startsWith('-') ? ('DESCENDING' as const) : ('ASCENDING' as const),
				})),
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

/** @throws HubSpotRefusal (400) when the filter makes no sense for the property */
function predicate(state: HubSpotState, filter: Filter): (contact: Contact) => boolean {
	const definition = state.properties.find(filter.propertyName);
	if (!definition) {
		const message = `property ${filter.propertyName} does not exist`;
		throw invalid(`There was a problem with the request: ${message}`);
	}
	const text = (contact: Contact): string | undefined => contact.properties[definition.name];
	const needed = <T>(value: T | undefined): T => {
		if (value !== undefined) return value;
		throw invalid(`Operator ${filter.operator} on ${filter.propertyName} needs a value`);
	};
	const limitOf = (value: string | undefined): Comparable => comparable(definition, needed(value));
	/** Whether a contact has a value that passes. */
	const has = (test: (own: Comparable) => boolean) => (contact: Contact) => {
		const own = text(contact);
		return own !== undefined && test(comparable(definition, own));
	};
	const not = (test: (contact: Contact) => boolean) => (contact: Contact) => !test(contact);

	switch (filter.operator) {
		case 'HAS_PROPERTY':
			return has(() => true);
		case 'NOT_HAS_PROPERTY':
			return not(has(() => true));
		case 'BETWEEN': {
			const [low, high] = [limitOf(filter.value), limitOf(filter.highValue)];
			return has((own) => own >= low && own <= high);
		}
		case 'IN':
		case 'NOT_IN': {
			const values = needed(filter.values).map((value) => comparable(definition, value));
			const isWanted = filter.operator === 'IN';
			return has((own) => values.includes(own) === isWanted);
		}
		case 'CONTAINS_TOKEN':
		case 'NOT_CONTAINS_TOKEN': {
			const token = needed(filter.value);
			const isWanted = filter.operator === 'CONTAINS_TOKEN';
			return (contact) => hasToken(text(contact) ?? '', token) === isWanted;
		}
	}
	const value = limitOf(filter.value);
	switch (filter.operator) {
		case 'EQ':
			return has((own) => own === value);
		case 'NEQ':
			return not(has((own) => own === value));
		case 'LT':
			return has((own) => own < value);
		case 'LTE':
			return has((own) => own <= value);
		case 'GT':
			return has((own) => own > value);
		case 'GTE':
			return has((own) => own >= value);
	}
}

const SEARCHED = ['firstname', 'lastname', 'email', 'phone', 'company'];

export function searchContacts(state: HubSpotState, body: unknown) {
	const { filterGroups, query, sorts, properties, limit, after } = parsed(searchSchema, body ?? {});
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
	const next = start + count;
	if (next > MAX_RESULTS) throw invalid(`No more than ${MAX_RESULTS} results can be paged`);

	const groups = filterGroups.map((group) =>
		group.filters.map((filter) => predicate(state, filter)),
	);
	const words = query?.toLowerCase();
	const matches = ({ properties: held }: Contact): boolean =>
		words === undefined || SEARCHED.some((name) => held[name]?.toLowerCase().includes(words));
	const found = state.contacts
		.all()
		.filter(
			(contact) => groups.length === 0 || groups.some((all) => all.every((is) => is(contact))),
		)
		.filter(matches);

	const [by] = sorts;
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

	const page = found.slice(start, next);
	return {
		total: found.length,
		results: page.map((contact) => shownContact(contact, properties, state.properties)),
		...(next < found.length && { paging: { next: { after: String(next) } } }),
	};
}
