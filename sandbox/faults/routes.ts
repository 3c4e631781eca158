import type { FastifyInstance } from 'fastify';
import { z } from 'zod';

import { callbackPlanSchema, MESSAGES } from '../callbacks';
import type { FaultControl } from './control';
import { latencySchema } from './control';
import { EVENT_FAULTS, eventMixSchema } from './events';
import { FAULTS } from './kinds';
import { faultMixSchema } from './mix';
import { faultOrderSchema } from './orders';
import { refusedLeadsSchema } from './refusedLeads';

export const FAULT_INDEX = {
	'GET /control/faults': 'all faults by name, and those in force',
	'POST /control/faults': '{fault, times?, skip?, every?, endpoint?}: order one',
	'DELETE /control/faults': 'end all faults',
	'PUT /control/faults/mix':
		'{seed, rate, kinds?, mostInRow?, headers?, waitMs?, slowMs?}: draw faults; DELETE ends it',
	'PUT /control/faults/events':
		'{seed, rate, kinds?, copies?, gapMs?, delayMs?}: the same for events; DELETE ends it',
	'PUT /control/faults/refused':
		'{domain?, emails?, field?, reason?}: refuse requests that hold such a lead; DELETE ends it',
	'GET /control/callbacks': 'how an asynchronous batch is called back',
	'PUT /control/callbacks':
		'{manner?, retryDelaysMs?, messages?, atOnce?, delayMs?, gapMs?, echo?, batchId?, acknowledgeAfterMs?}',
	'PUT /control/latency': '{ms}: hold every answer back',
	'GET /control/ledger': 'what was received, answered, counted and scored',
	'GET /control/ledger/leads': 'how often each lead was scored and answered',
	'GET /control/ledger/bodies': 'the same by the content of requests',
} as const;

const latencyBodySchema = z.object({ ms: latencySchema }).strict();

/** The faults' part of the control API. */
export function addFaultControl(app: FastifyInstance, control: FaultControl): void {
	const DONE = { done: true };

	app.get('/faults', () => ({
		inForce: control.faults(),
		kinds: FAULTS,
		eventKinds: EVENT_FAULTS,
		messages: MESSAGES,
	}));
	app.post('/faults', (request) => {
		control.fault(faultOrderSchema.parse(request.body));
		return control.faults();
	});
	app.delete('/faults', () => {
		control.clearFaults();
		return DONE;
	});

	app.put('/faults/mix', (request) => {
		control.setFaultMix(faultMixSchema.parse(request.body));
		return control.faults();
	});
	app.delete('/faults/mix', () => {
		control.setFaultMix(undefined);
		return DONE;
	});
	app.put('/faults/events', (request) => {
		control.setEventFaults(eventMixSchema.parse(request.body));
		return control.faults();
	});
	app.delete('/faults/events', () => {
		control.setEventFaults(undefined);
		return DONE;
	});
	app.put('/faults/refused', (request) => {
		control.refuseLeads(refusedLeadsSchema.parse(request.body));
		return control.faults();
	});
	app.delete('/faults/refused', () => {
		control.refuseLeads(undefined);
		return DONE;
	});

	app.get('/callbacks', () => control.callbacks());
	app.put('/callbacks', (request) => {
		control.setCallbacks(callbackPlanSchema.parse(request.body));
		return control.callbacks();
	});
	app.put('/latency', (request) => {
		control.setLatency(latencyBodySchema.parse(request.body).ms);
		return DONE;
	});

	app.get('/ledger', () => control.ledger());
	app.get('/ledger/leads', () => control.ledgerLeads());
	app.get('/ledger/bodies', () => control.ledgerBodies());
}
