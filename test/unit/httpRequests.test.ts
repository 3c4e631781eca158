import type { IExecuteFunctions } from 'n8n-workflow';

import { httpRequestsOf } from '../../nodes/LeadsPredict/actions/httpRequests';

const access = { ok: true, url: 'https://api.example/v1', key: 'secret' } as const;

/** What becomes of a request for which n8n throws an error. */
async function thrown(error: unknown): Promise<unknown> {
	const node: Pick<IExecuteFunctions, 'helpers'> = Object.assign(Object.create(null), {
		helpers: { httpRequestWithAuthentication: async () => await Promise.reject(error) },
	});
	return await httpRequestsOf(
		Object.assign(Object.create(null), node),
		access,
	)({ method: 'GET', path: '/leads/1' });
}

describe('a failed connection', () => {
	it.each([
		[
			'with its cause, as n8n has it from 2.34 on',
			{ httpCode: null, cause: { code: 'ETIMEDOUT', cause: { syscall: 'connect' } } },
			{ code: 'ETIMEDOUT', syscall: 'connect' },
		],
		['with its code alone, as below', { httpCode: 'ECONNREFUSED' }, { code: 'ECONNREFUSED' }],
		['that the deadline ended', { httpCode: 'ERR_CANCELED' }, { code: 'ETIMEDOUT' }],
		['after the status of its answer', { httpCode: '200' }, { code: 'ERR_BAD_RESPONSE' }],
		['of which nothing is known', { httpCode: null, message: 'secret' }, {}],
		['whose code may be anything', { httpCode: 'Bearer secret' }, {}],
	])('is recognized %s', async (_, error, fault) => {
		expect(await thrown(error)).toEqual({ fault });
	});
});
