/**
 * Salesforce's ids have 15 characters that differ in case alone, or 18: three more make up for
 * systems that do not mind case (documented).
 */
const LONG_ID = /^([a-zA-Z0-9]{15})[a-zA-Z0-5]{3}$/;

/** Ids with the same key are the same. */
export const salesforceKey = (id: string): string => id.trim().replace(LONG_ID, '$1');

/** Whether two ids are the same, also when one of 18 characters went through such a system. */
export const isSameSalesforceId = (a: string, b: string): boolean =>
	salesforceKey(a) === salesforceKey(b) ||
	([a, b].every((id) => LONG_ID.test(id.trim())) &&
		a.trim().toLowerCase() === b.trim().toLowerCase());
