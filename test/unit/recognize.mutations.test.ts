import type { IDataObject } from 'n8n-workflow';
import * as fc from 'fast-check';

import { meaningOf } from '../../nodes/LeadsPredict/leads/headers/labels';
import { wordList } from '../../nodes/LeadsPredict/leads/wordList';
import { HEADERS } from '../data/headers';
import { READABLE_SAMPLES } from '../data/sources';
import { asRequest, outcome, reversed } from '../data/sources/sample';
import type { SampleOfSource } from '../data/sources/sample';

/**
 * Samples that are read right, changed as people and programs change them. What comes out is what came
 * out before, or less of it, or nothing: never another value, and never that of somebody else.
 */

const WRONG = {
	email: 'wrong@us.example',
	name: 'Wrong Rep',
	company: 'Wrong Ltd',
	phone: '+1 212 555 0999',
	industry: 'Wrong Trade',
	revenue: 999_999_999,
	employees: 999_999,
};

type Item = IDataObject;
type Mutation = readonly [what: string, item: Item];

const isObject = (value: unknown): value is Item =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

/** An object in an item, by where it is. */
interface Place {
	readonly keys: readonly string[];
	readonly value: Item;
}

const placesIn = (item: Item, keys: readonly string[] = []): Place[] => [
	{ keys, value: item },
	...Object.entries(item).flatMap(([key, value]) =>
		isObject(value) ? placesIn(value, [...keys, key]) : [],
	),
];

/** The item with what `change` makes of the object at a place. */
function changed(item: Item, keys: readonly string[], change: (value: Item) => Item): Item {
	const [key, ...rest] = keys;
	if (key === undefined) return change(item);
	return Object.fromEntries(
		Object.entries(item).map(([each, value]) => [
			each,
			each === key && isObject(value) ? changed(value, rest, change) : value,
		]),
	) as Item;
}

const renamed = (item: Item, from: string, to: string): Item =>
	Object.hasOwn(item, to)
		? item
		: (Object.fromEntries(
				Object.entries(item).map(([key, value]) => [key === from ? to : key, value]),
			) as Item);

/** What stands there already stays. */
const added = (place: Item, more: Item, isFirst: boolean): Item =>
	isFirst ? { ...more, ...place } : { ...place, ...more, ...place };

/** At a place that is drawn. */
const atPlace = (item: Item, change: (place: Item) => fc.Arbitrary<Mutation>) =>
	fc
		.constantFrom(...placesIn(item))
		.chain(({ keys, value }) =>
			change(value).map(
				([what, to]): Mutation => [`${what} at "${keys.join('.')}"`, changed(item, keys, () => to)],
			),
		);

const noChange = (item: Item): fc.Arbitrary<Mutation> => fc.constant(['nothing', item]);

const inCase = fc.constantFrom<(header: string) => string>(
	(header) => header,
	(header) => header.toUpperCase(),
	(header) => header.toLowerCase(),
	(header) => header.replace(/ /g, '_'),
	(header) => header.replace(/ (\p{L})/gu, (_, letter: string) => letter.toUpperCase()),
);

/** Headers by what they mean: all of one entry mean exactly the same. */
const SYNONYMS = Object.values(HEADERS)
	.flat()
	.reduce((all, header) => {
		const key = JSON.stringify(meaningOf(header));
		return all.set(key, [...(all.get(key) ?? []), header]);
	}, new Map<string, string[]>());

const synonym = (header: string): fc.Arbitrary<string> => {
	const others = SYNONYMS.get(JSON.stringify(meaningOf(header)));
	return others === undefined
		? fc.constant(header)
		: fc.tuple(fc.constantFrom(...others), inCase).map(([other, write]) => write(other));
};

/** A header becomes another one of the same meaning, in any language and case. */
const rename = (item: Item) =>
	atPlace(item, (place) => {
		const headers = Object.keys(place).filter((key) => meaningOf(key) !== undefined);
		return headers.length === 0
			? noChange(place)
			: fc
					.constantFrom(...headers)
					.chain((header) =>
						synonym(header).map(
							(to): Mutation => [`${header} → ${to}`, renamed(place, header, to)],
						),
					);
	});

/** All headers of an object, each another one of its meaning. */
const translate = (item: Item) =>
	atPlace(item, (place) =>
		fc.tuple(...Object.keys(place).map(synonym)).map((to): Mutation => {
			const others = new Set(to);
			return others.size < to.length
				? ['nothing', place]
				: [
						`headers → ${to.join(', ')}`,
						Object.fromEntries(
							Object.values(place).map((value, index) => [to[index] ?? '', value]),
						) as Item,
					];
		}),
	);

