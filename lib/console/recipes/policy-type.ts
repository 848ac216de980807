import type { InputOf } from '../../core/operation';
import { AttachPolicy } from '../../organizations/attachment/operations';
import { CreatePolicy } from '../../organizations/policy/operations';
import { EnablePolicyType } from '../../organizations/policy-type/operations';
import { EnableAWSServiceAccess } from '../../organizations/service-access/operations';
import type { Recipe } from './recipe';
import { Steps } from './steps';

type TypeWithAccess = InputOf<typeof EnablePolicyType> & { ServicePrincipal: string };

/** Enables a policy type and the trusted access of its service. Source: Organizations User Guide, "Getting started with EC2 policies". */
export const enableTypeWithAccess: Recipe<TypeWithAccess, null> = async (run, { ServicePrincipal, ...type }) => {
  const steps = new Steps(run);
  await steps.change('Enable trusted access', EnableAWSServiceAccess, { ServicePrincipal });
  await steps.change('Enable the policy type', EnablePolicyType, type, { unless: 'PolicyTypeAlreadyEnabledException' });
  return steps.result(null);
};

const CLOSED = { '@@operators_allowed_for_child_policies': ['@@none'] };

/** Source: Organizations User Guide, "AI services opt-out policy syntax", example 1: no policy below can opt in again. */
const OPT_OUT = { services: { ...CLOSED, default: { ...CLOSED, opt_out_policy: { ...CLOSED, '@@assign': 'optOut' } } } };

/** The name and description of the policy. The guide does not give AWS's own. */
const OPT_OUT_POLICY = { Name: 'OptOutFromAllServices', Description: 'Opts all accounts out of all AI services.' };

/** Creates an AI services opt-out policy for all services and attaches it to the root. Returns the policy's id. */
export const optOutOfAllServices: Recipe<{ RootId: string }, { id: string }> = async (run, { RootId }) => {
  const created = await run(CreatePolicy, {
    ...OPT_OUT_POLICY,
    Type: 'AISERVICES_OPT_OUT_POLICY',
    Content: JSON.stringify(OPT_OUT, null, 2),
  });
  if (!created.ok) return created;
  const { Id: id } = created.data.Policy.PolicySummary;
  const attached = await run(AttachPolicy, { PolicyId: id, TargetId: RootId });
  return attached.ok ? { ok: true, data: { id } } : attached;
};
