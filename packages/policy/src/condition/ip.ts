import { IPV6_DEFAULT_PREFIX } from '../evaluate/open-points';

/** An address as 16-bit groups: two for IPv4, eight for IPv6. */
export type IpAddress = readonly number[];
export type IpRange = { address: IpAddress; prefix: number };

/** Parses an IPv4 or IPv6 address. Returns null for other texts. */
export function parseIp(text: string): IpAddress | null {
  return text.includes(':') ? parseIpv6(text) : parseIpv4(text);
}

/** Parses an address or a network in CIDR notation. An address is a network of one. */
export function parseIpRange(text: string): IpRange | null {
  const slash = text.indexOf('/');
  const address = parseIp(slash < 0 ? text : text.slice(0, slash));
  if (address === null) return null;
  const bits = address.length * 16;
  if (slash < 0) return { address, prefix: bits === 32 ? 32 : IPV6_DEFAULT_PREFIX };
  const digits = text.slice(slash + 1);
  if (!/^\d{1,3}$/.test(digits) || Number(digits) > bits) return null;
  return { address, prefix: Number(digits) };
}

/** Tests whether an address is in a network. IPv4 and IPv6 never contain each other. */
export function ipInRange(address: IpAddress, range: IpRange): boolean {
  if (address.length !== range.address.length) return false;
  let left = range.prefix;
  for (let i = 0; i < address.length && left > 0; i += 1) {
    const shift = left >= 16 ? 0 : 16 - left;
    if ((address[i] ?? 0) >> shift !== (range.address[i] ?? 0) >> shift) return false;
    left -= 16;
  }
  return true;
}

const IPV4 = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/;

function parseIpv4(text: string): IpAddress | null {
  const found = IPV4.exec(text);
  if (found === null) return null;
  const [a = 0, b = 0, c = 0, d = 0] = found.slice(1).map(Number);
  if (a > 255 || b > 255 || c > 255 || d > 255) return null;
  return [a * 256 + b, c * 256 + d];
}

function parseIpv6(text: string): IpAddress | null {
  const [start = '', end, more] = text.split('::', 3);
  if (more !== undefined) return null;
  const head = parseGroups(start);
  if (head === null) return null;
  if (end === undefined) return head.length === 8 ? head : null;
  const tail = parseGroups(end);
  if (tail === null || head.length + tail.length > 7) return null;
  return [...head, ...new Array<number>(8 - head.length - tail.length).fill(0), ...tail];
}

function parseGroups(text: string): number[] | null {
  if (text === '') return [];
  const groups: number[] = [];
  const parts = text.split(':');
  for (const [i, part] of parts.entries()) {
    if (/^[0-9a-fA-F]{1,4}$/.test(part)) groups.push(Number.parseInt(part, 16));
    else {
      const embedded = i === parts.length - 1 ? parseIpv4(part) : null;
      if (embedded === null) return null;
      groups.push(...embedded);
    }
  }
  return groups;
}
