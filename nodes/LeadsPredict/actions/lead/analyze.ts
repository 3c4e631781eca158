import { analyzeRequest } from '../../scoring/http';
import { optionsCollection } from '../optionsCollection';
import type { Operation } from '../resource';
import { booleanOption } from '../settings';
import { scoreTool } from './tools';
import { AUTOMATIC, leadProperties, scoreLeads, scoringOptions } from './scoreLeads';

const includePredictions = booleanOption({
	displayName: 'Include Predictions',
	name: 'includePredictions',
	type: 'boolean',
	default: false,
	description: 'Whether to ask for conversion probability, predicted revenue and churn risk',
});

const includeRecommendations = booleanOption({
	displayName: 'Include Recommendations',
	name: 'includeRecommendations',
	type: 'boolean',
	default: false,
	description: 'Whether to ask for recommendations and next actions',
});

export const options = {
	...scoringOptions(AUTOMATIC),
	includePredictions,
	includeRecommendations,
};

/** `POST /leads/analyze` for all items. Both API options are true by default. */
export const analyze: Operation = {
	value: 'analyze',
	name: 'Analyze',
	description: 'Score leads and predict conversion, revenue and churn',
	action: 'Score leads',
	properties: [...leadProperties, optionsCollection(options)],
	tool: scoreTool,
	execute: async (node) =>
		await scoreLeads(node, options, (leads, chosen) =>
			analyzeRequest({
				leads,
				options: {
					include_predictions: chosen.includePredictions,
					include_recommendations: chosen.includeRecommendations,
				},
			}),
		),
};
