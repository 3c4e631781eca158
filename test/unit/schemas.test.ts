import { existsSync, readFileSync } from 'node:fs';

import { outputSchemas } from '../../scripts/schemas';

describe('the output schemas beside the nodes', () => {
	it('match the contract (otherwise run: npm run schemas)', () => {
		const schemas = outputSchemas();
		expect(schemas.size).toBe(10);
		for (const [path, text] of schemas) {
			expect([path, existsSync(path) && readFileSync(path, 'utf8')]).toEqual([path, text]);
		}
	});
});
