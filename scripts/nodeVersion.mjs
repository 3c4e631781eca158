/**
 * Why this Node.js is unsuitable, or undefined if it is suitable. n8n's own nodes load ES modules with
 * `require`, which works from 20.19 and 22.12 on, but never in 21.
 * @param {string} version such as `v20.19.0`
 */
export function nodeProblem(version) {
	const [major, minor] = version.replace(/^v/, '').split('.').map(Number);
	if ((major === 20 && minor >= 19) || (major === 22 && minor >= 12) || major > 22) {
		return undefined;
	}
	return `This needs Node.js 20.19 or newer (of version 22: 22.12 or newer), and this is ${version}. The current release is at https://nodejs.org.`;
}
