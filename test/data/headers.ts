import type { FieldRole } from '../../nodes/LeadsPredict/leads/source';
import { wordList } from '../../nodes/LeadsPredict/leads/wordList';

/** Headers as people and programs write them, by what they hold. */
export const HEADERS: Readonly<Record<FieldRole, readonly string[]>> = {
	email: wordList(`
		email, email address, primary email, primary email address, main email, mail, mail address,
		emails, email addresses, email id, mail id, mailid, work email, work email address,
		email work, business email, business email address, company email, corporate email,
		professional email, direct email, email 1, email address 1, home email, email home,
		personal email, email personal, private email, other email, email other, secondary email,
		email 2, alternate email, alternative email, Mailadresse, E-Mail-Adresse,
		E-Mail geschäftlich, geschäftliche E-Mail, E-Mail privat, courriel, adresse email,
		adresse e-mail, adresse mail, adresse courriel, e-mail professionnel, email professionnel,
		correo, correo electrónico, dirección de correo electrónico, dirección de correo,
		correo de trabajo, indirizzo email, indirizzo e-mail, posta elettronica, endereço de email,
		endereço de e-mail, correio eletrônico, e-mailadres, emailadres, e-postadresse,
		e-postadress, e-post, e-posta, e-posta adresi, correo corporativo, email corporativo,
		email aziendale, email profissional, adres e-mail, адрес электронной почты,
		электронная почта, эл. адрес, эл. почта, почта, メールアドレス, メール, 电子邮件, 电子邮箱, 邮箱, 工作邮箱, 电子邮箱地址,
		이메일`),
	name: wordList(`
		name, full name, fullname, contact full name, display name, contact name, lead name,
		customer name, complete name, vollständiger Name, Kontaktname, Ansprechpartner, nom complet,
		nom et prénom, prénom et nom, nombre completo, first and last name,
		first name and last name, first name last name, name and surname, name surname,
		Vor- und Nachname, Vor- und Zuname, Vorname und Nachname, Vorname Nachname, Name Vorname,
		Name und Vorname, nom prénom, prénom nom, nombres y apellidos, nome e sobrenome,
		voor- en achternaam, för- och efternamn, имя и фамилия, фамилия и имя, nombre y apellidos,
		nombre y apellido, nome completo, nome e cognome, volledige naam, naam, nom, nombre, nome,
		navn, namn, ime in priimek, imię i nazwisko, полное имя, фио, 氏名, 名前, お名前, 姓名, 이름, ime, имя`),
	firstName: wordList(`
		first name, first names, firstname, given name, given names, forename, fname, Vorname,
		prénom, primer nombre, nombre de pila, primeiro nome, nome próprio, voornaam, fornavn,
		förnamn, imię`),
	lastName: wordList(`
		last name, last names, lastname, surname, family name, lname, Nachname, Familienname,
		nom de famille, apellido, apellidos, cognome, sobrenome, apelido, achternaam, etternavn,
		efternavn, efternamn, priimek, nazwisko, фамилия`),
	salutation: ['salutation', 'Anrede', 'civilité', 'aanhef'],
	company: wordList(`
		company, company name, company / account, account name, organization, organisation,
		organization name, organisation name, org name, orgname, current company,
		current company name, primary company, associated company, associated company name,
		employer, employer name, business name, company or organization, company legal name,
		legal company name, legal business name, agency name, firm name, Firma, Firmenname,
		Unternehmen, Unternehmensname, Arbeitgeber, société, nom de la société, entreprise,
		nom de l'entreprise, raison sociale, organisme, empresa, nombre de la empresa,
		nombre de empresa, razón social, compañía, organización, azienda, nome azienda,
		ragione sociale, società, nome da empresa, bedrijf, bedrijfsnaam, naam bedrijf, organisatie,
		virksomhed, företag, firmanavn, podjetje, компания, название компании, организация, 会社名, 会社,
		公司, 公司名称, 회사`),
	phone: wordList(`
		phone, phone number, primary phone, primary phone number, telephone, telephone number, tel,
		tel no, phone no, contact number, contact no, whatsapp, whatsapp number, phone whatsapp,
		contact phone, direct phone, direct phone number, direct dial, work direct phone,
		work phone, work phone number, phone work, business phone, office phone, phone office,
		phone 1, mobile, mobile phone, mobile phone number, mobile number, mobile no, phone mobile,
		cell, cell phone, cell phone number, cell number, home phone, phone home, other phone,
		phone other, phone 2, corporate phone, company phone, company phone number,
		company hq phone, hq phone, Telefon, Telefonnummer, Telefonnr, Rufnummer, Rückrufnummer,
		Telefon geschäftlich, Handy, Handynummer, Mobil, Mobilnummer, Mobiltelefon, téléphone,
		numéro de téléphone, tél, téléphone portable, numéro de portable, portable, teléfono,
		número de teléfono, móvil, número de móvil, teléfono móvil, celular, telefono,
		numero di telefono, cellulare, numero di cellulare, telefone, número de telefone, telemóvel,
		telefoonnummer, telefoon, mobilnummer, телефон, номер телефона, 電話番号, 電話, 电话, 手机, 手机号, 手机号码,
		电话号码, 携帯電話番号, 전화번호`),
	industry: wordList(`
		industry, primary industry, company industry, industry name, industry sector, sector,
		Branche, Industrie, Wirtschaftszweig, secteur d'activité, secteur, industria,
		sector de actividad, settore, setor, setor de atividade, setor de atuação,
		ramo de atividade, sector van activiteit, bransje, bransch, industrija, panoga, branża,
		отрасль, 業界, 業種, 行业`),
	revenue: wordList(`
		revenue, annual revenue, annual revenues, yearly revenue, company revenue,
		company annual revenue, organization revenue, estimated annual revenue, turnover,
		annual turnover, Umsatz, Jahresumsatz, Umsatz pro Jahr, chiffre d'affaires,
		chiffre d'affaires annuel, ingresos anuales, ingresos, facturación, facturación anual,
		fatturato, fatturato annuo, receita anual, faturamento, faturamento anual, omzet, jaaromzet,
		omsetning, omsättning, letni prihodki, годовой доход, 年商, 売上高, revenue range,
		annual revenue range, estimated revenue range`),
	employees: wordList(`
		employees, number of employees, number employees, no of employees, num employees,
		nb employees, employee count, employees count, total employees, company employees,
		headcount, head count, company headcount, number of staff, staff count, fte, ftes,
		fte count, Mitarbeiter, Mitarbeiterzahl, Mitarbeiteranzahl, Anzahl Mitarbeiter,
		Anzahl der Mitarbeiter, Anzahl Mitarbeitende, Beschäftigte, effectif, effectifs,
		nombre d'employés, nombre de salariés, salariés, número de empleados, empleados, dipendenti,
		numero dipendenti, numero di dipendenti, número de funcionários, funcionários,
		número de colaboradores, aantal medewerkers, aantal werknemers, medewerkers, antal ansatte,
		antall ansatte, antal anställda, št. zaposlenih, število zaposlenih, liczba pracowników,
		количество сотрудников, 従業員数, 员工人数, employee range, employees range, employee count range,
		number of employees range, company size, size of company, company size range,
		organization size, Unternehmensgröße, Firmengröße, taille de l'entreprise,
		tranche d'effectif, tamaño de la empresa, dimensione azienda, tamanho da empresa,
		bedrijfsgrootte`),
	engagement_score: ['engagement score'],
	last_interaction: wordList(`
		last interaction, last interaction date, date of last interaction, last contacted,
		last contacted date, date last contacted, last contacted at, last contact,
		last contact date, date of last contact, last activity, last activity date,
		last activity time, date of last activity, last engagement, last engagement date,
		last touch, last touchpoint, letzter Kontakt, letzte Kontaktaufnahme,
		Datum des letzten Kontakts, letzte Aktivität, Datum der letzten Aktivität,
		letzte Interaktion, dernier contact, date du dernier contact, date de dernier contact,
		dernière activité, date de la dernière activité, dernière interaction, último contacto,
		fecha de último contacto, fecha del último contacto, última actividad,
		fecha de la última actividad, última interacción, ultimo contatto, data ultimo contatto,
		ultima attività, data ultima attività, último contato, data do último contato,
		última atividade, laatste contact, laatst gecontacteerd, laatste activiteit,
		datum laatste activiteit`),
};

