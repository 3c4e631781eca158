import type { FastifyError, FastifyInstance } from 'fastify';
import { z, ZodError } from 'zod';

import { EVENT_NAMES } from './api';
import type { EventName, LeadEvent } from './api';
import { callbackPlanSchema, MESSAGES } from './callbacks';
import { eventOf } from './events';
import { resultChangesSchema } from './faults/corruptResults';
import { EVENT_FAULTS, eventFaultsSchema } from './faults/events';
import { answerSchema, FAULTS, scheduledFaultSchema } from './faults/kinds';
import { randomFaultsSchema } from './faults/random';
import { refusedLeadsSchema } from './faults/refusedLeads';
import { isLoopback } from './html';
import { createMeter, limitsOf, planSchema } from './plan';
import { Refusal } from './refusal';
import { score, sendEvent } from './state';
import type { State } from './state';
import { timestampOf } from './store';
import type { KnownLead } from './store';
import { subscriptionSchema, webAddress } from './subscriptions';
import type { Subscription } from './subscriptions';
import { readChange } from './validate';
import type { LeadChange } from './validate';
import { withoutSecrets } from './webhookSender';

/** Milliseconds, at most a minute. */
export const latencySchema = z.number().int().nonnegative().max(60_000);

/**
 * An event to send by hand. A `payload` is sent unchanged. Without one, an event in the documented form
 * is made, with `data` merged over the known lead.
 */
const sendEventSchema = z
	.object({
		event: z.enum(EVENT_NAMES),
		/** The lead may be unknown. */
		lead_id: z.string().min(1).optional(),
		timestamp: z.string().optional(),
		data: z.record(z.unknown()).optional(),
		payload: z.unknown(),
		/** Merged over the headers of the subscription, e.g. for a wrong token. */
		headers: z.record(z.string()).optional(),
		/** Sends only to this URL, without the headers of a subscription. */
		url: webAddress.optional(),
	})
	.strict();

type SendEventRequest = z.infer<typeof sendEventSchema>;

function madeEvent(state: State, { event, lead_id, timestamp, data }: SendEventRequest): LeadEvent {
	const known = lead_id === undefined ? undefined : state.store.byId(lead_id);
	const base = known
		? eventOf(event, known, known.history.at(-2)?.score)
		: { event, data: { lead_id: lead_id ?? 'lead_unknown' } };
	return {
		event,
		timestamp: timestamp ?? timestampOf(state.now()),
		data: { ...base.data, ...data },
	};
}

function recipients(state: State, event: EventName, url: string | undefined) {
	if (url !== undefined) return [{ url, headers: {} }];
	return state.subscriptions.all().filter(({ events }) => events.includes(event));
}

/** @returns what was sent, and to how many URLs */
function sendByHand(state: State, request: SendEventRequest) {
	const { event, url, headers } = request;
	const made = request.payload === undefined ? madeEvent(state, request) : undefined;
	const payload = made ?? request.payload;
	const to = recipients(state, event, url);
	for (const recipient of to) {
		const delivery = {
			kind: 'event' as const,
			name: event,
			url: recipient.url,
			headers: { ...recipient.headers, ...headers },
			payload,
		};
		// A forged event meets no further faults.
		if (made && url === undefined && headers === undefined) sendEvent(state, delivery, made);
		else void state.sender.send(delivery);
	}
	return { payload, sentTo: to.length };
}

/** @throws Refusal (400, 404) */
function changeLead(state: State, lead: string, change: unknown): KnownLead {
	const changed = readChange(change);
	const known = state.store.byId(lead) ?? state.store.byEmail(lead);
	if (!known) throw new Refusal(404, `No lead is known as ${lead}`);
	return score(state, { ...known.lead, ...changed });
}

/** A header may be a token, so HTTP shows only its name. */
const shown = ({ id, url, events, headers }: Subscription) => ({
	id,
	url: withoutSecrets(url),
	events,
	headers: Object.keys(headers),
});

interface Route {
	/** Method and path: `GET /leads/:id`. */
	readonly address: string;
	readonly summary: string;
	/** Default: 200. */
	readonly status?: number;
	handle(body: unknown, id: string): unknown;
}

const DONE = { done: true };

/** A control function with its HTTP routes. In the same process it is called directly. */
const withRoutes = <F extends (...args: never[]) => unknown>(call: F, ...routes: Route[]) =>
	Object.assign(call, { routes });

