import type { CrmRequest, RequestRecord } from './crmRequest';
import { readHubspotLookup, readHubspotUpdate } from './hubspot/answer';
import { readSalesforceLookup, readSalesforceUpdate } from './salesforce/answer';

/** What became of one record of a request. */
export type RecordOutcome = { readonly record: RequestRecord } & Result;

/** `written` and `created` only ever mean that the CRM's answer names this very record. */
export type Result =
	| { readonly result: 'written' | 'created'; readonly recordId: string | undefined }
	| {
			readonly result: 'found';
			readonly recordId: string;
			readonly current: Readonly<Record<string, unknown>>;
	  }
	| { readonly result: 'not_found' }
	| { readonly result: 'several'; readonly recordIds: readonly string[] }
	| {
			readonly result: 'failed';
			readonly reason: string;
			readonly code?: string;
			/** Set when the same record can be sent again. */
			readonly retryable?: boolean;
			readonly recordId?: string;
	  };

const READERS = {
	hubspot: { update: readHubspotUpdate, lookup: readHubspotLookup },
	salesforceLead: { update: readSalesforceUpdate, lookup: readSalesforceLookup },
	salesforceContact: { update: readSalesforceUpdate, lookup: readSalesforceLookup },
} as const;

/**
 * @param answers the json of the items that came for this request, in their order
 * @returns one outcome for each record of the request, in their order, whatever came
 */
export function readAnswer(request: CrmRequest, answers: readonly unknown[]): RecordOutcome[] {
	const results = READERS[request.crm][request.purpose](request, answers);
	return request.records.map((record, place) => ({
		record,
		...(results[place] ?? { result: 'failed', reason: 'The answer says nothing of this record' }),
	}));
}
