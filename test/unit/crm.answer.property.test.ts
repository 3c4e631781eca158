import * as fc from 'fast-check';

import { readAnswer } from '../../nodes/LeadsPredict/crm/answer';
import type { RecordOutcome } from '../../nodes/LeadsPredict/crm/answer';
import { traceId } from '../../nodes/LeadsPredict/crm/hubspot/requests';
import type { CrmRequest } from '../../nodes/LeadsPredict/crm/crmRequest';

type By = CrmRequest['find_by'];
type Crm = CrmRequest['crm'];

const ID_FIELD = 'the_id';

const request = (
	crm: Crm,
	purpose: CrmRequest['purpose'],
	find_by: By,
	ids: readonly string[],
): CrmRequest => ({
	method: 'POST',
	url: 'https://crm.example',
	body: crm === 'hubspot' ? {} : { compositeRequest: [{ referenceId: purpose }] },
	records: ids.map((id) => ({ id, leads: [{ lead_id: leadIdOf(id) }] })),
	crm,
	purpose,
	request_id: 'r0',
	number: 0,
	find_by,
	id_field: ID_FIELD,
});

const leadIdOf = (id: string): string => `lead of ${id}`;
const withoutRecord = (outcomes: readonly RecordOutcome[]): object[] =>
	outcomes.map((outcome) =>
		Object.fromEntries(Object.entries(outcome).filter(([key]) => key !== 'record')),
	);
const shuffled = <T>(list: readonly T[]): fc.Arbitrary<T[]> =>
	fc.shuffledSubarray([...list], { minLength: list.length });
const listOf = <T>(of: fc.Arbitrary<T>): fc.Arbitrary<T[]> =>
	fc.array(of, { minLength: 1, maxLength: 12 });
const bySalesforce = fc.constantFrom<Crm>('salesforceLead', 'salesforceContact');

/** Every form in which HTTP Request hands on an answer that is an object. */
const handedOn = (body: object): fc.Arbitrary<unknown[]> =>
	fc.constantFrom<unknown[]>(
		[body],
		[{ data: JSON.stringify(body) }],
		[{ statusCode: 200, headers: {}, body, statusMessage: 'OK' }],
		[{ statusCode: 207, headers: {}, body: JSON.stringify(body) }],
		[{ statusCode: 200, headers: {}, data: JSON.stringify(body) }],
	);

/** What Salesforce answers to a composite request, from what it says to its only subrequest. */
const composite = (referenceId: CrmRequest['purpose'], body: unknown): object => ({
	compositeResponse: [{ body, httpHeaders: {}, httpStatusCode: 200, referenceId }],
});

