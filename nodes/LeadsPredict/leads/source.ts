import { LEAD_FIELDS } from '../contract';
import type { LeadField } from '../contract';

/**
 * The format of the tables that describe how leads look in the systems that they come from. A source
 * is a table without code.
 */

/** The field that a value is for. A name can come whole or in parts. */
export type FieldRole = LeadField | 'firstName' | 'lastName' | 'salutation';

export const FIELD_ROLES: readonly FieldRole[] = [
	...LEAD_FIELDS.map(({ name }) => name),
	'firstName',
	'lastName',
	'salutation',
];

/** Paths in order of preference (see jsonPath.ts for how they are written). */
export type JsonPaths = string | readonly [string, ...string[]];

/** The paths of the values, by role. */
export type FieldPaths = Readonly<Partial<Record<FieldRole, JsonPaths>>>;

/** Why an item of this shape is not a lead. Ignored if Lead Fields give an email. */
export interface ItemRefusal {
	readonly code:
		| 'ids_only'
		| 'company_record'
		| 'other_record'
		| 'several_people'
		| 'error_item'
		| 'not_recognized'
		| 'no_email';
	/** What the item is, as one sentence without a period. */
	readonly message: string;
	/** What to do next: the step to add. */
	readonly advice: string;
}

/**
 * What must exist, or must not, for an item to have a shape. Paths have no lists; the first entry of
 * a list is `email.0.value`.
 */
export interface ShapeEvidence {
	/**
	 * All of these exist, even if they are null. Put the rarest first: shapes are looked up by its
	 * first key.
	 */
	readonly all?: readonly [string, ...string[]];
	/** At least one of these exists. */
	readonly any?: readonly string[];
	readonly none?: readonly string[];
	/** The values at these paths. */
	readonly equal?: Readonly<Record<string, string>>;
	/** The beginning of some key. */
	readonly begins?: string;
	/**
	 * Each value is an object with these keys. For items without a required key; such shapes are tried
	 * last.
	 */
	readonly each?: readonly [string, ...string[]];
}

/** A list of answers to the questions of a form. */
export interface FormAnswers {
	/** The path of the list, or of an object with the answers under their names; empty for the whole record. */
	readonly list: string;
	/** In an entry: the question. Without it, the key of the entry. */
	readonly label?: JsonPaths;
	/** In an entry: the answer. */
	readonly value: JsonPaths;
	/** Whether an entry without that path can be the answer itself. */
	readonly bare?: true;
	/** In an entry: the possible choices, if the answer holds their IDs instead of their texts. */
	readonly choices?: { readonly list: string; readonly id: string; readonly text: string };
	/** In an entry: the type of the answer, which is more certain than the words of the question. */
	readonly type?: JsonPaths;
	/** The role of each type; `null` for types that are never a field of a lead, such as links. */
	readonly types?: Readonly<Record<string, FieldRole | null>>;
	/** Whether answers of these types are always the lead's own, whatever the question is. */
	readonly ownTypes?: true;
	/** A second list with the questions, joined by a key. */
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
	/** At least one of these exists. */
	readonly any: readonly [string, ...string[]];
	/** These belong to records of other types. */
	readonly none?: readonly string[];
}

/**
 * Evidence that a record is of its type: one entry must fit. It is needed where records of several
 * types look alike and can have the same ID, because a score would otherwise be written to the wrong
 * record. If the evidence is missing, the lead is read without the ID.
 */
export type RecordEvidence = readonly [Evidence, ...Evidence[]];

/** A structure of items. */
export interface ItemShape {
	/** "HubSpot contact". An "s" makes the plural. */
	readonly label: string;
	readonly knownBy: ShapeEvidence;
	/** The part of the item that the other paths start from. Without it, the whole item. */
	readonly within?: string;
	readonly fields?: FieldPaths;
	/** Answers to search for what `fields` does not give. */
	readonly answers?: FormAnswers;
	/** An object to search next. Its keys are labels or questions. */
	readonly columns?: string;
	/**
	 * An object to search last, or the whole record. Its keys are headers of a table. With `after`,
	 * only keys that begin with it are read, and the rest of the key is the header.
	 */
	readonly headers?: { readonly in?: string; readonly after?: string };
	/** A list that must have exactly one person. */
	readonly people?: string;
	/** The record in the system it came from. */
	readonly record?: {
		/** The system's name for the type, in lower case: `contact`, `lead`. */
		readonly type: string;
		readonly id: JsonPaths;
		/** Paths of the whole item, like those of `knownBy`. */
		readonly provenBy?: RecordEvidence;
	};
	/** Where the current values of LeadsPredict's fields are in this record. */
	readonly leadspredictFields?: {
		readonly in?: string;
		readonly prefix: string;
		/** Fields without the prefix that scores are also written to. */
		readonly also?: readonly string[];
		readonly value?: string;
	};
	/** Where users choose the fields of the previous step: "Fields in the Salesforce node". */
	readonly chosenUnder?: string;
	/** Set if no such item is a lead. */
	readonly refuse?: ItemRefusal;
	/** Refusals for an item without an email. The first whose path `lacks` does not exist, or that has no `lacks`, is used. */
	readonly withoutEmail?: ReadonlyArray<{ readonly lacks?: string } & ItemRefusal>;
}

/** What several shapes of a source have in common. */
export type ShapeBase = Omit<ItemShape, 'knownBy'>;

/** Rows of a table, or answers to a form, with their headers as keys of the item. */
export interface TableShape {
	readonly label: string;
	/**
	 * Sets of headers (see `squash` in headers/plainWords.ts) that only this table has. One set is
	 * enough. Without any, the table is used only if the user chose its source.
	 */
	readonly marks?: ReadonlyArray<readonly [string, ...string[]]>;
	/** Headers of other tables: a row with any of them is not of this table. */
	readonly none?: readonly string[];
	/** Whether its headers are questions. */
	readonly asks?: true;
	/** Header of the time of submission, which is an interaction. */
	readonly submitted?: string;
	/** The headers that can hold the record's ID, and the form of such an ID. */
	readonly record?: {
		readonly type: string;
		readonly headers: readonly [string, ...string[]];
		readonly like: RegExp;
		/** Whether no other system has such IDs, so that an ID identifies the table as `marks` do. */
		readonly tells?: true;
		readonly provenBy?: RecordEvidence;
	};
	/** Set if no such row is a lead. */
	readonly refuse?: ItemRefusal;
}

/** One system that leads come from. */
export interface Source {
	/** The value in saved workflows and output items. */
	readonly value: string;
	/** Its name in the panel. */
	readonly name: string;
	/** One line for the panel: what is read. */
	readonly description: string;
	/** In the order in which they are tried. */
	readonly shapes?: readonly ItemShape[];
	readonly tables?: readonly TableShape[];
}
