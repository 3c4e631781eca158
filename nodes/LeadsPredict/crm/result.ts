/** What a CRM's answer says of one record. */

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

/** What a CRM's answer says of one part that was to be created. */
export type PartResult =
	| { readonly result: 'created' | 'exists' }
	| {
			readonly result: 'failed';
			readonly reason: string;
			readonly code?: string;
			readonly retryable?: boolean;
	  };