describe('HubSpot’s answer to an update, by law', () => {
	type Fate = 'written' | 'created' | 'failed' | 'silent' | 'both' | 'twice';
	const fates = listOf(
		fc.record({
			fate: fc.constantFrom<Fate>('written', 'created', 'failed', 'silent', 'both', 'twice'),
			isTraced: fc.boolean(),
		}),
	);
	const idFor = (by: By, place: number): string =>
		by === 'email' ? `Person${place}@x.example` : String(100 + place);

	/** What names a record in a result; an email comes in another case, or not at all. */
	function naming(by: By, place: number): object {
		const id = idFor(by, place);
		if (by === 'recordId') return { id, properties: {} };
		const held =
			by === 'leadspredictId'
				? { [ID_FIELD]: id }
				: place % 2 === 0
					? { email: id.toUpperCase() }
					: { [ID_FIELD]: leadIdOf(id) };
		return { id: `hs${place}`, properties: held };
	}

	const exchange = fc
		.record({ wanted: fates, by: fc.constantFrom<By>('recordId', 'email', 'leadspredictId') })
		.chain(({ wanted, by }) => {
			const results: object[] = [];
			const errors: object[] = [{ message: 'of nobody here', context: { ids: ['no such id'] } }];
			wanted.forEach(({ fate, isTraced }, place) => {
				const trace = { ...(isTraced && { objectWriteTraceId: traceId(place) }) };
				const result = { ...naming(by, place), ...trace, new: fate === 'created' };
				if (fate !== 'failed' && fate !== 'silent') results.push(result);
				// By its own id a record has no second result that could contradict the first.
				if (fate === 'twice' && by !== 'recordId') results.push({ ...result, id: `other${place}` });
				if (fate === 'both' || fate === 'failed') {
					errors.push({
						message: `no ${place}`,
						context: isTraced
							? { objectWriteTraceId: [traceId(place)] }
							: { ids: ['no such id', idFor(by, place)] },
					});
				}
			});
			results.push({ id: 'foreign', properties: { email: 'f@x.example', [ID_FIELD]: 'foreign' } });
			return fc
				.record({ results: shuffled(results), errors: shuffled(errors) })
				.chain((body) =>
					fc.record({ wanted: fc.constant(wanted), by: fc.constant(by), answers: handedOn(body) }),
				);
		});

	it('gives each record exactly its own outcome, whatever succeeds, fails, is missing or shuffled', () => {
		fc.assert(
			fc.property(exchange, ({ wanted, by, answers }) => {
				const asked = request(
					'hubspot',
					'update',
					by,
					wanted.map((_, place) => idFor(by, place)),
				);
				const expected = wanted.map(({ fate }, place) => {
					const recordId = by === 'recordId' ? idFor(by, place) : `hs${place}`;
					const isWritten =
						fate === 'written' || fate === 'created' || (fate === 'twice' && by === 'recordId');
					if (isWritten) return { result: fate === 'created' ? 'created' : 'written', recordId };
					return {
						result: 'failed',
						reason:
							fate === 'failed' || fate === 'both'
								? `no ${place}`
								: 'HubSpot did not say what became of this record',
					};
				});
				expect(withoutRecord(readAnswer(asked, answers))).toEqual(expected);
			}),
			{ numRuns: 500 },
		);
	});

	it('claims nothing for a request when the answer is one to another request', () => {
		fc.assert(
			fc.property(exchange, ({ wanted, by, answers }) => {
				const asked = request(
					'hubspot',
					'update',
					by,
					wanted.map((_, place) => `${1000 + place}@y.example`),
				);
				for (const { result } of readAnswer(asked, answers)) expect(result).toBe('failed');
			}),
		);
	});
});

describe('Salesforce’s answer to an update, by law', () => {
	const idAt = (place: number): string => `00Q${String(place).padStart(12, '0')}`;
	const entries = (wanted: readonly string[]): object[] =>
		wanted.map((fate, place) =>
			fate === 'failed'
				? { success: false, errors: [{ statusCode: 'X', message: `no ${place}`, fields: [] }] }
				: {
						id: `${idAt(place)}AAA`,
						success: true,
						errors: [],
						...(fate === 'created' && { created: true }),
					},
		);
	const fates = listOf(fc.constantFrom('written', 'created', 'failed'));
	const ways = fc.constantFrom<By>('recordId', 'leadspredictId');

	it('gives each record exactly its own outcome, whatever succeeds or fails', () => {
		const exchange = fates.chain((wanted) =>
			fc.record({
				wanted: fc.constant(wanted),
				answers: handedOn(composite('update', entries(wanted))),
				by: ways,
				crm: bySalesforce,
			}),
		);
		fc.assert(
			fc.property(exchange, ({ wanted, answers, by, crm }) => {
				const asked = request(
					crm,
					'update',
					by,
					wanted.map((_, place) => (by === 'recordId' ? idAt(place) : `l${place}`)),
				);
				expect(withoutRecord(readAnswer(asked, answers))).toEqual(
					wanted.map((fate, place) =>
						fate === 'failed'
							? { result: 'failed', reason: `no ${place}`, code: 'X' }
							: { result: fate, recordId: `${idAt(place)}AAA` },
					),
				);
			}),
		);
	});

	it('never claims another record’s result when entries are lost, doubled or in disorder', () => {
		const exchange = fates.chain((wanted) =>
			fc.record({
				wanted: fc.constant(wanted),
				list: fc.array(fc.constantFrom(...entries(wanted)), { maxLength: wanted.length + 1 }),
			}),
		);
		fc.assert(
			fc.property(exchange, bySalesforce, ({ wanted, list }, crm) => {
				const ids = wanted.map((_, place) => idAt(place));
				const outcomes = readAnswer(request(crm, 'update', 'recordId', ids), [
					composite('update', list),
				]);
				outcomes.forEach((outcome, place) => {
					if (outcome.result === 'failed') return;
					expect(list.length).toBe(wanted.length);
					expect(outcome).toMatchObject({
						result: wanted[place],
						recordId: `${ids[place]}AAA`,
					});
				});
			}),
		);
	});
});

