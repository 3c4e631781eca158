import type { INodeProperties } from 'n8n-workflow';

import { DEFAULT_LEADS_PER_REQUEST } from '../../contract';
import { analyzeRequest } from '../../scoring/http';
import type { Operation } from '../resource';
import { leadProperties, optionsProperty, scoreLeads } from './scoreLeads';

const includePredictions: INodeProperties = {
	displayName: 'Include Predictions',
	name: 'includePredictions',
	type: 'boolean',
	default: true,
	description: 'Whether to ask for conversion probability, predicted revenue and churn risk',
};

const includeRecommendations: INodeProperties = {
	displayName: 'Include Recommendations',
	name: 'includeRecommendations',
	type: 'boolean',
	default: true,
	description: 'Whether to ask for recommendations and next actions',
};

/** `POST /leads/analyze` for all items. Both options are asked for unless the user says otherwise. */
export const analyze: Operation = {
	value: 'analyze',
	name: 'Analyze',
	description: 'Score leads and predict conversion, revenue and churn',
	action: 'Analyze leads',
	properties: [
		...leadProperties,
		optionsProperty(DEFAULT_LEADS_PER_REQUEST, [includePredictions, includeRecommendations]),
	],
	execute: async (node) =>
		await scoreLeads(node, {
			usualSize: DEFAULT_LEADS_PER_REQUEST,
			requestFor: (leads, options) =>
				analyzeRequest({
					leads,
					options: {
						include_predictions: options.includePredictions ?? true,
						include_recommendations: options.includeRecommendations ?? true,
					},
				}),
		}),
};
