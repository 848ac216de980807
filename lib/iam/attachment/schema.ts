import { z } from 'zod';
import { ListInput } from '../../core/list/schema';
import { PolicyUsageFilter } from '../policy/schema';
import { Paging, PathPrefix, PolicyArn, PolicyPath } from '../shapes';

/** Members beside the name of the user, group or role. */
export const Attachment = z.object({ PolicyArn });
// The model takes a policy path here, which ends with `/`; a plain prefix is taken too, as by the other lists.
export const ListAttachments = z.object({ PathPrefix: z.union([PolicyPath, PathPrefix]).optional(), ...Paging });
export const ListPolicyEntityOverviewsInput = ListInput.extend({ PolicyArn, PolicyUsageFilter });
export const ListPolicyTargetOverviewsInput = ListInput.extend({ PolicyArn });
