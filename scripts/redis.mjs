// Redis for the tests of n8n's queue mode: an installed one, or Debian's.

import found from '../runtimes/findRedis.cjs';
import { installFromDebian } from './debian.mjs';

export const { findRedis } = found;

export async function installRedis() {
	await installFromDebian({
		title: 'redis-server',
		packageName: 'redis-server',
		find: findRedis,
		advice: found.REDIS_ADVICE,
	});
}
