import type { Field, FieldInput, FieldValue, Module } from './fields';
import type { ZohoRecord } from './records';
import type { ZohoState } from './state';

/** A record as tests look at it: every field, empty ones as null. */
export type KnownZohoRecord = Readonly<Record<string, FieldValue>> & { readonly id: string };

function recordsControl({ fields, records }: ZohoState, module: Module) {
	const known = ({ id, values }: ZohoRecord): KnownZohoRecord => ({
		...Object.fromEntries([...fields.of(module).keys()].map((name) => [name, null])),
		...values,
		id,
	});
	const get = (id: string): KnownZohoRecord | undefined => {
		const found = records.byId(id);
		return found?.module === module ? known(found) : undefined;
	};
	return {
		all: (): KnownZohoRecord[] => records.all(module).map(known),
		get,
		/** Creates a record, or changes the one of that id. */
		put(input: Readonly<Record<string, FieldValue>>): KnownZohoRecord {
			const body = { data: [input] };
			const [result] =
				input['id'] === undefined
					? records.insertAll(module, body)
					: records.updateAll(module, body);
			const record = get(String(result?.details['id'] ?? ''));
			if (result?.status !== 'success' || record === undefined) {
				throw new Error(JSON.stringify(result));
			}
			return record;
		},
		remove: (id: string): void => records.remove(id),
	};
}

export type ZohoControl = ReturnType<typeof zohoControl>;

/** What a test can do to Zoho CRM. */
export function zohoControl(state: ZohoState) {
	const mark = (id: string, mark: Partial<Pick<ZohoRecord, 'isConverted' | 'isLocked'>>): void => {
		const record = state.records.byId(id);
		if (record) state.records.put({ ...record, ...mark });
	};
	return {
		leads: recordsControl(state, 'Leads'),
		contacts: recordsControl(state, 'Contacts'),
		defineField: (module: Module, input: FieldInput): void =>
			void state.fields.create(module, { fields: [input] }),
		fields: (module: Module): Field[] => [...state.fields.of(module).values()],
		/** As when someone converts a lead: it cannot be changed any more. */
		convertLead: (id: string): void => mark(id, { isConverted: true }),
		setLocked: (id: string, isLocked: boolean): void => mark(id, { isLocked }),
		/** Whether the user may create fields; true by default. */
		setMayCustomize(isGranted: boolean): void {
			state.mayCustomize = isGranted;
		},
	};
}
