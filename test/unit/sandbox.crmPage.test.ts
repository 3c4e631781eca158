import axios from 'axios';

import { recordsPage, startRecordsPage } from '../../sandbox/crm/page';
import { startCrm } from '../../sandbox/crm/startCrm';
import { addPeople, defineFields, PEOPLE } from '../../scripts/start/people';

const read = async (url: string) => await axios.get<string>(url, { proxy: false });

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
		const { data, headers } = await read(page.url);
		expect(headers['content-type']).toContain('text/html');
		expect(data.match(/<tr>/g)).toHaveLength(4 + 4 * PEOPLE + 1);
		expect(data).toContain('&lt;b&gt;Bold&lt;/b&gt; &amp; Co');
		expect(data).toContain('<td data-field="leadspredict_score">77</td>');
		expect(data).not.toContain(crm.tokens.hubspot);
	} finally {
		await page.close();
		await crm.close();
	}
});

test('the page marks what the latest run of requests changed, with the value before', async () => {
	let time = Date.parse('2026-01-02T03:04:05Z');
	const crm = await startCrm();
	const page = await startRecordsPage(crm, 0, () => new Date(time));
	try {
		defineFields(crm.control);
		const { id } = crm.control.contacts.put({ email: 'a@x.example', leadspredict_score: '7' });
		expect((await read(page.url)).data).toContain('There was no sync yet');

		const write = async (score: string) =>
			await axios.patch(
				`${crm.hubspotUrl}/crm/v3/objects/contacts/${id}`,
				{ properties: { leadspredict_score: score } },
				{ headers: { authorization: `Bearer ${crm.tokens.hubspot}` }, proxy: false },
			);
		await write('50');
		time += 15_000;
		await write('90');
		const { data } = await read(page.url);
		expect(data).toContain('<del>7</del> → <ins>90</ins>');
		expect(data).toContain('made 2 requests');
		expect(data).toContain('Changed in the last sync: 1.');

		time += 15_001;
		await write('90');
		const { data: again } = await read(page.url);
		expect(again).not.toContain('<ins>');
		expect(again).toContain('Changed in the last sync: 0.');
	} finally {
		await page.close();
		await crm.close();
	}
});

test('the page is complete without records, and refuses other host names', async () => {
	const crm = await startCrm();
	const page = await startRecordsPage(crm, 0);
	try {
		expect(recordsPage(crm.control)).toMatch(
			/^<!doctype html>.*HubSpot contacts.*Salesforce leads.*<\/html>$/s,
		);
		const { status } = await axios.get(page.url, {
			headers: { host: 'evil.example' },
			proxy: false,
			validateStatus: null,
		});
		expect(status).toBe(403);
	} finally {
		await page.close();
		await crm.close();
	}
});
