'use server';

import type { ConsoleResult } from '@/lib/console/result';
import { regionalRecipe } from '@/lib/console/run-console';
import { RebootInstances, StartInstances, StopInstances } from '@/lib/resources/ec2/instance-operations';

const OPERATIONS = { start: StartInstances, stop: StopInstances, reboot: RebootInstances } as const;

/** Starts, stops or reboots one instance. */
export const changeInstance = regionalRecipe<{ id: string; to: keyof typeof OPERATIONS }, unknown>(
  async (run, { id, to }): Promise<ConsoleResult<unknown>> => run(OPERATIONS[to], { InstanceIds: [id] }),
);
