/**
 * The ways of scoring many leads that are compared, by the letters of the README: 1,000 leads a
 * request unless their title says otherwise.
 */

export const ALTERNATIVES = {
	httpPerLead: { letter: 'a', title: 'HTTP Request, one per lead', leadsPerRequest: 1 },
	chunkedByHand: { letter: 'b', title: 'Code, HTTP Request, Code', leadsPerRequest: 1_000 },
	analyze100: { letter: 'c', title: 'Analyze by 100', leadsPerRequest: 100 },
	analyze1000: { letter: 'c', title: 'Analyze', leadsPerRequest: 1_000 },
	loop100: { letter: 'd', title: 'plain Node.js loop by 100', leadsPerRequest: 100 },
	loop1000: { letter: 'd', title: 'plain Node.js loop', leadsPerRequest: 1_000 },
	mapped: { letter: 'e', title: 'Analyze, nine fields mapped', leadsPerRequest: 1_000 },
	editFields: { letter: 'f', title: 'Edit Fields, then Analyze', leadsPerRequest: 1_000 },
} as const satisfies Record<string, Alternative>;

export interface Alternative {
	readonly letter: string;
	readonly title: string;
	readonly leadsPerRequest: number;
}

export type AlternativeName = keyof typeof ALTERNATIVES;

export const ALTERNATIVE_NAMES = Object.keys(ALTERNATIVES) as AlternativeName[];

/** What all others are compared with. */
export const YARDSTICK: AlternativeName = 'analyze1000';

export const isLoop = (name: AlternativeName): boolean => ALTERNATIVES[name].letter === 'd';

export const isOurs = (name: AlternativeName): boolean =>
	['c', 'e', 'f'].includes(ALTERNATIVES[name].letter);

export const requestsFor = (name: AlternativeName, leads: number): number =>
	Math.ceil(leads / ALTERNATIVES[name].leadsPerRequest);
