import { readFileSync } from 'node:fs';

import { chromium } from 'playwright-core';
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';

import type { N8nServer } from '../../runtimes/server/server';
import { findChromium } from '../../scripts/findChromium.cjs';

/** n8n's editor in Chromium, in the words of a person who uses it. Nothing here sleeps. */

const VIEWPORT = { width: 1440, height: 900 };
const PATIENCE_MS = 20_000;

/** Pixels below the last thing in a picture. */
const MARGIN = 16;
/** The icons of neighbouring nodes lie half outside of a node's panel. */
const STILL = '[data-test-id="floating-nodes"] { visibility: hidden }';

const ARGS = [
	...['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'],
	...['--disable-background-networking', '--disable-component-update', '--disable-sync'],
];

const testId = (id: string): string => `[data-test-id="${id}"]`;
const quoted = (text: string): string => JSON.stringify(text);

const visible = (locator: Locator): Locator => locator.filter({ visible: true });

/** Texts of the visible ones, on one line each. */
async function textsOf(locator: Locator): Promise<string[]> {
	const texts = await visible(locator).allInnerTexts();
	return texts.map((text) => text.replace(/\s+/g, ' ').trim());
}

/** The first lines of the visible ones; below are descriptions and switches. */
async function firstLinesOf(locator: Locator): Promise<string[]> {
	const texts = await visible(locator).allInnerTexts();
	return texts.map((text) => text.trim().split('\n')[0] ?? '');
}

async function boxOf(locator: Locator) {
	const box = await locator.boundingBox();
	if (box === null) throw new Error('What should be in the picture is not on the screen.');
	return box;
}

/** What has been drawn: fonts and icons arrive late, also after a panel has opened. */
async function painted(page: Page): Promise<void> {
	// Not an async function: a promise counts as true at once.
	await page.waitForFunction(() => {
		const moving = document.getAnimations().some(({ playState, effect }) => {
			const { iterations } = effect?.getComputedTiming() ?? {};
			return playState === 'running' && iterations !== Infinity;
		});
		// An expression gets its colour once the editor knows whether it can be resolved.
		const coloured = Array.from(
			document.querySelectorAll('[title$="has an expression"]'),
			(field) => field.querySelector('[class*="valid-resolvable"]') !== null,
		).every(Boolean);
		const loaded = Array.from(document.images).every(({ complete }) => complete);
		return document.fonts.status === 'loaded' && loaded && coloured && !moving;
	});
}

/** What the editor complains about for reasons of its own. */
const KNOWN_COMPLAINTS = [
	// n8n has no preview of what most of its own nodes put out, and asks for it nevertheless.
	/404 \(Not Found\) \S+\/schemas\/n8n-nodes-base\./,
];

export interface EditorOptions {
	readonly colorScheme?: 'light' | 'dark';
	/** Pixels, for a panel that is higher than most screens. */
	readonly height?: number;
}

/** Pictures side by side, each below its caption. */
export async function screenshotRow(
	frames: ReadonlyArray<{ readonly caption: string; readonly path: string }>,
	path: string,
): Promise<void> {
	const figures = frames.map((frame) => {
		const picture = readFileSync(frame.path).toString('base64');
		return `<figure><figcaption>${frame.caption}</figcaption><img src="data:image/png;base64,${picture}"></figure>`;
	});
	const browser = await chromium.launch({ executablePath: findChromium() ?? '', args: ARGS });
	try {
		const page = await browser.newPage({ viewport: { width: 1600, height: 700 } });
		await page.setContent(
			`<style>
				main { display: inline-flex; gap: 24px; padding: 24px; background: #fff; font: 600 22px sans-serif; color: #333 }
				figure { margin: 0 } figcaption { margin-bottom: 12px }
				img { zoom: 0.6; max-height: 800px; object-fit: cover; object-position: top; border: 1px solid #ddd; border-radius: 8px }
			</style><main>${figures.join('')}</main>`,
		);
		await painted(page);
		await page.locator('main').screenshot({ path });
	} finally {
		await browser.close();
	}
}

export class Editor {
	/** Errors and warnings that n8n's own pages wrote to the console. */
	readonly complaints: string[] = [];

	private constructor(
		private readonly browser: Browser,
		private readonly context: BrowserContext,
		private readonly page: Page,
		private readonly url: string,
	) {
		page.on('pageerror', ({ message }) => this.complaints.push(message));
		page.on('console', (message) => {
			if (!['error', 'warning'].includes(message.type())) return;
			// n8n looks for news about packages on other hosts; whether they answer is not our matter.
			const { url: source } = message.location();
			if (source !== '' && !source.startsWith(url)) return;
			const complaint = `${message.text()} ${source}`.trim();
			if (!KNOWN_COMPLAINTS.some((known) => known.test(complaint))) this.complaints.push(complaint);
		});
	}

