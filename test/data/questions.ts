import type { FieldRole } from '../../nodes/LeadsPredict/leads/source';
import { list } from './cases';

/** Labels and questions as people who make forms write them, in several languages, by role. */
export const ASKED: Readonly<Partial<Record<FieldRole, readonly string[]>>> = {
	email: list(`
		What is the best email to reach you? | What's the best email address to send the report to? |
		Which email should we use to contact you? | Best email | Business e-mail |
		Professional email address | Work email * | Your business email |
		Enter your email to receive the guide | Email address (we will never share it) |
		Ihre E-Mail-Adresse | Ihre geschäftliche E-Mail-Adresse | Deine E-Mail |
		Bitte geben Sie Ihre E-Mail ein | Ton adresse e-mail | Votre e-mail professionnel |
		Adresse e-mail professionnelle | Correo electrónico de trabajo | Tu correo | Indica tu email |
		¿Cuál es tu email? | Il tuo indirizzo email | La tua email | Qual è la tua email? |
		Seu e-mail | Seu melhor e-mail | Qual é o seu e-mail? | Uw e-mailadres |
		Wat is je e-mailadres? | Din e-postadress | Twój adres e-mail | Adres e-mail |
		Email corporativo | E-mail corporativo | Ваш email | Ваша почта | Укажите ваш e-mail |
		メールアドレスを入力してください | 您的邮箱 | E-posta | Email ID | Mail ID |
		Company email address | Corporate email | Confirm email | Email address (confirm) |
		1. Email address | Q2: Your email | Great! And what's your email? |
		Please provide a valid work email address. | Please share your e-mail with us |
		email_address | E-MAIL * | work_email | what_is_your_email? | your_work_email |
		What is your business email address? | Which email address can we use to send you the quote? |
		At what email can we reach you? | Your email, so our sales team can get in touch |
		Email (we won't spam you) | Enter your email address below | Your best email address |
		Primary contact email | Email-Adresse | Ihre E-Mail (geschäftlich) |
		Wie lautet deine E-Mail-Adresse? |
		An welche E-Mail-Adresse dürfen wir das Whitepaper schicken? | Adresse courriel |
		Votre adresse mail | Quelle est votre adresse mail ? | Email professionnel |
		¿A qué correo te enviamos la información? | Correo electrónico | Indirizzo e-mail |
		Qual è il tuo indirizzo email? | Endereço de e-mail | Zakelijk e-mailadres | E-mailadres |
		Электронная почта | メールアドレス | 工作邮箱`),
	name: list(`
		What should we call you? | What's your name? | Your full name * | Name (first and last) |
		First and last name | First & Last Name | Full name (as on ID) | Vor- und Nachname |
		Vor- und Zuname | Wie dürfen wir Sie ansprechen? | Wie lautet Ihr vollständiger Name? |
		Ihr Name | Dein Name | Nom et prénom | Quel est votre nom ? | Votre nom complet |
		Comment vous appelez-vous ? | ¿Cómo te llamas? | ¿Cuál es tu nombre? | Nombre completo |
		Tu nombre | Come ti chiami? | Il tuo nome | Nome completo | Qual é o seu nome? | Seu nome |
		Como você se chama? | Hoe heet je? | Wat is uw naam? | Uw naam | Vad heter du? | Ваше имя |
		Как вас зовут? | お名前を教えてください | Contact name | Name of contact person |
		Contact person | Your name and surname | 1) Full name | Your full name? |
		May I have your name? | Could you please tell us your name? | Hi there! What's your name? |
		Nice to meet you. What is your name? | full_name | vollständiger_name | nombre_completo |
		nom_complet | полное_имя | Applicant name | Attendee name | Full Name of applicant |
		Contact Name | Primary contact name | Name * | Nombre y apellidos | Cognome e nome |
		Nom / Prénom | Nom & Prénom | Voor- en achternaam | 氏名 | 姓名 | Ваше имя?`),
	firstName: list(`
		What's your first name? | First name, please | Hi! What's your first name? |
		Wie lautet dein Vorname? | Quel est votre prénom ? | Votre prénom | Prénom | Nome próprio |
		first_name | Your first name please`),
	lastName: list(`
		And your last name? | What is your last name? | Nachname? | Quel est votre nom de famille ? |
		¿Cuál es tu apellido? | last_name | Surname | Family name *`),
	company: list(`
		What's the name of your company? | Name of your company | Your company | Your company's name |
		Company or organisation name | What company are you from? | Where do you work? |
		Which organisation do you represent? | What organization do you work for? |
		Organisation / Company | Business name | What is your business called? |
		What is the name of your business? | Company (if applicable) | Ihr Unternehmen |
		Name Ihres Unternehmens | Für welches Unternehmen arbeiten Sie? | Wie heißt Ihre Firma? |
		Wie heißt Ihr Unternehmen? | Firma / Unternehmen | Votre entreprise |
		Nom de votre entreprise | Quel est le nom de votre entreprise ? |
		Dans quelle entreprise travaillez-vous ? | Votre société | Nom de votre société |
		¿En qué empresa trabajas? | ¿Cómo se llama tu empresa? | Nombre de tu empresa | Tu empresa |
		In quale azienda lavori? | Nome della tua azienda | Nome da sua empresa |
		Qual é o nome da sua empresa? | Em qual empresa você trabalha? | Bij welk bedrijf werk je? |
		Naam van uw bedrijf | Naam bedrijf | Название вашей компании | Who do you work for? |
		Company/Organization | Company you work for | Current employer | Agency name |
		Company Legal Name | company_name | Company / Organisation | What company do you represent? |
		Which company are you currently working for? | What's the name of the company you work for? |
		Company name (or your name if freelance) | What is the name of your organization? |
		Organisation you represent | Employer | Name of employer | Who is your current employer? |
		Startup name | What's your startup called? | Firmenname (optional) | Name Ihrer Firma |
		Ihre Firma | In welcher Firma arbeiten Sie? | Wie heißt dein Unternehmen? |
		Société / Entreprise | Nom de l'organisation | Quelle est votre entreprise ? |
		Raison sociale | ¿Para qué empresa trabajas? | ¿Cuál es el nombre de tu empresa? |
		Nombre de la empresa | Nome dell'azienda | Come si chiama la tua azienda? |
		Qual è il nome della tua azienda? | Nome da empresa | Naam van je bedrijf |
		Hoe heet je bedrijf? | Företagsnamn | Firma navn | Название организации | 会社名 | 公司名称`),
	phone: list(`
		What's your phone number? | Phone / WhatsApp | WhatsApp number |
		Mobile number (with country code) | Your mobile | Contact no. | Contact number | Cell # |
		Best number to call you | What number can we reach you at? | Phone (optional) |
		Ihre Telefonnummer | Unter welcher Telefonnummer erreichen wir Sie? | Handynummer |
		Rückrufnummer | Votre numéro de téléphone | Numéro de portable |
		Quel est votre numéro de téléphone ? | Tu teléfono | Número de móvil |
		¿Cuál es tu número de teléfono? | Il tuo numero di telefono | Numero di cellulare |
		Seu telefone | Seu WhatsApp | Qual é o seu telefone? | Celular com DDD | Uw telefoonnummer |
		Wat is je telefoonnummer? | Номер телефона | Ваш телефон | Telefonnr. | Tel. | Phone No |
		phone_number | Phone number (incl. country code) | Your cell phone number |
		What's the best number to reach you? | What's your mobile number? |
		Which phone number can we call you on? | May we have your phone number? | Mobile phone no. |
		Tel. number | Telefonnummer für Rückfragen | Ihre Handynummer (für Terminbestätigung) |
		Téléphone portable | Votre téléphone | Teléfono móvil | Teléfono de contacto |
		Numero di telefono cellulare | Telefone / WhatsApp | WhatsApp (com DDD) | Telefoonnummer |
		Mobilnummer | 电话 | 电话号码 | 携帯電話番号`),
	industry: list(`
		What industry are you in? | Which industry does your company operate in? | Your industry |
		Industry / sector | In which sector do you operate? | What sector are you in? |
		In welcher Branche ist Ihr Unternehmen tätig? | Ihre Branche |
		Dans quel secteur travaillez-vous ? | Quel est votre secteur d'activité ? |
		¿En qué sector trabajas? | Sector de tu empresa | In che settore opera la tua azienda? |
		Qual o segmento da sua empresa? | Setor de atuação | In welke branche bent u actief? |
		Line of business | industry | Industry? | What is your industry? |
		Which industry do you work in? | What industry is your company in? |
		In what industry does your business operate? | Which sector best describes your company? |
		Business sector | Branche | Welcher Branche gehört Ihr Unternehmen an? |
		In welcher Branche arbeiten Sie? | Secteur d'activité |
		Dans quel secteur d'activité êtes-vous ? | ¿A qué sector pertenece tu empresa? | Settore |
		In quale settore lavori? | Setor | Qual é o seu setor? | Sector`),
	revenue: list(`
		What is your annual revenue? | What's your company's annual revenue? |
		What is your yearly revenue? | How much revenue does your company make per year? |
		Annual revenue in USD | Company revenue last year | Revenue in 2024 |
		What was your revenue last year? | Annual turnover | What is your annual turnover? |
		Wie hoch ist Ihr Jahresumsatz? | Ihr Jahresumsatz | Jahresumsatz (in Mio. €) |
		Quel est votre chiffre d'affaires annuel ? | Chiffre d'affaires de votre entreprise |
		¿Cuál es la facturación anual de tu empresa? | Facturación anual |
		Qual è il fatturato annuo della tua azienda? | Qual é o faturamento anual da sua empresa? |
		Wat is uw jaaromzet? | annual_revenue | What is your company's yearly revenue? |
		Annual revenue ($) | Annual revenue (in thousands) | What's your approximate annual revenue? |
		How much annual revenue does your business generate? | Yearly turnover |
		Umsatz (letztes Jahr) | Wie viel Umsatz macht Ihr Unternehmen pro Jahr? |
		Wie hoch ist der Jahresumsatz Ihres Unternehmens? | CA annuel |
		Chiffre d'affaires annuel (€) | Quel est le chiffre d'affaires de votre entreprise ? |
		¿Cuál es tu facturación anual? | Fatturato annuo | Faturamento anual | Jaaromzet`),
	employees: list(`
		How big is your company? | How many people work at your company? |
		How many people work in your organization? | How many people are in your company? |
		Number of employees in your company | What is your company size? |
		What's your company's size? | Company headcount | How many employees do you have? |
		How many full-time employees do you have? | Total number of employees | Employees (FTE) |
		Wie viele Mitarbeiter beschäftigen Sie? | Wie viele Mitarbeitende hat Ihr Unternehmen? |
		Wie groß ist Ihr Unternehmen? | Anzahl Ihrer Mitarbeiter |
		Mitarbeiteranzahl in Ihrem Unternehmen | Combien d'employés compte votre entreprise ? |
		Combien de salariés avez-vous ? | Quelle est la taille de votre entreprise ? |
		Taille de votre entreprise | ¿Cuántos empleados tiene tu empresa? | Número de empleados |
		Tamaño de tu empresa | ¿Cuántas personas trabajan en tu empresa? |
		Quanti dipendenti ha la tua azienda? | Numero di dipendenti |
		Quantos funcionários sua empresa tem? | Número de colaboradores |
		Quantos colaboradores tem a sua empresa? | Hoeveel medewerkers heeft uw bedrijf? |
		Aantal medewerkers | Сколько сотрудников в вашей компании? | company_size | company_size? |
		What is the size of your organization? | number_of_employees |
		How many employees does your business have? | How many people does your company employ? |
		How many FTEs do you have? | No. of employees | # of Employees | # employees |
		Employee count | Size of company (employees) | Company size (number of employees) |
		Wie viele Angestellte hat Ihre Firma? | Unternehmensgröße (Mitarbeiter) |
		Anzahl Beschäftigte | Effectif de l'entreprise | Nombre de collaborateurs |
		Combien de personnes travaillent dans votre entreprise ? | ¿Cuántos empleados tienes? |
		Número de trabajadores | Numero dipendenti | Quanti dipendenti avete? |
		Quantos funcionários você tem? | Aantal werknemers |
		Hoeveel mensen werken er bij uw bedrijf?`),
};

