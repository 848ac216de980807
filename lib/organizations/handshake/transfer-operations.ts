import { organizationsOperation } from '../organizations-operation';
import { creationQuestions, tagOrganizationResource } from '../tags';
import { transferArn, transferContext } from '../transfers';
import { nodeArn } from '../tree';
import { findInvited, requireTarget } from './invited';
import { toHandshake } from './rows';
import { InviteOrganizationToTransferResponsibilityInput } from './schema';
import { inviteToTransfer } from './transfer';

/**
 * Invites the management account of another organization to let this organization pay its bill. As in AWS, the transfer begins with a
 * month, and the invitation must be accepted a day before.
 */
export const InviteOrganizationToTransferResponsibility = organizationsOperation({
  name: 'InviteOrganizationToTransferResponsibility',
  access: 'Write',
  callers: 'managementAccount',
  input: InviteOrganizationToTransferResponsibilityInput,
  checks: ({ Target, Tags }, scope) => {
    const context = transferContext('inbound');
    const account = nodeArn(scope, Target.Type === 'ACCOUNT' ? Target.Id : '*');
    // The transfer has no id yet.
    const transfer = transferArn(scope.partition, scope.organization, 'inbound', '*');
    return creationQuestions({ resource: account, context }, { resource: transfer, context }, Tags);
  },
  run: async ({ Target, StartTimestamp, SourceName, Notes, Tags }, scope) => {
    const target = requireTarget(Target);
    const account = await findInvited(scope, target);
    const asked = { target, account, startsAt: StartTimestamp, name: SourceName, notes: Notes };
    const { id, handshake } = await inviteToTransfer(scope, asked);
    if (Tags) await tagOrganizationResource(scope, id, Tags);
    return { Handshake: toHandshake(scope, handshake) };
  },
});
