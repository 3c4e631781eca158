import { ASKED, NOT_ASKED } from '../data/questions';
import { meaningOf } from '../../nodes/LeadsPredict/leads/headers/labels';
import { askedFor, isQuestion } from '../../nodes/LeadsPredict/leads/headers/questions';
import { list, pairs } from '../data/cases';

const roleOf = (label: string) => askedFor(label)?.role;

describe('the question of a form', () => {
	const asked = Object.entries(ASKED).flatMap(([role, labels]) =>
		labels.map((label) => [label, role] as const),
	);

	it.each(asked)('%j asks for the %s', (label, role) => {
		expect(roleOf(label)).toBe(role);
	});

	it.each(NOT_ASKED)('%j asks for nothing, and names no column', (label) => {
		expect([askedFor(label), meaningOf(label)]).toEqual([undefined, undefined]);
	});

	it.each(
		pairs(`
			What’s your work email? → email | Please enter your e-mail address → email |
			Email for invite (if accepted) → email | Wie lautet Ihre E-Mail-Adresse? → email |
			Quelle est votre adresse e-mail ? → email | ¿Cuál es tu correo electrónico? → email |
			What's your full name? → name | Your name (full) → name | Wie ist Ihr Name? → name |
			What is your first name? → firstName | Last name → lastName |
			Which company are you with? → company | What company do you work for? → company |
			Name of your organisation → company | In welchem Unternehmen arbeiten Sie? → company |
			Phone number → phone | What is the best phone number to reach you on? → phone |
			Wie lautet Ihre Telefonnummer? → phone |
			How many employees does your company have? → employees |
			What is the size of your company? → employees | Company size → employees |
			Wie viele Mitarbeiter hat Ihr Unternehmen? → employees |
			What is your annual revenue? → revenue | Annual revenue? → revenue |
			What industry are you in? → industry | In welcher Branche sind Sie tätig? → industry`),
	)('%j asks for the %s', (label, role) => {
		expect(roleOf(label)).toBe(role);
	});

	it.each([
		...list(`
			Company (URL) | What is your company website? | What does your company do? |
			What is your role at the company? | How long have you been with your company? |
			Where is your company based? | How many mailboxes does @Company (URL) manage actively? |
			When can we call you? | Best time to reach you by phone? | How did you hear about us? |
			What’s your monthly revenue goal? | Monthly revenue? | Monthly leads? |
			Which email tool do you use? | How many emails do you send a month? |
			May we send you our newsletter by email? | Your manager’s email |
			Who referred you? (name and email) | Account owner email | Created By Email |
			submitted by Email | host email | cc_email | user email | What is your username? |
			What is your event name? | Name of your product | Pet name? |
			How satisfied are your employees? | How many people do you plan to hire? |
			What are your biggest industry challenges? | Anything else?`),
		'x'.repeat(100_000),
		`what ${'company '.repeat(20_000)}`,
	])('%# asks for nothing of the lead', (label) => {
		const startedAt = Date.now();
		expect(roleOf(label)).toBeUndefined();
		expect(Date.now() - startedAt).toBeLessThan(2000);
	});

	it.each([
		['What is your annual revenue in millions?', 'revenue', 1e6],
		['What is your annual revenue (in $M)?', 'revenue', 1e6],
		['Wie hoch ist Ihr Jahresumsatz (in Tsd. €)?', 'revenue', 1e3],
		["Quel est votre chiffre d'affaires (en k€) ?", 'revenue', 1e3],
		['What is your annual revenue (in USD)?', 'revenue', 1],
	])('says in what unit its answer stands: %j', (label, role, scale) => {
		expect(askedFor(label)).toMatchObject({ role, scale });
	});

	it.each(
		pairs(`
			What is your email? → Enter your personal email |
			What is your work email? → What is your private email? | Your email → Your other email |
			What is your phone number? → What is your mobile number?`),
	)('is preferred as a header is: %j to %j', (first, second) => {
		const rank = (label: string) => askedFor(label)?.rank ?? NaN;
		expect(rank(first)).toBeLessThan(rank(second));
	});

	it('is surer than an answer of the same type under words that say nothing', () => {
		const unclear = askedFor('Where may we write?', 'email')?.rank ?? NaN;
		expect(askedFor('What is your email?', 'email')?.rank).toBeLessThan(unclear);
		expect(unclear).toBeLessThan(askedFor('What is your email?')?.rank ?? NaN);
	});

	it('asks for nothing when it asks for two things', () => {
		expect(roleOf('What is your name? What is your email?')).toBeUndefined();
		expect(roleOf('What is your email? Your work email.')).toBe('email');
	});

	it('is answered by what the form says the answer is, unless it is about somebody else', () => {
		expect(askedFor('Where can we write to?', 'email')?.role).toBe('email');
		expect(askedFor('Where can we write to your manager?', 'email')).toBeUndefined();
		expect(askedFor('Company', null)).toBeUndefined();
	});

	it.each(
		list(`
			What is your email? | Email? | Your name | Please enter your phone | Wie heißen Sie?`),
	)('is told from a header: %j', (label) => {
		expect(isQuestion(label)).toBe(true);
	});

	it.each(['Email', 'was_seen', 'how', 'Company', 'who_created', 'Howard', 'Your', 'Whatever'])(
		'is not a header: %j',
		(label) => {
			expect(isQuestion(label)).toBe(false);
		},
	);
});
