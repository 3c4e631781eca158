import { shorten } from '../../format';
import type { ItemRefusal } from '../source';

/** What many systems have to say about records that are no leads as they stand. */

/** @param what "person", "contact" */
export const noEmail = (system: string, what: string): ItemRefusal => ({
	code: 'no_email',
	message: `This ${system} ${what} has no email`,
	advice: `Enter the email in ${system}, or leave out ${plural(what)} without one before this node`,
});

/** An enrichment tool found nobody's email, so there is nothing to enter anywhere. */
export const noEmailFound = (system: string): ItemRefusal => ({
	code: 'no_email',
	message: `${system} has no email for this person`,
	advice: 'Leave out people without an email before this node, or map Email under Lead Fields',
});

/**
 * @param record "a Pipedrive organization"
 * @param people who is read instead: "people", "contacts"
 */
export const companyRecord = (record: string, people: string): ItemRefusal => ({
	code: 'company_record',
	message: `This is ${record}, not one of its ${people}, so there is no email to score`,
	advice: `Get the ${people} of this company, and connect those to this node`,
});

/**
 * @param record "a Pipedrive deal"
 * @param wanted what is read instead: "person", "lead or contact"
 */
export const otherRecord = (record: string, wanted: string): ItemRefusal => ({
	code: 'other_record',
	message: `This is ${record}, not a ${wanted}`,
	advice: `Get the ${wanted} that belongs to it, and connect that to this node`,
});

const plural = (what: string): string => (what === 'person' ? 'people' : `${what}s`);

/** @param list the path of the list that holds them */
export const severalPeople = (count: number, list: string): ItemRefusal => ({
	code: 'several_people',
	message: `This item holds ${count} people`,
	advice: `Add a Split Out node before this one, with "${list}" as the field to split out, so that each person is an item of their own`,
});

/** Two people under different keys: who of them is the lead cannot be told. */
export const differentPeople = (one: string, other: string): ItemRefusal => ({
	code: 'several_people',
	message: `This item holds different people under "${one}" and "${other}"`,
	advice: 'Map the email of the lead under Lead Fields, so that nobody else is scored',
});

/** @param error the words of the step that failed, if it left any */
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
