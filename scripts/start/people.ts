import type { CrmField } from '../../nodes/LeadsPredict/crm/mapping';
import { hubspotProperty } from '../../nodes/LeadsPredict/crm/hubspot/definitions';
import { salesforceField } from '../../nodes/LeadsPredict/crm/salesforce/definitions';
import { HUBSPOT } from '../../nodes/LeadsPredict/crm/hubspot';
import { SALESFORCE_LEAD } from '../../nodes/LeadsPredict/crm/salesforce';
import { zohoField } from '../../nodes/LeadsPredict/crm/zoho/definitions';
import { customFieldSchema } from '../../sandbox/crm/salesforce/fields';
import type { SalesforceType } from '../../sandbox/crm/control';
import type { Module } from '../../sandbox/crm/zoho/fields';
import type { CrmControl } from '../../sandbox/crm/startCrm';
import { madeUpLeads } from '../leads/madeUp';

/** How many made-up people each stand-in knows. */
export const PEOPLE = 25;

/** The custom fields of a Salesforce object, as a person creates them from the list. */
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

/** The custom fields of a Zoho CRM module, as a person creates them from the list. */
export function defineZohoFields(
	control: CrmControl,
	module: Module,
	fields: readonly CrmField[],
): void {
	for (const field of fields) control.zoho.defineField(module, zohoField(field));
}

/** LeadsPredict's own fields, as Prepare Fields has them created, and nothing else. */
export function defineFields(control: CrmControl): void {
	control.reset();
	for (const field of HUBSPOT.fields) control.defineProperty(hubspotProperty(field));
	defineSalesforceFields(control, 'Lead', SALESFORCE_LEAD.fields);
}

/** As before the first visit: Salesforce's fields are there, HubSpot's are still to be set up. */
export function defineFieldsToStart(control: CrmControl): void {
	control.reset();
	defineSalesforceFields(control, 'Lead', SALESFORCE_LEAD.fields);
}

/** Fills both stand-ins with people, none of whom has a score yet. */
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
