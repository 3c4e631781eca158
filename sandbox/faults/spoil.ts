import type { AnalyzeOptions } from '../../nodes/LeadsPredict/contract';
import { resultsOf } from '../answers';
import type { Results, Shape } from '../answers';
import type { KnownLead } from '../store';
import type { FaultKind } from './kinds';

/** Results as they go out. */
export interface Spoiled {
	readonly data: { readonly leads: readonly unknown[]; readonly summary: Results['summary'] };
	/** The leads whose score a careful reader can take from it. */
	readonly told: readonly KnownLead[];
}

const THIRD = 3;
const NOBODY = { id: 'lead_of_nobody', email: 'nobody@elsewhere.example' };

/** The first lead whose id is not that of the first one. */
const anotherOf = (leads: readonly KnownLead[]): number =>
	leads.findIndex(({ id }) => id !== leads[0]?.id);

/**
 * The results of a request, spoilt by a fault.
 * @returns `undefined` when the fault cannot show: one lead alone has no order
 */
export function spoil(
	kind: FaultKind,
	known: readonly KnownLead[],
	options: AnalyzeOptions,
	shape: Shape,
): Spoiled | undefined {
	const { leads, summary } = resultsOf(known, options, shape);
	const instead = (changed: readonly unknown[], told: readonly KnownLead[]): Spoiled => ({
		data: { leads: changed, summary },
		told,
	});
	switch (kind) {
		case 'oneTooFew':
			return instead(leads.slice(0, -1), []);
		case 'oneTooMany': {
			const last = leads.at(-1);
			const extra = { ...last, id: NOBODY.id, ...(shape.echo && { email: NOBODY.email }) };
			return instead([...leads, extra], []);
		}
		case 'reordered': {
			if (anotherOf(known) < 0) return undefined;
			const echoed = resultsOf(known, options, { ...shape, echo: true, reverse: !shape.reverse });
			return { data: echoed, told: known };
		}
		case 'duplicateIds': {
			const at = anotherOf(known);
			const id = leads[0]?.id;
			if (at < 0) return undefined;
			return instead(
				leads.map((result, index) => (index === at ? { ...result, id } : result)),
				[],
			);
		}
		case 'nullScores': {
			const inOrder = shape.reverse ? [...known].reverse() : known;
			return instead(
				leads.map((result, index) => (index % THIRD === 0 ? { ...result, score: null } : result)),
				inOrder.filter((_lead, index) => index % THIRD !== 0),
			);
		}
		default:
			return undefined;
	}
}
