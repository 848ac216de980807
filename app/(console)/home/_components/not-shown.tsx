import { CopyArn } from '@/components/console/page/copy-text';
import { ExpandableSection } from '@/components/ui/expandable-section';
import type { Readable, Reader } from './reader';

/** The order puts first what explains the reader's own permissions. */
const PARTS: readonly { part: keyof Readable['missing']; what: string }[] = [
  { part: 'subject', what: 'the policies behind your permissions' },
  { part: 'events', what: 'the event history' },
  { part: 'findings', what: 'findings' },
  { part: 'organization', what: 'the organization' },
];

/** Says what the reader has no permission to view, and who can grant it. */
export function NotShown({ reader, may }: { reader: Reader; may: Readable }) {
  const missing = PARTS.flatMap(({ part, what }) => {
    const action = may.missing[part];
    return action === undefined ? [] : [{ what, action }];
  });
  const actions = [...new Set(missing.map(({ action }) => action))];
  if (missing.length === 0) return null;
  return (
    <section aria-label="Not shown" className="px-1 text-ink-2 text-sm">
      <p>
        Not shown, because you don't have permission to view it: {listOf(missing.map(({ what }) => what))}. An administrator of{' '}
        {reader.account.name} (<span className="font-mono text-xs">{reader.account.shownId}</span>) can grant it.
      </p>
      <ExpandableSection title="Permissions to request">
        <p className="mt-1">Send the administrator these permissions and your ARN:</p>
        <ul className="mt-1">
          {actions.map((action) => (
            <li key={action} className="font-mono text-xs leading-5">
              {action}
            </li>
          ))}
        </ul>
        <CopyArn arn={reader.arn} />
      </ExpandableSection>
    </section>
  );
}

function listOf(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}
