import type { z } from 'zod';
import type { InstanceRow } from '../instance/rows';
import { Attributes } from './schema';

/** An attribute for access control: the key of a session tag, and the user's attribute that is its value. */
export type AccessControlAttribute = z.output<typeof Attributes>[number];

const ADDRESS_PARTS = ['streetAddress', 'locality', 'region', 'postalCode', 'country', 'formatted'];
const ENTERPRISE_PARTS = ['employeeNumber', 'costCenter', 'organization', 'division', 'department', 'manager.value'];

/** The user's attributes that can be mapped. Source: IAM Identity Center User Guide, "Supported user and group attributes". */
export const ATTRIBUTE_SOURCES: readonly string[] = [
  'userName',
  'name.familyName',
  'name.givenName',
  'displayName',
  'nickName',
  'emails[primary eq true].value',
  ...ADDRESS_PARTS.map((part) => `addresses[type eq "work"].${part}`),
  'phoneNumbers[type eq "work"].value',
  'userType',
  'title',
  'locale',
  'timezone',
  ...ENTERPRISE_PARTS.map((part) => `enterprise.${part}`),
].map((path) => `\${path:${path}}`);

/** Returns the attributes of an instance, or null if attributes for access control are disabled. */
export function accessControlOf({ accessControl }: Pick<InstanceRow, 'accessControl'>): AccessControlAttribute[] | null {
  return accessControl === null ? null : Attributes.parse(JSON.parse(accessControl));
}
