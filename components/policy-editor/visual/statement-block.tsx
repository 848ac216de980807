'use client';

import type { JsonSpan } from '@gatehouse/policy/parse';
import type { Finding } from '@gatehouse/policy/validate';
import { Braces, ChevronRight, Ellipsis } from 'lucide-react';
import { type KeyboardEvent, useId, useMemo } from 'react';
import { plural } from '@/lib/core/text/plural';
import { classNames } from '../../ui/class-names';
import { Menu, type MenuEntry } from '../../ui/menu';
import { OutcomeIcon } from '../../ui/outcome-icon';
import { STATUS_ICON } from '../../ui/status';
import { servicesOf } from './action-choice';
import { ActionsSection } from './actions-section';
import { useBlock } from './block-context';
import { ConditionsSection } from './conditions-section';
import { LinkButton, SmallInput } from './parts';
import { PrincipalsSection } from './principals-section';
import { ResourcesSection } from './resources-section';
import { statementSentence, type Words } from './statement-sentence';

/** The commands for a whole statement. */
export type BlockCommands = {
  toggle(): void;
  move(by: -1 | 1): void;
  clone(): void;
  remove(): void;
  showInText(): void;
};

type StatementBlockProps = {
  open: boolean;
  /** The first and last statements cannot move further. */
  first: boolean;
  last: boolean;
  text: string;
  commands: BlockCommands;
};

/** One statement as a sentence, and as fields when it is open. */
export function StatementBlock({ open, first, last, text, commands }: StatementBlockProps) {
  const { block, catalog, readOnly, findings } = useBlock();
  const id = useId();
  const { statement, kept, node } = block;
  const name = statement?.sid?.text ? statement.sid.text : `Statement ${block.index + 1}`;
  const written = text.slice(node.span.start.offset, node.span.end.offset);
  const knows = servicesOf(block.statement?.action?.entries.map((entry) => entry.text) ?? []).filter((one) =>
    catalog?.isLoaded(one),
  );
  // The sentence follows from what the statement says and what is known of its services: a key pressed elsewhere changes neither.
  // biome-ignore lint/correctness/useExhaustiveDependencies: a block is new with each text, and says the same where its own text is the same
  const words = useMemo(
    (): readonly Words[] => (kept ? [] : statementSentence(block, catalog)),
    [written, catalog, knows.join()],
  );
  const lines =
    node.span.start.line === node.span.end.line
      ? `line ${node.span.start.line}`
      : `lines ${node.span.start.line}–${node.span.end.line}`;
  const entries: MenuEntry[] = [
    { label: 'Edit as JSON', onSelect: commands.showInText },
    ...(readOnly
      ? []
      : [
          { label: 'Clone', onSelect: commands.clone },
          { label: 'Move up', onSelect: () => commands.move(-1), disabledReason: first && 'It is the first' },
          { label: 'Move down', onSelect: () => commands.move(1), disabledReason: last && 'It is the last' },
          { type: 'separator' as const },
          { label: 'Remove', danger: true, onSelect: commands.remove },
        ]),
  ];
  const shown = open || kept;
  return (
    <section
      aria-labelledby={`${id} ${id}-number`}
      data-statement={block.index}
      className={classNames('border-b border-b-line border-l-3', open ? 'border-l-accent' : 'border-l-transparent')}
    >
      <div className={classNames('flex min-h-10 flex-wrap items-center gap-x-2 px-3 py-1.5', open && 'bg-accent-soft')}>
        {/* Two statements can be equal. */}
        <span hidden id={`${id}-number`}>
          statement {block.index + 1}
        </span>
        <h2 className="min-w-0 flex-1 basis-56">
          <button
            id={id}
            type="button"
            data-heading
            aria-expanded={Boolean(shown)}
            aria-keyshortcuts="Alt+ArrowUp Alt+ArrowDown Delete"
            onClick={commands.toggle}
            onKeyDown={(event) => onHeadingKey(event, open, readOnly, commands)}
            className="flex w-full items-start gap-2 rounded-sm text-left font-medium"
          >
            <ChevronRight
              aria-hidden
              size={14}
              className={classNames('mt-0.75 shrink-0 text-ink-3 transition-transform', shown && 'rotate-90')}
            />
            {kept || !statement?.effect ? (
              <Braces aria-hidden size={16} className="mt-0.5 shrink-0 text-none" />
            ) : (
              <OutcomeIcon outcome={statement.effect === 'Allow' ? 'allowed' : 'explicit-deny'} className="mt-0.5" />
            )}
            <span className="min-w-0 break-words [overflow-wrap:anywhere]">
              {kept ? (
                <>
                  {name}, <b className="font-semibold">not changed</b>
                </>
              ) : (
                <>
                  <b
                    className={classNames(
                      'font-semibold',
                      statement?.effect === 'Deny' ? 'text-deny' : statement?.effect ? 'text-allow' : 'text-ink-2',
                    )}
                  >
                    {statement?.effect ?? 'No effect:'}
                  </b>{' '}
                  {words.map((word, index) =>
                    word.name ? (
                      // biome-ignore lint/suspicious/noArrayIndexKey: words have no identity
                      <b key={index} className="font-semibold">
                        {word.text}
                      </b>
                    ) : (
                      word.text
                    ),
                  )}
                </>
              )}
            </span>
          </button>
        </h2>
        <div className="ml-auto flex items-center gap-2.5 text-ink-3 text-xs tabular-nums">
          <FindingCount findings={findings} />
          <span className={open ? 'text-ink-2' : undefined}>{lines}</span>
          <Menu
            trigger={
              <button
                type="button"
                aria-label={`More for ${name}`}
                className="flex size-6 items-center justify-center rounded-sm text-ink-2 hover:bg-hover hover:text-ink"
              >
                <Ellipsis aria-hidden size={16} />
              </button>
            }
            entries={entries}
          />
        </div>
      </div>
      {kept ? <KeptText reason={kept.message} text={writtenText(text, node.span)} onShow={commands.showInText} /> : null}
      {open && !kept ? <Fields name={name} /> : null}
    </section>
  );
}

