import { useRead } from '@/components/console/kit/use-read';
import { ReadBox } from '@/components/console/page/read-box';
import { classNames } from '@/components/ui/class-names';
import { OUTCOME_INK, type Outcome } from '@/components/ui/outcome-icon';
import { OutcomeStatus } from '@/components/ui/outcome-status';
import { TextLink } from '@/components/ui/text-link';
import type { LevelCounts, OwnAccess } from '@/lib/access/effective/own-access';
import { paths } from '@/lib/console/paths';
import type { Json } from '@/lib/console/result';
import { ownAccessQuery } from '../queries';
import type { Readable, Reader } from './reader';

const LEVELS = [
  { key: 'List', label: 'List' },
  { key: 'Read', label: 'Read' },
  { key: 'Write', label: 'Write' },
  { key: 'Permissions management', label: 'Permissions' },
  { key: 'Tagging', label: 'Tagging' },
] as const;

const number = (value: number) => value.toLocaleString('en');

/** Shows how much the reader can do, by access level. */
export function OwnAccessPanel({ reader, may }: { reader: Reader; may: Readable }) {
  const access = useRead(ownAccessQuery());
  return (
    // Sized by its own width, because the lab of a class can be next to it.
    <div className="@container">
      <section
        aria-label="My permissions"
        className="grid rounded-lg border border-line bg-surface @2xl:grid-cols-5 @4xl:grid-cols-[minmax(230px,1.35fr)_repeat(5,minmax(0,1fr))]"
      >
        <div className="px-4 py-2.5 @max-4xl:col-span-full">
          <h2 className="font-semibold text-base">My permissions</h2>
          <ReadBox read={access} what="your permissions">
            {(data) => <Words data={data} link={may.subject ? paths.access({ principal: reader.arn }) : undefined} />}
          </ReadBox>
        </div>
        {LEVELS.map(({ key, label }) => (
          <Level key={key} label={label} counts={access.data?.Levels[key]} />
        ))}
      </section>
    </div>
  );
}

function Words({ data: { Total, ServiceCount }, link }: { data: Json<OwnAccess>; link?: string }) {
  return (
    <p className="text-ink-2 text-sm tabular-nums">
      {number(Total.allowed + Total.limited)} of {number(Total.total)} actions, in{' '}
      {ServiceCount === 1 ? 'one service' : `${number(ServiceCount)} services`}.{' '}
      {link ? (
        <TextLink inline href={link}>
          Effective permissions
        </TextLink>
      ) : null}
    </p>
  );
}

function Level({ label, counts }: { label: string; counts?: LevelCounts }) {
  const granted = counts ? counts.allowed + counts.limited : 0;
  const outcome = counts ? outcomeOf(counts) : 'unknown';
  return (
    <div className="min-w-0 border-line px-4 py-2.5 not-nth-2:@2xl:border-l @max-2xl:grid @max-2xl:grid-cols-[6rem_1fr] @max-2xl:items-center @max-2xl:gap-x-2 @max-2xl:border-t @4xl:border-l @2xl:@max-4xl:border-t">
      <h3 className="font-medium text-ink-3 text-xs">{label}</h3>
      <div className="min-w-0 text-sm tabular-nums">
        <OutcomeStatus outcome={outcome} size={14}>
          {counts ? amount(counts) : '…'}
        </OutcomeStatus>
      </div>
      <span
        aria-hidden
        className={classNames(
          'mt-1 block h-0.75 overflow-hidden rounded-sm bg-none-soft @max-2xl:col-span-2',
          OUTCOME_INK[outcome],
        )}
      >
        <span
          className={classNames('block h-full bg-current', granted > 0 && 'min-w-0.5')}
          style={{ width: counts && granted > 0 ? `${(100 * granted) / counts.total}%` : 0 }}
        />
      </span>
      <p className="mt-1 truncate text-ink-3 text-xs @max-2xl:col-span-2" title={counts ? limits(counts) : undefined}>
        {counts ? limits(counts) : ' '}
      </p>
    </div>
  );
}

function outcomeOf({ allowed, limited, total }: LevelCounts): Outcome {
  if (allowed + limited === total) return 'allowed';
  return allowed + limited > 0 ? 'limited' : 'implicit-deny';
}

function amount({ allowed, limited, total }: LevelCounts): string {
  if (allowed + limited === total) return `all ${number(total)}`;
  return allowed + limited > 0 ? `${number(allowed + limited)} of ${number(total)}` : 'none';
}

/** Returns what limits the access: denials and conditions, or the services if little is allowed. */
function limits({ allowed, limited, explicitDeny, implicitDeny, total, Services }: LevelCounts): string {
  if (allowed === total) return 'no limits';
  if (explicitDeny === total) return 'explicitly denied';
  if (allowed + limited === 0) return 'nothing granted';
  if (implicitDeny > total / 2) return Services.join(', ');
  const words = [
    explicitDeny > 0 ? `${number(explicitDeny)} denied` : null,
    limited > 0 ? `${number(limited)} with limits` : null,
    implicitDeny > 0 ? `${number(implicitDeny)} not granted` : null,
  ];
  return words.filter((word) => word !== null).join(', ');
}
