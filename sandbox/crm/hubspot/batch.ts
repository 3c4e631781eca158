/**
 * HubSpot's batches of contacts: read, create, update, upsert.
 *
 * Documented: at most 100 inputs; `id` is a record id unless `idProperty` names the email or a
 * property with unique values; 200 (201 for create) when all went well, 207 with `results[]`,
 * `errors[]` and `numErrors` when some did; in a create, an `objectWriteTraceId` on every input makes
 * faults of single inputs part of a 207; it comes back with results and errors; a read must name
 * `properties` and `propertiesWithHistory`; partial upserts are not supported with `idProperty` email.
 * Seen: the same id twice refuses the whole batch; without trace ids one wrong value does; a read
 * with histories takes 50 inputs; results do
 * not come in the order of the inputs (HubSpot/hubspot-api-nodejs#190); ids that are not found together in one error; an id that is no number and has no `idProperty` changes nothing and
 * reported as not found without being named (HubSpot/hubspot-api-nodejs#548); the id of a record
 * that was merged away is left out of an answer that otherwise says 200.
 * Decided, always the stricter reading: one fault refuses all of an update or upsert, trace ids or
 * not, unless a test sets it otherwise; any unknown word in an input is refused; `idProperty` must
 * be the same on all inputs, and there in an upsert; no two inputs may have one trace id; results
 * hold the properties that were sent and the computed ones, no others; results come last input
 * first and then every second one; an upsert by email of a contact that exists is a partial one,
 * and refused, when it leaves out a property the contact has a value for.
 */
import { z } from 'zod';

import { acceptedValues, shownContact } from './contacts';
import type { Contact } from './contacts';
import { checkValues, stringsOf, valuesNotValid } from './propertyValues';
import type { PropertyValues } from './propertyValues';
import { HubSpotRefusal, invalid, someNotFound } from './refusal';
import type { BatchError, Context } from './refusal';
import type { HubSpotState } from './state';

export const MAX_INPUTS = 100;
const MAX_INPUTS_WITH_HISTORY = 50;
const RECORD_ID = /^\d+$/;

export const traceId = z.string().min(1).optional();
const idProperty = z.string().min(1).optional();
const properties = z.unknown();

export const batchOf = <T extends z.ZodRawShape>(input: T) =>
	z.object({ inputs: z.array(z.object(input).strict()) });

const createBody = batchOf({
	properties,
	objectWriteTraceId: traceId,
	associations: z.array(z.unknown()).optional(),
}).strict();
const updateBody = batchOf({
	id: z.string().min(1),
	idProperty,
	properties,
	objectWriteTraceId: traceId,
}).strict();
const readBody = batchOf({ id: z.string().min(1) })
	.extend({
		properties: z.array(z.string()),
		propertiesWithHistory: z.array(z.string()),
		idProperty,
	})
	.strict();

export interface Input {
	/** Missing in a create. */
	readonly id?: string | undefined;
	readonly idProperty?: string | undefined;
	readonly objectWriteTraceId?: string | undefined;
	readonly values: PropertyValues;
}

export interface BatchAnswer {
	readonly status: number;
	readonly body: Record<string, unknown>;
}

/** @throws HubSpotRefusal (400) */
export function parsed<S extends z.ZodTypeAny>(schema: S, body: unknown): z.output<S> {
	const { success, data, error } = schema.safeParse(body);
	if (success) return data as z.output<S>;
	const [issue] = error.issues;
	throw invalid(`Invalid input JSON: ${issue?.path.join('.')}: ${issue?.message}`);
}

export function checkCount(count: number): void {
	if (count === 0) throw invalid('No inputs were given');
	if (count > MAX_INPUTS) {
		throw invalid(
			`The maximum number of inputs supported in a batch request is ${MAX_INPUTS}. Received ${count}.`,
		);
	}
}

const repeated = (texts: readonly string[]): string[] => [
	...new Set(texts.filter((text, index) => texts.indexOf(text) !== index)),
];

function checkIds(ids: readonly string[]): void {
	const twice = repeated(ids.map((id) => id.trim().toLowerCase()));
	if (twice.length > 0) {
		throw invalid(`Duplicate IDs found in batch input: [${twice.join(', ')}]. IDs must be unique`, {
			context: { ids: twice },
		});
	}
}

