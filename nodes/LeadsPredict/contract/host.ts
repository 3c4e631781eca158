/** The form to which Node.js's URL normalizes every IPv4 address. */
const IPV4 = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/;

/**
 * Names that no public name server resolves: registries reserve them, or networks use them internally.
 */
const PRIVATE_ENDING =
	/(?:^|\.)(?:local|localhost|localdomain|internal|lan|home|corp|test|invalid|home\.arpa)$/;

/**
 * IPv4 blocks that are not reachable on the internet (IANA's registry of special-purpose addresses):
 * first address and prefix length.
 */
const PRIVATE_BLOCKS = (
	[
		[[0, 0, 0, 0], 8],
		[[10, 0, 0, 0], 8],
		// Carrier-grade NAT.
		[[100, 64, 0, 0], 10],
		[[127, 0, 0, 0], 8],
		[[169, 254, 0, 0], 16],
		[[172, 16, 0, 0], 12],
		// Documentation.
		[[192, 0, 2, 0], 24],
		[[192, 168, 0, 0], 16],
		// Benchmarks.
		[[198, 18, 0, 0], 15],
		[[198, 51, 100, 0], 24],
		[[203, 0, 113, 0], 24],
		// Multicast and the reserved blocks above it.
		[[224, 0, 0, 0], 3],
	] as const
).map(([first, bits]) => ({ first: numberOf(first), size: 2 ** (32 - bits) }));

function numberOf(octets: readonly number[]): number {
	return octets.reduce((number, octet) => number * 256 + octet, 0);
}

const isPrivateIPv4 = (address: number): boolean =>
	PRIVATE_BLOCKS.some(({ first, size }) => address >= first && address < first + size);

/** @param address in the form of URL: hexadecimal groups, `::` for groups of zeros */
function groupsOf(address: string): number[] {
	const [before = [], after = []] = address
		.split('::')
		.map((half) => half.split(':').filter((group) => group !== ''));
	const zeros = Array.from({ length: 8 - before.length - after.length }, () => '0');
	return [...before, ...zeros, ...after].map((group) => Number.parseInt(group, 16));
}

/** The IPv4 address that is embedded in an IPv6 address, if any. */
function embeddedIPv4(groups: readonly number[]): number | undefined {
	const at = (index: number) => (groups[index] ?? 0) * 65_536 + (groups[index + 1] ?? 0);
	// 6to4.
	if (groups[0] === 0x2002) return at(1);
	const prefix = groups
		.slice(0, 6)
		.map((group) => group.toString(16))
		.join(':');
	// `::a.b.c.d` (which includes the unspecified and the loopback address), mapped, and translated.
	return /^(?:0:0:0:0:0:0|0:0:0:0:0:ffff|0:0:0:0:ffff:0|64:ff9b:0:0:0:0)$/.test(prefix)
		? at(6)
		: undefined;
}

function isPrivateIPv6(address: string): boolean {
	const groups = groupsOf(address);
	const embedded = embeddedIPv4(groups);
	if (embedded !== undefined) return isPrivateIPv4(embedded);
	const [first = 0, second, third] = groups;
	// 64:ff9b:1::/48 is for translation inside a network.
	if (first === 0x64 && second === 0xff9b && third === 1) return true;
	// fc00::/7, then fe80::/10 and fec0::/10, then multicast.
	return (first & 0xfe00) === 0xfc00 || (first & 0xff80) === 0xfe80 || first >= 0xff00;
}

/**
 * Whether a host name or address can be reached only from this machine or its network, or not at all. A
 * public name may still resolve to a private address.
 * @param hostname in the form of Node.js's URL: an IPv6 address is in brackets
 */
export function isPrivateHost(hostname: string): boolean {
	const name = hostname.toLowerCase().replace(/\.+$/, '');
	if (name.startsWith('[')) return isPrivateIPv6(name.slice(1, -1));
	const ipv4 = IPV4.exec(name);
	if (ipv4 !== null) return isPrivateIPv4(numberOf(ipv4.slice(1).map(Number)));
	return !name.includes('.') || PRIVATE_ENDING.test(name);
}
