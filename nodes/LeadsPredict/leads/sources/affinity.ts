import type { ShapeBase, Source } from '../source';
import { companyRecord, noEmail, otherRecord } from './refusals';

/** List fields need another request, so LeadsPredict's fields are not found. */
const PERSON: ShapeBase = {
	label: 'Affinity contact',
	fields: {
		firstName: 'first_name',
		lastName: 'last_name',
		email: ['primary_email', 'emails[]'],
		last_interaction: 'interaction_dates.last_interaction_date',
	},
	record: { type: 'person', id: 'id' },
	withoutEmail: [noEmail('Affinity', 'person')],
};

const ORGANIZATION = companyRecord('Affinity organization', 'people');

export const affinity: Source = {
	value: 'affinity',
	name: 'Affinity',
	description: 'People and list entries of the Affinity node and its trigger',
	shapes: [
		{
			...PERSON,
			within: 'entity',
			knownBy: { all: ['entity_type', 'entity'], any: ['entity.first_name', 'entity.emails'] },
		},
		{
			...ORGANIZATION,
			knownBy: { all: ['entity_type', 'entity'], any: ['entity.domain', 'entity.domains'] },
		},
		{
			...otherRecord('Affinity record', 'person'),
			knownBy: { all: ['entity_type', 'entity', 'list_id'] },
		},
		{
			// A person without `primary_email`, only with the list.
			...PERSON,
			fields: { ...PERSON.fields, email: 'emails[]' },
			knownBy: {
				all: ['organization_ids', 'emails', 'first_name'],
				none: ['primary_email'],
			},
		},
		{
			...PERSON,
			knownBy: {
				all: ['primary_email', 'emails', 'first_name'],
				any: ['type', 'organization_ids', 'current_organization_ids', 'list_entries'],
			},
		},
		{
			...ORGANIZATION,
			knownBy: { all: ['domains', 'name'], any: ['crunchbase_uuid', 'person_ids', 'global'] },
		},
	],
};
