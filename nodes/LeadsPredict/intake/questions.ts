import { LONGEST_LABEL, meaningOf, plainWords } from './labels';
import type { Meaning } from './labels';
import type { Role } from './shape';

/**
 * What the questions of a form ask for, by the words in them: people who make forms write
 * "What's your work email?" in any way they like. Words that make it another question are looked
 * for first, because a field that stays out costs less than one that is wrong.
 */

/** Whoever asks this does not ask for the lead itself. */
const SOMEBODY_ELSE =
	/\b(?:owners?|creators?|created by|modified by|updated by|submitted by|users?|b?cc|author|host|organi[sz]er|assignee|assigned|agent|seller|sales|sender|manager|supervisor|boss|colleague|coworker|friend|spouse|partner s|refer\w*|recommended by|invited by|assistant|emergency|billing|opt out|opt in|consent|unsubscribe|newsletter|subscribe|password|username|user name)\b/;

interface Pattern {
	readonly role: Role;
	readonly asks: RegExp;
	readonly not?: RegExp;
}

/** In the order in which they are tried: "How many employees does your company have?" is no company. */
const PATTERNS: readonly Pattern[] = [
	{
		role: 'email',
		asks: /\b(?:e mails?|emails?|mail address|mailadresse|courriel|correo(?: electronico)?|indirizzo (?:e ?)?mail|e post)\b/,
		not: /\b(?:how many|how often|how much|status|sent|opened|bounced|verified|domain|source|score|provider|marketing|tool|software|platform|list|volume|campaign\w*|send|receive|would you like|do you (?:use|want|have)|preferred|contact you by|via email)\b/,
	},
	{
		role: 'phone',
		asks: /\b(?:phone|telephone|mobile|cell|whatsapp|telefon|telefonnummer|handynummer|telefono|telephone|rufnummer)\b/,
		not: /\b(?:when|best time|time to|how many|how often|system|provider|app|carrier|prefer\w*|do you (?:use|want|have)|can we call|may we|type|extension|brand|model)\b/,
	},
	{
		role: 'employees',
		asks: /\b(?:how many (?:\w+ ){0,2}(?:employees?|people|staff|persons|fte)|number of (?:employees|staff)|employees?(?: count| number| size)?$|^employees?|headcount|head count|company size|team size|size of (?:your |the )?(?:company|organi[sz]ation|business|team)|mitarbeiterzahl|mitarbeiteranzahl|(?:wie viele|anzahl(?: der| ihrer)?) (?:mitarbeiter\w*|beschaftigte)|(?:combien|nombre) (?:de |d )?(?:employes|salaries|collaborateurs)|effectif|(?:cuantos|numero de) empleados|(?:quanti|numero di) dipendenti|(?:quantos|numero de) funcionarios|(?:hoeveel|aantal) (?:medewerkers|werknemers))\b/,
		not: /\b(?:hire|hiring|turnover|satisf\w*|happy|benefits|train\w*|remote|per|which|using|seats?|licen[cs]es?|users|email\w*|mailbox\w*|engagement|growth|are you|id|attend\w*|join\w*|bring|guests|household|family|event)\b/,
	},
	{
		role: 'revenue',
		asks: /\b(?:revenues?|annual turnover|yearly turnover|umsatz|jahresumsatz|chiffre d affaires|ingresos anuales|facturacion|fatturato|faturamento|omzet)\b/,
		not: /\b(?:month|monthly|mrr|quarter|quarterly|weekly|goal|target|increase|grow|growth|expected|forecast|pipeline|deal|lost|per|how do|how does|model|stream\w*|source|operations|share|percent\w*|online|from|next year|want|hope|pro monat|monatlich|mensuel\w*|mensual\w*|mensile)\b/,
	},
	{
		role: 'industry',
		asks: /\b(?:industry|branche|business sector|sector|secteur(?: d activite)?|industria|settore|setor)\b/,
		not: /\b(?:public sector|experience|years|how long|how many|event|challenge\w*|trend\w*|standard|other than|private or|specific|regulat\w*)\b/,
	},
	{
		role: 'firstName',
		asks: /\b(?:first name|given name|forename|vorname|prenom|primer nombre|voornaam|fornavn)\b/,
		not: /\b(?:last name|surname|family name|nachname|and last)\b/,
	},
	{
		role: 'lastName',
		asks: /\b(?:last name|surname|family name|nachname|familienname|nom de famille|apellidos?|cognome|sobrenome|achternaam|etternavn)\b/,
		not: /\b(?:first|vorname|prenom|nombre|nome)\b/,
	},
	{
		role: 'company',
		asks: /^(?:what|which|where|who|whats|name|company|organi[sz]ation|employer|business|your|the|current|please|enter|welche\w*|wie|firma|unternehmen|name der|quelle|nom|nombre|cual|en que|que|qual|nome|in welchem|bei welche\w*|fur welche\w*)\b.*\b(?:company|organi[sz]ation|employer|business name|firma|unternehmens?|arbeitgeber|entreprise|societe|empresa|azienda|bedrijf)\b/,
		not: /\b(?:size|website|web|site|url|link|domain|revenue|turnover|employees|people|many|much|long|old|year|years|founded|type|kind|form|role|title|position|job|department|team|does|about|describe|description|tell|challenge\w*|problem\w*|goal\w*|budget|address|city|country|location|located|based|headquarter\w*|stage|why|how|when|registration|registered|vat|tax|id|number|logo|linkedin|industry|sector|branche|email|phone|using|used|uses|other|competitor\w*|partner\w*|your experience|do you do|contact|help|looking|interested|product\w*|service\w*|tools?|software|crm|parent|previous|former|insurance|groß\w*|gross\w*|rolle|seit)\b/,
	},
	{
		role: 'name',
		asks: /\b(?:full name|your name|whole name|complete name|name|wie heissen sie|comment vous appelez vous|como te llamas|como se llama)\b/,
		not: /\b(?:company|business|organi[sz]ation|employer|firm|firma|unternehmens?|entreprise|societe|empresa|azienda|bedrijf|user|domain|file|form|event|product|project|team|brand|website|pet|dog|school|university|college|city|street|country|course|campaign|software|tool|crm|bank|maiden|middle|nick ?name|preferred|called at|department|title|other|store|shop|restaurant|child\w*|kid s|mother s|father s|contact s)\b/,
	},
];

