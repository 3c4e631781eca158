import { createFields } from './fields';
import { createRecords } from './records';

/** Everything one Zoho CRM account remembers. */
export type ZohoState = ReturnType<typeof createZohoState>;

export function createZohoState(token: string, now: () => Date) {
	const fields = createFields();
	const records = createRecords(fields, now);
	const state = {
		now,
		token,
		fields,
		records,
		/** Whether the user may create fields. */
		mayCustomize: true,
		clear(): void {
			records.clear();
			fields.clear();
			state.mayCustomize = true;
		},
	};
	return state;
}