	/** Opens a browser, logged in as the owner of this n8n. */
	static async launch(
		n8n: N8nServer,
		{ colorScheme = 'light', height = VIEWPORT.height }: EditorOptions = {},
	) {
		const executablePath = findChromium();
		if (executablePath === undefined) {
			throw new Error('There is no Chromium here; `npm test` says how to get one.');
		}
		const browser = await chromium.launch({ executablePath, args: ARGS });
		try {
			const context = await browser.newContext({
				viewport: { ...VIEWPORT, height },
				reducedMotion: 'reduce',
				colorScheme,
			});
			context.setDefaultTimeout(PATIENCE_MS);
			const { cookie, browserId } = n8n.rest.session();
			await context.addCookies(
				cookie.split('; ').map((pair) => {
					const [name = '', ...value] = pair.split('=');
					return { name, value: value.join('='), url: n8n.url };
				}),
			);
			await context.addInitScript((id) => {
				localStorage.setItem('n8n-browserId', id);
				// Messages in the corner cover what is below them.
				document.addEventListener('DOMContentLoaded', () => {
					const style = document.createElement('style');
					style.textContent = '.el-notification { display: none !important }';
					document.head.append(style);
				});
			}, browserId);
			return new Editor(browser, context, await context.newPage(), n8n.url);
		} catch (error) {
			await browser.close();
			throw error;
		}
	}

	async openWorkflow(id: string): Promise<void> {
		await this.page.goto(`${this.url}/workflow/${id}`);
		await this.page.locator(testId('canvas-node')).first().waitFor();
		await painted(this.page);
	}

	/** The whole workflow, as large as it fits. */
	async screenshotCanvas(path: string): Promise<void> {
		await this.page
			.locator('.vue-flow')
			.first()
			.click({ position: { x: 5, y: 5 } });
		// n8n's key for "zoom to fit".
		await this.page.keyboard.press('1');
		await this.page.mouse.move(0, 0);
		await painted(this.page);
		const nodes = await Promise.all(
			(await this.page.locator('.vue-flow__node').all()).map((node) => node.boundingBox()),
		);
		const boxes = nodes.filter((box) => box !== null);
		const x = Math.min(...boxes.map((box) => box.x)) - MARGIN;
		const y = Math.min(...boxes.map((box) => box.y)) - MARGIN;
		const right = Math.max(...boxes.map((box) => box.x + box.width)) + MARGIN;
		const bottom = Math.max(...boxes.map((box) => box.y + box.height)) + 2 * MARGIN;
		const clip = { x: Math.max(0, x), y: Math.max(0, y), width: right - x, height: bottom - y };
		await this.page.screenshot({ path, clip, animations: 'disabled', style: STILL });
	}

	/** What the canvas says below the name of a node. */
	async subtitleOf(node: string): Promise<string | undefined> {
		const lines = (await this.nodeOnCanvas(node).innerText()).split('\n');
		return lines.filter((line) => line !== '')[1];
	}

	async openNode(name: string): Promise<NodePanel> {
		await this.nodeOnCanvas(name).dblclick();
		const panel = new NodePanel(this.page);
		await panel.ready();
		return panel;
	}

	/**
	 * Types into the search of the node creator.
	 * @param expected the name of an entry that is waited for
	 */
	async searchNodes(text: string, expected: string): Promise<NodeCreator> {
		await this.page.locator(testId('node-creator-plus-button')).click();
		await this.page.locator(testId('node-creator-search-bar')).pressSequentially(text);
		const creator = new NodeCreator(this.page);
		await creator.entry(expected).waitFor();
		await painted(this.page);
		return creator;
	}

	/** n8n tests a saved credential as soon as it is opened. */
	async openCredential(id: string): Promise<CredentialPanel> {
		await this.page.goto(`${this.url}/home/credentials/${id}`);
		const panel = new CredentialPanel(this.page);
		await panel.tested();
		return panel;
	}

	async close(): Promise<void> {
		await this.context.close();
		await this.browser.close();
	}

	private nodeOnCanvas(name: string): Locator {
		return this.page.locator(`${testId('canvas-node')}[data-node-name=${quoted(name)}]`);
	}
}

/** What all of the editor's panels can do. */
abstract class Panel {
	protected abstract readonly root: Locator;

