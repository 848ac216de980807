import { z } from 'zod';
import { defineOperation } from '../../core/operation';
import { callsOfAction, membersOf } from './played-calls';

/** Returns the forms for the calls that use an action. They concern no account, so no permission is needed. */
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
