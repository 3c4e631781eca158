import { HEADERS } from './headers';
import { LONGEST_LABEL, meaningOf, partsOf, plainWords, withUnit } from './labels';
import type { Meaning } from './labels';
import { ROLES } from './shape';
import type { Role } from './shape';

/**
 * What the questions of a form ask for. People who make forms write "What's your work email?" in any
 * way they like, so courtesy and grammar are left out and the rest must be a header or one of the
 * phrases below, with no word left over: "What is the name of your competitor?" asks for nobody's
 * name, because nothing here knows "competitor". A field that stays out costs less than a wrong one.
 */

const words = (text: string): ReadonlySet<string> => new Set(plainWords(text).split(' '));

/** Courtesy, grammar and possessives of the lead. Never words such as "our", "its", "no" or "per". */
const COMMON = words(`
	# & a an and are be best did do does hello hey hi i is kindly m of or please re s should that the
	there these this us was we were what whats which would you your yours
	an auf bitte das dein deine deinem deinen deiner deines dem den der des die du ein eine einem einen
	einer euer eure ich ihr ihre ihrem ihren ihrer ihres ist lautet sie sind uns welche welchem welchen
	welcher welches wie wir
	d de des du est et l la le les leur quel quelle quelles quels s sont svp ta te tes ton un une votre
	vos vous
	al cual cuales del el es la las lo los o son su sus tu tus un una usted y
	di della dell gli il lo qual quale quali sua sue suo tua tue tuo
	as da das dos os sao seu seus sua suas teu tua um uma voce
	de een en het is jouw je of uw van wat
	ar deres din dit ditt er hva hvad vad
	jaki jest twoj twoja i
	ваш ваша ваше ваши вас вашеи какая какие какои как
`);

/** Words that leave the meaning of one role alone. */
const BESIDE: Readonly<Partial<Record<Role, ReadonlySet<string>>>> = {
	email:
		words(`address business company corporate id main personal primary private professional valid
		work adresse berufliche dienstliche geschaftliche gultige private personnelle pro professionnelle
		valide direccion electronico corporativo empresarial profesional trabajo indirizzo aziendale lavoro
		endereco corporativo profissional melhor adres zakelijk zakelijke`),
	name: words('complete full legal real complet completo vollstandiger voller volledige'),
	phone: words(`area code contact country daytime direct incl including international number numbers
		nr num valid with inkl mit nummer vorwahl avec contact indicatif numero codigo con contacto prefijo
		prefisso com ddd contato nummer номер`),
	company: words('current currently full legal official registered actual aktuelle actuelle'),
	industry:
		words(`active belong best business company current describes firm in main operate operates
		operating organisation organization primary to type work works branche arbeiten arbeitest firma
		tatig unternehmen activite dans entreprise exercez societe travaillez empresa en opera trabaja
		trabajas azienda in lavori atua atuacao em bedrijf actief welke werkt`),
	revenue:
		words(`about annual approximate approximately business companies company current currently
		estimated financial firm fiscal generate generates gross have how in last make makes much
		organisation organization previous range roughly total year yearly firma hoch jahr jahrlicher
		letzten unternehmen unternehmens annee annuel dernier entreprise societe ano anual empresa tiene
		ultimo annuo azienda tem bedrijf jaarlijkse 2022 2023 2024 2025 2026 2027`),
	employees:
		words(`about approximate approximately bracket count currently current estimated exact fte
		full have has how many nb no nr num number range roughly time total totally
		anzahl derzeit haben hat viele zahl actuellement avez combien compte nombre cuantos cuantas
		numero tiene tienen tienes ha quanti numero quantos quantas tem aantal heeft heb hoeveel
		сколько`),
};

/** What a firm is called in questions about it; a bare "business" asks for what it does. */
const FIRMS = ['company', 'organization', 'organisation', 'business', 'firm', 'startup'];

const ofFirms = (...phrases: readonly string[]): string[] =>
	FIRMS.flatMap((firm) => phrases.map((phrase) => phrase.replace('FIRM', firm)));

