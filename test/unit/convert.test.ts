import * as fc from 'fast-check';

import { LEAD_FIELDS, leadSchema } from '../../nodes/LeadsPredict/contract';
import { convert } from '../../nodes/LeadsPredict/leads/values/convert';
import type { ReadingOptions } from '../../nodes/LeadsPredict/leads/values/convert';
import { madeLeads } from '../../bench/leads';

const CAUTIOUS: ReadingOptions = { dates: 'leaveOut', ranges: 'leaveOut' };
const readings: fc.Arbitrary<ReadingOptions> = fc.record({
	dates: fc.constantFrom('leaveOut', 'dayFirst', 'monthFirst'),
	ranges: fc.constantFrom('leaveOut', 'lowerBound', 'midpoint'),
});
const fields = fc.constantFrom(...LEAD_FIELDS.map(({ name }) => name));
/** Anything, and texts that look like values of leads. */
const values = fc.oneof(
	fc.anything({ withBigInt: true, withDate: true, withNullPrototype: true }),
	fc.stringMatching(/^[-+$€0-9.,/ kKmMbB:TZ]{0,20}$/),
	fc.emailAddress(),
	fc.date({ noInvalidDate: false }),
);

describe('conversion', () => {
	it('never throws, and never returns a value that the contract refuses', () => {
		fc.assert(
			fc.property(
				fields,
				values,
				readings,
				fc.constantFrom(undefined, 1000),
				(field, value, reading, scale) => {
					const converted = convert(field, value, reading, scale);
					if (converted.ok !== true) return;
					const lead = { email: 'a@x.example', [field]: converted.value };
					expect(leadSchema.safeParse(lead)).toEqual({ success: true, data: lead });
				},
			),
			{ numRuns: 2000 },
		);
	});

	it('does not change a converted value', () => {
		fc.assert(
			fc.property(fields, values, readings, (field, value, reading) => {
				const converted = convert(field, value, reading);
				if (converted.ok !== true) return;
				expect(convert(field, converted.value, CAUTIOUS)).toEqual({
					ok: true,
					value: converted.value,
				});
			}),
			{ numRuns: 2000 },
		);
	});

	it('accepts leads unchanged', () => {
		for (const lead of madeLeads(200)) {
			for (const { name } of LEAD_FIELDS) {
				expect(convert(name, lead[name], CAUTIOUS)).toEqual(
					lead[name] === undefined ? { ok: 'absent' } : { ok: true, value: lead[name] },
				);
			}
		}
	});

	it("takes a number's unit from its label, unless the number has one", () => {
		expect(convert('revenue', '12,500', CAUTIOUS, 1000)).toMatchObject({ value: 12_500_000 });
		expect(convert('revenue', '12.5M', CAUTIOUS, 1000)).toMatchObject({ value: 12_500_000 });
	});
});
