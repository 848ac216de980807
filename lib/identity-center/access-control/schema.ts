import { z } from 'zod';
import { text } from '../../core/shapes';
import { InstanceArn } from '../shapes';

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

export const AttributeKey = text({ pattern: '[\\p{L}\\p{Z}\\p{N}_.:\\/=+\\-@]+', min: 1, max: 128 });
const Attribute = z.object({
  Key: AttributeKey,
  Value: z.object({
    Source: z
      .array(text({ pattern: '[\\p{L}\\p{Z}\\p{N}_.:\\/=+\\-@\\[\\]\\{\\}\\$\\\\"]*', max: 256 }))
      .min(1)
      .max(1),
  }),
});
/** The most attributes of an instance. */
export const MOST_ATTRIBUTES = 50;
export const Attributes = z.array(Attribute).max(MOST_ATTRIBUTES);
const InstanceAccessControlAttributeConfiguration = z.object({ AccessControlAttributes: Attributes });

export const InstanceAccessControlAttributeConfigurationInput = z.object({
  InstanceArn,
  InstanceAccessControlAttributeConfiguration,
});
export const NoConfigurationInput = z.object({ InstanceArn });
