import { addHints } from '../hints';
import { previewHint } from '../../output/readHints';
import { previewItems } from '../../output/preview';
import { optionsCollection } from '../optionsCollection';
import type { Operation } from '../resource';
import { previewTool } from './tools';
import { itemProperties, readingOptions, readItems } from './readItems';

/** Sends nothing, and needs no credential. */
export const preview: Operation = {
	value: 'preview',
	name: 'Preview',
	description: 'Show what would be sent for each item, without sending it',
	action: 'Preview leads',
	properties: [...itemProperties, optionsCollection(readingOptions)],
	tool: previewTool,
	execute: async (node) => {
		const read = readItems(node, readingOptions);
		addHints(node, previewHint(read), ...read.hints);
		return previewItems(read, read.input, read.chosen.includeOtherFields);
	},
};
