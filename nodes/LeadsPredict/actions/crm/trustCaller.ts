import { booleanOption } from '../settings';

/** The same option in Prepare Lookup and Prepare Update, for sub-workflows. */
export const trustCaller = booleanOption({
	displayName: 'Trust Calling Workflow',
	name: 'trustCaller',
	type: 'boolean',
	default: true,
	description:
		'Whether to trust record IDs from the calling workflow. IDs that it got from outside are still not used.',
});