/** What is asked for in other words than headers have. Each holds with all words of courtesy. */
const PHRASES: Readonly<Partial<Record<Role, readonly string[]>>> = {
	email: ['email to reach', 'email to contact', 'email me at', 'электронная почта', 'email почта'],
	name: [
		'what should we call you',
		'how should we call you',
		'how should we address you',
		'name of contact person',
		'wie heißen Sie',
		'wie heißt du',
		'wie dürfen wir Sie ansprechen',
		'comment vous appelez-vous',
		'comment t appelles tu',
		'comment tu t appelles',
		'cómo te llamas',
		'cómo se llama',
		'come ti chiami',
		'come si chiama',
		'como você se chama',
		'hoe heet je',
		'hoe heet u',
		'vad heter du',
		'hvad hedder du',
		'hva heter du',
		'jak się nazywasz',
		'зовут',
		'имя',
	],
	phone: [
		'number to call',
		'number to call you on',
		'number to reach you',
		'number to reach you at',
		'number to reach you on',
		'number can we reach you at',
		'number can we reach you on',
		'number can we call you on',
		'unter Telefonnummer erreichen',
		'unter Nummer erreichen',
	],
	company: [
		...ofFirms(
			'name of FIRM',
			'FIRM called',
			'FIRM you work for',
			'FIRM you work at',
			'FIRM do you work with',
			'FIRM are you from',
			'FIRM are you with',
			'FIRM do you represent',
			'FIRM are you representing',
		),
		'where do you work',
		'where do you currently work',
		'who do you work for',
		'who is your employer',
		'company organization',
		'company organization name',
		'company organisation',
		'company organisation name',
		'organization company',
		'organisation company',
		'company business name',
		'company institution',
		'Name des Unternehmens',
		'Name der Firma',
		'Unternehmens',
		'Firma Unternehmen',
		'Unternehmen Firma',
		'Unternehmen Organisation',
		'für Unternehmen arbeiten',
		'für Unternehmen arbeitest',
		'in Unternehmen arbeiten',
		'in Unternehmen arbeitest',
		'bei Unternehmen arbeiten',
		'bei Firma arbeiten',
		'für Firma arbeiten',
		'wo arbeiten Sie',
		'wo arbeitest du',
		'heißt Firma',
		'heißt Unternehmen',
		'nom entreprise',
		'nom société',
		'nom organisation',
		'dans entreprise travaillez',
		'pour entreprise travaillez',
		'où travaillez-vous',
		'en qué empresa trabajas',
		'en qué empresa trabaja',
		'dónde trabajas',
		'cómo se llama tu empresa',
		'nombre empresa',
		'in azienda lavori',
		'in azienda lavora',
		'dove lavori',
		'nome azienda',
		'nome empresa',
		'em empresa trabalha',
		'onde você trabalha',
		'bij bedrijf werk',
		'bij bedrijf werkt',
		'naam bedrijf',
		'naam organisatie',
		'название компании',
		'название вашей компании',
	],
	employees: [
		...ofFirms(
			'employees FIRM',
			'FIRM employees',
			'employees at FIRM',
			'employees in FIRM',
			'employees work at FIRM',
			'employees work for FIRM',
			'employees work in FIRM',
			'employees does FIRM employ',
			'people FIRM employ',
			'people FIRM employs',
			'people at FIRM',
			'people in FIRM',
			'people work at FIRM',
			'people work for FIRM',
			'people work in FIRM',
			'people working at FIRM',
			'people working in FIRM',
			'staff in FIRM',
			'staff at FIRM',
			'staff FIRM',
			'size of FIRM',
			'FIRM s size',
			'FIRM size',
			'FIRM size employees',
			'FIRM size number of employees',
			'big is FIRM',
			'large is FIRM',
		),
		'people do you employ',
		'people does your company employ',
		'employees do you employ',
		'employees are there',
		'Mitarbeiter Unternehmen',
		'Mitarbeitende',
		'Mitarbeitende Unternehmen',
		'Mitarbeitenden',
		'Mitarbeiter beschäftigen',
		'Mitarbeitende beschäftigen',
		'Mitarbeiter beschäftigt Unternehmen',
		'Mitarbeiter Firma',
		'Mitarbeiteranzahl in Unternehmen',
		'Mitarbeiterzahl Unternehmen',
		'groß ist Unternehmen',
		'Größe Unternehmens',
		'Größe des Unternehmens',
		'employés entreprise',
		'employés dans entreprise',
		'd employés compte entreprise',
		'salariés entreprise',
		'collaborateurs entreprise',
		'personnes travaillent dans entreprise',
		'taille entreprise',
		'taille société',
		'empleados empresa',
		'empleados en empresa',
		'personas trabajan en empresa',
		'tamaño empresa',
		'dipendenti azienda',
		'dipendenti',
		'dimensioni azienda',
		'funcionários empresa',
		'colaboradores empresa',
		'funcionários a empresa',
		'colaboradores a empresa',
		'tamanho empresa',
		'medewerkers bedrijf',
		'werknemers bedrijf',
		'mensen werken bij bedrijf',
		'сотрудников в вашей компании',
		'сотрудников',
	],
	industry: ['line of business', 'in che settore opera azienda', 'in welcher Branche'],
};

