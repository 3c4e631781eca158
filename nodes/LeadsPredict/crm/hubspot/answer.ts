import { z } from 'zod';

import { sameAddress } from '../../contract';
import { own } from '../../json';
import { failed } from '../result';
import type { Person, Result } from '../result';
import { HUBSPOT_FURTHER_EMAILS, idProperty, traceId } from './requests';
import {
	errorInWords,
	errorSchema,
	holderOf,
	isKnownSentence,
	isOfRecords,
	indexesOf,
	problemsIn,
} from './errors';
import type { HubspotError, SentValues, UniqueHolder } from './errors';
import { plainText, readReply } from '../httpReply';
import type { CrmError } from '../httpReply';
import type { CrmRequest } from '../crmRequest';
import { lookupKey } from '../identity';

/**
 * HubSpot's answers to batch requests: `{status, results[], errors[]}`, 200 when all went well and 207
 * when some did (documented). Results come in no promised order (said by HubSpot's staff), so they
 * are joined by what identifies them: the trace id, HubSpot's own id, the property that was searched
 * by. Decided: whoever is named twice, or by a result that another record claims as well, was not
 * said to be written.
 */

/** A number in some answers, a text in most. */
const idSchema = z.union([z.string().min(1), z.number()]).transform(String);

const filled = (value: unknown): string | undefined => {
	const text = plainText(value)?.trim();
	return text === '' ? undefined : text;
};

/** A contact's own address, and the further ones it is found by as well. */
const addressesOf = (values: Readonly<Record<string, unknown>>): string[] =>
	[values['email'], ...(plainText(values[HUBSPOT_FURTHER_EMAILS]) ?? '').split(';')].flatMap(
		(email) => {
			const address = filled(email);
			return address === undefined ? [] : sameAddress(address);
		},
	);

const resultSchema = z
	.object({
		id: idSchema,
		properties: z.record(z.unknown()).catch({}),
		/** Of an upsert. */
		new: z.boolean().optional().catch(undefined),
		objectWriteTraceId: z.string().optional().catch(undefined),
		/** Where people see the contact; not in every answer. */
		url: z.string().url().optional().catch(undefined),
	})
	.transform((result) => ({ ...result, addresses: addressesOf(result.properties) }));

type HubspotResult = z.infer<typeof resultSchema>;

const bodySchema = z.object({
	/** PENDING, PROCESSING, CANCELED or COMPLETE (documented). */
	status: z.unknown(),
	results: z.array(z.unknown()),
	errors: z.array(z.unknown()).catch([]),
});

const REFUSED = 'HubSpot refused the request: ';

/** Categories of what passes by itself: a limit, and a fault of HubSpot's own. */
const PASSING: ReadonlyArray<string | undefined> = ['INTERNAL_ERROR', 'RATE_LIMITS'];

interface HubspotRefusal extends CrmError {
	readonly error: HubspotError;
}

/** HubSpot's refusal of a whole request. */
const refusalOf =
	(request: CrmRequest) =>
	(said: unknown): HubspotRefusal | undefined => {
		const body = typeof said === 'string' && isKnownSentence(said) ? { message: said } : said;
		const error = errorSchema.safeParse(body).data;
		if (error === undefined || typeof own(body, 'message') !== 'string') return undefined;
		const { category } = error;
		return {
			reason: `${REFUSED}${errorInWords(error, request)}`,
			...(category !== undefined && { code: category }),
			...(PASSING.includes(category) && { retryable: true }),
			error,
		};
	};

interface HubspotBody {
	readonly results: readonly HubspotResult[];
	readonly errors: readonly HubspotError[];
	/** Whether all of it could be read, and HubSpot had finished. */
	readonly isWhole: boolean;
}

function read(
	request: CrmRequest,
	answers: readonly unknown[],
): HubspotBody | HubspotRefusal | CrmError {
	const refusalIn = refusalOf(request);
	const reply = readReply(answers, refusalIn);
	if (!reply.ok) return reply.refusal;
	const body = bodySchema.safeParse(reply.body);
	if (!body.success) {
		return refusalIn(reply.body) ?? { reason: 'HubSpot’s answer holds no results' };
	}
	const { status, ...all } = body.data;
	const results = all.results.flatMap((result) => resultSchema.safeParse(result).data ?? []);
	const errors = all.errors.flatMap((error) => errorSchema.safeParse(error).data ?? []);
	const isRead = results.length === all.results.length && errors.length === all.errors.length;
	const isFinished = status === undefined || status === 'COMPLETE';
	return { results, errors, isWhole: isRead && isFinished };
}

function failedWith(error: HubspotError, request: CrmRequest): Result {
	const code = error.subCategory ?? error.category;
	return failed({
		reason: errorInWords(error, request),
		...(code !== undefined && { code }),
	});
}

/** An error that names a record: of a task that has its unique value already, it says that it is there. */
function outcomeOf(error: HubspotError, request: CrmRequest): Result {
	const holder = request.purpose === 'tasks' ? holderOf(error) : undefined;
	return holder === undefined ? failedWith(error, request) : existing(holder);
}

