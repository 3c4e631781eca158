import type { CrmError } from './httpReply';

/** What a CRM's answer says of one record. */

/** Who a record is about, for steps and messages that have no more than a LeadsPredict ID. */
export interface Person {
	readonly email?: string;
	readonly name?: string;
	readonly company?: string;
	readonly phone?: string;
	/** Where people see the record. */
	readonly record_url?: string;
}

/** `written` and `created` only ever mean that the CRM's answer names this very record. */
export type Result =
	| {
			readonly result: 'written' | 'created';
			readonly recordId: string | undefined;
			/** Where people see the record, when the CRM says it. */
			readonly recordUrl?: string;
	  }
	| {
			readonly result: 'found';
			readonly recordId: string;
			readonly current: Readonly<Record<string, unknown>>;
			/** Who it is, when it was looked up by the LeadsPredict ID. */
			readonly person?: Person;
	  }
	| { readonly result: 'not_found' }
	/** Of what is created once. */
	| { readonly result: 'exists'; readonly recordId?: string }
	| { readonly result: 'several'; readonly recordIds: readonly string[] }
	| {
			readonly result: 'failed';
			readonly reason: string;
			readonly code?: string;
			/** Set when the same record can be sent again. */
			readonly retryable?: boolean;
			readonly recordId?: string;
	  };

/** What a CRM's answer says of one part that was to be created. */
export type PartResult =
	| { readonly result: 'created' | 'exists' }
	| {
			readonly result: 'failed';
			readonly reason: string;
			readonly code?: string;
			readonly retryable?: boolean;
	  };

/** What a refusal means for one record or part. */
export const failed = ({
	reason,
	code,
	retryable = false,
}: CrmError): Extract<Result, { readonly result: 'failed' }> => ({
	result: 'failed',
	reason,
	...(code !== undefined && { code }),
	...(retryable && { retryable }),
});
