import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

import { anchor } from '../../scripts/sources';

const ROOT = resolve(__dirname, '..', '..');

const listed = execFileSync('git', ['ls-files', '-co', '--exclude-standard', '*.md'], {
	cwd: ROOT,
	encoding: 'utf8',
});
const documents = listed.split('\n').filter((path) => path !== '' && existsSync(join(ROOT, path)));

const textOf = (path: string): string => readFileSync(path, 'utf8');

const withoutCode = (text: string): string =>
	text.replace(/^```[\s\S]*?^```/gm, '').replace(/`[^`\n]*`/g, '');

const anchorsOf = (path: string): Set<string> => {
	const text = textOf(path).replace(/^```[\s\S]*?^```/gm, '');
	const headings = [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => heading);
	return new Set(headings.map((heading) => anchor(heading.replace(/[`*_]|\]\([^)]*\)|\[/g, ''))));
};

/** Links and pictures of a document, apart from those to other hosts. */
function linksOf(path: string): string[] {
	const text = withoutCode(textOf(join(ROOT, path)));
	const markdown = [...text.matchAll(/\]\(([^)\s]+)\)/g)];
	const html = [...text.matchAll(/(?:src|href)="([^"]+)"/g)];
	return [...markdown, ...html]
		.map(([, target = '']) => target)
		.filter((target) => !/^[a-z]+:/.test(target));
}

/** @returns why nothing is there */
function broken(path: string, target: string): string | undefined {
	const [file = '', heading] = target.split('#');
	const full = file === '' ? join(ROOT, path) : resolve(ROOT, dirname(path), file);
	if (!existsSync(full)) return `${path}: ${target}: no such file`;
	if (heading === undefined || !full.endsWith('.md')) return undefined;
	return anchorsOf(full).has(heading)
		? undefined
		: `${path}: ${target}: no such heading in ${relative(ROOT, full)}`;
}

describe('the links of the documents', () => {
	it('lead to a file and a heading that exist', () => {
		const links = documents.flatMap((path) =>
			linksOf(path).map((target) => [path, target] as const),
		);
		expect(links.length).toBeGreaterThan(100);
		expect(links.flatMap(([path, target]) => broken(path, target) ?? [])).toEqual([]);
	});

	it('are reported when they are broken', () => {
		expect(broken('README.md', 'docs/nothing.md')).toMatch('no such file');
		expect(broken('README.md', 'docs/trigger.md#nothing')).toMatch('no such heading');
		expect(broken('README.md', 'docs/trigger.md#verified')).toBeUndefined();
	});

	it('from the code lead to a file and a heading that exist', () => {
		const found = execFileSync(
			'git',
			[
				'grep',
				'-hoE',
				String.raw`github\.com/epsylon-systems/n8n-nodes-leadspredict(/blob/main/[^"'\`]+|#[a-z-]+)`,
				'--',
				'nodes',
				'credentials',
				'package.json',
			],
			{ cwd: ROOT, encoding: 'utf8' },
		);
		const targets = found
			.trim()
			.split('\n')
			.map((url) => url.replace(/^.*?leadspredict(?:\/blob\/main\/)?/, ''));
		expect(targets.length).toBeGreaterThan(3);
		const problems = targets
			.filter((target) => target !== '#readme')
			.flatMap((target) => broken('README.md', target) ?? []);
		expect(problems).toEqual([]);
	});
});
