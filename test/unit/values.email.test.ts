import { readEmail } from '../../nodes/LeadsPredict/leads/values/email';
import { NOTE, WHY } from '../../nodes/LeadsPredict/leads/values/value';
import { list, pairs } from '../data/cases';

const invalid = (why: string) => ({ ok: false, why, code: 'invalid_email' });

describe('an email address', () => {
	it.each([
		...list(`
			john@example.com | Anna.Smith@Example.COM | john.doe+crm@example.co.uk |
			o'brien@example.com | a/b@example.com | srs0=hash=x@example.com | a_b%c@example.com |
			müller@bücher.example | почта@пример.рф | 用户@例子.公司 | a@xn--bcher-kva.example |
			a@example.xn--p1ai | a@1.2.3.example | 1@2.example`),
		`${'x'.repeat(242)}@example.com`,
	])('%s is sent as it is', (address) => {
		expect(readEmail(address)).toEqual({ ok: true, value: address });
	});

	it.each([
		['  a@x.example \r\n', 'a@x.example'],
		['\ufeffa@x.example', 'a@x.example'],
		['a\u200b@x.\u200cexam\u00adple', 'a@x.example'],
		['\u00a0a@x.example\u00a0', 'a@x.example'],
		['a\u00a0@\u00a0x.example', 'a@x.example'],
		['\u202aa@x.example\u202c', 'a@x.example'],
		...pairs(`
			"a@x.example" → a@x.example | 'a@x.example' → a@x.example | “a@x.example” → a@x.example |
			'a@x.example → a@x.example | <a@x.example> → a@x.example |
			mailto:a@x.example → a@x.example |
			MailTo:a@x.example?subject=Hi there&body=you → a@x.example |
			mailto:a%2Bcrm@x.example → a+crm@x.example | Anna Smith <Anna@x.example> → Anna@x.example |
			Anna Smith<a@x.example> → a@x.example | "Smith, Anna" <a@x.example> → a@x.example |
			Smith, Anna <a@x.example> → a@x.example | Anna (a@x.example) → a@x.example |
			a@x.example (work) → a@x.example | E-Mail: a@x.example → a@x.example`),
		['Anna Smith\na@x.example', 'a@x.example'],
		...pairs(`
			[a@x.example](mailto:a@x.example) → a@x.example |
			<a href="mailto:a@x.example">a@x.example</a> → a@x.example |
			a@x.example <A@X.example> → a@x.example | a@x.example; → a@x.example |
			N/A; a@x.example → a@x.example | -,a@x.example → a@x.example`),
	])('is found in %j', (text, expected) => {
		expect(readEmail(text)).toEqual({ ok: true, value: expected });
	});

	it.each<[unknown]>([
		['a@x.example, b@x.example'],
		['a@x.example;b@x.example'],
		['a@x.example|b@x.example'],
		['a@x.example/b@x.example'],
		['a@x.example b@x.example'],
		['a@x.example\nb@x.example'],
		['Anna <a@x.example>, Bob <b@x.example>'],
		[['a@x.example', 'b@x.example']],
		[['Anna <a@x.example>', 'b@x.example']],
		['a@x.example, b@x.example, A@x.example'],
		[['', 'a@x.example', null, 5, 'b@x.example']],
	])('is the first one in %j', (value) => {
		expect(readEmail(value)).toEqual({ ok: true, value: 'a@x.example', note: NOTE.firstOf(2) });
	});

	it('is the first one that can be used, whatever stands before it', () => {
		const [usable, masked] = ['a@x.example', '****@x.example'];
		const note = NOTE.onlyUsableOf(2);
		expect(readEmail(`broken@x, ${usable}`)).toEqual({ ok: true, value: usable, note });
		expect(readEmail(`${masked};${usable}`)).toEqual({ ok: true, value: usable, note });
		expect(readEmail([masked, usable])).toEqual({ ok: true, value: usable, note });
		expect(readEmail(['email_not_unlocked@domain.com', usable])).toEqual({
			ok: true,
			value: usable,
			note,
		});
	});

	it.each<[unknown]>([[['a@x.example']], [[['a@x.example']]], [[null, 'a@x.example']]])(
		'is the one entry of %j',
		(list) => {
			expect(readEmail(list)).toEqual({ ok: true, value: 'a@x.example' });
		},
	);

	it.each([
		[undefined],
		[null],
		[''],
		[' \u200b'],
		['-'],
		['N/A'],
		['#N/A'],
		['none'],
		['Unknown'],
		['NULL'],
		['k. A.'],
		['no email'],
		[[]],
		[['', null]],
	])('is absent in %j', (value) => {
		expect(readEmail(value)).toEqual({ ok: 'absent' });
	});

	it.each(
		list(`
			visitor@test | visitor@localhost | a@x..example | a@.example | a@x.example. | @x.example |
			a@ | @`),
	)('is not complete in %p', (text) => {
		expect(readEmail(text)).toEqual(invalid(WHY.incompleteAddress));
	});

	it.each(
		list(`
			****@x.example | a***@x.example | j•••@x.example | a@x****.example | jo...@x.example |
			*****`),
	)('is masked in %p', (text) => {
		expect(readEmail(text)).toEqual(invalid(WHY.maskedAddress));
	});

	it.each([
		'email_not_unlocked@domain.com',
		'Email_Not_Unlocked@Domain.com',
		' email_not_unlocked@domain.com ',
	])('is a placeholder in %p', (text) => {
		expect(readEmail(text)).toEqual({
			ok: false,
			why: WHY.placeholder,
			code: 'placeholder_email',
		});
	});

	it.each<[unknown]>([
		['john'],
		['john at x.example'],
		['true'],
		['FALSE'],
		['http://x.example'],
		['john doe@x.example'],
		['"john doe"@x.example'],
		['john,doe@x.example'],
		['john;doe@x.example'],
		['a@x.example,uk'],
		['a@x.example is mine'],
		['a@b@x.example'],
		['.a@x.example'],
		['a.@x.example'],
		['a..b@x.example'],
		['a@-x.example'],
		['a@x-.example'],
		['a@x_y.example'],
		['a@x.e'],
		['a@x.123'],
		['a@192.168.0.1'],
		['a@[192.168.0.1]'],
		['a"b@x.example'],
		['a\\b@x.example'],
		['a\u0000@x.exa mple'],
		[true],
		[false],
		[0],
		[5],
		[{}],
		[{ email: 'a@x.example' }],
		[[{ email: 'a@x.example' }, {}]],
		[['john', 'doe']],
		[new Date(0)],
	])('is not there in %j', (value) => {
		expect(readEmail(value)).toMatchObject({ ok: false, code: 'invalid_email' });
		expect(readEmail(value)).not.toMatchObject({ why: WHY.maskedAddress });
	});

	it('may have 254 characters', () => {
		const longest = `${'x'.repeat(242)}@example.com`;
		expect(longest).toHaveLength(254);
		expect(readEmail(`x${longest}`)).toEqual(invalid(WHY.tooLong));
	});

	it('is not made of one that lost half a character', () => {
		expect(readEmail('a\ud83d@x.example')).toEqual(invalid(WHY.notAddress));
		expect(readEmail('a@x\ude00.example')).toEqual(invalid(WHY.notAddress));
	});
});
