'use client';

import { Combobox as Base } from '@base-ui/react/combobox';
import { Check, ChevronDown, X } from 'lucide-react';
import { type ReactNode, useMemo, useState } from 'react';
import { classNames } from '../class-names';
import { usePortalContainer } from '../portal-container';
import { controlGroupClass, optionClass, popupClass } from './control-class';
import { rankOptions } from './rank-options';

export type ComboboxOption<V extends string = string> = { value: V; label: string; description?: ReactNode; disabled?: boolean };

type Shared<V extends string> = {
  options: readonly ComboboxOption<V>[];
  placeholder?: string;
  /** Used if no Field provides the label. */
  'aria-label'?: string;
  name?: string;
  disabled?: boolean;
  /** Shown when nothing matches. */
  emptyText?: string;
  /** The maximum number of displayed options. Typing narrows them. */
  limit?: number;
  className?: string;
};

/** The options are search results that the owner loads while the user types. */
type ComboboxSearch<V extends string> = {
  /** Called with the typed text, or an empty one. */
  onText: (text: string) => void;
  /** True while the options belong to an earlier text. */
  busy: boolean;
  /** True if there are more results than options. */
  more: boolean;
  /** The selected one, which can be missing from the options. */
  chosen: ComboboxOption<V> | null;
};

export type ComboboxProps<V extends string> = Shared<V> & {
  value: V | null;
  onValueChange: (value: V | null) => void;
  /** True if there is always a selection, which cannot be cleared. */
  required?: boolean;
  search?: ComboboxSearch<V>;
};

/** Selects one of many options, found by typing. */
export function Combobox<V extends string>({
  options,
  value,
  onValueChange,
  className,
  limit = 100,
  required = false,
  search,
  ...props
}: ComboboxProps<V>) {
  const [typed, setTyped] = useState('');
  const label = (options.find((option) => option.value === value) ?? search?.chosen)?.label;
  // The object must not change while the selection stays, because a new one overwrites the typed text.
  const selected = useMemo(() => (value === null || label === undefined ? null : { value, label }), [value, label]);
  const shown = search ? (search.busy ? narrowed(options, typed) : options) : rankOptions(options, typed);
  return (
    <Base.Root<ComboboxOption<V>>
      items={shown as ComboboxOption<V>[]}
      filter={search ? null : undefined}
      onInputValueChange={(text, { reason }) => {
        // The text also changes on selecting and clearing.
        const asked = reason === 'input-change' ? text : '';
        setTyped(asked);
        search?.onText(asked);
      }}
      value={selected}
      onValueChange={(next) => onValueChange(next?.value ?? null)}
      isItemEqualToValue={sameOption}
      limit={limit}
      name={props.name}
      disabled={props.disabled}
      autoHighlight
      modal
    >
      <Base.InputGroup className={classNames(controlGroupClass, 'pr-1', className)}>
        <Base.Input
          aria-label={props['aria-label']}
          placeholder={props.placeholder ?? 'Choose or enter a value'}
          onFocus={(event) => event.currentTarget.select()}
          className={inputClass}
        />
        {selected && !required ? (
          <Base.Clear aria-label="Clear selection" className={sideButton}>
            <X aria-hidden size={14} />
          </Base.Clear>
        ) : null}
        <Base.Trigger aria-label="Show options" className={sideButton}>
          <ChevronDown aria-hidden size={14} />
        </Base.Trigger>
      </Base.InputGroup>
      <Options emptyText={props.emptyText} status={search ? statusOf(search, options.length) : undefined} />
    </Base.Root>
  );
}

export type MultiselectProps<V extends string> = Shared<V> & {
  value: readonly V[];
  onValueChange: (value: V[]) => void;
};

