import type { CrmField } from './mapping';

/** What the definitions of fields have in common, whichever CRM they are created in. Pure. */

/** The fields that an account of the CRM does not have from the start. */
export const createdFields = (fields: readonly CrmField[]): CrmField[] =>
	fields.filter(({ isStandard }) => isStandard !== true);

/** A field for people who create it by hand. */
export interface ListedField {
	readonly label: string;
	/** The internal name. */
	readonly name: string;
	readonly type: string;
	readonly description: string;
	/** What else must be set. */
	readonly settings: string;
}

/** A name that two fields would have; no CRM tells names apart by the case of their letters. */
export function sameName(fields: readonly CrmField[]): string | undefined {
	const names = fields.map(({ name }) => name.toLowerCase());
	return fields.find((_, index) => names.indexOf(names[index] ?? '') < index)?.name;
}
