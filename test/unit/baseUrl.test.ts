import * as fc from 'fast-check';

import { DEFAULT_BASE_URL, isLoopback, readBaseUrl } from '../../nodes/LeadsPredict/contract';
import { list, pairs } from '../data/cases';

describe('the Base URL', () => {
	it.each([
		[DEFAULT_BASE_URL, DEFAULT_BASE_URL],
		['https://api.leadspredict.com/v1/', DEFAULT_BASE_URL],
		['https://api.leadspredict.com/v1///', DEFAULT_BASE_URL],
		['  https://api.leadspredict.com/v1\n', DEFAULT_BASE_URL],
		['HTTPS://API.LeadsPredict.com/v1', DEFAULT_BASE_URL],
		...pairs(`
			https://proxy.example:8443 → https://proxy.example:8443/v1 |
			https://proxy.example/ → https://proxy.example/v1 | https://10.0.0.5/v1 → https://10.0.0.5/v1 |
			https://gateway.example/leads/v1 → https://gateway.example/leads/v1 |
			https://gateway.example/leads/api/v1/ → https://gateway.example/leads/api/v1 |
			https://gateway.example/v1/leadspredict → https://gateway.example/v1/leadspredict |
			http://localhost:4010/v1 → http://localhost:4010/v1 |
			http://LOCALHOST:4010 → http://localhost:4010/v1 |
			http://127.0.0.1:4010 → http://127.0.0.1:4010/v1 | http://127.0.0.2 → http://127.0.0.2/v1 |
			http://127.1 → http://127.0.0.1/v1 | http://[::1]:4010 → http://[::1]:4010/v1`),
	])('may be %p', (text, url) => {
		expect(readBaseUrl(text)).toEqual({ ok: true, url });
	});

	it.each([
		...list(`
			http://api.leadspredict.com/v1 | http://localhost.evil.com | http://evil.com/localhost |
			http://127.0.0.1.evil.com | http://127.evil.com | http://notlocalhost |
			http://localhost%2eevil.com | http://128.0.0.1 | http://0.0.0.0 | http://192.168.0.1 |
			http://[::2] | http://[::ffff:8.8.8.8] | http://127.0.0.1@evil.com |
			http://user:pw@localhost | https://user:pw@api.leadspredict.com/v1 |
			https://user@api.leadspredict.com/v1 | https://api.leadspredict.com/v1?key=1 |
			https://api.leadspredict.com/v1#top | https://api.leadspredict.com/v1/leads |
			https://api.leadspredict.com/v1/leads/ | https://api.leadspredict.com/v1/leads/analyze |
			https://api.leadspredict.com/v1/leads/batch/ | https://api.leadspredict.com/v1/leads/:id |
			https://api.leadspredict.com/v1/leads/lead_abc123 |
			https://gateway.example/leads/v1/leads/analyze | ftp://localhost | file:///etc/passwd |
			javascript:alert(1) | api.leadspredict.com/v1 | //api.leadspredict.com | /v1 | https://`),
		'',
		'   ',
	])('may not be %p, and the error says why', (text) => {
		const read = readBaseUrl(text);
		expect(read.ok ? read.url : read.why).toMatch(/^The Base URL [^\n]{10,150}$/);
	});

	it('is not quoted in the error when it is no URL, because it may be a key', () => {
		const read = readBaseUrl('lp_live_MARKER');
		expect(JSON.stringify(read)).not.toContain('MARKER');
		expect(JSON.stringify(readBaseUrl('https://me:MARKER@x.example'))).not.toContain('MARKER');
	});

	it('never allows plain HTTP to another machine, whatever its name', () => {
		const label = fc.constantFrom('localhost', '127', '0', '1', 'evil', 'com', '[::1]', '@', '%2e');
		const host = fc.array(label, { minLength: 1, maxLength: 6 }).map((labels) => labels.join('.'));
		fc.assert(
			fc.property(fc.oneof(host, fc.string()), (name) => {
				const read = readBaseUrl(`http://${name}`);
				if (read.ok) expect(isLoopback(new URL(read.url).hostname)).toBe(true);
			}),
		);
	});

	it('does not change when it is read again', () => {
		fc.assert(
			fc.property(fc.webUrl({ validSchemes: ['https'] }), (url) => {
				const read = readBaseUrl(url);
				if (read.ok) expect(readBaseUrl(read.url)).toEqual(read);
			}),
		);
	});
});
