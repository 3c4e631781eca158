import { HUBSPOT } from '../../nodes/LeadsPredict/crm/hubspot';
import { own } from '../../nodes/LeadsPredict/json';
import { numberedFieldRequests } from '../../nodes/LeadsPredict/crm/requests';
import { SALESFORCE_LEAD } from '../../nodes/LeadsPredict/crm/salesforce';
import type { Crm } from '../../nodes/LeadsPredict/crm/crm';
import type { FieldsRequest } from '../../nodes/LeadsPredict/crm/crmRequest';

/** What a CRM answers to requests that create fields, read part by part. */

const USER = '005Hs00000ABCDEIA4';

function requestsOf(crm: Crm, fields = crm.fields): FieldsRequest[] {
	const context = { instanceUrl: 'https://acme.my.salesforce.com', grantTo: USER };
	return numberedFieldRequests(crm.fieldRequests?.prepare(fields, context) ?? [], crm);
}

const read = (crm: Crm, request: FieldsRequest, ...answers: unknown[]) =>
	crm.fieldRequests?.read(request, answers) ?? [];

const referencesOf = ({ body }: FieldsRequest): string[] => {
	const subrequests = own(body, 'compositeRequest');
	return Array.isArray(subrequests) ? subrequests.map(({ referenceId }) => referenceId) : [];
};

/** Salesforce's answer to all subrequests of a request. */
const composite = (
	request: FieldsRequest,
	answer: (referenceId: string) => { httpStatusCode: number; body: unknown },
) => ({
	compositeResponse: referencesOf(request).map((referenceId) => ({
		referenceId,
		httpHeaders: {},
		...answer(referenceId),
	})),
});

const refusal = (errorCode: string, message = 'no') => ({
	httpStatusCode: 400,
	body: [{ errorCode, message }],
});

const [fields, rights] = requestsOf(SALESFORCE_LEAD);
if (fields === undefined || rights === undefined) throw new Error('Salesforce takes two requests.');

describe('Salesforce’s answer to a request that creates fields', () => {
	it('is "created" for each part that was created, and the query between them is no part', () => {
		const answer = composite(rights, (referenceId) =>
			referenceId === 'set'
				? { httpStatusCode: 200, body: { records: [{ Id: '0PS000000000001' }] } }
				: { httpStatusCode: 201, body: { id: 'x', success: true } },
		);
		expect(referencesOf(rights)).toContain('set');
		expect(read(SALESFORCE_LEAD, rights, answer)).toEqual(
			rights.creates.map(() => ({ result: 'created' })),
		);
	});

	it.each(['DUPLICATE_DEVELOPER_NAME', 'DUPLICATE_VALUE'])('is "exists" for %s', (code) => {
		const answer = composite(fields, () => refusal(code));
		expect(read(SALESFORCE_LEAD, fields, answer)).toEqual(
			fields.creates.map(() => ({ result: 'exists' })),
		);
	});

	it('is not "exists" for any part when the request as a whole was refused', () => {
		const answer = [{ errorCode: 'DUPLICATE_VALUE', message: 'duplicate value found' }];
		for (const part of read(SALESFORCE_LEAD, fields, answer)) {
			expect(part).toMatchObject({ result: 'failed', code: 'DUPLICATE_VALUE' });
		}
	});

	it.each([
		'INSUFFICIENT_ACCESS_OR_READONLY',
		'CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY',
		'INVALID_TYPE',
		'NOT_FOUND',
	])('says after %s which permission each part needs', (code) => {
		const answer = composite(rights, () => refusal(code));
		const needed = rights.creates.map(({ kind }, index) => {
			const part = read(SALESFORCE_LEAD, rights, answer)[index];
			return [kind, part?.result === 'failed' ? part.reason.replace(/^.*permission /, '') : ''];
		});
		expect(new Map(needed.map(([kind = '', permission]) => [kind, permission]))).toEqual(
			new Map([
				['permission set', 'Manage Profiles and Permission Sets'],
				['field permission', 'Manage Profiles and Permission Sets'],
				['permission set assignment', 'Assign Permission Sets'],
			]),
		);
		expect(
			read(
				SALESFORCE_LEAD,
				fields,
				composite(fields, () => refusal(code)),
			)[0],
		).toMatchObject({
			reason: expect.stringMatching(/the permission Customize Application$/),
		});
	});

	it('names no permission after another refusal', () => {
		const answer = composite(fields, () => refusal('INVALID_FIELD', 'No such type'));
		const [part] = read(SALESFORCE_LEAD, fields, answer);
		expect(part).toMatchObject({ result: 'failed', code: 'INVALID_FIELD' });
		expect(part).toMatchObject({ reason: expect.not.stringContaining('permission') });
	});
});

