/**
 * The words of headers, by sense. A word can be in several lists. Case and accents do not matter. An
 * entry of several words matches only as a whole. German and Nordic letters also match in their
 * two-letter spellings. English comes first.
 */
export const LEXICON = {
	email: `
		email, e mail, mail, mailid, email id, mail id, emailaddress, mailadresse, courriel, mel,
		correo, correo electrónico, mail aziendale, posta elettronica, correio eletrônico,
		correio electrónico, epost, e post, e postadress, e postadresse, epostadresse, e posta,
		eposta, e pošta, электронная почта, электронной почты, эл почта, почта, эл адрес, имейл,
		メール, メルアド, メールアドレス, eメール, 邮箱, 电子邮件, 电子邮箱, 郵箱, 電子郵件, 이메일, 메일`,
	/** The plural ranks after the singular. */
	emails: 'emails, mails, e mails, email ids, correos',
	phone: `
		phone, telephone, tel, ph, fone, dial, whatsapp, contact number, contact no, contact nr, telefon,
		telefonnr, handynr, festnetz, landline, fon, rufnummer, rückrufnummer, durchwahl,
		kontaktnummer, téléphone, tél, numéro de contact, teléfono, número de contacto, telefono,
		telefone, número de contato, telefoon, telefoonnr, tlf, tlfnr, puhelin, puhelinnumero,
		telefonu, телефон, телефона, тел, 電話, 电话, 電話番号, 联系方式, 联系电话, 聯絡電話, 전화, 전화번호, 연락처,
		recapito telefonico`,
	mobile: `
		mobile, cell, cellphone, cellular, handy, mobil, mobilnr, mobilnummer, kom, mobiltelefon, portable, mobiele, gsm,
		móvil, celular, cellulare, telemóvel, telemovel, komórka, komórkowy, мобильный, мобильного,
		携帯, 携帯電話, スマホ, 手机, 手機, 휴대폰, 휴대전화, mobiel`,
	name: `
		name, names, nm, nom, noms, nombre, nombres, nome, nomes, naam, namn, navn, nimi, nazwa, ime,
		isim, jméno, имя, название, наименование, 名前, 名, 名称, 姓名, 이름, 성명, 성함, 명, bezeichnung`,
	/** With "name", these make a first or a last name. */
	first: 'first, given, fore, pila, primer, primeiro, próprio, vor, voor, för, erste',
	last: 'last, family, sur, famille, nachname, zuname, letzter, achter',
	firstName: `
		firstname, fname, forename, forenames, prename, vorname, vornamen, prénom, prénoms,
		nome próprio, voornaam, fornavn, förnamn, imię, etunimi, křestní jméno, keresztnév, 名, 下の名前,
		ファーストネーム`,
	lastName: `
		lastname, lname, surname, surnames, nachname, nachnamen, familienname, zuname, apellido,
		apellidos, cognome, cognomi, sobrenome, sobrenomes, apelido, apelidos, achternaam,
		familienaam, etternavn, efternavn, efternamn, nazwisko, priimek, prezime, příjmení,
		vezetéknév, sukunimi, soyad, soyadı, фамилия, фамилию, 姓, 苗字, 名字, ラストネーム, apellido paterno,
		primer apellido`,
	wholeName: `
		fullname, contact person, contact name, lead name, person name, customer name, client name,
		prospect name, ansprechpartner, kontaktperson, kontaktname, interlocuteur, contactpersoon,
		osoba kontaktowa, osoby kontaktowej, kontaktní osoba,
		kontaktní osoby, persona de contacto, persona di contatto, personne de contact,
		personne à contacter, pessoa de contato, pessoa de contacto, контактное лицо, фио, 氏名, お名前, 姓名, 担当者, 担当者名, ご担当者名, 联系人, 聯絡人, 담당자, 담당자명`,
	salutation: 'salutation, anrede, civilité, aanhef, honorific, 敬称',
	company: `
		company, organization, organisation, org, firm, employer, enterprise, corporation, firma,
		firmen, unternehmen, unternehmens, betrieb, betriebs, arbeitgeber, entreprise, société,
		raison sociale, établissement, organisme, employeur, empresa, compañía, razón social,
		organización, azienda, organizzazione, denominazione sociale,
		denominación social, denominação social, società, impresa, ragione sociale, razão social, organização,
		companhia, bedrijf, bedrijfs, organisatie, onderneming, werkgever, företag, företagets,
		virksomhed, bedrift, yritys, przedsiębiorstwo, firmy, společnost, podjetje, şirket,
		компания, компании, организация, организации, фирма, 会社, 御社, 貴社, 企業, 法人, 勤務先, 公司, 企业, 单位,
		회사, 기업, nome fantasia, nombre comercial, trade name, trading name, handelsname`,
	/** A company only with its name or size: an account may be a login. */
	account:
		'account, agency, business, startup, institution, gesellschaft, structure, negocio, negócio, agentur, agence, agencia, agência',
	industry: `
		industry, industries, line of business, branche, branchen, industrie,
		wirtschaftszweig, industriezweig, secteur, secteurs, secteur d activité, domaine d activité,
		industria, sector de actividad, rubro, giro, settore, settore di attività, setor,
		segmento de mercado, setor de atividade, setor de atuação, ramo de atividade,
		ramo de atuação, ramo, segmento empresa, sector van activiteit, bransje, bransch, toimiala,
		panoga, industrija, branża, odvětví, sektör, отрасль, сфера деятельности, 業界, 業種, 行业, 行業,
		所属行业, 업종, 산업, sector industrial`,
	/** Ranks after an industry, because it is wider. */
	sector: 'sector, vertical',
	revenue: `
		revenue, revenues, turnover, umsatz, umsatzerlöse, chiffre d affaires,
		ingresos, facturación, fatturato, ricavi, receita, faturamento, faturação, omzet,
		omsetning, omsætning, omsättning, liikevaihto, przychód, przychody, obrót, obrat,
		prihodki, ciro, выручка, оборот, доход, 年商, 売上, 売上高, 营业额, 营收, 年收入, 매출, 매출액,
		volumen de negocio, volumen de negocios, volume d affari, giro d affari, obroty,
		cifra de negocios, chiffre d affaire, chiffre affaires, chiffre affaire, årsomsättning`,
	/** Revenue only with a unit, because these letters have other meanings too. */
	revenueInitials: 'ca',
	sales: 'sales, ventas, ventes, vendite, vendas',
	employees: `
		employees, headcount, head count, fte, ftes, mitarbeiter, mitarbeitende, mitarbeitenden,
		mitarbeiterinnen, beschäftigte, beschäftigten, angestellte, angestellten, belegschaft,
		employés, salariés, effectif, effectifs, collaborateurs, empleados, trabajadores,
		dipendenti, addetti, funcionários, colaboradores, empregados, trabalhadores, medewerkers,
		werknemers, ansatte, medarbejdere, anställda, medarbetare, työntekijät, henkilöstö,
		pracowników, pracownicy, zaposlenih, zaposleni, zaměstnanců, çalışan, сотрудников,
		работников, сотрудники, 従業員, 社員, 员工, 員工, 직원, 임직원, zatrudnionych`,
	/** Employees only with a word for the company or for employment. */
	people: 'people, personnes, personas, pessoas, mensen, persone',
	employed:
		'employ, employs, employed, beschäftigen, beschäftigt, travaillent, trabajan, trabalham, lavorano, werken, werken er',
	/** "Works for": a question about the company. */
	worksFor: `
		work for, work at, work with, work in, working for, working at, working in, are you from,
		are you with, you are with, represent, representing, called, arbeiten, arbeitest, tätig,
		heißt, travaillez, comment s appelle, trabajas, trabaja, cómo se llama, lavori, lavora,
		come si chiama, trabalha, como se chama, werk, werkt, hoe heet`,
	/** A number of employees only with a word for counting: an employee has a number and a name too. */
	employee:
		'emp, salarié, employé, empleado, funcionário, dipendente, medewerker, employee, staff, personnel, workforce, personale, personeel, pessoal',
	size: `
		size, big, large, größe, groß, groot, taille, tamaño, dimensione, dimensioni, tamanho,
		porte, grootte, storlek, størrelse, wielkość, velikost, размер, 規模, 规模, 규모`,
	engagement: 'engagement',
	score: 'score',
	/** A form was submitted. */
	submitted: `
		enquiry, inquiry, submitted, submission, submit, form submission, form submitted, response submitted, eingereicht,
		übermittelt, abgesendet, soumission, envío, invio, invia, envio, inzending, ingediend, 送信, 提交`,
	/** Kinds of contact, as in "Last Call". */
	contacted: `
		contacted, contact, contacts, activity, interaction, engagement, touch, touchpoint, touched,
		action, call, meeting, message, reply, replied, response, responded, communication, conversation,
		kontakt, kontaktaufnahme, kontakts, kontaktiert, aktivität, interaktion, contacté, activité,
		contacto, actividad, interacción, contactado, contatto, attività, contattato, interazione,
		contato, atividade, interação, gecontacteerd, activiteit, aktivitet, kontaktet, kontaktad,
		kontaktu, контакта, контакт, активность, 接触, 連絡, 联系, 跟进, 접촉`,
	/** What people do without anybody who contacts them, as in "Last Seen". */
	seen: 'seen, active, visit, visited, gesehen, aktiv, vu, visto, visita, gezien, sett, sedd',
	latest: `
		last, latest, most recent, letzte, letzter, letzten, letztes, zuletzt, dernier, dernière,
		dernières, último, última, ultimo, ultima, laatste, laatst, siste, seneste, senaste, sist, sidst,
		sidste, ostatni, ostatniego, последний, последнего, последняя, 最終, 最后, 最近, 최근, 마지막`,
	address: `
		address, addresses, addr, adress, adresse, adresser, adres, adressen, dirección, direccion,
		indirizzo, endereço, adressa, адрес, adresi, アドレス, 地址, 주소`,
	number: `
		number, numbers, no, nr, num, nb, nbr, n, n°, nummer, numéro, numero, número, numer, nombre,
		№, номер, номера, 番号, 号, 号码, 號碼, 번호`,
	count: `
		number of, no of, nr of, num of, #, count, total, anzahl, zahl, aantal, antal, antall,
		liczba, počet, število, št, st, sayısı, количество, численность, 数, 人数, 수, anz, кол во, 名`,
	work: `
		work, business, office, professional, job, pc, day, daytime, dag, dagtid, geschäftlich, gesch, geschäftliche, dienstlich,
		dienstliche, beruflich, berufliche, büro, arbeit, professionnel, professionnelle, pro,
		bureau, trabajo, laboral, corporativo, empresarial, profesional, oficina, lavoro, aziendale,
		ufficio, trabalho, comercial, profissional, zakelijk, zakelijke, werk, kantoor, jobb,
		arbejde, arbete, służbowy, firmowy, рабочий, рабочая, 工作, 办公`,
	/** The company's own line, whoever answers it. */
	switchboard:
		'corporate, hq, headquarters, switchboard, reception, zentrale, standard, centralita, centralino, 代表',
	personal: `
		personal, private, home, evening, kväll, aften, privat, privater, priv, personnel, personnelle, domicile, privé, privado,
		particular, casa, privato, personale, pessoal, residencial, prive, thuis, prywatny, личный,
		домашний, 個人, 自宅, 私人, 个人, 개인`,
	primary: `
		primary, main, best, preferred, default, haupt, principal, principale, principali, hoofd,
		główny, основной, 主要`,
	other: `
		other, secondary, alternate, alternative, additional, second, backup, andere, zweite,
		weitere, autre, secondaire, otro, secundario, altro, secondario, outro, secundário, ander,
		tweede, дополнительный, その他, 其他, 备用`,
	direct:
		'direct, fixe, fijo, fisso, fixo, vast, directo, diretto, direto, direkt, direkte, durchwahl',
	full: `
		full, complete, whole, real, display, fullt, fuldt, vollständig, vollständiger, voller, complet, completo,
		completa, volledige, fullständigt, полное, pełne`,
	legal:
		'legal, registered, official, trading, trade, rechtlich, légal, fiscal, juridica, jurídica, oficial, юридическое',
	current:
		'current, present, actual, associated, parent account, related, aktuell, aktuelle, aktueller, actuel, actuelle, attuale, atual, huidige, текущее',
	annual: `
		annual, yearly, year, ttm, per year, per annum, p a, annually, fiscal year, jahr, jahres,
		pro jahr, im jahr, jährlich, jährlicher, annuel, annuelle, annuels, par an, annuo, annua,
		annuale, anual, anuales, anuais, jaar, jaarlijks, jaarlijkse, per jaar, år, årlig,
		roczny, roczne, letni, годовой, годовая, 年間, 年度, 年, 연간, 연`,
	estimated:
		'estimated, est, approx, approximate, geschätzt, geschätzter, ca, circa, estimado, stimato, estimé, ongeveer',
	range: `
		range, ranges, band, bracket, bereich, spanne, tranche, fourchette, rango, fascia, faixa,
		klasse, größenklasse, диапазон, 区間, 区间, 구간`,
	total:
		'total, overall, full time, fulltime, global, worldwide, gesamt, weltweit, totale, totaal, totaux',
	date: `
		date, dt, day, time, at, on, datum, am, zeit, zeitpunkt, fecha, data, hora, heure, dato, dag, tijd,
		dzień, дата, время, 日, 日付, 日時, 日期, 时间, 날짜, 일`,
	/** Words for the lead. */
	whose: `
		contact, contacts, person, persons, applicant, attendee, invitee, registrant, respondent,
		visitor, subscriber, member, participant, candidate, individual, kontakt, teilnehmer,
		interessent, bewerber, personne, contacto, persona, participante, contatto, contato, pessoa,
		deelnemer, decision maker, контакт, контакта, контактный, контактное, ご担当者, 联系人, 연락`,
	/** Words for the lead in forms that staff fill in, where "Email" is their own. */
	customer: `
		lead, leads, prospect, customer, consumer, buyer, shopper, caller, client, end user, kunde,
		kunden, cliente, prospecto, klant, kund, klient, kontrahent, kontrahenta, клиент, клиента, お客様, 顧客, 客户, 고객`,
	your: `
		your, my, their, ihr, ihre, ihren, ihrer, ihres, mein, dein, deine, votre, vos, ton, ta,
		mon, su, sus, tu, tus, mi, suo, sua, tuo, tua, seu, teu, meu, uw, jouw, je, mijn, din, ditt,
		dit, twój, ваш, ваша, ваше, ご, あなたの, 您的, 你的, 귀하의`,
	filler: `
		txt, the, a, an, s, of, in, for, as, der, die, das, des, dem, den, von, vom, im, zu, le, la,
		les, l, de, du, d, en, dans, el, los, las, del, e, o, il, lo, i, gli, di, dell, della,
		delle, dei, da, do, dos, van, het, een, på, bij, af, av, w, z, в, の, 的, 의`,
	preposition: 'at, for, with, in, für, bei, pour, dans, para, per, em, en, na, bij',
	and: 'and, or, und, oder, et, ou, y, e, en, och, og, i, и, &',
	/** Remarks in brackets that leave the meaning of a header alone. */
	remark: `
		required, optional, mandatory, pflichtfeld, optionnel, obligatoire, obligatorio, opcional,
		if known, if any, if applicable, 漢字, kanji`,
	currency: `
		usd, eur, gbp, chf, cad, aud, inr, jpy, sek, nok, dkk, pln, brl, mxn, cny, rmb, sgd, nzd,
		zar, aed, euro, euros, dollar, dollars, pound, pounds, pfund, franken, rupees, reais, real,
		yen, kronor, zł, zloty, peso, pesos, us, $, €, £, ¥, ₹, r$, us$, a$, c$, fr, kr, руб, 円, 元,
		원, ドル`,
} as const satisfies Readonly<Record<string, string>>;

