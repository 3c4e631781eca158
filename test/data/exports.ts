/** What the files in examples/exports hold, read by eye. */

interface Export {
	/** The complete leads, in the order of the file. */
	readonly leads: ReturnType<typeof leads>;
	/** By the row as a spreadsheet counts it: why it is no lead. */
	readonly problems: Readonly<Record<number, string>>;
	/** By the row: the fields with a warning, and its text. */
	readonly warnings: Readonly<Record<number, Readonly<Record<string, string>>>>;
	/** How the hint begins that says how the file was read. */
	readonly hint: string;
}

const FIELDS = 'email name company phone industry revenue employees last_interaction'.split(' ');

/** Leads as text: the values of `FIELDS` in two lines for each, a dash where there is none. */
const leads = (text: string): ReadonlyArray<Readonly<Record<string, string | number>>> =>
	text
		.split(/\n(?=\t{3}\S)/)
		.slice(1)
		.map((lead) => {
			const values = lead.split('|').map((value) => value.trim());
			const entries = FIELDS.map((field, index) => [field, values[index] ?? '-'] as const);
			return Object.fromEntries(
				entries
					.filter(([, value]) => value !== '-')
					.map(([field, value]) => [
						field,
						/revenue|employees/.test(field) ? Number(value) : value,
					]),
			);
		});

const RANGE = 'left out: a range';
const OPEN = 'left out: an open range';
const CURRENCY = 'sent without its currency';
const MANGLED = 'left out: a range that a spreadsheet made a date';
const WEB_ADDRESS = 'left out: a web address, not a name';
const FIRST_OF_TWO = 'only the first of 2 addresses is sent';

