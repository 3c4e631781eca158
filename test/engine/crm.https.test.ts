import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { IDataObject } from 'n8n-workflow';

import type { WorkflowJson } from '../../runtimes/engine/engine';
import { SALESFORCE_INSTANCE, startCrmOverHttps } from '../../sandbox/crm/overHttps';
import { CREDENTIAL, CRM_CREDENTIALS } from '../../scripts/examples';
import { openCrmFixture, scoreIn, succeeded } from './crmFixture';
import type { CrmFixture } from './crmFixture';

/**
 * The way from n8n to the stand-ins: which nodes and which credentials take it, and who else may.
 * Renewing a token by OAuth2 needs n8n's own credentials: test/server/crm.test.ts.
 */

jest.setTimeout(120_000);

const { hubspot } = CRM_CREDENTIALS;
const JWT = 'jwt';

let fixture: CrmFixture;

beforeAll(async () => {
	const { privateKey } = generateKeyPairSync('rsa', {
		modulusLength: 2048,
		publicKeyEncoding: { type: 'spki', format: 'pem' },
		privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
	});
	fixture = await openCrmFixture({
		[JWT]: {
			type: 'salesforceJwtApi',
			data: { environment: 'production', clientId: 'client', username: 'me', privateKey },
		},
	});
});

afterAll(async () => await fixture?.close());
beforeEach(async () => await fixture.reset());

type Step = WorkflowJson['nodes'][number];

/** Nodes one after the other. */
const chain = (...steps: readonly Step[]): WorkflowJson => ({
	nodes: [...steps],
	connections: Object.fromEntries(
		steps
			.slice(1)
			.map((step, index) => [
				steps[index]?.name ?? '',
				{ main: [[{ node: step.name, type: 'main', index: 0 }]] },
			]),
	),
});

const uses = (type: string, id: string) => ({ credentials: { [type]: { id, name: id } } });

const ANALYZE: Step = {
	name: 'Score',
	type: 'n8n-nodes-leadspredict.leadsPredict',
	typeVersion: 1,
	parameters: { resource: 'lead', operation: 'analyze' },
	...uses(CREDENTIAL.type, CREDENTIAL.id),
};

const prepare = (parameters: IDataObject): Step => ({
	name: 'Prepare',
	type: 'n8n-nodes-leadspredict.leadsPredict',
	typeVersion: 1,
	parameters: { resource: 'crm', operation: 'prepareUpdate', ...parameters },
});

const http = (parameters: IDataObject, credentialType: string, id: string): Step => ({
	name: 'Call',
	type: 'n8n-nodes-base.httpRequest',
	typeVersion: 4.2,
	parameters: {
		authentication: 'predefinedCredentialType',
		nodeCredentialType: credentialType,
		...parameters,
	},
	...uses(credentialType, id),
});

const AS_PREPARED: IDataObject = {
	method: '={{ $json.method }}',
	url: '={{ $json.url }}',
	sendBody: true,
	specifyBody: 'json',
	jsonBody: '={{ $json.body }}',
};

const toItems = (...items: readonly IDataObject[]) => items.map((json) => ({ json }));
const counts = (crm: 'hubspot' | 'salesforce') => fixture.crm.control.requestCounts(crm);

describe("n8n's own HubSpot node", () => {
	it('writes one record at a time from flat records, each its own score', async () => {
		const { crm, engine, sandbox } = fixture;
		const emails = ['ada@x.example', 'ben@x.example'];
		for (const email of emails) crm.control.contacts.put({ email });
		const upsert: Step = {
			name: 'Write',
			type: 'n8n-nodes-base.hubspot',
			typeVersion: 2.2,
			parameters: {
				authentication: 'appToken',
				resource: 'contact',
				operation: 'upsert',
				email: '={{ $json.email }}',
				additionalFields: {
					customPropertiesUi: {
						customPropertiesValues: [
							{ property: 'leadspredict_score', value: '={{ $json.leadspredict_score }}' },
							{ property: 'leadspredict_id', value: '={{ $json.leadspredict_id }}' },
						],
					},
				},
			},
			...uses(hubspot.type, hubspot.id),
		};
		const run = await engine.run(
			chain(ANALYZE, prepare({ crm: 'hubspot', format: 'records' }), upsert),
			{ items: toItems(...emails.map((email) => ({ email }))) },
		);
		succeeded(run);
		for (const email of emails) {
			expect(crm.control.contacts.get(email)?.properties['leadspredict_score']).toBe(
				String(scoreIn(sandbox, email)),
			);
		}
		expect(crm.control.contacts.all()).toHaveLength(2);
	});
});

