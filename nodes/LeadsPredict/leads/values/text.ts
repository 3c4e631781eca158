import { tokensOf } from '../headers/tokens';
import { plainWords } from '../headers/plainWords';
import { folded, readable, spaced } from './characters';
import {
	ABSENT,
	WHY,
	accept,
	isAbsent,
	isSpreadsheetError,
	refuse,
	saysNoName,
	saysNothing,
	single,
	withoutMissingParts,
} from './value';
import type { Converted } from './value';

/** Booleans as programs and spreadsheets write them. "True" can be a name. */
const BOOLEAN = new Set(['true', 'false', 'TRUE', 'FALSE']);

/** A number, or several joined by the marks of numbers, codes and dates. */
const NUMBER = /^[+-]?\p{Nd}[\p{Nd} .,/:+-]*$/u;

/** A web address with a scheme, with www. or with a path. */
const WEB_ADDRESS = /^(?:[a-z][a-z0-9+.-]*:\/\/\S+|www\.\S+|[^\s/]+\.[a-z]{2,}\/\S*)$/i;
/** A domain in lower case only: "Booking.com" and "s.r.o." are names. */
const DOMAIN = /^(?:[\p{Ll}\p{Lo}\p{N}][\p{Ll}\p{Lo}\p{N}-]*\.)+\p{Ll}{2,}\/?$/u;
const EMAIL = /^\S+@\S+\.\S+$/;

/** UUIDs, IDs of Salesforce and Airtable, and hexadecimal IDs such as MongoDB's. */
const ID =
	/^(?:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|(?=(?:\D*\d){6})[0-9a-z]{15}(?:[0-9a-z]{3})?|(?=\D*\d)rec[0-9a-z]{14}|(?=\D*\d)[0-9a-f]{20,})$/i;
/** Longest text that can be a domain or an ID. */
const MAX_CODE = 300;

/** Industry codes: 541511 (NAICS), 62.01 and J62 (NACE). */
const INDUSTRY_CODE = /^[A-Z]?[ -]?\d[\d .,-]*$/;

/** Why a text is unusable for every text field. */
function unusable(text: string): string | undefined {
	if (BOOLEAN.has(text)) return WHY.notText;
	if (text.includes('[object ')) return WHY.objectAsText;
	return isSpreadsheetError(text) ? WHY.spreadsheetError : undefined;
}

/** Order numbers of shops: "#1001". */
const ORDER_NUMBER = /^#\s?\d+$/;

/**
 * "LEAD-00031", "INV-2024-001", "Order #1001", "Ticket No. 12": at most one word, a sign and a
 * number. Without a sign, the word is in capitals: "ORD1001".
 */
