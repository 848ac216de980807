import type { z } from 'zod';
import type { InstanceRow } from '../instance/rows';
import { Attributes } from './schema';

/** An attribute for access control: the key of a session tag, and the user's attribute that is its value. */
export type AccessControlAttribute = z.output<typeof Attributes>[number];

/** Returns the attributes of an instance, or null if attributes for access control are disabled. */
export function accessControlOf({ accessControl }: Pick<InstanceRow, 'accessControl'>): AccessControlAttribute[] | null {
  return accessControl === null ? null : Attributes.parse(JSON.parse(accessControl));
}