describe('an answer to a lookup, by law', () => {
	const people = listOf(fc.nat({ max: 3 }));
	const emailOf = (person: number): string => `person${person}@x.example`;
	const recordsOf = (counts: readonly number[]) =>
		counts.flatMap((count, person) =>
			Array.from({ length: count }, (_, which) => ({
				id: `${person}/${which}`,
				email: which % 2 === 0 ? emailOf(person).toUpperCase() : ` ${emailOf(person)}`,
			})),
		);
	const expectOwn = (counts: readonly number[], outcomes: readonly RecordOutcome[]): void => {
		outcomes.forEach((outcome, person) => {
			const ids = Array.from({ length: counts[person] ?? 0 }, (_, which) => `${person}/${which}`);
			if (outcome.result === 'several') expect([...outcome.recordIds].sort()).toEqual(ids);
			else if (outcome.result === 'found') expect([outcome.recordId]).toEqual(ids);
			else expect([outcome.result, ids]).toEqual(['not_found', []]);
		});
	};

	it('tells for each person how many records there are, whatever their order', () => {
		const exchange = people.chain((counts) =>
			fc.record({ counts: fc.constant(counts), records: shuffled(recordsOf(counts)) }),
		);
		fc.assert(
			fc.property(exchange, bySalesforce, fc.boolean(), ({ counts, records }, crm, isNamed) => {
				const emails = counts.map((_, person) => emailOf(person));
				const missing = emails.filter((_, person) => counts[person] === 0);
				const hubspot = {
					results: records.map(({ id, email }) => ({ id, properties: { email } })),
					...(isNamed && {
						errors: [{ category: 'OBJECT_NOT_FOUND', context: { ids: missing } }],
					}),
				};
				expectOwn(counts, readAnswer(request('hubspot', 'lookup', 'email', emails), [hubspot]));
				const salesforce = {
					totalSize: records.length,
					done: true,
					records: records.map(({ id, email }) => ({ Id: id, Email: email })),
				};
				expectOwn(
					counts,
					readAnswer(request(crm, 'lookup', 'email', emails), [composite('lookup', salesforce)]),
				);
			}),
		);
	});

	it('says of nobody "not found" when some of the answer is missing or about others', () => {
		const exchange = people.chain((counts) =>
			fc.record({
				counts: fc.constant(counts),
				some: fc.subarray(recordsOf(counts)),
				done: fc.boolean(),
			}),
		);
		fc.assert(
			fc.property(exchange, bySalesforce, ({ counts, some, done }, crm) => {
				const emails = counts.map((_, person) => emailOf(person));
				const known = some.map(({ id, email }) => ({ Id: id, Email: email }));
				const records = done ? [...known, { Id: 'x', Email: 'foreign@x.example' }] : known;
				for (const outcome of readAnswer(request(crm, 'lookup', 'email', emails), [
					composite('lookup', { totalSize: records.length, done, records }),
				])) {
					expect(outcome.result).not.toBe('not_found');
				}
			}),
		);
	});
});

