import type { AccountReader } from '@/app/(console)/_client/account-reader';
import { FixButton } from '@/app/(console)/security/fix-button';
import { placeHref } from '@/app/(console)/security/place-href';
import { ArnText } from '@/components/console/page/arn-text';
import { Time } from '@/components/console/page/time';
import { Button } from '@/components/ui/button';
import { ExpandableSection } from '@/components/ui/expandable-section';
import { Severity } from '@/components/ui/severity';
import { TextLink } from '@/components/ui/text-link';
import type { Json } from '@/lib/console/result';
import type { FindingAnswer } from '@/lib/posture/operations';
import { controlWords } from './control-words';

export type Finding = Json<FindingAnswer>;

type FindingRowProps = {
  finding: Finding;
  reader: AccountReader;
  /** The reason why the reader cannot create an exception. */
  mayNotExcept: string | undefined;
  onExcept: () => void;
};

/** One finding: its cause, its fix, and the facts on request. */
export function FindingRow({ finding, reader, mayNotExcept, onExcept }: FindingRowProps) {
  const { Severity: level, Title, Check, Status, FirstSeen, ResolvedAt, AccountId, AccountName } = finding;
  const own = AccountId === reader.accountId;
  const open = Status === 'ACTIVE';
  return (
    <li className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-4 gap-y-1 px-4 py-2.5 md:grid-cols-[6rem_minmax(0,1fr)_8rem_auto]">
      <Severity level={Status === 'RESOLVED' ? 'done' : level} className="self-start pt-0.5 max-md:col-start-1" />
      <div className="min-w-0 max-md:col-span-2 max-md:row-start-2">
        <p className="break-words font-medium">{Title}</p>
        <p className="text-ink-2 text-sm">
          {own ? null : <span className="font-medium">{AccountName}: </span>}
          {Check.Why}
        </p>
        <Details finding={finding} />
      </div>
      <p className="pt-0.5 text-ink-3 text-sm max-md:col-start-2 max-md:row-start-1 max-md:text-right">
        {Status === 'RESOLVED' ? 'resolved ' : 'first seen '}
        <Time value={ResolvedAt ?? FirstSeen} />
      </p>
      <div className="flex items-start gap-2 max-md:col-span-2">
        {open ? (
          <>
            <FixButton finding={finding} reader={reader} />
            {own ? (
              <Button
                size="sm"
                variant="ghost"
                disabledReason={mayNotExcept}
                onClick={onExcept}
                aria-label={`Create exception: ${Title}`}
              >
                Create exception…
              </Button>
            ) : null}
          </>
        ) : null}
      </div>
    </li>
  );
}

function Details({ finding }: { finding: Finding }) {
  const { Check, Subject, Evidence, Fix, Exception, Reopened, Resolution, LastSeen } = finding;
  return (
    <ExpandableSection title={<span className="font-normal text-ink-3 text-sm">Evidence</span>}>
      <dl className="grid gap-x-4 gap-y-1 text-sm sm:grid-cols-[10rem_minmax(0,1fr)]">
        <Row label="About">
          <ArnText arn={Subject.arn} />
        </Row>
        {Evidence.map(({ label, text, time, place }) => (
          <Row key={`${label} ${text ?? time}`} label={label}>
            {place ? (
              <TextLink inline href={placeHref(place)}>
                {text}
              </TextLink>
            ) : (
              text
            )}
            {time ? <Time value={time} /> : null}
          </Row>
        ))}
        <Row label="Remediation">
          {Fix.text}.{' '}
          {Fix.byHand ?? (
            <>
              Requires <code className="font-mono text-xs">{Fix.needs}</code>.
            </>
          )}
        </Row>
        <Row label="Check">
          <code className="font-mono text-xs">{Check.CheckId}</code>
        </Row>
        <Row label="Public controls">{Check.Controls.map(controlWords).join(', ') || 'none'}</Row>
        <Row label="Last seen">
          <Time value={LastSeen} />
        </Row>
        {Reopened > 0 ? <Row label="Reopened">{Reopened === 1 ? 'once' : `${Reopened} times`}</Row> : null}
        {Resolution ? <Row label="Resolved">{RESOLUTIONS[Resolution]}</Row> : null}
        {Exception ? (
          <Row label="Exception">
            {Exception.Reason} Until <Time value={Exception.ExpiresAt} format="short" />, by{' '}
            {Exception.CreatedBy.split('/').at(-1)}.
          </Row>
        ) : null}
      </dl>
    </ExpandableSection>
  );
}

const RESOLUTIONS = { fixed: 'fixed', deleted: 'resource no longer exists', window: 'too old' };

function Row({ label, children }: { label: string; children: React.ReactNode }) {
  return (
    <>
      <dt className="text-ink-3">{label}</dt>
      <dd className="min-w-0 break-words">{children}</dd>
    </>
  );
}
