import type { FieldRole } from '../source';
import { wordList } from '../wordList';

/**
 * The words of questions: those that leave a meaning alone, and phrases that ask for a field without
 * a word from the lexicon. They are compared in plain words, so case and accents do not matter.
 */

/** Words of courtesy and grammar, and "your". Never "our", "its", "no" or "per". */
export const STOP_WORDS = `
	# a an are be best hello hey hi is kindly m of or please re s should that the there these this us was we
	were what which would you your yours
	an auf bitte das dein deine deinem deinen deiner deines dem den der des die du ein eine einem einen
	einer euer eure ich ihr ihre ihrem ihren ihrer ihres ist lautet oder sie sind uns welche welchem
	welchen welcher welches wie wir
	d de des du est l la le les leur ou quel quelle quelles quels s sont svp ta te tes ton un une votre
	vos vous
	al cual cuales del el es la que las lo los o son su sus tu tus un una usted
	che di della dell gli il lo qual quale quali sua sue suo tua tue tuo
	as da das dos os sao seu seus sua suas teu tua um uma voce
	de een het is jouw je of u uw van wat welk welke
	ar deres din dit ditt er hva hvad vad
	jaki jest twoj twoja
	ваш ваша ваше ваши вас вашеи какая какие какои как`;

/** Words that leave the meaning of only one role alone. */
export const ROLE_STOP_WORDS: Readonly<Partial<Record<FieldRole, string>>> = {
	email: `address at below business company corporate here id main personal primary private professional
		valid with work
		adresse berufliche dienstliche geschaftliche gultige private unter
		personnelle pro professionnelle valide direccion electronico corporativo empresarial profesional
		trabajo indirizzo aziendale lavoro endereco corporativo profissional melhor adres zakelijk zakelijke`,
	name: `applicant attendee complete full legal participant real respondent
		complet completo vollstandiger voller volledige`,
	phone: `area at below code contact country daytime direct here incl including international no number
		numbers nr num on valid with work
		inkl mit nummer vorwahl avec indicatif numero codigo con contacto prefijo prefisso com ddd contato
		mobiel nummer номер`,
	company: `actual current currently full legal official registered aktuelle aktuellen actuelle actual
		attuale atual`,
	industry: `active belong belongs best business company current describes did do does firm in main operate
		operates operating organisation organization primary to type work works
		arbeiten arbeitest firma gehort tatig unternehmen
		activite dans entreprise etes exercez societe travaillez
		empresa en opera pertenece trabaja trabajas azienda in lavora lavori atua atuacao em
		actief bedrijf bent werkt`,
	revenue: `about annual approximate approximately business companies company current currently did do does
		estimated financial firm fiscal full generate generates gross have how in last make makes much
		organisation organization previous range roughly year yearly
		erzielt firma geschaftsjahr hoch im jahr jahrlicher letzten letztes macht pro unternehmen
		unternehmens viel
		annee annuel dernier derniere entreprise realise societe
		ano anual empresa tiene ultimo annuo azienda tem bedrijf jaarlijkse`,
	employees: `about approximate approximately bracket count currently current did do does estimated exact
		fte full have has how many nb no nr num number range roughly time total
		aktuell anzahl derzeit haben hat viele zahl
		actuellement avez combien compte nombre
		cuantos cuantas numero tiene tienen tienes avete ha hai quanti quante numero
		quantos quantas tem aantal heeft heb hoeveel сколько`,
};

/**
 * Phrases that ask for a field without a word from the lexicon. The words of STOP_WORDS are left out
 * here, because they can be anywhere in a question.
 */
export const PHRASES: Readonly<Partial<Record<FieldRole, readonly string[]>>> = {
	name: wordList(`
		should call you, how should we call you, how should we address you, what can we call you,
		heißen Sie, heißt du, dürfen wir Sie ansprechen, dürfen wir dich nennen,
		comment vous appelez vous, comment tu t appelles, comment t appelles tu, cómo te llamas,
		cómo se llama, come ti chiami, come si chiama, como você se chama, hoe heet je, heter du,
		hedder du, jak się nazywasz, зовут`),
	phone: wordList(`
		number to call, number to call you on, number to reach you, number to reach you at,
		number to reach you on, number can we reach you at, number can we reach you on,
		number can we call you on, unter Telefonnummer erreichen, unter Nummer erreichen`),
	company: wordList(`
		where do you work, where do you currently work, who do you work for, who is your employer,
				wo arbeiten Sie, wo arbeitest du, où travaillez-vous, dónde trabajas, dove lavori,
		onde você trabalha`),
	industry: ['segmento empresa'],
	revenue: ['facturation annuelle'],
};
