import { cached } from '../cached';
import { wordList } from '../wordList';
import { has } from './grammar';
import { MAX_LABEL_LENGTH, meaningOf } from './labels';
import type { HeaderMeaning } from './labels';
import { plainWords } from './plainWords';
import { SOMEBODY_ELSE } from './questions';
import { tokensOf } from './tokens';
import type { TokenSense } from './tokens';

/**
 * What the key of a nested object, or of a list of objects, means. A wrapper can have any name, so
 * the contents of an unknown key are read; those of a key for somebody else are not.
 */
export type ObjectKind =
	/** The seller's people, authors and senders, second people, earlier values. */
	| 'somebodyElse'
	| 'company'
	/** Further fields of the record around it: "attributes", "custom_fields". */
	| 'fields'
	/** Contact details of the person in the surrounding record: "contact_info". */
	| 'contactDetails'
	/** Somebody's job: "employment". A "professional" can also be a person of the seller's. */
	| 'job'
	/** A wrapper for transport: "data", "payload". */
	| 'envelope'
	| 'person'
	/** The lead; in some items a customer of the lead or of the seller. */
	| 'customer'
	/** A list of records: "results", "contacts". */
	| 'records'
	| 'unknown';

/** Words for people who are not the lead, in addition to those in questions. */
const OTHERS = new Set(
	wordList(`
		owned, created, modified, updated, edit, edited, change, changed, revision, audit, login, session, deleted, approved, submitter, by, actor, admin,
		admins, administrator, editor, reviewer, reporter, publisher, moderator, operator, initiator, viewer,
		committer, pusher, maintainer, contributor, collaborator, collaborators, follower, followers, watcher,
		watchers, staff, employee, employees, rep, reps, representative, salesperson, salesman, consultant,
		advisor, adviser, broker, realtor, csm, sdr, bdr, ae, recruiter, interviewer, instructor, teacher, tutor,
		coach, trainer, speaker, doctor, physician, therapist, driver, courier, technician, landlord,
		vendor, supplier, merchant, store, shop, provider, publisher, developer, partner, partners, affiliate,
		sponsor, inviter, introducer, from, to, reply, recipient, recipients, receiver, payer, payee, beneficiary,
		shipping, delivery, invoice, gift, guardian, parent, previous, old, before, prior, former, delete, deleted, remove, removed,
		our, unser, unsere, notre, nuestro, nuestra, nostro, nosso, onze, vår, nasz,
		executive, setter, closer, responsabile, commerciale, opiekun,
		errors, error, validation, example, related, relationships, included, linked, support, helpdesk, team,
		organizers, hosts, me, self, bot, system, app, settings, config, configuration, smtp, auth, credentials, server, mailbox, inbox,
		messages, template, notification, notifications, campaign, secretary, lawyer,
		besitzer, inhaber, ersteller, verfasser, verkäufer, absender, empfänger, bearbeiter, berater, mitarbeiter,
		zuständig, zuständiger, lieferant, propriétaire, auteur, créateur, vendeur, conseiller, expéditeur,
		destinataire, fournisseur, commercial, propietario, dueño, autor, creador, vendedor, asesor, remitente,
		destinatario, proveedor, proprietario, proprietário, autore, creatore, venditore, mittente, fornitore,
		remetente, criador, responsável, fornecedor, eigenaar, maker, verkoper, afzender, leverancier, ägare,
		ejer, eier, właściciel, sprzedawca, владелец, менеджер, автор, 所有者, 作成者, 担当営業, 负责人, 创建人, 담당영업
	`).map(plainWords),
);

/** Places and things: an address in them is not a person's, or is out of date. */
const THINGS = new Set(
	wordList(`
		office, branch, location, venue, place, site, website, domain, department, brand, bank, clinic, hospital,
		hotel, restaurant, school, university, group, household, insurance, insurer, carrier, original, listing, vacancy, course, product, service, project, warehouse,
		niederlassung, filiale, standort, produkt, agence, produit, sucursal, producto, sede, prodotto
	`).map(plainWords),
);

/** The same words inside one word, as in "leadowner" and "createdby". */
const JOINED =
	/^(?:owner|user|sales|seller|created|modified|updated|assigned)|(?:owner|manager|creator|author|agent|seller|sender|user|rep|by)$|営業|영업/;

/** Whether a key names somebody who is not the lead. */
export function saysSomebodyElse(text: string): boolean {
	const words = plainWords(text).replace(/\b(?:end users?|decision makers?)\b/g, 'customer');
	return (
		SOMEBODY_ELSE.test(words) ||
		words
			.split(' ')
			.some((word) => OTHERS.has(word) || OTHERS.has(word.replace(/s$/, '')) || JOINED.test(word))
	);
}

/** Endings of words for what somebody does, such as approver or dispatcher: not the lead. */
const DOER = /(?:er|or|eur|euse|trice|tore|dora|are)$/;

/** Words with such an ending that mean the lead or a thing. */
const NO_DOERS = new Set(
	wordList(`
		consumer, policyholder, buyer, purchaser, shopper, enquirer, inquirer, requester, requestor, booker, orderer, renter, borrower,
		debtor, donor, investor, holder, learner, signer, traveler, traveller, passenger, caller, prospector,
		visitor, commenter, player, voter, winner, volunteer, käufer, besteller, acheteur, comprador, compradora,
		compratore, köpare, køber, koper, order, offer, answer, wrapper, container, outer, inner, folder, register,
		parameter, letter, newsletter, filter, header, center, other, transfer, layer, carer
	`).map(plainWords),
);

