'use client';

import { ChevronRight } from 'lucide-react';
import { Fragment, useState } from 'react';
import { EmptyState } from '@/components/console/page/empty-state';
import { Badge } from '@/components/ui/badge';
import { classNames } from '@/components/ui/class-names';
import { plural } from '@/lib/core/text/plural';
import { type FieldRow, fieldTable } from './fields';
import { type Chosen, isChosen, type NodePolicy, pathKey, type Scalar, type Setting, type Source } from './node-policy';

type FieldsViewProps = {
  policy: NodePolicy;
  chosen: Chosen | null;
  onChoose: (chosen: Chosen) => void;
  isAdded: (path: readonly string[], value: Scalar) => boolean;
  taken: ReadonlyMap<string, readonly Scalar[]>;
};

/** Renders the effective policy as fields. Each value is a button that chooses it. */
export function FieldsView(props: FieldsViewProps) {
  const { policy, chosen } = props;
  const [showsPlain, setShowsPlain] = useState(false);
  const { nameHeader, columns, rows, plain } = fieldTable(policy);
  if (rows.length + plain.length === 0)
    return <EmptyState title="The effective policy is empty" description="No policy on the path sets a value." />;
  const shown = showsPlain ? [...rows, ...plain] : rows;
  return (
    <div className="overflow-x-auto">
      <table className="w-full text-left max-sm:block">
        <thead className="max-sm:sr-only">
          <tr className="border-line border-b text-ink-2 text-sm">
            {[nameHeader, ...columns.map((column) => `${column}, source`)].map((header) => (
              <th key={header} scope="col" className="px-3 py-1.5 font-medium first:pl-4">
                {header}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="max-sm:block">
          {shown.map((row) => (
            <Row key={row.key} {...props} row={row} columns={columns} isCurrent={isCurrent(row, chosen)} />
          ))}
        </tbody>
      </table>
      {plain.length > 0 && !showsPlain ? (
        <button
          type="button"
          onClick={() => setShowsPlain(true)}
          className="flex w-full items-center gap-2 border-line border-t px-4 py-2 text-left text-ink-2 text-sm hover:bg-hover"
        >
          <ChevronRight aria-hidden size={14} />
          <span className="font-semibold text-ink">{plural(plain.length, 'more key')}</span> any value, not enforced
        </button>
      ) : null}
    </div>
  );
}

function isCurrent({ fields, spelled }: FieldRow, chosen: Chosen | null): boolean {
  const settings = [...fields.map(({ setting }) => setting), ...(spelled ? [spelled] : [])];
  return chosen !== null && settings.some(({ Path }) => pathKey(Path) === pathKey(chosen.path));
}

type RowProps = FieldsViewProps & { row: FieldRow; columns: readonly string[]; isCurrent: boolean };

function Row({ row, columns, isCurrent: isOn, ...props }: RowProps) {
  const isTag = columns.length > 1;
  return (
    <tr className={classNames('border-line not-last:border-b align-top max-sm:block', isOn && 'bg-bg')}>
      <th
        scope="row"
        className={classNames(
          'min-w-34 max-w-56 px-3 py-1.5 pl-4 font-normal max-sm:block max-sm:max-w-none',
          isOn && 'shadow-[inset_3px_0_0_var(--accent)]',
        )}
      >
        {row.spelled?.Values[0] ? (
          <KeyButton {...props} setting={row.spelled} name={row.name} />
        ) : (
          <span className={classNames('wrap-anywhere block leading-6', isTag && 'font-mono font-semibold')}>{row.name}</span>
        )}
        {isTag && row.note ? <span className="block text-ink-3 text-xs">{row.note}</span> : null}
      </th>
      {columns.map((column) => {
        const fields = row.fields.filter((field) => field.column === column);
        return (
          <td key={column} className="px-3 py-1.5 max-sm:block">
            {isTag ? <span className="text-ink-3 text-xs sm:hidden">{column}</span> : null}
            {column === columns[1] && fields.every(({ caption }) => caption !== null) ? (
              <span className="block text-ink-2 text-sm leading-6">Not enforced</span>
            ) : null}
            {fields.map(({ caption, setting }) => (
              <Fragment key={pathKey(setting.Path)}>
                {caption === null ? null : <span className="block pt-0.5 text-ink-3 text-xs">{caption}</span>}
                <Values
                  {...props}
                  setting={setting}
                  label={isTag ? `${caption === null ? column : 'Required for reports'} of ${row.name}` : row.name}
                />
              </Fragment>
            ))}
          </td>
        );
      })}
    </tr>
  );
}

/** Renders a tag key, which is a value too: it has a source. */
function KeyButton({ setting, name, chosen, onChoose }: FieldsViewProps & { setting: Setting; name: string }) {
  const [value] = setting.Values;
  if (!value) return null;
  const path = setting.Path;
  const isOn = isChosen(chosen, { path, value: value.Value, gone: false });
  return (
    <button
      type="button"
      aria-pressed={isOn}
      data-chosen={isOn || undefined}
      onClick={() => onChoose({ path, value: value.Value, source: value.Source, gone: false })}
      className={classNames(
        'wrap-anywhere -mx-1.5 block rounded-sm px-1.5 text-left font-mono font-semibold leading-6 hover:bg-hover',
        isOn && 'bg-accent-soft text-accent ring-[1.5px] ring-accent ring-inset hover:bg-accent-soft',
      )}
    >
      {name}
    </button>
  );
}

type ValuesProps = FieldsViewProps & { setting: Setting; label: string };

function Values({ policy, setting, label, chosen, onChoose, isAdded, taken }: ValuesProps) {
  const levelOf = (source: Source | null) => policy.Levels.find(({ Id }) => Id === source?.NodeId)?.Name ?? null;
  const path = setting.Path;
  const key = pathKey(path);
  return (
    <ul aria-label={label} className="-mx-1.5">
      {setting.Values.length === 0 ? (
        <li className="px-1.5 text-ink-2 text-sm leading-6">empty list: no value complies</li>
      ) : null}
      {setting.Values.map(({ Value, Source, IsDefault }) => (
        <li key={String(Value)}>
          <ValueButton
            text={IsDefault && Value === '*' ? 'any value' : String(Value)}
            from={IsDefault ? 'default' : levelOf(Source)}
            isOn={isChosen(chosen, { path, value: Value, gone: false })}
            isAdded={isAdded(path, Value)}
            onChoose={() => onChoose({ path, value: Value, source: Source, gone: false })}
          />
        </li>
      ))}
      {setting.Gone.map(({ Value, Reason, By }) => (
        <li key={`gone ${String(Value)} ${By.NodeId} ${By.PolicyId}`}>
          <ValueButton
            text={String(Value)}
            from={`${Reason === 'REMOVED' ? 'removed' : 'replaced'} on ${levelOf(By) ?? 'another level'}`}
            isOn={isChosen(chosen, { path, value: Value, gone: true })}
            isGone
            onChoose={() => onChoose({ path, value: Value, source: By, gone: true })}
          />
        </li>
      ))}
      {(taken.get(key) ?? [])
        .filter((value) => !setting.Gone.some(({ Value }) => Value === value))
        .map((value) => (
          <li key={`taken ${String(value)}`} className="flex h-6 items-center gap-2 px-1.5 text-sm">
            <span className="truncate font-mono text-ink-3 line-through">{String(value)}</span>
            <Badge tone="limit" className="ml-auto">
              not in the draft
            </Badge>
          </li>
        ))}
    </ul>
  );
}

type ValueButtonProps = {
  text: string;
  from: string | null;
  isOn: boolean;
  isGone?: boolean;
  isAdded?: boolean;
  onChoose: () => void;
};

function ValueButton({ text, from, isOn, isGone, isAdded, onChoose }: ValueButtonProps) {
  return (
    <button
      type="button"
      aria-pressed={isOn}
      data-chosen={isOn || undefined}
      onClick={onChoose}
      className={classNames(
        'flex min-h-6 w-full flex-wrap items-center justify-between gap-x-2 rounded-sm px-1.5 text-left text-sm hover:bg-hover',
        isOn && 'bg-accent-soft ring-[1.5px] ring-accent ring-inset hover:bg-accent-soft',
      )}
    >
      <span
        className={classNames(
          'wrap-anywhere max-w-full font-mono',
          isGone && 'text-ink-3 line-through',
          isOn && !isGone && 'font-semibold text-accent',
        )}
      >
        {text}
      </span>
      <span className="ml-auto flex max-w-full items-center gap-1.5">
        {isAdded ? <Badge tone="allow">new in the draft</Badge> : null}
        {from === null ? null : (
          <span className={classNames('max-w-40 truncate text-xs', isOn ? 'text-ink-2' : 'text-ink-3')}>{from}</span>
        )}
      </span>
    </button>
  );
}
