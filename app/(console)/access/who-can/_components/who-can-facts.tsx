import { withoutResource } from '@/components/access/verdict-text';
import { Alert } from '@/components/ui/alert';
import { VERDICT } from '@/components/ui/verdict-mark';
import type { WhoCanAnswer } from '@/lib/access/who-can/operations';
import { plural } from '@/lib/core/text/plural';
import type { Reach } from '../../reach-field';
import type { WhoQuestion } from '../queries';

const count = (number: number) => number.toLocaleString('en');

/** Summarizes the answer, including external callers and hidden results. */
export function WhoCanFacts({ answer, asked, reach }: { answer: WhoCanAnswer; asked: WhoQuestion; reach: Reach }) {
  const { Principals, Total, Considered, Withheld, Accounts, Milliseconds } = answer;
  const open = Principals.some(({ UnknownPolicy }) => UnknownPolicy);
  const certain = Principals.filter(({ Access }) => Access === 'always').length;
  return (
    <div className="space-y-3">
      <p role="status" {...VERDICT} className="flex flex-wrap gap-x-6 gap-y-1 text-ink-2">
        <span>
          <b className="font-semibold text-ink">
            {count(Total)} of {plural(Considered, 'principal')}
          </b>{' '}
          {open ? 'can, or can under conditions' : 'can'}
        </span>
        {Total > 0 && Total === Principals.length ? (
          <span>
            {count(certain)} always, {count(Total - certain)} depending on {open ? 'what is not known here' : 'the request'}
          </span>
        ) : null}
        <span>
          {reach === 'organization'
            ? `${plural(Accounts.length, 'account')} of the organization`
            : 'Roles of other accounts are not included'}
        </span>
        <span className="text-ink-3">in {Milliseconds < 1 ? 'under 1' : Math.round(Milliseconds)} ms</span>
      </p>
      {Total > Principals.length ? (
        <Alert kind="info" title={`The first ${count(Principals.length)} are listed`}>
          Enter a narrower resource, or set the circumstances, to see fewer.
        </Alert>
      ) : null}
      {Withheld > 0 ? (
        <Alert kind="info" title={`${count(Withheld)} more can, but are not shown`}>
          You don't have permission to simulate them, or a role on their path.
        </Alert>
      ) : null}
      {answer.DecidedResource === asked.Resource ? null : <Alert kind="info" title={withoutResource(asked.Action)} />}
      <OwnerNotice answer={answer} />
      <OutsideNotice answer={answer} />
    </div>
  );
}

/** Shows the assumed owner and unknown policies. */
function OwnerNotice({ answer: { Owner } }: { answer: WhoCanAnswer }) {
  if (!Owner.Assumed && !Owner.UnknownPolicy) return null;
  return (
    <Alert
      kind="info"
      title={Owner.Assumed ? `Owner assumed to be account ${Owner.Id}` : 'The resource policy is not known here'}
    >
      {Owner.Assumed ? <p>The ARN does not include an account. You can enter another owner next to the resource.</p> : null}
      {Owner.UnknownPolicy ? (
        <p>
          {Owner.Assumed ? 'It may have a resource policy that is not known here' : `Account ${Owner.Id} may have a policy on it`}
          . Enter it under “Resource policy” to include it.
        </p>
      ) : null}
    </Alert>
  );
}

/** Lists callers outside the considered accounts: the public, other accounts, services. */
function OutsideNotice({ answer: { Anonymous, Outside } }: { answer: WhoCanAnswer }) {
  if (Anonymous === 'never' && Outside.length === 0) return null;
  return (
    <Alert kind="warning" title={Anonymous === 'never' ? 'Others can too' : 'Anyone can, without signing in'}>
      {Anonymous === 'sometimes' ? <p>The resource policy allows some anonymous requests and denies others.</p> : null}
      {Outside.length > 0 ? (
        <>
          <p>The resource policy allows these. The policies of their own accounts are not known here.</p>
          <ul className="list-disc pl-5">
            {Outside.map(({ Principal, Access }) => (
              <li key={Principal} className="break-all">
                <code className="font-mono text-sm">{Principal}</code>
                {Access === 'sometimes' ? ', depending on the request' : ''}
              </li>
            ))}
          </ul>
        </>
      ) : null}
    </Alert>
  );
}
