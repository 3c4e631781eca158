import { LEAD_FIELDS } from '../../nodes/LeadsPredict/contract';
import type { LeadField } from '../../nodes/LeadsPredict/contract';
import type { RecognizedItem } from '../../nodes/LeadsPredict/leads/recognizedItem';
import { validate } from '../../nodes/LeadsPredict/leads/validate';
import type { ValidationOptions } from '../../nodes/LeadsPredict/leads/validate';
import { ANALYZE_REQUEST } from '../data/reference';

type Values = Partial<Record<LeadField, unknown>>;

const CAUTIOUS: ValidationOptions = {
	excludeFields: new Set(),
	strict: false,
	dates: 'leaveOut',
	ranges: 'leaveOut',
};
const JOHN: Values = ANALYZE_REQUEST.leads[0] ?? {};

const recognised = (values: Values, rest: Partial<RecognizedItem> = {}): RecognizedItem => {
	const fields: RecognizedItem['fields'] = {};
	for (const { name } of LEAD_FIELDS) {
		if (name in values) fields[name] = { value: values[name], from: `the ${name}` };
	}
	return { source: 'columns', label: 'row', fields, ...rest };
};
const rowOf = (
	values: Values,
	checks: Partial<ValidationOptions> = {},
	rest: Partial<RecognizedItem> = {},
) => {
	const validated = validate(4, recognised(values, rest), { ...CAUTIOUS, ...checks });
	if (!('lead' in validated)) throw new Error('It was refused');
	return validated;
};
const problemOf = (
	values: Values,
	checks: Partial<ValidationOptions> = {},
	rest: Partial<RecognizedItem> = {},
) => {
	const validated = validate(4, recognised(values, rest), { ...CAUTIOUS, ...checks });
	if (!('ok' in validated) || validated.ok) throw new Error('It was not refused');
	return validated.problem;
};
const WITH = { email: 'a@x.example' };