/** Whether an otherwise unknown key ends like a word for somebody who is not the lead. */
const isDoer = (words: readonly string[]): boolean => {
	const [last = ''] = words.slice(-1);
	return DOER.test(last) && !NO_DOERS.has(last);
};

/** Keys that hold further fields of the surrounding record. */
const FIELDS = new Set(
	wordList(`
		attribute, attributes, properties, props, field, fields, trait, traits, custom, additional, extra,
		extras, merge, merges, variables, vars, values, detail, details, info, information, profile, personal,
		demographics, demographic, answers, responses, questions, customfields, mergefields, felder, angaben,
		champs, campos, datos, dati, campi, dados, gegevens, velden
	`),
);

/** Keys for the job of the person in the surrounding record. */
const JOBS = new Set(
	wordList('professional, employment, occupation, job details, employment details'),
);

/** Words that add nothing to such a key. */
const BESIDE_FIELDS = new Set(wordList('data, form, raw, defined'));

const ENVELOPES = new Set(
	wordList(`
		body, data, payload, record, current, resource, response, result, output, content, object, entity,
		item, new, after, row
	`),
);

const RECORDS = new Set(
	wordList(`
		results, collection, records, items, value, elements, rows, list, entries, contacts, leads, people,
		persons, prospects, subscribers, customers, clients
	`),
);

const CUSTOMERS: ReadonlySet<string> = new Set(['customer', 'client']);

/** Keys that every object inherits. Only an attacker names a record so. */
const RESERVED = new Set(
	Object.getOwnPropertyNames(Object.prototype).map((name) => name.toLowerCase()),
);

const isOfFields = (word: string): boolean => FIELDS.has(word) || BESIDE_FIELDS.has(word);

/** Senses that leave the kind of the object alone. */
const AROUND: readonly TokenSense[] = ['courtesy', 'current', 'primary', 'your', 'filler', 'legal'];
const COMPANIES: readonly TokenSense[] = ['company', 'account', 'worksFor'];
const PEOPLE: readonly TokenSense[] = ['whose', 'customer', 'wholeName'];

/** "Contact person" is a person, "contact name" a name. */
const NAME = /(?:name|nom|nombre|nome|naam|navn|namn|имя|名)$/;

/** Words for an event after the kind of record: "contactCreated". */
const HAPPENED = new Set(wordList('created, updated, added, changed, submitted, registered'));

function kindOf(name: string, meaning: HeaderMeaning | undefined): ObjectKind {
	const text = plainWords(name);
	const words = text.split(' ');
	if (JOBS.has(text)) return 'job';
	const holdsFields = words.some((word) => FIELDS.has(word));
	// "Data" alone can be anything; "form data" holds entered fields.
	if (words.every(isOfFields) && (holdsFields || words.length > 1)) return 'fields';
	const what = HAPPENED.has(words.at(-1) ?? '')
		? kindOf(words.slice(0, -1).join(' '), undefined)
		: 'unknown';
	if (what === 'person' || what === 'customer') return what;
	if (saysSomebodyElse(name) || words.some((word) => THINGS.has(word))) return 'somebodyElse';
	if (RESERVED.has(name.toLowerCase())) return 'somebodyElse';
	if (ENVELOPES.has(text)) return 'envelope';
	if (RECORDS.has(text)) return 'records';
	if (CUSTOMERS.has(text)) return 'customer';
	const tokens =
		meaning?.role === 'name' && NAME.test(text) ? [] : (tokensOf(text, isOfFields) ?? []);
	const isKnown = tokens.every((token) => has(token, [...AROUND, ...COMPANIES, ...PEOPLE]));
	// "Company contact" is a person, "contact company" a company.
	const head = tokens.filter((token) => has(token, [...COMPANIES, ...PEOPLE])).pop();
	if (!isKnown || head === undefined) {
		if (meaning?.role === 'company') return 'company';
		return meaning === undefined && isDoer(words) ? 'somebodyElse' : 'unknown';
	}
	if (has(head, COMPANIES)) return 'company';
	return holdsFields ? 'contactDetails' : 'person';
}

/** The meaning of an object's key, determined once for all items that have it. */
export interface ObjectName {
	readonly kind: ObjectKind;
	/** Its meaning as a header, for lists in the singular too. Not set for a person. */
	readonly meaning: HeaderMeaning | undefined;
}

const singular = (name: string): string => name.replace(/ies$/i, 'y').replace(/([^s])s$/i, '$1');

function objectNameOf(name: string): ObjectName {
	const meaning = meaningOf(name) ?? meaningOf(singular(name));
	return { kind: kindOf(name, meaning), meaning };
}

/** The result for a key that is too long to be a name. */
const TEXT: ObjectName = { kind: 'unknown', meaning: undefined };

export type ReadObjectName = (name: string) => ObjectName;

/** Reads each object's key once per run. */
export const objectNameReader = (): ReadObjectName =>
	cached((name) => (name.length > MAX_LABEL_LENGTH ? TEXT : objectNameOf(name)));
