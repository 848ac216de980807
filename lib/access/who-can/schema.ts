import { z } from 'zod';
import { Arn } from '../../core/shapes';
import { ActionName, QuestionCircumstances, Reach, ResourceName } from '../schema';

export const WhoCanInput = z.object({
  Action: ActionName,
  /** An ARN, a pattern of ARNs, or `*` for an action without a resource. */
  Resource: ResourceName,
  ...QuestionCircumstances.shape,
  /** `organization` is for the management account. */
  Reach,
  /** Lists only principals of this account. Roles of other accounts still count as steps. */
  Account: z
    .string()
    .regex(/^\d{12}$/)
    .optional(),
});

export const WhatCanInput = z.object({
  /** The ARN of a user, role or root user of the account. */
  PrincipalArn: Arn,
  /** An ARN or pattern of ARNs that names a service. Evaluating every action of every service takes too long with many roles. */
  Resource: ResourceName.regex(/^arn:[^:*?]+:[^:*?]+:/),
  ...QuestionCircumstances.shape,
  Reach,
});
