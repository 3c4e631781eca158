import {
	NodeConnectionTypes,
	type FunctionsBase,
	type IHookFunctions,
	type INodeType,
	type INodeTypeDescription,
	type IWebhookFunctions,
	type IWebhookResponseData,
} from 'n8n-workflow';
import { z } from 'zod';

import { EVENTS, HOT_SCORE } from './contract';
import { eventToItem } from './output/events';
import {
	ALL_EVENTS,
	answerTo,
	brokenTrigger,
	hearCall,
	judge,
	notAnEvent,
	notCrossed,
	notJson,
	notSubscribed,
	scoreTooLow,
	tokenUnknown,
	wrongToken,
	type Refusal,
	type TokenSetting,
} from './webhook/verdict';

/** Short enough for several to fit below the node's name. */
const SHORT_NAMES = {
	[ALL_EVENTS]: 'All events',
	'churn.risk_high': 'Churn risk',
	'lead.hot': 'Hot lead',
	'lead.scored': 'Lead scored',
	'prediction.updated': 'Prediction',
};

const SUBTITLE = `={{ [$parameter["events"]].flat().includes("${ALL_EVENTS}") ? "All events" : [$parameter["events"]].flat().map((event) => (${JSON.stringify(SHORT_NAMES)})[event]).join(", ") }}`;

// Notices show plain text: the editor drops what is bold, and line breaks with it.
const WHERE_TO_PASTE =
	'Open "Webhook URLs" above and copy the Production URL. Paste it into LeadsPredict where your account asks for a webhook address, then publish this workflow; n8n cannot do this for you. While you build, use the Test URL: it hears one event each time you run this node.';

const ABOUT_THE_TOKEN =
	'While the credential has no Webhook Token, anyone who learns the URL can start this workflow, and "verified" is false in every item. With one, add ?token=YOUR_TOKEN to the URL you paste; a sender that can set headers may use X-LeadsPredict-Token or Authorization: Bearer instead.';

const NO_TOKEN =
	'No webhook token is set in the LeadsPredict credential: anyone who learns the URL of this trigger can start the workflow. Set one, and add ?token=… with it to the URL in LeadsPredict.';

const EXAMPLES =
	'<b>No event at hand?</b> Copy an <a href="https://github.com/epsylon-systems/n8n-nodes-leadspredict/blob/main/examples/events/trigger-with-example-events.json" target="_blank">example trigger</a> and paste it onto the canvas: it holds one event of each kind.';

/** Which node of which workflow a line in the log is about. */
const whereabouts = (context: FunctionsBase) => ({
	workflowId: context.getWorkflow().id,
	node: context.getNode().name,
});

async function readToken(context: IWebhookFunctions | IHookFunctions): Promise<TokenSetting> {
	try {
		const { webhookToken } = await context.getCredentials('leadsPredictApi');
		const token = String(webhookToken ?? '').trim();
		return token === '' ? { state: 'unset' } : { state: 'set', token };
	} catch (error) {
		const cause = error instanceof Error ? error.message : 'unknown';
		context.logger.warn('The LeadsPredict credential cannot be read', {
			...whereabouts(context),
			cause,
		});
		return { state: 'unreadable' };
	}
}

const settingsSchema = z.object({
	events: z.array(z.string()),
	minimumScore: z.number().finite(),
	onlyWhenCrossed: z.boolean(),
});

/** @throws ZodError when an expression gives what the parameter cannot have: never a guess instead */
const readSettings = (context: IWebhookFunctions) =>
	settingsSchema.parse({
		events: [context.getNodeParameter('events', [])].flat(),
		minimumScore: context.getNodeParameter('minimumScore', 0),
		onlyWhenCrossed: context.getNodeParameter('options.onlyWhenCrossed', false),
	});

/** Answers by itself and starts nothing. The reason goes to the log; what was sent does not. */
function refuse(context: IWebhookFunctions, refusal: Refusal): IWebhookResponseData {
	const { status, code, reason, advice } = refusal;
	const line = `LeadsPredict Trigger started nothing (${status} ${code}): ${reason}. ${advice}`;
	if (status === 200) context.logger.info(line, whereabouts(context));
	else context.logger.warn(line, whereabouts(context));
	context.getResponseObject().status(status).json(answerTo(refusal));
	return { noWebhookResponse: true };
}

