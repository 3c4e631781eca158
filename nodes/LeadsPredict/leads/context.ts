import { isObject, own } from '../json';
import type { ReadObjectName } from './headers/objectNames';
import { saysSomebodyElse } from './headers/objectNames';
import { plainWords } from './headers/plainWords';
import type { FieldRole } from './source';
import { wordList } from './wordList';

/**
 * A person whose key names somebody else ("payer", "sender", "user", "guest") can still be the lead.
 * The fields beside the person decide: the payer of an order, the sender of an incoming message, the
 * user who enrolled, the one guest of a host. They count only if nobody else in the item is the lead.
 */

/** What the surrounding records show about a person. */
export interface Context {
	/** Whether one of them is an order, an invoice or similar. */
	readonly isOfSale: boolean;
	/** The event that they name. */
	readonly event: string;
}

/** A person whom the fields beside them make the lead. */
export interface Party {
	readonly key: string;
	readonly value: object;
	/** Prefix of the paths of their values, within the record: "payer." or "guest_". */
	readonly path: string;
}

const words = (text: string): ReadonlySet<string> => new Set(wordList(text).map(plainWords));

/** Keys that name the event. */
const EVENT_KEYS = words('event, event name, event type, type, topic, action, trigger, hook');
const EVENT_TEXTS = ['name', 'type', 'slug'];

/** The event that a record names. */
export const eventOf = (json: object): string =>
	Object.entries(json)
		.filter(([key]) => EVENT_KEYS.has(plainWords(key)))
		.flatMap(([, value]: [string, unknown]) =>
			isObject(value) ? EVENT_TEXTS.map((key) => own(value, key)) : [value],
		)
		.filter((text) => typeof text === 'string')
		.join(' ');

/** Keys for the person who pays for an order. */
const PAYER =
	/^(?:payer|card ?holder|bill(?:ing)?(?: (?:to|details|address|info|information|contact|customer))?)$/;

export const isPayer = (name: string): boolean => PAYER.test(plainWords(name));

/** Keys for the person who wrote a message. */
const SENDERS = words('sender, from, author, from contact, message sender, from user');

/** Types of sender that are the lead, and words for an incoming message. */
const OUTSIDE = words(`
	contact, customer, client, lead, visitor, consumer, requester, end user, prospect, guest, kontakt, kunde, cliente`);
const DIRECTION_KEYS = words('direction, message direction, message type, call direction');
const INBOUND = words('inbound, incoming, received, eingehend, entrant, entrante, entrada');
const KINDS = ['type', 'role', 'kind', 'userType', 'user_type', 'senderType', 'sender_type'];

const says = (value: unknown, among: ReadonlySet<string>): boolean =>
	typeof value === 'string' && among.has(plainWords(value));

const kindsOf = (person: object): string[] =>
	KINDS.map((key) => own(person, key)).filter((kind) => typeof kind === 'string');

/** Whether the type of a person is one of the seller's people. */
export const isOursByType = (person: object): boolean =>
	kindsOf(person).some((kind) => saysSomebodyElse(kind));

const comesIn = (message: object): boolean =>
	Object.entries(message).some(
		([key, value]) => DIRECTION_KEYS.has(plainWords(key)) && says(value, INBOUND),
	);

const DIRECTIONS = words('inbound, incoming, received, outbound, outgoing, sent');

/** Payments and invoices come in and go out too. */
const OF_MONEY = /^(?:amount|currency|total|balance|iban|invoice|payment|transaction)\b/;

/** Whether a record is a call or a message, which came in or went out. */
export const saysDirection = (record: object): boolean =>
	!Object.keys(record).some((key) => OF_MONEY.test(plainWords(key))) &&
	Object.entries(record).some(
		([key, value]) => DIRECTION_KEYS.has(plainWords(key)) && says(value, DIRECTIONS),
	);

