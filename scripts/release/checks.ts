/** The checks of a release that need only its files. Each returns the problems that it found. */

const VERSION = /^(?:0|[1-9]\d*)\.(?:0|[1-9]\d*)\.(?:0|[1-9]\d*)$/;

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

const headingOf = (version: string): RegExp =>
	new RegExp(`^## ${escaped(version)} \\((unreleased|\\d{4}-\\d{2}-\\d{2})\\)$`, 'm');

/** @param tags existing tags of the repository */
export function versionProblems(
	version: string,
	lockedVersion: string,
	tags: readonly string[],
): string[] {
	if (!VERSION.test(version)) return [`The version ${version} in package.json is not X.Y.Z.`];
	return [
		...(lockedVersion === version
			? []
			: [
					`package-lock.json has version ${lockedVersion}, package.json ${version}: run npm install --package-lock-only.`,
				]),
		...(tags.includes(`v${version}`)
			? [`The tag v${version} exists: raise the version in package.json.`]
			: []),
	];
}

/** The text under the version's heading, which must be the first heading in the file. */
export function changelogSection(changelog: string, version: string): string | undefined {
	const [, first = ''] = changelog.split(/^(?=## )/m);
	const heading = headingOf(version).exec(first);
	if (heading?.index !== 0) return undefined;
	const text = first.slice(heading[0].length).trim();
	return text.replace(/^#+ .*$/gm, '').trim() === '' ? undefined : text;
}

export const withDate = (changelog: string, version: string, day: string): string =>
	changelog.replace(headingOf(version), `## ${version} (${day})`);

/** All files that a published package may contain. */
const ALLOWED: readonly RegExp[] = [
	/^(?:package\.json|README\.md|LICENSE|CHANGELOG\.md)$/,
	/^dist\/credentials\/\w+\.credentials\.js$/,
	/^dist\/nodes\/LeadsPredict\/\w+\.node\.json$/,
	/^dist\/nodes\/LeadsPredict\/leadspredict(?:\.dark)?\.svg$/,
	/^dist\/nodes\/LeadsPredict\/__schema__\/(?:[\w.]+\/)*[\w.]+\.json$/,
	/^dist\/nodes\/LeadsPredict\/(?:\w+\/)*[\w.]+\.js$/,
];

interface Manifest {
	readonly n8n: { readonly nodes: readonly string[]; readonly credentials: readonly string[] };
	readonly dependencies?: Readonly<Record<string, string>>;
}

/** @param files their paths in the package */
export function contentProblems(
	files: readonly string[],
	{ n8n, dependencies = {} }: Manifest,
): string[] {
	const needed = [
		...['package.json', 'README.md', 'LICENSE', 'CHANGELOG.md'],
		...n8n.credentials,
		...n8n.nodes.flatMap((node) => [node, node.replace(/\.js$/, '.json')]),
	];
	return [
		...needed.filter((file) => !files.includes(file)).map((file) => `${file} is missing.`),
		...files
			.filter((file) => !ALLOWED.some((allowed) => allowed.test(file)))
			.map((file) => `${file} must not be published.`),
		...Object.keys(dependencies).map((name) => `${name} is a dependency: the package has none.`),
	];
}
