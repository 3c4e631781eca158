import { NUMBERS, readTokens } from './grammar';
import { isRemark, MAX_LABEL_LENGTH, meaningOf, partsOf, withRemarks } from './labels';
import type { HeaderMeaning } from './labels';
import { plainWords } from './plainWords';
import { tokensOf } from './tokens';
import { ROLE_STOP_WORDS, STOP_WORDS, PHRASES } from './phrases';
import { FIELD_ROLES } from '../source';
import type { FieldRole } from '../source';

/**
 * What the questions of a form ask for. "What's your work email?" can be worded in many ways, so
 * words of courtesy and grammar are ignored. The rest must be a header or a phrase of phrases.ts,
 * with no word left over: "What is the name of your competitor?" is not read, because "competitor"
 * is unknown. A missing field costs less than a wrong one.
 */

const words = (text: string): ReadonlySet<string> => new Set(plainWords(text).split(' '));

const GRAMMAR = words(STOP_WORDS);
const ROLE_WORDS = new Map(
	FIELD_ROLES.flatMap((role) => {
		const text = ROLE_STOP_WORDS[role];
		return text === undefined ? [] : [[role, words(text)] as const];
	}),
);

/** Every word that is ignored for some role. */
const OF_ANY_ROLE = new Set([...GRAMMAR, ...[...ROLE_WORDS.values()].flatMap((all) => [...all])]);

/** Words for somebody who is not the lead. */
export const SOMEBODY_ELSE =
	/\b(?:owners?|creators?|created by|modified by|updated by|submitted by|(?<!\bend )users?|b?cc|author|host|organi[sz]er|assignee|assigned|agent|seller|sales|sender|managers?|supervisor|boss|colleagues?|coworkers?|friends?|spouse|husband|wife|mother|father|child|children|partner s|refer\w*|recommended by|invited by|assistant|accountant|accounting|accounts payable|invoices?|emergenc\w*|billing|opt out|opt in|consent|unsubscribe|newsletter|subscribe|password|username|user name|fax|guests|team ?mates?|team members?|second (?:contact|person|attendee)|secondary contact|additional|vorgesetzt\w*|kolleg\w*|freund\w*|betreuer\w*|vertrieb\w*|rechnung\w*|notfall\w*|responsable|collegues?|amie?s?|facturation|parrain|jefe|jefa|amig[oa]s?|facturas?|gerente|collega|amico|fatture|fatturazione|leidinggevende|factuur)\b/;

/** Where a label starts to speak of those who ask. */
const OURSELVES =
	/ (?:so|our|unser\w*|damit|afin|notre|nos|nuestr\w*|nostr\w*|noss\w*|onze?|zodat)\b.*$/;

/** What can precede a question: its number, a greeting, a request. */
const BEFORE =
	/^whats (?=your )|^(?:q(?:uestion)? ?)?\d+\)? (?=\p{L})|^(?:hi|hey|hello|thanks|thank you|great|nice|cool|ok|okay|perfect|and|now|so|finally|lastly|hallo|bonjour|hola|ciao|ola|et|y|und) (?:there |you )?(?=.)/u;
const REQUEST =
	/(?:^| )(?:please |bitte |merci de |por favor |kindly )?(?:(?:can|could|may|might) (?:you|we|i) (?:please )?(?:ask (?:for )?|get |have |know |give us |share |tell us |provide )|(?:enter|confirm|fill in|fill out|give us|indicate|insert|leave|provide|select|share|specify|submit|tell us|tell me|type|type in|write|let us know|geben sie|gib|nennen sie|nenne|sagen sie uns|indiquer|indiquez|veuillez (?:entrer|indiquer|renseigner|saisir)|entrez|renseignez|saisissez|dinos|escribe|indica|indique|ingresa|ingrese|introduce|introduzca|inserisci|scrivi|digite|informe|insira|vul|podaj|укажите|введите) )(?=.)/;
const AFTER =
	/ (?:ein|an|eingeben|angeben|in|svp|s il vous plait|por favor|per favore|please|below|here|with us)$/;

