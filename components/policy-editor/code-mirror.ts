import {
  autocompletion,
  type CompletionSource,
  closeBrackets,
  closeBracketsKeymap,
  completionKeymap,
} from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { json } from '@codemirror/lang-json';
import { bracketMatching, foldGutter, foldKeymap, indentOnInput, indentUnit } from '@codemirror/language';
import { type Diagnostic, linter, lintGutter, lintKeymap } from '@codemirror/lint';
import { highlightSelectionMatches, searchKeymap } from '@codemirror/search';
import { EditorState, type Extension, StateEffect, StateField } from '@codemirror/state';
import {
  Decoration,
  type DecorationSet,
  drawSelection,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  keymap,
  lineNumbers,
} from '@codemirror/view';
import { applyEdits, type TextEdit } from '@gatehouse/policy/edit';
import type { Finding } from '@gatehouse/policy/validate';
import { editorTheme } from './editor-theme';
import { findingTitle } from './finding-groups';

export type EditorSetup = { label: string; describedBy: string; completion: CompletionSource };

/** Returns the extensions of a policy editor. Tab moves the focus, as in any other field. */
export function editorExtensions({ label, describedBy, completion }: EditorSetup): Extension[] {
  return [
    lineNumbers(),
    highlightActiveLineGutter(),
    lintGutter(),
    foldGutter(),
    history(),
    drawSelection(),
    indentUnit.of('  '),
    EditorState.tabSize.of(2),
    indentOnInput(),
    bracketMatching(),
    closeBrackets(),
    autocompletion({ override: [completion], icons: false, activateOnTyping: true }),
    highlightActiveLine(),
    highlightSelectionMatches(),
    statementMarks,
    json(),
    // Diagnostics come from outside. This only sets their display.
    linter(null),
    keymap.of([
      ...closeBracketsKeymap,
      ...defaultKeymap,
      ...searchKeymap,
      ...historyKeymap,
      ...foldKeymap,
      ...completionKeymap,
      ...lintKeymap,
    ]),
    EditorView.lineWrapping,
    EditorView.contentAttributes.of({ 'aria-label': label, 'aria-describedby': describedBy, spellcheck: 'false' }),
    editorTheme,
  ];
}

/** The lines of the statement with open fields, or null. */
export const markLines = StateEffect.define<{ from: number; to: number } | null>();

const markedLine = Decoration.line({ class: 'cm-marked-statement' });

const statementMarks = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update: (marks, { changes, effects, state }) => {
    let now = marks.map(changes);
    for (const effect of effects) {
      if (!effect.is(markLines)) continue;
      const { value } = effect;
      if (value === null) {
        now = Decoration.none;
        continue;
      }
      const first = state.doc.lineAt(Math.min(value.from, state.doc.length)).number;
      const last = state.doc.lineAt(Math.min(value.to, state.doc.length)).number;
      now = Decoration.set(
        Array.from({ length: last - first + 1 }, (_, index) => markedLine.range(state.doc.line(first + index).from)),
      );
    }
    return now;
  },
  provide: (field) => EditorView.decorations.from(field),
});

/** Applies edits as one step of the history. Continuous typing in a field is one step, as in the text. */
export function dispatchEdits(view: EditorView, edits: readonly TextEdit[], typed: boolean): void {
  const changes = edits.map(({ span, newText }) => ({ from: span.start.offset, to: span.end.offset, insert: newText }));
  view.dispatch({ changes, userEvent: typed ? 'input.type' : 'input.gesture' });
}

const SEVERITY = { ERROR: 'error', SECURITY_WARNING: 'warning', WARNING: 'warning', SUGGESTION: 'info' } as const;

/** Returns findings as marks in the text, with their fixes as actions. */
export function toDiagnostics(findings: readonly Finding[], length: number): Diagnostic[] {
  return findings.flatMap((finding) => {
    const places = finding.locations.length > 0 ? finding.locations.slice(0, 1) : [];
    return places.map(({ span }) => ({
      from: Math.min(span.start.offset, length),
      to: Math.min(Math.max(span.end.offset, span.start.offset), length),
      severity: SEVERITY[finding.findingType],
      message: `${findingTitle(finding)}. ${finding.findingDetails}`,
      renderMessage: () => messageNode(finding),
      actions: finding.fix ? [{ name: finding.fix.title, apply: (view: EditorView) => applyFix(view, finding) }] : [],
    }));
  });
}

function messageNode(finding: Finding): Node {
  const node = document.createElement('div');
  const title = document.createElement('strong');
  title.textContent = findingTitle(finding);
  const details = document.createElement('div');
  details.textContent = finding.findingDetails;
  node.append(title, details);
  return node;
}

/** Applies a finding's fix as one undo step. */
export function applyFix(view: EditorView, { fix }: Finding): void {
  if (!fix) return;
  const text = view.state.doc.toString();
  replaceAll(view, applyEdits(text, fix.edits));
}

/** Replaces the differing part of the text, so that the cursor keeps its place if possible. */
export function replaceAll(view: EditorView, text: string): void {
  const old = view.state.doc.toString();
  if (old === text) return;
  let start = 0;
  while (start < old.length && start < text.length && old[start] === text[start]) start++;
  let end = 0;
  while (end < old.length - start && end < text.length - start && old[old.length - 1 - end] === text[text.length - 1 - end])
    end++;
  view.dispatch({ changes: { from: start, to: old.length - end, insert: text.slice(start, text.length - end) } });
}
