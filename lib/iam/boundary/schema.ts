import { z } from 'zod';
import { PolicyArn } from '../shapes';

/** Members beside the name of the user or role. */
export const Boundary = z.object({ PermissionsBoundary: PolicyArn });