	constructor(protected readonly page: Page) {}

	/** Everything that can be read in it. */
	async text(): Promise<string> {
		return (await this.root.innerText()).replace(/\s+/g, ' ');
	}

	async screenshot(path: string): Promise<void> {
		await this.photograph(this.root, path);
	}

	/** @param last cuts off what is below it, where there is nothing to see */
	protected async photograph(part: Locator, path: string, last?: Locator): Promise<void> {
		// What the pointer is over looks different.
		await this.page.mouse.move(0, 0);
		await painted(this.page);
		const clip = await boxOf(part);
		if (last !== undefined) {
			const { y, height } = await boxOf(last);
			clip.height = Math.min(clip.height, y + height + MARGIN - clip.y);
		}
		await this.page.screenshot({ path, clip, animations: 'disabled', style: STILL });
	}
}

export interface Table {
	readonly columns: readonly string[];
	readonly rows: ReadonlyArray<readonly string[]>;
}

export class NodePanel extends Panel {
	protected readonly root = this.page.locator(testId('ndv'));
	private readonly parameters = this.page.locator(testId('node-parameters'));
	private readonly output = this.page.locator(testId('output-panel'));

	async ready(): Promise<void> {
		await this.parameters.waitFor();
		await painted(this.page);
	}

	/** Labels of the fields, from top to bottom. */
	async labels(): Promise<string[]> {
		return await firstLinesOf(
			this.parameters.locator(`${testId('credentials-label')}, ${testId('input-label')}`),
		);
	}

	/** All that the middle column says. */
	async parameterText(): Promise<string> {
		return (await this.parameters.innerText()).replace(/\s+/g, ' ');
	}

	/** The fields that the node before usually puts out, as the left column shows before a run. */
	async previewedFields(): Promise<string[]> {
		const input = this.page.locator(testId('ndv-input-panel'));
		await input.locator(testId('schema-preview-warning')).first().waitFor();
		await painted(this.page);
		// The list is virtual: the order in the page's code is not the order on the screen.
		return await input.locator(testId('run-data-schema-node-name')).evaluateAll((names) =>
			names
				.map((name) => ({
					text: name.textContent?.trim() ?? '',
					y: name.getBoundingClientRect().y,
				}))
				.sort((a, b) => a.y - b.y)
				.map(({ text }) => text),
		);
	}

	async notices(): Promise<string[]> {
		return await textsOf(this.parameters.getByRole('region'));
	}

	/** What an empty field proposes. */
	async placeholder(parameter: string): Promise<string | null> {
		return await this.field(parameter).locator('input').getAttribute('placeholder');
	}

	/** What can be chosen in a list, by the first line of each entry. */
	async choices(parameter: string): Promise<string[]> {
		await this.field(parameter).click();
		return await this.readMenu();
	}

	/** What can be added to a collection, such as Options. */
	async addable(collection: string): Promise<string[]> {
		await this.adderOf(collection).click();
		return await this.readMenu();
	}

	async add(collection: string, field: string): Promise<void> {
		await this.adderOf(collection).click();
		await this.menu().filter({ hasText: field }).click();
		await this.collection(collection).getByText(field, { exact: true }).waitFor();
		await painted(this.page);
	}

	async fill(parameter: string, value: string): Promise<void> {
		await this.field(parameter).locator('input').fill(value);
	}

	async openWebhookUrls(): Promise<void> {
		await this.parameters.getByText('Webhook URLs', { exact: true }).click();
		await this.parameters.getByText('Production URL', { exact: true }).click();
	}

	/** Runs the node and waits until it has ended, well or badly. */
	async execute(): Promise<void> {
		await this.start();
		await this.ended();
	}

	/** Runs the node; a trigger then listens. */
	async start(): Promise<void> {
		const started = this.page.waitForResponse(
			(response) => response.request().method() === 'POST' && response.url().endsWith('/run'),
		);
		await this.page.locator(testId('node-execute-button')).first().click();
		await started;
	}

	async ended(): Promise<void> {
		await this.output
			.locator(`${testId('node-run-status-success')}, ${testId('node-error-message')}`)
			.first()
			.waitFor();
		await painted(this.page);
	}

	/** What the editor says above the output. */
	async hints(): Promise<string[]> {
		return await textsOf(this.output.locator(testId('node-hint')));
	}

