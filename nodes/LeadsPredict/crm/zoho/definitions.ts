import type { FieldRequest, FieldsContext } from '../crm';
import type { FieldsRequest } from '../crmRequest';
import { createdFields } from '../definitions';
import type { ListedField } from '../definitions';
import { descriptionOf } from '../fields';
import type { FieldFormat } from '../fieldFormat';
import { readReply } from '../httpReply';
import type { CrmField } from '../mapping';
import type { PartResult } from '../result';
import { failed, refusalIn, resultsIn } from './answer';
import { ZOHO_MAX_DIGITS } from './fields';
import { API_PATH } from './requests';
import type { ZohoModule } from './requests';

/** The custom fields that are created once in Zoho CRM, in the words of its API. Pure. */

/** A field as `POST settings/fields` takes it, as far as it is used here (documented). */
export interface ZohoField {
	readonly field_label: string;
	readonly data_type: 'date' | 'datetime' | 'double' | 'text' | 'textarea';
	readonly length?: number;
	readonly decimal_place?: number;
	readonly textarea?: { readonly type: 'small' };
	readonly unique?: { readonly casesensitive: 'true' };
	readonly tooltip?: { readonly name: 'info_icon'; readonly value: string };
}

type ZohoType = Pick<ZohoField, 'data_type' | 'length' | 'decimal_place' | 'textarea'>;

function zohoType(format: FieldFormat): ZohoType {
	switch (format.as) {
		case 'text':
			return { data_type: 'text', length: format.maxLength };
		case 'lines':
			return { data_type: 'textarea', length: format.maxLength, textarea: { type: 'small' } };
		case 'number':
		case 'fraction':
		case 'percent':
			return { data_type: 'double', length: ZOHO_MAX_DIGITS, decimal_place: format.decimals };
		case 'currency':
			return { data_type: 'double', length: ZOHO_MAX_DIGITS, decimal_place: 2 };
		case 'date':
			return { data_type: 'date' };
		case 'timestamp':
			return { data_type: 'datetime' };
		case 'choice':
			return { data_type: 'text', length: Math.max(...format.options.map(({ length }) => length)) };
	}
}

/** The tooltip stands behind an icon (documented). */
const INFO_ICON = 'info_icon';

/** Zoho makes the API name from the label. */
export const zohoField = ({ source, label, format }: CrmField): ZohoField => ({
	field_label: label,
	...zohoType(format),
	...(source === 'lead_id' && { unique: { casesensitive: 'true' } }),
	tooltip: { name: INFO_ICON, value: descriptionOf(source) },
});

const FIELD = 'field';

/**
 * One request a field: whether Zoho creates the other fields of a request when one is refused, such as
 * one that is there, is not documented.
 */
export const zohoFieldRequests =
	(module: ZohoModule) =>
	(fields: readonly CrmField[], { instanceUrl }: FieldsContext): FieldRequest[] =>
		createdFields(fields).map((field) => ({
			method: 'POST',
			url: `${instanceUrl}${API_PATH}/settings/fields?module=${module}`,
			body: { fields: [zohoField(field)] },
			creates: [{ kind: FIELD, name: `${module}.${field.name}` }],
		}));

const NEEDED = 'the profile of the Zoho CRM user needs the permission to customize fields';

function partOf(result: ReturnType<typeof resultsIn>[number] | undefined): PartResult {
	if (result === undefined) return failed({ reason: 'The answer says nothing of it' });
	if (result.ok) return { result: 'created' };
	const { code, reason } = result.error;
	if (code === 'DUPLICATE_DATA') return { result: 'exists' };
	return failed(
		code === 'NO_PERMISSION' ? { ...result.error, reason: `${reason}; ${NEEDED}` } : result.error,
	);
}

/** A field whose label another one has is there; a refusal of the whole is that of its one field. */
export function readZohoFields(request: FieldsRequest, answers: readonly unknown[]): PartResult[] {
	const reply = readReply(answers, (body) => refusalIn(body, 'fields'));
	const results = reply.ok
		? resultsIn(reply.body, 'fields')
		: ('results' in reply.refusal && reply.refusal.results) || [
				{ ok: false as const, error: reply.refusal },
			];
	return request.creates.map((_, index) => partOf(results[index]));
}

const IN_WORDS: Readonly<Record<ZohoField['data_type'], string>> = {
	date: 'Date',
	datetime: 'Date/Time',
	double: 'Decimal',
	text: 'Single Line',
	textarea: 'Multi-Line (Plain text, small)',
};

export interface ZohoListed extends ListedField {
	readonly module: ZohoModule;
}

export const zohoList = (fields: readonly CrmField[], module: ZohoModule): ZohoListed[] =>
	createdFields(fields).map((field) => {
		const { data_type: type, length, decimal_place: decimals } = zohoField(field);
		return {
			module,
			label: field.label,
			name: field.name,
			type: IN_WORDS[type],
			description: descriptionOf(field.source),
			settings: [
				...(length === undefined ? [] : [`length ${length}`]),
				...(decimals === undefined ? [] : [`${decimals} decimals`]),
				...(field.source === 'lead_id' ? ['Do not allow duplicate values, case sensitive'] : []),
			].join(', '),
		};
	});

/** API names of custom fields (documented): no underscore at the end, no two side by side. */
const NAME = /^(?=.{1,50}$)[A-Za-z](?:_?[A-Za-z0-9])*$/;

/** Why a name cannot be that of a new field; undefined when it can. */
export const wrongName = (name: string): string | undefined =>
	NAME.test(name)
		? undefined
		: `Zoho CRM takes up to 50 letters, digits and single underscores in the API name of a field, a letter first and no underscore at its end, not "${name}"`;