/** Somebody who is asked about, and is not the lead. */
const SOMEBODY_ELSE =
	/\b(?:owners?|creators?|created by|modified by|updated by|submitted by|users?|b?cc|author|host|organi[sz]er|assignee|assigned|agent|seller|sales|sender|managers?|supervisor|boss|colleagues?|coworkers?|friends?|spouse|husband|wife|mother|father|child|children|partner s|refer\w*|recommended by|invited by|assistant|accountant|accounting|accounts payable|invoices?|emergenc\w*|billing|opt out|opt in|consent|unsubscribe|newsletter|subscribe|password|username|user name|fax|guests|team ?mates?|team members?|second (?:contact|person|attendee)|secondary contact|additional|vorgesetzt\w*|kolleg\w*|freund\w*|betreuer\w*|vertrieb\w*|rechnung\w*|notfall\w*|responsable|collegues?|amie?s?|facturation|parrain|jefe|jefa|amig[oa]s?|facturas?|gerente|collega|amico|fattura\w*|leidinggevende|factuur)\b/;

/** From here on a label speaks of those who ask. */
const OURSELVES =
	/ (?:so|our|unser\w*|damit|afin|notre|nos|nuestr\w*|nostr\w*|noss\w*|onze?|zodat)\b.*$/;

/** What may stand in front: the number of a question, a greeting, a request. */
const BEFORE =
	/^(?:q(?:uestion)? ?)?\d+ (?=\p{L})|^(?:hi|hey|hello|thanks|thank you|great|nice|cool|ok|okay|perfect|and|now|so|finally|lastly|hallo|bonjour|hola|ciao|ola|et|y|und) (?:there |you )?(?=.)/u;
const REQUEST =
	/(?:^| )(?:please |bitte |merci de |por favor |kindly )?(?:(?:can|could|may|might) (?:you|we|i) (?:please )?(?:ask (?:for )?|get |have |know |give us |share |tell us |provide )|(?:enter|confirm|fill in|fill out|give us|indicate|insert|leave|provide|select|share|specify|submit|tell us|tell me|type|type in|write|let us know|geben sie|gib|nennen sie|nenne|sagen sie uns|indiquer|indiquez|veuillez (?:entrer|indiquer|renseigner|saisir)|entrez|renseignez|saisissez|dinos|escribe|indica|indique|ingresa|ingrese|introduce|introduzca|inserisci|scrivi|digite|informe|insira|vul|podaj|укажите|введите) )(?=.)/;
const AFTER = / (?:ein|an|eingeben|angeben|in|svp|s il vous plait|por favor|per favore|please)$/;

/** Questions that "yes" answers. */
const YES_OR_NO =
	/^(?:am|are|can|could|did|do|does|has|have|is|may|might|shall|should|was|were|will|would|darf|durfen|haben|hast|hat|ist|konnen|mochten|sind|wollen|avez|est ce|etes|acceptez|souhaitez|tiene|tienes|eres|quieres|hai|sei|vuoi|voce (?:tem|quer)|heeft|heb|bent|mogen|wil)\b/;

/** Where the part begins that says what an answer is for. */
const WHAT_FOR = words(
	'to so for where when if because um damit für zum zur falls pour afin si para per om voor zodat',
);

/** The roles that can be asked for with a reason; "Company name for emails" is another company name. */
const WITH_REASON = new Set<Role>(['email', 'phone']);

/** In brackets behind a label, these make it another one. */
const ANOTHER =
	/\b(?:url|link|links|web|website|site|domain|linkedin|month|monthly|goal|target|old|previous|former|internal|id|type|yes|no)\b/;