/** A function without input. @param toBody maps its result to the HTTP body */
const action = <R>(
	address: string,
	summary: string,
	call: () => R,
	toBody: (result: Awaited<R>) => unknown = () => DONE,
) => withRoutes(call, { address, summary, handle: async () => toBody(await call()) });

/** A function that changes nothing. */
const query = <R>(
	path: string,
	summary: string,
	call: () => R,
	toBody: (result: Awaited<R>) => unknown = (result) => result,
) => action(`GET ${path}`, summary, call, toBody);

/** A function whose input is checked first. @throws ZodError */
function command<S extends z.ZodTypeAny, R>(
	address: string,
	summary: string,
	schema: S,
	run: (input: z.output<S>) => R,
	toBody: (result: R) => unknown = () => DONE,
	status = 200,
) {
	const handle = (body: unknown): R => run(schema.parse(body));
	const route = { address, summary, status, handle: (body: unknown) => toBody(handle(body)) };
	return withRoutes((input: z.input<S>): R => handle(input), route);
}

/** A setting. DELETE, or `undefined` in the same process, removes it. @throws ZodError */
function setting<S extends z.ZodTypeAny>(
	path: string,
	summary: string,
	schema: S,
	set: (input: z.output<S> | undefined) => void,
	toBody: () => unknown,
) {
	const put = command(`PUT ${path}`, summary, schema, set, toBody);
	const end = action(`DELETE ${path}`, 'end that', () => set(undefined));
	const call = (input: z.input<S> | undefined): void => (input === undefined ? end() : put(input));
	return withRoutes(call, ...put.routes, ...end.routes);
}

const namedPlan = z.object({ plan: planSchema }).strict();
const planBodySchema = z.union([namedPlan.transform(({ plan }) => plan), planSchema]);

/**
 * All control functions of the sandbox. LeadsPredict has nothing like them. This list yields the
 * functions in a process, the routes under `/control` and their index.
 */