/** The type of the sender counts more than the direction of the message. */
function isOutside(person: object, message: object): boolean {
	const kinds = kindsOf(person);
	return kinds.some((kind) => says(kind, OUTSIDE)) || (kinds.length === 0 && comesIn(message));
}

/** What users of a product do. Users of a CRM or a help desk are the seller's own people. */
const DONE_BY_USERS = words(`
	enroll, enrolled, enrollment, enrol, enrolled, enrolment, signup, signed, register, registered, registration,
	subscribed, subscription, course, lesson, quiz, trial, checkout, membership, purchase, purchased, matrícula,
	inscripción, inscription, inscrição, iscrizione, einschreibung, kurs, cours, curso, corso`);
const DONE_BY_STAFF = words(`
	deal, deals, contact, contacts, ticket, conversation, lead, leads, opportunity, task, issue, pipeline,
	assignee, repository, negocio, negócio`);
/** Next to one of these people, the user is the one who looks after them. */
const LOOKED_AFTER = words(`
	customer, client, attendee, student, learner, participant, subscriber, member, patient, candidate, guest,
	aluno, alumno, élève, schüler, kunde, cliente`);
const STAFF =
	/\b(?:admin\w*|agent|staff|owner|teacher|instructor|author|editor|moderator|manager|seller|employee)\b/;

function isUserWhoActs(person: object, json: object, { event }: Context): boolean {
	const beside = Object.keys(json).flatMap((key) => plainWords(key).split(' '));
	const all = [...plainWords(event.replace(/\./g, ' ')).split(' '), ...beside];
	const isNoStaff = ['is_staff', 'isStaff'].some((key) => own(person, key) === false);
	return (
		(isNoStaff || all.some((word) => DONE_BY_USERS.has(word))) &&
		!all.some((word) => DONE_BY_STAFF.has(word)) &&
		!beside.some((word) => LOOKED_AFTER.has(word)) &&
		!kindsOf(person).some((kind) => STAFF.test(plainWords(kind)))
	);
}

const emailsIn = (value: unknown): string[] => {
	if (typeof value === 'string') return value.includes('@') ? [value.trim().toLowerCase()] : [];
	return typeof value === 'object' && value !== null ? Object.values(value).flatMap(emailsIn) : [];
};

const isTrue = (value: unknown): boolean => value === true || value === 'true' || value === 1;

/** Keys that mark an attendee as the host. */
const OWN_SIDE = ['self', 'organizer', 'host', 'is_host', 'isHost', 'is_organizer', 'isOrganizer'];

/** Either side can send a calendar invitation, so the guests may be the seller's own people. */
const isCalendars = (entry: object): boolean =>
	Object.hasOwn(entry, 'responseStatus') || isObject(own(entry, 'status'));

/** Keys for those who invited the attendees. */
const HOSTS =
	/^(?:(?:meeting|event|booking|assigned) )?(?:hosts?|organi[sz]ers?|bookables?|staff|team members?|assignees?|advisors?|consultants?)$/;

/** The one attendee who is not a host, if the record marks its hosts. */
function onlyGuest(json: object, key: string, list: readonly unknown[]): Party | undefined {
	const hosts = Object.entries(json).filter(
		([name, value]) => name !== key && HOSTS.test(plainWords(name)) && emailsIn(value).length > 0,
	);
	if (hosts.length === 0) return undefined;
	const ours = new Set(hosts.flatMap(([, value]) => emailsIn(value)));
	const guests = list.flatMap((entry, index): Party[] => {
		if (!isObject(entry)) return [];
		const isOurs =
			OWN_SIDE.some((mark) => isTrue(own(entry, mark))) ||
			isOursByType(entry) ||
			emailsIn(entry).some((email) => ours.has(email));
		return isOurs ? [] : [{ key, value: entry, path: `${key}[${index}].` }];
	});
	const [guest, ...others] = guests;
	return guest === undefined || others.length > 0 || isCalendars(guest.value) ? undefined : guest;
}