function checkIdProperty(state: HubSpotState, named: ReadonlyArray<string | undefined>): void {
	const [first] = named;
	if (named.some((name) => name !== first)) {
		throw invalid('All inputs of a batch must have the same idProperty');
	}
	// Throws when the property's values are not unique; the value looked for does not matter.
	if (first !== undefined) state.contacts.byUnique(first, '');
}

/** Last input first, then every second of those: never the order of the inputs. */
export function shuffled<T>(inOrder: readonly T[]): T[] {
	const backwards = [...inOrder].reverse();
	return [
		...backwards.filter((_, index) => index % 2 === 0),
		...backwards.filter((_, index) => index % 2 === 1),
	];
}

export function batchAnswer(
	now: Date,
	results: readonly unknown[],
	errors: readonly BatchError[],
	success = 200,
): BatchAnswer {
	const time = now.toISOString();
	return {
		status: errors.length > 0 ? 207 : success,
		body: {
			completedAt: time,
			status: 'COMPLETE',
			startedAt: time,
			results,
			...(errors.length > 0 && { errors, numErrors: errors.length }),
		},
	};
}

export const traced = (input: Input): Context =>
	input.objectWriteTraceId === undefined ? {} : { objectWriteTraceId: [input.objectWriteTraceId] };

/** Whether there is a trace id on every input. */
export function areTraced(inputs: readonly Input[]): boolean {
	const traceIds = inputs.flatMap(({ objectWriteTraceId }) => objectWriteTraceId ?? []);
	const [twice] = repeated(traceIds);
	if (twice !== undefined) throw invalid(`objectWriteTraceId ${twice} is not unique`);
	return traceIds.length === inputs.length;
}

const notFoundId = ({ id = '', idProperty: by }: Input): string =>
	by === undefined && !RECORD_ID.test(id) ? '' : id;

function notFoundErrors(inputs: readonly Input[]): BatchError[] {
	const isTraced = ({ objectWriteTraceId }: Input): boolean => objectWriteTraceId !== undefined;
	const ids = new Set(inputs.filter((input) => !isTraced(input)).map(notFoundId));
	return [
		...(ids.size > 0 ? [someNotFound([...ids])] : []),
		...inputs.filter(isTraced).map((input) => someNotFound([notFoundId(input)], traced(input))),
	];
}

type Outcome = { readonly contact: Contact; readonly isNew?: boolean } | 'not found' | 'left out';

function run(
	state: HubSpotState,
	inputs: readonly Input[],
	success: 200 | 201,
	work: (input: Input, values: PropertyValues) => Outcome,
): BatchAnswer {
	const isolates = success === 201 || state.traceIdsIsolate === 'allWrites';
	// Faults of single inputs leave the others alone.
	const multiStatus = areTraced(inputs) && isolates;
	if (!multiStatus) {
		const problems = inputs.flatMap(({ values }) => checkValues(state.properties, values).problems);
		if (problems.length > 0) throw valuesNotValid(problems);
	}
	const results: unknown[] = [];
	const errors: BatchError[] = [];
	const notFound: Input[] = [];

	state.contacts.atomically(() => {
		for (const input of inputs) {
			try {
				const outcome = work(input, acceptedValues(state.properties, input.values));
				if (outcome === 'not found') notFound.push(input);
				else if (outcome !== 'left out') results.push(shownResult(state, input, outcome));
			} catch (error) {
				if (!multiStatus || !(error instanceof HubSpotRefusal)) throw error;
				errors.push(error.inBatch(traced(input)));
			}
		}
	});
	const allErrors = [...notFoundErrors(notFound), ...errors];
	return batchAnswer(state.now(), shuffled(results), allErrors, success);
}