/** Questions to answer with yes or no. */
const YES_OR_NO =
	/^(?:am|are|can|could|did|do|does|has|have|is|may|might|shall|should|was|were|will|would|darf|durfen|haben|hast|hat|ist|konnen|mochten|sind|wollen|avez|est ce|etes|acceptez|souhaitez|tiene|tienes|eres|quieres|hai|sei|vuoi|voce (?:tem|quer)|heeft|heb|bent|mogen|wil)\b/;

/** Where a label starts to say what the answer is for. */
const REASON =
	/ (?=(?:to|so|for|where|when|if|because|um|damit|fur|zur|zum|falls|pour|afin|si|para|per|om|voor|zodat|te|(?:can|could|may|should) we|(?:durfen|konnen|sollen) wir|pouvons nous|podemos) )/g;

/** Roles that can be asked for with a reason. "Company name for emails" is another company name. */
const WITH_REASON = new Set<FieldRole>(['email', 'phone']);

/** Remarks in brackets that change the meaning of a label. */
const ANOTHER =
	/\b(?:url|link|links|web|website|site|domain|linkedin|month|monthly|goal|target|old|previous|former|internal|type|yes|no)\b|^id$/;

const CJK_REQUEST =
	/^(?:请(?:输入|填写)|ご|お(?=[^名]))|^(?:您|你)的|を?(?:ご)?(?:入力|記入|教え)(?:して|て)?(?:ください|下さい)$/gu;

/** A text without words that leave its meaning alone. */
const without = (
	all: readonly string[],
	common: ReadonlySet<string>,
	beside?: ReadonlySet<string>,
): string => all.filter((word) => !common.has(word) && beside?.has(word) !== true).join('');

const KNOWN_PHRASES = new Map<FieldRole, ReadonlySet<string>>(
	FIELD_ROLES.map((role) => [
		role,
		new Set(
			(PHRASES[role] ?? [])
				.map((text) => without(plainWords(text).split(' '), GRAMMAR))
				.filter((key) => key !== ''),
		),
	]),
);

/** A phrase of phrases.ts ranks after words from the lexicon. */
const AS_PHRASE = 200;

/** A question read with words ignored for one role only ranks after other questions. */
const LOOSELY = 500;

/** Answers to questions rank after headers, whose meaning is certain. */
const IN_WORDS = 5000;

function lookUp(text: string): HeaderMeaning | undefined {
	const all = text.split(' ');
	const key = without(all, GRAMMAR);
	if (key === '') return undefined;
	const reading = readTokens(tokensOf(text, (word) => GRAMMAR.has(word)));
	if (reading !== undefined) return reading;
	for (const [role, phrases] of KNOWN_PHRASES) {
		if (phrases.has(key)) return { role, rank: AS_PHRASE };
	}
	// An unknown word that no role ignores gives the label another meaning.
	const canBeLoose = tokensOf(text, (word) => OF_ANY_ROLE.has(word)) !== undefined;
	for (const [role, beside] of ROLE_WORDS) {
		const loose = canBeLoose
			? readTokens(tokensOf(text, (word) => GRAMMAR.has(word) || beside.has(word)))
			: undefined;
		if (loose?.role === role) return { ...loose, rank: LOOSELY + loose.rank };
		if (KNOWN_PHRASES.get(role)?.has(without(all, GRAMMAR, beside)) === true) {
			return { role, rank: LOOSELY + AS_PHRASE };
		}
	}
	return undefined;
}

/** "email to send the report to": the part before the reason names the field. */
function beforeReason(text: string): HeaderMeaning | undefined {
	for (const { index } of text.matchAll(REASON)) {
		const meaning = lookUp(text.slice(0, index));
		if (meaning !== undefined) return WITH_REASON.has(meaning.role) ? meaning : undefined;
	}
	return undefined;
}

const askedPlainly = (base: string): string =>
	base
		.replace(BEFORE, '')
		.replace(REQUEST, ' ')
		.trim()
		.replace(AFTER, '')
		.replace(/\b(qual) e /, '$1 ');

