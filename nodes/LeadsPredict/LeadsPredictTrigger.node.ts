import {
	NodeConnectionTypes,
	NodeOperationError,
	type IHookFunctions,
	type INodeExecutionData,
	type INodeProperties,
	type INodeType,
	type INodeTypeDescription,
	type IWebhookFunctions,
	type IWebhookResponseData,
} from 'n8n-workflow';

import { accessOf, httpRequestsOf } from './actions/httpRequests';
import { log, logThrottled, webhookIdOf } from './actions/log';
import { OPTIONS, optionValues, settingValue } from './actions/settings';
import type { LeadsPredictEvent } from './contract';
import {
	events,
	minimumScore,
	triggerOptions,
	triggerProperties,
} from './LeadsPredictTrigger.description';
import { problem } from './problems/problem';
import type { Problem } from './types';
import { eventToItem } from './output/eventItem';
import { CHECK_BACK_MS, confirm, notConfirmed, type Confirmation } from './webhook/checkBack';
import {
	deduplicatorFor,
	duplicateEvent,
	type EventMemory,
	type Reservation,
} from './webhook/deduplicate';
import { knownTokens } from './webhook/knownTokens';
import {
	aheadOfTime,
	ALL_EVENTS,
	answerTo,
	brokenTrigger,
	readCall,
	verifyEvent,
	notAnEvent,
	notCrossed,
	notJson,
	notSubscribed,
	scoreTooLow,
	tokenIn,
	tokenUnknown,
	tooOld,
	wrongToken,
	type Rejection,
	type TokenSetting,
	type WebhookCall,
} from './webhook/verify';
import { shorten } from './format';

/** Short enough for several to fit below the node's name. */
const SHORT_NAMES = {
	[ALL_EVENTS]: 'All events',
	'churn.risk_high': 'Churn risk',
	'lead.hot': 'Hot lead',
	'lead.scored': 'Lead scored',
	'prediction.updated': 'Prediction',
};

const SUBTITLE = `={{ [$parameter["events"]].flat().includes("${ALL_EVENTS}") ? "All events" : [$parameter["events"]].flat().map((event) => (${JSON.stringify(SHORT_NAMES)})[event]).join(", ") }}`;

const NO_TOKEN =
	'No Webhook Token is set in the LeadsPredict credential: anyone who learns the URL of this trigger can start the workflow. Set a token, and add ?token= and the token to the URL in LeadsPredict.';

const EXAMPLES =
	'<b>No event at hand?</b> Copy an <a href="https://github.com/epsylon-systems/n8n-nodes-leadspredict/blob/main/examples/events/trigger-with-example-events.json" target="_blank">example trigger</a> and paste it onto the canvas: it contains one event of each kind.';

const isTest = (context: IWebhookFunctions): boolean => context.getMode() === 'manual';

const causeOf = (error: unknown): string =>
	error instanceof Error ? shorten(error.message, 200) : 'unknown';

async function readToken(context: IWebhookFunctions | IHookFunctions): Promise<TokenSetting> {
	try {
		return tokenIn(await context.getCredentials('leadsPredictApi'));
	} catch (error) {
		const advice = `Open the trigger and select a LeadsPredict credential that this workflow may use. n8n says: ${causeOf(error)}`;
		return { state: 'unreadable', advice };
	}
}

/** Tells this trigger with its credential from all others of this n8n. */
const triggerKey = (context: IWebhookFunctions | IHookFunctions): string =>
	[
		context.getWorkflow().id,
		webhookIdOf(context),
		context.getNode().credentials?.['leadsPredictApi']?.id,
	].join(' ');

/** The token to compare with. The test URL always has the credential read. */
async function tokenFor(
	context: IWebhookFunctions,
	{ tokens }: WebhookCall,
): Promise<TokenSetting> {
	if (isTest(context)) return await readToken(context);
	const trigger = triggerKey(context);
	const known = knownTokens.find(trigger, tokens, Date.now());
	if (known !== undefined) return known;
	const setting = await readToken(context);
	knownTokens.keep(trigger, setting, Date.now());
	return setting;
}

/** @throws NodeOperationError when an expression gives what a setting cannot have: never a guess instead */
function readSettings(context: IWebhookFunctions) {
	const node = context.getNode();
	const of = ({ name, default: fallback }: Pick<INodeProperties, 'name' | 'default'>): unknown =>
		context.getNodeParameter(name, fallback);
	return {
		events: settingValue(node, events, of(events.property)),
		minimumScore: settingValue(node, minimumScore, of(minimumScore.property)),
		...optionValues(node, triggerOptions, of(OPTIONS)),
	};
}