/** Words with which questions begin, in labels of several words. */
const BEGINNING =
	/^(?:what|which|who|where|how|when|please|enter|tell|may we|can we|do you|are you|your|wie|welche\w*|bitte|ihr|ihre|quel\w*|comment|votre|vos|cual|cuantos|qual|quanti|il tuo|la tua|hoe|uw)\b.+/;

/**
 * Whether a header is a question, or asks for something as one would. Names of fields such as
 * `was_seen` never are: questions are written with blanks.
 */
export const isQuestion = (label: string): boolean =>
	label.length <= LONGEST_LABEL &&
	(/\?\s*\*?\s*$/.test(label) || (/\S\s+\S/.test(label) && BEGINNING.test(plainWords(label))));

/** The answers to questions come after headers whose meaning is certain. */
const IN_WORDS = 5000;

/**
 * @param type what the form says the answer is; surer than the words of the question, but not than
 * those that say it is about somebody else
 */
export function askedFor(label: string, type?: Role | null): Meaning | undefined {
	if (label.length > LONGEST_LABEL) return undefined;
	const words = plainWords(label);
	if (type === null || SOMEBODY_ELSE.test(words)) return undefined;
	if (type !== undefined) return { role: type, rank: 0 };
	const certain = meaningOf(label);
	if (certain !== undefined) return certain;
	const index = PATTERNS.findIndex(
		({ asks, not }) => asks.test(words) && not?.test(words) !== true,
	);
	const pattern = PATTERNS[index];
	return pattern && { role: pattern.role, rank: IN_WORDS + index };
}
