import { plainWords, squash } from './headers/plainWords';
import type { FoundValue } from './recognizedItem';

/** Distinguishes names of people from names of companies. */

/** A shorter word occurs in almost any address. */
const MIN_WORD = 3;

/** Whether an address contains a word of a name: "a.lee@lead.example" and "Ann Lee". */
export function isNameInAddress(name: FoundValue, email: FoundValue | undefined): boolean {
	const [local = ''] = String(email?.value).split('@');
	const address = squash(local);
	return plainWords(String(name.value))
		.split(' ')
		.some((word) => word.length >= MIN_WORD && address.includes(word));
}

/** Two to five words of letters only. */
const PERSONS = /^\p{L}[\p{L}\p{Mn}.'’-]*(?: \p{L}[\p{L}\p{Mn}.'’-]*){1,4}$/u;

export const canBePersons = (text: string): boolean => PERSONS.test(text.trim());

/** Legal forms at the end of a name. Those that are also names count only in capitals after lower case. */
const LEGAL_FORM =
	/[\s,](?:ltd|limited|llc|llp|pllc|inc|incorporated|corp|corporation|plc|gmbh|mbh|gbr|ohg|e\.\s?k|e\.\s?v|sarl|s\.a\.r\.l|sasu|s\.a\.s|eurl|s\.a|slu|s\.l|s\.l\.u|srl|s\.r\.l|spa|s\.p\.a|b\.v|n\.v|oyj|aps|a\/s|sp\. ?z ?o\. ?o|s\.r\.o|a\.s|kft|zrt|d\.o\.o|ltda|eireli|pty|s\.a\. de c\.v|sa de cv|ооо)\.?$/iu;
const SHORT_FORM = /\s(?:SA|SAS|AG|KG|UG|SE|AB|BV|NV|OY|AS|ASA|SL)$/u;
const SMALL_LETTER = /\p{Ll}/u;
const EAST_ASIAN_FORM =
	/^(?:株式会社|有限会社|合同会社|주식회사|㈜|\(株\))|(?:公司|株式会社|有限会社|合同会社|주식회사)$/u;

/** Whether a name ends with the legal form of a company. */
export function isCompanys(name: string): boolean {
	const text = name.trim();
	return (
		LEGAL_FORM.test(text) ||
		EAST_ASIAN_FORM.test(text) ||
		(SHORT_FORM.test(text) && SMALL_LETTER.test(text))
	);
}
