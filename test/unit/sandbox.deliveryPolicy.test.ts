import { judge } from '../../sandbox/deliveryPolicy';
import type { DeliveryPolicy } from '../../sandbox/deliveryPolicy';

/** What a sender does and believes: t(ries) again, d(elivered), r(eached its receiver), or nothing. */
const short = (policy: DeliveryPolicy, status: number | undefined, empty = true): string => {
	const answer = status === undefined ? undefined : { status, empty };
	const { delivered, again, reached } = judge(policy, answer);
	return `${again ? 't' : ''}${delivered ? 'd' : ''}${reached ? 'r' : ''}`;
};

test.each<[number | undefined, boolean, string, string, string]>([
	[200, true, 'dr', 'dr', 'dr'],
	[200, false, 'dr', 't', 'd'],
	[204, true, 'dr', 't', 'd'],
	[302, true, '', '', ''],
	[401, false, '', '', ''],
	[404, false, 't', 't', ''],
	[409, false, 't', 't', ''],
	[429, true, 't', 't', ''],
	[500, true, 't', 't', ''],
	[undefined, true, 't', 't', ''],
])('%s, empty: %s', (status, empty, usual, careful, careless) => {
	expect([
		short('usual', status, empty),
		short('careful', status, empty),
		short('careless', status, empty),
	]).toEqual([usual, careful, careless]);
});
