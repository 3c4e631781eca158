import { LEAD_FIELDS } from '../../nodes/LeadsPredict/contract';
import type { LeadField } from '../../nodes/LeadsPredict/contract';
import { validate } from '../../nodes/LeadsPredict/intake/validate';
import type { RawFields } from '../../nodes/LeadsPredict/intake/recognise';
import { ANALYZE_REQUEST } from '../data/reference';

const JOHN: RawFields = ANALYZE_REQUEST.leads[0] ?? {};
const leadOf = (fields: RawFields, leaveOut: LeadField[] = []) => {
	const validated = validate(4, fields, new Set(leaveOut));
	return 'lead' in validated ? validated.lead : validated;
};
const problemOf = (fields: RawFields) => {
	const validated = validate(4, fields, new Set());
	if (!('ok' in validated) || validated.ok) throw new Error('It was not refused');
	return validated.problem;
};

describe('validation', () => {
	it('lets the documented lead through as it is, with its item', () => {
		expect(validate(4, JOHN, new Set())).toEqual({ item: 4, lead: JOHN });
	});

	it('needs the email alone', () => {
		expect(leadOf({ email: 'a@x.example' })).toEqual({ email: 'a@x.example' });
	});

	it('does not send what is blank', () => {
		const blank = { name: '', company: '  ', phone: null, revenue: undefined, employees: '' };
		expect(leadOf({ email: 'a@x.example', ...blank })).toEqual({ email: 'a@x.example' });
	});

	it('sends 0', () => {
		const fields = { email: 'a@x.example', revenue: 0, employees: '0', engagement_score: 0.0 };
		expect(leadOf(fields)).toEqual({ ...fields, employees: 0 });
	});

	const others = LEAD_FIELDS.filter(({ name }) => name !== 'email');
	it.each(others)('names the field and the value when $name is wrong', ({ name, label }) => {
		for (const [value, shown] of [
			[{ a: 1 }, '{"a":1}'],
			[false, 'false'],
			[['x'], '["x"]'],
		]) {
			const problem = problemOf({ email: 'a@x.example', [name]: value });
			expect(problem).toMatchObject({
				by: 'input',
				field: name,
				quotaSpent: 'no',
				retryable: false,
			});
			expect(problem.message).toContain(`${label} is "${shown}", which is not a`);
			expect(problem.advice).toContain(label);
		}
	});

	it.each([
		[{ email: 'a@x.example', revenue: 'lots' }, 'Revenue is "lots", which is not a number'],
		[{ email: 'a@x.example', revenue: NaN }, 'Revenue is "NaN", which is not a number'],
		[
			{ email: 'a@x.example', last_interaction: '11/1/2025' },
			'Last Interaction is "11/1/2025", which is not a date such as 2025-11-01',
		],
		[{ email: 'ann' }, 'Email is "ann", which is not an email address'],
		[{ email: 0 }, 'Email is "0", which is not an email address'],
		[{ email: false, revenue: 'lots' }, 'Email is "false", which is not an email address'],
		[{}, 'Email is missing'],
		[{ email: ' ' }, 'Email is missing'],
		[{ name: ' Ann ' }, 'Email is missing for "Ann"'],
		[{ name: 'Ann', company: 'TechCorp' }, 'Email is missing for "Ann"'],
		[{ name: ' ', company: 'TechCorp' }, 'Email is missing for "TechCorp"'],
		[{ name: { first: 'Ann' }, company: 'TechCorp' }, 'Email is missing for "TechCorp"'],
		[{ name: 7, company: null }, 'Email is missing'],
	])('says of %j: %s', (fields, message) => {
		expect(problemOf(fields).message).toBe(message);
	});

	it.each(others)('never sends $name once it is left out, however odd it is', ({ name }) => {
		expect(leadOf({ ...JOHN, [name]: { secret: 1 } }, [name])).toEqual(
			Object.fromEntries(Object.entries(JOHN).filter(([key]) => key !== name)),
		);
	});

	it('sends the email even when it is to be left out, because nothing works without', () => {
		expect(leadOf({ email: 'a@x.example', name: 'Ann' }, ['email', 'name'])).toEqual({
			email: 'a@x.example',
		});
	});
});
