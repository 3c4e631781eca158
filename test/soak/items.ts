import type { IDataObject } from 'n8n-workflow';

import { draws, pick } from '../../sandbox/faults/draw';
import type { Draw } from '../../sandbox/faults/draw';

/** Made-up items, the same for the same seed: good leads, some without an email, some that are refused. */

/** What an item is, and so what must become of it. */
export type Kind = 'good' | 'badRecord' | 'noEmail';

export interface Item {
	readonly kind: Kind;
	/** Empty where there is none. */
	readonly email: string;
	readonly json: IDataObject;
}

/** Leads at this domain are refused by the sandbox when it is told so. */
export const REFUSED_DOMAIN = 'refused.example';

const INDUSTRIES: [string, ...string[]] = ['Technology', 'Finance', 'Retail', 'Logistics'];

/** Different places among `count`. */
function places(draw: Draw, count: number, wanted: number): Set<number> {
	const chosen = new Set<number>();
	while (chosen.size < Math.min(wanted, count)) chosen.add(Math.floor(draw() * count));
	return chosen;
}

export interface Composition {
	readonly count: number;
	readonly badRecords: number;
	readonly noEmails: number;
}

export function madeItems(
	seed: number,
	{ count, badRecords, noEmails }: Composition,
): readonly Item[] {
	const odd = [...places(draws('places', seed), count, badRecords + noEmails)];
	const refused = new Set(odd.slice(0, badRecords));
	const without = new Set(odd.slice(badRecords));
	return Array.from({ length: count }, (_, index): Item => {
		const draw = draws('item', seed, index);
		const kind = refused.has(index) ? 'badRecord' : without.has(index) ? 'noEmail' : 'good';
		const domain = kind === 'badRecord' ? REFUSED_DOMAIN : `company${index % 97}.example`;
		const email = kind === 'noEmail' ? '' : `person${index}.of${seed}@${domain}`;
		const json: IDataObject = {
			email,
			name: `Given${index} Family${Math.floor(draw() * 1_000)}`,
			company: `Company ${index % 97}`,
			industry: pick(draw, INDUSTRIES),
			revenue: Math.floor(draw() * 500) * 10_000,
			employees: 1 + Math.floor(draw() * 400),
			engagement_score: Math.floor(draw() * 101),
		};
		return { kind, email, json };
	});
}
