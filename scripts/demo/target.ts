import { DEFAULT_BASE_URL } from '../../nodes/LeadsPredict/contract';
import { readBaseUrl } from '../../nodes/LeadsPredict/contract/baseUrl';

/** Whom the demo asks for scores. */
export type Target =
	| { readonly kind: 'sandbox' }
	| { readonly kind: 'leadspredict'; readonly baseUrl: string; readonly apiKey: string };

/**
 * LeadsPredict when there is a key for it, and only for a file of the user's own: made-up leads
 * have no business in a real account.
 * @throws a sentence when the base URL cannot be used; the key is in no message
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

/** Said before anything is sent. */
export function announcement(target: Target, leads: number, source: string): string {
	const what = `${leads.toLocaleString('en-US')} ${leads === 1 ? 'lead' : 'leads'} from ${source}`;
	return target.kind === 'leadspredict'
		? `Scoring ${what} with LeadsPredict at ${target.baseUrl}, because LEADSPREDICT_API_KEY is set.`
		: `Scoring ${what} with the sandbox, a stand-in for LeadsPredict on this machine. Nothing leaves it.`;
}
