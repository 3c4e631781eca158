import { LEAD_FIELDS } from '../contract';
import type { LeadField } from '../contract';

/**
 * How tables describe what leads look like in the systems that they come from. A source is a table,
 * and no table holds code.
 */

/** What a value can say about a lead; a name may come whole or in parts. */
export type FieldRole = LeadField | 'firstName' | 'lastName' | 'salutation';

export const FIELD_ROLES: readonly FieldRole[] = [
	...LEAD_FIELDS.map(({ name }) => name),
	'firstName',
	'lastName',
	'salutation',
];

/** Paths in order of preference (see jsonPath.ts for how they are written). */
export type JsonPaths = string | readonly [string, ...string[]];

/** Where the values stand for each role. */
export type FieldPaths = Readonly<Partial<Record<FieldRole, JsonPaths>>>;

/** Why an item cannot become a lead, found by its shape. It counts unless Lead Fields give an email. */
export interface ItemRefusal {
	readonly code:
		| 'ids_only'
		| 'company_record'
		| 'other_record'
		| 'several_people'
		| 'error_item'
		| 'not_recognized'
		| 'no_email';
	/** What the item is, as one sentence without a full stop. */
	readonly message: string;
	/** What to do next: the step to add. */
	readonly advice: string;
}

/**
 * What must be there, or must not, for an item to have a shape. Paths without lists; the first entry
 * of one is `email.0.value`.
 */
export interface ShapeEvidence {
	/**
	 * All of these are there, even if they are null. Items are told apart by the key that the first
	 * begins with, so it is the rarest.
	 */
	readonly all?: readonly [string, ...string[]];
	/** At least one of these is there. */
	readonly any?: readonly string[];
	readonly none?: readonly string[];
	/** This path holds this value. */
	readonly equal?: Readonly<Record<string, string>>;
	/** A key begins with this. */
	readonly begins?: string;
	/**
	 * Each value is an object with these keys, whatever its own key. For items without any certain key;
	 * they are tried last.
	 */
	readonly each?: readonly [string, ...string[]];
}

/** A list of answers to the questions of a form. */
export interface FormAnswers {
	/** Where the list is, or an object with the answers under their names; empty for the whole record. */
	readonly list: string;
	/** In an entry: what the question is called; else the name that it stands under. */
	readonly label?: JsonPaths;
	/** In an entry: the answer. */
	readonly value: JsonPaths;
	/** Whether an entry without that can be the answer itself. */
	readonly bare?: true;
	/** In an entry: the choices there were, if the answer holds their ids instead of what they say. */
	readonly choices?: { readonly list: string; readonly id: string; readonly text: string };
	/** In an entry: what kind of answer it is, which is surer than the words of a question. */
	readonly type?: JsonPaths;
	/** What answers of a type are; `null` for types that never name a lead, such as links. */
	readonly types?: Readonly<Record<string, FieldRole | null>>;
	/** Whether these types are always the lead's own, whatever the question says. */
	readonly ownTypes?: true;
	/** A second list that knows the questions, joined by a key. */
	readonly questions?: {
		readonly list: string;
		/** In a question: questions that are asked together under it. */
		readonly inside?: string;
		/** The key in an answer, and the key in a question. */
		readonly by: readonly [answer: string, question: string];
		readonly label: JsonPaths;
		readonly type?: JsonPaths;
	};
}

/**
 * What only records of one type have. In a shape these are paths without lists; in a table they are
 * headers (see `squash` in headers/plainWords.ts).
 */
interface Evidence {
	/** At least one of these is there. */
	readonly any: readonly [string, ...string[]];
	/** These belong to records of other types. */
	readonly none?: readonly string[];
}

/**
 * What shows that an id is that of a record of its type: one of these fits. It is needed where a
 * system gives the same ids to records of several types, which look alike, because a score would
 * otherwise be written to somebody else's record. Without it, the lead is read without the id.
 */
export type RecordEvidence = readonly [Evidence, ...Evidence[]];

/** A structure of items. */
export interface ItemShape {
	/** "HubSpot contact"; with an s it is its plural. */
	readonly label: string;
	readonly knownBy: ShapeEvidence;
	/** The part of the item that the other paths start from; the whole item without it. */
	readonly within?: string;
	readonly fields?: FieldPaths;
	/** Fields that `fields` left open are looked for in these answers. */
	readonly answers?: FormAnswers;
	/** … and, where those say nothing, under the headers of this object, which are labels or questions. */
	readonly columns?: string;
	/**
	 * … and under the headers of this object, or of the whole record, which are those of a table;
	 * with `after`, only keys that begin with it are headers, without it.
	 */
	readonly headers?: { readonly in?: string; readonly after?: string };
	/** The list that must hold one person. */
	readonly people?: string;
	/** The record in the system it came from. */
	readonly record?: {
		/** What it is called there, in lower case: `contact`, `lead`. */
		readonly type: string;
		readonly id: JsonPaths;
		/** Paths of the whole item, like those of `knownBy`. */
		readonly provenBy?: RecordEvidence;
	};
	/** Where the values stand that LeadsPredict's own fields have in this record now. */
	readonly leadspredictFields?: {
		readonly in?: string;
		/** How their names begin; as a pattern, the whole of their names. */
		readonly prefix: string | RegExp;
		/** Fields without the prefix that scores are written to as well. */
		readonly also?: readonly string[];
		readonly value?: string;
	};
	/** Where people choose which fields the step before gets: "Fields in the Salesforce node". */
	readonly chosenUnder?: string;
	/** Set when no such item is a lead. */
	readonly refuse?: ItemRefusal;
	/** What to say when there is no email: the first whose `lacks` is not there at all, or that has none. */
	readonly withoutEmail?: ReadonlyArray<{ readonly lacks?: string } & ItemRefusal>;
}

/** What several shapes of a source have in common. */
export type ShapeBase = Omit<ItemShape, 'knownBy'>;

/** Rows of a table or answers of a form whose headers stand flat in the item. */
export interface TableShape {
	readonly label: string;
	/**
	 * Headers (see `squash` in headers/plainWords.ts) that only this table has: one set of them is enough. Without
	 * any, the table is used only when the user chose its source.
	 */
	readonly marks?: ReadonlyArray<readonly [string, ...string[]]>;
	/** Rows with any of these headers are of another table. */
	readonly none?: readonly string[];
	/** Whether its headers are questions that people are asked. */
	readonly asks?: true;
	/** Header of the time at which a form was sent in, which is an interaction. */
	readonly submitted?: string;
	/** The headers that may hold the record's id, and how such an id looks. */
	readonly record?: {
		readonly type: string;
		readonly headers: readonly [string, ...string[]];
		readonly like: RegExp;
		/** Whether no other system has such ids, so that one of them is as good as the marks. */
		readonly tells?: true;
		readonly provenBy?: RecordEvidence;
	};
	/** Set when no such row is a lead. */
	readonly refuse?: ItemRefusal;
}

/** One system that people get leads from. */
export interface Source {
	/** Part of saved workflows and of output items. */
	readonly value: string;
	/** Its name in the panel. */
	readonly name: string;
	/** One line for the panel: what is read. */
	readonly description: string;
	/** In the order in which they are tried. */
	readonly shapes?: readonly ItemShape[];
	readonly tables?: readonly TableShape[];
}
