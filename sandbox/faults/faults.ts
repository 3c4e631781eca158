import type { Endpoint } from '../api';
import { createEventFaults } from './events';
import type { EventFaults, EventFaultSettings } from './events';
import { needsResults } from './kinds';
import type { Answer, Fault, RequestFault, ScheduledFault } from './kinds';
import { createRandomFaults } from './random';
import type { RandomFaults, RandomFaultSettings } from './random';
import type { RefusedLeads } from './refusedLeads';
import { createSchedule } from './schedule';

const concerns = (endpoint: Endpoint) => (entry: ScheduledFault) =>
	(entry.endpoint === undefined || entry.endpoint === endpoint) &&
	(!needsResults(entry.fault.kind) || endpoint === 'analyze' || endpoint === 'batch');

/** All faults of a service, and their selection. */
export function createFaults() {
	const answers = createSchedule<Answer>({ inLine: true });
	const scheduled = createSchedule<ScheduledFault>({ inLine: false });
	let random: RandomFaults | undefined;
	let events: EventFaults | undefined;
	let refused: RefusedLeads | undefined;

	return {
		/** Scripted answers to the next requests. They take precedence over all other faults. */
		answerNext: (answer: Answer): void => answers.add(answer),
		/** Makes some of the next requests meet a fault. */
		schedule: (fault: ScheduledFault): void => scheduled.add(fault),
		/** Draws faults for all later requests; `undefined` ends it. Forgets earlier requests. */
		setRandom(settings: RandomFaultSettings | undefined): void {
			random = settings && createRandomFaults(settings);
		},
		/** The same for events. */
		setEvents(settings: EventFaultSettings | undefined): void {
			events?.release();
			events = settings && createEventFaults(settings);
		},
		/** Refuses every request with such a lead; `{}` selects leads at `refused.example`. */
		refuseLeads(leads: RefusedLeads | undefined): void {
			refused = leads;
		},
		/** All active faults; scheduled faults and answers in their order. */
		inForce: () => ({
			scheduled: scheduled.all(),
			...(answers.all().length > 0 && { answers: answers.all() }),
			...(random && { random: random.settings }),
			...(events && { events: events.settings }),
			...(refused && { refused }),
		}),
		clear(): void {
			answers.clear();
			scheduled.clear();
			random = undefined;
			events?.release();
			events = undefined;
			refused = undefined;
		},

		/** The scheduled fault of a request before its body is read. */
		scheduledFor: (endpoint: Endpoint): Fault | undefined =>
			scheduled.next(concerns(endpoint))?.fault,
		/** The answer scripted for a request. */
		answerFor(): RequestFault | undefined {
			const answer = answers.next();
			return answer && { ...answer, kind: 'answer' };
		},
		/** The random fault of a request. */
		drawnFor: (digest: string, hasResults: boolean): Fault | undefined =>
			random?.next(digest, hasResults),
		events: (): EventFaults | undefined => events,
		refused: (): RefusedLeads | undefined => refused,
	};
}
