/** What Node.js's URL makes of every way to write an IPv4 address. */
const IPV4 = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/;

/** An IPv4 address inside an IPv6 one, as URL writes it: `::ffff:a00:1`. */
const MAPPED = /^::ffff:([\da-f]{1,4}):([\da-f]{1,4})$/;

/** fc00::/7, fe80::/10, the loopback address, and the one that stands for none. */
const PRIVATE_IPV6 = /^(?:f[cd][\da-f]{2}:|fe[89ab][\da-f]:|::1$|::$)/;

/** Names that no public name server knows. */
const PRIVATE_ENDING = /\.(?:local|localhost|internal|lan|home\.arpa)$/;

const isPrivateIPv4 = (first: number, second: number): boolean =>
	first === 0 ||
	first === 10 ||
	first === 127 ||
	(first === 169 && second === 254) ||
	(first === 172 && second >= 16 && second <= 31) ||
	(first === 192 && second === 168);

function isPrivateIPv6(address: string): boolean {
	const mapped = MAPPED.exec(address);
	if (mapped === null) return PRIVATE_IPV6.test(address);
	const high = Number.parseInt(mapped[1] ?? '', 16);
	return isPrivateIPv4(high >> 8, high & 0xff);
}

/**
 * Whether a host can be reached from this machine or its own network alone, as far as its name
 * tells: a public name may still lead to a private address.
 * @param hostname as Node.js's URL gives it, an IPv6 address in brackets
 */
export function isPrivateHost(hostname: string): boolean {
	const name = hostname.toLowerCase().replace(/\.$/, '');
	if (name.startsWith('[')) return isPrivateIPv6(name.slice(1, -1));
	const ipv4 = IPV4.exec(name);
	if (ipv4 !== null) return isPrivateIPv4(Number(ipv4[1]), Number(ipv4[2]));
	return !name.includes('.') || PRIVATE_ENDING.test(name);
}
