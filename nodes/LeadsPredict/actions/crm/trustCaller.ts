import { booleanOption } from '../settings';

/** The same option in Prepare Lookup and Prepare Update, for sub-workflows. */
export const trustCaller = booleanOption({
	displayName: 'Trust Calling Workflow',
	name: 'trustCaller',
	type: 'boolean',
	default: true,
	description:
		'Whether to use record IDs that a calling workflow hands over; those that LeadsPredict marked as claimed there are still not used',
});
