import { problem } from '../../problems/problem';
import type { Problem } from '../../types';
import type { ScoredItem } from '../mapping';
import { filledIn, newPerson } from '../newPerson';

/** What a contact needs that is to be created, or why it cannot be. */
export function creation(scored: ScoredItem): Record<string, string> | Problem {
	const { email, first, last, company } = newPerson(scored);
	if (email === '') {
		return problem('cannot_create_record', {
			record: 'HubSpot contact',
			missing: ['an email'],
			cure: 'Use the simplified output of Analyze',
		});
	}
	return filledIn({ email, firstname: first, lastname: last, company });
}