export type Sense = keyof typeof LEXICON;

export const SENSES = Object.keys(LEXICON).filter((key): key is Sense => key in LEXICON);

/** The factor for numbers in a column, by the word in its header. */
export const SCALES: Readonly<Record<string, number>> = {
	'000, 000s, k, r$ mil, mil r$, mil reais, € mil, mil €, mil euros, thousand, thousands, tsd, tausend, teur, tusd, tchf, tgbp, teuro, milliers, miles, mila, migliaia, milhares, duizend, duizenden, tkr, tsek, tnok, tys, tis, тыс, x1000, ×1000, x 1000, x 1 000, x € 1 000, € x 1 000, x eur 1 000, 1000, 千, 천': 1e3,
	'lakh, lakhs, lac, lacs': 1e5,
	'm, mm, mn, mio, mln, million, millions, millionen, millones, milioni, milhões, milhoes, miljoen, miljoenen, miljoner, mkr, msek, meur, musd, mchf, mnok, млн, 百万, x1000000, 백만': 1e6,
	'crore, crores, cr': 1e7,
	'b, bn, mrd, mld, mdr, billion, billions, milliarden, milliards, miliardi, mil milhões, bilhões, miljard, miljarden, miljarder, млрд, 十億, 十亿, 십억': 1e9,
	'万, 萬, 만': 1e4,
	'億, 亿, 억': 1e8,
};
