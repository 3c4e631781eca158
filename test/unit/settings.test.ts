import type { IExecuteFunctions } from 'n8n-workflow';

import { optionsCollection } from '../../nodes/LeadsPredict/actions/optionsCollection';
import {
	booleanOption,
	multiOptionsSetting,
	numberSetting,
	optionsSetting,
	readOptions,
	readSetting,
	stringSetting,
} from '../../nodes/LeadsPredict/actions/settings';
import type { Setting } from '../../nodes/LeadsPredict/actions/settings';

const strict = booleanOption({
	displayName: 'Strict',
	name: 'strict',
	type: 'boolean',
	default: true,
});
const size = numberSetting({
	displayName: 'Size',
	name: 'size',
	type: 'number',
	typeOptions: { minValue: 1, maxValue: 1000, numberPrecision: 0 },
	default: 100,
});
const days = numberSetting(
	{
		displayName: 'Days',
		name: 'days',
		type: 'number',
		typeOptions: { minValue: 0 },
		default: 7,
	},
	0,
);
const offset = numberSetting({
	displayName: 'Offset',
	name: 'offset',
	type: 'number',
	default: 0,
});
const mode = optionsSetting({
	displayName: 'Mode',
	name: 'mode',
	type: 'options',
	options: [
		{ name: 'Fast', value: 'fast' },
		{ name: 'Slow', value: 'slow' },
		{ name: 'Off', value: 'off' },
	],
	default: 'fast',
});
const letters = multiOptionsSetting({
	displayName: 'Letters',
	name: 'letters',
	type: 'multiOptions',
	options: [
		{ name: 'A', value: 'a' },
		{ name: 'B', value: 'b' },
	],
	default: ['a'],
});
const long = optionsSetting({
	displayName: 'Long',
	name: 'long',
	type: 'options',
	options: [...'abcdefghi'].map((value) => ({ name: value, value })),
	default: 'a',
});
const address = stringSetting({
	displayName: 'Address',
	name: 'address',
	type: 'string',
	required: true,
	default: '',
});
const note = stringSetting({ displayName: 'Note', name: 'note', type: 'string', default: '' });

/** A node with these parameters; what an expression gives for each item is told apart. */
function nodeWith(parameters: Record<string, unknown>, perItem: Record<string, unknown[]> = {}) {
	const asked: number[] = [];
	const node = {
		getNode: () => ({ name: 'LeadsPredict', type: 'leadsPredict' }),
		getNodeParameter: (
			name: string,
			item: number,
			fallback: unknown,
			{ rawExpressions = false } = {},
		) => {
			if (!rawExpressions) asked.push(item);
			const given = name in parameters ? parameters[name] : fallback;
			return rawExpressions ? given : (perItem[name]?.[item] ?? given);
		},
	} as unknown as IExecuteFunctions;
	return { node, asked };
}

const read = <Value>(setting: Setting<Value>, given: unknown): Value =>
	readSetting(nodeWith({ [setting.property.name]: given }).node, setting, 1);

describe('a setting', () => {
	it.each<[Setting<unknown>, unknown, unknown]>([
		[strict, false, false],
		[size, 1, 1],
		[size, 1000, 1000],
		[size, ' 20 ', 20],
		[days, 0.5, 0.5],
		[offset, -3, -3],
		[mode, 'slow', 'slow'],
		[letters, [], []],
		[letters, ['b', 'a'], ['b', 'a']],
		[letters, 'b', ['b']],
		[address, ' x ', 'x'],
		[note, '', ''],
	])('is read by its declaration (%#)', (setting, given, value) => {
		expect(read(setting, given)).toEqual(value);
	});

	it.each<[string, Setting<unknown>, unknown[]]>([
		['Strict must be on or off', strict, ['true', 1, null, undefined]],
		[
			'Size must be a whole number from 1 to 1,000',
			size,
			[0, 1001, 2.5, 'many', '', ' ', true, null, undefined, NaN, [5]],
		],
		['Days must be a number, 0 or more', days, [-1, '-1', Infinity, 'Infinity']],
		['Offset must be a number', offset, ['x', {}, -Infinity]],
		['Mode must be fast, slow or off', mode, ['Fast', '', 0, undefined, ['fast']]],
		['Letters can hold a and b and nothing else', letters, [['c'], ['a', 'c'], 7, undefined]],
		['Long must be one of the options in its list', long, ['z']],
		['Address is empty', address, ['', '  ', undefined, 7]],
		['Note must be a text', note, [7, null]],
	])('refuses invalid values: %s', (message, setting, values) => {
		for (const given of values) {
			// undefined stands for an expression that gives nothing.
			const { node } = nodeWith({ [setting.property.name]: given });
			expect(() => readSetting(node, setting, 1)).toThrow(
				expect.objectContaining({
					message,
					description: `Correct it under ${setting.property.displayName}. Nothing was sent`,
				}),
			);
		}
	});

	it('has its default when a workflow lacks it', () => {
		expect(readSetting(nodeWith({}).node, mode, 1)).toBe('fast');
	});

	it('must be the same for all items when it is an expression', () => {
		const raw = { size: '={{ $json.size }}' };
		const same = nodeWith(raw, { size: [5, 5, 5] });
		expect(readSetting(same.node, size, 3)).toBe(5);
		const { node } = nodeWith(raw, { size: [5, 5, 6] });
		expect(() => readSetting(node, size, 3)).toThrow(
			expect.objectContaining({
				message: 'Size differs between items',
				context: expect.objectContaining({ itemIndex: 2 }),
			}),
		);
	});

	it.each(['5', "={{ $('Set').first().json.size }}"])('is read once for all items: %s', (raw) => {
		const { node, asked } = nodeWith({ size: raw }, { size: [5, 5, 5] });
		expect(readSetting(node, size, 3)).toBe(5);
		expect(asked).toEqual([0]);
	});
});

describe('Options', () => {
	const settings = { strict, size, days, letters };
	const readGiven = (options: unknown) => readOptions(nodeWith({ options }).node, settings, 1);

	it('use whenAbsent for an option that was not added, which may differ from its default', () => {
		const untouched = { strict: false, size: 100, days: 0, letters: ['a'] };
		expect(readGiven({})).toEqual(untouched);
		expect(readOptions(nodeWith({}).node, settings, 1)).toEqual(untouched);
		expect(days.property.default).toBe(7);
	});

	it('are read by their declarations, and others are ignored', () => {
		expect(readGiven({ days: '7', strict: false, other: 1 })).toEqual({
			strict: false,
			size: 100,
			days: 7,
			letters: ['a'],
		});
	});

	it.each([
		[{ size: 0 }, 'Size must be a whole number from 1 to 1,000'],
		['all', 'Options has a value that it cannot have'],
		[[], 'Options has a value that it cannot have'],
	])('refuse %j', (options, message) => {
		expect(() => readGiven(options)).toThrow(
			expect.objectContaining({
				message,
				description: 'Correct it under Options. Nothing was sent',
			}),
		);
	});

	it('become n8n properties in alphabetical order', () => {
		expect(optionsCollection(settings).options).toEqual([
			days.property,
			letters.property,
			size.property,
			strict.property,
		]);
		for (const { property } of Object.values(settings)) {
			expect(property).not.toHaveProperty('whenAbsent');
		}
	});
});
