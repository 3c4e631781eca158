import type { Source } from '../source';
import { activeCampaign } from './activeCampaign';
import { affinity } from './affinity';
import { airtable } from './airtable';
import { apollo } from './apollo';
import { attio } from './attio';
import { brevo } from './brevo';
import { calCom } from './calCom';
import { calendly } from './calendly';
import { clearbit } from './clearbit';
import { close } from './close';
import { copper } from './copper';
import { dropcontact } from './dropcontact';
import { dynamics } from './dynamics';
import { facebookLeadAds } from './facebookLeadAds';
import { formstack } from './formstack';
import { googleAds } from './googleAds';
import { googleForms } from './googleForms';
import { hubspot } from './hubspot';
import { hunter } from './hunter';
import { intercom } from './intercom';
import { jotform } from './jotform';
import { keap } from './keap';
import { linkedin } from './linkedin';
import { linkedInExport } from './linkedInExport';
import { mailchimp } from './mailchimp';
import { n8nForm } from './n8nForm';
import { notion } from './notion';
import { peopleDataLabs } from './peopleDataLabs';
import { pipedrive } from './pipedrive';
import { salesforce } from './salesforce';
import { tally } from './tally';
import { typeform } from './typeform';
import { webflow } from './webflow';
import { zoho } from './zoho';
import { zoomInfo } from './zoomInfo';

/**
 * The systems whose leads are recognized, in the order in which their shapes are tried. Flat rows from
 * anywhere else are read by their headers.
 */
export const SOURCES: readonly Source[] = [
	// Before HubSpot, which shares some of their keys and headers.
	notion,
	zoho,
	hubspot,
	salesforce,
	pipedrive,
	dynamics,
	activeCampaign,
	close,
	copper,
	attio,
	keap,
	mailchimp,
	brevo,
	intercom,
	affinity,
	apollo,
	zoomInfo,
	linkedInExport,
	clearbit,
	dropcontact,
	peopleDataLabs,
	hunter,
	facebookLeadAds,
	typeform,
	tally,
	webflow,
	calendly,
	calCom,
	linkedin,
	googleAds,
	jotform,
	n8nForm,
	googleForms,
	formstack,
	airtable,
];

/** Lead Source: recognize all sources. */
export const RECOGNIZE = 'auto';

/** Lead Source: the API's own field names and nothing else. */
export const OWN_FIELDS = 'leadspredict';

/** Lead Source: flat rows and forms, by their headers. */
export const COLUMNS = 'columns';

/** A value of Lead Source in saved workflows: one of these three or a source's. */
export type LeadSource = string;