/** The guest of a booking is the lead. A guest on an invitation is somebody else. */
const GUEST = 'guest';
const OF_STAYS =
	/\b(?:check ?in|check ?out|nights?|rooms?|reservations?|bookings?|property|arrival|departure)\b/;

/** Words for a sale at the start of a key about its customer: "order_email". */
const SALE = /^(?:order|booking|reservation|checkout|purchase)$/;

/**
 * Words for customers by what they do. Words that fit the seller's people just as well, such as
 * "volunteer", "trainee", "winner" and "holder", are not among them.
 */
const AUDIENCE = words(`
	player, learner, student, pupil, patient, listener, taker, donor, giver, signer, traveler, traveller, passenger,
	renter, borrower, purchaser, booker, supporter, backer`);
/** The viewer of one video. Elsewhere the viewer is who asks a service for data. */
const VIEWER = 'viewer';
const OF_VIDEO = /\b(?:video|webinar|recording|stream) (?:id|uuid|key|token|title|name|url)\b/;

/** Splits a header after its first word: "guest_" and "email", "Guest" and "Email". */
const BEGINNING = /^(\p{L}\p{Ll}*(?:[ _.-]|(?=\p{Lu})))(.+)$/u;

/** Columns by the first word of their header. */
function columnsByWord(json: object): ReadonlyMap<string, Record<string, unknown>> {
	const groups = new Map<string, Record<string, unknown>>();
	for (const [key, value] of Object.entries(json) as Array<[string, unknown]>) {
		const [, word, rest] = BEGINNING.exec(key) ?? [];
		if (word === undefined || rest === undefined || rest === '__proto__') continue;
		groups.set(word, { ...groups.get(word), [rest]: value });
	}
	return groups;
}

/** People in columns of their own: "guest_email", "guest_name". */
function partiesInColumns(json: object, { isOfSale }: Context, nameOf: ReadObjectName): Party[] {
	const keys = Object.keys(json).map(plainWords).join(' ');
	const isOnlyAddress = new Set(emailsIn(json)).size === 1;
	return [...columnsByWord(json)].flatMap(([path, value]): Party[] => {
		const has = (...roles: FieldRole[]) =>
			Object.keys(value).some((key) => roles.some((role) => nameOf(key).meaning?.role === role));
		if (!has('email')) return [];
		const word = plainWords(path);
		const isLead =
			(SENDERS.has(word) && comesIn(json)) ||
			(word === GUEST && OF_STAYS.test(keys)) ||
			(isOfSale && PAYER.test(word)) ||
			(SALE.test(word) && has('firstName', 'lastName')) ||
			(isOnlyAddress &&
				((AUDIENCE.has(word) && has('name', 'firstName', 'lastName')) ||
					(word === VIEWER && OF_VIDEO.test(keys))));
		return isLead ? [{ key: path, value, path }] : [];
	});
}

/** The person in one object of a record, if the fields around the object make them the lead. */
function partyIn(
	json: object,
	[key, value]: readonly [string, unknown],
	context: Context,
	nameOf: ReadObjectName,
): Party | undefined {
	if (Array.isArray(value)) {
		return nameOf(key).kind === 'person' ? onlyGuest(json, key, value) : undefined;
	}
	if (!isObject(value)) return undefined;
	const name = plainWords(key);
	const isLead =
		(SENDERS.has(name) && isOutside(value, json)) ||
		(name === 'user' && isUserWhoActs(value, json, context)) ||
		(context.isOfSale && PAYER.test(name));
	return isLead ? { key, value, path: `${key}.` } : undefined;
}

/** All people in a record whom the fields around them make the lead. */
export const partiesIn = (json: object, context: Context, nameOf: ReadObjectName): Party[] => [
	...Object.entries(json).flatMap((entry) => partyIn(json, entry, context, nameOf) ?? []),
	...partiesInColumns(json, context, nameOf),
];