function onHeadingKey(event: KeyboardEvent<HTMLButtonElement>, open: boolean, readOnly: boolean, commands: BlockCommands): void {
  const { key, altKey } = event;
  const headings = [...(event.currentTarget.closest('[data-statements]')?.querySelectorAll<HTMLElement>('[data-heading]') ?? [])];
  const at = headings.indexOf(event.currentTarget);
  const act = headingAct(key, altKey);
  if (!act || event.ctrlKey || event.metaKey || event.shiftKey || (altKey && act !== 'move')) return;
  event.preventDefault();
  switch (act) {
    case 'move':
      if (!readOnly) commands.move(key === 'ArrowUp' ? -1 : 1);
      break;
    case 'remove':
      if (!readOnly) commands.remove();
      break;
    case 'open':
      if (!open) commands.toggle();
      break;
    case 'close':
      if (open) commands.toggle();
      break;
    default: {
      const to = { ArrowUp: at - 1, ArrowDown: at + 1, Home: 0 }[key] ?? headings.length - 1;
      headings[to]?.focus();
    }
  }
}

function headingAct(key: string, altKey: boolean): 'go' | 'move' | 'open' | 'close' | 'remove' | null {
  if (key === 'ArrowUp' || key === 'ArrowDown') return altKey ? 'move' : 'go';
  if (key === 'Home' || key === 'End') return 'go';
  if (key === 'ArrowRight') return 'open';
  if (key === 'ArrowLeft') return 'close';
  return key === 'Delete' ? 'remove' : null;
}