/** Selects several of many options. Backspace removes each selected chip. */
export function Multiselect<V extends string>({
  options,
  value,
  onValueChange,
  className,
  limit = 100,
  ...props
}: MultiselectProps<V>) {
  const [typed, setTyped] = useState('');
  const selected = value.map((each) => options.find((option) => option.value === each) ?? { value: each, label: each });
  return (
    <Base.Root<ComboboxOption<V>, true>
      multiple
      items={rankOptions(options, typed) as ComboboxOption<V>[]}
      onInputValueChange={(text, { reason }) => setTyped(reason === 'input-change' ? text : '')}
      value={selected}
      onValueChange={(next) => onValueChange(next.map((option) => option.value))}
      isItemEqualToValue={sameOption}
      limit={limit}
      name={props.name}
      disabled={props.disabled}
      autoHighlight
      modal
    >
      <Base.InputGroup className={classNames(controlGroupClass, 'pr-1', className)}>
        <Base.Chips
          aria-label={selected.length > 0 ? 'Selected' : undefined}
          className="flex min-w-0 flex-1 flex-wrap items-center gap-1 p-0.75"
        >
          {selected.map((option) => (
            <Base.Chip
              key={option.value}
              aria-label={option.label}
              aria-description="Press Backspace or Delete to remove"
              className="flex h-6 max-w-full items-center gap-1 rounded-sm bg-accent-soft pl-2 font-medium text-accent text-xs outline-focus focus-within:outline-2 data-highlighted:outline-2"
            >
              <span className="truncate">{option.label}</span>
              <Base.ChipRemove
                aria-label={`Remove ${option.label}`}
                className="flex size-6 shrink-0 items-center justify-center rounded-sm hover:text-accent-strong"
              >
                <X aria-hidden size={12} />
              </Base.ChipRemove>
            </Base.Chip>
          ))}
          <Base.Input
            aria-label={props['aria-label']}
            placeholder={selected.length > 0 ? '' : (props.placeholder ?? 'Choose or enter a value')}
            className={classNames(inputClass, 'h-6 min-w-16 px-1.5')}
          />
        </Base.Chips>
        <Base.Trigger aria-label="Show options" className={sideButton}>
          <ChevronDown aria-hidden size={14} />
        </Base.Trigger>
      </Base.InputGroup>
      <Options emptyText={props.emptyText} />
    </Base.Root>
  );
}

const inputClass = 'h-7.5 min-w-0 flex-1 bg-transparent px-2.5 outline-none';
const sideButton = 'flex size-6 shrink-0 items-center justify-center rounded-sm text-ink-3 hover:text-ink print:hidden';

function sameOption(a: ComboboxOption, b: ComboboxOption): boolean {
  return a.value === b.value;
}

/** Until new results arrive, returns the earlier options that match, or all of them disabled. */
function narrowed<V extends string>(options: readonly ComboboxOption<V>[], typed: string): readonly ComboboxOption<V>[] {
  const needle = typed.trim().toLowerCase();
  const matching = options.filter(({ label, value }) => [label, value].some((text) => text.toLowerCase().includes(needle)));
  return matching.length > 0 ? matching : options.map((option) => ({ ...option, disabled: true }));
}

function statusOf({ busy, more }: ComboboxSearch<string>, count: number): string {
  if (busy) return 'Searching…';
  if (more) return `The first ${count} are shown. Enter text to find others.`;
  return count === 0 ? '' : count === 1 ? '1 found' : `${count} found`;
}

function Options({ emptyText = 'No matches', status }: { emptyText?: string; status?: string }) {
  return (
    <Base.Portal container={usePortalContainer()}>
      <Base.Positioner sideOffset={4} className="z-50 outline-none">
        <Base.Popup
          className={classNames(
            popupClass,
            'max-h-[min(20rem,var(--available-height))] w-(--anchor-width) max-w-(--available-width) overflow-y-auto',
          )}
        >
          {status === undefined ? null : (
            <Base.Status className="border-line border-b px-3 py-1.5 text-ink-3 text-sm empty:hidden">{status}</Base.Status>
          )}
          <Base.Empty>
            <div className="px-3 py-2 text-ink-3">{emptyText}</div>
          </Base.Empty>
          <Base.List className="p-1 data-empty:p-0">
            {(option: ComboboxOption) => (
              <Base.Item key={option.value} value={option} disabled={option.disabled} className={optionClass}>
                <span className="flex h-5 items-center">
                  <Base.ItemIndicator>
                    <Check aria-hidden size={14} className="text-accent" />
                  </Base.ItemIndicator>
                </span>
                <span className="min-w-0">
                  <span className="break-words">{option.label}</span>
                  {option.description ? <span className="block text-ink-3 text-sm">{option.description}</span> : null}
                </span>
              </Base.Item>
            )}
          </Base.List>
        </Base.Popup>
      </Base.Positioner>
    </Base.Portal>
  );
}
