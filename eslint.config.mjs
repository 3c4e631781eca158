import { config } from '@n8n/node-cli/eslint';
import { defineConfig, globalIgnores } from 'eslint/config';

/** What n8n supplies to published code; any other package would be missing there. */
const SUPPLIED = ['n8n-workflow', 'zod', 'luxon', 'lodash', 'node:crypto'];
const PUBLISHED = ['nodes/**/*.ts', 'credentials/**/*.ts'];
const OUTSIDE = ['client', 'sandbox', 'runtimes', 'scripts', 'bench', 'test', 'examples'];

const NODES = 'nodes/LeadsPredict';

/**
 * What the nodes are made of, from the ground up; docs/architecture.md says what each is for. A layer
 * imports what stands before it and nothing that comes after.
 */
const LAYERS = [
	'contract',
	'types.ts',
	'format.ts',
	'json.ts',
	'problems',
	'leads',
	'scoring',
	'webhook',
	'crm',
	'output',
	'actions',
].map((layer) => `${NODES}/${layer}`);

/** The same for the folders of the repository. */
const FOLDERS = [
	'openapi',
	'sandbox',
	'nodes',
	'credentials',
	'client',
	'runtimes',
	'scripts',
	'bench',
	'test',
];

/** @param order from the ground up */
const upwards = (order) =>
	order.map((target, place) => ({
		target: `./${target}`,
		from: order.slice(place + 1).map((later) => `./${later}`),
		message: 'This is a higher layer: see LAYERS and FOLDERS in eslint.config.mjs.',
	}));

const zones = [
	...upwards(LAYERS),
	...upwards(FOLDERS),
	// The sandbox is what the nodes are tested against, so neither knows the other.
	{ target: ['./nodes', './credentials', './client'], from: ['./sandbox', './openapi'] },
].filter(({ from }) => from.length > 0);

const cloudRules = config
	.flatMap((part) => Object.keys(part.rules ?? {}))
	.filter((rule) => rule.startsWith('@n8n/community-nodes/'));

export default defineConfig(
	globalIgnores(['dist', '.runtimes', '.stryker-tmp', '**/*.js', '**/*.mjs']),
	config,
	{
		files: ['**/*.ts'],
		rules: {
			'@typescript-eslint/no-explicit-any': 'error',
			'@typescript-eslint/no-non-null-assertion': 'error',
			'@typescript-eslint/consistent-type-imports': 'error',
			'import-x/no-cycle': ['error', { ignoreExternal: true }],
			'import-x/no-restricted-paths': ['error', { zones }],
		},
	},
	{
		files: PUBLISHED,
		rules: {
			'no-restricted-imports': [
				'error',
				{
					patterns: [
						{
							regex: `^(?!\\.{1,2}/|(?:${SUPPLIED.join('|')})$)`,
							message: `Published code imports only ${SUPPLIED.join(', ')} and its own files.`,
						},
						{
							regex: `^\\.{1,2}/(?:.*/)?(?:${OUTSIDE.join('|')})/`,
							message: 'This folder is not part of the published package.',
						},
					],
				},
			],
		},
	},
	{
		files: ['**/*.ts'],
		ignores: PUBLISHED,
		rules: {
			// These files never run inside n8n, so the rules of n8n Cloud do not apply to them.
			...Object.fromEntries(cloudRules.map((rule) => [rule, 'off'])),
			'no-console': 'off',
		},
	},
);
