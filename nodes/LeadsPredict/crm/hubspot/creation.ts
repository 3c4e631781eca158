import type { CannotIdentify } from '../identity';
import type { ScoredItem } from '../mapping';
import { splitName } from '../splitName';

/** What a contact needs that is to be created, or why it cannot be. */
export function creation({
	email,
	name,
	company,
}: ScoredItem): Record<string, string> | CannotIdentify {
	if (typeof email !== 'string' || email.trim() === '') {
		return {
			message: 'A new HubSpot contact needs an email, and this score carries none',
			advice: 'Use the simplified output of Analyze, or switch off Create Missing Records',
		};
	}
	const { first, last } = splitName(name);
	return {
		email: email.trim(),
		...(first !== '' && { firstname: first }),
		...(last !== '' && { lastname: last }),
		...(typeof company === 'string' && company.trim() !== '' && { company: company.trim() }),
	};
}
