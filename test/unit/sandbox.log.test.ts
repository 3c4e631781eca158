import { createLog } from '../../sandbox/log';

test('the log keeps the last 1,000 requests, oldest first', () => {
	const log = createLog();
	for (let n = 0; n <= 1000; n += 1) {
		log.add({ method: 'GET', path: `/${n}`, keyAccepted: true }, { kind: 'none' });
	}
	const paths = log.all().map(({ path }) => path);
	expect([paths.length, paths[0], paths.at(-1)]).toEqual([1000, '/1', '/1000']);
	log.clear();
	expect(log.all()).toEqual([]);
});

test('a body is kept as JSON, or as text if it is not JSON', () => {
	const log = createLog();
	const request = { method: 'POST', path: '/', keyAccepted: false };
	log.add(request, { kind: 'json', json: { leads: [] } });
	log.add(request, { kind: 'text', text: '{' });
	log.add(request, { kind: 'none' });
	expect(log.all()).toEqual([
		{ ...request, body: { leads: [] } },
		{ ...request, body: '{' },
		request,
	]);
});
