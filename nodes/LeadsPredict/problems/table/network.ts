import { kind } from './entry';

/** The connection failed before anything was sent. */
export const NOT_CONNECTED = {
	by: 'network',
	retryable: true,
	quotaSpent: 'no',
	advice:
		'Check the Base URL in the credential and the internet connection of n8n, then run the workflow again',
} as const;

const notConnected = (message: string) => ({ ...NOT_CONNECTED, message });

/** The request may have arrived, and may have been counted. */
const connected = (message: string) =>
	kind({ by: 'network', retryable: true, quotaSpent: 'unknown' })(
		message,
		'Run the workflow again. LeadsPredict may have counted this request',
	);

/** Problems of requests without an answer. Codes in capitals are those of Node.js and axios. */
export const NETWORK_PROBLEMS = {
	EAI_AGAIN: notConnected('The host name of LeadsPredict could not be looked up'),
	ECONNREFUSED: notConnected('Nothing answers at the address of LeadsPredict'),
	EHOSTUNREACH: notConnected('The host of LeadsPredict cannot be reached'),
	ENETUNREACH: notConnected('The network of LeadsPredict cannot be reached'),
	ENOTFOUND: notConnected('The host name of LeadsPredict was not found'),
	EPROTO: notConnected('The address does not answer over an encrypted connection'),
	ECONNABORTED: connected('LeadsPredict did not answer in time'),
	ECONNRESET: connected('The connection to LeadsPredict was lost'),
	EPIPE: connected('The connection to LeadsPredict was lost'),
	ERR_BAD_RESPONSE: connected('The answer from LeadsPredict was cut off'),
	ETIMEDOUT: connected('LeadsPredict did not answer in time'),
	connection_failed: connected('The connection to LeadsPredict failed'),
	request_not_made: kind({ by: 'network', retryable: false, quotaSpent: 'unknown' })(
		'The request to LeadsPredict could not be made',
		'Check the LeadsPredict credential of this node and anything between n8n and LeadsPredict, such as a proxy',
	),
	untrusted_certificate: kind({ by: 'network', retryable: false, quotaSpent: 'no' })(
		'n8n does not trust the certificate of the address, so nothing was sent',
		'Check the Base URL in the credential. If a proxy of your company is in between, set NODE_EXTRA_CA_CERTS so that n8n trusts its certificate',
	),
};