export const EXPORTS: Readonly<Record<string, Export>> = {
	'hubspot-contacts.csv': {
		hint: 'Read 7 HubSpot contacts;',
		problems: { 7: 'no_email', 9: 'invalid_email' },
		warnings: { 4: { employees: RANGE }, 10: { company: WEB_ADDRESS, revenue: RANGE } },
		leads: leads(`
			amara.okafor@alder-freight.example | Amara Okafor | Alder Freight |
				+1 212-555-0142 | Logistics | 12500000 | 140 | 2025-11-12
			Jonas.Mueller@mueller-soehne.example | Jonas Müller | Müller & Söhne GmbH, Berlin |
				+49 172 9925904 | Manufacturing | 5000000 | 85 | 2025-10-30
			lucia.fernandez@coral-hotels.example | Lucía Fernández | Coral Hotels |
				+1 212-555-0117 | Hospitality | - | - | 2025-09-20
			priya@day-one.example | Priya | Day One |
				- | Computer Software | 0 | 1 | -
			haruto.sato@sakura-parts.example | Haruto 佐藤 | さくら部品株式会社 |
				+1 212-555-0163 | Manufacturing | 3400000 | 52 | 2025-11-19
			kofi.mensah@beacon-clinics.example | Kofi Mensah | Beacon Clinics |
				- | Hospital & Health Care | 7200000 | 1250 | 2025-11-17
			noor.haddad@lantern-academy.example | Noor Haddad | - |
				- | Education Management | - | 210 | 2025-10-09`),
	},
	'salesforce-report.csv': {
		hint: 'Read 7 Salesforce leads;',
		problems: { 7: 'no_email' },
		warnings: {
			2: { revenue: CURRENCY },
			3: { revenue: CURRENCY },
			5: { revenue: CURRENCY, employees: RANGE },
			6: { email: FIRST_OF_TWO, revenue: CURRENCY },
			8: { revenue: CURRENCY },
			9: { employees: OPEN },
		},
		leads: leads(`
			ruth.kamau@summit-couriers.example | Ruth Kamau | Summit Couriers |
				(212) 555-0104 | Transportation | 1200000 | 38 | 2025-11-18
			oliver.dubois@maple-credit.example | Oliver Dubois | Maple Credit Union |
				(212) 555-0110 | Banking | 950000000 | 12300 | 2025-11-03
			NAKAMURA@BAKERY.EXAMPLE | Nakamura | Nakamura Bakery |
				(212) 555-0121 | Food & Beverage | - | - | -
			zoe.papadopoulos@vega-labs.example | Zoë Papadopoulos | Vega Labs |
				+1 212 555 0133 ext. 4 | Technology | 4500000 | - | 2025-10-31
			malik.johnson@granite-homes.example | Malik Johnson | Granite Homes |
				- | Construction | 2340500.5 | 19 | 2025-08-14
			tomas.reyes@canyon-energy.example | Tomás Reyes | Canyon Energy, Inc. |
				(212) 555-0152 | Energy | 0 | 0 | 2025-05-28
			yara.costa@indigo-studios.example | Yara Costa | Indigo Studios |
				(212) 555-0160 | Media | - | - | 2025-11-13`),
	},
	'apollo-people.csv': {
		hint: 'Read 5 Apollo contacts;',
		problems: { 4: 'no_email', 5: 'placeholder_email', 9: 'invalid_email' },
		warnings: { 7: { revenue: RANGE } },
		leads: leads(`
			nikhil.gupta@cobalt-cloud.example | Nikhil Gupta | Cobalt Cloud, Inc. |
				+1 212-555-0101 | computer software | 45000000 | 1200 | 2025-11-03
			camille.moreau@birch-outfitters.example | Camille Moreau | Birch Outfitters |
				+33 6 39 98 12 34 | retail | 3000000 | 25 | 2024-02-01
			bogdan.petrov@ridge-industries.example | Bogdan Petrov | Ridge Industries |
				+1 212-555-0138 | machinery | 180000000 | 1000 | 2025-10-21
			thandiwe.ndlovu@saffron-hotels.example | Thandiwe Ndlovu | Saffron Hotels |
				+1 212-555-0144 | hospitality | - | 350 | 2025-09-12
			wei.chen@delta-freight.example | Wei Chen | Delta Freight |
				+1 212-555-0157 | logistics & supply chain | 1000000 | 0 | 2025-08-30`),
	},
	'zoominfo-contacts.csv': {
		hint: 'Read 7 ZoomInfo contacts;',
		problems: { 4: 'no_email' },
		warnings: { 6: { revenue: OPEN, employees: RANGE }, 7: { employees: MANGLED } },
		leads: leads(`
			daniela.vargas@juniper-apps.example | Daniela Vargas | Juniper Apps |
				(212) 555-0103 | Software | 12500000 | 64 | -
			marek.kowalski@timber-tools.example | Marek Kowalski | Timber Tools |
				(212) 555-0112 | Manufacturing | 248000000 | 1840 | -
			grace.osei@willow-care.example | Grace Osei | Willow Care |
				(212) 555-0193 | Hospitals & Physicians Clinics | 950000 | 12 | -
			arjun.singh@pebble-learning.example | Arjun Singh | Pebble Learning |
				(212) 555-0128 | Education | - | - | -
			astrid.lindqvist@fjord-fish.example | Astrid Lindqvist | The "Fjord" Fish Co. |
				(212) 555-0134 | Food & Beverage | 4600000 | - | -
			giulia.rossi@opal-media.example | Giulia Rossi | Opal Media |
				(212) 555-0141 | Media & Internet | 87250500 | 410 | -
			zainab.usman@harbor-builders.example | Zainab Usman | Harbor Builders |
				(212) 555-0196 | Construction | 0 | 7 | -`),
	},
	'spreadsheet.csv': {
		hint: 'Read 8 rows;',
		problems: { 5: 'no_email', 9: 'invalid_email' },
		warnings: {
			2: { revenue: CURRENCY },
			3: { revenue: CURRENCY },
			4: { revenue: CURRENCY, employees: MANGLED },
			7: {
				email: FIRST_OF_TWO,
				revenue: RANGE,
				employees: RANGE,
				last_interaction: 'left out: a year of two digits',
			},
			8: { company: WEB_ADDRESS, employees: OPEN },
			10: { revenue: CURRENCY },
			11: {
				phone: 'left out: a phone number that a spreadsheet cut',
				revenue: 'an approximate number, sent without its currency',
				employees: MANGLED,
			},
		},
		leads: leads(`
			katrin.brandt@moebel-brandt.example | Katrin Brandt | Möbel Brandt GmbH & Co. KG |
				+49 30 23125 011 | Einzelhandel | 1200000 | 1250 | 2025-11-14
			deniz@tischlerei-oez.example | Deniz Öz | Tischlerei Öz |
				0176 04069012 | Handwerk | 2500000 | 18 | 2025-06-03
			frauke.petersen@nordlicht-solar.example | Frauke Petersen | Nordlicht Solar AG |
				+49 30 23125 022 | Energie | 5000000 | - | 2025-04-03
			info@cafe-rosenthal.example | - | Café Rosenthal |
				- | Gastronomie | - | - | -
			heike.lang@spedition-lang.example | Prof. Dr. Heike Lang | Spedition Lang |
				+49 30 23125 044 / -045 | Logistik | - | - | -
			oemer@werkzeug-adler.example | Ömer Adler | - |
				+49 30 23125 055 | Großhandel | 1234 | - | 2025-10-02
			chloe.dubois@atelier-dubois.example | Chloé Dubois | Atelier Dubois |
				+33 1 99 00 12 77 | Design | 350000 | 4 | 2025-10-02
			lena.faber@weingut-faber.example | Lena Faber | Weingut Faber |
				- | Landwirtschaft | 900000 | - | 2025-10-16`),
	},
};
