import type { Owner } from '../../runtimes/server/server';
import type { Style } from '../terminal/style';
import type { Placed } from './setUp';

export interface Running {
	readonly url: string;
	readonly owner: Owner;
	readonly placed: Placed;
	readonly sandboxUrl: string;
	/** The page that shows the leads and events of the sandbox. */
	readonly pageUrl: string;
	/** The page that shows the records of the CRM stand-ins. */
	readonly recordsUrl: string;
	/** The folder of n8n's data, in readable form. */
	readonly folder: string;
}

/** The text on the screen while n8n runs. */
export function welcome(
	{ url, owner, placed, sandboxUrl, pageUrl, recordsUrl, folder }: Running,
	{ bold }: Style,
): string[] {
	const heard = placed.hotLeadsHeard
		? [
				'  2. Open "Tell the team about hot leads" and look at its Executions: each lead that the run',
				'     turned hot has started it. The sandbox remembers leads, so a second run starts none.',
			]
		: ['  2. "Tell the team about hot leads" is not published, so the sandbox does not call it.'];
	return [
		bold('n8n is running, with the sandbox behind it.'),
		'',
		`  ${bold('Open')}      ${url}/workflow/${placed.ids['score-leads']}`,
		`  ${bold('Log in')}    ${owner.email}   password ${owner.password}`,
		'',
		'  1. "Score leads from a file": click Execute workflow. 250 leads get their scores, and',
		'     "Ten best" holds those to call first.',
		...heard,
		'  3. Scores in a CRM: open the records below. Execute "HubSpot: set up fields" once, then "Score',
		'     HubSpot contacts and write the scores back": the contacts get their scores. Run it again:',
		'     nothing is written, because nothing has changed.',
		'  4. Score a lead from another program:',
		'',
		`     curl ${url}/webhook/score-leads -H 'Content-Type: application/json' \\`,
		`       -d '{"leads": [{"email": "ada@lovelace.example", "engagement_score": 90}]}'`,
		'',
		`  Sandbox   ${sandboxUrl}   (a stand-in: nothing goes to LeadsPredict)`,
		`  Leads     ${pageUrl}   (scores, events and what is left of the plan)`,
		`  Records   ${recordsUrl}   (the CRMs in this n8n are stand-ins as well)`,
		`  Data      ${folder}   (kept for the next npm start; remove it to begin anew)`,
		'',
		'Ctrl-C ends n8n and the sandbox.',
	];
}
