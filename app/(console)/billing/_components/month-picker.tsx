'use client';

import { ChevronLeft, ChevronRight } from 'lucide-react';
import { ButtonLink } from '@/components/ui/button';
import { Select } from '@/components/ui/field/select';
import { useRouter } from '@/components/ui/navigation';
import { monthLater, monthWords } from './months';

type MonthPickerProps = {
  month: string;
  /** The current billing month, which is the last one. */
  current: string;
  /** Months with a bill. */
  months: readonly string[];
  hrefOf: (month: string) => string;
};

/** Links to the same page for another month. */
export function MonthPicker({ month, current, months, hrefOf }: MonthPickerProps) {
  const router = useRouter();
  const options = [...new Set([current, month, ...months])].sort().reverse();
  const [before, after] = [monthLater(month, -1), monthLater(month, 1)];
  return (
    <fieldset className="flex items-center gap-1">
      <legend className="sr-only">Month</legend>
      <ButtonLink href={hrefOf(before)} className="w-8 px-0">
        <ChevronLeft aria-hidden size={16} />
        <span className="sr-only">Previous month: {monthWords(before)}</span>
      </ButtonLink>
      <Select
        aria-label="Month of the bill"
        className="w-40"
        value={month}
        options={options.map((each) => ({ value: each, label: monthWords(each) }))}
        onValueChange={(next) => router.push(hrefOf(next))}
      />
      <ButtonLink
        href={hrefOf(after)}
        className="w-8 px-0"
        disabledReason={month >= current ? 'This is the current billing month' : undefined}
      >
        <ChevronRight aria-hidden size={16} />
        <span className="sr-only">Next month: {monthWords(after)}</span>
      </ButtonLink>
    </fieldset>
  );
}
