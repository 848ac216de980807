/** The six parts of an ARN. The last keeps its own colons. */
export type Arn = {
  partition: string;
  service: string;
  region: string;
  accountId: string;
  resource: string;
};

/** Splits `arn:partition:service:region:account:resource`. Anything else gives null. */
export function parseArn(text: string): Arn | null {
  if (!text.startsWith('arn:')) return null;
  const parts = splitArn(text);
  if (parts === null) return null;
  const [, partition, service, region, accountId, resource] = parts;
  return { partition, service, region, accountId, resource };
}

/** The six colon parts of any text that has at least five colons, else null. */
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

const ACCOUNT_ID = /^[0-9]{12}$/;

export function isAccountId(text: string): boolean {
  return ACCOUNT_ID.test(text);
}

/** The 12-digit owner that an ARN names, or null (`*`, an S3 bucket, an AWS-owned policy). */
export function accountOfArn(text: string): string | null {
  const arn = parseArn(text);
  return arn !== null && isAccountId(arn.accountId) ? arn.accountId : null;
}

/** The account whose root ARN this is (`arn:aws:iam::A:root`), or null. */
export function accountOfRootArn(text: string): string | null {
  const arn = parseArn(text);
  if (arn === null || arn.service !== 'iam' || arn.region !== '' || arn.resource !== 'root') return null;
  return isAccountId(arn.accountId) ? arn.accountId : null;
}
