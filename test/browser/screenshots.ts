// The pictures in docs/images, taken of a real n8n: npm run screenshots

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

import { Editor, screenshotRow } from './editor';
import { openFixture } from './fixture';
import type { Fixture } from './fixture';
import { readSubWorkflow } from '../../scripts/examples';
import { addPeople, defineFields } from '../../scripts/start/people';

const FOLDER = join(__dirname, '..', '..', 'docs', 'images');
const to = (name: string): string => join(FOLDER, `${name}.png`);

const NO_EMAIL = [
	{ email: 'ada@lovelace.example', name: 'Ada Lovelace', company: 'Analytical Engines' },
	{ name: 'Charles Babbage', company: 'Difference Engines' },
	{ email: 'grace@hopper.example', name: 'Grace Hopper', company: 'Compilers' },
];

/** What looks different in the dark; the same steps for both. */
async function photographNode(fixture: Fixture, colorScheme: 'light' | 'dark'): Promise<void> {
	const credential = await fixture.credential('LeadsPredict account');
	const workflow = await fixture.scoring(NO_EMAIL, credential, {
		parameters: {
			leadFields: { email: '={{ $json.email }}', company: '={{ $json.company }}' },
			options: { includeOtherFields: true, leadsPerRequest: 100 },
		},
	});
	const editor = await Editor.launch(fixture.n8n, { colorScheme, height: 1040 });
	try {
		await editor.openWorkflow(workflow.id);
		const panel = await editor.openNode('LeadsPredict');
		await panel.screenshotParameters(to(`node-${colorScheme}`));
	} finally {
		await editor.close();
	}
}

async function photographTheRest(fixture: Fixture): Promise<void> {
	const credential = await fixture.credential('LeadsPredict account', { webhookToken: 'set' });
	const editor = await Editor.launch(fixture.n8n);
	try {
		const example = await fixture.example('score-leads', credential);
		await editor.openWorkflow(example.id);
		const creator = await editor.searchNodes('lead score', 'LeadsPredict');
		await creator.screenshot(to('search'));
		await creator.open('LeadsPredict');
		await creator.toggle('Triggers');
		await creator.screenshot(to('actions'));

		await editor.openWorkflow(example.id);
		const scores = await editor.openNode('Score leads');
		await scores.execute();
		await scores.table();
		await scores.screenshot(to('scores'));

		const wrong = await fixture.scoring(NO_EMAIL, credential);
		await editor.openWorkflow(wrong.id);
		const error = await editor.openNode('LeadsPredict');
		await error.execute();
		await error.screenshotError(to('error'));

		const trigger = await fixture.trigger(credential);
		await editor.openWorkflow(trigger.id);
		const panel = await editor.openNode('LeadsPredict Trigger');
		await panel.openWebhookUrls();
		await panel.screenshot(to('trigger'));

		const credentialPanel = await editor.openCredential(credential.id);
		await credentialPanel.screenshot(to('credential'));
	} finally {
		await editor.close();
	}
}

/** The CRM steps, in the workflow that scores HubSpot contacts. */
async function photographCrm(fixture: Fixture): Promise<void> {
	defineFields(fixture.crm.control);
	addPeople(fixture.crm.control);
	const credential = await fixture.credential('LeadsPredict account for the CRM');
	const example = await fixture.example('hubspot-score-contacts', credential);
	const editor = await Editor.launch(fixture.n8n);
	try {
		await editor.openWorkflow(example.id);
		const answer = await editor.openNode('Sync to HubSpot');
		await answer.execute();
		await answer.table();
		await answer.screenshot(to('crm-answer'));

		await editor.openWorkflow(example.id);
		await editor.screenshotCanvas(to('crm-workflow'));
		const sync = (await fixture.n8n.rest.workflows()).find(
			({ name }) => name === readSubWorkflow('hubspot-sync-contacts').name,
		);
		await editor.openWorkflow(sync?.id ?? '');
		await editor.screenshotCanvas(to('crm-sync'));
		const byHand = await fixture.scoring(NO_EMAIL, credential, {
			parameters: { resource: 'crm', operation: 'prepareUpdate', crm: 'hubspot' },
		});
		await editor.openWorkflow(byHand.id);
		const update = await editor.openNode('LeadsPredict');
		await update.screenshotParameters(to('crm-update'));
	} finally {
		await editor.close();
	}
}

async function main(): Promise<void> {
	mkdirSync(FOLDER, { recursive: true });
	const fixture = await openFixture();
	try {
		await photographNode(fixture, 'light');
		await photographNode(fixture, 'dark');
		await photographTheRest(fixture);
		await photographCrm(fixture);
		await screenshotRow(
			[
				{ caption: '1. Add the node', path: to('search') },
				{ caption: '2. Set it up', path: to('node-light') },
				{ caption: '3. Run it: one score for each lead', path: to('scores') },
			],
			to('steps'),
		);
	} finally {
		await fixture.close();
	}
	console.log(`The pictures are in ${FOLDER}.`);
}

main().catch((error: unknown) => {
	console.error(error instanceof Error ? error.message : String(error));
	process.exitCode = 1;
});