	/** The output as a table; its first page. */
	async table(): Promise<Table> {
		await this.output.locator(testId('radio-button-table')).click();
		const table = this.output.locator('table').first();
		await table.waitFor();
		// No named function in here: it runs in the page, where tsx's helper for names is missing.
		return await table.evaluate((element) => {
			const [columns = [], ...rows] = Array.from(element.querySelectorAll('tr'), (row) =>
				Array.from(row.querySelectorAll('th, td'), (cell) => cell.textContent?.trim() ?? ''),
			);
			return { columns, rows };
		});
	}

	async error(): Promise<{ title: string; advice: string }> {
		const part = async (id: string) => (await textsOf(this.output.locator(testId(id)))).join(' ');
		return {
			title: await part('node-error-message'),
			advice: await part('node-error-description'),
		};
	}

	/** The middle column. */
	async screenshotParameters(path: string): Promise<void> {
		await this.photograph(
			this.parameters.locator('xpath=ancestor::*[.//*[@data-test-id="node-execute-button"]][1]'),
			path,
		);
	}

	/** The right column, where it shows an error. */
	async screenshotError(path: string): Promise<void> {
		await this.photograph(this.output, path, this.output.getByText('Other info'));
	}

	private field(parameter: string): Locator {
		return this.parameters.locator(testId(`parameter-input-${parameter}`));
	}

	private collection(label: string): Locator {
		return this.parameters
			.locator(testId('parameter-item'))
			.filter({ has: this.page.getByText(label, { exact: true }) })
			.filter({ has: this.page.locator(testId('collection-parameter-add')) });
	}

	private adderOf(label: string): Locator {
		return this.collection(label).locator(testId('collection-parameter-add'));
	}

	private menu(): Locator {
		return visible(this.page.getByRole('option'));
	}

	private async readMenu(): Promise<string[]> {
		await this.menu().first().waitFor();
		const entries = await firstLinesOf(this.menu());
		await this.page.keyboard.press('Escape');
		await this.menu().first().waitFor({ state: 'hidden' });
		return entries;
	}
}

export class NodeCreator extends Panel {
	protected readonly root = this.page.locator(testId('node-creator'));

	/** What is listed, without the empty space below. */
	override async screenshot(path: string): Promise<void> {
		const entries = visible(this.root.locator(testId('item-iterator-item')));
		await this.photograph(this.root, path, entries.last());
	}

	entry(name: string): Locator {
		return this.root.locator(testId('node-creator-item-name')).getByText(name, { exact: true });
	}

	/** Names of what is listed. */
	async entries(): Promise<string[]> {
		return await textsOf(this.root.locator(testId('node-creator-item-name')));
	}

	async descriptions(): Promise<string[]> {
		return await textsOf(this.root.locator(testId('node-creator-item-description')));
	}

	/** Opens an entry: its actions are listed now. */
	async open(name: string): Promise<void> {
		await this.entry(name).click();
		await this.root.locator(testId('node-creator-category-item')).first().waitFor();
		await this.entry(name).waitFor({ state: 'hidden' });
		await painted(this.page);
	}

	/** "Actions (3)" and the like. */
	async sections(): Promise<string[]> {
		return await textsOf(this.root.locator(testId('node-creator-category-item')));
	}

	/** Opens or closes a section. */
	async toggle(section: string): Promise<void> {
		await this.root
			.locator(testId('node-creator-category-item'))
			.filter({ hasText: section })
			.click();
		await painted(this.page);
	}
}

export class CredentialPanel extends Panel {
	protected readonly root = this.page.locator(testId('editCredential-modal'));
	private readonly success = this.root.locator(testId('credentials-config-container-test-success'));
	private readonly failure = this.root.getByText('Couldn’t connect with these settings');

	/** Waits for the outcome of n8n's test. */
	async tested(): Promise<void> {
		await visible(this.success.or(this.failure)).first().waitFor();
		await painted(this.page);
	}

	async succeeded(): Promise<boolean> {
		return await this.success.isVisible();
	}

	/** Opens what n8n says about a failed test. */
	async openDetails(): Promise<void> {
		await this.root.getByText('More details').click();
		await this.root.getByText('More details').waitFor({ state: 'hidden' });
	}

	async notices(): Promise<string[]> {
		return await textsOf(this.root.getByRole('region'));
	}

	/** Waits until a notice is there, or is there no more. */
	async waitForNotice(text: string, state: 'visible' | 'hidden'): Promise<void> {
		await this.root.getByRole('region').filter({ hasText: text }).waitFor({ state });
	}

	async fill(field: string, value: string): Promise<void> {
		await this.root.locator(`${testId(`parameter-input-${field}`)} input`).fill(value);
	}
}
