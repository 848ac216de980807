import { attachDefaultPolicy } from '../default-policies';
import { touch } from '../effective-policies';
import { organizationsError } from '../errors';
import { readRoot } from '../organization/rows';
import { organizationsOperation } from '../organizations-operation';
import { isDeclarative } from '../shapes';
import { findNode, nodeQuestion } from '../tree';
import { policyTypeContext, requireAvailableTypes } from './rows';
import { DisablePolicyTypeInput, EnablePolicyTypeInput } from './schema';

/**
 * Enables a policy type. As in AWS, its default policy is attached to the root, every OU and every account, so that nothing
 * changes until other policies are attached. Declarative types have no default policy.
 */
export const EnablePolicyType = organizationsOperation({
  name: 'EnablePolicyType',
  access: 'Write',
  callers: 'policyDelegate',
  input: EnablePolicyTypeInput,
  target: ({ RootId }, scope) => findNode(scope, RootId),
  checks: async ({ RootId, PolicyType }, scope, node) => [
    { ...(await nodeQuestion(scope, RootId, node)), context: policyTypeContext(PolicyType) },
  ],
  run: async ({ PolicyType }, scope, node) => {
    if (node?.type !== 'ROOT') throw organizationsError('RootNotFoundException');
    const { db, organization, now } = scope;
    requireAvailableTypes(organization);
    const key = { organizationId: organization.id, type: PolicyType };
    if (await db.enabledPolicyType.findUnique({ where: { organizationId_type: key } })) {
      throw organizationsError('PolicyTypeAlreadyEnabledException');
    }
    await db.enabledPolicyType.create({ data: key });
    const where = { organizationId: organization.id };
    const units = await db.organizationalUnit.findMany({ where, select: { id: true } });
    const accounts = await db.account.findMany({ where, select: { id: true } });
    const targets = [organization.rootId, ...units.map(({ id }) => id), ...accounts.map(({ id }) => id)];
    await attachDefaultPolicy({ db, organizationId: organization.id, now }, PolicyType, targets);
    if (isDeclarative(PolicyType)) await touch(scope, PolicyType, [organization.rootId]);
    return { Root: await readRoot(scope) };
  },
});

/** Disables a policy type. As in AWS, all its attachments are lost; enabling it again restores only the default policy. */
export const DisablePolicyType = organizationsOperation({
  name: 'DisablePolicyType',
  access: 'Write',
  callers: 'policyDelegate',
  input: DisablePolicyTypeInput,
  target: ({ RootId }, scope) => findNode(scope, RootId),
  checks: async ({ RootId, PolicyType }, scope, node) => [
    { ...(await nodeQuestion(scope, RootId, node)), context: policyTypeContext(PolicyType) },
  ],
  run: async ({ PolicyType }, scope, node) => {
    if (node?.type !== 'ROOT') throw organizationsError('RootNotFoundException');
    const key = { organizationId: scope.organization.id, type: PolicyType };
    const { count } = await scope.db.enabledPolicyType.deleteMany({ where: key });
    if (count === 0) throw organizationsError('PolicyTypeNotEnabledException');
    await scope.db.organizationPolicyAttachment.deleteMany({ where: key });
    await scope.db.effectivePolicyChange.deleteMany({ where: key });
    return { Root: await readRoot(scope) };
  },
});
