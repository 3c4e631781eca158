import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { nodeItems, nodesBaseFolder, page } from '../../scripts/n8nNodes';
import type { NodeItem } from '../../scripts/n8nNodes';
import { isCurrent } from './version';

/** Every item of n8n's own nodes that is described and holds an address. */

let items: NodeItem[];
beforeAll(async () => {
	items = nodeItems(await nodesBaseFolder());
});

const testCurrent = isCurrent ? test : test.skip;

testCurrent('docs/n8n-nodes.md says what is read of each (npm run n8n-nodes writes it)', () => {
	const written = readFileSync(join(__dirname, '..', '..', 'docs', 'n8n-nodes.md'), 'utf8');
	expect(page(items)).toBe(written);
});

test('leads are read from the output of many nodes', () => {
	expect(items.filter(({ email }) => email !== '').length).toBeGreaterThan(60);
});

test('users of a system are not read as leads', () => {
	const words =
		/owner|creat|modif|updat|edit|author|organi[sz]er|host|assign|manager|sender|from|cc|reply|agent|seller|approv|report/i;
	expect(items.filter(({ email }) => words.test(email))).toEqual([]);
});
