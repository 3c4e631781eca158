import fc from 'fast-check';

import {
	deduplicatorFor,
	EventDeduplicator,
	duplicateEvent,
} from '../../nodes/LeadsPredict/webhook/deduplicate';
import type { ReserveResult, Reservation } from '../../nodes/LeadsPredict/webhook/deduplicate';
import { readCall, verifyEvent, type EventCheck } from '../../nodes/LeadsPredict/webhook/verify';

const DAY = 24 * 60;
const NOON = Date.parse('2026-11-25T12:00:00Z');
const minutes = (number: number) => number * 60_000;

/** What n8n writes to its database for a reservation, and hands out again. */
const saved = ({ checkpoint }: Reservation): unknown => JSON.parse(JSON.stringify(checkpoint));

function reserved(place: ReserveResult): Reservation {
	if (place.state !== 'reserved') throw new Error(`The event is ${place.state}.`);
	return place.reservation;
}

const accept = (memory: EventDeduplicator, key: string, now = NOON): unknown => {
	const reservation = reserved(memory.reserve(key, now));
	const checkpoint = saved(reservation);
	reservation.keep(now);
	return checkpoint;
};

const restarted = (checkpoint: unknown, now = NOON, term = DAY): EventDeduplicator => {
	const memory = new EventDeduplicator(term);
	memory.merge(checkpoint, now);
	return memory;
};

describe('an event', () => {
	it('is a repeat only after it was kept', async () => {
		const memory = new EventDeduplicator(DAY);
		const first = reserved(memory.reserve('a', NOON));
		const second = memory.reserve('a', NOON);
		expect(second.state).toBe('deciding');
		first.keep(NOON);
		expect(second.state === 'deciding' && (await second.decided)).toBe('kept');
		expect(memory.reserve('a', NOON).state).toBe('seen');
		expect(memory.reserve('b', NOON).state).toBe('reserved');
	});

	it('can be reserved again after its release, by waiting and later calls', async () => {
		const memory = new EventDeduplicator(DAY);
		const first = reserved(memory.reserve('a', NOON));
		const second = memory.reserve('a', NOON);
		first.release();
		expect(second.state === 'deciding' && (await second.decided)).toBe('released');
		expect(memory.reserve('a', NOON).state).toBe('reserved');
	});

	it('is decided by the first call of keep or release', () => {
		const memory = new EventDeduplicator(DAY);
		const kept = reserved(memory.reserve('a', NOON));
		kept.keep(NOON);
		kept.release();
		expect(memory.reserve('a', NOON).state).toBe('seen');
		const released = reserved(memory.reserve('b', NOON));
		released.release();
		const again = reserved(memory.reserve('b', NOON));
		released.keep(NOON);
		expect(memory.reserve('b', NOON).state).toBe('deciding');
		again.release();
		expect(memory.reserve('b', NOON).state).toBe('reserved');
	});

	it('is remembered for at least the set time, and not much longer', () => {
		const memory = new EventDeduplicator(60);
		accept(memory, 'a', NOON + 59_000);
		expect(memory.reserve('a', NOON + 59_000 + minutes(60)).state).toBe('seen');
		expect(memory.reserve('a', NOON + 59_000 + minutes(61)).state).toBe('reserved');
	});

	it('is remembered by its key, whatever the key contains', () => {
		const memory = new EventDeduplicator(DAY);
		for (const key of ['', '\ud800', '\ud801', '__proto__', 'é', 'x'.repeat(100_000)]) {
			accept(memory, key);
			expect(memory.reserve(key, NOON).state).toBe('seen');
		}
	});
});

