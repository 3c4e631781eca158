import { problem } from '../../problems/problem';
import type { Problem } from '../../types';
import type { ScoredItem } from '../mapping';
import { filledIn, newPerson } from '../newPerson';
import type { SObject } from './requests';

/** What a record needs that is to be created, or why it cannot be. */
export const creation =
	(sObject: SObject) =>
	(scored: ScoredItem): Record<string, string> | Problem => {
		const { email, first, last, company } = newPerson(scored);
		const missing = [
			...(last === '' ? ['a name'] : []),
			...(sObject === 'Lead' && company === '' ? ['a company'] : []),
		];
		if (missing.length > 0) {
			return problem('cannot_create_record', {
				record: `Salesforce ${sObject.toLowerCase()}`,
				missing,
				cure: 'Give the lead a name and a company before it is analyzed',
			});
		}
		return filledIn({
			LastName: last,
			FirstName: first,
			Email: email,
			...(sObject === 'Lead' && { Company: company }),
		});
	};
