import { z } from 'zod';
import { PolicyArn } from '../shapes';

/** The members beside the name of the user or role. */
export const Boundary = z.object({ PermissionsBoundary: PolicyArn });
