import { booleanOption } from '../settings';

/** The same option in Prepare Tasks and Prepare Update. */
export const trustRecordIds = booleanOption({
	displayName: 'Trust Record IDs in Input',
	name: 'trustRecordIds',
	type: 'boolean',
	default: true,
	description:
		'Whether to trust record IDs that came from outside, such as from a webhook. The sender can then choose which record is written.',
});
