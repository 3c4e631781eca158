import { eventSchema } from '../../nodes/LeadsPredict/contract';
import { eventsFor } from '../../sandbox/events';
import { createStore, leadIdOf } from '../../sandbox/store';

const strong = {
	email: 'a@b.example',
	name: 'A',
	company: 'B',
	phone: '1',
	industry: 'Technology',
	revenue: 5_000_000,
	employees: 200,
	last_interaction: '2025-11-01',
};

/** Scores the lead with each engagement in turn and names the events of the last scoring. */
function eventsAfter(...engagements: number[]): string[] {
	const store = createStore(() => new Date('2026-01-02T03:04:05.678Z'));
	const scorings = engagements.map((engagement_score) =>
		store.score({ ...strong, engagement_score }),
	);
	const last = scorings.at(-1);
	return last ? eventsFor(last).map(({ event }) => event) : [];
}

test.each([
	['a new warm lead', [50], ['lead.scored']],
	['a new hot lead', [80], ['lead.scored', 'lead.hot']],
	['a lead that becomes hot', [50, 80], ['lead.scored', 'lead.hot', 'prediction.updated']],
	['a lead that was hot and stays so', [80, 80], ['lead.scored']],
	['a hot lead that cools down', [80, 50], ['lead.scored', 'prediction.updated']],
	[
		'a lead hot for the second time',
		[80, 50, 80],
		['lead.scored', 'lead.hot', 'prediction.updated'],
	],
	['a new lead without interest', [0], ['lead.scored', 'churn.risk_high']],
	['a lead that loses interest', [50, 0], ['lead.scored', 'prediction.updated', 'churn.risk_high']],
	['a lead that had none and has none', [0, 0], ['lead.scored']],
])('%s', (_case, engagements, events) => {
	expect(eventsAfter(...engagements)).toEqual(events);
});

test('an event has the documented form, and a previous score only when there was one', () => {
	const store = createStore(() => new Date('2026-01-02T03:04:05.678Z'));
	const [created] = eventsFor(store.score({ ...strong, engagement_score: 50 }));
	const [again] = eventsFor(store.score({ ...strong, engagement_score: 80 }));
	expect(created?.data).not.toHaveProperty('previous_score');
	expect(again).toEqual({
		event: 'lead.scored',
		timestamp: '2026-01-02T03:04:05Z',
		data: {
			lead_id: leadIdOf('a@b.example'),
			score: 100,
			previous_score: 81,
			recommendations: [
				'Contact within 24 hours',
				'Personalize outreach with insights about Technology',
			],
		},
	});
	expect(eventSchema.parse(again)).toEqual(again);
});

test('an ID depends only on the address, not on its case or spaces', () => {
	expect(leadIdOf(' A@B.example ')).toBe(leadIdOf('a@b.example'));
	expect(leadIdOf('c@b.example')).not.toBe(leadIdOf('a@b.example'));
	expect(leadIdOf('a@b.example')).toMatch(/^lead_[0-9a-f]{16}$/);
});