describe('validation', () => {
	it('passes the documented lead unchanged, with its item and paths', () => {
		expect(rowOf(JOHN)).toEqual({
			item: 4,
			lead: JOHN,
			warnings: [],
			origin: {
				source: 'columns',
				label: 'row',
				fields: Object.fromEntries(Object.keys(JOHN).map((name) => [name, `the ${name}`])),
			},
		});
	});

	it('requires only the email', () => {
		expect(rowOf(WITH).lead).toEqual(WITH);
	});

	it('does not send blank values or words for "none", without a warning', () => {
		const blank = {
			name: '',
			company: '--None--',
			phone: null,
			revenue: 'N/A',
			employees: 'Unknown',
		};
		expect(rowOf({ ...WITH, ...blank })).toMatchObject({ lead: WITH, warnings: [] });
	});

	it('sends 0', () => {
		const fields = { ...WITH, revenue: 0, employees: '0', engagement_score: 0.0 };
		expect(rowOf(fields).lead).toEqual({ ...fields, employees: 0 });
	});

	const others = LEAD_FIELDS.filter(({ name }) => name !== 'email');

	it.each(others)('sends the lead without an invalid $name, with a warning', ({ name }) => {
		const { lead, warnings } = rowOf({ ...WITH, [name]: { a: 1 } });
		expect(lead).toEqual(WITH);
		expect(warnings).toEqual([
			{ field: name, value: { a: 1 }, why: expect.stringMatching(/./), leftOut: true },
		]);
	});

	it.each(others)(
		'refuses the item for an invalid $name with Strict Checking',
		({ name, label }) => {
			const problem = problemOf({ ...WITH, [name]: { a: 1 } }, { strict: true });
			expect(problem).toMatchObject({
				by: 'input',
				field: name,
				code: 'doubtful_value',
				quotaSpent: 'no',
			});
			expect(problem.message).toMatch(new RegExp(`^${label} is "{"a":1}": .`));
			expect(problem.advice).toContain(label);
		},
	);

	it('adds remarks on values that are sent', () => {
		const { lead, warnings } = rowOf({ ...WITH, revenue: '€1,200,000' });
		expect(lead.revenue).toBe(1_200_000);
		expect(warnings).toMatchObject([{ field: 'revenue', value: '€1,200,000', leftOut: false }]);
		expect(problemOf({ ...WITH, revenue: '€1,200,000' }, { strict: true }).field).toBe('revenue');
	});

	it('adds a remark when the email is one of several equal ones', () => {
		const recognition = recognised(WITH);
		const fields: RecognizedItem['fields'] = {
			email: { value: WITH.email, from: 'emails', more: 2 },
		};
		expect(validate(4, { ...recognition, fields }, CAUTIOUS)).toMatchObject({
			lead: WITH,
			warnings: [{ field: 'email', why: 'only the first of 3 addresses is sent', leftOut: false }],
		});
	});

	it('multiplies by the unit in the label', () => {
		const fields: RecognizedItem['fields'] = {
			email: { value: WITH.email, from: 'Email' },
			revenue: { value: '12,500', from: 'Revenue (in 000s USD)', scale: 1000 },
		};
		expect(validate(4, { ...recognised(WITH), fields }, CAUTIOUS)).toMatchObject({
			lead: { revenue: 12_500_000 },
		});
	});

	it.each<[Values, string, string]>([
		[{ email: 'ann' }, 'invalid_email', 'Email is "ann": '],
		[{ email: 0 }, 'invalid_email', 'Email is "0": '],
		[{ email: false, revenue: 'lots' }, 'invalid_email', 'Email is "false": '],
		[{ email: 'a@b..co' }, 'invalid_email', 'Email is "a@b..co": '],
		[{ email: '****@x.example' }, 'invalid_email', 'Email is "****@x.example": '],
		[
			{ email: 'email_not_unlocked@domain.com' },
			'placeholder_email',
			'Email is "email_not_unlocked@domain.com": ',
		],
		[{}, 'no_email', 'Email is missing'],
		[{ email: ' ' }, 'no_email', 'Email is missing'],
		[{ email: 'N/A', name: ' Ann ' }, 'no_email', 'Email is missing for "Ann"'],
		[{ name: 'Ann', company: 'TechCorp' }, 'no_email', 'Email is missing for "Ann"'],
		[
			{ name: { first: 'Ann' }, company: 'TechCorp' },
			'no_email',
			'Email is missing for "TechCorp"',
		],
		[{ name: 7, company: null }, 'no_email', 'Email is missing'],
	])('says of %j: %s', (fields, code, message) => {
		expect(problemOf(fields)).toMatchObject({ by: 'input', field: 'email', code });
		expect(problemOf(fields).message.startsWith(message)).toBe(true);
	});

	it('states why a recognized item is not a lead, unless it has an email', () => {
		const refusal = { code: 'ids_only', message: 'Only an ID', advice: 'Add a step' } as const;
		expect(problemOf({}, {}, { refusal })).toMatchObject(refusal);
		expect(problemOf({ company: 'X' }, {}, { refusal }).message).toBe('Only an ID: "X"');
		expect(rowOf(WITH, {}, { refusal }).lead).toEqual(WITH);
	});

	it('names the kind of an item without an email', () => {
		expect(problemOf({ name: 'Ann' }, {}, { label: 'Pipedrive person' }).message).toBe(
			'Email is missing for "Ann" (Pipedrive person)',
		);
	});

	it('keeps the record of the lead', () => {
		const rest = {
			source: 'hubspot',
			label: 'HubSpot contact',
			record: { type: 'contact', id: '7' },
			current: { leadspredict_score: '80' },
		};
		expect(rowOf(WITH, {}, rest).origin).toEqual({ ...rest, fields: { email: 'the email' } });
	});

	it.each(others)('never sends $name when it is left out, whatever its value', ({ name }) => {
		const { lead, warnings } = rowOf(
			{ ...JOHN, [name]: { secret: 1 } },
			{ excludeFields: new Set([name]) },
		);
		expect(lead).toEqual(Object.fromEntries(Object.entries(JOHN).filter(([key]) => key !== name)));
		expect(warnings).toEqual([]);
	});

	it('sends the email even if it is left out, because it is required', () => {
		expect(
			rowOf({ ...WITH, name: 'Ann' }, { excludeFields: new Set(['email', 'name']) }).lead,
		).toEqual(WITH);
	});
});
