import type { IDataObject } from 'n8n-workflow';

import { EVALUATE, compileMapping, compilePath } from '../../nodes/LeadsPredict/leads/fieldMapping';

const read = (expression: string, json: IDataObject): unknown => {
	const reader = compilePath(expression);
	return reader === undefined ? 'not compiled' : reader(json);
};

const ITEM = {
	name: 'Ann',
	'Work Email': 'ann@x.example',
	"it's": 'quoted',
	'a"b': 'double',
	'back\\slash': 'slash',
	'a]b': 'bracket',
	'a.b': 'dotted',
	zoë: 'accent',
	$id: 7,
	_x1: 'under',
	0: 'zero',
	zero: 0,
	no: false,
	blank: '',
	nothing: null,
	nan: NaN,
	list: ['first', { email: 'second' }],
	deep: { er: { value: 'deepest' } },
};

describe('a path', () => {
	it.each([
		['={{ $json.name }}', 'Ann'],
		['={{$json.name}}', 'Ann'],
		['={{   $json.name\n}}', 'Ann'],
		["={{ $json['Work Email'] }}", 'ann@x.example'],
		['={{ $json["Work Email"] }}', 'ann@x.example'],
		["={{ $json['it\\'s'] }}", 'quoted'],
		['={{ $json["a\\"b"] }}', 'double'],
		["={{ $json['back\\\\slash'] }}", 'slash'],
		['={{ $json["it\'s"] }}', 'quoted'],
		["={{ $json['a]b'] }}", 'bracket'],
		["={{ $json['a.b'] }}", 'dotted'],
		["={{ $json['zoë'] }}", 'accent'],
		['={{ $json.$id }}', 7],
		['={{ $json._x1 }}', 'under'],
		['={{ $json[0] }}', 'zero'],
		['={{ $json.list[0] }}', 'first'],
		['={{ $json.list[1].email }}', 'second'],
		["={{ $json.list['1'].email }}", 'second'],
		['={{ $json.list.length }}', 2],
		['={{ $json.name.length }}', 3],
		['={{ $json.name[1] }}', 'n'],
		['={{ $json.deep.er.value }}', 'deepest'],
		['={{ $json?.deep?.er?.["value"] }}', 'deepest'],
		['={{ $json.zero }}', 0],
		['={{ $json.no }}', false],
		['={{ $json.blank }}', ''],
		['={{ $json.nothing }}', null],
		['={{ $json.nan }}', NaN],
		['={{ $json.missing }}', undefined],
		['={{ $json.missing.deeper.still }}', undefined],
		['={{ $json.nothing.deeper }}', undefined],
		['={{ $json.list[9] }}', undefined],
		['={{ $json.zero.x }}', undefined],
	])('%s gives %p', (expression, value) => {
		expect(read(expression, ITEM)).toEqual(value);
	});

	it.each([
		['=Dr {{ $json.name }}', 'Dr Ann'],
		['={{ $json.name }}!', 'Ann!'],
		['=  {{ $json.name }} ', '  Ann '],
		['=<{{ $json.zero }}>', '<0>'],
		['=<{{ $json.no }}>', '<false>'],
		['=<{{ $json.nothing }}>', '<>'],
		['=<{{ $json.missing }}>', '<>'],
		['=<{{ $json.nan }}>', '<>'],
		['=\n{{ $json.name }}', '\nAnn'],
	])('%j becomes text when text surrounds it: %j', (expression, value) => {
		expect(read(expression, ITEM)).toBe(value);
	});

	it.each([
		['={{ $json.list }}'],
		['={{ $json.deep }}'],
		['={{ $json.deep.er }}'],
		['=all: {{ $json.list }}'],
		['={{ $json.name.trim }}'],
		['={{ $json.list.map }}'],
		['=all: {{ $json.list.map }}'],
	])('%s is left to n8n for an item without a plain value there', (expression) => {
		expect(read(expression, ITEM)).toBe(EVALUATE);
	});

	it.each([
		[{ when: new Date(0) }],
		[{ when: Object.create({ a: 1 }) }],
		[{ when: () => 'x' }],
		[{ when: Symbol('x') }],
		[Object.create({ when: 'inherited' })],
	])('is left to n8n for a value that is not JSON: %p', (json) => {
		expect(read('={{ $json.when }}', json)).toBe(EVALUATE);
		expect(read('=at {{ $json.when }}', json)).toBe(EVALUATE);
	});
});

