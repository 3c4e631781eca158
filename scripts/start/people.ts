import { hubspotProperty, salesforceField } from '../../nodes/LeadsPredict/crm/definitions';
import { HUBSPOT } from '../../nodes/LeadsPredict/crm/hubspot';
import { SALESFORCE_LEAD } from '../../nodes/LeadsPredict/crm/salesforce';
import { customFieldSchema } from '../../sandbox/crm/salesforce/fields';
import type { CrmControl } from '../../sandbox/crm/startCrm';
import { madeUpLeads } from '../leads/madeUp';

/** How many made-up people each stand-in knows. */
export const PEOPLE = 25;

/** LeadsPredict's own fields, as Prepare Fields has them created. */
export function defineFields(control: CrmControl): void {
	control.reset();
	for (const target of HUBSPOT.targets) control.defineProperty(hubspotProperty(target));
	for (const target of SALESFORCE_LEAD.targets) {
		if (target.isStandard === true) continue;
		const {
			fullName: name,
			type,
			length,
			precision,
			scale,
			externalId,
			unique,
		} = salesforceField(target);
		control.defineField('Lead', {
			name,
			type: customFieldSchema.shape.type.parse(type),
			...(length !== undefined && { length }),
			...(precision !== undefined && { precision }),
			...(scale !== undefined && { scale }),
			...(externalId !== undefined && { externalId }),
			...(unique !== undefined && { unique }),
		});
	}
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
