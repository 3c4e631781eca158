import { stringify } from 'csv-stringify/sync';

import { LEAD_FIELDS } from '../../nodes/LeadsPredict/contract';
import type { LeadField } from '../../nodes/LeadsPredict/contract';
import { createRandom } from './random';

type Row = Readonly<Record<LeadField, string | number>>;

const GIVEN_NAMES =
	'Aaliyah Adaeze Aiko Alejandro Amara Anders Anika Arjun Beatriz Bogdan Camille Chidi Chloé Daniela Dmitri Ebru Elif Emeka Esther Farah Fatima Felix Freya Gabriel Giulia Grace Hamza Hana Henrik Ines Ingrid Isaac Jamal João Joyce Kamila Kenji Kofi Lars Leila Lucía Malik Marek Mei Miguel Minh Nadia Naomi Nikhil Noor Olga Oliver Pablo Priya Rafael Rosa Ruth Samira Sanjay Sofía Tariq Thandiwe Tomás Vera Wanjiru Wei Yara Yusuf Zainab Zoë'.split(
		' ',
	);

const FAMILY_NAMES =
	'Abebe Adeyemi Andersson Bakker Bauer Bianchi Chen Costa Dembélé Diallo Dubois Eriksen Fernández Fischer García Gupta Haddad Hansen Horvat Ibrahim Ivanova Jansen Johnson Kamau Khan Kim Kowalski Kumar Larsen Lefèvre Lindqvist Lopes Mahlangu Martin Mbeki Meyer Moreau Mwangi Nakamura Ndlovu Nguyen Novák Okafor Okeke Oliveira Osei Papadopoulos Patel Petrov Pham Popescu Reyes Rossi Saleh Santos Schmidt Silva Singh Suzuki Tanaka Torres Tran Usman Vargas Virtanen Wang Weber Yamamoto Yilmaz Zhang'.split(
		' ',
	);

const COMPANY_STEMS =
	'Alder Amber Anchor Aspen Atlas Aurora Beacon Birch Blue Canyon Cedar Cobalt Compass Copper Coral Crescent Delta Ember Falcon Fjord Garnet Granite Harbor Hazel Heron Indigo Iris Juniper Kestrel Lantern Larch Linden Lumen Maple Meadow Meridian Mosaic North Oak Onyx Opal Orchard Osprey Pebble Pine Prairie Quartz Ridge River Saffron Sage Sequoia Silver Slate Solstice Summit Tidal Timber Vega Willow'.split(
		' ',
	);

/** Names and typical sizes of companies by industry. */
const INDUSTRIES = [
	{ industry: 'Technology', suffixes: ['Labs', 'Systems', 'Cloud'], scale: 1 },
	{ industry: 'Software', suffixes: ['Software', 'Apps', 'Works'], scale: 0.8 },
	{ industry: 'Finance', suffixes: ['Capital', 'Credit Union', 'Partners'], scale: 2 },
	{ industry: 'Healthcare', suffixes: ['Health', 'Clinics', 'Care'], scale: 1.5 },
	{ industry: 'Manufacturing', suffixes: ['Tools', 'Industries', 'Works'], scale: 2 },
	{ industry: 'Logistics', suffixes: ['Freight', 'Logistics', 'Couriers'], scale: 1.2 },
	{ industry: 'Retail', suffixes: ['Market', 'Outfitters', 'Goods'], scale: 0.7 },
	{ industry: 'Education', suffixes: ['Academy', 'Learning', 'College'], scale: 0.4 },
	{ industry: 'Hospitality', suffixes: ['Hotels', 'Kitchen', 'Inns'], scale: 0.5 },
	{ industry: 'Construction', suffixes: ['Builders', 'Roofing', 'Homes'], scale: 0.9 },
	{ industry: 'Energy', suffixes: ['Energy', 'Solar', 'Power'], scale: 1.8 },
	{ industry: 'Media', suffixes: ['Press', 'Studios', 'Media'], scale: 0.5 },
] as const;

/** Phone numbers that regulators reserve for fiction; the two digits vary. */
const FICTIONAL_PHONES: ReadonlyArray<(digits: string) => string> = [
	(digits) => `+1 212 555 01${digits}`,
	(digits) => `+44 20 7946 00${digits}`,
	(digits) => `+33 1 99 00 12 ${digits}`,
	(digits) => `+49 30 23125 0${digits}`,
];

const HOUR = 3_600_000;
const LAST_DAY = Date.UTC(2025, 10, 21);

