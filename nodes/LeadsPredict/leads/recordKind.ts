import { isObject, own } from '../json';
import { cached } from './cached';
import { meaningOf } from './headers/labels';
import { plainWords, squash } from './headers/plainWords';
import { isNameInAddress } from './names';
import type { RecognizedItem } from './recognizedItem';
import { wordList } from './wordList';

/**
 * Detects by its keys that a record is an order, a deal or a tracked event. Its revenue is a price
 * then, not the yearly revenue of the lead's company, and its name may not be a person's.
 */

/** Words for a possible sale, whose name is a title. */
const DEALS = wordList('deal, opportunity, opp');

/** Words for sales, made or possible. */
const SALES = wordList(`
	order, deal, opportunity, opp, invoice, transaction, payment, purchase, subscription, checkout,
	cart, charge, quote, receipt, refund, bestell, bestellung, bestellungs, auftrag, auftrags,
	rechnung, rechnungs, commande, facture, pedido, factura, fatura, ordine, fattura, bestelling,
	bestel, factuur, ordre, faktura, zamówienia, заказа, 注文, 請求, 订单, 訂單, 주문`);

/** With one of the words above, these make a key of the sale itself: "Order No". */
const ITS_OWN = wordList(`
	id, no, nr, num, number, nummer, key, name, stage, numéro, número, numero, numer, номер, 番号,
	号, 编号, 編號, 번호`);

/** Keys of a shop's customer. Their revenue is what they spent. */
const ORDERS = wordList(`
	orders, purchases, bestellungen, einkäufe, commandes, achats, pedidos, compras, ordini, acquisti, bestellingen,
	zamówienia, заказы`);
const COUNTED = wordList('total, number of, no of, nr of, nb, anzahl, nombre, número, aantal');

const anyOf = (words: readonly string[]): string => `(?:${words.map(squash).join('|')})`;

/** Matched against squashed keys. */
const OF_A_SALE = new RegExp(
	`^(?:${[
		`${anyOf(SALES)}(?:de|di|do)?${anyOf(ITS_OWN)}`,
		`${anyOf(ITS_OWN)}(?:de|di|do)?${anyOf(SALES)}`,
		'lineitems|purchaseunits|(?:sub|grand|order|cart|invoice)total(?:price)?|total(?:price|tax|discounts|paid)',
	].join('|')})$`,
	'u',
);

const OF_A_SHOPPER = new RegExp(
	`^(?:${anyOf(COUNTED)}(?:de)?)?${anyOf(ORDERS)}(?:count|total)?$`,
	'u',
);

/** Keys of a lead. */
const OF_A_LEAD = /^(?:lead|lifecycle)(?=.)/;

const OF_A_DEAL = new RegExp(`^${anyOf(DEALS)}${anyOf(ITS_OWN)}$`, 'u');

type Mark =
	| 'amount'
	| 'company'
	| 'currency'
	| 'deal'
	| 'event'
	| 'lead'
	| 'name'
	| 'properties'
	| 'sale'
	| 'shopper'
	| 'stage'
	| 'type';

/** Keys that count together with another key or by their value. */
const KEYS: Readonly<Partial<Record<Mark, string>>> = {
	amount: 'amount, total, total amount, price, betrag, montant, importe',
	currency: 'currency, currency code, currency iso code, währung, devise, moneda',
	name: 'name, display name',
	stage: 'stage, stage name, pipeline, pipeline id, close date',
	event: 'event, event name, event type',
	properties: 'properties, event properties, params, custom data',
	type: 'type, kind, topic, object, action, entity type, record type, contact type, customer type, company type',
	company: 'is company, is a company, is organization, is organisation',
};

const MARKS: ReadonlyMap<string, Mark> = new Map(
	(Object.entries(KEYS) as Array<[Mark, string]>).flatMap(([mark, keys]) =>
		wordList(keys).map((key) => [squash(key), mark] as const),
	),
);

function markOf(key: string): Mark | undefined {
	const squashed = squash(key);
	if (OF_A_DEAL.test(squashed)) return 'deal';
	const mark = MARKS.get(squashed);
	if (mark !== undefined) return mark;
	if (OF_A_SALE.test(squashed)) return 'sale';
	if (OF_A_SHOPPER.test(squashed)) return 'shopper';
	return OF_A_LEAD.test(squashed) ? 'lead' : undefined;
}

