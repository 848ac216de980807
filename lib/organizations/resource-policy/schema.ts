import { z } from 'zod';
import { TagList, text } from '../../core/shapes';

export const PutResourcePolicyInput = z.object({ Content: text({ min: 1, max: 40_000 }), Tags: TagList.optional() });
export const DescribeResourcePolicyInput = z.object({});
export const DeleteResourcePolicyInput = z.object({});
