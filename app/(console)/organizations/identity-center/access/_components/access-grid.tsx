'use client';

import { type KeyboardEvent, useRef } from 'react';
import { classNames } from '@/components/ui/class-names';
import { Status } from '@/components/ui/status';
import { TextLink } from '@/components/ui/text-link';
import { paths } from '@/lib/console/paths';
import type { Json } from '@/lib/console/result';
import { plural } from '@/lib/core/text/plural';
import type { AccessCell, AccessMatrix, AccessRow } from '@/lib/identity-center/access/operations';
import type { ChosenCell } from './access-details';

type Matrix = Json<AccessMatrix>;
type GridProps = { matrix: Matrix; chosen: ChosenCell | null; onChoose: (cell: ChosenCell) => void };

const MOVES: Readonly<Record<string, readonly [rows: number, columns: number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

/** Renders people against accounts. The arrow keys move between cells with access. */
export function AccessGrid({ matrix, chosen, onChoose }: GridProps) {
  const table = useRef<HTMLTableElement>(null);
  const { Rows, Accounts } = matrix;
  const walk = (event: KeyboardEvent) => {
    const move = MOVES[event.key];
    const at = (event.target as HTMLElement).dataset.cell?.split(' ').map(Number);
    if (!move || !at) return;
    event.preventDefault();
    let [row = 0, column = 0] = at;
    while (row >= 0 && row < Rows.length && column >= 0 && column < Accounts.length) {
      row += move[0];
      column += move[1];
      const next = table.current?.querySelector<HTMLElement>(`[data-cell="${row} ${column}"]`);
      if (next) return next.focus();
    }
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset does not scroll, and a section would be a landmark too many
    <div
      role="group"
      aria-label="Access of people to accounts"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
      tabIndex={0}
      onKeyDown={walk}
      className="scroll-hint relative overflow-x-auto border-line border-t focus-visible:-outline-offset-2"
    >
      <table
        ref={table}
        aria-label="People by accounts"
        className="w-full border-collapse text-left [&_td]:border-line [&_td]:border-b [&_td]:border-l [&_td]:p-1 [&_td]:align-top [&_th]:border-line [&_th]:border-b [&_th]:px-3 [&_th]:py-1.5"
      >
        <thead className="text-sm">
          <tr className="align-bottom">
            <th scope="col" className="sticky left-0 z-1 min-w-40 bg-surface font-medium text-ink-3">
              Person or group
            </th>
            {Accounts.map(({ Id, Name, Path, Reached }) => (
              <th key={Id} scope="col" className="min-w-32 max-w-48 border-l font-medium">
                <span className="block truncate font-normal text-ink-3 text-xs" title={Path.join(' / ')}>
                  {Path.at(-1)}
                </span>
                <TextLink href={paths.account(Id)} className="block truncate" title={Name}>
                  {Name}
                </TextLink>
                <span className="block font-normal text-ink-2 text-xs">{plural(Reached, 'with access', 'with access')}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {Rows.map((row, rowAt) => (
            <tr key={row.PrincipalId} className={chosen?.PrincipalId === row.PrincipalId ? '[&>*]:bg-accent-soft' : undefined}>
              <th scope="row" className="sticky left-0 z-1 max-w-56 bg-surface font-medium">
                <RowName row={row} />
              </th>
              {Accounts.map(({ Id, Name }, columnAt) => {
                const cells = row.Cells.filter(({ AccountId }) => AccountId === Id);
                const { PrincipalId, PrincipalType, DisplayName } = row;
                const isChosen = chosen?.PrincipalId === PrincipalId && chosen.AccountId === Id;
                return (
                  <td key={Id}>
                    {cells.length === 0 ? (
                      <span className="px-2 text-ink-3">–</span>
                    ) : (
                      <button
                        type="button"
                        data-cell={`${rowAt} ${columnAt}`}
                        aria-pressed={isChosen}
                        aria-label={`${DisplayName} in ${Name}: ${cells.map((cell) => inWords(cell, row, matrix)).join('; ')}`}
                        onClick={() => onChoose({ PrincipalId, PrincipalType, AccountId: Id })}
                        className={classNames(
                          'flex w-full flex-col items-start gap-1 rounded-md p-1 text-left hover:bg-hover',
                          isChosen && 'ring-2 ring-accent',
                        )}
                      >
                        {cells.map((cell) => (
                          <Entry key={cell.PermissionSetId} cell={cell} row={row} matrix={matrix} />
                        ))}
                      </button>
                    )}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function RowName({ row }: { row: Json<AccessRow> }) {
  const { PrincipalId, PrincipalType, DisplayName, Name, Status: state } = row;
  if (state === 'DELETED') return <Status kind="warning">{`Deleted: ${PrincipalId}`}</Status>;
  const href = PrincipalType === 'USER' ? paths.storeUser(PrincipalId) : paths.storeGroup(PrincipalId);
  return (
    <>
      <TextLink href={href} className="block truncate" title={DisplayName}>
        {DisplayName}
      </TextLink>
      {PrincipalType === 'USER' ? <span className="block truncate font-normal text-ink-3 text-xs">{Name}</span> : null}
      {state === 'DISABLED' ? <span className="block font-normal text-limit text-xs">Disabled, still assigned</span> : null}
    </>
  );
}

type EntryProps = { cell: Json<AccessCell>; row: Json<AccessRow>; matrix: Matrix };

function Entry({ cell, row, matrix }: EntryProps) {
  const ways = waysOf(cell);
  return (
    <span
      className={classNames(
        'max-w-full truncate rounded-sm border bg-none-soft px-1.5 font-medium text-xs',
        cell.Direct && row.PrincipalType === 'USER' ? 'border-ink-2' : 'border-transparent',
        row.Status !== 'ENABLED' && 'border-dashed text-ink-3 line-through',
      )}
    >
      {nameOf(cell, matrix)}
      {ways > 1 ? ` ×${ways}` : null}
      {stateOf(cell, matrix) ? ' ↻' : null}
    </span>
  );
}

const nameOf = ({ PermissionSetId }: Json<AccessCell>, { PermissionSets }: Matrix) =>
  PermissionSets[PermissionSetId] ?? PermissionSetId;

const waysOf = ({ Direct, GroupIds }: Json<AccessCell>) => GroupIds.length + (Direct ? 1 : 0);

const stateOf = ({ AccountId, PermissionSetId }: Json<AccessCell>, { Behind }: Matrix) =>
  Behind.find((one) => one.AccountId === AccountId && one.PermissionSetId === PermissionSetId)?.State;

/** Returns an entry for screen readers: the permission set, the ways to it, and its state. */
function inWords(cell: Json<AccessCell>, row: Json<AccessRow>, matrix: Matrix): string {
  const ways = [
    ...(cell.Direct ? ['direct'] : []),
    ...cell.GroupIds.map((id) => `through ${matrix.Groups[id] ?? `the deleted group ${id}`}`),
  ];
  const state = stateOf(cell, matrix);
  return [
    `${nameOf(cell, matrix)} ${ways.join(' and ')}`,
    ...(state ? [state === 'OUTDATED' ? 'older version' : 'not provisioned'] : []),
    ...(row.Status === 'DISABLED' ? ['user is disabled'] : []),
  ].join(', ');
}
