import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const FOLDER = join(process.cwd(), 'prisma/seed/policies');

/**
 * A policy of the demo organization; docs/demo-organization.sh reads the same files.
 *
 * - region-limit: global services answer in us-east-1 only, so they are left out of the limit.
 *   Buckets are listed there too.
 * - reset-passwords: a mistake worth finding. Anyone who can set every user's password can sign in as the administrator ("Escalation paths").
 * - trust-partner: the partner proves with the external id that it acts for this customer (the confused deputy problem).
 * - orders-queue: a service may send, and only on behalf of one topic, or any customer of that service could have it send (the confused deputy again).
 * - website: a mistake worth finding, unless it is meant: everybody in the world reads ("External access").
 * @param name of the file, without `.json`
 * @param account what `ACCOUNT` in the file stands for
 */
export function policy(name: string, account = ''): string {
  return readFileSync(join(FOLDER, `${name}.json`), 'utf8')
    .trimEnd()
    .replaceAll('ACCOUNT', account);
}
