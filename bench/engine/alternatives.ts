import type { ItemShape } from '../leads';

/** The task: only alternatives for the same task are compared. */
export type Task = 'score' | 'prepare';

export interface Alternative {
	/** Its letter in bench/README.md. */
	readonly letter: string;
	readonly title: string;
	/** 0 if it makes no requests. */
	readonly leadsPerRequest: number;
	/** Whether our node chooses the sizes, up to leadsPerRequest. */
	readonly isAutomatic: boolean;
	/** The form of the items. */
	readonly items: ItemShape;
	/** Whether a short run measures it with fewer leads. */
	readonly isSlow: boolean;
	/** Max leads per run. */
	readonly maxLeads: number;
	readonly task: Task;
	/** Whether it uses one of our nodes. */
	readonly isOurs: boolean;
}

const alternative = (
	letter: string,
	title: string,
	leadsPerRequest: number,
	more: Partial<Alternative> = {},
): Alternative => ({
	letter,
	title,
	leadsPerRequest,
	isAutomatic: false,
	items: 'plain',
	isSlow: false,
	maxLeads: Infinity,
	task: 'score',
	isOurs: 'cefgh'.includes(letter),
	...more,
});

/**
 * The compared ways of scoring many leads, with 1,000 leads per request unless the title states another
 * number. Then the ways of preparing scores for a CRM.
 */
export const ALTERNATIVES = {
	httpPerLead: alternative('a', 'HTTP Request, one per lead', 1, { isSlow: true }),
	chunkedByHand: alternative('b', 'Code, HTTP Request, Code', 1_000),
	analyze: alternative('c', 'Analyze, automatic sizes', 1_000, { isAutomatic: true }),
	analyze100: alternative('c', 'Analyze by 100', 100),
	analyze1000: alternative('c', 'Analyze by 1,000', 1_000),
	loop100: alternative('d', 'plain Node.js loop by 100', 100),
	loop1000: alternative('d', 'plain Node.js loop', 1_000),
	mapped: alternative('e', 'Analyze, nine fields mapped', 1_000, { items: 'foreign' }),
	editFields: alternative('f', 'Edit Fields, then Analyze', 1_000, { items: 'foreign' }),
	hubspot: alternative('g', 'Analyze, HubSpot v3', 1_000, { items: 'hubspot', maxLeads: 10_000 }),
	hubspotLegacy: alternative('g', 'Analyze, HubSpot legacy', 1_000, {
		items: 'hubspotLegacy',
		maxLeads: 10_000,
	}),
	prepareUpdate: alternative('h', 'Prepare Update for HubSpot', 0, {
		items: 'scored',
		maxLeads: 10_000,
		task: 'prepare',
	}),
	propertiesByHand: alternative('i', 'Edit Fields with ten expressions', 0, {
		items: 'scored',
		isSlow: true,
		maxLeads: 1_000,
		task: 'prepare',
	}),
};

export type AlternativeName = keyof typeof ALTERNATIVES;

export const ALTERNATIVE_NAMES = Object.keys(ALTERNATIVES) as AlternativeName[];

/** The alternative with which others of the same task are compared. */
export const YARDSTICKS: Readonly<Record<Task, AlternativeName>> = {
	score: 'analyze1000',
	prepare: 'prepareUpdate',
};

export const isLoop = (name: AlternativeName): boolean => ALTERNATIVES[name].letter === 'd';

/** The number of requests of an alternative; undefined if our node decides. */
export function requestsFor(name: AlternativeName, leads: number): number | undefined {
	const { leadsPerRequest, isAutomatic } = ALTERNATIVES[name];
	if (isAutomatic) return undefined;
	return leadsPerRequest === 0 ? 0 : Math.ceil(leads / leadsPerRequest);
}