/** Headers that no list held when the grammar was written, by what they hold. */
export const FURTHER_HEADERS: Readonly<Partial<Record<FieldRole, readonly string[]>>> = {
	email: wordList(`
		E-mail Address, E-mail 2 Address, Attendee Email, Contact: Email, contact.email,
		Adresse e-mail professionnelle, Correo de contacto, メールアドレス（会社）, Email ID`),
	phone: wordList(`
		Business Phone 2, Home Phone, Primary Phone, Company Main Phone, Corporate Phone,
		Work Direct Phone, phoneNumber, mobilePhone, phone_mobile, contact_phone, Tel., Tel. No.,
		Tlf., Telefon privat, Telefon dienstlich, Mobiltelefon, Handynummer, Tél. portable,
		Tél. fixe, N° de téléphone mobile, Teléfono de contacto, Recapito telefonico,
		Telefone comercial, Telefoonnummer mobiel, Telefon komórkowy, 電話番号（携帯）, 手机号码,
		Телефон рабочий`),
	firstName: wordList(`
		Given Name, Attendee First Name, Ansprechpartner Vorname, Prénom du contact, Imię`),
	lastName: wordList(`
		Family Name, Ansprechpartner Nachname, Apellido paterno, Primer apellido, Nazwisko, 姓（漢字）`),
	name: wordList(`
		Contact Full Name, lead.full_name, person_name, Nom du contact, Nombre del contacto,
		Nome e Cognome, Nome Completo, Naam contactpersoon, Imię i nazwisko, 名（漢字）, 联系人姓名,
		Имя и фамилия`),
	employees: wordList(`
		Company number of employees, Company Employee Count Range, Number of Employees (Range),
		emp_count, num_employees, employeeCount, employees_count, headcount_range, Anz. Mitarbeiter,
		Mitarbeiterklasse, Effectif salarié, Tranche d'effectifs, Nº de empleados, Núm. empleados,
		N. dipendenti azienda, Nº de funcionários, Aantal medewerkers (FTE), Antal anställda,
		Antall ansatte, Liczba zatrudnionych, 従業員数（名）, 员工规模, Кол-во сотрудников`),
	revenue: wordList(`
		Company Annual Revenue, Company Revenue Range, annualRevenue, annual_revenue_usd,
		revenue_usd, Umsatz p.a., Jahresumsatz (Mio. EUR), Umsatzklasse, CA annuel (€),
		Volumen de negocio, Fatturato annuo (€), Faturamento anual (R$), Jaaromzet (x € 1.000),
		Omsättning (tkr), Omsætning, Obroty roczne, 売上高(億円), 年营业额（万元）, Годовой оборот`),
	company: wordList(`
		Prospect Company, Lead Company, Current Company Name, Account: Account Name, org_name,
		organisation_name, employer_name, companyName, Firmenbezeichnung, Unternehmensname,
		Organisation Name, Société / Organisation, Nombre de la empresa, Razão Social,
		Nome fantasia, Bedrijfsnaam, Företagsnamn, Firmanavn, 会社名, 公司名称, Компания`),
	industry: wordList(`
		industry_name, primaryIndustry, sector, vertical, Branchenbezeichnung,
		Secteur d'activité de l'entreprise, Sector industrial, 業種, Отрасль`),
	last_interaction: wordList(`
		lastContacted, last_contacted_at, last_contact_date, lastActivityDate, last_engagement,
		Datum letzter Kontakt, Date de dernier contact, Fecha último contacto, Data ultimo contatto,
		Data do último contato, Datum laatste contact, Senaste kontakt, Ostatni kontakt, 最終接触日,
		最近联系时间, Дата последнего контакта`),
};

