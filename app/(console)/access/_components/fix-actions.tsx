'use client';

import type { PolicyRef } from '@gatehouse/policy/evaluate';
import type { ShownFix } from '@/components/access/decision-view';
import { useRead } from '@/components/console/kit/use-read';
import { Button } from '@/components/ui/button';
import { TextLink } from '@/components/ui/text-link';
import { parseSubject } from '@/lib/access/subject-arn';
import { paths } from '@/lib/console/paths';
import { applyFix } from '../applied-where';
import { reachQuery } from '../queries';
import { type Question, questionHref } from '../question-fragment';
import { useOwnAccount } from '../use-own-account';
import { type Trial, trialOf } from './fix-trial';
import { OpenPolicy, type OpenPolicyProps } from './open-policy';

type FixActionsProps = OpenPolicyProps & { question: Question; onTry?: (trial: Trial) => void };

/** The actions for a proposed change: view its policy, try it, and make it. */
export function FixActions({ fix, policy, question, documents, href, onTry }: FixActionsProps) {
  const { PrincipalArn = '' } = question;
  const makes = useMakesChanges(PrincipalArn);
  const trial = onTry ? trialOf(fix, policy) : null;
  // Tested drafts are not saved, so the question after saving leaves them out.
  const { Drafts: _, ...stored } = question;
  const elsewhere = useAccountElsewhere(PrincipalArn, policy?.type ?? newType(fix));
  const apply = makes(policy?.type ?? newType(fix)) ? applyFix(fix, policy, PrincipalArn, questionHref(stored)) : null;
  return (
    <>
      {trial && onTry ? (
        <Button variant="link" size="sm" className="h-auto px-0 font-normal" onClick={() => onTry(trial)}>
          {'draft' in trial ? 'Try as draft' : 'Use this value'}
        </Button>
      ) : null}
      {apply ? <TextLink href={apply.href}>{apply.label}</TextLink> : null}
      {elsewhere ? (
        <TextLink href={paths.switchRole({ account: elsewhere, next: questionHref(stored) })}>Switch role to apply</TextLink>
      ) : null}
      <OpenPolicy fix={fix} policy={policy} documents={documents} href={href} />
    </>
  );
}

/** Returns the account in which a type of a principal's policy is changed, if it is not the reader's. */
function useAccountElsewhere(principal: string, type: PolicyRef['type'] | undefined): string | undefined {
  const own = useOwnAccount();
  const account = parseSubject(principal)?.accountId;
  const there = type === 'identity' || type === 'boundary';
  return there && own !== undefined && account !== own ? account : undefined;
}

function newType({ way }: ShownFix): PolicyRef['type'] | undefined {
  return way?.kind === 'create' ? way.type : undefined;
}

/**
 * Returns whether policies of a type are changed in the signed-in account: organization policies in the management account, all
 * others in the principal's account.
 */
export function useMakesChanges(principal: string): (type: PolicyRef['type'] | undefined) => boolean {
  const reach = useRead(reachQuery()).data;
  const own = parseSubject(principal)?.accountId === reach?.AccountId;
  return (type) => (type === 'scp' || type === 'rcp' ? reach?.ManagesOrganization === true : own);
}
