import { wordList } from '../wordList';
import { withoutAccents } from './characters';

/** The meaning of one or several words in an amount. */
export type Meaning = Unit | { readonly is: Role };

export interface Unit {
	readonly is: 'unit';
	readonly factor: number;
	/** Whether its language has decimal commas, so that "1,234 Mrd" can be 1.234. */
	readonly isOfCommaDecimals: boolean;
	/** Whether it includes the currency, as KEUR does. */
	readonly isOfMoney: boolean;
}

const ROLES = [
	...(['unclearUnit', 'currency', 'people', 'about', 'filler'] as const),
	...(['to', 'and', 'between', 'more', 'less'] as const),
];
export type Role = (typeof ROLES)[number];

/** Units of languages without decimal commas. Commas separate the phrases. */
const POINT_UNITS: ReadonlyArray<readonly [factor: number, words: string]> = [
	[1e3, 'k, thousand, thousands'],
	[1e5, 'lakh, lakhs, lac, lacs'],
	[1e6, 'm, mm, mn, mill, million, millions'],
	[1e7, 'cr, crore, crores'],
	[1e9, 'b, bn, billion, billions'],
	[1e12, 'trillion, trillions, lakh crore, lakh crores'],
	[1e3, '千, 천'],
	[1e4, '万, 萬, 만'],
	[1e6, '百万, 백만'],
	[1e8, '億, 亿, 억'],
	[1e12, '兆, 조'],
];

const COMMA_UNITS: typeof POINT_UNITS = [
	[1e3, 'tsd, tausend, mille, mila, duizend, tys, тыс'],
	[1e6, 'mio, mln, millionen, millon, millones, milhao, milhoes, milione, milioni, miljoen'],
	[1e6, 'млн'],
	[1e9, 'mrd, mrds, mia, md, mds, mld, milliard, milliards, milliarde, milliarden, miljard'],
	[1e9, 'miliardo, miliardi, bilhao, bilhoes, mil millones, mil milhoes, млрд'],
];

const CURRENCIES = 'eur, usd, gbp, chf, sek, nok, dkk, pln, czk, huf, inr, cad, aud, jpy, brl';

const WORDS: Readonly<Record<Role, string>> = {
	/** "5 mil" is five million in ZoomInfo and five thousand in Spanish and Portuguese. */
	unclearUnit: 'mil, mils',

	currency: `${CURRENCIES}, nzd, sgd, hkd, cny, rmb, krw, mxn, zar, try, ron, rub, aed, sar, ils,
		euro, euros, d'euros, d'euro, dollar, dollars, us dollar, us dollars, dollars us, pound, pounds,
		sterling, pounds sterling, rupee, rupees, rs, franc, francs, franken, sfr, fr, kr, kronor,
		kroner, kronen, zł, zl, kc, yen, yuan, real, reais, peso, pesos, dolares, dolar, dollari, dollaro,
		livres, руб, 円, 元, 원, 日元, 美元`,

	people: `employee, employees, people, person, persons, staff, staff members, fte, ftes, headcount,
		head count, workers, members, team members, full-time employees, emp, emps,
		mitarbeiter, mitarbeitende, mitarbeiterinnen, beschaftigte, angestellte, personen, ma,
		salaries, salarie, employes, employe, personnes, collaborateurs, d'employes,
		empleados, empleado, trabajadores, personas, dipendenti, dipendente, addetti, persone,
		funcionarios, colaboradores, empregados, pessoas, medewerkers, werknemers,
		pracownikow, anstallda, ansatte, сотрудников, 人, 名, 명`,

	about: `about, approx, approximately, around, circa, ca, roughly, est, estimated, nearly,
		etwa, rund, ungefahr, environ, autour de, unos, aprox, aproximadamente, alrededor de,
		cerca de, ongeveer, 約, 约, 약`,

	filler: `in, of, de, des, von, der, da, dal, du, del, van, the, a year, per year, per annum, yearly,
		annual, annually, year, pro jahr, im jahr, jahrlich, par an, al ano, por ano, all'anno, per jaar,
		anual, annuel, annuo, revenue, revenues, annual revenue, turnover, sales, arr, umsatz,
		jahresumsatz, chiffre d'affaires, facturacion, ventas, fatturato, faturamento, omzet`,

	to: 'to, bis, a, hasta, ate, tot, through, до',
	and: 'and, und, et, y, e, en, &',
	between: 'between, zwischen, entre, tra, fra, tussen',

	more: `more than, over, above, at least, min, minimum, from, starting at, greater than,
		upwards of, no less than, more, and above, and more, and up, and over, or more, or above, or over,
		plus, mehr als, uber, ab, mindestens, oder mehr, und mehr, plus de, au moins, a partir de,
		et plus, ou plus, mas de, desde, al menos, por lo menos, o mas, y mas, oltre, piu di, almeno,
		e oltre, o piu, e piu, mais de, acima de, pelo menos, ou mais, e mais, meer dan, vanaf,
		minstens, of meer, en meer, 以上, 名以上, 人以上, 이상`,

	less: `less than, fewer than, under, below, up to, max, maximum, at most, no more than, less,
		or less, or fewer, and below, and under, or below, weniger als, unter, bis zu, hochstens,
		maximal, oder weniger, moins de, jusqu'a, au plus, ou moins, menos de, o menos, meno di,
		fino a, o meno, abaixo de, ou menos, minder dan, of minder, maximaal, hoogstens, 以下, 名以下, 人以下, 未満, 이하`,
};

const split = (words: string): string[] => wordList(words).map(withoutAccents);

const entries = <M extends Meaning>(words: string, meaning: M): Array<readonly [string, M]> =>
	split(words).map((word) => [word, meaning]);

const unit = (factor: number, isOfCommaDecimals: boolean, isOfMoney = false): Unit => ({
	is: 'unit',
	factor,
	isOfCommaDecimals,
	isOfMoney,
});

const UNITS = [
	...POINT_UNITS.flatMap(([factor, words]) => entries(words, unit(factor, false))),
	...COMMA_UNITS.flatMap(([factor, words]) => entries(words, unit(factor, true))),
];

/** k€ is k and €, but KEUR, MUSD, mkr and 億円 are one word each. */
const BEFORE_A_CODE: ReadonlySet<string> = new Set('k m mn mm mio bn md mrd'.split(' '));
const IDEOGRAPH = /\p{Lo}/u;

function withCurrency([word, meaning]: readonly [string, Unit]): Array<readonly [string, Unit]> {
	const signs = IDEOGRAPH.test(word) ? '円, 元, 원' : `${CURRENCIES}, kr`;
	const isJoined = IDEOGRAPH.test(word) || BEFORE_A_CODE.has(word);
	return isJoined
		? split(signs).map((sign) => [word + sign, { ...meaning, isOfMoney: true }] as const)
		: [];
}

/** Meanings by one to three words, in lower case without accents. */
export const MEANINGS: ReadonlyMap<string, Meaning> = new Map<string, Meaning>([
	...UNITS,
	...UNITS.flatMap(withCurrency),
	...entries('teur, tusd, tchf, t€', unit(1e3, true, true)),
	...ROLES.flatMap((is) => entries(WORDS[is], { is })),
]);