/** Labels and questions that ask for nothing of the lead, however many of the same words are in them. */
export const NOT_ASKED = list(`
	Company Website | What is your company's website? | Company LinkedIn URL |
	Company LinkedIn page | Company address | Company city | Company VAT number |
	Company registration number | Company type | Company stage | Company description |
	Describe your company | Tell us about your company | Tell us about your business |
	What does your company do? | What do you do at your company? |
	What's your role in the company? | Your role at the company | Your position in the company |
	Which department of the company are you in? | How long has your company been in business? |
	When was your company founded? | Where is your company located? |
	What challenges does your company face? | What are your company's goals? |
	Does your company use a CRM? | Is your company currently hiring? |
	Are you the owner of the company? | Do you own a company? | Do you have a company? |
	Which companies do you compete with? | Name of your competitor |
	Who are your main competitors? | Your biggest competitor company |
	Which insurance company do you use? | Which phone system do you use? |
	Which email provider do you use? | Which email marketing platform does your company use? |
	What email client do you use? | How many emails do you receive per day? |
	How big is your email list? | Email list size | Email frequency | Email preference |
	Do you want to receive emails from us? | Would you like to be contacted by email or phone? |
	Preferred contact method (email/phone) | How should we contact you? (Email, Phone) |
	Preferred method of contact | Can we email you? | May we contact you by phone? |
	I agree to receive emails | I consent to receive marketing emails | Email consent |
	Email Opt-In | Email subscription | Yes, email me updates | Phone consent |
	When can we call you? | Best time to call | Best time to call you on your mobile? |
	What phone do you have? | Phone model | Phone brand | Emergency contact phone |
	Emergency contact name | Partner's name | Your partner's email | Spouse name | Friend's email |
	Refer a friend: email | Referrer name | Who referred you? | Referred by (name) | Manager name |
	Your manager's phone | Supervisor email | Sales rep name | Sales rep email |
	Account manager email | Assigned to (email) | Owner name | Host name | Organizer email |
	Event name | Webinar name | Course name | Form name | Campaign name | Ad name | Ad set name |
	Page name | File name | Product name | Project name | Name of your project | Team name |
	Name of your team | Name of your pet | Dog's name | Child's name | Name of your website |
	Brand name | Store name | App name | Domain name | User name | Username | Nickname |
	Middle name | Maiden name | Name of your CRM | Which CRM do you use? |
	What's your monthly revenue? | Monthly revenue goal | Revenue goal | Revenue growth |
	What's your revenue target for next year? | Expected revenue | Projected annual revenue |
	Deal revenue | Revenue model | Revenue per employee |
	How much revenue do you want to generate? | What percentage of revenue comes from online? |
	What is your annual marketing budget? | What is your budget? |
	How many leads do you get per month? | How many customers do you have? |
	How many users do you have? | How many seats do you need? | How many licenses do you need? |
	How many people will attend? | How many people will use the software? |
	How many people are on your marketing team? | How many people are in your sales team? |
	Size of your sales team | Marketing team size | How many developers do you have? |
	How many locations does your company have? | How many clients does your company have? |
	How many employees will use the product? | How many employees are you planning to hire? |
	How many employees work remotely? | Employee turnover | Employee satisfaction | Employee ID |
	Employee name | Are you an employee? | Do your employees use Slack? |
	What do your employees say about you? | What's your biggest industry challenge? |
	How many years of industry experience do you have? | Industry experience |
	What do you think of the industry? | Last contact person | Last name of your mother |
	Mother's maiden name | Signature | Message | Comments | Anything else we should know? |
	How can we help? | What are you interested in? | Country | City | Job title |
	What is your job title? | Your title | Website | Your website | LinkedIn profile |
	Date of birth | GDPR | UTM source | Verify your email status | Was your email verified? |
	Billing email | Invoice email | Invoice email address | Accounts payable email |
	Email of your accountant | Email of your assistant | IT contact email |
	Technical contact email | Secondary contact email | Secondary contact name |
	Second attendee name | Second attendee email | Additional guests (emails) | Guest emails |
	Guest email | Colleague's email | Emails of the other participants |
	Invite your teammates by email | CC emails | Team members' emails |
	Company name of your reference | School name | University name | Bank name |
	Which bank is your company with? | Street name | Kundenname des Ansprechpartners bei uns |
	Betreuer E-Mail | Name des Vertriebsmitarbeiters | E-Mail des Vorgesetzten |
	Ansprechpartner bei uns | Wie haben Sie von uns erfahren? | Welches CRM nutzt Ihr Unternehmen? |
	Website Ihres Unternehmens | Rolle im Unternehmen | Position im Unternehmen |
	Was macht Ihr Unternehmen? | Monatsumsatz | Umsatz pro Monat | Umsatzziel |
	Möchten Sie unseren Newsletter per E-Mail erhalten? | Darf ich Sie per E-Mail kontaktieren? |
	Wann dürfen wir Sie anrufen? | Site web de votre entreprise |
	Quel est votre rôle dans l'entreprise ? | Comment avez-vous connu notre entreprise ? |
	Chiffre d'affaires mensuel | Objectif de chiffre d'affaires | Email de votre responsable |
	Nom de votre responsable | Acceptez-vous de recevoir nos emails ? | ¿Cómo nos conociste? |
	¿Cuál es tu cargo en la empresa? | Sitio web de la empresa | Facturación mensual |
	Correo de tu jefe | Nome del referente | Sito web aziendale | Qual é o seu cargo na empresa? |
	Site da empresa | Faturamento mensal | Wat is uw functie binnen het bedrijf? |
	Website van uw bedrijf | Email Status | Email Opt Out | Email Domain | Email Confidence |
	Email Verification Status | Catch-all Email | Email Sent | Last Email Date |
	Last Email Subject | First Name of Owner | Phone Type | Phone extension | Fax | Fax number |
	Phone Ext | Do Not Call | Mobile Carrier | Industry Code | Industry ID | SIC Code |
	Revenue Currency | Revenue Source | Employees Hired | Employees on LinkedIn (1y growth) |
	Employee Growth Rate | Company ID | Company Owner | Account Owner | Company Founded |
	Company Name for Emails | Deal Name | Opportunity Name | List Name | Segment Name |
	Lead Source | Created Date | Score | Engagement | Engagement Rate | Last Modified |
	Which company did you buy from? | Which company do you admire most? |
	Name a company you admire | What company size do you target? | What kind of company are you? |
	Is your company a startup? | Parent company | Previous company | Former employer |
	Company logo | Company LinkedIn | Company HQ | Company headquarters | Company country |
	Company founded in | Company age | Company budget | Company culture | Your customers' industry |
	Which industries do you serve? | Target industry | Which industries do your clients belong to? |
	Industry of your clients | Industry you want to target | Revenue you want to reach |
	Target revenue | Revenue lost | Recurring revenue per month | MRR | Monthly revenue (USD) |
	Revenue Q1 | Average deal size | Average revenue per customer | Online revenue | Ad spend |
	Monthly ad budget | Number of leads | Number of customers | Number of users |
	Number of locations | Number of vehicles | Number of rooms | Number of attendees |
	Number of guests | Number of children | How many staff will attend? |
	How many employees need training? | How many employees are in sales? |
	How many remote employees do you have? | Employees to be insured | Employees in HR |
	Number of employees (in your department) | Number of contractors | Employee benefits |
	Name of the person who referred you | Name of your account manager | Name of your doctor |
	Name of your child | Name of your school | Name of the product you're interested in |
	Project title | What would you name your product? | Display language |
	How do you pronounce your name? | Did you provide your name? | Emergency contact |
	Emergency contact number | Next of kin phone | Reference name | Reference email |
	Reference phone | Best time to phone | Phone call preference | Do you prefer phone or email? |
	Call me | Phone or email? | Email or phone number | Contact details | Name and phone number |
	Name, email, phone | Your name and your email | Email and company |
	Do you consent to email marketing? | Send me a copy by email |
	Would you like a copy emailed to you? | Email subject | Email body | Email template |
	Email type | Email list | Email provider | Email notifications | Email marketing experience |
	Cold email volume | Number of emails sent per month | How many email accounts do you have? |
	Which email addresses should receive reports? | Newsletter email | PayPal email |
	Support email | Email of billing contact | Your boss's name | Who is your manager? |
	Who is your competitor? | Who handles marketing at your company? |
	Who makes decisions at your company? | Who should we contact at your company? |
	What is your function? | What's your position? | What is the main challenge of your company? |
	Wer ist in Ihrem Unternehmen zuständig? | Name des Ansprechpartners für Rechnungen |
	Welche Position haben Sie in Ihrem Unternehmen? | Warum Ihr Unternehmen? | Name Ihres Projekts |
	Adresse Ihres Unternehmens | Standort des Unternehmens | Seit wann gibt es Ihr Unternehmen? |
	Wie viele Mitarbeiter sollen geschult werden? | Wie viele Mitarbeiter arbeiten im Homeoffice? |
	Wie viele E-Mails versenden Sie? | Nom de votre projet | Adresse de l'entreprise |
	Combien d'employés souhaitez-vous former ? | Fonction dans l'entreprise |
	Dirección de la empresa | Cargo en la empresa | ¿A qué se dedica tu empresa? |
	Nombre de tu mascota | Ruolo in azienda | Di cosa si occupa la tua azienda? | Indirizzo |
	Adresse | Dirección | Endereço | Adres | Adress | CNPJ da empresa | Nome do projeto | Functie |
	What is your company VAT? | Tell us more | Your company in one sentence |
	Your company in three words | Describe your business in a few words |
	What problem does your company solve? | Which of our companies do you know? | Mobile app |
	Mobile operator | Mobile or desktop? | Device type | Team size | How large is your team? |
	Business type | Type of business | ARR | Who are you? | Name, email, phone number |
	What is its name? | What does it do?`);
