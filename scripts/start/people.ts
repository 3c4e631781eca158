import type { CrmField } from '../../nodes/LeadsPredict/crm/mapping';
import {
	hubspotProperty,
	hubspotTaskProperty,
} from '../../nodes/LeadsPredict/crm/hubspot/definitions';
import { DYNAMICS_CONTACT, DYNAMICS_LEAD } from '../../nodes/LeadsPredict/crm/dynamics';
import { columnDefinition, keyDefinition } from '../../nodes/LeadsPredict/crm/dynamics/definitions';
import { idFieldOf } from '../../nodes/LeadsPredict/crm/mapping';
import { salesforceField } from '../../nodes/LeadsPredict/crm/salesforce/definitions';
import type { Metadata } from '../../nodes/LeadsPredict/crm/salesforce/definitions';
import { TASK_FIELD } from '../../nodes/LeadsPredict/crm/salesforce/tasks';
import { HUBSPOT } from '../../nodes/LeadsPredict/crm/hubspot';
import { SALESFORCE_LEAD } from '../../nodes/LeadsPredict/crm/salesforce';
import { zohoField } from '../../nodes/LeadsPredict/crm/zoho/definitions';
import { customFieldSchema } from '../../sandbox/crm/salesforce/fields';
import type { SalesforceType } from '../../sandbox/crm/control';
import type { Module } from '../../sandbox/crm/zoho/fields';
import type { CrmControl } from '../../sandbox/crm/startCrm';
import { madeUpLeads } from '../leads/madeUp';

/** The number of made-up people in each stand-in. */
export const PEOPLE = 25;

function defineSalesforceField(
	control: CrmControl,
	type: SalesforceType,
	{ fullName: name, type: kind, length, precision, scale, externalId, unique }: Metadata,
): void {
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

/** Creates the custom fields of a Salesforce object, as a user does by hand. */
export function defineSalesforceFields(
	control: CrmControl,
	type: SalesforceType,
	fields: readonly CrmField[],
): void {
	for (const field of fields) {
		if (field.isStandard !== true) defineSalesforceField(control, type, salesforceField(field));
	}
}

/** The field that tasks need, in both CRMs. */
export function defineTaskFields(control: CrmControl): void {
	control.defineTaskProperty(hubspotTaskProperty);
	defineSalesforceField(control, 'Task', TASK_FIELD);
}

/** The columns and the alternate key of both tables of Dynamics 365, as Prepare Fields has them created. */
export function defineDynamicsColumns({ dynamics }: CrmControl): void {
	for (const [table, { fields }] of [
		['lead', DYNAMICS_LEAD],
		['contact', DYNAMICS_CONTACT],
	] as const) {
		for (const field of fields) {
			if (field.isStandard !== true) dynamics.defineColumn(table, columnDefinition(field));
		}
		dynamics.defineKey(table, keyDefinition(idFieldOf(fields)));
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

/** Creates only LeadsPredict's fields, as Prepare Fields does. */
export function defineFields(control: CrmControl): void {
	control.reset();
	for (const field of HUBSPOT.fields) control.defineProperty(hubspotProperty(field));
	defineSalesforceFields(control, 'Lead', SALESFORCE_LEAD.fields);
	defineDynamicsColumns(control);
}

/** The state for a first visit: Salesforce's fields exist, HubSpot's are still to be created. */
export function defineFieldsToStart(control: CrmControl): void {
	control.reset();
	defineSalesforceFields(control, 'Lead', SALESFORCE_LEAD.fields);
	defineSalesforceField(control, 'Task', TASK_FIELD);
}

/** Fills the stand-ins with people without scores. */
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
		control.zoho.leads.put({
			Last_Name: last === '' ? 'Unknown' : last,
			...(first !== '' && { First_Name: first }),
			Company: person.company === '' ? 'Unknown' : String(person.company),
			Email: String(person.email),
			Annual_Revenue: Number(person.revenue),
			No_of_Employees: Number(person.employees),
		});
		control.dynamics.leads.put({
			lastname: last === '' ? 'Unknown' : last,
			...(first !== '' && { firstname: first }),
			...(person.company !== '' && { companyname: String(person.company) }),
			emailaddress1: String(person.email),
			revenue: Number(person.revenue),
			numberofemployees: Number(person.employees),
		});
	}
}
