import type { Started } from './executions';
import type { Forgery } from './forgeries';
import type { Answer } from './post';
import { exactly, none } from './problems';
import type { Problems } from './problems';

export interface Answered {
	readonly forgery: Forgery;
	readonly answer: Answer;
}

/**
 * @param executions all of the workflow, at the end
 * @param genuine leads of the events that were no forgeries, each sent once
 */
export function judgeForged(
	answered: readonly Answered[],
	executions: readonly Started[],
	genuine: readonly string[],
	sent: number,
): Problems {
	const leads = executions.flatMap((each) => each.leads);
	const ofForgeries = executions.filter(
		(each) => each.leads.length === 0 || each.leads.some((lead) => !genuine.includes(lead)),
	);
	const unheard = genuine.filter((lead) => leads.filter((other) => other === lead).length !== 1);
	const nameOf = ({ forgery, answer }: Answered) =>
		`${forgery.kind}: ${answer.status} ${answer.said}`;
	return [
		...exactly('Forged events sent', answered.length, sent),
		...exactly(
			'Executions that a forged event started',
			Math.max(ofForgeries.length, executions.length - genuine.length),
			0,
		),
		...none(
			'Forged events without a status',
			answered.filter(({ answer }) => answer.status === 0).map(nameOf),
		),
		...none(
			'Forged events with another status than their kind calls for',
			answered
				.filter(({ forgery, answer }) => !forgery.expected.includes(answer.status))
				.map(nameOf),
		),
		...none(
			'Genuine events that did not start the workflow once, although forgers sent them before',
			unheard,
		),
	];
}