describe('anything else', () => {
	it.each([
		'',
		'=',
		'={{ }}',
		'name',
		'{{ $json.name }}',
		' ={{ $json.name }}',
		'={{ $json }}',
		'={{ json.name }}',
		'={{ $jsonx.name }}',
		'={{ $JSON.name }}',
		'={{ $json .name }}',
		'={{ $json. name }}',
		'={{ $json..name }}',
		'={{ $json.name. }}',
		'={{ $json.1 }}',
		'={{ $json.zoë }}',
		'={{ $json[01] }}',
		'={{ $json[-1] }}',
		'={{ $json[1.5] }}',
		'={{ $json[1e3] }}',
		'={{ $json[9999999999] }}',
		'={{ $json[name] }}',
		'={{ $json[] }}',
		"={{ $json[ 'name' ] }}",
		"={{ $json['name }}",
		'={{ $json[\'name"] }}',
		'={{ $json[`name`] }}',
		"={{ $json['na\\u006de'] }}",
		"={{ $json['a{b'] }}",
		"={{ $json['a}}b'] }}",
		'={{ $json?["name"] }}',
		'={{ $json.name() }}',
		'={{ $json.name.trim() }}',
		'={{ $json.a + $json.b }}',
		'={{ $json.a ?? "" }}',
		'={{ $json.name; }}',
		'={{ $json.name // x }}',
		'={{ !$json.name }}',
		'={{ $json.a }}{{ $json.b }}',
		'={{ {a: $json.name} }}',
		'=C:\\ {{ $json.name }}',
		'=} {{ $json.name }}',
		"={{ $('Webhook').item.json.name }}",
		'={{ $node["A"].json.name }}',
		'={{ $input.item.json.name }}',
		'={{ $now }}',
		'={{ $json.__proto__ }}',
		"={{ $json['__proto__'].polluted }}",
		'={{ $json.constructor }}',
		"={{ $json['constructor'] }}",
		'={{ $json.a.toString }}',
		'={{ $json.hasOwnProperty }}',
		'={{ $json.prototype }}',
		'={{ $json.mainModule }}',
		'={{ $json.getPrototypeOf }}',
		'=. constructor {{ $json.name }}',
	])('is not compiled: %s', (expression) => {
		expect(compilePath(expression)).toBeUndefined();
	});
});

describe('a mapping', () => {
	const evaluated: Array<[string, number]> = [];
	const mapped = (leadFields: Record<string, unknown>) =>
		compileMapping(leadFields, (field, item) => {
			evaluated.push([field, item]);
			return 'evaluated';
		});
	beforeEach(() => evaluated.splice(0));

	it('reads a path without asking n8n', () => {
		const name = mapped({ name: '={{ $json.name }}' }).get('name');
		expect([name?.(0, ITEM), evaluated]).toEqual(['Ann', []]);
	});

	it('lets n8n evaluate other expressions, by field and item', () => {
		const mapping = mapped({ name: '={{ $json.deep }}', phone: '={{ 1 + 1 }}' });
		expect(mapping.get('name')?.(3, ITEM)).toBe('evaluated');
		expect(mapping.get('phone')?.(5, ITEM)).toBe('evaluated');
		expect(evaluated).toEqual([
			['name', 3],
			['phone', 5],
		]);
	});

	it.each([['Ann'], ['0'], [0], [false], [' '], ['{{ $json.name }}'], [' ={{ $json.name }}']])(
		'keeps the constant %p unchanged',
		(constant) => {
			expect(mapped({ name: constant }).get('name')?.(0, ITEM)).toBe(constant);
			expect(evaluated).toEqual([]);
		},
	);

	it.each([[''], [null], [undefined]])('maps nothing for a field that holds %p', (left) => {
		expect(mapped({ name: left }).size).toBe(0);
	});

	it('maps nothing for a field that LeadsPredict does not have', () => {
		expect(mapped({ ssn: '1', __proto__: '2', Email: '3' }).size).toBe(0);
	});
});