describe('whatever comes, by law', () => {
	const pool = ['a1', 'a2', 'a3', 'a4', '00Q000000000001', '00Q000000000002AAA'];
	const word = fc.oneof(
		fc.constantFrom(
			...pool,
			...pool.map(leadIdOf),
			traceId(0),
			traceId(1),
			'',
			'COMPLETE',
			'update',
			'lookup',
		),
		fc.string({ maxLength: 5 }),
	);
	const key = fc.constantFrom(
		...['id', 'Id', 'ids', 'email', 'Email', 'properties', 'context', 'results', 'errors', 'error'],
		...[
			'records',
			'success',
			'created',
			'new',
			'done',
			'totalSize',
			'objectWriteTraceId',
			ID_FIELD,
		],
		...['statusCode', 'headers', 'body', 'data', 'message', 'messages', 'description', 'details'],
		...[
			'errorCode',
			'category',
			'subCategory',
			'fields',
			'duplicateResult',
			'matchResults',
			'compositeResponse',
			'httpStatusCode',
			'referenceId',
		],
		...['hs_additional_emails', 'status', 'toString', 'valueOf', 'constructor', '__proto__'],
	);
	/** JSON out of the CRMs' own words, put together without sense. */
	const { nonsense } = fc.letrec<{ nonsense: unknown }>((tie) => ({
		nonsense: fc.oneof(
			{ maxDepth: 5 },
			fc.oneof(word, fc.boolean(), fc.integer(), fc.constant(null)),
			fc.array(tie('nonsense'), { maxLength: 4 }),
			fc.array(fc.tuple(key, tie('nonsense')), { maxLength: 5 }).map((pairs) => {
				const text = pairs.map(([name, value]) => `"${name}":${JSON.stringify(value)}`).join();
				const json: unknown = JSON.parse(`{${text}}`);
				return json;
			}),
		),
	}));
	/** What is nearly an answer. */
	const result = fc.record(
		{ id: nonsense, properties: nonsense, objectWriteTraceId: word, success: fc.boolean() },
		{ requiredKeys: [] },
	);
	const almost = fc.oneof(
		result,
		fc.record({ results: fc.array(result, { maxLength: 4 }), errors: fc.array(nonsense) }),
		fc.record({ records: fc.array(nonsense), done: nonsense }),
		fc
			.tuple(
				fc.constantFrom<CrmRequest['purpose']>('update', 'lookup'),
				fc.oneof(
					nonsense,
					fc.array(result, { maxLength: 4 }),
					fc.record({ records: fc.array(nonsense), done: nonsense }),
				),
			)
			.map(([purpose, body]) => composite(purpose, body)),
		fc.record({ statusCode: nonsense, headers: nonsense, body: nonsense }),
		fc.record({ error: nonsense, details: nonsense }),
	);
	const answers = fc.array(
		fc.oneof(nonsense, almost, fc.anything({ withNullPrototype: true, withMap: true })),
		{ maxLength: 4 },
	);
	const asked = fc
		.tuple(
			fc.constantFrom<Crm>('hubspot', 'salesforceLead', 'salesforceContact'),
			fc.constantFrom<CrmRequest['purpose']>('update', 'lookup'),
			fc.constantFrom<By>('recordId', 'email', 'leadspredictId'),
			fc.uniqueArray(fc.constantFrom(...pool), { minLength: 1 }),
		)
		.map((parts) => request(...parts));

	/** Whether a text stands anywhere in what came. */
	function holds(value: unknown, wanted: readonly string[]): boolean {
		if (typeof value === 'string') return wanted.some((text) => value.includes(text));
		if (typeof value !== 'object' || value === null) return false;
		return Object.values(value).some((each) => holds(each, wanted));
	}

	it('every record has one outcome in words, and none is claimed that the answer does not name', () => {
		fc.assert(
			fc.property(asked, answers, (sent, came) => {
				const outcomes = readAnswer(sent, came);
				expect(outcomes.map(({ record }) => record)).toEqual(sent.records);
				outcomes.forEach((outcome, place) => {
					if (outcome.result === 'failed') {
						expect(outcome.reason.trim()).not.toBe('');
						expect(outcome.reason.length).toBeLessThan(600);
					}
					if (outcome.result !== 'written' && outcome.result !== 'created') return;
					const { id } = outcome.record;
					// Salesforce names the records that it finds by an external id by their own.
					const names =
						sent.crm !== 'hubspot' && sent.find_by !== 'recordId'
							? [outcome.recordId ?? '']
							: sent.find_by === 'recordId'
								? [id.slice(0, 15)]
								: [id, leadIdOf(id), traceId(place)];
					expect(holds(came, names)).toBe(true);
				});
			}),
			{ numRuns: 5000 },
		);
	});
});
