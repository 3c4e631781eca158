import type { ReadInstanceUrl } from '../crm';
import { readHttpsAddress } from '../instanceUrl';

/** Lightning pages are served from another host than the API. */
const OTHER_HOSTS = /\.(?:lightning\.force|my\.salesforce-setup)\.com$/;

export const readInstanceUrl = (text: string): ReadInstanceUrl =>
	readHttpsAddress(
		text,
		({ host }) => host.replace(OTHER_HOSTS, '.my.salesforce.com'),
		'The Instance URL is not the https address of a Salesforce organization',
	);
