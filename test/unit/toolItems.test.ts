import { errorJson } from '../../nodes/LeadsPredict/output/items';
import { itemForModel } from '../../nodes/LeadsPredict/output/toolItems';
import { problem } from '../../nodes/LeadsPredict/problems/problem';
import { unknownLead } from '../../nodes/LeadsPredict/problems/context';
import type { Problem } from '../../nodes/LeadsPredict/types';

const forModel = (cause: Problem) =>
	itemForModel({ json: errorJson(cause), pairedItem: { item: 0 } });

const answer = (status: number) => ({ status, words: 'No', isOwn: true });

describe('an error as a model reads it', () => {
	it.each([
		[
			'says what to correct in a value of the model',
			problem('missing_lead_id'),
			'Lead ID is empty. Correct it in the next call, or ask the user for it.',
		],
		[
			'does so for a value that LeadsPredict refuses',
			{ ...problem('bad_request', answer(422)), status: 422 },
			'LeadsPredict refused the request: No (422). Correct it in the next call, or ask the user for it.',
		],
		[
			'keeps a model from calling again in vain',
			{ ...problem('unauthorized', answer(401)), status: 401 },
			'LeadsPredict refused the request: No (401). Do not call again now. Tell the user: Open the LeadsPredict credential and enter the API key again. You find it in LeadsPredict under Dashboard → API Settings.',
		],
		[
			'says which ID is needed',
			unknownLead({ ...problem('not_found', answer(404)), status: 404 }, 'lead_x'),
			'LeadsPredict has no lead "lead_x". LeadsPredict refused the request: No (404). Check where the Lead ID comes from: it must be the lead_id of a LeadsPredict result or event, from the account of this credential.',
		],
	])('%s', (_, cause, text) => {
		expect(forModel(cause)).toEqual({ json: { error: text }, pairedItem: { item: 0 } });
	});

	it('leaves a result as it is', () => {
		const item = { json: { email: 'ada@lovelace.example', score: 90 }, pairedItem: { item: 0 } };
		expect(itemForModel(item)).toBe(item);
	});
});
