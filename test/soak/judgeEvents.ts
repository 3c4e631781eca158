import type { Started } from './executions';
import { exactly, none } from './problems';
import type { Problems } from './problems';
import type { Delivered } from './sender';

/** One event, and its copies. */
export interface Sent {
	readonly lead: string;
	readonly copies: readonly Delivered[];
}

export interface EventsVerdict {
	/** Milliseconds between the first and the last copy of one event, at most. */
	readonly widest: number;
	/** Events of which n8n broke off a call, or answered one with an error. */
	readonly brokenOff: readonly string[];
	/** What must hold when n8n is stopped between its answers, and what when it is stopped amid them. */
	readonly problems: Readonly<Record<'between' | 'amid', Problems>>;
}

const spread = ({ copies }: Sent): number => {
	const times = copies.map(({ sentAt }) => sentAt);
	return Math.max(...times) - Math.min(...times);
};

/** @param copies how often each event was to be sent */
export function judgeEvents(
	sent: readonly Sent[],
	copies: number,
	executions: readonly Started[],
): EventsVerdict {
	const ran = new Map<string, number>();
	for (const { leads } of executions) {
		for (const lead of leads) ran.set(lead, (ran.get(lead) ?? 0) + 1);
	}
	const known = new Set(sent.map(({ lead }) => lead));
	const all = sent.flatMap((each) => each.copies);
	const odd = executions.filter(({ leads }) => leads.length !== 1 || !known.has(leads[0] ?? ''));
	const brokenOff = new Set(
		sent.filter((each) => each.copies.some((copy) => copy.brokenOff)).map(({ lead }) => lead),
	);
	const twice = [...ran].filter(([, times]) => times > 1);
	const inWords = ([lead, times]: readonly [string, number]) => `${lead}: ${times} times`;
	const always = [
		...exactly('Copies sent', all.length, sent.length * copies),
		...none(
			'Events that were not executed',
			[...known].filter((lead) => !ran.has(lead)),
		),
		...none(
			'Executions of no event, or of several',
			odd.map(({ id, status }) => `execution ${id} (${status})`),
		),
		...none(
			'Executions that did not end well',
			executions
				.filter(({ status }) => status !== 'success')
				.map(({ id, status }) => `${id} ${status}`),
		),
		...none(
			'Copies that the trigger never took',
			sent
				.filter((each) => each.copies.some(({ said }) => said === undefined))
				.map(({ lead }) => lead),
		),
	];
	return {
		widest: Math.max(0, ...sent.map(spread)),
		brokenOff: [...brokenOff],
		problems: {
			between: [
				...always,
				...exactly('Executions', executions.length, sent.length),
				...none('Events that were executed more than once', twice.map(inWords)),
			],
			amid: [
				...always,
				...none(
					'Events that were executed more than once although n8n neither broke off nor failed at any of their calls',
					twice.filter(([lead]) => !brokenOff.has(lead)).map(inWords),
				),
			],
		},
	};
}
