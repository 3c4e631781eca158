import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { temporaryFolder } from '../../runtimes/temporaryFolder';
import { importsIn, isToRefresh, workflowHash } from '../../scripts/start/refresh';

const node = { name: 'A', type: 'a', typeVersion: 1, parameters: { x: 1, y: 2 } };
const workflow = { nodes: [node], connections: {}, settings: { executionOrder: 'v1' } };

describe('an example of an earlier npm start', () => {
	const imported = { example: 'old', saved: 'as imported' };

	test.each([
		['is refreshed when only the example has changed', imported, 'new', 'as imported', true],
		['stays when the user has changed it', imported, 'new', 'changed', false],
		['stays when nothing has changed', imported, 'old', 'as imported', false],
		['stays when the user alone has changed it', imported, 'old', 'changed', false],
		['stays when its import is not recorded', undefined, 'new', 'as imported', false],
	])('%s', (_title, record, example, saved, expected) => {
		expect(isToRefresh(record, { example, saved })).toBe(expected);
	});
});

test('the hash of a workflow depends on its content alone', () => {
	const reordered = { ...node, parameters: { y: 2, x: 1 } };
	const saved = { ...workflow, nodes: [reordered], id: '1', versionId: 'v' };
	expect(workflowHash(saved)).toBe(workflowHash(workflow));
	const changed = { ...node, parameters: { x: 1, y: 3 } };
	expect(workflowHash({ ...workflow, nodes: [changed] })).not.toBe(workflowHash(workflow));
});

test('imports are remembered by name, and a file that cannot be read is as none', () => {
	const folder = temporaryFolder('imports');
	try {
		const imports = importsIn(folder.path);
		expect(imports.get('One')).toBeUndefined();
		imports.set('One', { example: 'a', saved: 'b' });
		imports.set('Two', { example: 'c', saved: 'd' });
		expect(importsIn(folder.path).get('One')).toEqual({ example: 'a', saved: 'b' });
		writeFileSync(join(folder.path, 'imported.json'), 'no JSON');
		expect(imports.get('One')).toBeUndefined();
	} finally {
		folder.remove();
	}
});
