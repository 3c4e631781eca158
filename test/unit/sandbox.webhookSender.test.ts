import { createWebhookSender, withoutSecrets } from '../../sandbox/webhookSender';

test('a URL is shown without possible secrets', () => {
	expect(withoutSecrets('http://user:pass@127.0.0.1:5678/webhook/x?token=s3cret&b=1#frag')).toBe(
		'http://127.0.0.1:5678/webhook/x?token=…&b=…',
	);
	expect(withoutSecrets('https://n8n.example/webhook')).toBe('https://n8n.example/webhook');
});

test('nothing is sent after close', async () => {
	const sender = createWebhookSender({ retryDelaysMs: [], timeoutMs: 1_000 });
	await sender.close();
	sender.send({ kind: 'event', name: 'lead.hot', url: 'http://127.0.0.1:1/', payload: {} });
	expect(sender.all()).toEqual([]);
	await sender.settled();
});

test('clear drops waiting messages, and later ones are delivered separately', async () => {
	const sender = createWebhookSender({ retryDelaysMs: [60_000], timeoutMs: 1_000 });
	const url = 'http://127.0.0.1:1/';
	for (let n = 0; n < 20; n += 1) sender.send({ kind: 'event', name: 'old', url, payload: {} });
	await sender.clear();
	sender.send({ kind: 'event', name: 'new', url, payload: {} });
	expect(sender.all()).toMatchObject([{ name: 'new', state: 'waiting' }]);
	await sender.close();
});
