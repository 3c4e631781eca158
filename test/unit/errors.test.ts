import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { NodeApiError, NodeOperationError } from 'n8n-workflow';
import type { INode } from 'n8n-workflow';

import { failAllItems, nodeError } from '../../nodes/LeadsPredict/actions/errors';
import { anchor as slug } from '../../scripts/sources';
import { problem } from '../../nodes/LeadsPredict/problems/problem';
import { connectionLost, refused, unreadable } from '../../nodes/LeadsPredict/problems/response';
import type { Problem } from '../../nodes/LeadsPredict/types';
import { ERROR_RESPONSE } from '../data/reference';

const NODE: INode = {
	id: '1',
	name: 'LeadsPredict',
	type: 'n8n-nodes-leadspredict.leadsPredict',
	typeVersion: 1,
	position: [0, 0],
	parameters: {},
};

const noEmail = problem('no_email', { refusal: undefined, knownAs: 'Ann', label: 'row' });

const answer = (status: number, body?: unknown) => ({ status, body, headers: {}, rateLimit: {} });
const saying = (message: string) => ({ status: 'error', error: { code: 'ENOENT', message } });

const PAGE = join(__dirname, '..', '..', 'docs', 'troubleshooting.md');

describe('an error that n8n shows', () => {
	it.each<[string, Problem]>([
		['a missing email', noEmail],
		[
			'a doubtful value',
			problem('doubtful_value', { label: 'Revenue', value: 'ENOENT', why: 'not a number' }),
		],
		['the documented error', refused(answer(400, ERROR_RESPONSE))],
		['a bare 404', refused(answer(404))],
		['a bare 502', refused(answer(502))],
		['a wrong key', refused(answer(401, saying('Invalid API key')))],
		['a refused connection', connectionLost({ code: 'ECONNREFUSED' })],
		['a timeout', connectionLost({ code: 'ETIMEDOUT' })],
		['a web page', unreadable(answer(200, '<html>'))],
		['words that hold a code of Node.js', refused(answer(400, saying('This lead is preexisting')))],
		['a code of Node.js', refused(answer(500, saying('connect ECONNREFUSED 10.0.0.1')))],
	])('has our text for %s, never n8n’s general one', (_, shown) => {
		const error = nodeError(NODE, shown, 3, ['Nothing was sent']);
		expect(error.message).toBe(shown.message);
		expect(error.description).toMatch(`${shown.advice}. Nothing was sent. <a href=`);
		expect(error.context['itemIndex']).toBe(3);
	});

	it('names no item when it is about several', () => {
		const error = nodeError(NODE, refused(answer(401)), undefined);
		expect(error.context['itemIndex']).toBeUndefined();
	});

	it('carries the status of LeadsPredict', () => {
		const error = nodeError(NODE, refused(answer(429)), 0);
		expect(error).toBeInstanceOf(NodeApiError);
		expect(error).toMatchObject({ httpCode: '429' });
	});

	it('belongs to the node when the input is invalid', () => {
		expect(nodeError(NODE, noEmail, 0)).toBeInstanceOf(NodeOperationError);
	});

	it('has complete sentences when nothing was done before', () => {
		const { description } = nodeError(NODE, noEmail, 0);
		expect(description).toMatch(`${noEmail.advice}. <a href=`);
	});

	it.each<[Problem['by'], Problem]>([
		['input', noEmail],
		['leadspredict', refused(answer(404))],
		['network', connectionLost({ code: 'ETIMEDOUT' })],
		['settings', problem('pause_in_tool')],
		['stopped', problem('stopped')],
		['match', problem('shared_id', { id: 'lead_1' })],
		['node', problem('node_failed', { cause: undefined })],
	])('links to the section of docs/troubleshooting.md about refused_by %s', (by, shown) => {
		const { description } = nodeError(NODE, shown, undefined);
		const anchor = /troubleshooting\.md#([\w-]+)"/.exec(description ?? '')?.[1];
		const sections = readFileSync(PAGE, 'utf8').split('\n## ').slice(1);
		const section = sections.find((each) => slug(each.split('\n')[0] ?? '') === anchor);
		expect(section).toContain(`\`${by}\``);
	});
});

describe('an error that ends the node, with On Error: Continue', () => {
	const node = { getInputData: () => [{ json: {} }, { json: {} }] };
	const errors = (error: unknown) =>
		failAllItems(Object.assign(Object.create(null), node), error).map(({ json }) => json['error']);

	it.each([
		['a problem', nodeError(NODE, problem('pause_in_tool'), undefined), 'pause_in_tool'],
		['a setting', new NodeOperationError(NODE, 'Timeout must be a number'), 'invalid_setting'],
		['a fault of the node', new TypeError('x is not a function'), 'node_failed'],
	])('is the problem of every item: %s', (_, error, code) => {
		expect(errors(error)).toEqual(Array(2).fill(expect.objectContaining({ code })));
	});
});
