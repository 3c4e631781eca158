import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { z } from 'zod';

/** Items as CRMs, forms, spreadsheets and enrichment tools hand them out, and the lead in each. */

const shapes = z.array(
	z.object({
		id: z.string(),
		item: z.record(z.unknown()),
		/** The complete lead: whatever is not here must not be sent. */
		expected: z.record(z.unknown()).optional(),
		/** What may be there besides, or instead. */
		allowed: z.record(z.unknown()).optional(),
		/** The code of the problem. */
		expectedProblem: z.string().optional(),
	}),
);

export type LeadShape = z.infer<typeof shapes>[number];

export const LEAD_SHAPES: readonly LeadShape[] = shapes.parse(
	JSON.parse(readFileSync(join(__dirname, 'leadShapes.json'), 'utf8')),
);

const inLowerCase = ({ email, ...rest }: Record<string, unknown>): Record<string, unknown> => ({
	...rest,
	email: String(email).toLowerCase(),
});

/** The case of an address does not matter; everything else must be as expected or as allowed. */
export function expectLead(lead: Record<string, unknown>, { expected, allowed = {} }: LeadShape) {
	const rest = { ...inLowerCase(lead) };
	const wanted = inLowerCase(expected ?? {});
	for (const [key, value] of Object.entries(allowed)) {
		if (rest[key] === value) {
			delete rest[key];
			delete wanted[key];
		}
	}
	expect(rest).toEqual(wanted);
}
