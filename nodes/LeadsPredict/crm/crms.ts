import type { Crm } from './crm';
import { DYNAMICS_CONTACT, DYNAMICS_LEAD } from './dynamics';
import { HUBSPOT } from './hubspot';
import { SALESFORCE_CONTACT, SALESFORCE_LEAD } from './salesforce';
import { ZOHO_CONTACT, ZOHO_LEAD } from './zoho';

/** The first is chosen to begin with. */
export type Crms = readonly [Crm, ...Crm[]];

/** Every CRM that the operations offer. */
export const CRMS: Crms = [
	HUBSPOT,
	SALESFORCE_CONTACT,
	SALESFORCE_LEAD,
	ZOHO_CONTACT,
	ZOHO_LEAD,
	DYNAMICS_CONTACT,
	DYNAMICS_LEAD,
];
