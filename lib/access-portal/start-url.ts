import { consoleOrigin } from '../core/settings';
import type { Transaction } from '../db/client';
import { findInstance, type InstanceRow } from '../identity-center/instance/rows';

// Source: IAM Identity Center User Guide, "Customizing the AWS access portal URL".

/** Returns the address of a store's access portal here. */
export const portalUrlOf = (identityStoreId: string) => `${consoleOrigin()}/start/${identityStoreId}`;

const STORE = '(d-[0-9a-f]{10}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})';
const AWS_APPS = new RegExp(`^https://${STORE}\\.awsapps\\.com/start$`);
const DUAL_STACK = /^https:\/\/(ssoins-[0-9a-f]{16})\.portal\.[a-z0-9-]+\.app\.aws$/;
const OWN = new RegExp(`^/start/${STORE}$`);

/** Returns the instance whose access portal has an address, in any of its forms, or null. */
export async function findInstanceByStartUrl(db: Transaction, startUrl: string): Promise<InstanceRow | null> {
  // Clients write the address with or without a slash and the fragment of the page.
  const url = startUrl.trim().replace(/\/?(?:#.*)?$/, '');
  const origin = consoleOrigin();
  const store = AWS_APPS.exec(url)?.[1] ?? (url.startsWith(origin) ? OWN.exec(url.slice(origin.length))?.[1] : undefined);
  if (store !== undefined) return findInstance(db, { identityStoreId: store });
  const id = DUAL_STACK.exec(url)?.[1];
  return id === undefined ? null : findInstance(db, { id });
}