describe('what Salesforce is asked for', () => {
	it('grants the fields of the object in the permission set that the query finds', () => {
		const of = (reference: RegExp): unknown[] => {
			const subrequests = own(rights.body, 'compositeRequest');
			if (!Array.isArray(subrequests)) return [];
			return subrequests.filter(({ referenceId }) => reference.test(referenceId));
		};
		expect(of(/^set$/)).toMatchObject([
			{ method: 'GET', url: expect.stringContaining(encodeURIComponent("Name = 'LeadsPredict'")) },
		]);
		expect(of(/^permission_0$/)).toMatchObject([
			{
				body: {
					ParentId: '@{set.records[0].Id}',
					SobjectType: 'Lead',
					Field: 'Lead.LeadsPredict_Id__c',
					PermissionsRead: true,
					PermissionsEdit: true,
				},
			},
		]);
		expect(of(/^assignment$/)).toMatchObject([{ body: { AssigneeId: USER } }]);
	});

	it('is not held up by a part that is there', () => {
		expect(fields.body).toMatchObject({ allOrNone: false });
		expect(rights.body).toMatchObject({ allOrNone: false });
	});
});

const [group, properties] = requestsOf(HUBSPOT);
if (group === undefined || properties === undefined) throw new Error('HubSpot takes two requests.');

/** What is left of a refusal when HTTP Request includes headers and status. */
const refusedBy = (category: string, statusCode: number) => ({
	statusCode,
	headers: {},
	body: { status: 'error', category, message: 'Sorry' },
});

describe('HubSpot’s answer to a request that creates properties', () => {
	const [first, second, ...others] = properties.creates.map(({ name }) => name);

	it('is read for each property by its name', () => {
		const answer = {
			status: 'COMPLETE',
			results: [{ name: first }, null],
			errors: [
				{
					status: 'error',
					category: 'OBJECT_ALREADY_EXISTS',
					message: 'exists',
					context: { name: [second] },
				},
				{ category: 'VALIDATION_ERROR', message: 'Too long', context: { name: [others[0]] } },
			],
		};
		expect(read(HUBSPOT, properties, answer).slice(0, 4)).toEqual([
			{ result: 'created' },
			{ result: 'exists' },
			{ result: 'failed', reason: 'Too long', code: 'VALIDATION_ERROR' },
			{ result: 'failed', reason: 'HubSpot did not say what became of it' },
		]);
	});

	it('is "exists" for a group that is refused as there already', () => {
		const answer = refusedBy('OBJECT_ALREADY_EXISTS', 409);
		expect(read(HUBSPOT, group, answer)).toEqual([{ result: 'exists' }]);
		expect(read(HUBSPOT, group, { name: 'leadspredict', label: 'LeadsPredict' })).toEqual([
			{ result: 'created' },
		]);
	});

	it('does not say "exists" of several when one of them is there', () => {
		const answer = refusedBy('OBJECT_ALREADY_EXISTS', 409);
		for (const part of read(HUBSPOT, properties, answer)) {
			expect(part).toMatchObject({ result: 'failed', code: 'OBJECT_ALREADY_EXISTS' });
		}
	});

	it('can be asked for again after a limit', () => {
		const answer = refusedBy('RATE_LIMITS', 429);
		expect(read(HUBSPOT, group, answer)).toMatchObject([{ result: 'failed', retryable: true }]);
	});
});
