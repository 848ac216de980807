import { ANY_RUN, ONE_IN_SEGMENT, RUN_IN_SEGMENT } from '../../match/glob';
import type { CatalogResourceType } from '../../validate/catalog';
import { RUN_WITHOUT_SLASH, type TextCodes } from '../text/codes';

/** The owner of the resources that an ARN format is read for: one account, or anybody. */
export type Owner = { partition: string; accountId: string | null };

type FormatPart = number | 'partition' | 'account';

/** The ARNs of a resource type, with open partition and account. */
export type ArnFormat = { service: string | null; parts: readonly FormatPart[]; ownsAccount: boolean };

const PLACEHOLDER = /\$\{([^}]*)\}/g;
const ACCOUNT_PLACEHOLDERS = new Set(['${Account}', '${AccountId}']);

/**
 * AWS: resources of Organizations belong to the management account, and AssumeRoot names other accounts. So they are never only the
 * caller's own.
 */
const ALWAYS_ANY_ACCOUNT = new Set(['organizations', 'sts/root-user']);

/**
 * Parses the ARN format of a resource type (`arn:${Partition}:s3:::${BucketName}/${ObjectName}`). A placeholder matches any text without
 * colons before the fifth colon. After it, it matches no slashes if the service separates that name by a slash. `${*}` is a literal star.
 */
export function arnFormat(type: CatalogResourceType, slashless: ReadonlySet<string>): ArnFormat {
  const segments = splitFormat(type.arn);
  const [, , service = '', , account = ''] = segments;
  const own = ACCOUNT_PLACEHOLDERS.has(account);
  const foreign = ALWAYS_ANY_ACCOUNT.has(type.service) || ALWAYS_ANY_ACCOUNT.has(`${type.service}/${type.name}`);
  const parts: FormatPart[] = [];
  segments.forEach((segment, i) => {
    if (i > 0) parts.push(58);
    if (i === 1 && segment === '${Partition}') parts.push('partition');
    else if (i === 4 && own && !foreign) parts.push('account');
    else parts.push(...segmentCodes(segment, i < 5, slashless));
  });
  return { service: /[$*?]/.test(service) ? null : service, parts, ownsAccount: own && !foreign };
}

/** Splits a format into six segments. Colons inside placeholders don't separate, and the last segment keeps its colons. */
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

/** Returns the names that a service's formats separate by a slash, so that they contain none themselves (a bucket, a table). */
export function slashlessNames(types: readonly CatalogResourceType[]): ReadonlySet<string> {
  const names = new Set<string>();
  for (const { arn } of types) {
    for (const { index, 0: whole, 1: name } of arn.matchAll(PLACEHOLDER)) {
      if (name !== undefined && arn[index + whole.length] === '/') names.add(name);
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
