import type { ReadInstanceUrl } from '../crm';
import { readHttpsAddress } from '../instanceUrl';

/** Pages where people manage organizations, which are none themselves. */
const MANAGEMENT = /^(?:make|admin)\.(?:powerapps|powerplatform)\./;

export const readInstanceUrl = (text: string): ReadInstanceUrl =>
	readHttpsAddress(
		text,
		({ host }) => (MANAGEMENT.test(host) ? undefined : host),
		'The Instance URL is not the https address of a Dynamics 365 organization',
	);
