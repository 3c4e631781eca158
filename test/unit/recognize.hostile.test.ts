import { HOSTILE } from '../data/hostile';
import { asRequest, outcome, reversed } from '../data/sources/sample';
import type { IDataObject } from 'n8n-workflow';

/** What is read wrongly is somebody else's score. */

const WRONG = /wrong|999/i;

const wrongIn = (item: IDataObject): unknown[] =>
	Object.entries(outcome('auto', item).lead ?? {}).filter(([, value]) => WRONG.test(String(value)));

describe.each(Object.entries(HOSTILE))('%s is not the lead', (_, items) => {
	it.each(items)('%s', (_of, item) => {
		for (const each of [item, asRequest(item), { data: item }, { result: { item } }]) {
			expect(wrongIn(each)).toEqual([]);
			expect(wrongIn(reversed(each) as IDataObject)).toEqual([]);
		}
	});
});
