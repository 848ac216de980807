import { z } from 'zod';
import { Arn } from '../../core/shapes';
import { ActionName, Circumstances, Reach, ResourceName } from '../schema';

export const WhoCanInput = z.object({
  Action: ActionName,
  /** An ARN, or a pattern of ARNs; `*` for an action that has no resource. */
  Resource: ResourceName,
  ...Circumstances.shape,
  /** `organization` is for its management account. */
  Reach,
  /** Only principals of this account; roles of the others still count as ways. */
  Account: z
    .string()
    .regex(/^\d{12}$/)
    .optional(),
});

export const WhatCanInput = z.object({
  /** A user, a role or the root user of the account. */
  PrincipalArn: Arn,
  /** An ARN or a pattern of ARNs. With a service: to go through every action of every service takes too long with many roles. */
  Resource: ResourceName.regex(/^arn:[^:*?]+:[^:*?]+:/),
  ...Circumstances.shape,
  Reach,
});
