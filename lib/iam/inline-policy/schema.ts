import { z } from 'zod';
import { Paging, PolicyDocument, PolicyName } from '../shapes';

/** The members beside the name of the user, group or role. */
export const InlinePolicy = z.object({ PolicyName, PolicyDocument });
/** The members for reading and deleting one. */
export const NamedInlinePolicy = z.object({ PolicyName });
export const ListInlinePolicies = z.object(Paging);
