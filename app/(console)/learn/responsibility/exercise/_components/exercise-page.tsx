'use client';

import { parseAsString, useQueryStates } from 'nuqs';
import { useEffect, useState } from 'react';
import { PageHeader } from '@/components/console/page/page-header';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field/field';
import { Input } from '@/components/ui/field/input';
import { SegmentedControl } from '@/components/ui/field/segmented-control';
import { paths } from '@/lib/console/paths';
import type { Level } from '@/lib/responsibility/model/controls';
import { LEVELS, SEED } from '@/lib/responsibility/model/exercise';
import { ResultsSummary } from '../../results-summary';
import { Run } from './run';

const toLevel = (text: string | null): Level => LEVELS.find(({ level }) => String(level) === text)?.level ?? 1;

/**
 * Sorts thirty controls by owner.
 * @param drawn the seed if the address has none
 */
export function ExercisePage({ drawn }: { drawn: string }) {
  const [asked, setAsked] = useQueryStates({ level: parseAsString, seed: parseAsString });
  const level = toLevel(asked.level);
  // The first one, because each render draws another.
  const [first] = useState(drawn);
  const seed = asked.seed !== null && SEED.test(asked.seed) ? asked.seed.toUpperCase() : first;
  useEffect(() => {
    if (asked.seed !== seed) void setAsked({ seed }, { history: 'replace' });
  }, [asked.seed, seed, setAsked]);

  return (
    <>
      <PageHeader
        title="Whose job is it?"
        crumb="Exercise"
        breadcrumbs={[{ label: 'Shared responsibility', href: paths.responsibility() }]}
        description="Sort thirty controls in three levels. Use the arrow keys or the letters P, C, S and N. After each answer you see the reason. Wrong answers cost nothing and are asked again."
      />
      <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_18rem]">
        <div className="min-w-0 space-y-3">
          <SegmentedControl
            label="Level"
            value={String(level)}
            onValueChange={(next) => void setAsked({ level: next }, { history: 'push' })}
            segments={LEVELS.map((one) => ({ value: String(one.level), label: one.name }))}
          />
          <Run
            key={`${level} ${seed}`}
            level={level}
            seed={seed}
            onLevel={(next) => void setAsked({ level: String(next) }, { history: 'push' })}
          />
        </div>
        <aside className="grid gap-4">
          <section className="rounded-lg border border-line bg-surface px-3.5 py-3">
            <h2 className="mb-1 font-semibold text-base">Your results</h2>
            <ResultsSummary />
          </section>
          <ClassSeed key={seed} seed={seed} onSeed={(next) => void setAsked({ seed: next }, { history: 'push' })} />
        </aside>
      </div>
    </>
  );
}

function ClassSeed({ seed, onSeed }: { seed: string; onSeed: (seed: string) => void }) {
  const [text, setText] = useState(seed);
  const fits = SEED.test(text.trim());
  return (
    <section className="rounded-lg border border-line bg-surface px-3.5 py-3">
      <h2 className="mb-1 font-semibold text-base">Same questions for a class</h2>
      <form
        className="space-y-2"
        onSubmit={(event) => {
          event.preventDefault();
          if (fits) onSeed(text.trim().toUpperCase());
        }}
      >
        <Field
          label="Seed"
          description="The same seed gives the same questions in the same order."
          error={fits ? undefined : 'Use 1 to 12 letters and digits.'}
        >
          <Input
            value={text}
            onChange={(event) => setText(event.target.value)}
            autoComplete="off"
            className="font-mono uppercase"
          />
        </Field>
        <Button type="submit">Use seed</Button>
      </form>
    </section>
  );
}
