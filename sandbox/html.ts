import type { FastifyReply, FastifyRequest } from 'fastify';

/** The template of the pages that show a stand-in: escaped text, one style, no scripts. */

/** Markup that is already escaped. */
export class Html {
	constructor(readonly markup: string) {}
}

type Part = Html | string | number | undefined | null | readonly Html[];

const ENTITIES: Readonly<Record<string, string>> = {
	'&': '&amp;',
	'<': '&lt;',
	'>': '&gt;',
	'"': '&quot;',
	"'": '&#39;',
};

function markupOf(part: Part): string {
	if (part instanceof Html) return part.markup;
	if (Array.isArray(part)) return part.map(({ markup }: Html) => markup).join('');
	return String(part ?? '').replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
}

/** Escapes every value that is not markup, so that text from a request can never become markup. */
export const markup = (texts: TemplateStringsArray, ...parts: readonly Part[]): Html =>
	new Html(texts.map((text, at) => text + (at < parts.length ? markupOf(parts[at]) : '')).join(''));

// Fixed columns and figures of one width: a reload moves nothing.
const STYLE = new Html(`<style>
:root{color-scheme:light dark;--text:#1f2328;--muted:#59636e;--page:#f6f8fa;--card:#fff;--line:#d1d9e0;--mark:#dafbe1;--good:#1a7f37;--bad:#c4232b;--chart:#0969da}
@media(prefers-color-scheme:dark){:root{--text:#e6edf3;--muted:#9198a1;--page:#0d1117;--card:#151b23;--line:#3d444d;--mark:#12361f;--good:#3fb950;--bad:#f85149;--chart:#4493f8}}
*{box-sizing:border-box}
html{scrollbar-gutter:stable}
body{font:14px/1.45 system-ui,sans-serif;margin:0 auto;max-width:110rem;padding:1.5rem;color:var(--text);background:var(--page)}
h1{font-size:1.35rem;margin:0 0 .25rem}h2{font-size:1.05rem;margin:0 0 .25rem}
p{color:var(--muted);max-width:60rem;margin:.25rem 0 .75rem}
.note{border-left:3px solid var(--chart);padding-left:.75rem}
.columns{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,36rem),1fr));gap:1.25rem;margin-top:1.25rem;align-items:start}
section>p:empty{display:none}section{background:var(--card);border:1px solid var(--line);border-radius:8px;padding:1rem;min-width:0}
.scroll{overflow-x:auto}
table{border-collapse:collapse;width:100%;min-width:34rem;table-layout:fixed;font-size:13px}
th,td{text-align:left;padding:.4rem .75rem .4rem 0;border-bottom:1px solid var(--line);vertical-align:top;overflow-wrap:anywhere}
td{white-space:pre-line}
th{color:var(--muted);font-weight:600;overflow-wrap:normal}
tr:last-child td{border-bottom:0}
td.number,th.number{font-variant-numeric:tabular-nums}
td small{color:var(--muted);font-size:12px}
.changed{background:var(--mark)}del{color:var(--muted)}ins{text-decoration:none;font-weight:600}
.delivered{color:var(--good)}.failed{color:var(--bad)}
svg{display:block;max-width:100%}polyline{fill:none;stroke:var(--chart);stroke-width:2}circle{fill:var(--chart)}line{stroke:var(--line)}
dl{display:flex;flex-wrap:wrap;gap:.5rem 2.5rem;margin:1rem 0 0}dt{color:var(--muted)}dd{margin:0;font-size:1.25rem;font-variant-numeric:tabular-nums}
@media(max-width:40rem){body{padding:.75rem}section{padding:.75rem}}
</style>`);

/** A whole page. It reloads itself every five seconds. */
export const page = (title: string, body: Html): string =>
	markup`<!doctype html>
		<html lang="en">
			<head>
				<meta charset="utf-8" />
				<meta name="viewport" content="width=device-width, initial-scale=1" />
				<meta http-equiv="refresh" content="5" />
				<link rel="icon" href="data:," />
				<title>${title}</title>
				${STYLE}
			</head>
			<body>
				<h1>${title}</h1>
				${body}
			</body>
		</html>`.markup;

export interface Column<Row> {
	readonly title: string;
	/** Share of the width in percent. */
	readonly width: number;
	readonly isNumber?: boolean;
	/** The whole `<td>`. */
	readonly cell: (row: Row) => Html;
}

export const cell = (content: Part, className = ''): Html =>
	className === '' ? markup`<td>${content}</td>` : markup`<td class="${className}">${content}</td>`;

/** A table that scrolls sideways where there is no room for it. */
export function table<Row>(columns: ReadonlyArray<Column<Row>>, rows: readonly Row[]): Html {
	const head = columns.map(
		({ title, width, isNumber }) =>
			markup`<th scope="col" class="${isNumber ? 'number' : ''}" style="width:${width}%">
				${title}
			</th>`,
	);
	const body = rows.map(
		(row) =>
			markup`<tr>
				${columns.map((column) => column.cell(row))}
			</tr>`,
	);
	return markup`<div class="scroll">
		<table>
			<thead>
				<tr>
					${head}
				</tr>
			</thead>
			<tbody>
				${body}
			</tbody>
		</table>
	</div>`;
}

/** A time in UTC, to the second: `2026-01-02 03:04:05`. */
export const shownTime = (iso: string): string => iso.slice(0, 19).replace('T', ' ');

const LOOPBACK = /^(?:localhost|127\.0\.0\.1|\[::1\])(?::\d+)?$/i;

/** A web page could reach a loopback port under a host name of its own. */
export const isLoopback = ({ host }: FastifyRequest): boolean => LOOPBACK.test(host);

/** The browser loads nothing but the page, and runs no script. */
export const sendPage = (reply: FastifyReply, markup: string): FastifyReply =>
	reply
		.type('text/html; charset=utf-8')
		.header(
			'Content-Security-Policy',
			"default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'none'",
		)
		.header('Cache-Control', 'no-store')
		.send(markup);
