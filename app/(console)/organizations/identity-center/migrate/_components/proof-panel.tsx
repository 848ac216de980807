import type { ReactNode } from 'react';
import { DifferenceShown, undecidedReason, VerdictWord } from '@/app/(console)/_client/access-verdict';
import { Button } from '@/components/ui/button';
import { Panel } from '@/components/ui/panel';
import type { Proof, Row } from './plan';

type Kind = Proof['Causes'][number]['Kind'];

/** The words for a cause, and the remedy. */
const ADVICE: Readonly<Record<Kind, { what: string; todo: string }>> = {
  USER_NAME: {
    what: 'A condition or variable reads aws:username, which sessions of roles do not have.',
    todo: 'Make the user name an attribute for access control in the settings, and write aws:PrincipalTag/ with its name in place of aws:username.',
  },
  USER_ID: {
    what: 'A condition reads aws:userid. A session has the id of the role and the user name, as in AROA…:ana.',
    todo: 'Compare aws:userid with *:NAME, or identitystore:UserId with the id of the person.',
  },
  USER_ARN: {
    what: 'A condition reads the ARN or the type of the principal, which is the reserved role now.',
    todo: 'Use ArnLike on aws:PrincipalArn with a wildcard in place of the suffix of the reserved role.',
  },
  MFA: {
    what: 'A condition reads whether the caller used MFA. In AWS, sessions of the access portal carry no MFA, whatever the person used.',
    todo: 'Require MFA in the settings of the access portal, and leave these conditions out for the permission set.',
  },
  TAGS: {
    what: 'A condition reads tags of the principal. Tags of the IAM user do not come along.',
    todo: 'Add attributes for access control with the same keys, and set the attributes of the people.',
  },
  SESSION: {
    what: 'A condition reads something that only sessions have, such as aws:TokenIssueTime.',
    todo: 'Check whether the condition should hold for people too.',
  },
  RESOURCE_POLICY: {
    what: 'A resource policy names the user.',
    todo: 'Allow the account with ArnLike on aws:PrincipalArn and the reserved role with a wildcard in place of its suffix.',
  },
  TRUST_POLICY: {
    what: 'The trust policy of a role names the user.',
    todo: 'Trust the account with ArnLike on aws:PrincipalArn and the reserved role with a wildcard in place of its suffix.',
  },
};

/** Renders the requests that a user's planned session decides differently, with their causes. */
export function ProofPanel({ row, onClose }: { row: Row; onClose: () => void }) {
  const { UserName, Proof, Blocked } = row;
  return (
    <Panel
      title={`Access of ${UserName}`}
      actions={
        <Button variant="link" onClick={onClose}>
          Close
        </Button>
      }
    >
      <div className="space-y-4 [overflow-wrap:anywhere]">
        {Blocked === undefined ? null : <p>{Blocked}</p>}
        {Proof ? (
          <>
            <p className="flex flex-wrap items-center gap-2">
              <VerdictWord verdict={Proof.Verdict} />
              {Proof.Verdict === 'undecided' ? undecidedReason(Proof.Reason) : 'The person’s session compared with the IAM user.'}
            </p>
            <Part title="Requests that differ" shown={Proof.Differences.length > 0}>
              {Proof.Differences.map((difference) => (
                <DifferenceShown key={JSON.stringify(difference)} difference={difference} />
              ))}
              {Proof.More > 0 ? <p className="text-ink-2 text-sm">And {Proof.More} more.</p> : null}
            </Part>
            <Part title="Causes, and what to do" shown={Proof.Causes.length > 0}>
              <ul className="list-disc space-y-2 pl-5">
                {Proof.Causes.map(({ Kind, In }) => (
                  <li key={Kind}>
                    <p>{ADVICE[Kind].what}</p>
                    <p className="text-ink-2">{ADVICE[Kind].todo}</p>
                    <p className="text-ink-2 text-sm">In {In.join(', ')}</p>
                  </li>
                ))}
              </ul>
            </Part>
          </>
        ) : null}
      </div>
    </Panel>
  );
}

function Part({ title, shown, children }: { title: string; shown: boolean; children: ReactNode }) {
  if (!shown) return null;
  return (
    <section className="space-y-2">
      <h3 className="font-semibold">{title}</h3>
      {children}
    </section>
  );
}
