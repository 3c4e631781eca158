import {
	readCompany,
	readIndustry,
	readName,
	readPhone,
} from '../../nodes/LeadsPredict/leads/values/text';
import { WHY } from '../../nodes/LeadsPredict/leads/values/value';
import { all, list, pairs } from '../data/cases';

const sent = (value: string) => ({ ok: true, value });
const refused = (why: string) => ({ ok: false, why });
const ABSENT = { ok: 'absent' };

const TEXTS = { name: readName, company: readCompany, industry: readIndustry };
const everyText = Object.entries(TEXTS);

describe.each(everyText)('a text for %s', (_field, read) => {
	it.each([
		['TechCorp', 'TechCorp'],
		['  Tech   Corp \n', 'Tech Corp'],
		['Tech\u00a0Corp', 'Tech Corp'],
		['Tech\r\nCorp', 'Tech Corp'],
		['\ufeffTech\u200bCorp\u00ad', 'TechCorp'],
		['Tech\u200dCorp', 'TechCorp'],
		['\u202dTechCorp\u202c', 'TechCorp'],
		['Tech\u0000Corp\u0007', 'TechCorp'],
		['Zoë 李 😀', 'Zoë 李 😀'],
		['山田\u3000太郎', '山田 太郎'],
		['O\'Brien "Bob" \\ <b> & Söhne', 'O\'Brien "Bob" \\ <b> & Söhne'],
		['Mu\u0308ller', 'Mu\u0308ller'],
		['a\ud83d', 'a'],
		['\ude00a\ud83db', 'ab'],
		['\ud83d\u200b\ude00a', 'a'],
	])('%j becomes %j', (given, expected) => {
		expect(read(given)).toEqual(sent(expected));
	});

	it('keeps the joiners that are part of a word or of an emoji', () => {
		for (const text of [
			'علی\u200cرضا',
			'श्री\u200dमान',
			'👨\u200d👩\u200d👧',
			'❤\ufe0f\u200d🔥',
		]) {
			expect(read(text)).toEqual(sent(text));
			expect(read(`${text}\u200d`)).toEqual(sent(text));
		}
	});

	it.each([[null], [''], ['\u200b'], ['-'], ['N/A'], ['unknown'], ['--None--'], ['null'], [[]]])(
		'is absent in %j',
		(value) => {
			expect(read(value)).toEqual(ABSENT);
		},
	);

	it('is read from a list of one and from no other', () => {
		expect(read(['Tech'])).toEqual(sent('Tech'));
		expect(read(['Tech', 'Corp'])).toEqual(refused(WHY.several));
	});

	it.each<[unknown, string]>([
		[true, WHY.notText],
		['TRUE', WHY.notText],
		['false', WHY.notText],
		[{}, WHY.notText],
		[{ name: 'Tech' }, WHY.notText],
		[new Date(0), WHY.notText],
		['[object Object]', WHY.objectAsText],
		['[object Object],[object Object]', WHY.objectAsText],
		['#REF!', WHY.spreadsheetError],
	])('is not made of %p', (value, why) => {
		expect(read(value)).toEqual(refused(why));
	});

	it('may be long', () => {
		const long = 'Tech Corp '.repeat(1000).trim();
		expect(read(long)).toEqual(sent(long));
	});
});

describe('a name', () => {
	it.each(
		list(`
			Null | Na | NULL | True | Nan | X Æ A-12 | John Doe 3rd | J. | Mr. J. (Sample)`),
	)('may be %p', (name) => {
		expect(readName(name)).toEqual(sent(name));
	});

	it.each<[unknown, string]>([
		[5, WHY.numberAsName],
		[NaN, WHY.numberAsName],
		...all(WHY.numberAsName)(`
			12345 | +1 555 010 | 2025-11-01 | ٤٥`),
		['anna@x.example', WHY.emailAsName],
		['https://x.example/anna', WHY.webAddress],
		['www.x.example', WHY.webAddress],
		['linkedin.example/in/anna', WHY.webAddress],
	])('is not %p', (value, why) => {
		expect(readName(value)).toEqual(refused(why));
	});
});