describe('a checkpoint', () => {
	it('restores accepted events after a restart', () => {
		const memory = new EventDeduplicator(DAY);
		let checkpoint: unknown;
		for (let event = 0; event < 2_000; event += 1) checkpoint = accept(memory, `event ${event}`);
		const again = restarted(checkpoint);
		for (let event = 0; event < 2_000; event += 1) {
			expect(again.reserve(`event ${event}`, NOON).state).toBe('seen');
		}
		expect(again.reserve('another', NOON).state).toBe('reserved');
	});

	it('has the events of overlapping calls, in any order', () => {
		const memory = new EventDeduplicator(DAY);
		const early = reserved(memory.reserve('early', NOON));
		const late = reserved(memory.reserve('late', NOON));
		const first = saved(late);
		const second = saved(early);
		expect(restarted(first).reserve('late', NOON).state).toBe('seen');
		expect(restarted(second).reserve('late', NOON).state).toBe('seen');
		expect(restarted(second).reserve('early', NOON).state).toBe('seen');
	});

	it('has no event whose execution may not exist yet', () => {
		const memory = new EventDeduplicator(DAY);
		const starting = reserved(memory.reserve('starting', NOON));
		const checkpoint = accept(memory, 'started');
		expect(restarted(checkpoint).reserve('starting', NOON).state).toBe('reserved');
		starting.release();
	});

	it('stays small and keeps the newest events, while the process remembers more', () => {
		const memory = new EventDeduplicator(DAY);
		let checkpoint: unknown;
		for (let event = 0; event < 20_001; event += 1) {
			const reservation = reserved(memory.reserve(`event ${event}`, NOON));
			if (event === 20_000) checkpoint = saved(reservation);
			reservation.keep(NOON);
		}
		expect(JSON.stringify(checkpoint).length).toBeLessThan(31_000);
		const again = restarted(checkpoint);
		expect(again.reserve('event 18001', NOON).state).toBe('seen');
		expect(again.reserve('event 18000', NOON).state).toBe('reserved');
		expect(memory.reserve('event 1', NOON).state).toBe('seen');
		expect(memory.reserve('event 0', NOON).state).toBe('reserved');
	});

	it('leaves out forgotten events', () => {
		const old = accept(new EventDeduplicator(DAY), 'a');
		expect(restarted(old, NOON + minutes(DAY)).reserve('a', NOON).state).toBe('seen');
		expect(restarted(old, NOON + minutes(DAY + 1)).reserve('a', NOON).state).toBe('reserved');
	});

	it('of another process is merged, and our own is skipped', () => {
		const here = new EventDeduplicator(DAY);
		const there = new EventDeduplicator(DAY);
		accept(here, 'mine');
		here.merge(accept(there, 'theirs'), NOON);
		expect(here.reserve('mine', NOON).state).toBe('seen');
		expect(here.reserve('theirs', NOON).state).toBe('seen');
	});

	it('shrinks when its events are forgotten', () => {
		const memory = new EventDeduplicator(60);
		for (let event = 0; event < 100; event += 1) accept(memory, `event ${event}`);
		const later = JSON.stringify(accept(memory, 'late', NOON + minutes(61)));
		expect(later).toMatch(/"events":".{15}"/);
		const within = JSON.stringify(accept(memory, 'later', NOON + minutes(62)));
		expect(within).toMatch(/"events":".{30}"/);
	});

	it('contains no data of the events', () => {
		const text = JSON.stringify(accept(new EventDeduplicator(DAY), 'lead.hot|lead_abc123|now|98'));
		expect(text).not.toMatch(/lead|\|98/);
	});

	it("survives a copy and n8n's change tracking", () => {
		const reservation = reserved(new EventDeduplicator(DAY).reserve('a', NOON));
		expect(() => structuredClone(reservation.checkpoint)).not.toThrow();
		const watched = new Proxy(reservation.checkpoint, {});
		expect(JSON.parse(JSON.stringify({ watched }))).toEqual({ watched: saved(reservation) });
	});

	it('of an invalid form is ignored', () => {
		fc.assert(
			fc.property(
				fc.oneof(
					fc.anything(),
					fc.record({
						by: fc.string(),
						minutes: fc.oneof(fc.nat(), fc.anything()),
						events: fc.string({ unit: 'binary' }),
					}),
				),
				(junk) => {
					const memory = new EventDeduplicator(DAY);
					accept(memory, 'a');
					memory.merge(junk, NOON);
					expect(memory.reserve('a', NOON).state).toBe('seen');
					expect(memory.reserve('b', NOON).state).toBe('reserved');
				},
			),
		);
	});
});

/** A call that n8n is working on. */
interface Open {
	readonly key: string;
	readonly reservation: Reservation;
	started: boolean;
}

describe('in whatever order calls come, end and fail, and n8n is restarted', () => {
	const step = fc.oneof(
		{ weight: 5, arbitrary: fc.record({ do: fc.constant('call' as const), of: fc.nat(5) }) },
		{ weight: 4, arbitrary: fc.record({ do: fc.constant('start' as const), of: fc.nat(9) }) },
		{ weight: 4, arbitrary: fc.record({ do: fc.constant('answer' as const), of: fc.nat(9) }) },
		{ weight: 1, arbitrary: fc.record({ do: fc.constant('restart' as const), of: fc.nat(9) }) },
	);

	it('no event starts twice, and no other event is treated as a repeat', () => {
		fc.assert(
			fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
				let memory = new EventDeduplicator(DAY);
				let database: unknown;
				let open: Open[] = [];
				const executed = new Set<string>();
				for (const { do: what, of } of steps) {
					const call = open[of % Math.max(1, open.length)];
					if (what === 'call') {
						const key = `event ${of}`;
						memory.merge(database, NOON);
						const place = memory.reserve(key, NOON);
						const busy = open.find((other) => other.key === key);
						expect(place.state).toBe(busy ? 'deciding' : executed.has(key) ? 'seen' : 'reserved');
						if (place.state === 'reserved') {
							open.push({ key, reservation: place.reservation, started: false });
						}
					} else if (what === 'start' && call && !call.started) {
						// n8n has created the execution and saves the static data.
						call.started = true;
						executed.add(call.key);
						database = saved(call.reservation);
					} else if (what === 'answer' && call) {
						if (call.started) call.reservation.keep(NOON);
						else call.reservation.release();
						open = open.filter((other) => other !== call);
					} else if (what === 'restart') {
						memory = restarted(database);
						open = [];
					}
				}
			}),
			{ numRuns: 2_000 },
		);
	});
});

