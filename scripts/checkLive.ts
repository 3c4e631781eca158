// npm run check:live: compares a real LeadsPredict account with the contract of this package. It shows
// how the real service behaves where the reference is silent.

import { LeadsPredictError } from '../client';
import { DEFAULT_BASE_URL } from '../nodes/LeadsPredict/contract';
import { checkContract } from './checkLive/steps';
import type { Step } from './checkLive/steps';
import { styleFor, widthFor } from './terminal/style';
import { renderTable } from './terminal/table';

const style = styleFor(process.stdout, process.env);
const COLOURS = { agrees: style.dim, differs: style.red, missing: style.red, new: style.yellow };

function printStep({ question, findings }: Step): void {
	console.log(`\n${style.bold(question)}`);
	const rows = findings.map(({ field, verdict, remark }) => [field, verdict, remark]);
	const lines = renderTable(
		[{ title: 'Field', shrinksTo: 30 }, { title: 'Verdict' }, { title: 'Remark', shrinksTo: 20 }],
		rows,
		widthFor(process.stdout),
		{ cell: (text, row) => COLOURS[findings[row]?.verdict ?? 'agrees'](text) },
	);
	console.log(lines.join('\n'));
}

async function main(): Promise<number> {
	const apiKey = process.env['LEADSPREDICT_API_KEY'];
	if (apiKey === undefined || apiKey.trim() === '') {
		console.error('Set LEADSPREDICT_API_KEY to the key of the account to check.');
		return 2;
	}
	const baseUrl = process.env['LEADSPREDICT_BASE_URL'] || DEFAULT_BASE_URL;
	console.log(
		`Asking ${baseUrl} with six requests about two made-up leads; they count against your quota.`,
	);
	const steps = await checkContract(apiKey, { baseUrl });
	steps.forEach(printStep);

	const all = steps.flatMap(({ findings }) => findings);
	const count = (...verdicts: string[]) =>
		all.filter(({ verdict }) => verdicts.includes(verdict)).length;
	const wrong = count('differs', 'missing');
	console.log(
		`\n${count('agrees')} agree, ${count('differs')} differ, ${count('missing')} missing, ${count('new')} new.`,
	);
	if (wrong > 0) {
		console.log('Where something differs or is missing, correct nodes/LeadsPredict/contract.');
	}
	return wrong > 0 ? 1 : 0;
}

main().then(
	(code) => {
		process.exitCode = code;
	},
	(error: unknown) => {
		const isOurs = error instanceof LeadsPredictError || error instanceof TypeError;
		console.error(isOurs ? error.message : 'The check failed.');
		if (error instanceof LeadsPredictError) console.error(error.advice);
		process.exitCode = 1;
	},
);
