import { isPrivateHost } from '../../nodes/LeadsPredict/contract';
import { isSignedByN8n, readCallbackUrl } from '../../nodes/LeadsPredict/webhook/callbackUrl';

const SERVICE = 'https://api.leadspredict.com/v1';
const hostOf = (host: string) => new URL(`http://${host}/`).hostname;

describe('isPrivateHost', () => {
	it.each([
		...['localhost', 'LOCALHOST', 'localhost.', 'app.localhost', 'n8n', 'nas.local'],
		...['box.lan', 'db.internal', 'n8n.home.arpa'],
		...['127.0.0.1', '127.1', '0x7f.0.0.1', '2130706433', '0.0.0.0'],
		...['10.0.0.1', '10.255.255.255', '172.16.0.1', '172.31.255.255'],
		...['192.168.0.1', '169.254.169.254'],
		...['[::1]', '[::]', '[fc00::1]', '[fdff:1::2]', '[fe80::1]', '[febf::1]'],
		...['[::ffff:10.0.0.1]', '[::ffff:127.0.0.1]', '[::ffff:192.168.1.1]'],
		...['100.64.0.1', '100.127.255.255', '198.18.0.1', '198.19.255.255'],
		...['192.0.2.1', '198.51.100.9', '203.0.113.255', '224.0.0.1', '240.0.0.1', '255.255.255.255'],
		...['[fec0::1]', '[feff::1]', '[ff02::1]', '[::127.0.0.1]', '[::ffff:0:10.0.0.1]'],
		...['[64:ff9b::10.0.0.1]', '[64:ff9b:1::8.8.8.8]', '[2002:7f00:1::]', '[2002:c0a8:101::1]'],
		...['n8n.localdomain', 'n8n.test', 'n8n.invalid', 'n8n.home', 'n8n.corp', 'lan.'],
		...['localhost..', 'n8n..', 'box.lan...', '10.0.0.1..'],
	])('treats %s as private', (host) => {
		expect(isPrivateHost(hostOf(host))).toBe(true);
	});

	it.each([
		...['n8n.example.com', 'example.com.', 'mylocal.com', 'local.example', 'localhost.example.com'],
		...['11.0.0.1', '9.255.255.255', '172.15.0.1', '172.32.0.1', '192.167.1.1', '192.169.1.1'],
		...['169.253.1.1', '169.255.1.1', '8.8.8.8', '128.0.0.1', '10.example.com', 'xn--bcher-kva.de'],
		...['[2001:db8::1]', '[::ffff:8.8.8.8]', '[fb00::1]', '[64:ff9b::8.8.8.8]'],
		...['[2002:808:808::1]', '[64:ff9b:2::1]', '[2606:4700::1]', '100.63.255.255', '100.128.0.1'],
		...['198.17.255.255', '198.20.0.1', '192.0.3.1', '198.51.101.1', '203.0.114.1', '223.255.0.1'],
		...['n8n.example.com..', 'test.example', 'mycorp.com', 'home.example', 'n8n.mytest'],
	])('treats %s as public', (host) => {
		expect(isPrivateHost(hostOf(host))).toBe(false);
	});
});

it.each([
	['https://n8n.example.com/webhook-waiting/7?signature=abc', true],
	['https://n8n.example.com/webhook-waiting/7', false],
])('recognizes whether n8n has signed %s', (url, isSigned) => {
	expect(isSignedByN8n(new URL(url))).toBe(isSigned);
});

const told = (text: string, service = SERVICE, source: 'n8n' | 'entered' = 'n8n') => {
	const read = readCallbackUrl(text, service, source);
	return 'url' in read ? read.url.href : read.problem;
};

describe('readCallbackUrl', () => {
	it('accepts public HTTPS URLs', () => {
		expect(told(' https://n8n.example.com/webhook-waiting/7?signature=abc ')).toBe(
			'https://n8n.example.com/webhook-waiting/7?signature=abc',
		);
	});

	it.each(['http://localhost:5678/webhook-waiting/7', 'https://192.168.1.20/x', 'https://n8n/x'])(
		'refuses %s and names WEBHOOK_URL',
		(text) => {
			expect(told(text)).toMatchObject({
				by: 'settings',
				message: expect.stringMatching(/cannot reach from the internet$/),
				advice: expect.stringMatching(/WEBHOOK_URL.*Nothing was sent$/s),
				quotaSpent: 'no',
			});
		},
	);

	it('refuses plain HTTP, even to a public host', () => {
		expect(told('http://n8n.example.com/x')).toMatchObject({
			message: expect.stringContaining('unencrypted'),
			advice: expect.stringContaining('WEBHOOK_URL'),
		});
	});

	it.each(['', 'n8n.example.com', 'ftp://n8n.example.com', 'javascript:alert(1)', 'undefined/7'])(
		'refuses %p, which is not an HTTP URL',
		(text) => {
			expect(told(text, SERVICE, 'entered')).toMatchObject({
				message: expect.stringMatching(/^Webhook URL is not a complete web address/),
			});
			expect(told(text, 'http://localhost:4010/v1')).toMatchObject({ by: 'settings' });
		},
	);

	it.each([
		'https://u:pw@n8n.example.com/x',
		'https://u@n8n.example.com/x',
		'https://:pw@a.example',
	])('refuses %s, with a user name or a password', (text) => {
		for (const service of [SERVICE, 'http://localhost:4010/v1']) {
			expect(told(text, service)).toMatchObject({
				by: 'settings',
				message: expect.stringContaining('user name or a password'),
				advice: expect.stringMatching(/Nothing was sent$/),
			});
		}
	});

	it('refuses the test URL of a Webhook node, which accepts one call', () => {
		const testUrl = 'https://n8n.example.com/n8n/webhook-test/lead-results';
		expect(told(testUrl, SERVICE, 'entered')).toMatchObject({
			by: 'settings',
			message: expect.stringContaining('Test URL'),
			advice: expect.stringMatching(/Production URL.*Nothing was sent$/s),
		});
		const url = testUrl.replace('-test', '');
		expect(told(url, SERVICE, 'entered')).toBe(url);
	});

	it.each(['http://localhost:4010/v1', 'http://127.0.0.1:4010/v1', 'https://leads.internal/v1'])(
		'accepts any HTTP URL when the service is at %s',
		(service) => {
			expect(told('http://localhost:5678/x', service)).toBe('http://localhost:5678/x');
			expect(told('http://n8n.example.com/x', service)).toBe('http://n8n.example.com/x');
		},
	);

	it('never quotes possible secrets: path, query, password', () => {
		for (const source of ['n8n', 'entered'] as const) {
			for (const text of ['http://u:s3cret@localhost/s3cret?t=s3cret', 'http://a.example/s3cret']) {
				expect(JSON.stringify(told(text, SERVICE, source))).not.toContain('s3cret');
			}
		}
	});
});
