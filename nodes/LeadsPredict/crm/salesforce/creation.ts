import { problem } from '../../problems/problem';
import type { Problem } from '../../types';
import type { ScoredItem } from '../mapping';
import { splitName } from '../splitName';
import type { SObject } from './requests';

/** What a record needs that is to be created, or why it cannot be. */
export const creation =
	(sObject: SObject) =>
	({ email, name, company }: ScoredItem): Record<string, string> | Problem => {
		const { first, last } = splitName(name);
		const its = typeof company === 'string' ? company.trim() : '';
		const missing = [
			...(last === '' ? ['a name'] : []),
			...(sObject === 'Lead' && its === '' ? ['a company'] : []),
		];
		if (missing.length > 0) {
			return problem('cannot_create_record', {
				record: `Salesforce ${sObject.toLowerCase()}`,
				missing,
				cure: 'Give the lead a name and a company before it is analyzed',
			});
		}
		return {
			LastName: last,
			...(first !== '' && { FirstName: first }),
			...(typeof email === 'string' && email.trim() !== '' && { Email: email.trim() }),
			...(sObject === 'Lead' && { Company: its }),
		};
	};
