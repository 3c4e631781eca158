import { z } from 'zod';

/**
 * What the Prepare operations put out, one item a request, and Read Answer reads back: all that an
 * HTTP Request node needs, and what the request is about.
 */

const leadSummarySchema = z.object({
	email: z.string().optional(),
	name: z.string().optional(),
	lead_id: z.string().optional(),
	score: z.number().optional(),
	/** What a lookup by the LeadsPredict ID found, for people. */
	company: z.string().optional(),
	phone: z.string().optional(),
	record_url: z.string().optional(),
});

/** A record in a request. */
export const requestRecordSchema = z.object({
	/** What the CRM is told to find it by, as it stands in the body. */
	id: z.string(),
	/** Of a task: its subject. */
	subject: z.string().optional(),
	/** Whose it is: all scores that became this record, the newest first. */
	leads: z.array(leadSummarySchema).min(1),
	/** Which items of the input these were, in the order of `leads`. */
	positions: z.array(z.number().int().nonnegative()).optional(),
	/**
	 * Of a lookup: the items that are looked up, as they came. Of a task: the items that it is created
	 * for, each with its first task and empty with the others. Of an update: the scored items, as far
	 * as Prepare Update reads them, in the order of `leads`, so that they can be prepared once more.
	 */
	items: z.array(z.record(z.unknown())).optional(),
	/** Values that were not written, or not as a whole. */
	left_out: z.array(z.object({ field: z.string(), why: z.string() })).optional(),
});

export type RequestRecord = z.infer<typeof requestRecordSchema>;

/**
 * How often a record is sent at most. Each attempt takes half as many records into a request as the
 * one before, so that the last sends a record alone, and a refusal costs nobody else.
 */
export const MAX_ATTEMPTS = 8;

/** What led to no request, so that Read Answer can account for every lead. */
export const notSentSchema = z.object({
	lead: leadSummarySchema,
	result: z.enum(['unchanged', 'skipped', 'failed']),
	reason: z.string().optional(),
	/** Which item of the input it was. */
	position: z.number().int().nonnegative().optional(),
	/** Of a lookup with Only Unknown Records: the item, which is handed on with what is said here. */
	item: z.record(z.unknown()).optional(),
});

export type NotSent = z.infer<typeof notSentSchema>;

/** An item that needs no request, and that Read Answer hands on as it came. */
export const keptItemSchema = z.object({
	position: z.number().int().nonnegative(),
	item: z.record(z.unknown()),
});

export type KeptItem = z.infer<typeof keptItemSchema>;

/** JSON, or a text for a CRM that takes several requests in one body. */
const bodySchema = z.union([z.record(z.unknown()), z.string()]);
/** HTTP Request takes it as an expression. */
const methodSchema = z.enum(['PATCH', 'POST', 'PUT']);

export type Method = z.infer<typeof methodSchema>;

export const crmRequestSchema = z.object({
	method: methodSchema,
	/** Absolute: n8n's HTTP Request node takes no other. Empty when there is nothing to send. */
	url: z.string(),
	body: bodySchema,
	/** In the order in which they stand in the request. Empty when there is nothing to send. */
	records: z.array(requestRecordSchema),
	/** Which CRM it is for: a value of CRM in the panel. */
	crm: z.string(),
	purpose: z.enum(['lookup', 'tasks', 'update']),
	/** Tells requests apart, those of other steps and runs as well. */
	request_id: z.string(),
	/** Its place among the requests of the run, from 0. */
	number: z.number().int().nonnegative(),
	/** Which attempt to send its records this is, from 1; absent for the first. */
	attempt: z.number().int().positive().optional(),
	/** How records are found: by the CRM's own id, the email, or the LeadsPredict id. */
	find_by: z.enum(['recordId', 'email', 'leadspredictId']),
	/** The CRM's field that holds the LeadsPredict id; of tasks, the one that holds a task's own. */
	id_field: z.string(),
	/** On the first request of a run alone. */
	not_sent: z.array(notSentSchema).optional(),
	/** On the first request of a run alone, with Keep Every Item or Only Unknown Records. */
	kept: z.array(keptItemSchema).optional(),
});

export type CrmRequest = z.infer<typeof crmRequestSchema>;

/** What is created once in a CRM: a field, or what a field needs. */
const partSchema = z.object({
	/** What it is, in words: "field", "permission set". */
	kind: z.string(),
	/** The CRM's internal name. */
	name: z.string(),
});

/** What Prepare Fields puts out, one item a request. */
export const fieldsRequestSchema = z.object({
	method: methodSchema,
	url: z.string(),
	body: bodySchema,
	/** In the order in which they stand in the request. */
	creates: z.array(partSchema).min(1),
	crm: z.string(),
	purpose: z.literal('fields'),
	request_id: z.string(),
	/** A request needs what those with a lower number create. */
	number: z.number().int().nonnegative(),
});

export type FieldsRequest = z.infer<typeof fieldsRequestSchema>;

/** What any Prepare step puts out. */
export const preparedRequestSchema = z.discriminatedUnion('purpose', [
	crmRequestSchema,
	fieldsRequestSchema,
]);

export type PreparedRequest = z.infer<typeof preparedRequestSchema>;

/** What Read Answer puts out for each part that was to be created. */
export const createdPartSchema = partSchema.extend({
	/** `exists` when the CRM has one of that name, which is left as it is. */
	result: z.enum(['created', 'exists', 'failed']),
	reason: z.string().optional(),
	code: z.string().optional(),
	/** Set when the same request can succeed later. */
	retryable: z.boolean().optional(),
});

/** What Read Answer says of each task of a lead. */
export const createdTaskSchema = z.object({
	/** Empty for a lead whose record is not known. */
	subject: z.string().optional(),
	/** `exists` when a task of this lead and action is there, done or not. */
	result: z.enum(['created', 'exists', 'skipped', 'failed']),
	/** The CRM's own ID of the task. */
	task_id: z.string().optional(),
	/** Why there is no task. */
	reason: z.string().optional(),
	code: z.string().optional(),
	/** Set when the same task can be created if it is sent again. */
	retryable: z.boolean().optional(),
	/** Of a retryable task: how often it was sent so far. */
	attempts: z.number().optional(),
});

export type CreatedTask = z.infer<typeof createdTaskSchema>;

/** What Read Answer puts out for each lead of an update. */
export const writtenLeadSchema = leadSummarySchema.extend({
	result: z.enum(['written', 'created', 'unchanged', 'skipped', 'failed']),
	/** The CRM's own id of the record. */
	record_id: z.string().optional(),
	/** Why it failed, in the CRM's own words where it has some. */
	reason: z.string().optional(),
	code: z.string().optional(),
	/**
	 * Set when the same write can succeed if it is sent again. The item then also holds all of the
	 * score, so that Prepare Update takes it again.
	 */
	retryable: z.boolean().optional(),
	/** Of a retryable item: how often it was sent so far. */
	attempts: z.number().optional(),
	left_out: z.array(z.object({ field: z.string(), why: z.string() })).optional(),
	/** Set for an older score of a person whose newer one was written. */
	merged: z.boolean().optional(),
	/** After Prepare Tasks. */
	tasks: z.array(createdTaskSchema).optional(),
});
