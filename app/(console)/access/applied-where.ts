import type { PolicyRef, PolicyType } from '@gatehouse/policy/evaluate';
import { GUARDRAIL_TYPES, policyEditHref } from '@/app/(console)/_client/policies/policy-href';
import { type Suggestion, withSuggestion } from '@/app/(console)/_client/policies/suggested-document';
import type { ShownFix } from '@/components/access/decision-view';
import type { SubjectSummary } from '@/lib/access/operations';
import type { PolicyDraft } from '@/lib/access/schema';
import { parseSubject } from '@/lib/access/subject-arn';
import { ENTITIES_OF } from '@/lib/console/entity';
import { paths } from '@/lib/console/paths';
import { before } from '@/lib/core/text/text-parts';

/** The page on which a tested change is made permanently. */
export type Applying = { href: string; label: string };

/** Returns the page on which a proposed change is made, or null. `back` is the question to ask again after saving. */
export function applyFix(
  { way, document }: ShownFix,
  policy: PolicyRef | undefined,
  principal: string,
  back: string,
): Applying | null {
  switch (way?.kind) {
    case 'create':
      return document === undefined ? null : applyNew(way.type, principal, { document, back });
    case 'detach':
      return policy ? applyDetach(policy, principal) : null;
    case 'edit':
      return document !== undefined && policy ? applyEdit(policy, principal, { document, back }) : null;
    default:
      return null;
  }
}

/** Returns the page on which a tested draft is made permanently. */
export function applyDraft(draft: PolicyDraft, subject: SubjectSummary, back: string): Applying | null {
  if (draft.kind === 'add') return applyNew(draft.type, subject.Arn, { document: draft.document, back });
  const policy = draftedPolicy(draft, subject);
  if (!policy) return null;
  if (draft.kind === 'remove') return applyDetach(policy, subject.Arn);
  const suggestion = draft.kind === 'replace' ? { document: draft.document, back } : { without: draft.statements, back };
  return applyEdit(policy, subject.Arn, suggestion);
}

/** Returns the policy that a draft replaces, as in an explanation. */
export function draftedPolicy(draft: Exclude<PolicyDraft, { kind: 'add' }>, subject: SubjectSummary): PolicyRef | undefined {
  const is = ({ Id, Arn }: { Id: string; Arn?: string }) => Id === draft.policyId || Arn === draft.policyId;
  const identity = subject.Identity.find(is);
  if (identity) {
    const { Id: id, Name: name, Arn: arn, Inline, Group } = identity;
    const origin: PolicyRef['origin'] =
      Group !== undefined ? { kind: 'group', groupName: Group, inline: Inline } : { kind: Inline ? 'inline' : 'direct' };
    return { id, type: 'identity', name, arn, origin };
  }
  const { Boundary } = subject;
  if (Boundary && is(Boundary))
    return { id: Boundary.Id, type: 'boundary', name: Boundary.Name, arn: Boundary.Arn, origin: { kind: 'boundary' } };
  for (const level of subject.Levels) {
    const scp = level.Policies.find(({ Id }) => Id === draft.policyId || Id.split('@')[0] === draft.policyId);
    if (scp) return { id: scp.Id, type: 'scp', name: scp.Name, arn: scp.Arn, origin: { kind: 'level', levelId: level.Id } };
  }
  return undefined;
}

function applyEdit(policy: PolicyRef, principal: string, suggestion: Suggestion): Applying | null {
  const href = policyEditHref(policy, principal);
  return href === undefined ? null : { href: withSuggestion(href, suggestion), label: 'Review and save' };
}

const GUARDRAILS: Partial<Record<PolicyType, string>> = GUARDRAIL_TYPES;

/** Returns the page on which a policy is detached. */
export function applyDetach(policy: PolicyRef, principal: string): Applying | null {
  const { origin } = policy;
  const guardrail = GUARDRAILS[policy.type];
  const subject = parseSubject(principal);
  const href =
    guardrail !== undefined
      ? paths.organizationPolicy(guardrail, before(policy.id, '@'), 'targets')
      : origin.kind === 'group'
        ? paths.group(origin.groupName, 'permissions')
        : subject && subject.kind !== 'Account' && policy.type !== 'session'
          ? paths.entity(ENTITIES_OF[subject.kind], subject.name, 'permissions')
          : undefined;
  if (href === undefined) return null;
  const verb = policy.type === 'boundary' ? 'remove' : origin.kind === 'inline' ? 'delete' : 'detach';
  return { href, label: `Review and ${verb}` };
}

function applyNew(type: PolicyType, principal: string, suggestion: Suggestion): Applying | null {
  const guardrail = GUARDRAILS[type];
  if (guardrail !== undefined)
    return { href: withSuggestion(paths.createOrganizationPolicy(guardrail), suggestion), label: 'Review and create' };
  const subject = parseSubject(principal);
  if (type !== 'identity' || !subject || subject.kind === 'Account') return null;
  const href = paths.createInlinePolicy(ENTITIES_OF[subject.kind], subject.name);
  return { href: withSuggestion(href, suggestion), label: 'Review and create' };
}
