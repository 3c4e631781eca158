import { problem } from '../../problems/problem';
import type { Problem } from '../../types';
import type { ScoredItem } from '../mapping';
import { splitName } from '../splitName';
import type { ZohoModule } from './requests';

/** What a record needs that is to be created, or why it cannot be: Last_Name, and Company of leads. */
export const creation =
	(module: ZohoModule) =>
	({ email, name, company }: ScoredItem): Record<string, string> | Problem => {
		const { first, last } = splitName(name);
		const its = typeof company === 'string' ? company.trim() : '';
		const missing = [
			...(last === '' ? ['a name'] : []),
			...(module === 'Leads' && its === '' ? ['a company'] : []),
		];
		if (missing.length > 0) {
			return problem('cannot_create_record', {
				record: module === 'Leads' ? 'Zoho lead' : 'Zoho contact',
				missing,
				cure: 'Give the lead a name and a company before it is analyzed',
			});
		}
		return {
			Last_Name: last,
			...(first !== '' && { First_Name: first }),
			...(typeof email === 'string' && email.trim() !== '' && { Email: email.trim() }),
			...(module === 'Leads' && { Company: its }),
		};
	};