describe('a company', () => {
	it.each([
		['Booking.com', 'Yahoo!', 'E.ON', 'EXAMPLE.COM', 'Monday.com Ltd', 'amazon.com services'],
		[
			's.r.o.',
			'Novák s.r.o.',
			'a.s.',
			'S.p.A.',
			'Acme, Inc.',
			'n.v. Test',
			'A/S Norsk',
			'и.п. Тест',
		],
		['3M', '1&1', '37signals', '7-Eleven', 'Studio 54', '株式会社テスト'],
		['Mühlen GmbH & Co. KG', 'Internationalization', 'reconstructionist', 'facade', 'True'],
	])('may be each of %p, %p, %p …', (...names) => {
		for (const name of names) expect([name, readCompany(name)]).toEqual([name, sent(name)]);
	});

	it.each(
		list(`
			https://x.example | HTTP://X.EXAMPLE | www.x.example | WWW.X.EXAMPLE | x.example |
			x.example/ | my-shop.co.uk | bücher.example | X.example/about`),
	)('is not the web address %s', (text) => {
		expect(readCompany(text)).toEqual(refused(WHY.webAddress));
	});

	it.each(
		list(`
			00Q000000000001AAA | 0011U00001ZxYwV | recA1b2C3d4E5f6G7 | 5f1a2b3c4d5e6f7a8b9c0d1e |
			7c12746a-0000-49cb-99fa-d0741dc362ce`),
	)('is not the id %s', (id) => {
		expect(readCompany(id)).toEqual(refused(WHY.idAsName));
	});

	it.each<[unknown, string]>([
		[4711, WHY.numberAsName],
		['4711', WHY.numberAsName],
		['1.234', WHY.numberAsName],
		['info@x.example', WHY.emailAsName],
	])('is not %p', (value, why) => {
		expect(readCompany(value)).toEqual(refused(why));
	});

	it.each(['Null', 'NA', 'nil', 'TBD'])('is absent in %p', (word) => {
		expect(readCompany(word)).toEqual(ABSENT);
	});
});

describe('an industry', () => {
	it.each(
		list(`
			COMPUTER_SOFTWARE | banking | Web 2.0 | B2B | 3D Printing | Santé & Bien-être | I/T`),
	)('may be %p', (text) => {
		expect(readIndustry(text)).toEqual(sent(text));
	});

	it.each([[7], [541511], ['541511'], ['62.01'], ['J62'], ['J 62.01'], ['62-01']])(
		'is not the code %p',
		(code) => {
			expect(readIndustry(code)).toEqual(refused(WHY.code));
		},
	);
});

describe('a phone', () => {
	it.each<[unknown, string]>([
		['+1 555 010 0456', '+1 555 010 0456'],
		['  (520) 773-9050 ', '(520) 773-9050'],
		['555\u00a0010\u202f2233', '555 010 2233'],
		['555  010', '555  010'],
		['\u202a+1 555 010\u202c', '+1 555 010'],
		...pairs(`
			'+15550100456 → +15550100456 | ’0555 010 → 0555 010 | tel:+1-555-010 → +1-555-010 |
			TEL: +1 555 → +1 555 | p:+15550107890 → +15550107890 | p:'+1555 → +1555 |
			555-010-2233 ext. 5 → 555-010-2233 ext. 5 | ٠٥٥ ١٢٣ → ٠٥٥ ١٢٣ |
			1-800-FLOWERS → 1-800-FLOWERS`),
		[15550104321, '15550104321'],
		[15550104321.0, '15550104321'],
		...pairs(`
			15550104321.0 → 15550104321 | 555.0 → 555.0 | 555.010.0 → 555.010.0 | 0 → 0`),
		[['+1 555'], '+1 555'],
	])('%j is sent as %j', (given, expected) => {
		expect(readPhone(given)).toEqual(sent(expected));
	});

	it.each([[undefined], [''], ['-'], ['N/A'], ['( ) -'], ["'"], ['null'], ['no phone'], [[]]])(
		'is absent in %j',
		(value) => {
			expect(readPhone(value)).toEqual(ABSENT);
		},
	);

	it.each<[unknown, string]>([
		['1.555E+10', WHY.cutPhone],
		['1,555e+10', WHY.cutPhone],
		['1E10', WHY.cutPhone],
		[1e20, WHY.cutPhone],
		[2 ** 53, WHY.cutPhone],
		...all(WHY.notPhone)(`
			call me | + | anna1@x.example | https://wa.example/1555`),
		[1.5, WHY.notPhone],
		[-555, WHY.notPhone],
		[NaN, WHY.notPhone],
		[true, WHY.notPhone],
		[{}, WHY.notPhone],
		['#ERROR!', WHY.spreadsheetError],
		[['+1', '+2'], WHY.several],
	])('is not made of %p', (value, why) => {
		expect(readPhone(value)).toEqual(refused(why));
	});
});
