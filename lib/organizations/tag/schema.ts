import { z } from 'zod';
import { TagKeyList, TagList } from '../../core/shapes';
import { NextToken, TaggableResourceId } from '../shapes';

export const TagResourceInput = z.object({ ResourceId: TaggableResourceId, Tags: TagList });
export const UntagResourceInput = z.object({ ResourceId: TaggableResourceId, TagKeys: TagKeyList });
export const ListTagsForResourceInput = z.object({ ResourceId: TaggableResourceId, NextToken: NextToken.optional() });
