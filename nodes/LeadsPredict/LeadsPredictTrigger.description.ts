import type { INodeProperties } from 'n8n-workflow';

import { optionsCollection } from './actions/optionsCollection';
import {
	booleanOption,
	multiOptionsSetting,
	numberSetting,
	optionsSetting,
} from './actions/settings';
import { EVENTS, HOT_SCORE } from './contract';
import { ALL_EVENTS } from './webhook/verify';

/** The parameters of the trigger. Their names and values are part of saved workflows. */

// Notices are plain text: the editor drops bold text and line breaks.
const WHERE_TO_PASTE =
	'Open "Webhook URLs" above and copy the Production URL. Paste it into LeadsPredict as the webhook address of your account, then publish this workflow. While you build it, send events to the Test URL.';

const ABOUT_THE_TOKEN =
	'Set a Webhook Token in the credential and add ?token=YOUR_TOKEN to the end of the URL. Without a token, anyone who learns the URL can start this workflow, and "verified" is false in every item.';

export const events = multiOptionsSetting({
	displayName: 'Events',
	name: 'events',
	type: 'multiOptions',
	required: true,
	default: [ALL_EVENTS],
	description: 'Which events start the workflow',
	options: [
		{
			name: 'All',
			value: ALL_EVENTS,
			description: 'All events in this list',
			action: 'On any event',
		},
		{
			name: 'High Churn Risk Detected',
			value: 'churn.risk_high',
			description: `Event churn.risk_high: ${EVENTS['churn.risk_high']}`,
			action: 'On high churn risk detected',
		},
		{
			name: 'Lead Marked as Hot',
			value: 'lead.hot',
			description: `Event lead.hot: ${EVENTS['lead.hot']}`,
			action: 'On lead marked as hot',
		},
		{
			name: 'Lead Scored',
			value: 'lead.scored',
			description: `Event lead.scored: ${EVENTS['lead.scored']}`,
			action: 'On lead scored',
		},
		{
			name: 'Prediction Updated',
			value: 'prediction.updated',
			description: `Event prediction.updated: ${EVENTS['prediction.updated']}`,
			action: 'On prediction updated',
		},
	],
});

export const minimumScore = numberSetting({
	displayName: 'Minimum Score',
	name: 'minimumScore',
	type: 'number',
	typeOptions: { minValue: 0 },
	default: 0,
	placeholder: `e.g. ${HOT_SCORE}`,
	description:
		'Accept only events with this score or a higher one. With 0, events without a score are accepted, too.',
});

/** Without this option, LeadsPredict is not asked. */
const checkBack = optionsSetting(
	{
		displayName: 'Check Back With LeadsPredict',
		name: 'checkBack',
		type: 'options',
		default: 'required',
		description:
			'Ask LeadsPredict whether the lead has this score before the workflow starts. Uses one request of your plan for each event.',
		options: [
			{
				name: 'If Possible',
				value: 'ifPossible',
				description: 'If LeadsPredict does not answer, start anyway with "verified": false',
			},
			{ name: 'Off', value: 'off', description: 'Do not ask' },
			{
				name: 'Required',
				value: 'required',
				description:
					'If LeadsPredict does not answer, refuse the event (503), so that it is sent again',
			},
		],
	},
	'off',
);

const ignoreRepeatsHours = numberSetting({
	displayName: 'Ignore Repeats Within (Hours)',
	name: 'ignoreRepeatsHours',
	type: 'number',
	typeOptions: { minValue: 0 },
	default: 24,
	description:
		'For how many hours to remember an event, so that a repeat does not start the workflow again. With 0, repeats start it, too.',
});

/** Without this option, events of any age are accepted. */
const maximumAgeMinutes = numberSetting(
	{
		displayName: 'Max Age (Minutes)',
		name: 'maximumAgeMinutes',
		type: 'number',
		typeOptions: { minValue: 0 },
		default: 1440,
		description:
			'Refuse events that are older, or dated more than 5 minutes ahead. With 0, events of any age are accepted.',
	},
	0,
);

const onlyWhenCrossed = booleanOption({
	displayName: 'Only When Threshold Is Crossed',
	name: 'onlyWhenCrossed',
	type: 'boolean',
	default: true,
	description:
		'Whether to start the workflow only when the score was below Minimum Score and now reaches it. Has no effect while Minimum Score is 0.',
});

export const triggerOptions = {
	checkBack,
	ignoreRepeatsHours,
	maximumAgeMinutes,
	onlyWhenCrossed,
};

export const triggerProperties: INodeProperties[] = [
	{ displayName: WHERE_TO_PASTE, name: 'urlNotice', type: 'notice', default: '' },
	{ displayName: ABOUT_THE_TOKEN, name: 'tokenNotice', type: 'notice', default: '' },
	events.property,
	minimumScore.property,
	optionsCollection(triggerOptions),
];
