'use client';

import {
  applyEdits,
  type BlocksResult,
  cloneStatementEdits,
  type Gesture,
  gestureEdits,
  moveStatementEdits,
  type PolicyBlocks,
  removeStatementEdits,
  type TextEdit,
  toBlocks,
} from '@gatehouse/policy/edit';
import type { JsonSpan, PolicyKind } from '@gatehouse/policy/parse';
import type { Finding, PolicyResourceType } from '@gatehouse/policy/validate';
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react';
import { Alert } from '../../ui/alert';
import type { BrowserCatalog } from '../browser-catalog';
import type { EditorSources } from '../editor-sources';
import { BlockContext, type BlockFields } from './block-context';
import { scopeOf } from './kind-scope';
import { isWithin, LinkButton } from './parts';
import { type BlockCommands, StatementBlock } from './statement-block';

export type VisualSideProps = {
  text: string;
  /** The text as blocks, or the reason why it has none. */
  read: BlocksResult;
  kind: PolicyKind;
  catalog: BrowserCatalog | undefined;
  sources: EditorSources | undefined;
  resourceType: PolicyResourceType | undefined;
  resource: string | undefined;
  readOnly: boolean;
  /** The findings for `text`. Findings for an earlier text are ignored. */
  findings: { text: string; findings: readonly Finding[] };
  /** The statement with open fields. */
  open: number | null;
  onOpen: (index: number | null) => void;
  /** Edits the text, as one step of its history. */
  onEdits: (edits: readonly TextEdit[], typed: boolean) => void;
  /** Replaces the text after several gestures. */
  onText: (text: string) => void;
  onFix: (finding: Finding) => void;
  /** Moves to a position in the JSON. */
  onShow: (span: JsonSpan) => void;
};

/**
 * A policy as statements with fields, read from the text and edited in it. If the text is not JSON, the last valid state stays
 * visible.
 */
export function VisualSide(props: VisualSideProps) {
  const { text, read, kind, catalog: browser, resourceType, open, onOpen, onEdits, onText, onShow } = props;
  const root = useRef<HTMLDivElement>(null);
  const [said, say] = useState('');
  const [focus, setFocus] = useState<number | null>(null);
  const [, setFetched] = useState(0);
  const [last, setLast] = useState<PolicyBlocks | null>(read.ok ? read.document : null);
  if (read.ok && last !== read.document) setLast(read.document);
  const empty = text.trim() === '';
  const document = read.ok ? read.document : empty ? null : last;
  const readOnly = props.readOnly || !read.ok;
  const scope = useMemo(() => scopeOf(kind, resourceType), [kind, resourceType]);
  const catalog = browser?.current() ?? null;
  const want = useMemo(
    () => (services: readonly string[]) => {
      void browser?.ensure(services).then((changed) => {
        if (changed) setFetched((count) => count + 1);
      });
    },
    [browser],
  );
  useEffect(() => {
    want(scope.service === null ? [] : [scope.service]);
  }, [want, scope]);
  // A moved, copied or removed statement passes on the focus after the text has changed.
  useEffect(() => {
    if (focus === null) return;
    const headings = root.current?.querySelectorAll<HTMLElement>('[data-heading]');
    headings?.[Math.min(focus, headings.length - 1)]?.focus();
    setFocus(null);
  }, [focus]);
  const openBefore = useRef(open);
  useEffect(() => {
    // The page does not scroll when it has just opened.
    if (open === null || open === openBefore.current) return;
    openBefore.current = open;
    root.current?.querySelector(`[data-statement="${open}"] [data-heading]`)?.scrollIntoView({ block: 'nearest' });
  }, [open]);

  const current = props.findings.text === text ? props.findings.findings : [];
  const commandsOf = (blocks: PolicyBlocks, index: number): BlockCommands => {
    const edit = (edits: readonly TextEdit[] | null, then: number | null, words: string) => {
      if (!edits || readOnly) return;
      onEdits(edits, false);
      onOpen(then);
      setFocus(then ?? index);
      say(words);
    };
    const number = index + 1;
    return {
      toggle: () => onOpen(open === index ? null : index),
      move: (by) => edit(moveStatementEdits(blocks, index, by), index + by, `Statement ${number} is now number ${number + by}.`),
      clone: () => edit(cloneStatementEdits(blocks, index), index + 1, `Statement ${number} was copied as number ${number + 1}.`),
      remove: () => edit(removeStatementEdits(blocks, index), null, `Statement ${number} was removed. Press Control Z to undo.`),
      showInText: () => {
        const block = blocks.blocks[index];
        if (block) onShow(block.kept?.span ?? block.node.span);
      },
    };
  };

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: a key that works wherever in the fields the focus is
    <div ref={root} onKeyDown={searchKey} data-visual-side className="min-w-0">
      {read.ok || empty ? null : (
        <div className="border-line border-b p-3">
          <Alert
            kind="warning"
            title={`Invalid JSON at line ${read.reason.span.start.line}, column ${read.reason.span.start.column}`}
          >
            {read.reason.message} {document ? 'Until you fix it, the fields show the last valid content.' : null}{' '}
            <LinkButton onClick={() => onShow(read.reason.span)}>Go to error</LinkButton>
          </Alert>
        </div>
      )}
      {empty || document?.blocks.length === 0 ? (
        <p className="px-4 py-6 text-center text-ink-3">No statements. A policy without statements allows and denies nothing.</p>
      ) : null}
      <div data-statements>
        {document?.blocks.map((block, index) => {
          const fields: BlockFields = {
            block,
            effect: block.statement?.effect ?? 'Allow',
            scope,
            catalog,
            sources: props.sources,
            resource: props.resource,
            readOnly,
            findings: current.filter(({ locations: [place] }) => place !== undefined && isWithin(place.span, block.node.span)),
            fix: props.onFix,
            want,
            make: (gestures, typed = false) => {
              const list: readonly Gesture[] = 'kind' in gestures ? [gestures] : gestures;
              const [only] = list;
              if (readOnly || !only) return;
              if (list.length === 1) {
                const edits = gestureEdits(document, block, only);
                if (edits && edits.length > 0) onEdits(edits, typed);
                return;
              }
              onText(textAfter(document, index, list));
            },
          };
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: a statement is its place in the text
            <BlockContext key={index} value={fields}>
              <StatementBlock
                open={open === index}
                first={index === 0}
                last={index === document.blocks.length - 1}
                text={document.text}
                commands={commandsOf(document, index)}
              />
            </BlockContext>
          );
        })}
      </div>
      <p aria-live="polite" className="sr-only">
        {said}
      </p>
    </div>
  );
}

/** Returns the text after a sequence of gestures. Impossible ones are skipped. */
function textAfter(document: PolicyBlocks, index: number, gestures: readonly Gesture[]): string {
  return gestures.reduce((text, gesture) => {
    const read = toBlocks(text);
    const block = read.ok ? read.document.blocks[index] : undefined;
    const edits = read.ok && block ? gestureEdits(read.document, block, gesture) : null;
    return edits ? applyEdits(text, edits) : text;
  }, document.text);
}

/** `/` moves to the search of actions, as in the filter of a list. */
function searchKey(event: KeyboardEvent<HTMLDivElement>): void {
  const { target } = event;
  if (
    event.key !== '/' ||
    !(target instanceof HTMLElement) ||
    target.matches('input:not([type=checkbox]):not([type=radio]), textarea, select')
  )
    return;
  const search = event.currentTarget.querySelector<HTMLElement>('[data-action-search]');
  if (!search) return;
  event.preventDefault();
  event.stopPropagation();
  search.focus();
}
