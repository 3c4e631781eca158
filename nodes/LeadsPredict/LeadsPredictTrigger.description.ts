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

// Notices show plain text: the editor drops what is bold, and line breaks with it.
const WHERE_TO_PASTE =
	'Open "Webhook URLs" above and copy the Production URL. Paste it into LeadsPredict where your account asks for a webhook address, then publish this workflow; n8n cannot do this for you. While you build, use the Test URL: it hears one event each time you run this node.';

const ABOUT_THE_TOKEN =
	'While the credential has no Webhook Token, anyone who learns the URL can start this workflow, and "verified" is false in every item unless the event was checked back. With one, add ?token=YOUR_TOKEN to the URL you paste; a sender that can set headers may use X-LeadsPredict-Token or Authorization: Bearer instead.';

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
			description: 'Each of the events in this list',
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
		'Start the workflow only for events with this score or a higher one. With 0, every event starts it, also one without a score.',
});

/** Not added, nothing is asked. */
const checkBack = optionsSetting(
	{
		displayName: 'Check Back With LeadsPredict',
		name: 'checkBack',
		type: 'options',
		default: 'required',
		description:
			'Ask LeadsPredict for the lead before an event starts the workflow: it must know the lead and its score. Nothing else in the event is confirmed. Takes one request of your plan for each event, so set a Webhook Token as well.',
		options: [
			{
				name: 'If Possible',
				value: 'ifPossible',
				description: 'If LeadsPredict cannot be asked, start with "verified": false',
			},
			{ name: 'Off', value: 'off', description: 'Ask nothing' },
			{
				name: 'Required',
				value: 'required',
				description: 'If LeadsPredict cannot be asked, answer 503 so that the event is sent again',
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
		'How long an event that started the workflow is remembered, so that it does not start it again when it is sent again. With 0, repeats start it too. Two events are the same when event, lead, timestamp and score are.',
});

/** Not added, events of any age are accepted. */
const maximumAgeMinutes = numberSetting(
	{
		displayName: 'Maximum Age (Minutes)',
		name: 'maximumAgeMinutes',
		type: 'number',
		typeOptions: { minValue: 0 },
		default: 1440,
		description:
			'Refuse events that are older, and those dated more than 5 minutes ahead. Allow for events that are sent again after hours. With 0, events of any age are accepted.',
	},
	0,
);

const onlyWhenCrossed = booleanOption({
	displayName: 'Only When Threshold Is Crossed',
	name: 'onlyWhenCrossed',
	type: 'boolean',
	default: true,
	description:
		'Whether to start the workflow only when the score was below Minimum Score before and has now reached it. A lead without a previous score counts as below. Has no effect while Minimum Score is 0.',
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