/**
 * The key in the workflow's static data. A node's static data depend on its name, so a renamed trigger
 * would forget all events, and one trigger could not save another's events.
 */
const CHECKPOINT = 'leadsPredictEvents';

const staticData = (context: IWebhookFunctions) => context.getWorkflowStaticData('global');

/**
 * The remembered events; undefined for the test URL, to which users send the same example repeatedly.
 * An event sent there must not be missing at the production URL.
 */
function recall(context: IWebhookFunctions, hours: number): EventMemory | undefined {
	if (hours === 0 || isTest(context)) return undefined;
	const memory = deduplicatorFor(context.getWorkflow().id ?? '', hours * 60);
	memory.merge(staticData(context)[CHECKPOINT], Date.now());
	return memory.forTrigger(webhookIdOf(context), hours * 60);
}

/**
 * n8n answers the call after webhook() has returned: 200 once the execution exists and its static data
 * are saved, 500 when that failed (read in the code of n8n 2.41, and seen). Only the response shows
 * which. "prefinish" is emitted even if the caller has disconnected, "finish" is not.
 */
function settleByAnswer(context: IWebhookFunctions, reservation: Reservation): void {
	const response = context.getResponseObject();
	const settle = () => {
		if (response.statusCode < 400) reservation.keep(Date.now());
		else reservation.release();
	};
	response.once('prefinish', settle);
	response.once('finish', settle);
}

/**
 * Starts the workflow and makes n8n save the checkpoint. Setting it once is not enough: before n8n 2.41
 * creates the execution, it makes a second workflow from the same static data and loses the mark that
 * they changed. It reads the response after that, just before it saves them, so they are set again
 * then.
 */
function start(
	context: IWebhookFunctions,
	item: INodeExecutionData,
	reservation: Reservation | undefined,
): IWebhookResponseData {
	const remember = () => {
		if (reservation) staticData(context)[CHECKPOINT] = reservation.checkpoint;
	};
	if (reservation) settleByAnswer(context, reservation);
	remember();
	return {
		workflowData: [[item]],
		get webhookResponse() {
			remember();
			return { status: 'accepted' };
		},
	};
}

/** One request, with the key of the credential. Never throws. */
async function askLeadsPredict(
	context: IWebhookFunctions,
	event: LeadsPredictEvent,
): Promise<Confirmation> {
	try {
		return await confirm(event, httpRequestsOf(context, await accessOf(context), CHECK_BACK_MS));
	} catch (error) {
		const advice = 'Correct the LeadsPredict credential of the trigger';
		const words = { message: causeOf(error), advice };
		return { state: 'notAsked', problem: problem('invalid_setting', words) };
	}
}

/** Whether every required check succeeded, and at least one was required. */
const isVerified = ({ state }: TokenSetting, confirmation: Confirmation | undefined): boolean =>
	confirmation === undefined ? state === 'set' : confirmation.state === 'confirmed';

/**
 * Sends the response and starts nothing. Logs the reason, but nothing of the message.
 * @throws NodeOperationError while somebody listens in the editor: n8n then shows the error at the
 * trigger, answers 500 and runs no other node (seen in n8n 2.41.1). An ignored event does not end the
 * listening.
 */
function refuse(context: IWebhookFunctions, refusal: Rejection): IWebhookResponseData {
	const { status, code, reason, advice } = refusal;
	logThrottled(context, status === 200 ? 'info' : 'warn', {
		what: 'LeadsPredict Trigger started nothing',
		code: `${status} ${code}`,
		why: `${reason}. ${advice}`,
	});
	if (isTest(context) && status !== 200) {
		const what = `An event was refused: ${reason}`;
		throw new NodeOperationError(context.getNode(), what, { description: advice });
	}
	context.getResponseObject().status(status).json(answerTo(refusal));
	return { noWebhookResponse: true };
}

/** For an event that passes although the check with LeadsPredict failed. */
const logUnverified = (context: IWebhookFunctions, { problem }: { problem: Problem }): void =>
	logThrottled(context, 'warn', {
		what: 'LeadsPredict Trigger started the workflow by an event that could not be checked back',
		code: 'unverified',
		why: `${problem.message}. ${problem.advice}`,
	});

