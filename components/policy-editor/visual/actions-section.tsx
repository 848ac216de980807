'use client';

import type { Catalog } from '@gatehouse/catalog/types';
import type { Gesture } from '@gatehouse/policy/edit';
import { type AccessLevel, actionsNamed } from '@gatehouse/policy/validate';
import { Search, X } from 'lucide-react';
import { type KeyboardEvent, memo, useDeferredValue, useId, useMemo, useState } from 'react';
import { plural } from '@/lib/core/text/plural';
import { before } from '@/lib/core/text/text-parts';
import { classNames } from '../../ui/class-names';
import { Checkbox } from '../../ui/field/checkbox';
import { Combobox } from '../../ui/field/combobox';
import {
  type ActionChoice,
  actionMatches,
  isChosen,
  type LevelChoice,
  levelChoices,
  openEntries,
  serviceOptions,
  servicesOf,
  shorterEntries,
  toggleAction,
  toggleLevel,
} from './action-choice';
import { useBlock } from './block-context';
import { LinkButton, Note, Section, SmallInput, useAnswer } from './parts';

/** The maximum number of matches listed for an entry. */
const MOST_NAMES = 60;

const NO_DESCRIPTIONS: Readonly<Record<string, string>> = {};
const SHORT_LEVELS: Partial<Record<AccessLevel, string>> = { 'Permissions management': 'Permissions' };

/** The services and actions of a statement. */
export function ActionsSection() {
  const { block, catalog, scope, sources, readOnly, make, want } = useBlock();
  const element = block.statement?.action;
  const texts = element?.entries.map(({ text }) => text) ?? [];
  const key = texts.join('\n');
  // The same list as long as it says the same: what is typed elsewhere in the statement draws no action anew.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key is what the list says
  const entries = useMemo(() => texts, [key]);
  const named = servicesOf(entries);
  const [chosen, setChosen] = useState<string | null>(null);
  const [search, setSearch] = useState('');
  const [adding, setAdding] = useState(false);
  const service = scope.service ?? chosen ?? named[0] ?? null;
  const descriptions = useAnswer(
    service && sources ? () => sources.descriptions(service) : undefined,
    service ?? '',
    NO_DESCRIPTIONS,
  );
  const loaded = service !== null && (catalog?.isLoaded(service) ?? false);
  const loading = service !== null && !loaded && catalog?.hasService(service) !== false;
  const offered = loaded ? (catalog?.actionsOf(service) ?? []).filter(scope.offers).length : 0;
  const open = openEntries(catalog, entries);
  const shorter = useMemo(
    () => (catalog && loaded && service !== null && !readOnly ? shorterEntries(catalog, entries, service) : null),
    [catalog, loaded, service, readOnly, entries],
  );
  const choose = (prefix: string | null) => {
    setChosen(prefix);
    setSearch('');
    if (prefix !== null) want([prefix]);
  };
  const services = useMemo(
    () => serviceOptions((catalog?.services() ?? []).filter(({ prefix }) => catalog && scope.offersService(prefix, catalog))),
    [catalog, scope],
  );
  return (
    <Section
      title={element?.negated ? 'All actions except' : 'Actions'}
      span={element ? { start: element.member.keySpan.start, end: element.node.span.end } : undefined}
      summary={
        <span className="text-ink-2 text-sm tabular-nums">
          <b className="font-semibold text-ink">{entries.length}</b> {entries.length === 1 ? 'entry' : 'entries'}
          {loaded ? `, ${offered} available` : null}
        </span>
      }
      tools={
        readOnly ? null : (
          <>
            {scope.service === 'sts' || !element ? null : (
              <LinkButton onClick={() => make({ kind: 'setNegated', element: 'Action', negated: !element.negated })}>
                {element.negated ? 'Only these' : 'All except these'}
              </LinkButton>
            )}
            <LinkButton aria-expanded={adding} onClick={() => setAdding(!adding)}>
              Add wildcard
            </LinkButton>
          </>
        )
      }
    >
      <div className="mt-1.5 flex flex-wrap items-center gap-2">
        {scope.service === null ? (
          <Combobox
            aria-label="Service"
            placeholder={catalog ? 'Choose a service to see its actions' : 'Loading services'}
            className="flex-1 basis-48"
            options={services}
            value={service}
            onValueChange={choose}
            required={service !== null}
          />
        ) : null}
        {loaded && service !== null ? <ActionSearch service={service} value={search} onChange={setSearch} /> : null}
        {scope.service === null && named.length > 1
          ? named.map((prefix) => (
              <button
                key={prefix}
                type="button"
                aria-pressed={prefix === service}
                onClick={() => choose(prefix)}
                className="h-6 rounded-sm bg-none-soft px-2 font-medium text-ink-2 text-xs hover:text-ink aria-pressed:bg-accent-soft aria-pressed:text-accent"
              >
                {prefix}
              </button>
            ))
          : null}
      </div>
      {shorter === null ? null : (
        <Note kind="info">
          {plural(shorter.after, 'entry', 'entries')} instead of {shorter.before.toLocaleString('en')} match the same actions of{' '}
          {service} now and save {plural(shorter.saved, 'character')}: {examplesOf(shorter.entries.slice(-shorter.after))} A
          wildcard can also match actions that AWS adds later.{' '}
          <LinkButton onClick={() => make({ kind: 'setEntries', element: 'Action', values: shorter.entries })}>
            Shorten entries
          </LinkButton>
        </Note>
      )}
      {adding && !readOnly ? <WildcardField service={service} onDone={() => setAdding(false)} /> : null}
      {open.length > 0 ? (
        <ul aria-label="Entries with wildcards" className="mt-1.5 flex flex-wrap gap-1.5">
          {open.map(({ index, text, matches }) => (
            <li key={index} className="flex items-start gap-1 rounded-sm bg-accent-soft text-xs">
              <details className="group">
                <summary className="flex h-6 cursor-default list-none items-center gap-1.5 px-2">
                  <span className="font-mono text-ink">{text}</span>
                  <span className="text-accent">
                    {matches === null
                      ? 'of any service'
                      : matches.length === 0
                        ? 'matches no known action'
                        : `matches ${matches.length} now`}
                  </span>
                </summary>
                {matches && matches.length > 0 ? (
                  <p className="max-w-md px-2 pb-1.5 font-mono text-ink-2">
                    {matches.slice(0, MOST_NAMES).join(', ')}
                    {matches.length > MOST_NAMES ? ` and ${matches.length - MOST_NAMES} more` : null}
                  </p>
                ) : null}
              </details>
              {readOnly ? null : (
                <RemoveButton
                  label={`Remove ${text}`}
                  onClick={() => make({ kind: 'removeEntries', element: 'Action', indexes: [index] })}
                />
              )}
            </li>
          ))}
        </ul>
      ) : null}
      {loaded && catalog ? (
        <Choices
          key={service}
          catalog={catalog}
          service={service}
          entries={entries}
          descriptions={descriptions}
          search={search}
          offers={scope.offers}
          readOnly={readOnly}
          make={make}
        />
      ) : (
        <p className={classNames('mt-1.5 text-ink-3 text-sm', loading && LOADING_HEIGHT)}>
          {loading
            ? 'Loading the actions of this service.'
            : service === null
              ? 'Choose a service first.'
              : `No service has the prefix ${service}.`}
        </p>
      )}
    </Section>
  );
}

