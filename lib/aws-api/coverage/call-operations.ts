import { z } from 'zod';
import { defineOperation } from '../../core/operation';
import { callsOfAction, membersOf } from './played-calls';

/** What a form asks for, to make the calls that an action stands for. Not about anybody, so it needs no permission. */
export const GetCallForms = defineOperation({
  service: 'gatehouse',
  name: 'GetCallForms',
  access: 'Read',
  leavesNoEvent: true,
  input: z.object({ Action: z.string().max(128) }),
  checks: () => [],
  run: async ({ Action }) => ({
    Calls: callsOfAction(Action).map(({ service, name, operation }) => ({
      Service: service,
      Name: name,
      Members: membersOf(operation),
    })),
  }),
});
