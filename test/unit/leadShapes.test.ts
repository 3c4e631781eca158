import type { IDataObject } from 'n8n-workflow';

import { recognizer } from '../../nodes/LeadsPredict/leads/recognize';
import { validate } from '../../nodes/LeadsPredict/leads/validate';
import { expectLead, LEAD_SHAPES } from '../data/leadShapes';

/** What items look like where people have leads, and what must come of them. */
describe('items as people have them', () => {
	it.each(LEAD_SHAPES.map((shape) => [shape.id, shape] as const))('%s', (_, shape) => {
		const read = validate(0, recognizer('auto')(shape.item as IDataObject), {
			excludeFields: new Set(),
			strict: false,
			dates: 'leaveOut',
			ranges: 'leaveOut',
		});
		const problem = 'ok' in read && !read.ok ? read.problem.code : undefined;
		if (shape.expectedProblem === undefined) expect(problem).toBeUndefined();
		else expect(problem).toBe(shape.expectedProblem);
		if (shape.expected !== undefined) expectLead('lead' in read ? read.lead : {}, shape);
	});
});