const existing = ({ id }: UniqueHolder): Result => ({
	result: 'exists',
	...(id !== undefined && { recordId: id }),
});

const UNSAID: Result = {
	result: 'failed',
	reason: 'HubSpot did not say what became of this record',
};

/** What a result or an id in an error must be to mean the record at an index. */
interface Names {
	readonly trace: string;
	readonly id: string;
	/** The LeadsPredict id that was written. */
	readonly leadId: string | undefined;
	readonly properties: Readonly<Record<string, unknown>>;
}

const sentSchema = z
	.object({
		inputs: z.array(
			z.object({ id: z.unknown(), properties: z.record(z.unknown()).catch({}) }).catch({
				id: undefined,
				properties: {},
			}),
		),
	})
	.catch({ inputs: [] });

function namesIn({ records, body, find_by, id_field }: CrmRequest): Names[] {
	const { inputs } = sentSchema.parse(body);
	return records.map(({ id, leads }, index) => {
		const input = inputs[index];
		const properties = input?.id === id ? input.properties : {};
		return {
			trace: traceId(index),
			id: lookupKey(find_by, id),
			leadId: (plainText(properties[id_field]) ?? leads[0]?.lead_id)?.trim(),
			properties,
		};
	});
}

/** Whether a result's own properties say whose it is: this record's, another's, or nothing of it. */
function says(
	result: HubspotResult,
	{ id, leadId }: Names,
	{ find_by, id_field }: CrmRequest,
): 'this' | 'another' | 'nothing' {
	if (find_by === 'recordId') return result.id === id ? 'this' : 'another';
	const held = filled(result.properties[id_field]);
	if (find_by === 'leadspredictId') {
		return held === undefined ? 'nothing' : held === id ? 'this' : 'another';
	}
	const { addresses } = result;
	if (addresses.includes(id)) return 'this';
	// Found by a further address of the contact, it comes under its main one.
	if (held !== undefined && leadId !== undefined) return held === leadId ? 'this' : 'another';
	return addresses.length === 0 ? 'nothing' : 'another';
}

/**
 * Trace ids count the inputs of any request of ours: one alone does not tell an answer to this
 * request from an answer to another, so nothing else may contradict it.
 */
function isItsResult(result: HubspotResult, names: Names, request: CrmRequest): boolean {
	const traced = result.objectWriteTraceId;
	if (traced === undefined) return says(result, names, request) === 'this';
	return traced === names.trace && says(result, names, request) !== 'another';
}

const textsOf = (value: unknown): string[] =>
	(Array.isArray(value) ? value : [value]).flatMap((each) => filled(each) ?? []);

/** Whether an error names this record: by its trace id, else by its id under whatever key. */
function speaksOf(
	{ context }: HubspotError,
	{ trace, id }: Names,
	{ find_by }: CrmRequest,
): boolean {
	const traced = textsOf(context['objectWriteTraceId']);
	if (traced.length > 0) return traced.includes(trace);
	return Object.values(context)
		.flatMap(textsOf)
		.some((named) => lookupKey(find_by, named) === id);
}

/** Where an error names records, of this request or of another. */
const NAMING = ['objectWriteTraceId', 'ids', 'id'];

/** An error that names no record is about all of which nothing else is said. */
const generalOf = (
	errors: readonly HubspotError[],
	names: readonly Names[],
	request: CrmRequest,
): HubspotError | undefined =>
	errors.find(
		(error) =>
			NAMING.every((key) => textsOf(error.context[key]).length === 0) &&
			!names.some((each) => speaksOf(error, each, request)),
	);

const BECAUSE_OF_ANOTHER: Result = {
	result: 'failed',
	reason: 'Not written, because HubSpot refused another record of the same request',
	retryable: true,
};

/** What a record is found by is a property that was sent, too. */
const sentIn =
	(names: readonly Names[], { find_by, id_field }: CrmRequest): SentValues =>
	(property) => {
		const foundBy = idProperty(find_by, id_field);
		return new Map(
			names.flatMap(({ properties, id }, index): Array<[number, string]> => {
				const sent = plainText(properties[property]) ?? (property === foundBy ? id : undefined);
				return sent === undefined ? [] : [[index, sent]];
			}),
		);
	};

/** A refusal of tasks because one is there: the value that it quotes says which. */
function refusedTasks(
	names: readonly Names[],
	holder: UniqueHolder,
	refusal: HubspotRefusal,
): Result[] {
	const { message } = refusal.error;
	const isThere = names.map(({ id }) => names.length === 1 || message.includes(`value=${id}}`));
	const other = isThere.includes(true)
		? BECAUSE_OF_ANOTHER
		: failed({ ...refusal, retryable: true });
	return isThere.map((is) => (is ? existing(holder) : other));
}

/**
 * HubSpot documents for creating alone that a trace id keeps a fault to its own record; one bad value
 * may refuse an update of all. Whoever it is about failed; the others can be written without them,
 * and in smaller requests where HubSpot does not say who it is.
 */
