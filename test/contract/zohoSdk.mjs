/**
 * Hands prepared bodies to Zoho CRM's own client, which is an ES module and keeps its settings for the
 * whole process. Reads `{url, token, folder, calls: [{module, operation, body}]}` from its input and
 * writes what the client read of each answer.
 */
import { readFileSync } from 'node:fs';

import * as modules from '@zohocrm/nodejs-sdk-8.0';

const { url, token, folder, calls } = JSON.parse(readFileSync(0, 'utf8'));

/** The client exports a module for each of its classes. */
const sdk = Object.fromEntries(
	Object.entries(modules).map(([name, module]) => [name, module[name] ?? module]),
);
const { Coql, Record } = modules;

class NoStore extends sdk.TokenStore {
	async findToken(wanted) {
		return wanted;
	}
	async findTokenById() {
		return null;
	}
	async saveToken() {}
	async deleteToken() {}
	async getTokens() {
		return [];
	}
	async deleteTokens() {}
}

const builder = await new sdk.InitializeBuilder();
builder.environment(new sdk.Environment(url, url, url));
builder.token(new sdk.OAuthBuilder().accessToken(token).findUser(false).build());
builder.store(new NoStore());
builder.resourcePath(folder);
await builder.initialize();

function recordOf({ id, ...values }) {
	const record = new Record.Record();
	if (id !== undefined) record.setId(BigInt(id));
	for (const [name, value] of Object.entries(values)) {
		const isTime = typeof value === 'string' && /^\d{4}-\d{2}-\d{2}T/.test(value);
		record.addKeyValue(name, isTime ? new Date(value) : value);
	}
	return record;
}

/** What the client made of an entry of `data`. */
const entryOf = (entry) => ({
	code: entry.getCode().getValue(),
	status: entry.getStatus().getValue(),
	id: String(entry.getDetails()?.get?.('id') ?? ''),
});

const results = [];
for (const { module, operation, body } of calls) {
	if (operation === 'coql') {
		const request = new Coql.BodyWrapper();
		request.setSelectQuery(body.select_query);
		const answer = await new Coql.CoqlOperations().getRecords(request);
		const found = answer.getObject()?.getData?.() ?? [];
		results.push({
			status: answer.getStatusCode(),
			records: found.map((record) => String(record.getId())),
		});
		continue;
	}
	const request = new Record.BodyWrapper();
	request.setData(body.data.map(recordOf));
	if (body.duplicate_check_fields) request.setDuplicateCheckFields(body.duplicate_check_fields);
	const operations = new Record.RecordOperations(module);
	const answer = await operations[operation](request);
	results.push({
		status: answer.getStatusCode(),
		entries: answer.getObject().getData().map(entryOf),
	});
}
process.stdout.write(JSON.stringify(results));
process.exit(0);
