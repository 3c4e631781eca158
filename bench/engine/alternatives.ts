import type { ItemShape } from '../leads';

/**
 * The ways of scoring many leads that are compared, by the letters of the README: 1,000 leads a
 * request unless their title says otherwise. After them the ways of preparing scores for a CRM.
 */

export const ALTERNATIVES = {
	httpPerLead: { letter: 'a', title: 'HTTP Request, one per lead', leadsPerRequest: 1, slow: true },
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
	prepareUpdate: {
		letter: 'h',
		title: 'Prepare Update for HubSpot',
		leadsPerRequest: 0,
		items: 'scored',
		mostLeads: 10_000,
		task: 'prepare',
	},
	propertiesByHand: {
		letter: 'i',
		title: 'Edit Fields with ten expressions',
		leadsPerRequest: 0,
		items: 'scored',
		slow: true,
		mostLeads: 1_000,
		task: 'prepare',
	},
} as const satisfies Record<string, Alternative>;

/** What is done: only ways of doing the same can be compared. */
export type Task = 'score' | 'prepare';

export interface Alternative {
	readonly letter: string;
	readonly title: string;
	/** 0 where no requests are made. */
	readonly leadsPerRequest: number;
	/** What the items look like; nine fields with LeadsPredict's names unless it says otherwise. */
	readonly items?: ItemShape;
	/** Whether it is tried with fewer leads where little time is to be spent. */
	readonly slow?: boolean;
	/** More are not tried. */
	readonly mostLeads?: number;
	/** Scoring, unless it says otherwise. */
	readonly task?: Task;
}

export type AlternativeName = keyof typeof ALTERNATIVES;

export const ALTERNATIVE_NAMES = Object.keys(ALTERNATIVES) as AlternativeName[];

/** What all others that do the same are compared with. */
export const YARDSTICKS: Readonly<Record<Task, AlternativeName>> = {
	score: 'analyze1000',
	prepare: 'prepareUpdate',
};

export const isLoop = (name: AlternativeName): boolean => ALTERNATIVES[name].letter === 'd';

export function isSlow(name: AlternativeName): boolean {
	const { slow = false }: Alternative = ALTERNATIVES[name];
	return slow;
}

export const isOurs = (name: AlternativeName): boolean =>
	['c', 'e', 'f', 'g', 'h'].includes(ALTERNATIVES[name].letter);

/** What the items of an alternative look like. */
export function itemsOf(name: AlternativeName): ItemShape {
	const { items = 'plain' }: Alternative = ALTERNATIVES[name];
	return items;
}

export function taskOf(name: AlternativeName): Task {
	const { task = 'score' }: Alternative = ALTERNATIVES[name];
	return task;
}

/** Whether an alternative is tried with so many leads. */
export function takes(name: AlternativeName, leads: number): boolean {
	const { mostLeads = Infinity }: Alternative = ALTERNATIVES[name];
	return leads <= mostLeads;
}

export function requestsFor(name: AlternativeName, leads: number): number {
	const { leadsPerRequest }: Alternative = ALTERNATIVES[name];
	return leadsPerRequest === 0 ? 0 : Math.ceil(leads / leadsPerRequest);
}