/** Part of an address: lower-case ASCII letters and digits, joined by dots or hyphens. */
const inAddress = (text: string, joint: string): string =>
	text
		.normalize('NFD')
		.replace(/[^\p{Letter}\p{Number} -]/gu, '')
		.toLowerCase()
		.trim()
		.replace(/[ -]+/g, joint);

/** Valid leads whose CSV form is unusual. */
const UNUSUAL: ReadonlyArray<Partial<Row> & Pick<Row, 'email'>> = [
	{
		email: 'aoife.obrien@rook-and-daughters.example',
		name: "Aoife O'Brien, PhD",
		company: 'Rook & Daughters, Ltd.',
	},
	{
		email: 'jonas.mueller@mueller-soehne.example',
		name: 'Jonas Müller',
		company: 'Müller & Söhne GmbH',
	},
	{ email: 'astrid.berg@fjord-fish.example', name: 'Astrid Berg', company: 'The "Fjord" Fish Co.' },
	{ email: 'haruto.sato@sakura-parts.example', name: '佐藤 陽翔', company: 'さくら部品株式会社' },
	{ email: 'info@quiet-garage.example', name: '', company: '', phone: '', industry: '' },
	{
		email: 'new.founder@day-one.example',
		name: 'Selam Tesfaye',
		company: 'Day One',
		revenue: 0,
		employees: 0,
		engagement_score: 0,
	},
	{ email: 'only.address@unknown.example', name: '', company: '', phone: '', industry: '' },
	{
		email: 'max.interest@top-of-list.example',
		name: 'Imani Brooks-Delacroix',
		company: 'Top of List Technologies International',
		industry: 'Technology',
		revenue: 48_000_000,
		employees: 620,
		engagement_score: 100,
	},
];

/** Rows with only an address. */
const BLANK_NUMBERS = new Set(['info@quiet-garage.example', 'only.address@unknown.example']);

/** Made-up people and companies; the same for the same seed. */
export function madeUpLeads(count: number, seed = 250): Row[] {
	const random = createRandom(seed);
	const pick = <T>(list: readonly [T, ...T[]] | readonly T[]): T => {
		const chosen = list[Math.floor(random() * list.length)];
		if (chosen === undefined) throw new Error('Nothing to choose from');
		return chosen;
	};
	const rounded = (value: number, digits: number): number => Number(value.toPrecision(digits));
	const addresses = new Set(UNUSUAL.map(({ email }) => String(email)));

	const ordinary = (): Row => {
		for (;;) {
			const given = pick(GIVEN_NAMES);
			const family = pick(FAMILY_NAMES);
			const trade = pick(INDUSTRIES);
			const company = `${pick(COMPANY_STEMS)} ${pick(trade.suffixes)}`;
			const employees = Math.max(1, Math.round(trade.scale * 3 * 150 ** random()));
			const revenue = employees * (40_000 + 160_000 * random());
			// Few people are very interested, and most are a little.
			const engagement = Math.min(100, Math.round(100 * random() ** 1.3));
			const day = new Date(LAST_DAY - Math.floor(random() * 300 * 24) * HOUR);
			const email = `${inAddress(given, '.')}.${inAddress(family, '.')}@${inAddress(company, '-')}.example`;
			const row: Row = {
				email,
				name: `${given} ${family}`,
				company,
				phone:
					random() < 0.12 ? '' : pick(FICTIONAL_PHONES)(String(Math.floor(10 + 90 * random()))),
				industry: trade.industry,
				revenue: random() < 0.06 ? '' : rounded(revenue, 3),
				employees,
				engagement_score: engagement,
				last_interaction: random() < 0.05 ? '' : day.toISOString().slice(0, 10),
			};
			if (addresses.has(email)) continue;
			addresses.add(email);
			return row;
		}
	};

	const rows = Array.from({ length: Math.max(0, count - UNUSUAL.length) }, ordinary);
	const spacing = Math.floor(count / UNUSUAL.length);
	UNUSUAL.forEach((unusual, index) => {
		const blank = BLANK_NUMBERS.has(String(unusual.email));
		const filler = blank
			? { revenue: '', employees: '', engagement_score: '', last_interaction: '' }
			: {};
		rows.splice(index * spacing + 3, 0, { ...ordinary(), ...filler, ...unusual });
	});
	return rows.slice(0, count);
}

/** CSV with LeadsPredict's field names as header. */
export function asCsv(rows: readonly Row[]): string {
	return stringify([...rows], { header: true, columns: LEAD_FIELDS.map(({ name }) => name) });
}