const NEUTRAL = wordList(
	'data, payload, result, output, xzyq, body, record, entry, json, response, event, value, content, lead, contact, item',
);

const wrap = (item: Item) =>
	fc
		.array(fc.constantFrom(...NEUTRAL), { minLength: 1, maxLength: 2 })
		.map(
			(names): Mutation => [
				`in ${names.join(' in ')}`,
				names.reduce<Item>((inner, name) => ({ [name]: inner }), item),
			],
		);

const request = (item: Item) => fc.constant<Mutation>(['in a request', asRequest(item)]);

const reorder = (item: Item) =>
	fc.tuple(fc.boolean(), fc.nat({ max: 30 })).map(([backwards, by]): Mutation => {
		const turned = backwards ? (reversed(item) as Item) : item;
		const entries = Object.entries(turned);
		const at = entries.length === 0 ? 0 : by % entries.length;
		return [
			`turned by ${at}`,
			Object.fromEntries([...entries.slice(at), ...entries.slice(0, at)]) as Item,
		];
	});

const BLOCKING = wordList(`
	owner, lead owner, contact owner, account owner, created by, createdBy, assigned to, assignee, manager,
	assistant, billing, referrer, referred by, seller, sales rep, previous, old, emergency contact, supervisor,
	agent, host, organizer, sender, interviewer, recruiter, vendor, our, competitor, last modified by,
	parent, partner, recruiter, Betreuer, Besitzer, Vertriebler, früherer, commercial, propriétaire, vendedor,
	propietario, venditore, proprietario, eigenaar, verkoper, ägare, ejer, opiekun, менеджер, 所有者, 担当営業,
	负责人, 영업 담당`);

/** Whose fields stand in columns beside the lead's. */
const addBlocked = (item: Item) =>
	atPlace(item, (place) =>
		fc
			.tuple(
				fc.constantFrom(...BLOCKING),
				fc.constantFrom<readonly [keyof typeof WRONG, string]>(
					['email', 'email'],
					['email', 'E-Mail'],
					['name', 'name'],
					['name', 'full name'],
					['company', 'company'],
					['company', 'company name'],
					['phone', 'phone'],
					['industry', 'industry'],
				),
				fc.constantFrom(' ', '_', '.', ' - '),
				fc.boolean(),
				fc.boolean(),
			)
			.map(([who, [field, header], joint, isAfter, isFirst]): Mutation => {
				const key = isAfter ? `${header}${joint}${who}` : `${who}${joint}${header}`;
				const more = { [key]: WRONG[field] };
				return [`"${key}" added`, added(place, more, isFirst)];
			}),
	);

const PEOPLE = fc.constantFrom<unknown>(
	{ email: WRONG.email, name: WRONG.name, phone: WRONG.phone, company: WRONG.company },
	{ Email: WRONG.email, FirstName: 'Wrong', LastName: 'Rep' },
	{ emails: [{ value: WRONG.email, primary: true }], displayName: WRONG.name },
	[{ email: WRONG.email, name: WRONG.name }],
	{ data: { id: '1', email: WRONG.email, name: WRONG.name } },
	{ name: WRONG.name, company: { name: WRONG.company, industry: WRONG.industry } },
	WRONG.email,
	WRONG.name,
);

/** Somebody else stands in an object beside the lead. */
const addPerson = (item: Item) =>
	atPlace(item, (place) =>
		fc
			.tuple(
				fc.constantFrom(
					...BLOCKING.filter((who) => !/^(?:previous|our|früherer|billing)$/.test(who)),
				),
				fc.constantFrom<(name: string) => string>(
					(name) => name,
					(name) => name.replace(/ /g, '_'),
					(name) => name.toUpperCase(),
				),
				PEOPLE,
				fc.boolean(),
			)
			.map(([who, write, person, isFirst]): Mutation => {
				const more = { [write(who)]: person } as Item;
				return [`"${write(who)}" added`, added(place, more, isFirst)];
			}),
	);

