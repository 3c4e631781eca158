import type { FieldRole } from '../source';
import { wordList } from '../wordList';

/**
 * The words of questions: which leave a meaning alone, and what is asked for in other words than the
 * headers have. They are compared in plain words, so case and accents make no difference.
 */

/** Courtesy, grammar and possessives of the lead. Never words such as "our", "its", "no" or "per". */
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

/** Words that leave the meaning of one role alone, and of no other. */
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
		2022 2023 2024 2025 2026 2027
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

const COMPANIES = 'company, organization, organisation, business, firm, employer';

/** Every phrase with each of these words in place of FIRM. */
const each = (firms: string, phrases: string): string =>
	wordList(firms)
		.map((firm) => phrases.replaceAll('FIRM', firm))
		.join();

const DE = 'Unternehmen, Unternehmens, Firma, Betrieb, Organisation, Arbeitgeber';
const FR = 'entreprise, société, organisation, structure';
const ES = 'empresa, compañía, organización';
const IT = 'azienda, società, impresa';
const PT = 'empresa, organização';
const NL = 'bedrijf, organisatie, onderneming';

/** Without the words of courtesy, grammar and possession, which may stand anywhere. */
export const PHRASES: Readonly<Partial<Record<FieldRole, readonly string[]>>> = {
	email: wordList(`email us, adresse mail`),
	name: wordList(`
		contact person, name of contact person, should call you, how should we call you,
		how should we address you, what can we call you, first & last name, name & surname,
		heißen Sie, heißt du, dürfen wir Sie ansprechen, dürfen wir dich nennen, nom & prénom,
		prénom & nom, comment vous appelez vous, comment tu t appelles, comment t appelles tu,
		nombre & apellidos, cómo te llamas, cómo se llama, cognome e nome, cognome nome,
		nome cognome, come ti chiami, come si chiama, como você se chama, hoe heet je, heter du,
		hedder du, jak się nazywasz, имя, зовут`),
	phone: wordList(`
		number to call, number to call you on, number to reach you, number to reach you at,
		number to reach you on, number can we reach you at, number can we reach you on,
		number can we call you on, mobile phone, cell phone, phone mobile, telefon whatsapp,
		telefono whatsapp, telefone whatsapp, celular whatsapp, telefono cellulare, telefono móvil,
		telefone celular, unter Telefonnummer erreichen, unter Nummer erreichen`),
	company: wordList(
		each(
			COMPANIES,
			`name FIRM, FIRM called, FIRM you work for, FIRM you work at, FIRM do you work for,
			FIRM do you work at, FIRM do you work with, FIRM are you working for, FIRM are you from,
			FIRM are you with, FIRM you are with, FIRM you represent, FIRM do you represent,
			FIRM are you representing, name FIRM you work for, name FIRM you represent`,
		),
		each('startup, agency', `FIRM name, name FIRM, FIRM called`),
		`where do you work, where do you currently work, who do you work for,
			who is your employer`,
		each('company, business', `FIRM organization, FIRM organisation, FIRM institution`),
		each('organization, organisation', `FIRM company, company FIRM name`),
		each(
			DE,
			`Name FIRM, heißt FIRM, für FIRM arbeiten, für FIRM arbeitest, in FIRM arbeiten,
			in FIRM arbeitest, in FIRM tätig, bei FIRM arbeiten, bei FIRM arbeitest, bei FIRM tätig,
			FIRM`,
		),
		`Firma Unternehmen, Unternehmen Firma, Unternehmen Organisation, wo arbeiten Sie,
			wo arbeitest du`,
		each(FR, `nom FIRM, FIRM, dans FIRM travaillez, pour FIRM travaillez, comment s appelle FIRM`),
		`société entreprise, entreprise société, entreprise organisation, où travaillez-vous`,
		each(
			ES,
			`nombre FIRM, FIRM, en FIRM trabajas, en FIRM trabaja, para FIRM trabajas,
			para FIRM trabaja, cómo se llama FIRM`,
		),
		`dónde trabajas`,
		each(
			IT,
			`nome FIRM, FIRM, in FIRM lavori, in FIRM lavora, per FIRM lavori, come si chiama FIRM`,
		),
		`dove lavori`,
		each(PT, `nome FIRM, FIRM, em FIRM trabalha, para FIRM trabalha, como se chama FIRM`),
		`onde você trabalha`,
		each(NL, `naam FIRM, FIRM, bij FIRM werk, bij FIRM werkt, hoe heet FIRM`),
		`företagsnamn, företagets namn, название организации`,
	),
	industry: wordList(`
		line of business, welcher Branche, in welcher Branche, secteur, sector de actividad,
		ramo de atuação, segmento empresa`),
	revenue: wordList(`CA annuel, facturation annuelle`),
	employees: wordList(
		each(
			COMPANIES,
			`employees FIRM, FIRM employees, employees at FIRM, employees in FIRM,
			employees work at FIRM, employees work for FIRM, employees work in FIRM,
			people FIRM employ, people FIRM employs, people at FIRM, people in FIRM,
			people work at FIRM, people work for FIRM, people work in FIRM, people working at FIRM,
			people working in FIRM, ftes at FIRM, staff at FIRM, staff in FIRM, staff FIRM,
			size FIRM, FIRM size, FIRM size employees, size FIRM employees, big is FIRM,
			large is FIRM`,
		),
		`people do you employ, employees do you employ, employees are there`,
		each(
			'Mitarbeiter, Mitarbeitende, Angestellte, Beschäftigte',
			`FIRM, FIRM Unternehmen, FIRM Firma, FIRM im Unternehmen, FIRM in Unternehmen,
			FIRM beschäftigen, FIRM beschäftigt Unternehmen, FIRM beschäftigt Firma`,
		),
		each('Mitarbeiterzahl, Mitarbeiteranzahl', `FIRM Unternehmen, FIRM in Unternehmen`),
		each(DE, `groß FIRM, Größe FIRM`),
		`Unternehmensgröße Mitarbeiter`,
		each(
			'employés, salariés, collaborateurs, personnes travaillent',
			`FIRM entreprise, FIRM dans entreprise, FIRM société, FIRM dans société`,
		),
		`collaborateurs`,
		each(FR, `taille FIRM, effectif FIRM`),
		each(
			'empleados, trabajadores, personas trabajan',
			`FIRM empresa, FIRM en empresa, FIRM compañía`,
		),
		`trabajadores`,
		each(ES, `tamaño FIRM`),
		each(IT, `dipendenti FIRM, dipendenti in FIRM, dimensioni FIRM, dimensione FIRM`),
		each(
			'funcionários, colaboradores, pessoas trabalham',
			`FIRM empresa, FIRM a empresa, FIRM na empresa`,
		),
		`colaboradores`,
		each(PT, `tamanho FIRM`),
		each(
			'medewerkers, werknemers, mensen werken, mensen werken er',
			`FIRM bedrijf, FIRM bij bedrijf, FIRM in bedrijf`,
		),
		each(NL, `groot FIRM, grootte FIRM`),
		`сотрудников, сотрудников в компании`,
	),
};
