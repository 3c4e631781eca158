import { own } from '../json';
import type { RecognizedItem } from './recognizedItem';
import { COLUMNS } from './sources';
import { differentPeople, severalPeople } from './sources/refusals';

/** Who is the lead when an item holds several people: when that cannot be told, nobody. */

/** Wrappers that hold a person. */
export const PEOPLE: readonly string[] = ['contact', 'person', 'lead'];

/** They may be the lead as well, but are never read: in other items they are the seller's customer. */
const OTHER_PEOPLE: readonly string[] = ['customer', 'client'];

/**
 * Of what stands in an item's wrappers: the one with an email, else the first that says why there is
 * none. Two people side by side are not one lead, and nobody steps in for a person whose email is
 * empty.
 */
export function leadAmong(
	wrapped: ReadonlyArray<{ readonly key: string; readonly inside: RecognizedItem }>,
	json: object,
	path: string,
): RecognizedItem | undefined {
	let lead: (typeof wrapped)[number] | undefined;
	for (const { key, inside } of wrapped) {
		const { email, name } = inside.fields;
		// A person without an email: whoever stands beside is somebody else.
		if (email === undefined && name !== undefined && PEOPLE.includes(key)) return inside;
		if (email === undefined) continue;
		if (lead !== undefined && lead.inside.fields.email?.value !== email.value) {
			return refused('item', differentPeople(path + lead.key, path + key));
		}
		lead ??= { key, inside };
	}
	if (lead !== undefined && PEOPLE.includes(lead.key)) {
		const beside = OTHER_PEOPLE.find((key) => own(own(json, key), 'email') !== undefined);
		if (beside !== undefined) {
			return refused('item', differentPeople(path + lead.key, path + beside));
		}
	}
	return lead?.inside ?? wrapped.find(({ inside: { refusal } }) => saysWhy(refusal))?.inside;
}

const saysWhy = (refusal: RecognizedItem['refusal']): boolean =>
	refusal !== undefined && refusal.code !== 'not_recognized';

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
