import { booleanOption } from '../settings';

/** The same option in Prepare Lookup and Prepare Update, for sub-workflows. */
export const trustCaller = booleanOption({
	displayName: 'Trust Calling Workflow',
	name: 'trustCaller',
	type: 'boolean',
	default: true,
	description:
		'Whether to use record IDs from the calling workflow. IDs that are claimed there are still not used.',
});
