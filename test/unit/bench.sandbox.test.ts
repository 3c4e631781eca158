import axios from 'axios';

import { createLog } from '../../sandbox/log';
import { startSandbox } from '../../sandbox/sandbox';

test('requests are counted even if their record is no longer kept', () => {
	const log = createLog({ keepBodies: false });
	for (let index = 0; index < 1_001; index += 1) {
		const request = { method: 'POST', path: `/v1/${index}`, keyAccepted: true };
		log.add(request, { kind: 'json', json: { leads: [] } });
	}
	expect(log.count()).toBe(1_001);
	expect(log.all()).toHaveLength(1_000);
	expect(log.all()[0]).toEqual({ method: 'POST', path: '/v1/1', keyAccepted: true });
	log.clear();
	expect(log.count()).toBe(0);
});

test('the fast path gives the same answers and stores no bodies', async () => {
	const now = () => new Date('2026-01-02T03:04:05Z');
	const answers = [];
	for (const fast of [false, true]) {
		const sandbox = await startSandbox({ now, fast });
		const headers = { authorization: `Bearer ${sandbox.apiKey}` };
		const leads = [{ email: 'ann@company.example', revenue: 5_000_000, engagement_score: 90 }];
		const { data } = await axios.post(`${sandbox.baseUrl}/leads/analyze`, { leads }, { headers });
		answers.push(data);
		const counted = await axios.get(`${sandbox.controlUrl}/requests/count`);
		expect(counted.data).toEqual({ count: 1 });
		expect(sandbox.control.requests()[0]?.body).toEqual(fast ? undefined : { leads });
		expect(sandbox.control.leads()).toHaveLength(1);
		await sandbox.control.reset();
		expect(sandbox.control.requestCount()).toBe(0);
		await sandbox.close();
	}
	expect(answers[0]).toEqual(answers[1]);
});