const SALES_WORDS: ReadonlySet<string> = new Set(
	SALES.flatMap((word) => [word, `${word.replace(/y$/, 'ie')}s`]),
);

/** "Order Completed", "checkout.session.completed" */
const namesSale = (text: string): boolean =>
	plainWords(text)
		.split(' ')
		.some((word) => SALES_WORDS.has(word));

const namesCompany = (text: string): boolean => meaningOf(text)?.role === 'company';

/** A longer text is not a name. */
const MAX_NAME = 100;

const isTrue = (value: unknown): boolean =>
	value === true || value === 1 || /^(?:true|yes|1)$/i.test(String(value));

/** Sets of marks that identify an order, a deal, an invoice or similar, or a tracked event. */
const OF_SALES: ReadonlyArray<readonly Mark[]> = [
	['sale'],
	['deal'],
	['amount', 'currency'],
	['amount', 'stage'],
	['event', 'properties'],
];

/** Sets of marks that identify a deal. */
const OF_DEALS: ReadonlyArray<readonly Mark[]> = [['deal'], ['amount', 'stage']];

const isOf = (kinds: typeof OF_SALES, marks: ReadonlySet<Mark>): boolean =>
	kinds.some((all) => all.every((mark) => marks.has(mark)));

/** Reads the marks of a record from its keys and values. */
function marksReader(markOfKey: (key: string) => Mark | undefined): (json: object) => Set<Mark> {
	const marksOfText = cached((text): readonly Mark[] => [
		...(namesSale(text) ? ['sale' as const] : []),
		...(namesCompany(text) ? ['company' as const] : []),
	]);
	return (json) => {
		const marks = new Set<Mark>();
		for (const key of Object.keys(json)) {
			const mark = markOfKey(key);
			if (mark === undefined) continue;
			const value = own(json, key);
			if (mark === 'properties' ? !isObject(value) : mark === 'company' && !isTrue(value)) continue;
			marks.add(mark);
			if (typeof value !== 'string' || value.length > MAX_NAME) continue;
			if (mark === 'type' || mark === 'event') {
				for (const named of marksOfText(value)) marks.add(named);
			}
		}
		return marks;
	};
}

/** Compiles, once for a run, the check whether a record is of a sale. */
export function saleReader(): (json: object) => boolean {
	const marksOf = marksReader(cached(markOf));
	return (json) => isOf(OF_SALES, marksOf(json));
}

/**
 * Compiles, once for a run, a function that corrects an item by the kind of its record: it drops the
 * revenue of a sale and the title of a deal, and reads the name of a company as the company.
 */
export function byKind(): (item: RecognizedItem, json: object, path: string) => RecognizedItem {
	const markOfKey = cached(markOf);
	const marksOf = marksReader(markOfKey);
	return (item, json, path) => {
		const { revenue, name } = item.fields;
		const amounts = revenue === undefined ? [] : [revenue, ...(revenue.others ?? [])];
		const nameKey = name?.from.slice(path.length) ?? '';
		const isBareName =
			Object.hasOwn(json, nameKey) && (name?.ofThings === true || markOfKey(nameKey) === 'name');
		if (!isBareName && !amounts.some(({ ofThings }) => ofThings)) return item;
		const marks = marksOf(json);
		const fields = { ...item.fields };
		const isShopper = marks.has('shopper') && !marks.has('lead');
		if (isShopper || isOf(OF_SALES, marks)) {
			delete fields.revenue;
			const [best, ...others] = amounts.filter(({ ofThings }) => ofThings === undefined);
			if (best !== undefined) fields.revenue = { ...best, others };
		}
		if (marks.has('company') && isBareName && name !== undefined) {
			delete fields.name;
			fields.company = name;
		}
		const isTitle = isBareName && isOf(OF_DEALS, marks);
		if (isTitle && name !== undefined && !isNameInAddress(name, fields.email)) delete fields.name;
		return { ...item, fields };
	};
}