function askedIn(sentence: string): HeaderMeaning | undefined {
	const { base, remarks } = partsOf(sentence.trim().replace(CJK_REQUEST, ''));
	const text = askedPlainly(base);
	if (text === '' || YES_OR_NO.test(text)) return undefined;
	if (remarks.some((remark) => ANOTHER.test(remark))) return undefined;
	const whole = lookUp(withRemarks(text, remarks));
	if (whole !== undefined) return whole;
	const meaning = lookUp(text) ?? beforeReason(text);
	if (meaning === undefined || NUMBERS.has(meaning.role)) return undefined;
	return remarks.every(isExplanation) ? meaning : undefined;
}

/** "(we won't spam you)" explains. One unknown word, as in "Email (Rep)", names somebody. */
const isExplanation = (remark: string): boolean =>
	isRemark(remark) || OF_WORK.test(remark) || remark.includes(' ');

/** Remarks that name a kind of address or phone, or ask to repeat it. */
const OF_WORK =
	/^(?:confirm|repeat|again|office|personal|private|mobile|home|geschaftlich|dienstlich|privat|mobil|professionnel|personnel|portable|profesional|personal|lavoro|trabalho|zakelijk|prive)$/;

/** Ends of sentences. A dot is one only if another sentence follows. */
const SENTENCES = /[?!¿¡。？！\n\r]+|\.\s+(?=\p{Lu})/u;

function askedInWords(label: string): HeaderMeaning | undefined {
	const asked = label.split(SENTENCES).flatMap((sentence) => askedIn(sentence) ?? []);
	const [first] = asked;
	const isOne = asked.every(({ role }) => role === first?.role);
	return first !== undefined && isOne ? { ...first, rank: IN_WORDS + first.rank } : undefined;
}

/** Words at the start of questions, in labels of several words. */
const BEGINNING =
	/^(?:what|which|who|where|how|when|please|enter|tell|may we|can we|do you|are you|your|wie|welche\w*|bitte|ihr|ihre|quel\w*|comment|votre|vos|cual|cuantos|qual|quanti|il tuo|la tua|hoe|uw)\b.+/;

/**
 * Whether a header is a question or a request. Field names such as `was_seen` are neither, because
 * they have no spaces.
 */
export const isQuestion = (label: string): boolean =>
	label.length <= MAX_LABEL_LENGTH &&
	(/\?\s*\*?\s*$/.test(label) || (/\S\s+\S/.test(label) && BEGINNING.test(plainWords(label))));

/** Words that give the address or phone of a typed answer to an unknown person. */
const OF_SOMEBODY =
	/\b(?:of|for|von|vom|de|du|des|del|della|do|da|van) (?:your|my|our|the|ihrem?|ihrer|ihres|votre|vos|notre|tu|su|vostro|suo|seu|sua|uw|jouw)\b|\bihres\b|\b(?:who|anyone|anybody|someone|somebody) else\b|\bwer (?:noch|sonst)\b/;

/** For an answer whose type is known and whose question is not understood. */
const UNCLEAR = 3000;

/**
 * @param type the type that the form gives the answer. It counts more than the words of the question,
 * but less than words for somebody else
 */
export function askedFor(label: string, type?: FieldRole | null): HeaderMeaning | undefined {
	if (type === null || label.length > MAX_LABEL_LENGTH) return undefined;
	if (SOMEBODY_ELSE.test(plainWords(label).replace(OURSELVES, ''))) return undefined;
	const meaning = meaningOf(label) ?? askedInWords(label);
	if (type === undefined) return meaning;
	// Answers of one type rank among themselves by their words, as headers do.
	// "of your …" is never about the person's own address.
	if (meaning?.role !== type && OF_SOMEBODY.test(plainWords(label))) return undefined;
	return meaning?.role === type
		? { ...meaning, rank: meaning.rank > IN_WORDS / 2 ? meaning.rank - IN_WORDS : meaning.rank }
		: { role: type, rank: UNCLEAR };
}
