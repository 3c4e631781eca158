import type { INodeExecutionData } from 'n8n-workflow';

import { madeItems } from '../soak/items';
import type { Item } from '../soak/items';
import { judgeLeads } from '../soak/judgeLeads';
import type { Known } from '../soak/judgeLeads';

const KINDS = ['good', 'good', 'badRecord', 'noEmail', 'good'] as const;

const items: Item[] = KINDS.map((kind, index) => {
	const email = kind === 'noEmail' ? '' : `${index}@x.example`;
	return { kind, email, json: { email } };
});

const knownOf = (email: string): Known | undefined => {
	const place = items.findIndex((item) => item.email === email);
	return items[place]?.kind === 'good'
		? { id: `lead_${place}`, score: 10 * place, answered: 1 }
		: undefined;
};

const scored = (place: number, of = place): INodeExecutionData => ({
	json: { email: `${of}@x.example`, lead_id: `lead_${of}`, score: 10 * of },
	pairedItem: { item: place },
});
const failed = (place: number, refused_by: string, status?: number): INodeExecutionData => ({
	json: {
		error: {
			message:
				refused_by === 'leadspredict'
					? 'LeadsPredict refused the request: Invalid value for field: email (400)'
					: 'Email is missing',
			refused_by,
			...(status !== undefined && { status }),
		},
	},
	pairedItem: { item: place },
});

const right = (): INodeExecutionData[] => [
	scored(0),
	scored(1),
	failed(2, 'leadspredict', 400),
	failed(3, 'input'),
	scored(4),
];

const broken = (output: readonly INodeExecutionData[], known = knownOf) =>
	judgeLeads(items, output, known).problems.map((problem) => problem.replace(/:.*/, ''));

test('a correct run passes, and the reasons are counted', () => {
	const fates = judgeLeads(items, right(), knownOf);
	expect(fates.problems).toEqual([]);
	expect(fates.scored).toBe(3);
	expect(fates.reasons).toEqual([
		['Email is missing', 1],
		['LeadsPredict refused the request: Invalid value for field: email (400)', 1],
	]);
});

test('a lost lead is found', () => {
	expect(broken(right().slice(0, -1))).toEqual(['Lost', 'Leads with a score or a reason']);
});

test('a doubled lead is found, and so is one without an item', () => {
	expect(broken([...right(), scored(4)])).toContain('Doubled');
	expect(broken([...right(), scored(9)])).toContain('Doubled');
	expect(broken([...right(), { json: {} }])).toContain('Doubled');
	expect(broken([...right(), { ...scored(1), pairedItem: [{ item: 1 }, { item: 4 }] }])).toContain(
		'Doubled',
	);
});

test('two leads with each other’s scores are found, whatever they are paired to', () => {
	const swapped = right();
	[swapped[0], swapped[1]] = [scored(0, 1), scored(1, 0)];
	expect(broken(swapped)).toEqual(['Attached to another lead']);
	[swapped[0], swapped[1]] = [scored(1), scored(0)];
	expect(broken(swapped)).toEqual(['Out of order']);
});

test.each([
	['another id', { lead_id: 'lead_4' }],
	['another score', { score: 11 }],
	['another email', { email: '4@x.example' }],
])('a lead with %s is found', (_what, change) => {
	const output = right();
	output[1] = { ...scored(1), json: { ...scored(1).json, ...change } };
	expect(broken(output)).toEqual(['Attached to another lead']);
});

test('a score for a lead that the service never scored is found', () => {
	const output = right();
	output[2] = scored(2);
	expect(broken(output)).toEqual(['Attached to another lead', 'Blamed wrongly']);
});

test('a lead with neither a score nor a reason is found, and one with both', () => {
	const output = right();
	output[1] = { json: { email: '1@x.example' }, pairedItem: { item: 1 } };
	expect(broken(output)).toContain('Neither a score nor a reason, or both');
	output[1] = {
		...scored(1),
		json: { ...scored(1).json, error: { message: 'Something', refused_by: 'match' } },
	};
	expect(broken(output)).toContain('Neither a score nor a reason, or both');
});

test('a score that the service returned but the node did not output is found', () => {
	const output = right();
	output[1] = {
		json: { error: { message: 'Lost', refused_by: 'network' } },
		pairedItem: { item: 1 },
	};
	expect(broken(output)).toEqual(['Thrown away']);
	const untold = (email: string): Known | undefined => {
		const known = knownOf(email);
		return known && { ...known, answered: 0 };
	};
	expect(broken(output, untold)).toEqual([]);
});

test('a valid lead that is refused is found, and an invalid one that is not', () => {
	const output = right();
	output[1] = failed(1, 'leadspredict', 400);
	expect(broken(output)).toContain('Blamed wrongly');
	const other = right();
	other[2] = failed(2, 'network');
	expect(broken(other)).toEqual(['Blamed wrongly']);
});

test('made-up items are the same for the same seed, and have the requested form', () => {
	const composition = { count: 200, badRecords: 7, noEmails: 5 };
	const made = madeItems(3, composition);
	expect(madeItems(3, composition)).toEqual(made);
	expect(madeItems(4, composition)).not.toEqual(made);
	const of = (kind: string) => made.filter((item) => item.kind === kind).length;
	expect([of('badRecord'), of('noEmail'), of('good')]).toEqual([7, 5, 188]);
	expect(new Set(made.filter(({ email }) => email !== '').map(({ email }) => email)).size).toBe(
		195,
	);
});
