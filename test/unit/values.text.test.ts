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
			Null | Na | NULL | True | Nan | X Æ A-12 | John Doe 3rd | J. | Mr. J. (Sample) | Person 150 |
			Nan Goldin | Jenny Null | nan goldin | jenny null | Na Li | Kit na Ayudhya | Nona Berg |
			Ida Nonenmacher | Ida B. | Ida Berg - Seller Ltd | Berg, Ida | Ida Berg, PhD | J - P Berg`),
	)('may be %p', (name) => {
		expect(readName(name)).toEqual(sent(name));
	});

	it.each(
		pairs(`
			Ida None → Ida | None Berg → Berg | undefined Berg → Berg | Ida undefined → Ida |
			N/A Berg → Berg | Ida N/A → Ida | Ida null → Ida | null Berg → Berg | nan Berg → Berg |
			Ida NaN → Ida | ida NaN → ida | ida undefined → ida | Ida none → Ida | Ida #N/A → Ida |
			Ida <null> → Ida | undefined 李 → 李 | nan 李 → 李 | Ida undefined Berg → Ida Berg |
			Berg, undefined → Berg | Ida - → Ida | . Berg → Berg | Ida null - → Ida |
			Null None → Null | Nan undefined → Nan | Dr. Ida (none) → Dr. Ida`),
	)('of %p is %p: the other part is missing', (given, name) => {
		expect(readName(given)).toEqual(sent(name));
	});

	it.each(
		list(`
			undefined undefined | null null | None None | nan nan | NaN NaN | N/A N/A | null undefined |
			None, None | - - | Unknown Unknown | undefined undefined undefined undefined undefined`),
	)('is absent in %p', (text) => {
		expect(readName(text)).toEqual(ABSENT);
	});

	it.each(
		list(`
			LEAD-00031 | INV-2024-001 | SO_12 | Order #1001 | # 1001 | ORD1001 |
			Ticket No. 12 | Order nr 7 | Deal: 31 | 2024-INV-001 | Bestellung Nr. 4711`),
	)('is not the number of a record, %s', (text) => {
		const { ok, why } = readName(text) as { ok: boolean; why?: string };
		expect([ok, why]).toEqual([false, text.startsWith('#') ? WHY.numberAsName : WHY.recordNumber]);
	});

	it.each<[unknown, string]>([
		[5, WHY.numberAsName],
		[NaN, WHY.numberAsName],
		...all(WHY.numberAsName)(`
			12345 | +1 555 010 | 2025-11-01 | ٤٥`),
		...all(WHY.titleWithYear)(`
			Renewal 2026 | Website redesign 2025`),
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

	it.each(
		list(
			`None Ltd | Null GmbH | Undefined Labs | LEAD-00031 | Studio null | Unknown Worlds | F-16`,
		),
	)('may be %p, whatever such a word means in a name', (name) => {
		expect(readCompany(name)).toEqual(sent(name));
	});

	it.each(list(`Null | NA | nil | TBD | undefined undefined | null null | None None | N/A - N/A`))(
		'is absent in %p',
		(word) => {
			expect(readCompany(word)).toEqual(ABSENT);
		},
	);
});

describe('an industry', () => {
	it.each(
		list(`
			COMPUTER_SOFTWARE | banking | Web 2.0 | B2B | 3D Printing | Santé & Bien-être | I/T |
			Retail, wholesale etc. | Manufacture of other fabricated metal products n.e.c. |
			Activities of head offices; management consultancy | Mfg. of machinery | Oil & Gas Co. |
			Manufacture of electricity distribution and control apparatus | Yahoo! | Wellness | Welding`),
	)('may be %p', (text) => {
		expect(readIndustry(text)).toEqual(sent(text));
	});

	it.each([[7], [541511], ['541511'], ['62.01'], ['J62'], ['J 62.01'], ['62-01']])(
		'is not the code %p',
		(code) => {
			expect(readIndustry(code)).toEqual(refused(WHY.code));
		},
	);

	it.each<[string, string]>([
		...all(WHY.sentence)(`
			We sell shoes to small shops | Selling shoes to small shops in Berlin. |
			Not sure what to say here! | What is meant by this? | Wir beraten Firmen |
			Makes shoes for shops. Also sells bags | Nous vendons des chaussures |
			Our focus is retail | 靴を売っています。`),
		...all(WHY.addressAsIndustry)(`
			https://x.example/industry | www.x.example | x.example | x.example/food | info@x.example`),
	])('is not %p', (text, why) => {
		expect(readIndustry(text)).toEqual(refused(why));
	});
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
			TEL: +1 5550 → +1 5550 | p:+15550107890 → +15550107890 | p:'+15550 → +15550 |
			٠٥٥ ١٢٣ → ٠٥٥ ١٢٣`),
		...list(`
			555-010-2233 ext. 5 | 555-010-2233x5 | 0221 / 123 45-67 | +49 (0)221/1234567 |
			(0049) 221.123.45.67 | ＋４９ ２２１ １２３４５６７ | +33 1 23 45 67 89 poste 12 | 12345 |
			Mobile: +49 170 1234567 | +49 170 1234567 (mobil) | 555-0101 (work) | 555 0101, ext 12 |
			Tel. (direct) 555 0101 | 03-1234-5678 内線 12 | 携帯 090-1234-5678 | 2025-11-0345 |
			20251103 | 1-800-FLOWERS | 1 800 GOT JUNK | (800) FLOWERS | 0800 REIMEX | 1300 RENTAL`).map(
			(phone): [string, string] => [phone, phone],
		),
		[15550104321, '15550104321'],
		[15550104321.0, '15550104321'],
		...pairs(`
			15550104321.0 → 15550104321 | 555.010.0 → 555.010.0`),
		[['+1 5550'], '+1 5550'],
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
			call me | + | anna1@x.example | https://wa.example/1555 | 0 | 555.0 | +1 555 |
			123456789012345678901 | Call after 5pm | after 17:00 | between 9 and 17 | 10:30 |
			09:00-17:30 | 2025-11-03 | 2025-11-03 10:00 | 2025-11-03T10:00:00Z | 03.11.2025 |
			3/11/2025 | 11/3/2025 10:30 | 5,000,000 | $50000 | 50000 EUR | 12345% | #10012 |
			LEAD-00031 | INV-2024-001 | Fax: 555 0101 | 555 0101 (fax) | 555-0101 or 555-0102 |
			+1 555 0101; +1 555 0102 | room 12345 | 2025-NOV-03 | ABC-800-FLOWERS | 1-800-flowers are us |
			AB12345 | v1.2.34567 | 12345 67890 (reseller)`),
		[0, WHY.notPhone],
		[1234, WHY.notPhone],
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
