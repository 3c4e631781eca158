import type { ItemShape } from '../leads';

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
	mapped: {
		letter: 'e',
		title: 'Analyze, nine fields mapped',
		leadsPerRequest: 1_000,
		items: 'foreign',
	},
	editFields: {
		letter: 'f',
		title: 'Edit Fields, then Analyze',
		leadsPerRequest: 1_000,
		items: 'foreign',
	},
	hubspot: {
		letter: 'g',
		title: 'Analyze, HubSpot v3',
		leadsPerRequest: 1_000,
		items: 'hubspot',
		mostLeads: 10_000,
	},
	hubspotLegacy: {
		letter: 'g',
		title: 'Analyze, HubSpot legacy',
		leadsPerRequest: 1_000,
		items: 'hubspotLegacy',
		mostLeads: 10_000,
	},
} as const satisfies Record<string, Alternative>;

export interface Alternative {
	readonly letter: string;
	readonly title: string;
	readonly leadsPerRequest: number;
	/** What the items look like; nine fields with LeadsPredict's names unless it says otherwise. */
	readonly items?: ItemShape;
	/** More are not tried. */
	readonly mostLeads?: number;
}

export type AlternativeName = keyof typeof ALTERNATIVES;

export const ALTERNATIVE_NAMES = Object.keys(ALTERNATIVES) as AlternativeName[];

/** What all others are compared with. */
export const YARDSTICK: AlternativeName = 'analyze1000';

export const isLoop = (name: AlternativeName): boolean => ALTERNATIVES[name].letter === 'd';

export const isOurs = (name: AlternativeName): boolean =>
	['c', 'e', 'f', 'g'].includes(ALTERNATIVES[name].letter);

/** What the items of an alternative look like. */
export function itemsOf(name: AlternativeName): ItemShape {
	const { items = 'plain' }: Alternative = ALTERNATIVES[name];
	return items;
}

/** Whether an alternative is tried with so many leads. */
export function takes(name: AlternativeName, leads: number): boolean {
	const { mostLeads = Infinity }: Alternative = ALTERNATIVES[name];
	return leads <= mostLeads;
}

export const requestsFor = (name: AlternativeName, leads: number): number =>
	Math.ceil(leads / ALTERNATIVES[name].leadsPerRequest);
