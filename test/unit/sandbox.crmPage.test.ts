import axios from 'axios';

import { recordsPage, startRecordsPage } from '../../sandbox/crm/page';
import { startCrm } from '../../sandbox/crm/startCrm';
import { addPeople, defineFields, PEOPLE } from '../../scripts/start/people';

test('the page shows every record, and escapes text from users', async () => {
	const crm = await startCrm();
	const page = await startRecordsPage(crm, 0);
	try {
		defineFields(crm.control);
		addPeople(crm.control);
		crm.control.contacts.put({
			email: 'a@x.example',
			company: '<b>Bold</b> & Co',
			leadspredict_score: '77',
		});
		const { data, headers } = await axios.get<string>(page.url, { proxy: false });
		expect(headers['content-type']).toContain('text/html');
		expect(data.match(/<tr>/g)).toHaveLength(2 + PEOPLE + 1 + PEOPLE);
		expect(data).toContain('&lt;b&gt;Bold&lt;/b&gt; &amp; Co');
		expect(data).toContain('<td>77</td>');
	} finally {
		await page.close();
		await crm.close();
	}
});

test('the page is complete without records', () => {
	expect(recordsPage([], [])).toMatch(
		/^<!doctype html>.*HubSpot contacts.*Salesforce leads.*<\/html>$/s,
	);
});
