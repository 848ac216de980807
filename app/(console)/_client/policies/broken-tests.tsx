'use client';

import { keepPreviousData } from '@tanstack/react-query';
import { useRead } from '@/components/console/kit/use-read';
import { Alert } from '@/components/ui/alert';
import { TextLink } from '@/components/ui/text-link';
import type { ConsideredChange } from '@/lib/access/access-tests/schema';
import { paths } from '@/lib/console/paths';
import { consoleQuery } from '@/lib/console/query';
import { plural } from '@/lib/core/text/plural';
import { storedJson } from '@/lib/core/text/stored-json';
import { useSettled } from '../use-settled';

const brokenTestsQuery = (Change: ConsideredChange) => consoleQuery('console', 'ListBrokenTests', { Change });

/** The pause in typing after which the change is evaluated. */
const TYPING_MS = 600;
const MOST_SHOWN = 5;

/** Shows which of the account's access tests the unsaved change would break. Renders nothing if the account has no tests. */
export function BrokenTests({ change }: { change: ConsideredChange | null }) {
  const settled = useSettled(change === null ? null : JSON.stringify(change), TYPING_MS);
  const asked = settled === null ? null : storedJson<ConsideredChange>(settled);
  const read = useRead({
    ...brokenTestsQuery(asked ?? NO_CHANGE),
    enabled: asked !== null,
    placeholderData: keepPreviousData,
  });
  const { data } = read;
  // A reader without permission to run the tests sees nothing of them, and can still save the change.
  if (change === null || asked === null || read.error || !data || data.Tests === 0) return null;
  const { Broken, Mended, Tests } = data;
  if (Broken.length === 0) {
    return (
      <Alert kind="success" live>
        This change breaks none of the {Tests.toLocaleString('en')}{' '}
        <TextLink inline href={paths.accessTests}>
          access tests
        </TextLink>
        {Mended > 0 ? ` and fixes ${Mended === 1 ? 'one failing test' : `${Mended} failing tests`}` : ''}.
      </Alert>
    );
  }
  return (
    <Alert kind="error" live title={`This change breaks ${plural(Broken.length, 'test')}`}>
      <ul className="mt-1 space-y-2">
        {Broken.slice(0, MOST_SHOWN).map(({ File, Line, Name, Why }) => (
          <li key={`${File} ${Line}`}>
            <TextLink inline href={paths.editAccessTests(File)}>
              {Name}
            </TextLink>
            {Why[0] === undefined ? null : <p className="text-ink-2 text-sm">{Why[0]}</p>}
          </li>
        ))}
      </ul>
      {Broken.length > MOST_SHOWN ? <p className="mt-2">and {Broken.length - MOST_SHOWN} more</p> : null}
    </Alert>
  );
}

const NO_CHANGE: ConsideredChange = { Kind: 'trust', RoleName: '-', Document: '-' };