function FindingCount({ findings }: { findings: readonly Finding[] }) {
  if (findings.length === 0) return null;
  const error = findings.some(({ findingType }) => findingType === 'ERROR');
  const warning = findings.some(({ findingType }) => findingType === 'SECURITY_WARNING' || findingType === 'WARNING');
  return (
    <span
      className={classNames(
        'flex items-center gap-1 font-medium [&>svg]:size-3.5',
        error ? 'text-deny' : warning ? 'text-limit' : 'text-accent',
      )}
    >
      {STATUS_ICON[error ? 'error' : warning ? 'warning' : 'info']}
      {plural(findings.length, 'finding')}
    </span>
  );
}

/** Returns a statement's own text, outdented by the indentation of its last line. */
function writtenText(text: string, { start, end }: JsonSpan): string {
  const lines = text.slice(start.offset, end.offset).split('\n');
  const [last = ''] = lines.slice(-1);
  const indent = last.slice(0, last.search(/[^ \t]|$/));
  return lines.map((line) => (line.startsWith(indent) ? line.slice(indent.length) : line)).join('\n');
}

/** Shows content as text if fields cannot show it completely. */
function KeptText({ reason, text, onShow }: { reason: string; text: string; onShow: () => void }) {
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-1 px-4 pb-2.5 pl-9">
      <p className="min-w-0 flex-1 basis-48 text-ink-2 text-sm">{reason}</p>
      <LinkButton onClick={onShow}>Edit as JSON</LinkButton>
      <code className="line-clamp-[12] w-full whitespace-pre-wrap break-words rounded-md border border-line-strong border-dashed bg-code px-2.5 py-1 text-xs">
        {text}
      </code>
    </div>
  );
}

function Fields({ name }: { name: string }) {
  const { block, scope, readOnly, make } = useBlock();
  const { statement } = block;
  const radio = useId();
  const sid = useId();
  const effects =
    statement?.effect && !scope.effects.includes(statement.effect) ? [...scope.effects, statement.effect] : scope.effects;
  return (
    <div>
      <div className="flex flex-wrap items-center gap-2 px-4 py-2.5">
        <fieldset className="inline-flex h-7 overflow-hidden rounded-md border border-line-control" disabled={readOnly}>
          <legend className="sr-only">Effect of {name}</legend>
          {effects.map((effect, index) => (
            <label
              key={effect}
              className={classNames(
                'relative flex items-center gap-1.5 px-2.5 font-medium text-ink-2 text-sm has-focus-visible:outline-2 has-focus-visible:-outline-offset-1',
                index > 0 && 'border-line-control border-l',
                effect === 'Allow'
                  ? 'has-checked:bg-allow-soft has-checked:text-allow'
                  : 'has-checked:bg-deny-soft has-checked:text-deny',
              )}
            >
              <input
                type="radio"
                name={radio}
                className="pointer-events-none absolute inset-0 appearance-none outline-none"
                checked={statement?.effect === effect}
                onChange={() => make({ kind: 'setEffect', effect })}
              />
              <OutcomeIcon
                outcome={effect === 'Allow' ? 'allowed' : 'explicit-deny'}
                size={12}
                className={statement?.effect === effect ? '' : 'opacity-50'}
              />
              {effect}
            </label>
          ))}
        </fieldset>
        <label htmlFor={sid} className="flex min-w-0 flex-1 basis-40 items-center gap-2">
          <span className="font-medium text-ink-3 text-xs">Sid</span>
          <SmallInput
            id={sid}
            className="w-full font-mono text-xs"
            value={statement?.sid?.text ?? ''}
            placeholder="none"
            readOnly={readOnly}
            onChange={(event) => make({ kind: 'setSid', sid: event.currentTarget.value }, true)}
          />
        </label>
      </div>
      {scope.principal === 'none' ? null : <PrincipalsSection />}
      <ActionsSection />
      {scope.resource ? <ResourcesSection /> : null}
      <ConditionsSection />
    </div>
  );
}
