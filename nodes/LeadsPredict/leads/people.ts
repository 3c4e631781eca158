import type { ObjectKind } from './headers/objectNames';
import type { FoundValue, RecognizedItem } from './recognizedItem';
import { COLUMNS } from './sources';
import { differentPeople, severalPeople } from './sources/refusals';

/** Decides who is the lead if an item has several people. If that is not certain, nobody is. */

/** The contents of a wrapper. */
export interface Wrapped {
	readonly key: string;
	readonly kind: ObjectKind;
	readonly inside: RecognizedItem;
	/** Whether it has a key for an address. */
	readonly isPerson: boolean;
	/** Whether its type is that of the seller's people, such as "user" or "agent". */
	readonly isOurs?: boolean;
}

/** The lead found in a wrapper, or why there is none. */
export interface FoundLead {
	readonly item: RecognizedItem;
	/** The key of its wrapper, and its kind. */
	readonly key?: string;
	readonly kind?: ObjectKind;
}

/**
 * Chooses among the wrappers of an item: the one with an email, otherwise the first with a refusal.
 * Two people next to each other are refused. If one person's email is empty, no other person is used
 * instead.
 */
export function leadAmong(wrapped: readonly Wrapped[], path: string): FoundLead | undefined {
	const unreachable = wrapped.find(isUnreachable);
	if (unreachable !== undefined) return { item: unreachable.inside };
	const people = withoutOurs(
		wrapped.filter(({ inside }) => addressIn(inside.fields.email) !== undefined),
	);
	const [lead] = people;
	if (lead === undefined) {
		const unusable = wrapped.find(hasUnusableEmail) ?? wrapped.find(saysWhy);
		return unusable && { item: unusable.inside, kind: unusable.kind };
	}
	const other = people.find(
		({ inside }) => addressIn(inside.fields.email) !== addressIn(lead.inside.fields.email),
	);
	if (other !== undefined) {
		return { item: refused('item', differentPeople(path + lead.key, path + other.key)) };
	}
	const several = wrapped.find(({ inside }) => inside.refusal?.code === 'several_people');
	if (several !== undefined) return { item: several.inside };
	return { item: lead.inside, key: lead.key, kind: lead.kind };
}

/** Leaves out the seller's people by their type if the key of everybody else names the lead. */
function withoutOurs(people: readonly Wrapped[]): readonly Wrapped[] {
	const others = people.filter(({ isOurs }) => isOurs !== true);
	const areLeads = others.every(({ kind }) => kind === 'person' || kind === 'customer');
	return others.length > 0 && areLeads ? others : people;
}

/** Whether it is a person without an email. An empty envelope is not. */
const isUnreachable = ({ kind, inside: { fields }, isPerson }: Wrapped): boolean => {
	if (fields.email !== undefined) return false;
	const isNamed = fields.name !== undefined;
	if (kind === 'person') return isNamed || isPerson;
	return isPerson && (kind === 'customer' || (kind === 'unknown' && isNamed));
};

/** Whether an email is there but unusable. A setting can be called "email" too. */
const hasUnusableEmail = ({ kind, inside: { fields } }: Wrapped): boolean =>
	fields.email !== undefined && kind !== 'unknown';

/** The text under an email header, if it can contain an address. */
export function addressIn(email: FoundValue | undefined): string | undefined {
	const texts = [email?.value].flat().filter((value) => typeof value === 'string');
	const text = texts.join(' ').trim().toLowerCase();
	return text.includes('@') ? text : undefined;
}

/** Whether the refusal counts. An unknown key can hold anything, such as the deal of a message. */
const saysWhy = ({ kind, inside: { refusal } }: Wrapped): boolean =>
	refusal !== undefined &&
	refusal.code !== 'not_recognized' &&
	(kind !== 'unknown' || refusal.code === 'several_people');

/**
 * Refuses a list of people: scoring the first would lose the others.
 * @param records the first records of the list
 * @param count how many records it has
 */
export function leadOfList(
	records: readonly RecognizedItem[],
	count: number,
	path: string,
): RecognizedItem | undefined {
	if (count <= 1) return records[0];
	return records.some(({ fields }) => fields.email !== undefined)
		? refused('list', severalPeople(count, path))
		: undefined;
}

const refused = (
	label: string,
	refusal: NonNullable<RecognizedItem['refusal']>,
): RecognizedItem => ({ source: COLUMNS, label, fields: {}, refusal });
