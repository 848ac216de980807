import { z } from 'zod';
import { text } from '../../core/shapes';
import { MinimumSessionTokenSize, RootDuration } from '../shapes';

export const AssumeRootInput = z.object({
  TargetPrincipal: text({ min: 12, max: 2048 }),
  TaskPolicyArn: z.object({ arn: text({ min: 20, max: 2048 }) }),
  DurationSeconds: RootDuration.optional(),
  MinimumSessionTokenSize: MinimumSessionTokenSize.optional(),
});