/** Headers that hold nothing of a lead, though they have words that do. */
export const OTHER_HEADERS = wordList(`
	Phonetic First Name, Person Linkedin Url, Company Name for Emails, company_domain,
	first_contacted, 部署名, 役職, Sales Rep Name, Rep Email, Account Manager, Assigned To Email,
	Created By, Lead Owner, Salesperson, Vendor Email, Supplier Name, Parent Company,
	Previous Company, Partner Company, Competitor Name, Emergency Contact Phone, Spouse Name,
	Assistant Phone, Reports To, Manager Name, Company Phone Country, Company Address, Company City,
	Email Domain, Email Valid, Email Type, Phone Status, Phone Type, Number of Contacts,
	Number of Deals, Number of Emails, Order Total, Deal Amount, Deal Revenue, Total Revenue,
	Lifetime Revenue, Revenue Goal, Budget, Funding, Employees Growth, Last Purchase,
	Last Order Date, Last Login, Last Updated, Last Email Sent, Next Contact, First Contact,
	Contact Status, Company Status, Company Type, Name of Product, Event Name, File Name, Plan Name,
	Project Name, Bank Name, School Name, Pet Name, User Name, Screen Name, Nick Name, Middle Name,
	Maiden Name, Street Name, City Name, Contact ID, Company ID, Phone ID`);
