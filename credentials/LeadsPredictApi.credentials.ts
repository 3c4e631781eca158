import { CREDENTIAL_EMPTY_VALUE } from 'n8n-workflow';
import type {
	IAuthenticate,
	IAuthenticateRuleResponseCode,
	IAuthenticateRuleResponseSuccessBody,
	ICredentialTestRequest,
	ICredentialType,
	IHttpRequestOptions,
	INodeProperties,
} from 'n8n-workflow';

import { API_PATH, DEFAULT_BASE_URL, readAccess } from '../nodes/LeadsPredict/contract';
import { deadline } from '../nodes/LeadsPredict/scoring/deadline';

const text = (value: unknown): string => (typeof value === 'string' ? value.trim() : '');

/** An absolute URL, by the rule of n8n's HTTP client. */
const WHOLE_ADDRESS = /^(?:[a-z][a-z\d+.-]*:)?\/\//i;

/**
 * The origin to which n8n will send a request. n8n's HTTP Request node sets `uri`, our nodes `url`; an
 * absolute URL takes precedence over a base URL.
 */
function originOf(request: IHttpRequestOptions & { uri?: unknown }): string | undefined {
	const { baseURL } = request;
	const address = String(request.url ?? request.uri ?? '');
	const path = `/${address.replace(/^\/+/, '')}`;
	try {
		return new URL(
			baseURL === undefined || WHOLE_ADDRESS.test(address) ? address : `${baseURL}${path}`,
		).origin;
	} catch {
		return undefined;
	}
}

/**
 * Keeps a plain HTTP request away from the proxy of n8n's environment, which would see the key and the
 * leads. n8n has no option for that, but a proxy in the request takes precedence over the environment's
 * (seen in n8n 1.123 to 2.41). So the request names its own target, which is on this machine, as the
 * proxy. Its first line then holds the absolute URL, which every HTTP/1.1 server accepts (RFC 9112,
 * 3.2.2).
 */
function pastProxies(address: string): Pick<IHttpRequestOptions, 'proxy'> {
	const { protocol, hostname, port } = new URL(address);
	return protocol === 'http:'
		? { proxy: { protocol, host: hostname, port: Number(port || 80) } }
		: {};
}

/**
 * Makes the timeout of a request its deadline. This is done here because n8n replaces a node's signal
 * with its own, which fires on Stop, just before it calls `authenticate` (seen in n8n 1.123 to 2.41).
 * Both signals apply. A request without a timeout has no deadline.
 */
const inTime = ({
	timeout,
	abortSignal,
}: IHttpRequestOptions): Pick<IHttpRequestOptions, 'abortSignal'> =>
	timeout === undefined ? {} : { abortSignal: deadline(timeout, abortSignal) };

/**
 * Adds the key to a request, if it goes to the credential's Base URL.
 * @throws Error with a message for the user, before anything is sent, when the Base URL may not be
 * called or the request goes to another host, e.g. from an HTTP Request node
 */
const authenticate: IAuthenticate = async (credentials, request) => {
	const access = readAccess(text(credentials['apiKey']), text(credentials['baseUrl']));
	if (!access.ok) throw new Error(access.why);
	const home = new URL(access.url).origin;
	const target = originOf(request);
	if (target !== home) {
		throw new Error(
			`The LeadsPredict API key is sent to ${home} alone, and this request ${target === undefined ? 'names no host' : `goes to ${target}`}`,
		);
	}
	return {
		...request,
		headers: { ...request.headers, Authorization: `Bearer ${access.key}` },
		sendCredentialsOnCrossOriginRedirect: false,
		...pastProxies(access.url),
		...inTime(request),
	};
};

const NOT_LEADSPREDICT =
	'Something answers at the Base URL, but it is not LeadsPredict. Check the Base URL; redirects are not followed';

const DOWN = [500, 502, 503, 504];

/** Statuses of a GET, including redirects, that LeadsPredict never returns. */
const ELSEWHERE = [301, 302, 303, 307, 308, 400, 402, 405, 407, 408, 410];

const code = (value: number, message: string): IAuthenticateRuleResponseCode => ({
	type: 'responseCode',
	properties: { value, message },
});

/** An answer without the envelope of LeadsPredict's "no such lead". */
const noEnvelope: IAuthenticateRuleResponseSuccessBody = {
	type: 'responseSuccessBody',
	properties: { key: 'error.message', value: undefined, message: NOT_LEADSPREDICT },
};

/** n8n's type allows only one kind of rule; its credential test reads both (seen in n8n 2.41.1). */
const testRules = [
	code(
		401,
		'LeadsPredict does not accept this API key. Copy it again from Dashboard → API Settings',
	),
	code(403, 'LeadsPredict knows this API key, but it has no permission to read leads'),
	code(
		429,
		'The rate limit of this API key is reached, so it could not be tested. Try again later',
	),
	...DOWN.map((status) =>
		code(status, `LeadsPredict is down at the moment (it answered ${status}). Try again later`),
	),
	...ELSEWHERE.map((status) => code(status, NOT_LEADSPREDICT)),
	noEnvelope,
] as NonNullable<ICredentialTestRequest['rules']>;

export class LeadsPredictApi implements ICredentialType {
	name = 'leadsPredictApi';

	displayName = 'LeadsPredict API';

	icon = {
		light: 'file:../nodes/LeadsPredict/leadspredict.svg',
		dark: 'file:../nodes/LeadsPredict/leadspredict.dark.svg',
	} as const;

	documentationUrl =
		'https://github.com/epsylon-systems/n8n-nodes-leadspredict/blob/main/docs/install.md#credential';

	properties: INodeProperties[] = [
		{
			displayName: 'API Key',
			name: 'apiKey',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			hint: 'Found in LeadsPredict under Dashboard → API Settings',
		},
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			default: DEFAULT_BASE_URL,
			required: true,
			placeholder: `e.g. ${DEFAULT_BASE_URL}`,
			description:
				'The address of the LeadsPredict API. Plain http:// is only accepted for the machine that n8n runs on.',
		},
		{
			displayName: 'Webhook Token',
			name: 'webhookToken',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			hint: 'Only for the LeadsPredict Trigger: a long random text of letters and digits',
			description:
				'The trigger accepts only events that carry this token. Add ?token= and the token to the end of its URL.',
		},
		{
			displayName:
				'Without a Webhook Token, anyone who learns the URL of a LeadsPredict Trigger can start its workflow. You do not need a token to score leads.',
			name: 'openTriggerNotice',
			type: 'notice',
			default: '',
			displayOptions: { show: { webhookToken: ['', CREDENTIAL_EMPTY_VALUE] } },
		},
	];

	authenticate = authenticate;

	/**
	 * LeadsPredict has no endpoint that only checks a key, so the test requests a lead that cannot exist.
	 * A 404 in LeadsPredict's form means that the key is accepted. `except` lists what n8n treats as a
	 * failure (n8n 2.11 and later; older versions treat any answer as a success).
	 */
	test: ICredentialTestRequest = {
		request: {
			// As in readBaseUrl: without trailing slashes, and with the path of the API.
			baseURL: `={{ $credentials.baseUrl.trim().replace(/\\/+$/, "").replace(/^(\\w+:\\/\\/[^/]+)$/, "$1${API_PATH}") }}`,
			url: '/leads/n8n-credential-test',
			disableFollowRedirect: true,
			ignoreHttpStatusErrors: {
				ignore: true,
				except: [401, 403, 429, ...DOWN, ...ELSEWHERE],
			},
		},
		rules: testRules,
	};
}