describe('the check', () => {
	const body = {
		event: 'lead.hot',
		timestamp: '2026-11-25T12:00:00Z',
		data: { lead_id: 'lead_1', score: 98 },
	};
	const heard = (change: object = {}, data: object = {}) =>
		readCall({}, {}, { ...body, ...change, data: { ...body.data, ...data } });
	const answer = async (check: EventCheck, call = heard()) => {
		const verdict = await verifyEvent(call, [check]);
		return verdict.accepted
			? 'accepted'
			: `${verdict.refusal.status} ${verdict.refusal.code}: ${verdict.refusal.reason}`;
	};
	const keepAll = (reservation: Reservation) => reservation.keep(Date.now());

	it('refuses a repeat with 200, and nothing that differs in event, lead, time or score', async () => {
		const check = duplicateEvent(new EventDeduplicator(DAY), keepAll);
		const others = [
			heard(),
			heard({ event: 'lead.scored' }),
			heard({ timestamp: '2026-11-25T11:00:00Z' }),
			heard({}, { lead_id: 'lead_2' }),
			heard({}, { score: 97 }),
			heard({}, { score: null }),
		];
		for (const call of others) expect(await answer(check, call)).toBe('accepted');
		for (const call of others) {
			expect(await answer(check, call)).toBe(
				'200 seen_before: This event has started the workflow before',
			);
		}
	});

	it('makes a repeat wait for the decision about the first', async () => {
		const memory = new EventDeduplicator(DAY);
		const held: Reservation[] = [];
		const check = duplicateEvent(memory, (reservation) => void held.push(reservation));
		expect(await answer(check)).toBe('accepted');
		const repeats = Promise.all([answer(check), answer(check)]);
		held[0]?.keep(Date.now());
		expect(await repeats).toEqual(Array(2).fill(expect.stringMatching(/^200 seen_before/)));
		expect(held).toHaveLength(1);
	});

	it('makes the sender of a repeat retry when the first fails or takes too long', async () => {
		const memory = new EventDeduplicator(DAY);
		const held: Reservation[] = [];
		const check = duplicateEvent(memory, (reservation) => void held.push(reservation));
		await answer(check);
		const repeat = answer(check);
		held[0]?.release();
		expect(await repeat).toMatch(/^503 repeat_undecided/);
		expect(await answer(check)).toBe('accepted');
		expect(await answer(check)).toMatch(/^503 repeat_undecided/);
	}, 30_000);

	it('passes everything when it is off', async () => {
		const check = duplicateEvent(undefined, keepAll);
		expect(await answer(check)).toBe('accepted');
		expect(await answer(check)).toBe('accepted');
	});
});

describe('the triggers of one workflow', () => {
	it('each accept the same event once', () => {
		const memory = new EventDeduplicator(DAY);
		const [one, other] = [memory.forTrigger('one', DAY), memory.forTrigger('other', DAY)];
		reserved(one.reserve('a', NOON)).keep(NOON);
		reserved(other.reserve('a', NOON)).keep(NOON);
		expect(one.reserve('a', NOON).state).toBe('seen');
		expect(other.reserve('a', NOON).state).toBe('seen');
	});

	it('save the events of each other', () => {
		const memory = new EventDeduplicator(DAY);
		const early = reserved(memory.forTrigger('one', DAY).reserve('a', NOON));
		saved(early);
		const late = reserved(memory.forTrigger('other', DAY).reserve('b', NOON));
		const again = restarted(saved(late));
		expect(again.forTrigger('one', DAY).reserve('a', NOON).state).toBe('seen');
		expect(again.forTrigger('other', DAY).reserve('b', NOON).state).toBe('seen');
	});

	it('remember for the time of each, even if the shorter is called first after a restart', () => {
		const memory = new EventDeduplicator(60);
		const short = memory.forTrigger('short', 60);
		const long = memory.forTrigger('long', DAY);
		reserved(short.reserve('a', NOON)).keep(NOON);
		const last = reserved(long.reserve('a', NOON));
		const checkpoint = saved(last);
		last.keep(NOON);
		const later = NOON + minutes(61);
		const again = new EventDeduplicator(60);
		again.merge(checkpoint, later);
		for (const each of [memory, again]) {
			expect(each.forTrigger('short', 60).reserve('a', later).state).toBe('reserved');
			expect(each.forTrigger('long', DAY).reserve('a', later).state).toBe('seen');
		}
	});
});

describe('memories', () => {
	it('are separate for each workflow', () => {
		accept(deduplicatorFor('workflow 1', DAY), 'a', Date.now());
		expect(deduplicatorFor('workflow 1', DAY).reserve('a', Date.now()).state).toBe('seen');
		expect(deduplicatorFor('workflow 2', DAY).reserve('a', Date.now()).state).toBe('reserved');
	});
});
