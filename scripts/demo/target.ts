import { DEFAULT_BASE_URL } from '../../nodes/LeadsPredict/contract';
import { readBaseUrl } from '../../nodes/LeadsPredict/contract/baseUrl';

/** The service that the demo uses. */
export type Target =
	| { readonly kind: 'sandbox' }
	| { readonly kind: 'leadspredict'; readonly baseUrl: string; readonly apiKey: string };

/**
 * LeadsPredict, if there is a key and the user gives a file: made-up leads must not get into a real
 * account.
 * @throws Error with a message without the key when the base URL cannot be used
 */
export function chooseTarget(
	env: Readonly<Record<string, string | undefined>>,
	ownFile: boolean,
): Target {
	const apiKey = env['LEADSPREDICT_API_KEY']?.trim();
	if (!ownFile || !apiKey) return { kind: 'sandbox' };
	const baseUrl = readBaseUrl(env['LEADSPREDICT_BASE_URL']?.trim() || DEFAULT_BASE_URL);
	if (!baseUrl.ok) throw new Error(`LEADSPREDICT_BASE_URL cannot be used. ${baseUrl.why}.`);
	return { kind: 'leadspredict', baseUrl: baseUrl.url, apiKey };
}

/** Printed before anything is sent. */
export function announcement(target: Target, leads: number, source: string): string {
	const what = `${leads.toLocaleString('en-US')} ${leads === 1 ? 'lead' : 'leads'} from ${source}`;
	return target.kind === 'leadspredict'
		? `Scoring ${what} with LeadsPredict at ${target.baseUrl}, because LEADSPREDICT_API_KEY is set.`
		: `Scoring ${what} with the sandbox, a stand-in for LeadsPredict on this machine. Nothing leaves it.`;
}
