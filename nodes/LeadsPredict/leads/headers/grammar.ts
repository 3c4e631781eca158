import type { FieldRole } from '../source';
import type { Token, TokenSense } from './tokens';

/**
 * What the words of a header mean together. A header is read only if the lexicon has all its words
 * and they fit one role together. So "Owner Email" and "Email Status" are not read as the email.
 */

export interface Reading {
	readonly role: FieldRole;
	/** Lower is more certain. */
	readonly rank: number;
	/** The factor for numbers in the column. */
	readonly scale?: number;
	/** Set if it may belong to a thing: a product has a name, an order a revenue. */
	readonly ofThings?: true;
}

/** The words that make a header one of a role. */
interface Rule {
	readonly role: FieldRole;
	/** One sense of each list is required. */
	readonly needs: ReadonlyArray<readonly TokenSense[]>;
	/** Senses that are allowed, and what each adds to the rank. */
	readonly allows: Readonly<Partial<Record<TokenSense, number>>>;
	/** Added to the rank of every header that fits this rule. */
	readonly rank?: number;
	/** Senses that must not follow the first required one: a "Company Contact" is not a company. */
	readonly notAfter?: readonly TokenSense[];
	/** Senses that must not occur together: "Second Attendee Email" is somebody else's. */
	readonly notTogether?: readonly [TokenSense[], TokenSense[]];
	/** Senses that are allowed only with another: "Estimated Revenue" may be a deal's, "Estimated Annual Revenue" is a company's. */
	readonly needsBeside?: ReadonlyArray<readonly [sense: TokenSense, beside: readonly TokenSense[]]>;
	/** Things can have such a field too, unless one of these senses is present. */
	readonly ofThingsUnless?: readonly TokenSense[];
}

const ALWAYS: Readonly<Partial<Record<TokenSense, number>>> = { filler: 0, your: 0, courtesy: 0 };

/**
 * "Contact Email" ranks after every other email, "Customer Email" before: in a form that staff fill
 * in, "Email" is their own.
 */
const WHOSE = 1000;

/** Added to the rank of "Email 2" compared with "Email 1". */
const FURTHER = 60;

/** Senses that are allowed with an email or a phone. */
const CONTACT_POINT = {
	primary: 1,
	work: 10,
	direct: 8,
	personal: 40,
	other: 60,
	ordinal: 2,
	whose: WHOSE,
	wholeName: WHOSE,
	customer: -WHOSE,
} as const;

/** Anyone may read the company's mailbox, so a person's own address ranks before it. */
const EMAIL = {
	...CONTACT_POINT,
	address: 0,
	company: WHOSE + 1,
	switchboard: WHOSE + 1,
} as const;

/** The company's line ranks last among phone numbers, because somebody else may answer. */
const COMPANY_LINE = { company: WHOSE + 70, switchboard: WHOSE + 70 } as const;

const SECOND_PERSON: readonly [TokenSense[], TokenSense[]] = [['other'], ['whose', 'customer']];

/** Senses that are allowed with a number of employees: "Total number of employees (range)". */
const COUNTED = {
	worksFor: 0,
	employed: 0,
	preposition: 0,
	count: 0,
	total: 0,
	range: 50,
	size: 1,
	estimated: 20,
	scale: 0,
	year: 0,
} as const;

/** Senses that are allowed with an industry: "Person Company Industry". */
const INDUSTRY = {
	name: 0,
	primary: 1,
	company: 1,
	current: 1,
	and: 0,
	whose: 0,
} as const;

/** "Contact Industry" counts only with a word for the company. */
const OF_ONE_COMPANY: Rule['needsBeside'] = [['whose', ['company']]];

/** The time of submission ranks after every header for a last interaction. */
const SUBMITTED = 10_000;

/** Senses that occur only in headers for a company's revenue. */
const OF_COMPANIES: readonly TokenSense[] = ['annual', 'company', 'range', 'scale', 'year'];

