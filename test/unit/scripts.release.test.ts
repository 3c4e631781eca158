import {
	changelogSection,
	contentProblems,
	versionProblems,
	withDate,
} from '../../scripts/release/checks';

const CHANGELOG = `# Changelog

About this file.

## 1.2.0 (unreleased)

### Added

- A thing.

## 1.1.0 (2026-01-02)

- An older thing.
`;

describe('the section of a version in the changelog', () => {
	it('is the first one', () => {
		expect(changelogSection(CHANGELOG, '1.2.0')).toBe('### Added\n\n- A thing.');
		expect(changelogSection(CHANGELOG, '1.1.0')).toBeUndefined();
		expect(changelogSection(CHANGELOG, '1.2')).toBeUndefined();
		expect(changelogSection('# Changelog\n', '1.2.0')).toBeUndefined();
	});

	it('says something', () => {
		expect(changelogSection('## 1.2.0 (unreleased)\n\n### Added\n', '1.2.0')).toBeUndefined();
	});

	it('gets the day of the release', () => {
		const dated = withDate(CHANGELOG, '1.2.0', '2026-12-01');
		expect(dated).toBe(CHANGELOG.replace('unreleased', '2026-12-01'));
		expect(changelogSection(dated, '1.2.0')).toBe('### Added\n\n- A thing.');
	});
});

it('a version is X.Y.Z, the same in both files, and new', () => {
	expect(versionProblems('1.2.0', '1.2.0', ['v1.1.0'])).toEqual([]);
	expect(versionProblems('1.2', '1.2', [])).toEqual([expect.stringContaining('not X.Y.Z')]);
	expect(versionProblems('1.2.0', '1.1.0', ['v1.2.0'])).toEqual([
		expect.stringContaining('package-lock.json has version 1.1.0'),
		expect.stringContaining('v1.2.0 exists'),
	]);
});

describe('what a package holds', () => {
	const n8n = {
		nodes: ['dist/nodes/LeadsPredict/LeadsPredict.node.js'],
		credentials: ['dist/credentials/LeadsPredictApi.credentials.js'],
	};
	const files = [
		...['package.json', 'README.md', 'LICENSE', 'CHANGELOG.md'],
		...n8n.nodes,
		...n8n.credentials,
		'dist/nodes/LeadsPredict/LeadsPredict.node.json',
		'dist/nodes/LeadsPredict/leadspredict.dark.svg',
		'dist/nodes/LeadsPredict/actions/lead/get.js',
		'dist/nodes/LeadsPredict/LeadsPredictTrigger.description.js',
		'dist/nodes/LeadsPredict/__schema__/v1.0.0/lead/get.json',
		'dist/nodes/LeadsPredict/__schema__/v2.0.0.json',
	];

	it('is what n8n and users need', () => {
		expect(contentProblems(files, { n8n })).toEqual([]);
	});

	it.each([
		...['.env', 'dist/nodes/LeadsPredict/get.test.ts', 'dist/nodes/LeadsPredict/get.js.map'],
		...['test/unit/get.test.ts', 'dist/sandbox/main.js', 'dist/nodes/Other/Other.node.js'],
	])('is not %s', (file) => {
		expect(contentProblems([...files, file], { n8n })).toEqual([`${file} must not be published.`]);
	});

	it('lacks nothing', () => {
		const missing = 'dist/nodes/LeadsPredict/LeadsPredict.node.json';
		const others = files.filter((file) => file !== missing);
		expect(contentProblems(others, { n8n })).toEqual([`${missing} is missing.`]);
	});

	it('has no dependencies', () => {
		expect(contentProblems(files, { n8n, dependencies: { axios: '1.0.0' } })).toHaveLength(1);
	});
});
