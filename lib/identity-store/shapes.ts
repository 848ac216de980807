import { z } from 'zod';
import { text } from '../core/shapes';

// Patterns and lengths: the service model of identitystore, as listed in the API reference of each operation.
const UUID = '[A-Fa-f0-9]{8}-[A-Fa-f0-9]{4}-[A-Fa-f0-9]{4}-[A-Fa-f0-9]{4}-[A-Fa-f0-9]{12}';

export const IdentityStoreId = text({
  pattern: 'd-[0-9a-f]{10}|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}',
  min: 1,
  max: 36,
});
export const ResourceId = text({ pattern: `([0-9a-f]{10}-|)${UUID}`, min: 1, max: 47 });

const CHARACTERS = '\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}';
export const UserName = text({ pattern: `[${CHARACTERS}]+`, min: 1, max: 128 });
/** The text of an attribute. */
export const AttributeText = text({ pattern: `[${CHARACTERS}\\t\\n\\r \\u00a0\\u3000]+`, min: 1, max: 1024 });

/** A JSON value of any type. */
export const DocumentValue = z.unknown();

export const AttributeOperations = z
  .array(
    z.object({
      AttributePath: text({ pattern: '[a-zA-Z0-9:.]+', min: 1, max: 255 }),
      /** Absent or null removes the attribute. */
      AttributeValue: DocumentValue.optional(),
    }),
  )
  .min(1)
  .max(100);
export type AttributeOperation = z.output<typeof AttributeOperations>[number];

export const AlternateIdentifier = z.object({
  ExternalId: z
    .object({
      Issuer: text({ min: 1, max: 100 }),
      Id: text({ pattern: `[${CHARACTERS}\\t\\n\\r ]+`, min: 1, max: 256 }),
    })
    .optional(),
  UniqueAttribute: z
    .object({ AttributePath: text({ pattern: '[a-zA-Z0-9:.]+', min: 1, max: 255 }), AttributeValue: DocumentValue })
    .optional(),
});
export type AlternateIdentifier = z.output<typeof AlternateIdentifier>;

export const Filters = z
  .array(z.object({ AttributePath: text({ min: 1, max: 255 }), AttributeValue: AttributeText }))
  .max(1)
  .optional();

/** The members of every list with pages. */
export const Paging = {
  MaxResults: z.number().int().min(1).max(100).optional(),
  NextToken: text({ pattern: '[-a-zA-Z0-9+=/:_]*', min: 1, max: 65_535 }).optional(),
};
