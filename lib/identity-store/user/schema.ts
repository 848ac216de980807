import { z } from 'zod';
import { text } from '../../core/shapes';
import {
  AlternateIdentifier,
  AttributeOperations,
  AttributeText,
  Filters,
  IdentityStoreId,
  Paging,
  ResourceId,
  UserName,
} from '../shapes';

// Members and their limits: the service model of identitystore.
const Text = AttributeText.optional();
const Typed = { Value: Text, Type: Text, Primary: z.boolean().optional() };

export const Name = z.object({
  Formatted: Text,
  FamilyName: Text,
  GivenName: Text,
  MiddleName: Text,
  HonorificPrefix: Text,
  HonorificSuffix: Text,
});

/** The only extension of users. */
export const ENTERPRISE = 'aws:identitystore:enterprise';
export const Enterprise = z.strictObject({
  employeeNumber: Text,
  costCenter: Text,
  organization: Text,
  division: Text,
  department: Text,
  manager: z.strictObject({ value: Text }).optional(),
});

/** The attributes of a user except its names. */
export const Attributes = z.object({
  Name: Name.optional(),
  NickName: Text,
  ProfileUrl: Text,
  Emails: z.array(z.object(Typed)).max(1).optional(),
  Addresses: z
    .array(
      z.object({
        StreetAddress: Text,
        Locality: Text,
        Region: Text,
        PostalCode: Text,
        Country: Text,
        Formatted: Text,
        Type: Text,
        Primary: z.boolean().optional(),
      }),
    )
    .max(1)
    .optional(),
  PhoneNumbers: z.array(z.object(Typed)).max(1).optional(),
  UserType: Text,
  Title: Text,
  PreferredLanguage: Text,
  Locale: Text,
  Timezone: Text,
  Photos: z
    .array(z.object({ Value: AttributeText, Type: Text, Display: Text, Primary: z.boolean().optional() }))
    .max(3)
    .optional(),
  Website: Text,
  Birthdate: Text,
  Roles: z.array(z.object(Typed)).max(1).optional(),
  Extensions: z.strictObject({ [ENTERPRISE]: Enterprise.optional() }).optional(),
});
export type Attributes = z.output<typeof Attributes>;

/** The attributes of a user that callers write. */
export const UserAttributes = z.object({ UserName: UserName.optional(), DisplayName: Text, ...Attributes.shape });
export type UserAttributes = z.output<typeof UserAttributes>;

const ExtensionNames = z
  .array(text({ pattern: 'aws:identitystore:[a-z]{1,20}', min: 1, max: 50 }))
  .min(1)
  .max(10)
  .optional();
const Named = { IdentityStoreId, UserId: ResourceId };

export const CreateUserInput = z.object({ IdentityStoreId, ...UserAttributes.shape });
export const DescribeUserInput = z.object({ ...Named, Extensions: ExtensionNames });
export const UpdateUserInput = z.object({ ...Named, Operations: AttributeOperations });
export const DeleteUserInput = z.object(Named);
export const ListUsersInput = z.object({ IdentityStoreId, Extensions: ExtensionNames, Filters, ...Paging });
export const GetUserIdInput = z.object({ IdentityStoreId, AlternateIdentifier });