function refusedUpdate(request: CrmRequest, refusal: HubspotRefusal): Result[] {
	const { error } = refusal;
	const names = namesIn(request);
	const holder = request.purpose === 'tasks' ? holderOf(error) : undefined;
	if (holder !== undefined) return refusedTasks(names, holder, refusal);
	if (names.length === 1 || !isOfRecords(error)) return names.map(() => failed(refusal));
	const context = Object.fromEntries(
		Object.entries(error.context).filter(([key]) => NAMING.includes(key)),
	);
	const isNamed = names.map((each) => speaksOf({ ...error, context }, each, request));
	const sent = sentIn(names, request);
	const problems = problemsIn(error).map((problem) => ({
		problem,
		indexes: indexesOf(problem, sent),
	}));
	const isTold =
		isNamed.includes(true) ||
		(problems.length > 0 && problems.every(({ indexes }) => indexes.length > 0));
	return names.map((_, index) => {
		if (isNamed[index]) return failed(refusal);
		const its = problems.filter(({ indexes }) => indexes.includes(index));
		if (its.length > 0) {
			const words = errorInWords(
				error,
				request,
				its.map(({ problem }) => problem),
			);
			return failed({ ...refusal, reason: `${REFUSED}${words}` });
		}
		return isTold ? BECAUSE_OF_ANOTHER : { ...failed(refusal), retryable: true };
	});
}

export function readHubspotUpdate(request: CrmRequest, answers: readonly unknown[]): Result[] {
	const body = read(request, answers);
	if ('error' in body) return refusedUpdate(request, body);
	if ('reason' in body) return request.records.map(() => failed(body));
	const names = namesIn(request);
	const general = generalOf(body.errors, names, request);
	const own = names.map((each) =>
		body.results.filter((result) => isItsResult(result, each, request)),
	);
	const claims = new Map<HubspotResult, number>();
	for (const result of own.flat()) claims.set(result, (claims.get(result) ?? 0) + 1);
	return names.map((each, index) => {
		const error = body.errors.find((one) => speaksOf(one, each, request));
		if (error !== undefined) return outcomeOf(error, request);
		const [result, ...others] = own[index] ?? [];
		if (result === undefined) return general === undefined ? UNSAID : failedWith(general, request);
		const isCertain = claims.get(result) === 1 && others.every(({ id }) => id === result.id);
		if (!isCertain) return UNSAID;
		return {
			result: result.new === true ? 'created' : 'written',
			recordId: result.id,
			...(result.url !== undefined && { recordUrl: result.url }),
		};
	});
}

const isNotFound = ({ category, subCategory, message }: HubspotError): boolean =>
	/not.?found/i.test(category === undefined ? message : `${category} ${subCategory}`);

const uncertain = (why: string): Result => ({
	result: 'failed',
	reason: `HubSpot’s answer ${why}, so it is not certain who was not found`,
});

const NOT_WHOLE = uncertain('is not complete');
const FOREIGN = uncertain('holds a contact that was not asked for');

/** What a contact is found by. */
function foundBy(result: HubspotResult, { find_by, id_field }: CrmRequest): readonly string[] {
	if (find_by === 'email') return result.addresses;
	const held = filled(result.properties[id_field]);
	return held === undefined ? [] : [held];
}

function personOf({ properties, url }: HubspotResult): Person {
	const text = (name: string): string | undefined => filled(properties[name]);
	const email = text('email');
	const name = [text('firstname'), text('lastname')].filter(Boolean).join(' ');
	const company = text('company');
	const phone = text('phone') ?? text('mobilephone');
	return {
		...(email !== undefined && { email }),
		...(name !== '' && { name }),
		...(company !== undefined && { company }),
		...(phone !== undefined && { phone }),
		...(url !== undefined && { record_url: url }),
	};
}

/** Of a contact that nobody asked for it is not certain whom it was found for. */
export function readHubspotLookup(request: CrmRequest, answers: readonly unknown[]): Result[] {
	const body = read(request, answers);
	if ('reason' in body) return request.records.map(() => failed(body));
	const names = namesIn(request);
	const byName = new Map<string, HubspotResult[]>(names.map(({ id }) => [id, []]));
	let isOwn = true;
	for (const result of body.results) {
		const asked = foundBy(result, request).flatMap((name) => {
			const found = byName.get(name);
			return found === undefined ? [] : [found];
		});
		for (const found of asked) found.push(result);
		if (asked.length === 0) isOwn = false;
	}
	const general = generalOf(
		body.errors.filter((error) => !isNotFound(error)),
		names,
		request,
	);
	return names.map((each) => {
		const own = byName.get(each.id) ?? [];
		const ids = [...new Set(own.map(({ id }) => id))];
		const [result] = own;
		if (ids.length > 1) return { result: 'several', recordIds: ids };
		if (result !== undefined) {
			return {
				result: 'found',
				recordId: result.id,
				current: result.properties,
				...(request.find_by === 'leadspredictId' && { person: personOf(result) }),
			};
		}
		const error = body.errors.find((one) => speaksOf(one, each, request));
		if (error !== undefined)
			return isNotFound(error) ? { result: 'not_found' } : failedWith(error, request);
		if (general !== undefined) return failedWith(general, request);
		if (!body.isWhole) return NOT_WHOLE;
		return isOwn ? { result: 'not_found' } : FOREIGN;
	});
}