const RECORD_NUMBER =
	/^(?:(?:\p{L}{1,20}[ _]?)?(?:[-#№:/_]|(?<!\p{L})[Nn](?:[ro]\.?|°)) ?\p{Nd}|\p{Lu}{0,10}\p{Nd}{3})[\p{Nd}\p{Lu}_/.-]*$/u;
/** "Renewal 2026" is a title. Only current years count, because a name can end with another number. */
const WITH_YEAR = /^\p{L}.* 20[23]\d$/u;

/** What a text is instead of a person's or a company's name. */
function otherThanName(text: string): string | undefined {
	if (NUMBER.test(text) || ORDER_NUMBER.test(text)) return WHY.numberAsName;
	if (text.length > MAX_CODE) return undefined;
	if (EMAIL.test(text)) return WHY.emailAsName;
	if (WEB_ADDRESS.test(text)) return WHY.webAddress;
	return undefined;
}

function readText(
	value: unknown,
	isNothing: (text: string) => boolean,
	ifNumber: string,
	flaw: (text: string) => string | undefined,
	mend: (text: string) => string = (text) => text,
): Converted {
	const one = single(value);
	if (isAbsent(one)) return ABSENT;
	if (Array.isArray(one)) return refuse(WHY.several);
	if (typeof one === 'number') return refuse(ifNumber);
	if (typeof one !== 'string') return refuse(WHY.notText);
	const given = readable(one);
	const text = isNothing(given) ? '' : mend(given);
	if (text === '') return ABSENT;
	const why = unusable(text) ?? flaw(text);
	return why === undefined ? accept(text) : refuse(why);
}

const personFlaw = (text: string): string | undefined => {
	const why = otherThanName(text);
	if (why !== undefined || text.length > MAX_CODE) return why;
	if (RECORD_NUMBER.test(text)) return WHY.recordNumber;
	return WITH_YEAR.test(text) ? WHY.titleWithYear : undefined;
};

const companyFlaw = (text: string): string | undefined => {
	const why = otherThanName(text);
	if (why !== undefined || text.length > MAX_CODE) return why;
	if (DOMAIN.test(text)) return WHY.webAddress;
	return ID.test(text) ? WHY.idAsName : undefined;
};

/** Several words with the end of a sentence among or after them. */
const SENTENCE = /^(?:\S+ ){2}.*(?:[!?]|\p{Ll}{4}\.)(?:$| \p{Lu})|[。！？]$/u;
/** Words for "we": in a description of a company, not in the name of an industry. */
const WE =
	/(?<!\p{L})(?:we|our|wir|unsere?|nous|nos|notre|nuestr[ao]s?|noi|nostr[aoi]|nosso?s?|wij|onze)(?!\p{L})/iu;

const industryFlaw = (text: string): string | undefined => {
	if (INDUSTRY_CODE.test(text)) return WHY.code;
	if (text.length > MAX_CODE) return undefined;
	if (EMAIL.test(text) || WEB_ADDRESS.test(text) || DOMAIN.test(text)) return WHY.addressAsIndustry;
	return SENTENCE.test(text) || WE.test(text) ? WHY.sentence : undefined;
};

/**
 * A person's name with single spaces, without invisible characters and without the words that programs
 * write for a missing part. Numbers, including record numbers such as "LEAD-00031", web addresses and
 * email addresses are not names (HubSpot's `hs_full_name_or_email` can hold an address).
 */
export const readName = (value: unknown): Converted =>
	readText(value, saysNoName, WHY.numberAsName, personFlaw, withoutMissingParts);

/** A company's name. Web addresses, domains, numbers, IDs and email addresses are not names. */
export const readCompany = (value: unknown): Converted =>
	readText(value, saysNothing, WHY.numberAsName, companyFlaw);

/**
 * An industry in the source's own words. Codes such as Dataverse's `industrycode` are left out,
 * because they have no meaning without their list. Sentences and addresses are left out too.
 */
export const readIndustry = (value: unknown): Converted =>
	readText(value, saysNothing, WHY.code, industryFlaw);

/** Prefixes of a phone number: a spreadsheet's apostrophe, a link's scheme, Facebook's `p:`. */
const PHONE_PREFIX = /^(?:\s*(?:['’]|tel:|callto:|p:))+\s*/i;
/** A phone number that a program read as a decimal number. */
const WITH_FRACTION = /^(\d{5,})\.0$/;
const SCIENTIFIC = /^[+-]?\d+(?:[.,]\d+)?e[+-]?\d+$/i;
/** A longer text is not a phone number. */
const MAX_PHONE = 80;
const MIN_DIGITS = 5;
/** At most 15 digits in a number (E.164), and an extension. */
const MAX_DIGITS = 20;

/** The digits of a number and the signs between them. */
const PHONE_NUMBER = /[+( ]*\p{Nd}[\p{Nd} +()[\]./·-]*/u;
/** An extension after a number. */
const EXTENSION =
	/(?<=[\p{Nd})]) ?[,;]? ?(?:x|extn?\.?|extension|#|dw|durchwahl|poste|anexo|ramal|interno|int\.?|toestel|доб\.?|内線) ?[.:]? ?\p{Nd}{1,6}(?!\p{Nd})/iu;
/** Letters for digits after a toll-free prefix: 1-800-FLOWERS. */
const VANITY = /^\+?(?:1[ .-]?)?\(?(?:0?8\d\d|1[38]00)\)?[ .-]?(?=.*[A-Z]{3})[A-Z\d .-]{6,12}$/;

const DAY =
	/^(?:(?:19|20)\d\d([-./])(?:0?[1-9]|1[0-2])\1(?:0?[1-9]|[12]\d|3[01])|(?:0?[1-9]|[12]\d|3[01])([-./])(?:0?[1-9]|[12]\d|3[01])\2(?:19|20)\d\d)(?!\d)/;

/** Senses of headers that name a kind of phone number. */
const KINDS_OF_PHONE = [
	'direct',
	'mobile',
	'other',
	'personal',
	'phone',
	'primary',
	'switchboard',
	'work',
] as const;

/** Whether the text around a number names its kind, in the words of headers. */
const isKindOfPhone = (around: string): boolean =>
	tokensOf(plainWords(around.replace(/[()[\]<>]/g, ' ')))?.every(({ senses }) =>
		KINDS_OF_PHONE.some((sense) => senses.has(sense)),
	) === true;

function isPhone(text: string): boolean {
	if (text.length > MAX_PHONE) return false;
	if (VANITY.test(text)) return true;
	const plain = folded(text).replace(EXTENSION, '');
	const [number] = PHONE_NUMBER.exec(plain) ?? [];
	if (number === undefined || DAY.test(plain)) return false;
	const digits = number.replace(/\P{Nd}/gu, '').length;
	return digits >= MIN_DIGITS && digits <= MAX_DIGITS && plain.split(number).every(isKindOfPhone);
}

function phoneText(given: string): Converted {
	const text = spaced(given).replace(PHONE_PREFIX, '').replace(WITH_FRACTION, '$1');
	if (saysNothing(text)) return ABSENT;
	if (isSpreadsheetError(text)) return refuse(WHY.spreadsheetError);
	if (SCIENTIFIC.test(text)) return refuse(WHY.cutPhone);
	return isPhone(text) ? accept(text) : refuse(WHY.notPhone);
}

/**
 * A phone number as written, without `tel:` or an apostrophe before it: 5 to 20 digits with only
 * spaces, brackets, a leading plus, dots, dashes and slashes between them. An extension can follow,
 * and words for the kind of number can surround it ("Mobile:", "(work)"). Capital letters count as
 * digits after a toll-free prefix. A date is not a phone number.
 *
 * Spreadsheets turn phone numbers into numbers. Those are written out, unless digits are lost.
 */
export function readPhone(value: unknown): Converted {
	const one = single(value);
	if (isAbsent(one)) return ABSENT;
	if (typeof one === 'string') return phoneText(one);
	if (Array.isArray(one)) return refuse(WHY.several);
	if (typeof one !== 'number') return refuse(WHY.notPhone);
	if (Number.isSafeInteger(one) && one >= 0) return phoneText(String(one));
	return refuse(Math.abs(one) > Number.MAX_SAFE_INTEGER ? WHY.cutPhone : WHY.notPhone);
}