function shownResult(
	state: HubSpotState,
	input: Input,
	{ contact, isNew }: Exclude<Outcome, string>,
) {
	const { idProperty: by, objectWriteTraceId, values } = input;
	// A contact made by an upsert has its id as a property that was not sent as one.
	const sent = [...Object.keys(values), ...(isNew === true && by !== undefined ? [by] : [])];
	const shown = shownContact(contact, ['hs_object_id', ...sent], state.properties);
	// What was cleared is an empty text here, null only in what was requested.
	const held = Object.entries(shown.properties).map(([name, value]) => [name, value ?? '']);
	return {
		...shown,
		properties: Object.fromEntries(held),
		...(isNew !== undefined && { new: isNew }),
		...(objectWriteTraceId !== undefined && { objectWriteTraceId }),
		url: `https://app.hubspot.com/contacts/${state.portalId}/record/0-1/${contact.id}`,
	};
}

function find(state: HubSpotState, { id = '', idProperty: by }: Input): Contact | undefined {
	return by === undefined ? state.contacts.byId(id) : state.contacts.byUnique(by, id);
}

export function readContacts(state: HubSpotState, body: unknown): BatchAnswer {
	const { inputs, idProperty: by, ...wanted } = parsed(readBody, body);
	checkCount(inputs.length);
	if (wanted.propertiesWithHistory.length > 0 && inputs.length > MAX_INPUTS_WITH_HISTORY) {
		throw invalid(
			`The maximum number of inputs supported in a batch request for property histories is ${MAX_INPUTS_WITH_HISTORY}. Received ${inputs.length}.`,
		);
	}
	checkIds(inputs.map(({ id }) => id));
	checkIdProperty(state, [by]);
	const found = inputs.map(({ id }) => {
		const input = { id, idProperty: by, values: {} };
		return { input, contact: find(state, input) };
	});
	const results = found.flatMap(({ contact }) =>
		contact ? [shownContact(contact, wanted.properties, state.properties)] : [],
	);
	const notFound = found.flatMap(({ input, contact }) => (contact ? [] : [input]));
	return batchAnswer(state.now(), shuffled(results), notFoundErrors(notFound));
}

export function createContactsInBatch(state: HubSpotState, body: unknown): BatchAnswer {
	const inputs = parsed(createBody, body).inputs;
	checkCount(inputs.length);
	const prepared = inputs.map(({ properties: sent, objectWriteTraceId }) => ({
		values: stringsOf(sent),
		objectWriteTraceId,
	}));
	return run(state, prepared, 201, (_input, values) => ({
		contact: state.contacts.create(values),
	}));
}

const preparedOf = (state: HubSpotState, body: unknown): Input[] => {
	const inputs = parsed(updateBody, body).inputs;
	checkCount(inputs.length);
	checkIds(inputs.map(({ id }) => id));
	checkIdProperty(
		state,
		inputs.map((input) => input.idProperty),
	);
	return inputs.map(({ properties: sent, ...input }) => ({ ...input, values: stringsOf(sent) }));
};

export function updateContactsInBatch(state: HubSpotState, body: unknown): BatchAnswer {
	return run(state, preparedOf(state, body), 200, (input, values) => {
		const contact = find(state, input);
		if (contact) return { contact: state.contacts.update(contact, values) };
		const merged = input.idProperty === undefined && state.contacts.mergedInto(input.id ?? '');
		return merged === undefined || merged === false ? 'not found' : 'left out';
	});
}

function refusePartial(state: HubSpotState, contact: Contact, values: PropertyValues): void {
	if (state.partialUpsertByEmail === 'written') return;
	const missing = Object.keys(contact.properties).filter(
		(name) =>
			name !== 'email' && !(name in values) && state.properties.find(name)?.readOnlyValue === false,
	);
	if (missing.length === 0) return;
	const message = `Partial upserts are not supported when using email as the idProperty: ${missing.join(', ')} of contact ${contact.id} not sent`;
	throw invalid(message);
}

export function upsertContacts(state: HubSpotState, body: unknown): BatchAnswer {
	const inputs = preparedOf(state, body);
	if (inputs[0]?.idProperty === undefined) {
		throw invalid('An upsert needs an idProperty on every input');
	}
	return run(state, inputs, 200, (input, values) => {
		const by = input.idProperty ?? '';
		const contact = find(state, input);
		if (contact) {
			if (by === 'email') refusePartial(state, contact, values);
			return { contact: state.contacts.update(contact, values), isNew: false };
		}
		const own = acceptedValues(state.properties, { [by]: input.id ?? '' });
		return { contact: state.contacts.create({ ...own, ...values }), isNew: true };
	});
}
