import { join } from 'node:path';

import axios from 'axios';
import { chromium } from 'playwright-core';
import type { Browser, Page } from 'playwright-core';

import { startRecordsPage } from '../../sandbox/crm/page';
import { startCrm } from '../../sandbox/crm/startCrm';
import { startSandbox } from '../../sandbox/sandbox';
import { findChromium } from '../../scripts/findChromium.cjs';
import { addPeople, defineFields } from '../../scripts/start/people';

jest.setTimeout(90_000);

const HOSTILE = '<script>document.title="taken"</script><img src="http://evil.example/x">';

const RELOAD = '<meta http-equiv="refresh" content="5" />';

let browser: Browser;
beforeAll(async () => {
	browser = await chromium.launch({ executablePath: findChromium() ?? '', args: ['--no-sandbox'] });
});
afterAll(async () => await browser?.close());

/** Opens a page in light, dark and narrow form. @returns the first, and every address it asked for */
async function open(url: string, name: string): Promise<{ page: Page; asked: string[] }> {
	const asked: string[] = [];
	const views = [
		{ form: 'light', colorScheme: 'light', width: 1280 },
		{ form: 'dark', colorScheme: 'dark', width: 1280 },
		{ form: 'narrow', colorScheme: 'light', width: 390 },
	] as const;
	const pages: Page[] = [];
	for (const { form, colorScheme, width } of views) {
		const page = await browser.newPage({ colorScheme, viewport: { width, height: 800 } });
		page.on('request', (request) => asked.push(request.url()));
		// The page reloads itself every five seconds, which on a busy machine is while it is read.
		await page.route(url, async (route) => {
			const response = await route.fetch();
			const whole = await response.text();
			expect(whole).toContain(RELOAD);
			await route.fulfill({ response, body: whole.replace(RELOAD, '') });
		});
		await page.goto(url);
		// The page itself never scrolls sideways; a wide table does so in its own box.
		expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
		const folder = process.env['LEADSPREDICT_PAGES_FOLDER'];
		if (folder) await page.screenshot({ path: join(folder, `${name}-${form}.png`) });
		pages.push(page);
	}
	const [page] = pages;
	if (!page) throw new Error('There is no page');
	return { page, asked };
}

test('the page of the sandbox shows leads with their history, deliveries and requests left', async () => {
	const sandbox = await startSandbox();
	try {
		sandbox.control.subscribe({
			url: 'http://127.0.0.1:9/hook?token=secret',
			events: ['lead.hot'],
		});
		const analyze = async (leads: readonly object[]) =>
			await axios.post(
				`${sandbox.baseUrl}/leads/analyze`,
				{ leads },
				{ headers: { authorization: `Bearer ${sandbox.apiKey}` }, proxy: false },
			);
		await analyze([
			{ email: 'a@x.example', name: HOSTILE, engagement_score: 10 },
			{ email: 'b@x.example', name: 'Bea Miller', company: 'Acme', engagement_score: 40 },
		]);
		const hot = {
			...{ email: 'a@x.example', name: HOSTILE, company: 'Acme', phone: '+49 30 1234567' },
			...{ industry: 'Software', revenue: 5_000_000, employees: 250, engagement_score: 95 },
		};
		await analyze([{ ...hot, engagement_score: 40 }]);
		await analyze([hot]);
		await sandbox.control.settled();

		const { page, asked } = await open(sandbox.pageUrl, 'sandbox');
		const text = await page.innerText('body');
		expect(text).toContain('not LeadsPredict');
		expect(text).toContain(HOSTILE);
		expect(await page.title()).toBe('LeadsPredict sandbox');
		expect(text).toContain('lead.hot');
		expect(text).toMatch(/failed \(ECONNREFUSED, 4 attempts\)/);
		expect(text).toMatch(/Requests left this (hour|day)\s+\d+ of \d+/);
		const charts = await page.locator('svg').evaluateAll((all) => all.map((svg) => svg.outerHTML));
		expect(charts).toHaveLength(2);
		const markup = await page.content();
		expect(markup).not.toContain(sandbox.apiKey);
		expect(markup).not.toContain('secret');
		expect(new Set(asked)).toEqual(new Set([sandbox.pageUrl]));
	} finally {
		await sandbox.close();
	}
});

test('the page of the CRM records shows the systems side by side and what the last sync changed', async () => {
	const crm = await startCrm();
	const records = await startRecordsPage(crm, 0);
	try {
		defineFields(crm.control);
		addPeople(crm.control);
		const { id } = crm.control.contacts.put({
			...{ email: 'a@x.example', firstname: HOSTILE, leadspredict_score: '7' },
		});
		const properties = { leadspredict_score: '93', leadspredict_category: 'hot' };
		await axios.patch(
			`${crm.hubspotUrl}/crm/v3/objects/contacts/${id}`,
			{ properties },
			{ headers: { authorization: `Bearer ${crm.tokens.hubspot}` }, proxy: false },
		);
		const { page, asked } = await open(`${records.url}/`, 'records');
		const text = await page.innerText('body');
		expect(text).toContain(HOSTILE);
		expect(await page.title()).toBe('Records of the CRM stand-ins');
		expect(await page.locator('td.changed').allInnerTexts()).toEqual(['7 → 93', 'hot']);
		const boxes = await page.locator('section').evaluateAll((all) =>
			all.map((section) => {
				const { x, y } = section.getBoundingClientRect();
				return { x, y };
			}),
		);
		expect(boxes[1]?.y).toBe(boxes[0]?.y);
		expect(boxes[1]?.x).toBeGreaterThan(boxes[0]?.x ?? Infinity);
		expect(await page.content()).not.toContain(crm.tokens.hubspot);
		expect(new Set(asked)).toEqual(new Set([`${records.url}/`]));
	} finally {
		await records.close();
		await crm.close();
	}
});
