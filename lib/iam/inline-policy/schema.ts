import { z } from 'zod';
import { Paging, PolicyDocument, PolicyName } from '../shapes';

/** Members beside the name of the user, group or role. */
export const InlinePolicy = z.object({ PolicyName, PolicyDocument });
/** Of reading and of deleting one. */
export const NamedInlinePolicy = z.object({ PolicyName });
export const ListInlinePolicies = z.object(Paging);
