import type { ObjectKind } from './headers/objectNames';
import type { FoundValue, RecognizedItem } from './recognizedItem';
import { COLUMNS } from './sources';
import { differentPeople, severalPeople } from './sources/refusals';

/** Who is the lead when an item holds several people: when that cannot be told, nobody. */

/** What a wrapper holds. */
export interface Wrapped {
	readonly key: string;
	readonly kind: ObjectKind;
	readonly inside: RecognizedItem;
	/** Whether it has a place for an address. */
	readonly isPerson: boolean;
}

/** The lead of an item that is wrapped in it, or why there is none. */
export interface FoundLead {
	readonly item: RecognizedItem;
	/** The name of its wrapper, and what it says. */
	readonly key?: string;
	readonly kind?: ObjectKind;
}

/**
 * Of what stands in an item's wrappers: the one with an email, else the first that says why there is
 * none. Two people side by side are not one lead, and nobody steps in for a person whose email is
 * empty.
 */
export function leadAmong(wrapped: readonly Wrapped[], path: string): FoundLead | undefined {
	const unreachable = wrapped.find(isUnreachable);
	if (unreachable !== undefined) return { item: unreachable.inside };
	const people = wrapped.filter(({ inside }) => addressIn(inside.fields.email) !== undefined);
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

/** Envelopes may be empty; a person without an email is a person. */
const isUnreachable = ({ kind, inside: { fields }, isPerson }: Wrapped): boolean => {
	if (fields.email !== undefined) return false;
	const isNamed = fields.name !== undefined;
	if (kind === 'person') return isNamed || isPerson;
	return isPerson && (kind === 'customer' || (kind === 'unknown' && isNamed));
};

/** A setting can be called "email" as well. */
const hasUnusableEmail = ({ kind, inside: { fields } }: Wrapped): boolean =>
	fields.email !== undefined && kind !== 'unknown';

/** What is written under an email header, if an address can be in it. */
export function addressIn(email: FoundValue | undefined): string | undefined {
	const texts = [email?.value].flat().filter((value) => typeof value === 'string');
	const text = texts.join(' ').trim().toLowerCase();
	return text.includes('@') ? text : undefined;
}

/** What stands under an unknown name can be anything, such as the deal that a message is about. */
const saysWhy = ({ kind, inside: { refusal } }: Wrapped): boolean =>
	refusal !== undefined &&
	refusal.code !== 'not_recognized' &&
	(kind !== 'unknown' || refusal.code === 'several_people');

/**
 * A list of people is never one lead: the first would be scored and the others lost.
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