export class LeadsPredictTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'LeadsPredict Trigger',
		name: 'leadsPredictTrigger',
		icon: { light: 'file:leadspredict.svg', dark: 'file:leadspredict.dark.svg' },
		group: ['trigger'],
		// Not version 1: for version 1 n8n evaluates an additional expression on every call.
		version: 2,
		subtitle: SUBTITLE,
		// True of both nodes: n8n lists them as one entry with this description (seen in n8n 2.41).
		description: 'Get lead scores, hot leads and churn risks from LeadsPredict',
		eventTriggerDescription: 'Waiting for LeadsPredict to send an event to the Test URL',
		// Plain text: the dialog shows HTML tags (seen in n8n 2.41.1).
		activationMessage:
			'To let LeadsPredict start this workflow, paste the Production URL of the trigger into LeadsPredict. If the credential has a Webhook Token, add ?token= and the token to the end of the URL.',
		defaults: { name: 'LeadsPredict Trigger' },
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'leadsPredictApi', required: true }],
		webhooks: [
			{
				name: 'default',
				httpMethod: 'POST',
				responseMode: 'onReceived',
				// Empty, so that n8n answers with the result of webhook(). Without it, n8n would answer with
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
		properties: triggerProperties,
	};

	/** Nothing is registered: LeadsPredict documents no endpoint for subscriptions. */
	webhookMethods = {
		default: {
			/**
			 * False, because LeadsPredict cannot be asked. So n8n calls `create`, which tells the user what
			 * to do.
			 */
			async checkExists(this: IHookFunctions): Promise<boolean> {
				return false;
			},
			/** Sends nothing. Reminds the user of the two manual steps. */
			async create(this: IHookFunctions): Promise<boolean> {
				knownTokens.forget(triggerKey(this));
				if (this.getActivationMode() !== 'manual') {
					log(
						this,
						'info',
						'LeadsPredict publishes no endpoint to register a webhook at. Paste the Production URL of the trigger into LeadsPredict.',
					);
				}
				const token = await readToken(this);
				if (token.state === 'unset') log(this, 'warn', NO_TOKEN);
				if (token.state === 'unreadable') {
					log(this, 'warn', `The LeadsPredict Trigger refuses all events. ${token.advice}`);
				}
				return true;
			},
			/** Sends nothing: only the user can remove the URL in LeadsPredict. */
			async delete(this: IHookFunctions): Promise<boolean> {
				knownTokens.forget(triggerKey(this));
				log(
					this,
					'debug',
					'LeadsPredict publishes no endpoint to remove a webhook at. Remove the URL of the trigger in LeadsPredict.',
				);
				return true;
			},
		},
	};

	/**
	 * Handles one call from LeadsPredict, or from anyone who knows the URL. Throws only while somebody
	 * listens in the editor. A refused call is answered here; n8n answers an accepted call once the
	 * execution exists.
	 */
	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		let reservation: Reservation | undefined;
		let refusal: Rejection;
		try {
			const call = readCall(this.getHeaderData(), this.getQueryData(), this.getBodyData());
			const token = await tokenFor(this, call);
			const settings = readSettings(this);
			const { minimumScore: minimum, maximumAgeMinutes, checkBack } = settings;
			const memory = recall(this, settings.ignoreRepeatsHours);
			const now = Date.now();
			let confirmation: Confirmation | undefined;

			const verdict = await verifyEvent(call, [
				notJson,
				notAnEvent,
				tokenUnknown(token),
				wrongToken(token),
				tooOld(maximumAgeMinutes, now),
				aheadOfTime(maximumAgeMinutes, now),
				notSubscribed(settings.events),
				scoreTooLow(minimum),
				notCrossed(minimum, settings.onlyWhenCrossed),
				duplicateEvent(memory, (held) => (reservation = held)),
				notConfirmed(
					checkBack,
					async (event) => (confirmation = await askLeadsPredict(this, event)),
				),
			]);
			if (verdict.accepted) {
				if (confirmation?.state === 'notAsked') logUnverified(this, confirmation);
				const item = eventToItem(verdict.event, isVerified(token, confirmation));
				return start(this, item, reservation);
			}
			refusal = verdict.refusal;
		} catch (error) {
			const advice = `${brokenTrigger.advice} n8n says: ${causeOf(error)}`;
			refusal = { ...brokenTrigger, advice };
		}
		reservation?.release();
		return refuse(this, refusal);
	}
}
