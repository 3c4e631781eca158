import { count, nonBlank, quote } from '../../format';
import { kind } from './entry';

/** A setting is wrong. Nothing was sent. */
const setting = kind({ by: 'settings', retryable: false, quotaSpent: 'no' });

const AGAIN = 'Run the workflow again for the items without a result';

/** The source of the callback URL: made by n8n, or entered by the user. */
export type CallbackSource = 'n8n' | 'entered';

interface Callback {
	readonly source: CallbackSource;
	/** The URL without its path, which may hold secrets. */
	readonly origin: string;
}

const callback = ({ source, origin }: Callback): string =>
	source === 'n8n'
		? `The results would be sent to ${quote(origin)}, which n8n uses as its own address`
		: `Webhook URL is ${quote(origin)}`;

const PUBLIC_ADDRESS: Readonly<Record<CallbackSource, string>> = {
	n8n: 'Set the environment variable WEBHOOK_URL of n8n to an https:// address that can be reached from the internet, and restart n8n',
	entered:
		"Enter an https:// address that can be reached from the internet. If it is a webhook of this n8n, n8n's environment variable WEBHOOK_URL must be set to such an address",
};

const publicAddress = ({ source }: Pick<Callback, 'source'>): string =>
	`${PUBLIC_ADDRESS[source]}. Nothing was sent`;

/** Problems of the node's settings, bugs, and n8n's Stop. */
export const NODE_PROBLEMS = {
	invalid_setting: setting('{message}', '{advice}'),
	/** An agent waits for its tool, so no execution can pause. */
	pause_in_tool: setting(
		'A tool of an agent cannot pause until results arrive',
		'Set Mode to Answer at Once. Nothing was sent',
	),
	/** A pause waits for the results of one request. */
	too_many_to_pause: setting(
		({ leads, most }: { leads: number; most: number }) =>
			`One pause can wait for ${count(most, 'lead')}, and there are ${leads.toLocaleString('en-US')}`,
		({ most }: { most: number }) =>
			`Put a Loop Over Items node before this one with a batch size of ${most.toLocaleString('en-US')} or less, so that it pauses once for each batch. Nothing was sent`,
	),
	webhook_url_invalid: setting(
		({ source }: Pick<Callback, 'source'>) =>
			source === 'n8n'
				? 'n8n has no usable address at which it could receive the results'
				: 'Webhook URL is not a complete web address such as https://example.com/results',
		publicAddress,
	),
	webhook_url_private: setting(
		(its: Callback) => `${callback(its)}, which LeadsPredict cannot reach from the internet`,
		publicAddress,
	),
	webhook_url_unencrypted: setting(
		(its: Callback) => `${callback(its)}, where the results would travel unencrypted`,
		publicAddress,
	),
	/** Senders log such a URL with its password, or refuse it. */
	webhook_url_with_password: setting(
		'The address for the results must not contain a user name or a password',
		'Remove the part before the @. Nothing was sent',
	),
	webhook_url_for_tests: setting(
		'Webhook URL is the Test URL of a Webhook node, which works only once after a click',
		'Publish that workflow and enter its Production URL, with /webhook/ instead of /webhook-test/. Nothing was sent',
	),
	/** A bug in this package, which only its maintainers can fix. */
	node_failed: kind({ by: 'node', retryable: false, quotaSpent: 'unknown' })(
		({ cause }: { cause: unknown }) =>
			['The LeadsPredict node failed', nonBlank(cause instanceof Error && cause.message, 200)]
				.filter(Boolean)
				.join(': '),
		'Please report this as an issue of n8n-nodes-leadspredict',
	),
	stopped: kind({ by: 'stopped', retryable: true, quotaSpent: 'no' })(
		'The execution was stopped before this item was sent',
		AGAIN,
	),
	stopped_unanswered: kind({ by: 'stopped', retryable: true, quotaSpent: 'unknown' })(
		'The execution was stopped before LeadsPredict had answered',
		AGAIN,
	),
};
