import { none } from './problems';
import type { Problems } from './problems';
import { search } from './search';
import type { Searched, Secrets } from './search';

/** Searches all that the tests bring, at once, so that nothing of it need be kept. */
export interface Evidence {
	/**
	 * @param place its name; the same one for many contents
	 * @param marker a text that must be in at least one of them; without one any content will do
	 */
	add(place: string, content: string | Uint8Array, marker?: string): void;
	/** For each place, what was found in all of it. */
	all(): Searched[];
	problems(): Problems;
}

export function createEvidence({ apiKey, webhookToken }: Secrets): Evidence {
	const secrets = { 'API key': apiKey, 'webhook token': webhookToken };
	const places = new Map<string, Searched>();
	const all = () => [...places.values()];
	return {
		add(place, content, marker = '') {
			const now = search({ name: place, content, marker }, secrets);
			const before = places.get(place);
			places.set(place, {
				place,
				bytes: (before?.bytes ?? 0) + now.bytes,
				markerFound: before?.markerFound === true || (marker !== '' && now.markerFound),
				found: [...new Set([...(before?.found ?? []), ...now.found])],
			});
		},
		all,
		problems: () => [
			...none(
				'Places that hold the API key or the webhook token, in any form',
				all()
					.filter(({ found }) => found.length > 0)
					.map(({ place, found }) => `${place}: ${found.join(', ')}`),
			),
			...none(
				'Places where the text that must be there was not found either',
				all()
					.filter(({ markerFound }) => !markerFound)
					.map(({ place }) => place),
			),
		],
	};
}
