import type { Resource } from '../resource';
import { analyze } from './analyze';
import { analyzeBatch } from './analyzeBatch';
import { get } from './get';
import { preview } from './preview';

export const lead: Resource = {
	value: 'lead',
	name: 'Lead',
	description: 'Score leads and read their scores',
	operations: [analyze, analyzeBatch, get, preview],
	usual: analyze.value,
};
