import type { IDataObject } from 'n8n-workflow';

import { recognizer } from '../../nodes/LeadsPredict/leads/recognize';
import { outcome } from '../data/sources/sample';

const auto = recognizer('auto');

describe('items that only look like a form’s', () => {
	it.each([
		[
			'an event of a calendar',
			{
				kind: 'calendar#event',
				summary: 'Demo',
				organizer: { email: 'host@example.org', self: true },
				creator: { email: 'host@example.org' },
				attendees: [{ email: 'guest@example.org', responseStatus: 'accepted' }],
			},
		],
		[
			'answers under somebody else’s names',
			{ 'Manager email': 'boss@example.org', 'Your name?': 'Ann' },
		],
		['a row of objects', { type: { type: 'a', field: 'b', email: 5 } }],
		['an empty item', {}],
	] as ReadonlyArray<readonly [string, IDataObject]>)('%s is nobody’s', (_, item) => {
		expect(auto(item).fields.email).toBeUndefined();
	});
});

describe('a form', () => {
	it('of Calendly’s API with several invitees has to be split', () => {
		const invitee = (email: string) => ({ email, name: 'Test', questions_and_answers: [] });
		const item = {
			collection: [invitee('a@example.com'), invitee('b@example.com')],
			pagination: {},
		};
		expect(outcome('auto', item).problem).toBe('several_people');
		expect(auto(item).refusal?.advice).toContain('"collection"');
	});

	it('of an old Typeform Trigger, whose item is the list of answers, is one person', () => {
		const answers = [
			{ type: 'text', text: 'Ann', field: { id: 'a' } },
			{ type: 'email', email: 'ann@example.com', field: { id: 'b' } },
		];
		expect(recognizer('typeform')(answers as unknown as IDataObject)).toMatchObject({
			source: 'typeform',
			label: 'Typeform answer',
			fields: { email: { value: 'ann@example.com', from: '[1]' } },
		});
	});

	it('says by which question or key each field was found', () => {
		const { fields } = auto({
			FormID: '1',
			UniqueID: '2',
			Name: { first: 'Ann', last: 'Lee' },
			'What is your work email?': { value: 'ann@example.com', field_type: 'email' },
		});
		expect(fields.email?.from).toBe('What is your work email?');
		expect(fields.name?.from).toBe('Name');
	});

	it.each([
		['Last contact person', 'Sam Host'],
		['Last contact date', '2025-10-01'],
	])('takes its own time only when no answer gives one: %s', (label, answer) => {
		const item = {
			Email: 'ann@example.com',
			[label]: answer,
			submittedAt: '2025-11-01T10:00:00.000Z',
			formMode: 'production',
		};
		const expected = answer === '2025-10-01' ? '2025-10-01' : '2025-11-01';
		expect(outcome('auto', item).lead).toMatchObject({ last_interaction: expected });
	});
});