/** The first rule that fits is used. */
const RULES: readonly Rule[] = [
	{ role: 'email', needs: [['email']], allows: EMAIL, notTogether: SECOND_PERSON },
	{ role: 'email', needs: [['emails']], allows: EMAIL, notTogether: SECOND_PERSON, rank: 5 },
	{
		role: 'phone',
		needs: [['phone']],
		allows: { ...CONTACT_POINT, ...COMPANY_LINE, mobile: 30, number: 0 },
		notTogether: SECOND_PERSON,
	},
	{
		role: 'phone',
		needs: [['mobile']],
		allows: { ...CONTACT_POINT, ...COMPANY_LINE, number: 0 },
		rank: 30,
		notTogether: SECOND_PERSON,
	},
	{
		role: 'engagement_score',
		needs: [['engagement'], ['score']],
		allows: {},
	},
	{
		role: 'last_interaction',
		needs: [['latest'], ['contacted']],
		allows: { date: 0, whose: 0, customer: 0 },
	},
	{
		role: 'last_interaction',
		needs: [['latest'], ['seen']],
		allows: { date: 0, whose: 0, customer: 0 },
		rank: 50,
	},
	{
		role: 'last_interaction',
		needs: [['submitted'], ['date']],
		allows: {},
		rank: SUBMITTED,
	},
	{
		role: 'name',
		needs: [
			['firstName', 'first'],
			['lastName', 'last'],
		],
		allows: { name: 0, whose: 0, customer: 0, salutation: 0, full: 0, and: 0 },
	},
	{
		role: 'name',
		needs: [['firstName', 'lastName'], ['name']],
		allows: { whose: 0, customer: 0, and: 0 },
	},
	{
		role: 'firstName',
		needs: [['firstName']],
		allows: { whose: 1, customer: 1, wholeName: 1, primary: 1 },
	},
	{
		role: 'firstName',
		needs: [['first'], ['name']],
		allows: { whose: 1, customer: 1, wholeName: 1, primary: 1 },
	},
	{
		role: 'lastName',
		needs: [['lastName']],
		allows: { whose: 1, customer: 1, wholeName: 1, primary: 1 },
	},
	{
		role: 'lastName',
		needs: [['last'], ['name']],
		allows: { whose: 1, customer: 1, wholeName: 1, primary: 1 },
	},
	{
		role: 'name',
		needs: [['wholeName']],
		allows: { name: 0, full: 0, whose: 0, customer: 0, primary: 1, company: 2 },
		rank: -20,
	},
	{
		role: 'name',
		needs: [['name'], ['full', 'whose', 'customer']],
		allows: { primary: 1 },
		rank: -10,
	},
	{ role: 'name', needs: [['name']], allows: {}, ofThingsUnless: [] },
	{ role: 'salutation', needs: [['salutation']], allows: { whose: 0, customer: 0 } },
	{
		role: 'employees',
		needs: [['employees']],
		allows: { ...COUNTED, employee: 0, number: 0, company: 0, account: 0, current: 0 },
		notAfter: ['number'],
	},
	{
		role: 'employees',
		needs: [['employee'], ['count', 'range', 'size', 'number']],
		allows: { ...COUNTED, company: 0 },
		rank: 1,
		notAfter: ['number'],
	},
	{
		role: 'employees',
		needs: [['people'], ['company', 'account', 'employed']],
		allows: COUNTED,
		rank: 61,
	},
	{ role: 'employees', needs: [['company', 'account'], ['size']], allows: COUNTED, rank: 60 },
	{
		role: 'revenue',
		needs: [['revenue']],
		allows: {
			annual: -10,
			sales: 1,
			company: -5,
			range: 50,
			estimated: 20,
			scale: 0,
			currency: 0,
			year: 0,
			latest: 3,
		},
		needsBeside: [
			['estimated', ['annual', 'range']],
			['latest', ['annual']],
		],
		ofThingsUnless: OF_COMPANIES,
	},
	{
		role: 'revenue',
		needs: [['revenueInitials'], ['currency', 'scale', 'annual']],
		allows: { company: -5, year: 0 },
		rank: -5,
		ofThingsUnless: OF_COMPANIES,
	},
	{
		role: 'revenue',
		needs: [['sales'], ['annual']],
		allows: { company: -5, range: 50, estimated: 20, scale: 0, currency: 0, year: 0 },
		rank: -5,
	},
	{
		role: 'company',
		needs: [['company']],
		allows: {
			name: -10,
			and: 0,
			legal: 1,
			current: 2,
			primary: 2,
			account: 0,
			whose: 0,
			customer: 0,
		},
		notAfter: ['whose', 'customer'],
	},
	{
		role: 'company',
		needs: [['account'], ['name']],
		allows: { legal: 1, current: 2, primary: 2, whose: 0, customer: 0 },
		rank: 10,
		notAfter: ['whose', 'customer'],
	},
	{
		role: 'company',
		needs: [['company', 'account'], ['worksFor']],
		allows: { name: 0, preposition: 0, current: 0 },
	},
	{
		role: 'industry',
		needs: [['industry']],
		allows: { ...INDUSTRY, sector: 0 },
		needsBeside: OF_ONE_COMPANY,
	},
	{
		role: 'industry',
		needs: [['sector']],
		allows: INDUSTRY,
		rank: 1,
		needsBeside: OF_ONE_COMPANY,
	},
];

