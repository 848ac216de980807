import { ANY_RUN, ONE_IN_SEGMENT, RUN_IN_SEGMENT } from '../../match/glob';
import type { CatalogResourceType } from '../../validate/catalog';
import { RUN_WITHOUT_SLASH, type TextCodes } from '../text/codes';

/** Whose resources an ARN format is read for: an account's own, or anybody's. */
export type Owner = { partition: string; accountId: string | null };

type FormatPart = number | 'partition' | 'account';

/** The ARNs of a resource type, with the partition and the owner's account still open. */
export type ArnFormat = { service: string | null; parts: readonly FormatPart[]; ownsAccount: boolean };

const PLACEHOLDER = /\$\{([^}]*)\}/g;
const ACCOUNT_PLACEHOLDERS = new Set(['${Account}', '${AccountId}']);

/** AWS: what Organizations holds belongs to the management account, and AssumeRoot names other accounts: never just the caller's own. */
const ALWAYS_ANY_ACCOUNT = new Set(['organizations', 'sts/root-user']);

/**
 * Reads the ARN format of a resource type (`arn:${Partition}:s3:::${BucketName}/${ObjectName}`). A placeholder stands for any text;
 * before the fifth colon without colons, after it without slashes when the service's formats set slashes behind that name. `${*}` is a star to
 * the letter.
 */
export function arnFormat(type: CatalogResourceType, slashless: ReadonlySet<string>): ArnFormat {
  const segments = splitFormat(type.arn);
  const own = ACCOUNT_PLACEHOLDERS.has(segments[4] ?? '');
  const foreign = ALWAYS_ANY_ACCOUNT.has(type.service) || ALWAYS_ANY_ACCOUNT.has(`${type.service}/${type.name}`);
  const parts: FormatPart[] = [];
  segments.forEach((segment, i) => {
    if (i > 0) parts.push(58);
    if (i === 1 && segment === '${Partition}') parts.push('partition');
    else if (i === 4 && own && !foreign) parts.push('account');
    else parts.push(...segmentCodes(segment, i < 5, slashless));
  });
  const service = segments[2] ?? '';
  return { service: /[$*?]/.test(service) ? null : service, parts, ownsAccount: own && !foreign };
}

/** Six segments; colons inside placeholders do not count, the last segment keeps its own. */
function splitFormat(arn: string): string[] {
  const segments: string[] = [];
  let from = 0;
  for (let i = 0; i < arn.length && segments.length < 5; i += 1) {
    if (arn.startsWith('${', i)) i = Math.max(i, arn.indexOf('}', i));
    else if (arn[i] === ':') {
      segments.push(arn.slice(from, i));
      from = i + 1;
    }
  }
  return [...segments, arn.slice(from)];
}

function segmentCodes(segment: string, head: boolean, slashless: ReadonlySet<string>): number[] {
  const codes: number[] = [];
  for (let i = 0; i < segment.length; i += 1) {
    const end = segment.startsWith('${', i) ? segment.indexOf('}', i) : -1;
    if (end > 0) {
      const name = segment.slice(i + 2, end);
      if (name === '*') codes.push(42);
      else codes.push(head ? RUN_IN_SEGMENT : slashless.has(name) ? RUN_WITHOUT_SLASH : ANY_RUN);
      i = end;
    } else if (segment[i] === '*') codes.push(head ? RUN_IN_SEGMENT : ANY_RUN);
    else codes.push(segment.charCodeAt(i));
  }
  return codes;
}

/** Names that some format of a service separates from what follows by a slash: such a name holds no slash itself (a bucket, a table). */
export function slashlessNames(types: readonly CatalogResourceType[]): ReadonlySet<string> {
  const names = new Set<string>();
  for (const { arn } of types) {
    for (const found of arn.matchAll(PLACEHOLDER)) {
      if (arn[found.index + found[0].length] === '/') names.add(found[1] ?? '');
    }
  }
  return names;
}

export function formatCodes({ parts }: ArnFormat, { partition, accountId }: Owner): TextCodes {
  const codes: number[] = [];
  for (const part of parts) {
    if (typeof part === 'number') codes.push(part);
    else if (part === 'partition') pushText(codes, partition);
    else if (accountId === null) codes.push(ONE_IN_SEGMENT, RUN_IN_SEGMENT);
    else pushText(codes, accountId);
  }
  return codes;
}

function pushText(codes: number[], text: string): void {
  for (let i = 0; i < text.length; i += 1) codes.push(text.charCodeAt(i));
}
