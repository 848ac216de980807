import { z } from 'zod';
import { Arn, TagList, text } from '../../core/shapes';

const ClientID = text({ min: 1, max: 255 });
const Thumbprint = text({ min: 40, max: 40 });

/** Returns the schema of a list. As in AWS, one message covers every problem of its items. */
function listOf(member: string, item: z.ZodString, [max, min]: readonly [number, number]) {
  return z
    .array(z.string())
    .refine(
      (values) => values.every((value) => item.safeParse(value).success),
      `1 validation error detected: Value at '${member}' failed to satisfy constraint: Member must satisfy constraint: [Member must have length less than or equal to ${max}, Member must have length greater than or equal to ${min}]`,
    );
}

const ThumbprintList = listOf('thumbprintList', Thumbprint, [40, 40]);
export const OpenIDConnectProviderArn = Arn;

export const CreateOpenIDConnectProviderInput = z.object({
  Url: text({ min: 1, max: 255 }),
  ClientIDList: listOf('clientIDList', ClientID, [255, 1]).optional(),
  ThumbprintList: ThumbprintList.optional(),
  Tags: TagList.optional(),
});
export const GetOpenIDConnectProviderInput = z.object({ OpenIDConnectProviderArn });
export const ListOpenIDConnectProvidersInput = z.object({});
export const DeleteOpenIDConnectProviderInput = z.object({ OpenIDConnectProviderArn });
export const AddClientIDToOpenIDConnectProviderInput = z.object({ OpenIDConnectProviderArn, ClientID });
export const RemoveClientIDFromOpenIDConnectProviderInput = z.object({ OpenIDConnectProviderArn, ClientID });
export const UpdateOpenIDConnectProviderThumbprintInput = z.object({ OpenIDConnectProviderArn, ThumbprintList });
/** A JSON Web Key Set; null removes the keys. 64 KB is far more than issuers need. */
export const PutOpenIDConnectProviderKeysInput = z.object({
  OpenIDConnectProviderArn,
  KeySet: text({ min: 1, max: 65_536 }).nullable(),
});
export const GetOpenIDConnectProviderKeysInput = z.object({ OpenIDConnectProviderArn });
