import type { ReadInstanceUrl } from '../crm';
import { readHttpsAddress } from '../instanceUrl';

/** The regions of Microsoft's clouds (documented; n8n's credential offers the same). */
const ORGANIZATION =
	/^[a-z0-9-]+(?:\.api)?\.crm\d*\.(?:dynamics\.com|dynamics\.cn|microsoftdynamics\.(?:us|de)|appsplatform\.us)$/;

/** To any other address the token of the credential would go as well. */
export const readInstanceUrl = (text: string): ReadInstanceUrl =>
	readHttpsAddress(
		text,
		({ host }) => (ORGANIZATION.test(host) ? host : undefined),
		'The Instance URL is not the https address of a Dynamics 365 organization',
	);
