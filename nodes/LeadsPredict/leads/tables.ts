import { own } from '../json';
import { addCandidate, putContactFirst, withoutThings } from './candidates';
import { evidenceMarks, isProven, recordOf } from './evidence';
import { fieldsFrom } from './fields';
import type { Columns, ReadColumns } from './headers/columns';
import type { ReadParts } from './parts';
import type { RecognizedItem } from './recognizedItem';
import { idText } from './shapes';
import type { Source, TableShape } from './source';
import { COLUMNS } from './sources';
import type { Position } from './wrappers';

/** Reads flat items: rows of a table or answers to a form. Finds the source of a row by its headers. */

interface CompiledTable {
	readonly source: string;
	readonly table: TableShape;
	/** The label of a row whose record type is not certain. */
	readonly labelUnproven?: string;
}

/** The tables of a run's sources. */
export interface Tables {
	readonly all: readonly CompiledTable[];
	/** The table of the chosen source, whose rows need no identifying header. */
	readonly usual: CompiledTable | undefined;
	/** Whether the user chose a source that has one type of record. */
	readonly choiceProves: boolean;
}

export function compileTables(
	sources: readonly Source[],
	chosen: Source | undefined,
	choiceProves: boolean,
): Tables {
	const all = sources.flatMap((source) =>
		(source.tables ?? []).map((table) => ({
			source: source.value,
			table,
			labelUnproven: recordOf(source),
		})),
	);
	return { all, usual: chosen && all[0], choiceProves };
}

/** All headers that identify a table. */
export const markedHeaders = ({ all }: Tables): ReadonlySet<string> =>
	new Set(
		all.flatMap(({ table: { marks = [], none = [], record, submitted } }) => [
			...marks.flat(),
			...none,
			...(record?.headers ?? []),
			...evidenceMarks(record?.provenBy),
			...(submitted === undefined ? [] : [submitted]),
		]),
	);

/** Readers for the headers of a row and for the values one level down. */
export interface RowReaders {
	readonly readColumns: ReadColumns;
	readonly readParts: ReadParts;
}

/** Reads a row of the table that its headers identify, otherwise by its headers alone. */
export function readRow(
	tables: Tables,
	json: object,
	{ path: from, isOfEvent = false }: Position,
	{ readColumns, readParts }: RowReaders,
): RecognizedItem {
	const columns = readColumns(json, { asks: false, from });
	const { source, table, labelUnproven = table.label } = tableOf(tables, json, columns);
	if (table.refuse !== undefined) {
		return { source, label: table.label, fields: {}, refusal: table.refuse };
	}
	const isForm = table.asks === true && !columns.asks;
	const record = isForm ? readColumns(json, { asks: true, from }) : columns;
	const { nested, leadspredictFields, marks } = record;
	const { candidates, refusal } = readParts(json, {
		candidates: isOfEvent ? withoutThings(record.candidates) : record.candidates,
		nested,
	});
	if (refusal !== undefined) return { source, label: table.label, fields: {}, refusal };
	const submitted = marks.get(table.submitted ?? '');
	if (submitted !== undefined) {
		addCandidate(
			candidates,
			{ role: 'last_interaction', rank: SUBMITTED },
			{
				value: own(json, submitted),
				from: from + submitted,
			},
		);
	}
	putContactFirst(candidates);
	const id = idIn(json, table, columns);
	const isProvenId = id !== undefined && proves(tables, table, columns);
	return {
		source,
		label: id === undefined || isProvenId ? table.label : labelUnproven,
		fields: fieldsFrom(candidates),
		...(table.record !== undefined && isProvenId && { record: { type: table.record.type, id } }),
		...(leadspredictFields !== undefined && { current: leadspredictFields }),
	};
}

/** The time of submission ranks after every answer for a last interaction. */
const SUBMITTED = 10_000;

/** Rows and forms of unknown sources. */
const ROW: CompiledTable = { source: COLUMNS, table: { label: 'row' } };
const FORM: CompiledTable = { source: COLUMNS, table: { label: 'form answer' } };

/** Finds the table by an ID that only one system has, then by headers that only one type of row has. */
function tableOf(tables: Tables, json: object, columns: Columns): CompiledTable {
	const { all, usual } = tables;
	const hasId = ({ table }: CompiledTable) =>
		proves(tables, table, columns) && idIn(json, table, columns) !== undefined;
	const has = (header: string) => columns.marks.has(header);
	const marked = all.filter(
		({ table: { marks, none } }) =>
			marks?.some((set) => set.every(has)) === true && none?.some(has) !== true,
	);
	return (
		all.find((known) => known.table.record?.tells === true && hasId(known)) ??
		marked.find(({ table }) => proves(tables, table, columns)) ??
		marked[0] ??
		(usual === undefined ? undefined : all.find(hasId)) ??
		usual ??
		(columns.asks ? FORM : ROW)
	);
}

const proves = ({ choiceProves }: Tables, { record }: TableShape, { marks }: Columns): boolean =>
	isProven(record?.provenBy, choiceProves, (header) => marks.has(header));

const idIn = (json: object, { record }: TableShape, { marks }: Columns): string | undefined =>
	(record?.headers ?? [])
		.map((header) => idText(own(json, marks.get(header) ?? '')))
		.find((id) => id !== undefined && record?.like.test(id) === true);
