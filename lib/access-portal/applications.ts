import { compareValues } from '../core/list/compare-values';
import type { Transaction } from '../db/client';
import { type ApplicationRow, applicationsOf } from '../identity-center/application/rows';
import type { SignedInPerson } from './session/rows';

/** An application as its person sees it. `url` is null if the access portal cannot open it. */
export type PortalApplication = { id: string; name: string; description: string | null; url: string | null };

/** Returns the applications that a person may open, by name. */
export async function personApplications(
  db: Transaction,
  { instance, user }: Pick<SignedInPerson, 'instance' | 'user'>,
): Promise<PortalApplication[]> {
  const rows = await applicationsOf(db, instance, user.id);
  return rows
    .map((row) => ({ id: row.id, name: row.name, description: row.description, url: addressOf(row) }))
    .sort((one, other) => compareValues(one.name, other.name) || (one.id < other.id ? -1 : 1));
}

/** Returns the address that a browser opens. A stored text that is no address of the web, such as from an old snapshot, is none. */
function addressOf({ origin, url }: ApplicationRow): string | null {
  if (origin !== 'APPLICATION' || url === null || !URL.canParse(url)) return null;
  const { protocol, href } = new URL(url);
  return protocol === 'https:' || protocol === 'http:' ? href : null;
}
