/** The two tables of Dataverse that scores are written to, by their documented names. */
export interface Table {
	/** The logical name. */
	readonly name: 'lead' | 'contact';
	/** The name in addresses. */
	readonly set: string;
	/** The column of the record's own ID. */
	readonly id: string;
	/** The columns that say who a record is about, beside its email. */
	readonly person: readonly string[];
	/** Why a record of another state than 0 is not written, by its `statecode`. */
	readonly closed: Readonly<Record<number, string>>;
}

export const EMAIL = 'emailaddress1';
export const STATE = 'statecode';

/** Of both tables: open or active. */
export const OPEN = 0;

export const LEAD: Table = {
	name: 'lead',
	set: 'leads',
	id: 'leadid',
	person: ['fullname', 'companyname', 'telephone1', 'mobilephone'],
	closed: {
		1: 'The lead was qualified, so its score is not written; write to its contact instead',
		2: 'The lead was disqualified, so its score is not written; reopen it in Dynamics 365 first',
	},
};

export const CONTACT: Table = {
	name: 'contact',
	set: 'contacts',
	id: 'contactid',
	person: ['fullname', 'telephone1', 'mobilephone'],
	closed: {
		1: 'The contact is inactive, so its score is not written; activate it in Dynamics 365 first',
	},
};

/** GUIDs are the same in upper and lower case, and in braces, as Dynamics 365 shows them. */
export const dynamicsKey = (id: string): string =>
	id
		.trim()
		.replace(/^\{(.*)\}$/, '$1')
		.toLowerCase();