export class LeadsPredictTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'LeadsPredict Trigger',
		name: 'leadsPredictTrigger',
		icon: { light: 'file:leadspredict.svg', dark: 'file:leadspredict.dark.svg' },
		group: ['trigger'],
		// Not 1: for version 1 n8n evaluates an expression of its own on every call.
		version: 2,
		subtitle: SUBTITLE,
		description: 'Score leads with LeadsPredict, and react to hot leads and churn risk',
		eventTriggerDescription: 'Waiting for LeadsPredict to send an event to the Test URL',
		activationMessage:
			'LeadsPredict can start this workflow as soon as the Production URL of the trigger is pasted there, with <code>?token=…</code> at its end if the credential has a Webhook Token.',
		defaults: { name: 'LeadsPredict Trigger' },
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'leadsPredictApi', required: true }],
		webhooks: [
			{
				name: 'default',
				httpMethod: 'POST',
				responseMode: 'onReceived',
				// Empty, so that n8n answers with what webhook() returns; left out, n8n would answer with
				// the name of its default mode.
				responseData: '',
				path: 'webhook',
			},
		],
		triggerPanel: {
			header: 'Get a sample event',
			executionsHelp: {
				inactive: `<b>While building your workflow</b>, click the button, then let LeadsPredict send an event to the Test URL. Its data shows up here.<br><br>${EXAMPLES}`,
				active: `<b>While building your workflow</b>, click the button, then let LeadsPredict send an event to the Test URL. Its data shows up here.<br><br><b>Your workflow also runs by itself</b> when an event arrives at the Production URL. Those runs are listed under Executions.<br><br>${EXAMPLES}`,
			},
			activationHint: {
				inactive:
					'Once the workflow does what you want, publish it and paste the Production URL into LeadsPredict: events then start it without this button.',
				active: 'This workflow is published: events at the Production URL start it by themselves.',
			},
		},
		properties: [
			{ displayName: WHERE_TO_PASTE, name: 'urlNotice', type: 'notice', default: '' },
			{ displayName: ABOUT_THE_TOKEN, name: 'tokenNotice', type: 'notice', default: '' },
			{
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
			},
			{
				displayName: 'Minimum Score',
				name: 'minimumScore',
				type: 'number',
				typeOptions: { minValue: 0 },
				default: 0,
				placeholder: `e.g. ${HOT_SCORE}`,
				description:
					'Start the workflow only for events with this score or a higher one. With 0, every event starts it, also one without a score.',
			},
			{
				displayName: 'Options',
				name: 'options',
				type: 'collection',
				placeholder: 'Add Option',
				default: {},
				options: [
					{
						displayName: 'Only When Threshold Is Crossed',
						name: 'onlyWhenCrossed',
						type: 'boolean',
						default: false,
						description:
							'Whether to start the workflow only when the score was below Minimum Score before and has now reached it. A lead without a previous score counts as below. Has no effect while Minimum Score is 0.',
					},
				],
			},
		],
	};

	/** Nothing is registered anywhere: LeadsPredict publishes no endpoint to subscribe at. */
	webhookMethods = {
		default: {
			/** False, because nobody can ask LeadsPredict; so that n8n calls `create`, which says what to do. */
			async checkExists(this: IHookFunctions): Promise<boolean> {
				return false;
			},
			/** Sends nothing. Reminds of the two steps that only the user can take. */
			async create(this: IHookFunctions): Promise<boolean> {
				if (this.getActivationMode() !== 'manual') {
					this.logger.info(
						'LeadsPredict was not told about this trigger, it publishes no endpoint for that. Paste the Production URL of the trigger into LeadsPredict.',
						whereabouts(this),
					);
				}
				const { state } = await readToken(this);
				if (state === 'unset') this.logger.warn(NO_TOKEN, whereabouts(this));
				return true;
			},
			/** Sends nothing: what the user entered in LeadsPredict, only the user can remove. */
			async delete(this: IHookFunctions): Promise<boolean> {
				this.logger.debug(
					'LeadsPredict was not told that this trigger stopped, it publishes no endpoint for that.',
					whereabouts(this),
				);
				return true;
			},
		},
	};

	/**
	 * Hears one message from LeadsPredict, or from whoever else knows the address. Never throws:
	 * what is refused is answered here, what is accepted is answered by n8n once the run exists.
	 */
	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		try {
			const call = hearCall(this.getHeaderData(), this.getQueryData(), this.getBodyData());
			const token = await readToken(this);
			const { events, minimumScore, onlyWhenCrossed } = readSettings(this);

			const verdict = await judge(call, [
				notJson,
				notAnEvent,
				tokenUnknown(token),
				wrongToken(token),
				notSubscribed(events),
				scoreTooLow(minimumScore),
				notCrossed(minimumScore, onlyWhenCrossed),
			]);
			if (!verdict.accepted) return refuse(this, verdict.refusal);

			const item = eventToItem(verdict.event, token.state === 'set');
			return { workflowData: [[item]], webhookResponse: { status: 'accepted' } };
		} catch (error) {
			const cause = error instanceof Error ? error.message : 'unknown';
			this.logger.error(`LeadsPredict Trigger failed: ${cause}`, whereabouts(this));
			return refuse(this, brokenTrigger);
		}
	}
}
