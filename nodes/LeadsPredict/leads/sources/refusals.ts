import { shorten } from '../../format';
import type { ItemRefusal } from '../source';

/** Reasons why items are not leads, in the same words for all sources. */

/** For a shape or table whose items are never leads. */
interface Refused {
	readonly label: string;
	readonly refuse: ItemRefusal;
}

/** A refusal that applies only if the path of the email does not exist. */
interface WithoutPath extends ItemRefusal {
	readonly lacks: string;
}

/** @param what "person", "contact" */
export const noEmail = (system: string, what: string): ItemRefusal => ({
	code: 'no_email',
	message: `This ${system} ${what} has no email`,
	advice: `Enter the email in ${system}, or leave out ${plural(what)} without one before this node`,
});

/**
 * Users name their columns, so the email can be there under another name.
 * @param column the system's word for a column
 */
export const noEmailColumn = (system: string, what: string, column: string): ItemRefusal => ({
	...noEmail(system, what),
	advice: `Call the ${column} Email, or map Email under Lead Fields; leave out ${plural(what)} without an email before this node`,
});

/** An enrichment tool found no email, so the user has nothing to correct. */
export const noEmailFound = (system: string, what = 'person'): ItemRefusal => ({
	code: 'no_email',
	message: `${system} has no email for this ${what}`,
	advice: `Leave out ${plural(what)} without an email before this node, or map Email under Lead Fields`,
});

/** An enrichment tool's search returns people without emails; its enrichment returns emails. */
export const searchWithoutEmail = (system: string, what = 'person'): WithoutPath => ({
	lacks: 'email',
	code: 'ids_only',
	message: `${system}’s search hands out no emails`,
	advice: `Before this node, add a step that enriches these ${plural(what)} in ${system} by their IDs`,
});

/**
 * The step that got the record did not request the email.
 * @param lacks the path of the email
 * @param without the missing field: "its Email field"
 */
export const emailNotChosen = (
	system: string,
	lacks: string,
	{ what = 'record', without, advice }: { what?: string; without: string; advice: string },
): WithoutPath => ({
	lacks,
	code: 'ids_only',
	message: `${system} handed out this ${what} without ${without}`,
	advice,
});

/**
 * @param label "Pipedrive organization"
 * @param people what to get instead: "people", "contacts"
 */
export const companyRecord = (label: string, people: string): Refused => ({
	label,
	refuse: {
		code: 'company_record',
		message: `This is ${withArticle(label)}, not one of its ${people}, so there is no email to score`,
		advice: `Get the ${people} of this company, and connect those to this node`,
	},
});

/**
 * @param label "Pipedrive deal", or "Pipedrive record" for a record of any other kind
 * @param wanted what to get instead: "person", "lead or contact"
 */
export const otherRecord = (label: string, wanted: string): Refused => ({
	label,
	refuse: {
		code: 'other_record',
		message: `This is ${withArticle(label)}${label.endsWith(' record') ? ' of another kind' : ''}, not a ${wanted}`,
		advice: `Get the ${wanted} that belongs to it, and connect that to this node`,
	},
});

/**
 * @param label "HubSpot event"
 * @param ids "ID of the record"
 */
export const idsOnly = (label: string, ids: string, advice: string): Refused => ({
	label,
	refuse: {
		code: 'ids_only',
		message: `${withArticle(label).replace('a', 'A')} carries only the ${ids}`,
		advice,
	},
});

/** @param node the name of the system's node, if it differs from the system's */
export const answerToChange = (system: string, node = system): Refused => ({
	label: `${system} answer`,
	refuse: {
		code: 'ids_only',
		message: `This is ${system}’s answer to a change, which carries only the ID of the record`,
		advice: `Add ${withArticle(node)} node that gets the lead or contact by this ID before this node`,
	},
});

/** @param list the path of the list that holds them */
export const severalPeople = (count: number, list: string): ItemRefusal => ({
	code: 'several_people',
	message: `This item holds ${count} people`,
	advice: `Add a Split Out node before this one, with "${list}" as the field to split out, so that each person is an item of their own`,
});

/** Two people under different keys. Nothing shows which of them is the lead. */
export const differentPeople = (one: string, other: string): ItemRefusal => ({
	code: 'several_people',
	message: `This item holds different people under "${one}" and "${other}"`,
	advice: 'Map the email of the lead under Lead Fields, so that nobody else is scored',
});

/** @param error the message of the failed step, if there is one */
export const failedBefore = (error: string): ItemRefusal => ({
	code: 'error_item',
	message: `The step before failed for this item${error === '' ? '' : `: "${shorten(error, 150)}"`}`,
	advice:
		'Correct that step, or send its failed items another way with On Error: Continue (using error output)',
});

/** @param system the source that the user chose */
export const notRecognized = (system: string): ItemRefusal => ({
	code: 'not_recognized',
	message: `This item is not what ${system} hands out`,
	advice: 'Set Lead Source to Recognize Automatically, or to where the items of this run come from',
});

const withArticle = (label: string): string => `${/^[aeiou]/i.test(label) ? 'an' : 'a'} ${label}`;

const plural = (what: string): string => (what === 'person' ? 'people' : `${what}s`);
