/** Month and weekday names in seven languages, in lower case without accents. */

const MONTH_WORDS: readonly string[] = [
	'january jan januar jaenner janner janvier janv enero ene gennaio gen janeiro januari',
	'february feb februar fevrier fevr fev febrero febbraio febr fevereiro februari',
	'march mar marz maerz mrz mars marzo marco maart mrt',
	'april apr avril avr abril abr aprile',
	'may mai mayo maggio mag maio mei',
	'june jun juni juin junio giugno giu junho',
	'july jul juli juillet juil julio luglio lug julho',
	'august aug aout agosto ago augustus',
	'september sep sept septembre septiembre setiembre settembre sett set setembro',
	'october oct oktober okt octobre octubre ottobre ott outubro out',
	'november nov novembre noviembre novembro',
	'december dec dezember dez decembre diciembre dic dicembre dezembro',
];

/** The number of a month by its name or abbreviation. */
export const MONTHS: ReadonlyMap<string, number> = new Map(
	MONTH_WORDS.flatMap((words, index) =>
		words.split(' ').map((word): [string, number] => [word, index + 1]),
	),
);

/** French "mar" is both Tuesday and short for March. */
export const WEEKDAYS: ReadonlySet<string> = new Set(
	[
		'monday tuesday wednesday thursday friday saturday sunday',
		'mon tue tues wed weds thu thur thurs fri sat sun',
		'montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag mo di mi do fr sa so',
		'lundi mardi mercredi jeudi vendredi samedi dimanche lun mar mer jeu ven sam dim',
		'lunes martes miercoles jueves viernes sabado domingo mie jue vie sab dom',
		'lunedi martedi mercoledi giovedi venerdi sabato domenica gio',
		'segunda terca quarta quinta sexta feira seg ter qua qui sex',
		'maandag dinsdag woensdag donderdag vrijdag zaterdag zondag ma wo vr za zo',
	].flatMap((words) => words.split(' ')),
);
