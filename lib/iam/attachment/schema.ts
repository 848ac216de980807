import { z } from 'zod';
import { Paging, PathPrefix, PolicyArn, PolicyPath } from '../shapes';

/** Members beside the name of the user, group or role. */
export const Attachment = z.object({ PolicyArn });
// The model takes a policy path here, which ends with `/`; a plain prefix is taken too, as by the other lists.
export const ListAttachments = z.object({ PathPrefix: z.union([PolicyPath, PathPrefix]).optional(), ...Paging });
