import { problem } from '../../problems/problem';
import type { Problem } from '../../types';
import type { ScoredItem } from '../mapping';
import { filledIn, newPerson } from '../newPerson';
import type { ZohoModule } from './requests';

/** What a record needs that is to be created, or why it cannot be: Last_Name, and Company of leads. */
export const creation =
	(module: ZohoModule) =>
	(scored: ScoredItem): Record<string, string> | Problem => {
		const { email, first, last, company } = newPerson(scored);
		const missing = [
			...(last === '' ? ['a name'] : []),
			...(module === 'Leads' && company === '' ? ['a company'] : []),
		];
		if (missing.length > 0) {
			return problem('cannot_create_record', {
				record: module === 'Leads' ? 'Zoho lead' : 'Zoho contact',
				missing,
				cure: 'Give the lead a name and a company before it is analyzed',
			});
		}
		return filledIn({
			Last_Name: last,
			First_Name: first,
			Email: email,
			...(module === 'Leads' && { Company: company }),
		});
	};
