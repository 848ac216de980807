import { type IpAddress, type IpRange, ipInRange, parseIpRange } from '../../condition/ip';
import { at, type Check, type CheckContext, type ClauseInPlace, clausesOf, hasVariable, keyIs } from '../check';
import type { DraftEntry } from '../draft';
import { removeItems, replaceString } from '../edits';

/** AWS: "aws:SourceIp works only for public IP address ranges": addresses of RFC 1918 and RFC 4193 never occur. */
const PRIVATE: readonly IpRange[] = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', 'fc00::/7'].flatMap(
  (text) => parseIpRange(text) ?? [],
);

const isPrivate = (range: IpRange) =>
  PRIVATE.some((network) => network.prefix <= range.prefix && ipInRange(range.address, network));

type SourceIp = ClauseInPlace & { negated: boolean; hidden: DraftEntry[]; all: boolean };

/** Yields conditions on aws:SourceIp that name only or some private networks. */
function* privateSources(context: CheckContext): Iterable<SourceIp> {
  for (const place of clausesOf(context)) {
    const { clause, operator } = place;
    if (operator?.base.family !== 'IpAddress' || !keyIs(clause, 'aws:SourceIp')) continue;
    const ranges = clause.values.map((entry) => ({ entry, range: parseIpRange(entry.text) }));
    const hidden = ranges.filter(({ range }) => range !== null && isPrivate(range)).map(({ entry }) => entry);
    if (hidden.length > 0) yield { ...place, negated: operator.base.negated, hidden, all: hidden.length === ranges.length };
  }
}

function removeHidden({ clause, hidden }: SourceIp) {
  const indexes = new Set(clause.values.flatMap((value, index) => (hidden.includes(value) ? [index] : [])));
  return { title: 'Remove the private addresses', edits: removeItems(clause.node, indexes) };
}

export const IP_RANGE_CHECKS: readonly Check[] = [
  {
    code: 'PRIVATE_IP_ADDRESS',
    findingType: 'ERROR',
    needs: 'grammar',
    *run(context) {
      for (const { hidden, negated, all } of privateSources(context)) {
        if (negated || !all) continue;
        const details =
          'aws:SourceIp holds public addresses only, and all addresses given here are private: the condition never holds. For calls through a VPC endpoint, use aws:VpcSourceIp.';
        yield { details, locations: hidden.map(at) };
      }
    },
  },
  {
    code: 'PRIVATE_NOT_IP_ADDRESS',
    findingType: 'ERROR',
    needs: 'grammar',
    *run(context) {
      for (const { hidden, negated, all } of privateSources(context)) {
        if (!negated || !all) continue;
        const details =
          'aws:SourceIp holds public addresses only, and all addresses given here are private: the condition always holds and restricts nothing.';
        yield { details, locations: hidden.map(at) };
      }
    },
  },
  {
    code: 'PRIVATE_IP_ADDRESS_SUBSET',
    findingType: 'SUGGESTION',
    needs: 'grammar',
    *run(context) {
      for (const source of privateSources(context)) {
        if (source.negated || source.all) continue;
        const details =
          'aws:SourceIp holds public addresses only: the private ones given here match no request. Use aws:VpcSourceIp for them.';
        yield { details, locations: source.hidden.map(at), fix: removeHidden(source) };
      }
    },
  },
  {
    code: 'PRIVATE_NOT_IP_ADDRESS_SUBSET',
    findingType: 'SUGGESTION',
    needs: 'grammar',
    *run(context) {
      for (const source of privateSources(context)) {
        if (!source.negated || source.all) continue;
        const details =
          'aws:SourceIp holds public addresses only: excluding the private ones given here has no effect. Use aws:VpcSourceIp for them.';
        yield { details, locations: source.hidden.map(at), fix: removeHidden(source) };
      }
    },
  },
  {
    code: 'TYPE_MISMATCH_IP_RANGE',
    // AWS: an error on the current page, and formerly a general warning.
    findingType: 'ERROR',
    needs: 'grammar',
    *run(context) {
      for (const { clause, value } of ipValues(context)) {
        if (hasVariable(value.text) || parseIpRange(value.text) !== null) continue;
        const details = `${clause.operator} compares with addresses and networks such as 203.0.113.0/24; "${value.text}" is neither.`;
        yield { details, locations: [at(value)] };
      }
    },
  },
  {
    code: 'IMPROVE_IP_RANGE',
    findingType: 'SUGGESTION',
    needs: 'grammar',
    *run(context) {
      for (const { value } of ipValues(context)) {
        const range = parseIpRange(value.text);
        const network = range && networkOf(range);
        if (!range || !network || network.every((group, index) => group === range.address[index])) continue;
        const text = `${printIp(network)}/${range.prefix}`;
        yield {
          details: `The bits behind the first ${range.prefix} are ignored, so "${value.text}" means ${text}.`,
          locations: [at(value)],
          fix: { title: `Write ${text}`, edits: [replaceString(value.span, text)] },
        };
      }
    },
  },
];

function* ipValues(context: CheckContext) {
  for (const { clause, operator } of clausesOf(context)) {
    if (operator?.base.family !== 'IpAddress') continue;
    for (const value of clause.values) yield { clause, value };
  }
}

function networkOf({ address, prefix }: IpRange): IpAddress {
  return address.map((group, index) => {
    const kept = Math.min(16, Math.max(0, prefix - index * 16));
    return group & (0xffff << (16 - kept)) & 0xffff;
  });
}

/** Prints IPv4 with dots, and IPv6 without its first longest run of zero groups (RFC 5952). */
function printIp(address: IpAddress): string {
  if (address.length === 2) return address.map((group) => `${group >> 8}.${group & 0xff}`).join('.');
  const words = address.map((group) => group.toString(16));
  let best = { from: 0, length: 1 };
  for (let from = 0; from < words.length; from++) {
    let length = 0;
    while (words[from + length] === '0') length++;
    if (length > best.length) best = { from, length };
  }
  if (best.length < 2) return words.join(':');
  return `${words.slice(0, best.from).join(':')}::${words.slice(best.from + best.length).join(':')}`;
}
