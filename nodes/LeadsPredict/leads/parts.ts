import { addPart, ofCompanies, ofPeople, withoutThings } from './candidates';
import type { Candidates } from './candidates';
import { isPayer } from './context';
import type { Columns, NestedObject, ReadColumns } from './headers/columns';
import type { ObjectKind, ReadObjectName } from './headers/objectNames';
import { plainWords } from './headers/plainWords';
import { namedValues } from './namedValues';
import { isNameInAddress } from './names';
import { addressIn } from './people';
import type { ItemRefusal } from './source';
import { differentPeople } from './sources/refusals';
import { hasEmailHeader, isPropertiesOfEvent, NEVER, OF_THE_RECORD } from './wrappers';

/**
 * Reads fields of a record that are one level down: in an object such as "attributes" or
 * "custom_fields", or in a list of named values, as in forms. The record's own values come first. A
 * part with another address belongs to somebody else.
 */

interface Part {
	readonly name: string;
	readonly from: string;
	readonly kind: ObjectKind;
	readonly candidates: Candidates;
	/** Whether it is a list of named values, which is not a record of its own. */
	readonly isList: boolean;
}

/** A record completed with its parts. */
interface Completed {
	readonly candidates: Candidates;
	readonly refusal?: ItemRefusal;
}

export type ReadParts = (
	json: object,
	columns: Pick<Columns, 'candidates' | 'nested'>,
) => Completed;

/** For parts in parts. */
const MAX_DEPTH = 3;

const addressOf = (candidates: Candidates): string | undefined =>
	addressIn(candidates.get('email')?.[0].found);

export function partReader(readColumns: ReadColumns, nameOf: ReadObjectName): ReadParts {
	const listIn = ({ name, value, from }: NestedObject): Part[] => {
		const list = Array.isArray(value) ? namedValues(value, from) : undefined;
		if (list === undefined) return [];
		const { candidates } = readColumns(list.values, { asks: true, from: '' });
		if (candidates.size === 0) return [];
		const { kind } = nameOf(name);
		return [{ name, from, kind, candidates: withPaths(candidates, list.paths), isList: true }];
	};
	const objectIn = ({ name, value, from }: NestedObject, depth: number): Part[] => {
		if (Array.isArray(value)) return [];
		const { kind } = nameOf(name);
		const columns = readColumns(value, { asks: false, from: `${from}.` });
		const { candidates } = complete(value, columns, depth + 1);
		return candidates.size === 0 ? [] : [{ name, from, kind, candidates, isList: false }];
	};
	const complete = (
		json: object,
		{ candidates, nested }: Pick<Columns, 'candidates' | 'nested'>,
		depth: number,
	): Completed => {
		const ofLead = nested.filter(({ name }) => !NEVER.has(nameOf(name).kind) || isPayer(name));
		if (ofLead.length === 0 || depth > MAX_DEPTH) return { candidates };
		const lists = ofLead.flatMap(listIn);
		const { address, ...lead } = leadIn(json, candidates, lists);
		// The part belongs to the lead although the address is in the record around it.
		if (lead.refusal !== undefined || (address === undefined && depth === 1)) return lead;
		for (const part of [...lists, ...ofLead.flatMap((each) => objectIn(each, depth))]) {
			const further = furtherIn(part, address, lead.candidates, json);
			if (further === undefined) continue;
			addPart(lead.candidates, further, addressOf(further) === address);
		}
		return lead;
	};
	/** The record, or the list of named values in it that has the address. */
	const leadIn = (
		json: object,
		candidates: Candidates,
		lists: readonly Part[],
	): Completed & { readonly address?: string } => {
		const own = addressOf(candidates);
		if (own !== undefined) return { candidates, address: own };
		const isPerson = hasEmailHeader(json, nameOf);
		const [list, ...others] = lists.filter(
			(each) =>
				addressOf(each.candidates) !== undefined && (!isPerson || OF_THE_RECORD.has(each.kind)),
		);
		if (list === undefined) return { candidates };
		const address = addressOf(list.candidates) ?? '';
		const other = others.find((each) => addressOf(each.candidates) !== address);
		if (other !== undefined) {
			return { candidates: new Map(), refusal: differentPeople(list.from, other.from) };
		}
		if (isPerson) return { candidates, address };
		addPart(list.candidates, ofRecord(candidates, list));
		return { candidates: list.candidates, address };
	};
	return (json, columns) => complete(json, columns, 1);
}

const CUSTOM = /\bcustom\b/;

/**
 * What belongs to the lead of a record whose address is in one of its lists. Custom fields belong to
 * the record's person or to a thing; answers belong to a form.
 */
function ofRecord(candidates: Candidates, { name, candidates: listed }: Part): Candidates {
	if (!CUSTOM.test(plainWords(name))) return ofPeople(candidates);
	const ofLead = withoutThings(candidates);
	const title = candidates.get('name');
	const isPersons =
		title !== undefined && isNameInAddress(title[0].found, listed.get('email')?.[0].found);
	return isPersons ? new Map([...ofLead, ['name', title]]) : ofLead;
}

/** What belongs to the lead in a part. */
function furtherIn(
	{ name, kind, candidates, isList }: Part,
	address: string | undefined,
	lead: Candidates,
	json: object,
): Candidates | undefined {
	const own = addressOf(candidates);
	if (own !== undefined && own !== address) return undefined;
	if (candidates === lead) return undefined;
	switch (kind) {
		case 'somebodyElse':
			// The payer of an order is the lead only with the same address.
			return own === undefined || isList ? undefined : candidates;
		case 'fields':
			return isPropertiesOfEvent(json, name) ? withoutThings(candidates) : candidates;
		case 'contactDetails':
			return candidates;
		case 'job':
			return ofCompanies(candidates);
		case 'person':
			return own !== undefined || !isNamed(lead) ? candidates : undefined;
		case 'envelope':
			return own !== undefined || isNamed(withoutThings(candidates)) ? candidates : undefined;
		case 'customer':
			return own === undefined ? undefined : candidates;
		default:
			return own !== undefined || isList ? withoutThings(candidates) : undefined;
	}
}

const isNamed = (candidates: Candidates): boolean =>
	candidates.has('name') || candidates.has('firstName') || candidates.has('lastName');

/** Replaces the name of each value with its path. */
const withPaths = (candidates: Candidates, paths: ReadonlyMap<string, string>): Candidates =>
	new Map(
		[...candidates].map(([role, [best, ...others]]) => {
			const withPath = (each: typeof best): typeof best => ({
				...each,
				found: { ...each.found, from: paths.get(each.found.from) ?? each.found.from },
			});
			return [role, [withPath(best), ...others.map(withPath)]];
		}),
	);
