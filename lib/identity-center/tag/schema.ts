import { z } from 'zod';
import { TagKey } from '../../core/shapes';
import { InstanceArn, Paging, TaggableArn, Tags } from '../shapes';

/** InstanceArn is optional: the ARN of the resource has the instance in it. */
const Tagged = { InstanceArn: InstanceArn.optional(), ResourceArn: TaggableArn };

export const TagResourceInput = z.object({ ...Tagged, Tags });
export const UntagResourceInput = z.object({ ...Tagged, TagKeys: z.array(TagKey).min(1).max(75) });
export const ListTagsForResourceInput = z.object({ ...Tagged, NextToken: Paging.NextToken });
