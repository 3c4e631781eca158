import type { CrmField } from '../../nodes/LeadsPredict/crm/mapping';
import { hubspotProperty } from '../../nodes/LeadsPredict/crm/hubspot/definitions';
import { salesforceField } from '../../nodes/LeadsPredict/crm/salesforce/definitions';
import { HUBSPOT } from '../../nodes/LeadsPredict/crm/hubspot';
import { SALESFORCE_LEAD } from '../../nodes/LeadsPredict/crm/salesforce';
import { customFieldSchema } from '../../sandbox/crm/salesforce/fields';
import type { SalesforceType } from '../../sandbox/crm/control';
import type { CrmControl } from '../../sandbox/crm/startCrm';
import { madeUpLeads } from '../leads/madeUp';

/** The number of made-up people in each stand-in. */
export const PEOPLE = 25;

/** Creates the custom fields of a Salesforce object, as a user does by hand. */
export function defineSalesforceFields(
	control: CrmControl,
	type: SalesforceType,
	fields: readonly CrmField[],
): void {
	for (const field of fields) {
		if (field.isStandard === true) continue;
		const {
			fullName: name,
			type: kind,
			length,
			precision,
			scale,
			externalId,
			unique,
		} = salesforceField(field);
		control.defineField(type, {
			name,
			type: customFieldSchema.shape.type.parse(kind),
			...(length !== undefined && { length }),
			...(precision !== undefined && { precision }),
			...(scale !== undefined && { scale }),
			...(externalId !== undefined && { externalId }),
			...(unique !== undefined && { unique }),
		});
	}
}

/** Creates only LeadsPredict's fields, as Prepare Fields does. */
export function defineFields(control: CrmControl): void {
	control.reset();
	for (const field of HUBSPOT.fields) control.defineProperty(hubspotProperty(field));
	defineSalesforceFields(control, 'Lead', SALESFORCE_LEAD.fields);
}

/** The state for a first visit: Salesforce's fields exist, HubSpot's are still to be created. */
export function defineFieldsToStart(control: CrmControl): void {
	control.reset();
	defineSalesforceFields(control, 'Lead', SALESFORCE_LEAD.fields);
}

/** Fills both stand-ins with people without scores. */
export function addPeople(control: CrmControl): void {
	for (const person of madeUpLeads(PEOPLE)) {
		const words = String(person.name).split(' ');
		const last = words.pop() ?? '';
		const first = words.join(' ');
		control.contacts.put({
			email: String(person.email),
			...(first !== '' && { firstname: first }),
			...(last !== '' && { lastname: last }),
			...(person.company !== '' && { company: String(person.company) }),
			...(person.phone !== '' && { phone: String(person.phone) }),
			annualrevenue: String(person.revenue),
		});
		control.leads.put({
			LastName: last === '' ? 'Unknown' : last,
			...(first !== '' && { FirstName: first }),
			Company: person.company === '' ? 'Unknown' : String(person.company),
			Email: String(person.email),
			AnnualRevenue: Number(person.revenue),
			NumberOfEmployees: Number(person.employees),
		});
	}
}