const NUMBERS = new Set<Role>(['revenue', 'employees']);

const CJK_REQUEST =
	/^(?:请(?:输入|填写)|ご|お(?=[^名]))|^(?:您|你)的|を?(?:ご)?(?:入力|記入|教え)(?:して|て)?(?:ください|下さい)$/gu;

const without = (
	all: readonly string[],
	common: ReadonlySet<string>,
	beside?: ReadonlySet<string>,
): string => all.filter((word) => !common.has(word) && beside?.has(word) !== true).join('');

const KNOWN = new Map<Role, ReadonlyMap<string, number>>();
for (const role of ROLES) {
	const ranks = new Map<string, number>();
	for (const text of [...HEADERS[role], ...(PHRASES[role] ?? [])]) {
		const key = without(plainWords(text).split(' '), COMMON);
		if (key !== '' && !ranks.has(key)) ranks.set(key, ranks.size);
	}
	KNOWN.set(role, ranks);
}

/** Words left out for one role alone come after those that a header has. */
const LOOSELY = 500;

/** The answers to questions come after headers whose meaning is certain. */
const IN_WORDS = 5000;

function lookUp(text: string): Meaning | undefined {
	const all = text.split(' ');
	const key = without(all, COMMON);
	if (key === '') return undefined;
	for (const [role, ranks] of KNOWN) {
		const rank = ranks.get(key);
		if (rank !== undefined) return { role, rank: IN_WORDS + rank };
	}
	for (const [role, ranks] of KNOWN) {
		const beside = BESIDE[role];
		const rank = beside && ranks.get(without(all, COMMON, beside));
		if (rank !== undefined) return { role, rank: IN_WORDS + LOOSELY + rank };
	}
	return undefined;
}

/** "email to send the report to": what comes before its reason is what is asked for. */
function beforeReason(text: string): Meaning | undefined {
	const all = text.split(' ');
	for (let index = 1; index < all.length; index += 1) {
		if (!WHAT_FOR.has(all[index] ?? '')) continue;
		const meaning = lookUp(all.slice(0, index).join(' '));
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

function askedIn(sentence: string): Meaning | undefined {
	const { base, remarks } = partsOf(sentence.trim().replace(CJK_REQUEST, ''));
	const text = askedPlainly(base);
	if (text === '' || YES_OR_NO.test(text)) return undefined;
	if (remarks.some((remark) => ANOTHER.test(remark))) return undefined;
	const meaning = lookUp(text) ?? beforeReason(text);
	const isNumber = meaning === undefined || NUMBERS.has(meaning.role);
	return isNumber ? (withUnit(text, remarks, lookUp) ?? afterRemarks(meaning, remarks)) : meaning;
}

/** A remark on a number must be known: "(in your department)" makes it another number. */
const afterRemarks = (
	meaning: Meaning | undefined,
	remarks: readonly string[],
): Meaning | undefined =>
	remarks.every(
		(remark) => meaning !== undefined && lookUp(`${meaning.role} ${remark}`)?.role === meaning.role,
	)
		? meaning
		: undefined;

/** Ends of sentences; a dot only where another sentence begins. */
const SENTENCES = /[?!¿¡。？！\n\r]+|\.\s+(?=\p{Lu})/u;

function askedInWords(label: string): Meaning | undefined {
	const asked = label.split(SENTENCES).flatMap((sentence) => askedIn(sentence) ?? []);
	const [first] = asked;
	return asked.every(({ role }) => role === first?.role) ? first : undefined;
}

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

/** A form says what an answer is, but its words say nothing that this file knows. */
const UNCLEAR = 3000;

/**
 * @param type what the form says the answer is; surer than the words of the question, but not than
 * those that say it is about somebody else
 */
export function askedFor(label: string, type?: Role | null): Meaning | undefined {
	if (type === null || label.length > LONGEST_LABEL) return undefined;
	if (SOMEBODY_ELSE.test(plainWords(label).replace(OURSELVES, ''))) return undefined;
	const meaning = meaningOf(label) ?? askedInWords(label);
	if (type === undefined || meaning?.role === type) return meaning;
	return { role: type, rank: UNCLEAR };
}