/** The height of a long list of actions, so that the form below does not move under the pointer when it arrives. */
const LOADING_HEIGHT = 'h-70';

const MOST_EXAMPLES = 4;

/** Returns the first entries, wildcards first. */
function examplesOf(entries: readonly string[]): string {
  const sorted = entries.toSorted((a, b) => Number(b.endsWith('*')) - Number(a.endsWith('*')));
  const shown = sorted.slice(0, MOST_EXAMPLES).join(', ');
  return entries.length > MOST_EXAMPLES ? `${shown} …` : `${shown}.`;
}

type ActionSearchProps = { service: string; value: string; onChange: (text: string) => void };

function ActionSearch({ service, value, onChange }: ActionSearchProps) {
  return (
    <span className="relative min-w-0 flex-1 basis-48">
      <Search aria-hidden size={14} className="pointer-events-none absolute top-2.25 left-2 text-ink-3" />
      <SmallInput
        type="search"
        data-action-search
        aria-label={`Find actions of ${service} by name or description`}
        placeholder="Find by name or description"
        className="h-8 w-full pl-7 text-base"
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape' && value !== '') {
            event.stopPropagation();
            onChange('');
          }
          if (event.key === 'ArrowDown') {
            event.preventDefault();
            event.currentTarget.closest('section')?.querySelector<HTMLElement>('[data-action]')?.focus();
          }
        }}
      />
    </span>
  );
}

export function RemoveButton({ label, onClick }: { label: string; onClick: () => void }) {
  return (
    <button
      type="button"
      data-remove
      aria-label={label}
      title={label}
      onClick={(event) => {
        const section = event.currentTarget.closest('section');
        onClick();
        requestAnimationFrame(() => keepFocusIn(section));
      }}
      className="flex size-6 shrink-0 items-center justify-center rounded-sm text-ink-3 hover:bg-hover hover:text-deny"
    >
      <X aria-hidden size={14} />
    </button>
  );
}

/** Moves the focus to the previous entry, or the add button, after an entry was removed by keyboard. */
function keepFocusIn(section: HTMLElement | null): void {
  if (document.activeElement !== document.body || !section) return;
  const left = [...section.querySelectorAll<HTMLElement>('[data-remove]')];
  (left.at(-1) ?? section.querySelector<HTMLElement>('button'))?.focus();
}

