import { readLeadDetails } from '../../nodes/LeadsPredict/scoring/leadDetails';
import { DETAILS_RESPONSE, LEAD_DETAILS } from '../data/reference';

const read = (body: unknown, id = 'lead_abc123') => {
	const outcome = readLeadDetails(id, { status: 200, headers: {}, rateLimit: {}, body });
	return 'result' in outcome ? outcome.result : outcome.problem.message;
};
const answer = (data: unknown) => ({ status: 'success', data });

describe('the details of a lead', () => {
	it('are read from the documented example, and kept unchanged', () => {
		expect(read(DETAILS_RESPONSE)).toEqual({ details: LEAD_DETAILS, received: LEAD_DETAILS });
	});

	it('are accepted when the ID is a number', () => {
		expect(read(answer({ id: 7, score: 1 }), '7')).toMatchObject({ details: { id: '7' } });
	});

	it.each([
		['another lead', answer({ ...LEAD_DETAILS, id: 'lead_other' }), /"lead_abc123".*"lead_other"/],
		['the id in another case', answer({ ...LEAD_DETAILS, id: 'LEAD_abc123' }), /"LEAD_abc123"/],
		['no score', answer({ id: 'lead_abc123' }), /usable score/],
		['no id', answer({ score: 98 }), /usable (?:ID|score)/],
		['no data', { status: 'success' }, /usable (?:ID|score)/],
		['null', answer(null), /usable (?:ID|score)/],
		['a list', answer([LEAD_DETAILS]), /usable (?:ID|score)/],
		['a text', answer('lead_abc123'), /usable (?:ID|score)/],
		['no envelope', LEAD_DETAILS, /without a lead/],
	])('are refused for %s', (_, body, message) => {
		expect(read(body)).toMatch(message);
	});
});
