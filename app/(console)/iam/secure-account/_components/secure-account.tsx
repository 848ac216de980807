'use client';

import { CircleCheck, CircleHelp } from 'lucide-react';
import type { ReactNode } from 'react';
import { RootUsePanel } from '@/app/(console)/_client/root-use-panel';
import { SignInUrl } from '@/app/(console)/_client/secrets/secret';
import { useRead } from '@/components/console/kit/use-read';
import { PageHeader } from '@/components/console/page/page-header';
import { ReadBox } from '@/components/console/page/read-box';
import { HelpLink, HelpPanel } from '@/components/console/shell/help-panel';
import { Badge } from '@/components/ui/badge';
import { Button, ButtonLink } from '@/components/ui/button';
import { Panel } from '@/components/ui/panel';
import { type SecurityStep, securityStepsOf } from '../../_components/security-steps';
import { accountAliasesQuery, securityStepsQuery } from '../../queries';

type SecureAccountProps = { accountId: string; isRoot: boolean; mayReadUse: boolean; signOut: () => Promise<void> };

/** Renders the steps from the root user to an administrator. Each shows its state, or links to its form. */
export function SecureAccount({ accountId, isRoot, mayReadUse, signOut }: SecureAccountProps) {
  const read = useRead(securityStepsQuery());
  const alias = useRead(accountAliasesQuery()).data?.AccountAliases[0];
  const steps = read.data ? securityStepsOf(read.data, { accountId, isRoot }) : [];
  const done = steps.filter((step) => step.done).length;
  const next = steps.find((step) => step.done === false)?.id;
  return (
    <>
      <PageHeader
        title="Secure this account"
        info={<HelpLink />}
        badge={
          read.data ? (
            <Badge tone={done === steps.length ? 'allow' : 'limit'}>
              {done === steps.length ? 'All done' : `${done} of ${steps.length} done`}
            </Badge>
          ) : undefined
        }
        description="Replace the root user with an administrator for everyday work."
      />
      <div className="space-y-4">
        <Panel flush={Boolean(read.data)}>
          <ReadBox read={read} what="the progress of securing this account">
            {() => (
              <ol className="divide-y divide-line">
                {steps.map((step, index) => (
                  <Step key={step.id} step={step} number={index + 1} isNext={step.id === next}>
                    {step.id === 'sign-out' && isRoot ? (
                      <>
                        <SignInUrl account={alias ?? accountId} />
                        <form action={signOut} className="mt-2">
                          <Button type="submit" variant={step.id === next ? 'primary' : 'normal'}>
                            Sign out of the root user
                          </Button>
                        </form>
                      </>
                    ) : null}
                  </Step>
                ))}
              </ol>
            )}
          </ReadBox>
        </Panel>
        {mayReadUse ? <RootUsePanel accountId={accountId} reach="account" /> : null}
      </div>
      <SecureAccountHelp />
    </>
  );
}

type StepProps = { step: SecurityStep; number: number; isNext: boolean; children: ReactNode };

function Step({ step: { title, done, detail, link }, number, isNext, children }: StepProps) {
  return (
    <li aria-current={isNext ? 'step' : undefined} className="flex flex-wrap items-start gap-x-3 gap-y-2 px-4 py-3">
      {done ? (
        <CircleCheck aria-label="Done" size={20} className="shrink-0 text-allow" />
      ) : done === null ? (
        <CircleHelp aria-label="Not known" size={20} className="shrink-0 text-ink-3" />
      ) : (
        <span
          aria-hidden
          className="flex size-5 shrink-0 items-center justify-center rounded-full border border-line-strong font-medium text-ink-2 text-xs tabular-nums"
        >
          {number}
        </span>
      )}
      <div className="min-w-0 flex-1 basis-60">
        <h2 className="font-medium">{title}</h2>
        <p className="text-ink-2 text-sm">{detail}</p>
        {children}
      </div>
      {link ? (
        <ButtonLink variant={isNext ? 'primary' : 'normal'} href={link.href}>
          {link.label}
        </ButtonLink>
      ) : null}
    </li>
  );
}

function SecureAccountHelp() {
  return (
    <HelpPanel title="Secure this account">
      <p>Each step shows the current state of the account. You can return to this page from the bar at the top of other pages.</p>
      <h3>Why avoid the root user?</h3>
      <p>
        It can do everything in the account, and no IAM policy of the account limits it. Anyone who controls it can lock everyone
        else out. An administrator can do almost everything, but can be limited and replaced.
      </p>
      <h3>Tasks that require the root user</h3>
      <p>
        Changing its own email address, password and keys, activating IAM access to billing, closing the account, and restoring
        permissions if everyone else is locked out.
      </p>
      <h3>A role instead of a user</h3>
      <p>
        A role with AdministratorAccess counts too if its trust policy requires <code>aws:MultiFactorAuthPresent</code>.
      </p>
    </HelpPanel>
  );
}