const ODD = fc.constantFrom<Item>(
	{ xzyq: 'Wrong' },
	{ id: 'wrong' },
	{ notes: 'Wrong Ltd wrote from wrong@us.example' },
	{ 'Deal Value': WRONG.revenue },
	{ product_name: 'Wrong', order_total: WRONG.revenue },
	{ score: 99, tags: ['wrong'] },
	{ status: { name: 'Wrong' }, tags: [{ name: 'Wrong' }] },
	{ company_domain: 'wrong.example', email_status: 'wrong' },
	{ utm: { source: 'wrong', campaign: { name: 'Wrong' } } },
	{ subscription: { plan: { name: 'Wrong' }, revenue: WRONG.revenue } },
	{ webinar: { name: 'Wrong', company: WRONG.company, industry: WRONG.industry } },
	{ stats: { employees: { wrong: 5 }, revenue_per_user: WRONG.revenue } },
	{ form: { name: 'Wrong', company: WRONG.company } },
	{ contact_form_name: 'Wrong', company_id: 'wrong' },
	{ seller: { company: WRONG.company, industry: WRONG.industry, employees: WRONG.employees } },
	{ lastModified: '1999-09-09', created_at: '1999-09-09' },
);

const addOdd = (item: Item) =>
	atPlace(item, (place) =>
		fc
			.tuple(ODD, fc.boolean())
			.map(
				([more, isFirst]): Mutation => [
					`${JSON.stringify(more)} added`,
					added(place, more, isFirst),
				],
			),
	);

/** A header twice, as exports have it where tables were joined. */
const addNumbered = (item: Item) =>
	atPlace(item, (place) => {
		const headers = Object.keys(place).filter((key) => meaningOf(key) !== undefined);
		return headers.length === 0
			? noChange(place)
			: fc
					.tuple(
						fc.constantFrom(...headers),
						fc.constantFrom('Previous', 'Old', 'Owner', 'Billing'),
					)
					.map(
						([header, who]): Mutation => [
							`${who} ${header} added`,
							{ [`${who} ${header}`]: 'Wrong', ...place },
						],
					);
	});

const MUTATIONS = [
	rename,
	translate,
	wrap,
	request,
	reorder,
	addBlocked,
	addPerson,
	addOdd,
	addNumbered,
];

const WITH_LEAD = READABLE_SAMPLES.filter(({ lead }) => lead !== undefined);

const mutated = fc
	.constantFrom(...WITH_LEAD)
	.chain((sample) =>
		fc
			.array(fc.constantFrom(...MUTATIONS), { minLength: 1, maxLength: 3 })
			.chain((mutations) =>
				mutations
					.reduce<
						fc.Arbitrary<{ readonly item: Item; readonly did: readonly string[] }>
					>((so, mutate) => so.chain(({ item, did }) => mutate(item).map(([what, to]) => ({ item: to, did: [...did, what] }))), fc.constant({ item: sample.item, did: [] }))
					.map((done) => ({ ...done, sample })),
			),
	);

const words = (value: unknown): string[] => String(value).toLowerCase().split(/\s+/);
const joined = (value: unknown): string => words(value).join('');

/**
 * Where a key is renamed by which the system is known, the rest is read by its headers: half a name, a
 * name with its salutation, another number of the lead's own.
 */
function isRight(field: string, value: unknown, lead: SampleOfSource['lead'], item: Item): boolean {
	const expected = lead?.[field];
	if (joined(value) === joined(expected)) return true;
	if (field === 'name') {
		const [given, wanted] = [words(value), words(expected)];
		return (
			given.every((word) => wanted.includes(word)) || wanted.every((word) => given.includes(word))
		);
	}
	if (field === 'email') return OWN_PRIVATE.test(String(value));
	return field === 'phone' && JSON.stringify(item).includes(String(value)) && value !== WRONG.phone;
}

/** In the samples, the lead's second address. */
const OWN_PRIVATE = /^(?!.*(?:old|gone|boss|other)).*@example\.net$/;

/** Only the system's own key says that its numbers count thousands, and that its names are companies'. */
const BY_ITS_KEYS: ReadonlySet<string> = new Set([
	'revenue of a contact of the API, with its company inside',
	'company of a lead without a name, whose contact has several addresses',
]);

it('a changed sample gives the right lead, less of it, or none', () => {
	fc.assert(
		fc.property(mutated, ({ item, did, sample }) => {
			const { lead = {} } = outcome('auto', item);
			const wrong = Object.entries(lead).filter(
				([field, value]) =>
					!isRight(field, value, sample.lead, sample.item) &&
					!BY_ITS_KEYS.has(`${field} of ${sample.of}`),
			);
			expect({ of: `${sample.source}: ${sample.of}`, did, wrong }).toEqual(
				expect.objectContaining({ wrong: [] }),
			);
		}),
		{ numRuns: 4000, seed: 15 },
	);
});