describe('Salesforce by JWT', () => {
	const lead = (index: number) =>
		fixture.crm.control.leads.put({
			LastName: `Family${index}`,
			Company: 'X',
			Email: `person${index}@x.example`,
		});
	const QUERY = 'SELECT Id, LastName, Company, Email FROM Lead';
	const getLeads: Step = {
		name: 'Get leads',
		type: 'n8n-nodes-base.salesforce',
		typeVersion: 1,
		parameters: { authentication: 'jwt', resource: 'search', operation: 'query', query: QUERY },
		...uses('salesforceJwtApi', JWT),
	};

	it.each([
		['HTTP Request', 'requests', http(AS_PREPARED, 'salesforceJwtApi', JWT)],
		[
			"n8n's Salesforce node",
			'records',
			{
				name: 'Write',
				type: 'n8n-nodes-base.salesforce',
				typeVersion: 1,
				parameters: {
					authentication: 'jwt',
					resource: 'lead',
					operation: 'update',
					leadId: '={{ $json.record_id }}',
					updateFields: {
						customFieldsUi: {
							customFieldsValues: [
								{
									fieldId: 'LeadsPredict_Score__c',
									value: '={{ $json.LeadsPredict_Score__c }}',
								},
							],
						},
					},
				},
				...uses('salesforceJwtApi', JWT),
			},
		],
	])('%s writes what the Salesforce node read', async (_, format, write: Step) => {
		const { crm, engine, sandbox } = fixture;
		const ids = [1, 2, 3].map((index) => lead(index).Id);
		const run = await engine.run(
			chain(
				getLeads,
				ANALYZE,
				prepare({ crm: 'salesforceLead', format, instanceUrl: SALESFORCE_INSTANCE }),
				write,
			),
		);
		succeeded(run);
		for (const id of ids) {
			const written = crm.control.leads.get(id);
			const email = String(written?.['Email']);
			expect([email, written?.['LeadsPredict_Score__c']]).toEqual([email, scoreIn(sandbox, email)]);
		}
		expect(counts('salesforce')['POST /services/oauth2/token']).toBeGreaterThan(0);
	});

	it('HTTP Request looks leads up by their emails, and writes those that are there', async () => {
		const { crm, engine, sandbox } = fixture;
		const { Id, OwnerId } = lead(1);
		lead(2);
		lead(2);
		const instanceUrl = SALESFORCE_INSTANCE;
		const named = (name: string, step: Step): Step => ({ ...step, name });
		const asked = http(AS_PREPARED, 'salesforceJwtApi', JWT);
		const readAnswer = prepare({ operation: 'readAnswer' });
		const run = await engine.run(
			chain(
				prepare({ crm: 'salesforceLead', operation: 'prepareLookup', instanceUrl }),
				asked,
				named('Found', readAnswer),
				ANALYZE,
				{
					...named('Prepare 2', prepare({ crm: 'salesforceLead', instanceUrl })),
					onError: 'continueRegularOutput',
				},
				named('Call 2', asked),
				named('Written', readAnswer),
			),
			{ items: toItems(...[1, 2, 3].map((index) => ({ Email: `person${index}@x.example` }))) },
		);
		succeeded(run);
		expect(run.output('Found').map(({ json }) => json['lookup'])).toMatchObject([
			{ result: 'found' },
			{ result: 'several' },
			{ result: 'not_found' },
		]);
		expect(run.output('Written').map(({ json }) => json)).toMatchObject([
			{ email: 'person1@x.example', result: 'written', record_id: Id },
			{ email: 'person2@x.example', result: 'failed' },
			{ email: 'person3@x.example', result: 'failed' },
		]);
		expect(crm.control.leads.get(Id)).toMatchObject({
			LeadsPredict_Score__c: scoreIn(sandbox, 'person1@x.example'),
			OwnerId,
		});
		expect(counts('salesforce')['POST /services/data/:version/composite']).toBe(2);
	});
});

