import type { CrmRequest, FieldsRequest, Method } from './crmRequest';
import type { Problem } from '../types';
import type { FindBy } from './identity';
import type { ScoredItem, CrmField } from './mapping';
import type { CrmRecord } from './prepare';
import type { PartResult, Result } from './result';

/**
 * What differs between CRMs: where fields go, what a record is found by, how a request looks and how
 * its answer is read. Adding a CRM is adding a folder with one such value to the list in `crms.ts`.
 */

type AnswerReader = (request: CrmRequest, answers: readonly unknown[]) => readonly Result[];

/** What a lookup finds records by, in the order in which its requests are made. */
export const LOOKUP_BY = ['email', 'leadspredictId'] as const;

export type LookupBy = (typeof LOOKUP_BY)[number];

export interface HttpRequest {
	readonly method: Method;
	/** Absolute: n8n's HTTP Request node takes no other. */
	readonly url: string;
	/** JSON, or a text of the content type that `authentication` names. */
	readonly body: Readonly<Record<string, unknown>> | string;
}

export interface RequestContext {
	/** Where this organisation's API is; empty for a CRM with one address for all. */
	readonly instanceUrl: string;
	/** The field that holds the LeadsPredict id. */
	readonly idField: string;
	readonly fields: readonly CrmField[];
	/** Whether records that are not there are created. */
	readonly create: boolean;
}

export type ReadInstanceUrl =
	| { readonly ok: true; readonly url: string }
	| { readonly ok: false; readonly why: string };

/** How people say where their organisation's API is. */
export interface InstanceUrl {
	readonly placeholder: string;
	readonly description: string;
	/** What to enter instead of an address that cannot be read. */
	readonly advice: string;
	readonly read: (text: string) => ReadInstanceUrl;
}

/** What people are told of one of the formats of Prepare Fields. */
export interface FieldsAdvice {
	/** In the panel: what is left to do. */
	readonly notice?: string;
	/** Above the output, line by line: what is easily forgotten. */
	readonly warning?: readonly string[];
}

/** The fields as a list for people. */
export interface FieldList extends FieldsAdvice {
	readonly items: (fields: readonly CrmField[]) => readonly object[];
}

/** A request that creates fields, or what they need. */
export type FieldRequest = HttpRequest & Pick<FieldsRequest, 'creates'>;

/** How people say which user gets the right to new fields. */
export interface Grantee {
	readonly placeholder: string;
	readonly description: string;
	/** Why a text is not the ID of a user; undefined when it is. */
	readonly wrong: (userId: string) => string | undefined;
}

export interface FieldsContext extends Pick<RequestContext, 'instanceUrl'> {
	/** The ID of the user who gets the right to the fields; empty for none. */
	readonly grantTo: string;
	/** Whether the field that tasks need is created as well. */
	readonly taskField?: boolean;
}

/** The requests that create the fields. */
export interface FieldRequests extends FieldsAdvice {
	/** In the order in which they must be made. */
	readonly prepare: (
		fields: readonly CrmField[],
		context: FieldsContext,
	) => readonly FieldRequest[];
	/** Set for a CRM in which nobody may see a new field. */
	readonly grantee?: Grantee;
	/** What came for a request, in the order of what it creates. */
	readonly read: (request: FieldsRequest, answers: readonly unknown[]) => readonly PartResult[];
}

/** A next action of a lead that becomes a task of its record. */
export interface CrmTask {
	/** The lead and the action, by which the CRM tells that a task is there already. */
	readonly id: string;
	/** The CRM's own ID of the record. */
	readonly recordId: string;
	readonly subject: string;
	/** What whoever does it should know, line by line. */
	readonly notes: readonly string[];
	/** The deadline, ISO 8601 in UTC; noon for a deadline without a time. */
	readonly due: string | undefined;
	readonly priority: 'high' | 'normal' | 'low' | undefined;
}

export interface TasksContext extends Pick<RequestContext, 'instanceUrl'> {
	/** The ID of the user who gets the tasks; empty for nobody in particular. */
	readonly owner: string;
	readonly now: Date;
}

/** Tasks of records, each created once. */
export interface CrmTasks {
	/** Tasks that one request takes at most. */
	readonly maxTasks: number;
	/** The field of tasks that holds the `id`; no two tasks have the same. */
	readonly idField: string;
	readonly create: (tasks: readonly CrmTask[], context: TasksContext) => HttpRequest;
	readonly read: AnswerReader;
}

export interface Crm {
	/** Value of CRM in the panel. Part of saved workflows. */
	readonly value: string;
	readonly name: string;
	/** How it is called in the list of CRMs. */
	readonly option: string;
	/** "HubSpot contact"; with an s it is its plural. */
	readonly record: string;
	readonly fields: readonly CrmField[];
	/** Records that one request takes at most. */
	readonly maxRecords: number;
	readonly findBy: readonly FindBy[];
	/** Source and kind of the records whose ids it knows. */
	readonly source: string;
	readonly recordType: string;
	/** Two record ids that come to the same are one. */
	readonly recordKey: (id: string) => string;
	/** What a record needs that is to be created, or why it cannot be. */
	readonly creation: (scored: ScoredItem) => Record<string, string> | Problem;
	/** @param records at most `maxRecords`, all found in the same way */
	readonly update: (
		by: FindBy,
		records: readonly CrmRecord[],
		context: RequestContext,
	) => HttpRequest;
	/** @param ids emails or LeadsPredict IDs, at most `maxRecords`, each once */
	readonly lookup: (by: LookupBy, ids: readonly string[], context: RequestContext) => HttpRequest;
	/**
	 * Read what came for a request, in the order of its records.
	 * @param answers the json of the items that came, in their order
	 */
	readonly readUpdate: AnswerReader;
	readonly readLookup: AnswerReader;
	/** Fields that come with every record that is found, and that no score has written. */
	readonly systemFields: readonly string[];
	/** Why a name cannot be that of a new field; undefined when it can. */
	readonly wrongName: (name: string) => string | undefined;
	/** The fields to create, one item a field. */
	readonly fieldList: FieldList;
	/** Set for a CRM that can be asked to create them. */
	readonly fieldRequests?: FieldRequests;
	/** Set for a CRM whose records have tasks. */
	readonly tasks?: CrmTasks;
	/** Set when every organisation has its own address. */
	readonly instanceUrl?: InstanceUrl;
	/** How to set up the HTTP Request node that makes the requests, after its method, URL and body. */
	readonly authentication: string;
	/** How the HTTP Request node sends the body, and with which headers; as JSON by default. */
	readonly sending?: readonly string[];
}