export function createControl(state: State) {
	const { callbacks, faults, ledger, log, sender, store, subscriptions } = state;
	const inForce = () => faults.inForce();
	return {
		reset: action(
			'POST /reset',
			'reset everything to the plan, latency and random faults of the start',
			async () => await state.reset(),
		),
		leads: query('/leads', 'all leads with their scores and histories', () => store.all()),
		changeLead: withRoutes((lead: string, change: LeadChange) => changeLead(state, lead, change), {
			address: 'PATCH /leads/:id',
			summary: 'change fields of a lead (by id or email), which scores it again',
			handle: (change, lead) => changeLead(state, lead, change),
		}),
		subscriptions: query(
			'/subscriptions',
			'who gets events',
			() => subscriptions.all(),
			(all) => all.map(shown),
		),
		subscribe: command(
			'POST /subscriptions',
			'{url, events?, headers?}: subscribe',
			subscriptionSchema,
			(subscription) => subscriptions.add(subscription),
			shown,
			201,
		),
		unsubscribe: withRoutes((id: string) => subscriptions.remove(id), {
			address: 'DELETE /subscriptions/:id',
			summary: 'unsubscribe',
			handle(_body, id) {
				if (subscriptions.remove(id)) return DONE;
				throw new Refusal(404, `There is no subscription ${id}`);
			},
		}),
		sendEvent: command(
			'POST /events',
			'{event, lead_id?, timestamp?, data?, payload?, headers?, url?}: send one',
			sendEventSchema,
			(event) => sendByHand(state, event),
			(sent) => sent,
		),
		plan: query(
			'/plan',
			'the plan in force',
			() => state.plan,
			(plan) => ({ plan }),
		),
		setPlan: command(
			'PUT /plan',
			'{plan: starter | growth | enterprise} or {perHour?, perDay?}: starts new windows',
			planBodySchema,
			(plan) => {
				state.plan = plan;
				state.meter = createMeter(limitsOf(plan), state.now);
			},
			() => ({ plan: state.plan }),
		),
		setResults: command(
			'PUT /results',
			'{echo?, reverse?, dropLast?, sameId?}: change all results',
			resultChangesSchema,
			(changes) => {
				state.resultChanges = changes;
			},
		),
		requests: query('/requests', 'the last 1,000 requests to the service', () => log.all()),
		requestCount: query(
			'/requests/count',
			'how many requests there were since the last reset',
			() => log.count(),
			(count) => ({ count }),
		),
		deliveries: query('/deliveries', 'deliveries of events and batches, with their outcomes', () =>
			sender.all(),
		),
		settled: action(
			'POST /settled',
			'answers when every delivery has arrived or failed',
			async () => await sender.settled(),
			() => sender.all(),
		),

		faults: query('/faults', 'all faults by name, and those in force', inForce, (all) => ({
			inForce: all,
			kinds: FAULTS,
			eventKinds: EVENT_FAULTS,
			messages: MESSAGES,
		})),
		scheduleFault: command(
			'POST /faults',
			'{fault, times?, skip?, every?, endpoint?}: for some of the next requests',
			scheduledFaultSchema,
			(fault) => faults.schedule(fault),
			inForce,
		),
		clearFaults: action('DELETE /faults', 'end all faults', () => faults.clear()),
		answerNext: command(
			'POST /answers',
			'{times?, skip?, status?, headers?, body?, truncate?, drop?, delayMs?}: script the next answers',
			answerSchema,
			(answer) => faults.answerNext(answer),
		),
		setRandomFaults: setting(
			'/faults/random',
			'{seed, rate, kinds?, mostInRow?, headers?, waitMs?, slowMs?}: draw faults',
			randomFaultsSchema,
			(settings) => faults.setRandom(settings),
			inForce,
		),
		setEventFaults: setting(
			'/faults/events',
			'{seed, rate, kinds?, copies?, gapMs?, delayMs?}: the same for events',
			eventFaultsSchema,
			(settings) => faults.setEvents(settings),
			inForce,
		),
		refuseLeads: setting(
			'/faults/refused',
			'{domain?, emails?, field?, reason?}: refuse requests that hold such a lead',
			refusedLeadsSchema,
			(leads) => faults.refuseLeads(leads),
			inForce,
		),
		callbacks: query('/callbacks', 'the settings of callbacks for asynchronous batches', () =>
			callbacks.plan(),
		),
		setCallbacks: command(
			'PUT /callbacks',
			'{policy?, retryDelaysMs?, messages?, atOnce?, delayMs?, gapMs?, echo?, batchId?, acknowledgeAfterMs?}',
			callbackPlanSchema,
			(plan) => callbacks.setPlan(plan),
			() => callbacks.plan(),
		),
		setLatency: command(
			'PUT /latency',
			'{ms}: delay every answer',
			z.object({ ms: latencySchema }).strict(),
			({ ms }) => {
				state.latencyMs = ms;
			},
		),
		ledger: query('/ledger', 'what was received, answered, counted and scored', () =>
			ledger.totals(),
		),
		ledgerLeads: query('/ledger/leads', 'how often each lead was scored and answered', () =>
			ledger.leads(),
		),
		ledgerBodies: query('/ledger/bodies', 'the same by the content of requests', () =>
			ledger.bodies(),
		),
	};
}

export type SandboxControl = ReturnType<typeof createControl>;

const routesOf = (control: SandboxControl): Route[] =>
	Object.values(control).flatMap(({ routes }) => routes);

/** The index at `/control`. */
export const controlIndex = (control: SandboxControl): Record<string, string> =>
	Object.fromEntries(
		routesOf(control).map(({ address, summary }) => [address.replace(' /', ' /control/'), summary]),
	);

/** States what is wrong with a request to the control API, and where. */
const sentenceOf = ({ issues }: ZodError): string =>
	issues
		.map(({ path, message }) => (path.length > 0 ? `${path.join('.')}: ${message}` : message))
		.join('; ');

/** The control functions over HTTP, to be registered under `/control`. No key: loopback only. */
export function addControl(app: FastifyInstance, control: SandboxControl): void {
	app.addHook('onRequest', async (request) => {
		if (isLoopback(request)) return;
		throw new Refusal(403, 'The control API answers to localhost and 127.0.0.1 only');
	});

	// Some clients send a content type even without a body.
	app.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => {
		if (body.length === 0) done(null, undefined);
		else done(new Refusal(400, 'The control API reads JSON, sent as application/json'));
	});

	// Control errors explain what is allowed, in more detail than the service's errors.
	app.setErrorHandler((error: FastifyError | Error) => {
		throw error instanceof ZodError ? new Refusal(400, sentenceOf(error)) : error;
	});

	app.get('/', () => controlIndex(control));
	for (const { address, status = 200, handle } of routesOf(control)) {
		const [method = '', url = ''] = address.split(' ');
		app.route<{ Params: { id?: string } }>({
			method,
			url,
			async handler(request, reply) {
				const body = await handle(request.body, request.params.id ?? '');
				return reply.code(status).send(body);
			},
		});
	}
}
