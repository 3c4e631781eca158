import type { Endpoint } from '../api';
import { createEventFaults } from './events';
import type { EventFaults, EventFaultSettings } from './events';
import { needsResults } from './kinds';
import type { Answer, Fault, RequestFault, ScheduledFault } from './kinds';
import { createRandomFaults } from './random';
import type { RandomFaults, RandomFaultSettings } from './random';
import type { RefusedLeads } from './refusedLeads';
import { createSchedule } from './schedule';

/** All that is in force. */
export interface FaultsInForce {
	/** Not used up, in their order. */
	readonly scheduled: readonly ScheduledFault[];
	readonly answers?: readonly Answer[];
	readonly random?: RandomFaultSettings;
	readonly events?: EventFaultSettings;
	readonly refused?: RefusedLeads;
}

/** All faults of a service, and what is decided by them. */
export interface Faults {
	/** Answers the next requests in place of the service; they win over everything else. */
	answerNext(answer: Answer): void;
	/** Makes some of the next requests meet a fault. */
	schedule(fault: ScheduledFault): void;
	/** Draws faults for all requests from now on; `undefined` ends it. Earlier requests are forgotten. */
	setRandom(settings: RandomFaultSettings | undefined): void;
	/** The same for events. */
	setEvents(settings: EventFaultSettings | undefined): void;
	/** Refuses every request that holds such a lead; `{}` means those at `refused.example`. */
	refuseLeads(leads: RefusedLeads | undefined): void;
	inForce(): FaultsInForce;
	/** Ends all of the above. */
	clear(): void;

	/** The scheduled fault of a request whose content is not known yet. */
	scheduledFor(endpoint: Endpoint): Fault | undefined;
	/** The answer scripted for a request. */
	answerFor(): RequestFault | undefined;
	/** The random fault of a request. */
	drawnFor(digest: string, hasResults: boolean): Fault | undefined;
	events(): EventFaults | undefined;
	refused(): RefusedLeads | undefined;
}

const concerns = (endpoint: Endpoint) => (entry: ScheduledFault) =>
	(entry.endpoint === undefined || entry.endpoint === endpoint) &&
	(!needsResults(entry.fault.kind) || endpoint === 'analyze' || endpoint === 'batch');

export function createFaults(): Faults {
	const answers = createSchedule<Answer>({ inLine: true });
	const scheduled = createSchedule<ScheduledFault>({ inLine: false });
	let random: RandomFaults | undefined;
	let events: EventFaults | undefined;
	let refused: RefusedLeads | undefined;

	return {
		answerNext: (answer) => answers.add(answer),
		schedule: (fault) => scheduled.add(fault),
		setRandom(settings) {
			random = settings && createRandomFaults(settings);
		},
		setEvents(settings) {
			events?.release();
			events = settings && createEventFaults(settings);
		},
		refuseLeads(leads) {
			refused = leads;
		},
		inForce: () => ({
			scheduled: scheduled.all(),
			...(answers.all().length > 0 && { answers: answers.all() }),
			...(random && { random: random.settings }),
			...(events && { events: events.settings }),
			...(refused && { refused }),
		}),
		clear() {
			answers.clear();
			scheduled.clear();
			random = undefined;
			events?.release();
			events = undefined;
			refused = undefined;
		},
		scheduledFor: (endpoint) => scheduled.next(concerns(endpoint))?.fault,
		answerFor() {
			const answer = answers.next();
			return answer && { ...answer, kind: 'answer' };
		},
		drawnFor: (digest, hasResults) => random?.next(digest, hasResults),
		events: () => events,
		refused: () => refused,
	};
}