/** Roles whose header can name the unit of the number. */
export const NUMBERS: ReadonlySet<FieldRole> = new Set<FieldRole>(['revenue', 'employees']);

export const has = (token: Token, senses: readonly TokenSense[]): boolean =>
	senses.some((sense) => token.senses.has(sense));

/** What a token adds to the rank; undefined if the rule does not allow it. */
function costOf(token: Token, { needs, allows }: Rule): number | undefined {
	if (needs.some((senses) => has(token, senses))) return 0;
	let least: number | undefined;
	for (const sense of token.senses) {
		const cost = allows[sense] ?? ALWAYS[sense];
		if (cost !== undefined && (least === undefined || cost < least)) least = cost;
	}
	return least;
}

function readBy(rule: Rule, tokens: readonly Token[]): Reading | undefined {
	const { role, needs, rank: base = 0, notAfter = [], needsBeside = [] } = rule;
	if (!needs.every((senses) => tokens.some((token) => has(token, senses)))) return undefined;
	let rank = base;
	let scale: number | undefined;
	let isInUnits = false;
	let isAfterHead = false;
	for (const token of tokens) {
		const cost = costOf(token, rule);
		if (cost === undefined) return undefined;
		const isHead = has(token, needs[0] ?? []);
		if (isAfterHead && !isHead && has(token, notAfter)) return undefined;
		isAfterHead ||= isHead;
		rank += cost;
		if (token.senses.has('ordinal')) rank += Math.max(0, (token.value ?? 1) - 1) * FURTHER;
		// The latest of several years ranks first. A year counts less than any word.
		if (token.senses.has('year')) rank += (3000 - (token.value ?? 0)) / 1000;
		isInUnits ||= has(token, ['scale', 'currency']) && NUMBERS.has(role);
		if (token.senses.has('scale') && NUMBERS.has(role)) {
			if (scale !== undefined) return undefined;
			scale = token.value;
		}
	}
	const together = rule.notTogether?.every((senses) => tokens.some((token) => has(token, senses)));
	if (together === true) return undefined;
	for (const [sense, beside] of needsBeside) {
		const isThere = tokens.some(({ senses }) => senses.has(sense) && !senses.has('courtesy'));
		if (isThere && !tokens.some((token) => has(token, beside))) return undefined;
	}
	const whose = rule.ofThingsUnless;
	return {
		role,
		rank,
		...(isInUnits && { scale: scale ?? 1 }),
		...(whose !== undefined && !tokens.some((token) => has(token, whose)) && { ofThings: true }),
	};
}

/** @returns undefined if the words fit no role */
export function readTokens(tokens: readonly Token[] | undefined): Reading | undefined {
	if (tokens === undefined) return undefined;
	for (const rule of RULES) {
		const reading = readBy(rule, tokens);
		if (reading !== undefined) return reading;
	}
	return undefined;
}
