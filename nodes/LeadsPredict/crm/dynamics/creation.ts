import { problem } from '../../problems/problem';
import type { Problem } from '../../types';
import type { ScoredItem } from '../mapping';
import { splitName } from '../splitName';
import type { Table } from './table';

/**
 * What a record needs that is to be created, or why it cannot be. The name of a person and the topic
 * of a lead are required in Dynamics 365's forms, not by its API (documented): a record without them
 * would be created, and could not be saved in the form.
 */
export const creation =
	({ name: table }: Table) =>
	({ email, name, company }: ScoredItem): Record<string, string> | Problem => {
		const { first, last } = splitName(name);
		if (last === '') {
			return problem('cannot_create_record', {
				record: `Dynamics 365 ${table}`,
				missing: ['a name'],
				cure: 'Give the lead a name before it is analyzed',
			});
		}
		const its = typeof company === 'string' ? company.trim() : '';
		return {
			lastname: last,
			...(first !== '' && { firstname: first }),
			...(typeof email === 'string' && email.trim() !== '' && { emailaddress1: email.trim() }),
			...(table === 'lead' && its !== '' && { companyname: its }),
			...(table === 'lead' && { subject: its === '' ? `${first} ${last}`.trim() : its }),
		};
	};
