'use client';

import { Printer } from 'lucide-react';
import { parseAsArrayOf, parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs';
import { PageHeader } from '@/components/console/page/page-header';
import { Button } from '@/components/ui/button';
import { Checkbox } from '@/components/ui/field/checkbox';
import { SegmentedControl } from '@/components/ui/field/segmented-control';
import { paths } from '@/lib/console/paths';
import { KINDS, type KindId } from '@/lib/responsibility/model/layers';
import { Solution } from './solution';
import { Worksheet } from './worksheet';

const USUAL: readonly KindId[] = ['vm', 'rds', 's3'];
/** More columns are too narrow for writing. */
const MOST_KINDS = 4;

/** The printable worksheet. Nothing on it comes from the account. */
export function WorksheetPage() {
  const [asked, setAsked] = useQueryStates({
    kinds: parseAsArrayOf(parseAsString),
    show: parseAsStringLiteral(['worksheet', 'solution'] as const).withDefault('worksheet'),
  });
  const named = KINDS.filter(({ id }) => (asked.kinds ?? USUAL).includes(id)).slice(0, MOST_KINDS);
  const kinds = named.length > 0 ? named : KINDS.filter(({ id }) => USUAL.includes(id));
  const toggle = (id: KindId, wanted: boolean) =>
    void setAsked({
      kinds: KINDS.map((kind) => kind.id).filter((one) => (one === id ? wanted : kinds.some((kind) => kind.id === one))),
    });

  return (
    <>
      <div className="print:hidden">
        <PageHeader
          title="Worksheet on shared responsibility"
          crumb="Worksheet"
          breadcrumbs={[{ label: 'Shared responsibility', href: paths.responsibility() }]}
          description="Print three pages for a class and the solution for the instructor, on A4 in black and white. Choose up to four service types for the table."
          actions={
            <Button variant="primary" onClick={() => window.print()}>
              <Printer aria-hidden size={14} />
              Print
            </Button>
          }
        />
        <div className="mb-4 flex flex-wrap items-start gap-x-6 gap-y-3">
          <SegmentedControl
            label="Print"
            value={asked.show}
            onValueChange={(show) => void setAsked({ show })}
            segments={[
              { value: 'worksheet', label: 'Worksheet' },
              { value: 'solution', label: 'Solution' },
            ]}
          />
          <fieldset className="flex min-w-0 flex-wrap gap-x-4 gap-y-1.5">
            <legend className="sr-only">Kinds of service in the table</legend>
            {KINDS.map(({ id, service }) => {
              const chosen = kinds.some((kind) => kind.id === id);
              return (
                <Checkbox
                  key={id}
                  label={service}
                  checked={chosen}
                  disabled={chosen ? kinds.length === 1 : kinds.length === MOST_KINDS}
                  onChange={(event) => toggle(id, event.target.checked)}
                />
              );
            })}
          </fieldset>
        </div>
      </div>
      {asked.show === 'worksheet' ? <Worksheet kinds={kinds} /> : <Solution kinds={kinds} />}
    </>
  );
}
