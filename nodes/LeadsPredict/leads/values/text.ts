import { readable, spaced } from './characters';
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
} from './value';
import type { Converted } from './value';

/** As programs and spreadsheets write them; "True" may be a name. */
const BOOLEAN = new Set(['true', 'false', 'TRUE', 'FALSE']);

/** A number, or several joined by the marks that stand in numbers, codes and dates. */
const NUMBER = /^[+-]?\p{Nd}[\p{Nd} .,/:+-]*$/u;

/** With a scheme, with www., or with a path; in a name, a dot and a slash do not meet so. */
const WEB_ADDRESS = /^(?:[a-z][a-z0-9+.-]*:\/\/\S+|www\.\S+|[^\s/]+\.[a-z]{2,}\/\S*)$/i;
/** All in small letters: "Booking.com" is a name, and so is "s.r.o.". */
const DOMAIN = /^(?:[\p{Ll}\p{Lo}\p{N}][\p{Ll}\p{Lo}\p{N}-]*\.)+\p{Ll}{2,}\/?$/u;
const EMAIL = /^\S+@\S+\.\S+$/;

/** UUIDs, Salesforce's ids, Airtable's, and the hexadecimal ones of MongoDB and others. */
const ID =
	/^(?:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|(?=(?:\D*\d){6})[0-9a-z]{15}(?:[0-9a-z]{3})?|(?=\D*\d)rec[0-9a-z]{14}|(?=\D*\d)[0-9a-f]{20,})$/i;
/** Longest text that can be a domain or an id. */
const MAX_CODE = 300;

/** Codes of classifications: 541511 (NAICS), 62.01 and J62 (NACE). */
const INDUSTRY_CODE = /^[A-Z]?[ -]?\d[\d .,-]*$/;

/** What is wrong with a text for any field that is a text. */
function unusable(text: string): string | undefined {
	if (BOOLEAN.has(text)) return WHY.notText;
	if (text.includes('[object ')) return WHY.objectAsText;
	return isSpreadsheetError(text) ? WHY.spreadsheetError : undefined;
}

/** Shops call an order "#1001". */
const ORDER_NUMBER = /^#\s?\d+$/;

/** What a text says instead of a person's or a company's name. */
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
): Converted {
	const one = single(value);
	if (isAbsent(one)) return ABSENT;
	if (Array.isArray(one)) return refuse(WHY.several);
	if (typeof one === 'number') return refuse(ifNumber);
	if (typeof one !== 'string') return refuse(WHY.notText);
	const text = readable(one);
	if (isNothing(text)) return ABSENT;
	const why = unusable(text) ?? flaw(text);
	return why === undefined ? accept(text) : refuse(why);
}

const personFlaw = otherThanName;

const companyFlaw = (text: string): string | undefined => {
	const why = otherThanName(text);
	if (why !== undefined || text.length > MAX_CODE) return why;
	if (DOMAIN.test(text)) return WHY.webAddress;
	return ID.test(text) ? WHY.idAsName : undefined;
};

const industryFlaw = (text: string): string | undefined =>
	INDUSTRY_CODE.test(text) ? WHY.code : undefined;

/**
 * A person's name as it is written, with single blanks and nothing invisible. Numbers, web and
 * email addresses are none (HubSpot's `hs_full_name_or_email` may hold an address).
 */
export const readName = (value: unknown): Converted =>
	readText(value, saysNoName, WHY.numberAsName, personFlaw);

/** A company's name as it is written; no web address, bare domain, number, id or email address. */
export const readCompany = (value: unknown): Converted =>
	readText(value, saysNothing, WHY.numberAsName, companyFlaw);

/**
 * An industry in the source's own words. Numbers are left out: classifications' codes, and
 * Dataverse's `industrycode`, mean something only to who knows the list.
 */
export const readIndustry = (value: unknown): Converted =>
	readText(value, saysNothing, WHY.code, industryFlaw);

/** What marks a text as a phone: a spreadsheet's apostrophe, a link's scheme, Facebook's `p:`. */
const PHONE_PREFIX = /^(?:\s*(?:['’]|tel:|callto:|p:))+\s*/i;
/** A column of numbers that a program read as fractions. */
const WITH_FRACTION = /^(\d{5,})\.0$/;
const SCIENTIFIC = /^[+-]?\d+(?:[.,]\d+)?e[+-]?\d+$/i;
const DIGIT = /\p{Nd}/u;
const NO_PHONE = /@|:\/\//;

function phoneText(given: string): Converted {
	const text = spaced(given).replace(PHONE_PREFIX, '').replace(WITH_FRACTION, '$1');
	if (saysNothing(text)) return ABSENT;
	if (isSpreadsheetError(text)) return refuse(WHY.spreadsheetError);
	if (SCIENTIFIC.test(text)) return refuse(WHY.cutPhone);
	return DIGIT.test(text) && !NO_PHONE.test(text) ? accept(text) : refuse(WHY.notPhone);
}

/**
 * A phone number as it is written, without `tel:` or an apostrophe before it; it has a digit.
 * Spreadsheets make numbers of phones: those are written out, except where digits are lost.
 */
export function readPhone(value: unknown): Converted {
	const one = single(value);
	if (isAbsent(one)) return ABSENT;
	if (typeof one === 'string') return phoneText(one);
	if (Array.isArray(one)) return refuse(WHY.several);
	if (typeof one !== 'number') return refuse(WHY.notPhone);
	if (Number.isSafeInteger(one) && one >= 0) return accept(String(one));
	return refuse(Math.abs(one) > Number.MAX_SAFE_INTEGER ? WHY.cutPhone : WHY.notPhone);
}
