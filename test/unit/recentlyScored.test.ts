import { lastScored, skipRecentlyScored } from '../../nodes/LeadsPredict/leads/recentlyScored';
import type { LeadRow } from '../../nodes/LeadsPredict/types';

const NOW = new Date('2026-11-25T10:00:00Z');
const DAY = 24 * 60 * 60 * 1000;

const row = (current: Readonly<Record<string, unknown>> | undefined): LeadRow => ({
	item: 0,
	lead: { email: 'ann@x.example' },
	warnings: [],
	origin: {
		source: 'hubspot',
		label: 'HubSpot contact',
		fields: {},
		...(current !== undefined && { current }),
	},
});

const scoredAt = (time: number): LeadRow =>
	row({ leadspredict_last_scored: new Date(time).toISOString() });

const isSkipped = (one: LeadRow, days = 7): boolean => {
	const { rows, skipped } = skipRecentlyScored([one], days, NOW);
	expect(rows.length + skipped.length).toBe(1);
	return skipped.length === 1;
};

describe('a lead whose record has the time of its score', () => {
	it.each([
		['just now', NOW.getTime(), true],
		['a moment less than seven days ago', NOW.getTime() - 7 * DAY + 1, true],
		['seven days ago', NOW.getTime() - 7 * DAY, false],
		['in a moment to come', NOW.getTime() + 1, false],
		['next year', NOW.getTime() + 365 * DAY, false],
	])('%s: skipped is %3$s', (_, time, expected) => {
		expect(isSkipped(scoredAt(time))).toBe(expected);
	});

	it('is never skipped with 0 days', () => {
		expect(isSkipped(scoredAt(NOW.getTime()), 0)).toBe(false);
	});

	it.each([
		['nothing', undefined],
		['no time', { leadspredict_last_scored: '' }],
		['another time', { leadspredict_created: NOW.toISOString() }],
	])('is scored again when the record has %s', (_, current) => {
		expect(isSkipped(row(current))).toBe(false);
	});

	it.each(['leadspredict_last_scored', 'LeadsPredict_Last_Scored__c', 'LeadsPredict Last Scored'])(
		'is recognized by %s',
		(name) => {
			expect(lastScored(row({ other: 1, [name]: NOW.toISOString() }))).toEqual(NOW);
		},
	);
});
