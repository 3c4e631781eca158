import { problem } from '../../problems/problem';
import type { Problem } from '../../types';
import type { ScoredItem } from '../mapping';
import { filledIn, newPerson } from '../newPerson';
import type { Table } from './table';

/**
 * What a record needs that is to be created, or why it cannot be. The name of a person and the topic
 * of a lead are required in Dynamics 365's forms, not by its API (documented): a record without them
 * would be created, and could not be saved in the form.
 */
export const creation =
	({ name: table }: Table) =>
	(scored: ScoredItem): Record<string, string> | Problem => {
		const { email, first, last, company } = newPerson(scored);
		if (last === '') {
			return problem('cannot_create_record', {
				record: `Dynamics 365 ${table}`,
				missing: ['a name'],
				cure: 'Give the lead a name before it is analyzed',
			});
		}
		return filledIn({
			lastname: last,
			firstname: first,
			emailaddress1: email,
			...(table === 'lead' && {
				companyname: company,
				subject: company === '' ? `${first} ${last}`.trim() : company,
			}),
		});
	};
