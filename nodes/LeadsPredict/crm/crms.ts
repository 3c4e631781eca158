import type { ScoredItem, CrmField } from './mapping';
import { HUBSPOT } from './hubspot/hubspot';
import type { CannotIdentify, FindBy } from './identity';
import type { CrmRecord } from './prepare';
import { SALESFORCE_CONTACT, SALESFORCE_LEAD } from './salesforce/salesforce';

/** What differs between CRMs: where fields go, what a record is found by, how a request looks. */

export interface HttpRequest {
	readonly method: 'POST';
	/** Absolute: n8n's HTTP Request node takes no other. */
	readonly url: string;
	readonly body: Readonly<Record<string, unknown>>;
}

export interface RequestContext {
	/** Where this organisation's API is; HubSpot has one address for all. */
	readonly instanceUrl: string;
	/** The field that holds the LeadsPredict id. */
	readonly idField: string;
	readonly targets: readonly CrmField[];
	/** Whether records that are not there are created. */
	readonly create: boolean;
}

export interface Crm {
	/** Value of CRM in the panel. */
	readonly value: 'hubspot' | 'salesforceLead' | 'salesforceContact';
	readonly name: string;
	/** "HubSpot contact"; with an s it is its plural. */
	readonly record: string;
	readonly targets: readonly CrmField[];
	/** Records that one request takes at most. */
	readonly mostRecords: number;
	readonly ways: readonly FindBy[];
	/** Source and kind of the records whose ids it knows. */
	readonly source: string;
	readonly recordType: string;
	/** Two record ids that come to the same are one. */
	readonly recordKey: (id: string) => string;
	/** What a record needs that is to be created, or why it cannot be. */
	readonly creation: (scored: ScoredItem) => Record<string, string> | CannotIdentify;
	/** @param records at most `mostRecords`, all found in the same way */
	readonly update: (
		by: FindBy,
		records: readonly CrmRecord[],
		context: RequestContext,
	) => HttpRequest;
	/** @param emails at most `mostRecords`, each once */
	readonly lookup: (emails: readonly string[], context: RequestContext) => HttpRequest;
	/** How to set up the HTTP Request node that makes the requests, after its method, URL and body. */
	readonly authentication: string;
}

export const CRMS: readonly [Crm, ...Crm[]] = [HUBSPOT, SALESFORCE_CONTACT, SALESFORCE_LEAD];

export const idFieldOf = (targets: readonly CrmField[]): string =>
	targets.find(({ from }) => from === 'lead_id')?.to ?? '';
