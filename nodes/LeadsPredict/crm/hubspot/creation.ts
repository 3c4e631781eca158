import { problem } from '../../problems/problem';
import type { Problem } from '../../types';
import type { ScoredItem } from '../mapping';
import { splitName } from '../splitName';

/** What a contact needs that is to be created, or why it cannot be. */
export function creation({ email, name, company }: ScoredItem): Record<string, string> | Problem {
	if (typeof email !== 'string' || email.trim() === '') {
		return problem('cannot_create_record', {
			record: 'HubSpot contact',
			missing: ['an email'],
			cure: 'Use the simplified output of Analyze',
		});
	}
	const { first, last } = splitName(name);
	return {
		email: email.trim(),
		...(first !== '' && { firstname: first }),
		...(last !== '' && { lastname: last }),
		...(typeof company === 'string' && company.trim() !== '' && { company: company.trim() }),
	};
}
