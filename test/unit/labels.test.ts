import { meaningOf } from '../../nodes/LeadsPredict/leads/headers/labels';
import { squash } from '../../nodes/LeadsPredict/leads/headers/plainWords';
import { FURTHER_HEADERS, HEADERS, OTHER_HEADERS } from '../data/headers';
import { list, numbers, pairs } from '../data/cases';

const roleOf = (label: string) => meaningOf(label)?.role;
const scaleOf = (label: string) => meaningOf(label)?.scale;

describe('a header', () => {
	it.each([
		['First Name', 'first_name'],
		['firstName', 'FIRST-NAME'],
		['\uFEFFRecord ID', 'record id'],
		['Company\u00a0name ', 'Company name'],
		...pairs(`
			Prénom → prenom | Email* → Email: | # Employees → employees |
			E-Mail-Adresse → e mail adresse | Unternehmensgröße → UNTERNEHMENSGROSSE`),
	])('is the same as another: %j, %j', (a, b) => {
		expect(squash(a)).toBe(squash(b));
	});

	it.each(
		pairs(`
			Email → email | Contact Email → email | Your email → email | Email (work) → email |
			Email (required) → email | Person - Email - Home → email | Correo electrónico → email |
			E-Mail → email | эл. почта → email | メールアドレス → email | Full Name → name |
			Lead Name → name | LASTNAME → lastName | Vorname → firstName | Apellidos → lastName |
			Company / Account → company | Associated Company → company | Firma → company |
			Raison sociale → company | Work Direct Phone → phone | Company HQ Phone → phone |
			Téléphone portable → phone | Primary Industry → industry | Branche → industry |
			# Employees → employees | No. of Employees → employees | NumberOfEmployees → employees |
			Company Size → employees | Anzahl der Mitarbeiter → employees | St. zaposlenih → employees |
			Nombre d'employés → employees | Annual Revenue → revenue | Annual revenue (USD) → revenue |
			Jahresumsatz in EUR → revenue | Chiffre d'affaires → revenue |
			Last Contacted → last_interaction | Last_Activity_Date → last_interaction |
			Letzter Kontakt → last_interaction | engagement_score → engagement_score`),
	)('%j is the %s', (label, role) => {
		expect(roleOf(label)).toBe(role);
	});

	it.each([
		'',
		' ',
		...list(`
			() | Email Status | Email Opt Out | Email Domain | Email Sent | Email Open | Email Bounced |
			Email Confidence | Email Source | Owner Email | Contact Owner | Lead Owner Email |
			Created By Email | Account Owner | Billing Email | CC Email | Company (URL) |
			Company Website | Company Domain | Company Name for Emails | Company Country | Company ID |
			Domain Name | Product Name | File Name | Username | Campaign Name | Form Name |
			Phone Status | Mobile App | Total Funding | Latest Funding Amount | Deal value | Amount |
			Customer Revenue | Lead Revenue | Expected Revenue | Monthly Recurring Revenue |
			Revenue Growth | Revenue Currency | Estimated Revenue | Legal Name | Guest Email |
			Segmento | Plantilla | hs_analytics_revenue | Past 1 Year Employee Growth Rate |
			Est. IT Department Budget (in 000s USD) | Lead Score | HubSpot Score |
			Contact Accuracy Score | Score | Lead Source | Lead Status | Create Date |
			Last Modified Date | Last Viewed Date | Next Activity Date | Industry ID | Notes`),
		'x'.repeat(100_000),
		'('.repeat(50_000),
	])('without a meaning is not read (%#)', (label) => {
		expect(meaningOf(label)).toBeUndefined();
	});

	it.each(
		numbers(`
			Revenue (in 000s USD) → 1e3 | Revenue (in 000s) → 1e3 | Annual Revenue ($M) → 1e6 |
			Revenue $M → 1e6 | Umsatz (Mio. €) → 1e6 | Umsatz in Mio EUR → 1e6 | Revenue k€ → 1e3 |
			Annual Revenue in millions → 1e6 | Revenue (bn USD) → 1e9 | Employees (k) → 1e3 |
			Annual revenue (USD) → 1`),
	)('names the unit of its numbers: %j', (label, scale) => {
		expect(scaleOf(label)).toBe(scale);
	});

	it.each(
		list(`
			Revenue (in 000s of millions) | Revenue (k, M) | Revenue per employee | Email (k)`),
	)('with an unknown unit is not read: %j', (label) => {
		expect(meaningOf(label)).toBeUndefined();
	});

	it('is preferred in the order in which it is listed', () => {
		const rank = (label: string) => meaningOf(label)?.rank ?? NaN;
		expect(rank('Email')).toBeLessThan(rank('Work Email'));
		expect(rank('Work Email')).toBeLessThan(rank('Home Email'));
		expect(rank('Home Email')).toBeLessThan(rank('Secondary Email'));
		expect(rank('Direct Phone')).toBeLessThan(rank('Mobile Phone'));
		expect(rank('Mobile Phone')).toBeLessThan(rank('Company Phone'));
		expect(rank('Employees')).toBeLessThan(rank('Employee Range'));
		expect(rank('Revenue')).toBeLessThan(rank('Revenue Range'));
		expect(rank('Secondary Email')).toBeLessThan(rank('Contact Email'));
	});

	it.each([
		['was collected', HEADERS],
		['no list held', FURTHER_HEADERS],
	])('has the usual meaning, for each that %s', (_, headers) => {
		const meant = Object.entries(headers).flatMap(([role, some]) =>
			some.map((header) => [header, role]),
		);
		expect(meant.map(([header = '']) => [header, roleOf(header)])).toEqual(meant);
	});

	it('is not read with a word that changes its meaning', () => {
		expect(OTHER_HEADERS.map((header) => [header, roleOf(header)])).toEqual(
			OTHER_HEADERS.map((header) => [header, undefined]),
		);
	});
});
