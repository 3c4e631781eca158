import type { ScoredItem } from './mapping';

/** Whom a record is created for. What is not known is an empty text. */
export interface NewPerson {
	readonly email: string;
	/** Given names. */
	readonly first: string;
	/** The last word of the name is the family name, as far as one line can tell. */
	readonly last: string;
	readonly company: string;
}

const trimmed = (value: unknown): string => (typeof value === 'string' ? value.trim() : '');

export function newPerson({ email, name, company }: ScoredItem): NewPerson {
	const words = trimmed(name).split(/\s+/);
	const last = words.pop() ?? '';
	return { email: trimmed(email), first: words.join(' '), last, company: trimmed(company) };
}

/** The fields that are filled in: a new record gets no empty ones. */
export const filledIn = (fields: Readonly<Record<string, string>>): Record<string, string> =>
	Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== ''));
