import { createdFields } from '../definitions';
import type { ListedField } from '../definitions';
import { descriptionOf } from '../fields';
import type { FieldRequest, FieldsContext } from '../crm';
import type { FieldFormat } from '../fieldFormat';
import type { CrmField } from '../mapping';
import { HUBSPOT_API, HUBSPOT_VERSION } from './requests';
import { TASK_PROPERTY } from './tasks';

/** The properties that are created once in HubSpot. Types, field types and display hints are HubSpot's. Pure. */

const GROUP = { name: 'leadspredict', label: 'LeadsPredict' };

/** How HubSpot shows a number, of the hints that it documents. */
type NumberDisplayHint = 'currency' | 'percentage' | 'unformatted';

interface HubspotType {
	readonly type: string;
	readonly fieldType: string;
	readonly numberDisplayHint?: NumberDisplayHint;
	readonly options?: Array<{
		readonly label: string;
		readonly value: string;
		readonly displayOrder: number;
		readonly hidden: boolean;
	}>;
}

const number = (numberDisplayHint: NumberDisplayHint): HubspotType => ({
	type: 'number',
	fieldType: 'number',
	numberDisplayHint,
});

function hubspotType(fit: FieldFormat): HubspotType {
	switch (fit.as) {
		case 'text':
			return { type: 'string', fieldType: 'text' };
		case 'lines':
			return { type: 'string', fieldType: 'textarea' };
		case 'number':
		case 'percent':
			return number('unformatted');
		case 'fraction':
			return number('percentage');
		case 'currency':
			return number('currency');
		case 'date':
			return { type: 'date', fieldType: 'date' };
		case 'timestamp':
			return { type: 'datetime', fieldType: 'date' };
		case 'choice':
			return {
				type: 'enumeration',
				fieldType: 'select',
				options: fit.options.map((value, displayOrder) => ({
					label: value,
					value,
					displayOrder,
					hidden: false,
				})),
			};
	}
}

/** A property as HubSpot takes it. */
export const hubspotProperty = ({ source, name, label, format }: CrmField) => ({
	name,
	label,
	groupName: GROUP.name,
	description: descriptionOf(source),
	...hubspotType(format),
	...(source === 'lead_id' && { hasUniqueValue: true }),
});

/** A property with the group that it is in, as HubSpot takes it. */
export const hubspotTaskProperty = { ...TASK_PROPERTY, groupName: GROUP.name };

/** The group, then its properties. */
function propertyRequests(
	objects: 'contacts' | 'tasks',
	inputs: ReadonlyArray<{ readonly name: string }>,
): FieldRequest[] {
	const url = `${HUBSPOT_API}/crm/properties/${HUBSPOT_VERSION}/${objects}`;
	const kind = objects === 'tasks' ? 'task property' : 'property';
	return [
		{
			method: 'POST',
			url: `${url}/groups`,
			body: { ...GROUP },
			creates: [{ kind: `${kind} group`, name: GROUP.name }],
		},
		{
			method: 'POST',
			url: `${url}/batch/create`,
			body: { inputs },
			creates: inputs.map(({ name }) => ({ kind, name })),
		},
	];
}

export const hubspotRequests = (
	fields: readonly CrmField[],
	{ taskField = false }: Pick<FieldsContext, 'taskField'> = {},
): FieldRequest[] => [
	...propertyRequests('contacts', createdFields(fields).map(hubspotProperty)),
	...(taskField ? propertyRequests('tasks', [hubspotTaskProperty]) : []),
];

/** How HubSpot calls a type where properties are created by hand; texts are told apart by their field. */
const HUBSPOT_IN_WORDS: Readonly<Record<string, string>> = {
	'string text': 'Single-line text',
	'string textarea': 'Multi-line text',
	'number number': 'Number',
	'datetime date': 'Date and time picker',
	'date date': 'Date picker',
	'enumeration select': 'Dropdown select',
};

export function hubspotList(fields: readonly CrmField[]): ListedField[] {
	return createdFields(fields).map((field) => {
		const { label, name, type, fieldType, description, numberDisplayHint } = {
			numberDisplayHint: undefined,
			...hubspotProperty(field),
		};
		const settings = [
			...(numberDisplayHint === undefined || numberDisplayHint === 'unformatted'
				? []
				: [`shown as ${numberDisplayHint}`]),
			...(field.source === 'lead_id' ? ['unique values'] : []),
		];
		return {
			label,
			name,
			type: HUBSPOT_IN_WORDS[`${type} ${fieldType}`] ?? type,
			description,
			settings: settings.join(', '),
		};
	});
}

const NAME = /^[a-z][a-z0-9_]{0,99}$/;

/** Why a name cannot be that of a new property; undefined when it can. */
export const wrongName = (name: string): string | undefined =>
	NAME.test(name)
		? undefined
		: `HubSpot takes up to 100 lower case letters, digits and underscores in the name of a property, and a letter first, not "${name}"`;
