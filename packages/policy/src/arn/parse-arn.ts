/** The six parts of an ARN. The last one keeps its colons. */
export type Arn = {
  partition: string;
  service: string;
  region: string;
  accountId: string;
  resource: string;
};

/** Splits `arn:partition:service:region:account:resource`. Returns null for other texts. */
export function parseArn(text: string): Arn | null {
  if (!text.startsWith('arn:')) return null;
  const parts = splitArn(text);
  if (parts === null) return null;
  const [, partition, service, region, accountId, resource] = parts;
  return { partition, service, region, accountId, resource };
}

/** Splits a text with at least five colons into six parts. Returns null for other texts. */
export function splitArn(text: string): [string, string, string, string, string, string] | null {
  const c1 = text.indexOf(':');
  const c2 = c1 < 0 ? -1 : text.indexOf(':', c1 + 1);
  const c3 = c2 < 0 ? -1 : text.indexOf(':', c2 + 1);
  const c4 = c3 < 0 ? -1 : text.indexOf(':', c3 + 1);
  const c5 = c4 < 0 ? -1 : text.indexOf(':', c4 + 1);
  if (c5 < 0) return null;
  return [
    text.slice(0, c1),
    text.slice(c1 + 1, c2),
    text.slice(c2 + 1, c3),
    text.slice(c3 + 1, c4),
    text.slice(c4 + 1, c5),
    text.slice(c5 + 1),
  ];
}

/** Returns the service that an ARN or a pattern of ARNs names, or an empty text for what has no such part. */
export function serviceOfArn(text: string): string {
  return colonPart(text, 2);
}

/** Returns what stands where an ARN has its account: an account ID, `aws`, a wildcard, or an empty text. */
export function accountPartOf(text: string): string {
  return colonPart(text, 4);
}

function colonPart(text: string, index: number): string {
  const [part = ''] = text.split(':', index + 1).slice(index);
  return part;
}

/** Returns whether `text` from `start` to `end` is twelve digits. */
function isAccountIdAt(text: string, start: number, end: number): boolean {
  if (end - start !== 12) return false;
  for (let i = start; i < end; i += 1) {
    const code = text.charCodeAt(i);
    if (code < 48 || code > 57) return false;
  }
  return true;
}

export function isAccountId(text: string): boolean {
  return isAccountIdAt(text, 0, text.length);
}

/**
 * Returns the 12-digit account of an ARN, or null (`*`, an S3 bucket, an AWS managed policy). It runs in every decision, so it must be
 * fast.
 */
export function accountOfArn(text: string): string | null {
  if (!text.startsWith('arn:')) return null;
  const region = text.indexOf(':', text.indexOf(':', 4) + 1);
  const account = region < 4 ? -1 : text.indexOf(':', region + 1);
  const end = account < 0 ? -1 : text.indexOf(':', account + 1);
  return end >= 0 && isAccountIdAt(text, account + 1, end) ? text.slice(account + 1, end) : null;
}

/** Returns the account of a root ARN (`arn:aws:iam::A:root`), or null. */
export function accountOfRootArn(text: string): string | null {
  const arn = parseArn(text);
  if (arn === null || arn.service !== 'iam' || arn.region !== '' || arn.resource !== 'root') return null;
  return isAccountId(arn.accountId) ? arn.accountId : null;
}