/** A wildcard entry, with its matches while it is typed. */
function WildcardField({ service, onDone }: { service: string | null; onDone: () => void }) {
  const { catalog, make, want } = useBlock();
  const [text, setText] = useState(service === null ? '' : `${service}:`);
  const id = useId();
  const matches = catalog ? actionsNamed(catalog, text) : undefined;
  const fits = /^[\w*?-]+:[\w*?]+$/.test(text) || text === '*';
  const add = () => {
    if (!fits) return;
    make({ kind: 'addEntries', element: 'Action', values: [text] });
    onDone();
  };
  return (
    <div className="mt-1.5 flex flex-wrap items-center gap-2">
      <SmallInput
        autoFocus
        aria-label="Entry with wildcards"
        aria-describedby={id}
        placeholder="s3:Get*"
        className="flex-1 basis-40 font-mono text-xs"
        value={text}
        onChange={(event) => {
          setText(event.currentTarget.value);
          want([before(event.currentTarget.value, ':').toLowerCase()]);
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter') {
            event.preventDefault();
            add();
          }
          if (event.key === 'Escape') onDone();
        }}
      />
      <span id={id} aria-live="polite" className="text-ink-2 text-sm tabular-nums">
        {text === '*'
          ? 'matches everything'
          : matches && fits
            ? `matches ${matches.length} now`
            : '* any characters, ? one character'}
      </span>
      <LinkButton disabled={!fits} onClick={add}>
        Add
      </LinkButton>
    </div>
  );
}

type ChoicesProps = {
  catalog: Catalog;
  service: string;
  entries: readonly string[];
  descriptions: Readonly<Record<string, string>>;
  search: string;
  offers: (action: ActionChoice['action']) => boolean;
  readOnly: boolean;
  make: (gesture: Gesture) => void;
};

/** A service's actions by access level: select a whole level or single actions. */
const Choices = memo(function Choices(props: ChoicesProps) {
  const { catalog, service, entries, descriptions, search, offers, readOnly, make } = props;
  const sought = useDeferredValue(search.trim());
  const id = useId();
  const levels = useMemo(
    () =>
      levelChoices(catalog, entries, service)
        .map((level): LevelChoice => {
          const actions = level.actions.filter(({ action }) => offers(action));
          return { ...level, actions, chosen: actions.filter(isChosen).length };
        })
        .filter(({ actions }) => actions.length > 0),
    [catalog, entries, service, offers],
  );
  const found = useMemo(
    () =>
      levels.map(({ actions }) =>
        sought === '' ? actions : actions.filter(({ action }) => actionMatches(sought, action.name, descriptions[action.name])),
      ),
    [levels, sought, descriptions],
  );
  const [wanted, setWanted] = useState<AccessLevel | null>(null);
  const [told, setTold] = useState<string | null>(null);
  const begin = wanted ?? levels.find(({ chosen }) => chosen > 0)?.level ?? levels[0]?.level;
  const at = levels.findIndex(({ level }) => level === begin);
  // A search result can be in another level than the open one.
  const shownAt =
    sought !== '' && found[at]?.length === 0
      ? Math.max(
          found.findIndex((list) => list.length > 0),
          0,
        )
      : Math.max(at, 0);
  const shown = levels[shownAt];
  // Selected actions come first, in the order at opening, so that nothing moves under the pointer.
  const pinned = usePinned(`${service} ${shown?.level} ${sought}`, found[shownAt] ?? []);
  const list = (found[shownAt] ?? []).toSorted((a, b) => Number(pinned.has(b.name)) - Number(pinned.has(a.name)));
  const total = found.reduce((sum, { length }) => sum + length, 0);
  const active = list.find(({ action }) => action.name === told) ?? list.find(isChosen) ?? list[0];
  if (!shown) return <p className="mt-1.5 text-ink-3 text-sm">Its actions are not available here.</p>;
  return (
    <div className="mt-1.5">
      <div data-choices className="overflow-hidden rounded-md border border-line">
        <fieldset aria-label="Access levels" className="flex min-w-0 overflow-x-auto bg-sunken">
          {levels.map((level, index) => (
            <div
              key={level.level}
              className={classNames(
                'flex h-8 flex-auto items-center justify-center gap-1.25 border-line px-1.5',
                index > 0 && 'border-l',
                index === shownAt ? 'bg-surface text-ink' : 'border-b text-ink-2',
              )}
            >
              <Checkbox
                aria-label={`All actions of ${level.level}`}
                checked={level.chosen === level.actions.length}
                indeterminate={level.chosen > 0 && level.chosen < level.actions.length}
                disabled={readOnly}
                onCheckedChange={() => {
                  const gesture = toggleLevel(catalog, entries, level);
                  setWanted(level.level);
                  if (gesture) make(gesture);
                }}
              />
              <button
                type="button"
                aria-pressed={index === shownAt}
                onClick={() => setWanted(level.level)}
                className="whitespace-nowrap rounded-sm font-medium text-xs"
              >
                {SHORT_LEVELS[level.level] ?? level.level}{' '}
                <span className="font-normal text-ink-3 text-xs tabular-nums">
                  {sought !== ''
                    ? found[index]?.length
                    : level.chosen > 0
                      ? `${level.chosen}/${level.actions.length}`
                      : level.actions.length}
                </span>
              </button>
            </div>
          ))}
        </fieldset>
        {list.length === 0 ? (
          <p className="px-2.5 py-2 text-ink-3 text-sm">
            No action of {service} matches “{sought}”.
          </p>
        ) : (
          <ul
            aria-label={`${shown.level} actions of ${service}`}
            onKeyDown={moveBetweenActions}
            className="grid max-h-52 grid-cols-[repeat(auto-fill,minmax(11rem,1fr))] gap-x-3 overflow-y-auto px-2.5 py-1.5"
          >
            {list.map((choice, index) => (
              <ActionItem
                key={choice.name}
                choice={choice}
                first={index === 0}
                readOnly={readOnly}
                describedBy={id}
                onTell={setTold}
                make={make}
              />
            ))}
          </ul>
        )}
        <p id={id} className="min-h-10.5 border-line border-t bg-sunken px-2.5 py-1 text-ink-2 text-xs">
          {active ? (
            <>
              <span className="font-mono text-ink">{active.action.name}</span>{' '}
              {active.by ? `is included in ${active.by}. Remove that entry to choose actions individually.  ` : null}
              {descriptions[active.action.name] ?? null}
            </>
          ) : null}
        </p>
      </div>
      <p aria-live="polite" className="sr-only">
        {sought === '' ? null : `${plural(total, 'action')} found`}
      </p>
    </div>
  );
});