describe('everybody else', () => {
	it.each(['https://leadspredict.example/', 'http://leadspredict.example/'])(
		'%s is not reached from n8n',
		async (url) => {
			const call: Step = {
				name: 'Call',
				type: 'n8n-nodes-base.httpRequest',
				typeVersion: 4.2,
				parameters: { url },
			};
			const run = await fixture.engine.run(chain(call));
			expect(run.status).toBe('error');
			expect(JSON.stringify(run.error)).toContain('403');
			expect(counts('hubspot')).toEqual({});
		},
	);

	/** What the proxy answers to the first line of a request. */
	const ask = async (proxy: string, line: string): Promise<string> =>
		await new Promise((resolve, reject) => {
			const socket = connect(Number(new URL(proxy).port), '127.0.0.1', () =>
				socket.write(`${line}\r\n\r\n`),
			);
			socket.setEncoding('utf8').on('data', (text: string) => {
				resolve(text.split('\r\n')[0] ?? '');
				socket.destroy();
			});
			socket.on('error', reject);
			socket.on('close', () => resolve(''));
		});

	it.each([
		['CONNECT api.hubapi.com:443 HTTP/1.1', '200'],
		['CONNECT API.HubAPI.com:443 HTTP/1.1', '200'],
		['CONNECT api.hubapi.com.leadspredict.example:443 HTTP/1.1', '403'],
		['CONNECT api.hubapi.com:80 HTTP/1.1', '403'],
		['CONNECT 127.0.0.1:443 HTTP/1.1', '403'],
		['CONNECT [::1]:443 HTTP/1.1', '403'],
		['CONNECT leadspredict.example:99999 HTTP/1.1', '400'],
		['CONNECT nonsense HTTP/1.1', '400'],
	])('%s is answered %s', async (line, status) => {
		const { env } = fixture.crm;
		expect(await ask(env['HTTPS_PROXY'] ?? '', `${line}\r\nHost: x`)).toContain(` ${status} `);
	});

	it('is let through when that was asked for, whole', async () => {
		const open = await startCrmOverHttps({ letOthersThrough: true });
		try {
			const proxy = new URL(open.env['HTTPS_PROXY'] ?? '');
			const sandbox = new URL(fixture.sandbox.baseUrl);
			// The sandbox is somebody else to the proxy.
			const answered = await new Promise<string>((resolve, reject) => {
				const tunnel = request({
					host: proxy.hostname,
					port: proxy.port,
					method: 'CONNECT',
					path: sandbox.host,
				});
				tunnel.on('connect', (_, socket) => {
					socket.setEncoding('utf8').on('data', resolve);
					socket.write(`GET / HTTP/1.1\r\nHost: ${sandbox.host}\r\nConnection: close\r\n\r\n`);
				});
				tunnel.on('error', reject).end();
			});
			expect(answered).toMatch(/^HTTP\/1\.1 \d{3} /);
			for (const line of ['CONNECT leadspredict.example:99999', 'CONNECT [::1]:1']) {
				expect(await ask(proxy.href, `${line} HTTP/1.1\r\nHost: x`)).toMatch(/ (400|502) /);
			}
			expect(open.env).not.toHaveProperty('HTTP_PROXY');
		} finally {
			await open.close();
		}
	});

	it('is trusted as before by an n8n that goes to others, too', async () => {
		const folder = mkdtempSync(join(tmpdir(), 'leadspredict-trust-'));
		const file = join(folder, 'company.pem');
		writeFileSync(file, 'the certificate of a company');
		const before = process.env['NODE_EXTRA_CA_CERTS'];
		try {
			for (const [trusted, letOthersThrough] of [
				[file, true],
				[file, false],
				[join(folder, 'missing.pem'), true],
			] as const) {
				process.env['NODE_EXTRA_CA_CERTS'] = trusted;
				const opened = await startCrmOverHttps({ letOthersThrough });
				const text = readFileSync(opened.env['NODE_EXTRA_CA_CERTS'] ?? '', 'utf8');
				await opened.close();
				expect(text).toMatch(/^-----BEGIN CERTIFICATE-----/);
				expect(text.includes('of a company')).toBe(letOthersThrough && trusted === file);
			}
		} finally {
			if (before === undefined) delete process.env['NODE_EXTRA_CA_CERTS'];
			else process.env['NODE_EXTRA_CA_CERTS'] = before;
			rmSync(folder, { recursive: true });
		}
	});
});
