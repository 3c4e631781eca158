import type { FastifyError, FastifyInstance } from 'fastify';
import { z, ZodError } from 'zod';

import { shapeSchema } from './answers';
import { changeSchema, planSchema, sendEventSchema } from './control';
import type { SandboxControl } from './control';
import { withoutSecrets } from './deliver';
import { addFaultControl, FAULT_INDEX } from './faults/routes';
import { Refusal } from './refusal';
import { scriptSchema } from './script';
import { subscriptionSchema } from './subscriptions';
import type { Subscription } from './subscriptions';

/** What the page at `/control` tells a person who looks around. */
export const CONTROL_INDEX = {
	'POST /control/reset': 'forget everything',
	'GET /control/leads': 'all leads with their scores and histories',
	'PATCH /control/leads/:id': 'change fields of a lead (by id or email), which scores it anew',
	'GET /control/subscriptions': 'who gets events',
	'POST /control/subscriptions': '{url, events?, headers?}: subscribe',
	'DELETE /control/subscriptions/:id': 'unsubscribe',
	'POST /control/events':
		'{event, lead_id?, timestamp?, data?, payload?, headers?, url?}: send one',
	'GET /control/plan': 'the plan in force',
	'PUT /control/plan': '{plan: starter | growth | enterprise} or {perHour?, perDay?}',
	'PUT /control/shape': '{echo?, reverse?, dropLast?, sameId?}: how results come',
	'POST /control/answers':
		'{times?, skip?, status?, headers?, body?, truncate?, drop?, delayMs?}: script the next answers',
	'GET /control/requests': 'the last requests to the service',
	'GET /control/requests/count': 'how many requests there were since the last reset',
	'GET /control/deliveries': 'what became of events and batches',
	'POST /control/settled': 'answers when every delivery is done',
	...FAULT_INDEX,
} as const;

const planBodySchema = z.union([
	z
		.object({ plan: planSchema })
		.strict()
		.transform(({ plan }) => plan),
	planSchema,
]);

/** A header may be a token: over HTTP only its name is shown. */
const shown = ({ id, url, events, headers }: Subscription) => ({
	id,
	url: withoutSecrets(url),
	events,
	headers: Object.keys(headers),
});

/** What is wrong with a request to the control API, and where. */
const sentenceOf = ({ issues }: ZodError): string =>
	issues
		.map(({ path, message }) => (path.length > 0 ? `${path.join('.')}: ${message}` : message))
		.join('; ');

const LOOPBACK = /^(?:localhost|127\.0\.0\.1|\[::1\])(?::\d+)?$/i;

/** The control functions over HTTP, to be registered under `/control`. No key: loopback only. */
export function addControl(app: FastifyInstance, control: SandboxControl): void {
	// A web page could reach a loopback port under a host name of its own.
	app.addHook('onRequest', async (request) => {
		if (LOOPBACK.test(request.host)) return;
		throw new Refusal(403, 'The control API answers to localhost and 127.0.0.1 only');
	});

	// Some clients name a type even when they send nothing.
	app.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => {
		if (body.length === 0) done(null, undefined);
		else done(new Refusal(400, 'The control API reads JSON, sent as application/json'));
	});

	// Whoever writes a fault wants to know what may be written, more than in the service's own words.
	app.setErrorHandler((error: FastifyError | Error) => {
		throw error instanceof ZodError ? new Refusal(400, sentenceOf(error)) : error;
	});

	app.get('/', () => CONTROL_INDEX);

	app.post('/reset', async () => {
		await control.reset();
		return { done: true };
	});

	app.get('/leads', () => control.leads());
	app.patch<{ Params: { id: string } }>('/leads/:id', (request) =>
		control.changeLead(request.params.id, changeSchema.parse(request.body)),
	);

	app.get('/subscriptions', () => control.subscriptions().map(shown));
	app.post('/subscriptions', (request, reply) =>
		reply.code(201).send(shown(control.subscribe(subscriptionSchema.parse(request.body)))),
	);
	app.delete<{ Params: { id: string } }>('/subscriptions/:id', (request) => {
		if (control.unsubscribe(request.params.id)) return { done: true };
		throw new Refusal(404, `There is no subscription ${request.params.id}`);
	});

	app.post('/events', (request) => control.sendEvent(sendEventSchema.parse(request.body)));

	app.get('/plan', () => ({ plan: control.plan() }));
	app.put('/plan', (request) => {
		control.setPlan(planBodySchema.parse(request.body));
		return { plan: control.plan() };
	});

	app.put('/shape', (request) => {
		control.setShape(shapeSchema.parse(request.body));
		return { done: true };
	});
	app.post('/answers', (request) => {
		control.answerNext(scriptSchema.parse(request.body));
		return { done: true };
	});

	app.get('/requests', () => control.requests());
	app.get('/requests/count', () => ({ count: control.requestCount() }));
	app.get('/deliveries', () => control.deliveries());
	app.post('/settled', async () => {
		await control.settled();
		return control.deliveries();
	});

	addFaultControl(app, control);
}