/** Returns the names that were selected when a view was opened. */
function usePinned(view: string, choices: readonly ActionChoice[]): ReadonlySet<string> {
  const [pinned, setPinned] = useState<{ view: string; names: ReadonlySet<string> } | null>(null);
  if (pinned?.view === view) return pinned.names;
  const names = new Set(choices.filter(isChosen).map(({ name }) => name));
  setPinned({ view, names });
  return names;
}

type ActionItemProps = {
  choice: ActionChoice;
  first: boolean;
  readOnly: boolean;
  describedBy: string;
  onTell: (name: string) => void;
  make: (gesture: Gesture) => void;
};

function ActionItem({ choice, first, readOnly, describedBy, onTell, make }: ActionItemProps) {
  const { action, by } = choice;
  const checked = isChosen(choice);
  const fixed = readOnly || (by !== undefined && choice.entries.length === 0);
  return (
    <li onMouseEnter={() => onTell(action.name)} className="min-w-0">
      <label className="flex min-h-6 items-start gap-1.75 py-0.5">
        <input
          type="checkbox"
          className="tick mt-0.5 shrink-0"
          data-action
          aria-describedby={describedBy}
          tabIndex={first ? 0 : -1}
          checked={checked}
          aria-disabled={fixed || undefined}
          onFocus={() => onTell(action.name)}
          onChange={() => {
            if (!fixed) make(toggleAction(choice));
          }}
        />
        <span
          className={classNames(
            'min-w-0 wrap-anywhere font-mono text-xs leading-5',
            checked ? 'font-semibold text-ink' : 'text-ink-2',
          )}
        >
          {action.name}
        </span>
        {by ? <span className="ml-auto shrink-0 text-accent text-xs">{by.slice(by.indexOf(':') + 1)}</span> : null}
      </label>
    </li>
  );
}

/** Left and right move to the neighbors, up and down to the rows above and below. */
function moveBetweenActions(event: KeyboardEvent<HTMLUListElement>): void {
  const boxes = [...event.currentTarget.querySelectorAll<HTMLInputElement>('[data-action]')];
  const at = boxes.findIndex((box) => box.matches(':focus'));
  if (at < 0 || event.altKey || event.ctrlKey || event.metaKey) return;
  const top = (box: HTMLInputElement | undefined) => box?.closest('li')?.offsetTop;
  const columns = Math.max(boxes.filter((box) => top(box) === top(boxes[0])).length, 1);
  const steps: Readonly<Record<string, number>> = {
    ArrowLeft: -1,
    ArrowRight: 1,
    ArrowUp: -columns,
    ArrowDown: columns,
    Home: -at,
    End: boxes.length - 1 - at,
  };
  const by = steps[event.key];
  const next = boxes[at + (by ?? 0)];
  if (by === undefined) return;
  event.preventDefault();
  event.stopPropagation();
  next?.focus();
}
