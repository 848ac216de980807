import { z } from 'zod';
import { ListInput } from '../../core/list/schema';
import { PolicyUsageFilter } from '../policy/schema';
import { Paging, PathPrefix, PolicyArn, PolicyPath } from '../shapes';

/** The members beside the name of the user, group or role. */
export const Attachment = z.object({ PolicyArn });
// The model requires a policy path ending with `/`. A plain prefix is accepted too, as in the other lists.
export const ListAttachments = z.object({ PathPrefix: z.union([PolicyPath, PathPrefix]).optional(), ...Paging });
export const ListPolicyEntityOverviewsInput = ListInput.extend({ PolicyArn, PolicyUsageFilter });
export const ListPolicyTargetOverviewsInput = ListInput.extend({ PolicyArn });
