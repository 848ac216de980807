import { z } from 'zod';
import { IdentityStoreId, ResourceId } from '../shapes';

export const BatchDeleteSessionInput = z.object({ IdentityStoreId, UserId: ResourceId });
