/** What Node.js's URL makes of every way to write an IPv4 address. */
const IPV4 = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/;

/** Names that no public name server knows, by registries' rules or because networks use them inside. */
const PRIVATE_ENDING =
	/(?:^|\.)(?:local|localhost|localdomain|internal|lan|home|corp|test|invalid|home\.arpa)$/;

/**
 * Blocks of IPv4 that lead nowhere on the internet (IANA's registry of special addresses): first
 * address, and how many bits all of the block share.
 */
const PRIVATE_BLOCKS = (
	[
		[[0, 0, 0, 0], 8],
		[[10, 0, 0, 0], 8],
		// Between a provider and its customers.
		[[100, 64, 0, 0], 10],
		[[127, 0, 0, 0], 8],
		[[169, 254, 0, 0], 16],
		[[172, 16, 0, 0], 12],
		// For documents.
		[[192, 0, 2, 0], 24],
		[[192, 168, 0, 0], 16],
		// For measurements.
		[[198, 18, 0, 0], 15],
		[[198, 51, 100, 0], 24],
		[[203, 0, 113, 0], 24],
		// Multicast, and all that is reserved above it.
		[[224, 0, 0, 0], 3],
	] as const
).map(([first, bits]) => ({ first: numberOf(first), size: 2 ** (32 - bits) }));

function numberOf(octets: readonly number[]): number {
	return octets.reduce((number, octet) => number * 256 + octet, 0);
}

const isPrivateIPv4 = (address: number): boolean =>
	PRIVATE_BLOCKS.some(({ first, size }) => address >= first && address < first + size);

/** @param address as URL writes it: groups in hexadecimal, `::` for those that are zero */
function groupsOf(address: string): number[] {
	const [before = [], after = []] = address
		.split('::')
		.map((half) => half.split(':').filter((group) => group !== ''));
	const zeros = Array.from({ length: 8 - before.length - after.length }, () => '0');
	return [...before, ...zeros, ...after].map((group) => Number.parseInt(group, 16));
}

/** The IPv4 address that an IPv6 address stands for, if it does. */
function embeddedIPv4(groups: readonly number[]): number | undefined {
	const at = (index: number) => (groups[index] ?? 0) * 65_536 + (groups[index + 1] ?? 0);
	// 6to4.
	if (groups[0] === 0x2002) return at(1);
	const prefix = groups
		.slice(0, 6)
		.map((group) => group.toString(16))
		.join(':');
	// As `::a.b.c.d` (which includes no address and the loopback one), mapped, and translated.
	return /^(?:0:0:0:0:0:0|0:0:0:0:0:ffff|0:0:0:0:ffff:0|64:ff9b:0:0:0:0)$/.test(prefix)
		? at(6)
		: undefined;
}

function isPrivateIPv6(address: string): boolean {
	const groups = groupsOf(address);
	const embedded = embeddedIPv4(groups);
	if (embedded !== undefined) return isPrivateIPv4(embedded);
	const [first = 0, second, third] = groups;
	// 64:ff9b:1::/48 is for translation within a network.
	if (first === 0x64 && second === 0xff9b && third === 1) return true;
	// fc00::/7, then fe80::/10 and fec0::/10, then multicast.
	return (first & 0xfe00) === 0xfc00 || (first & 0xff80) === 0xfe80 || first >= 0xff00;
}

/**
 * Whether a host can be reached from this machine or its own network alone, or not at all, as far as
 * its name tells: a public name may still lead to a private address.
 * @param hostname as Node.js's URL gives it, an IPv6 address in brackets
 */
export function isPrivateHost(hostname: string): boolean {
	const name = hostname.toLowerCase().replace(/\.+$/, '');
	if (name.startsWith('[')) return isPrivateIPv6(name.slice(1, -1));
	const ipv4 = IPV4.exec(name);
	if (ipv4 !== null) return isPrivateIPv4(numberOf(ipv4.slice(1).map(Number)));
	return !name.includes('.') || PRIVATE_ENDING.test(name);
}
