import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const FOLDER = join(process.cwd(), 'prisma/seed/policies');

/**
 * Returns a policy of the demo organization. docs/demo-organization.sh reads the same files.
 *
 * - region-limit: exempts global services and the list of buckets, because they answer only in us-east-1.
 * - reset-passwords: an intentional mistake. A user who can set every password can sign in as the administrator ("Escalation paths").
 * - trust-partner: the external ID proves that the partner acts for this customer (the confused deputy problem).
 * - orders-queue: the service can send only on behalf of one topic. Otherwise, it could send for any customer (also a confused deputy).
 * - website: a public bucket, which can be an intentional mistake or a website ("External access").
 * @param name the name of the file, without `.json`
 * @param account the account ID that replaces `ACCOUNT` in the file
 */
export function policy(name: string, account = ''): string {
  return readFileSync(join(FOLDER, `${name}.json`), 'utf8')
    .trimEnd()
    .replaceAll('ACCOUNT', account);
}
