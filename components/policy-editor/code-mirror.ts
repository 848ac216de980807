import { autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { json } from '@codemirror/lang-json';
import { bracketMatching, foldGutter, foldKeymap, indentOnInput, indentUnit } from '@codemirror/language';
import { type Diagnostic, linter, lintGutter, lintKeymap } from '@codemirror/lint';
import { highlightSelectionMatches, searchKeymap } from '@codemirror/search';
import { EditorState, type Extension } from '@codemirror/state';
import { drawSelection, EditorView, highlightActiveLine, highlightActiveLineGutter, keymap, lineNumbers } from '@codemirror/view';
import { applyEdits, type Finding, type PolicyKind } from '@/lib/engine';
import type { BrowserCatalog } from './browser-catalog';
import { policyCompletion } from './completion-source';
import { editorTheme } from './editor-theme';
import { findingTitle } from './finding-groups';

export type EditorSetup = { kind: PolicyKind; label: string; describedBy: string; catalog: BrowserCatalog | undefined };

/** Everything a policy editor is made of. Tab is left alone: it leads out, as in any other field. */
export function editorExtensions({ kind, label, describedBy, catalog }: EditorSetup): Extension[] {
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
    autocompletion({ override: [policyCompletion(kind, catalog)], icons: false, activateOnTyping: true }),
    highlightActiveLine(),
    highlightSelectionMatches(),
    json(),
    // Diagnostics are set from outside; this configures how they show.
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

const SEVERITY = { ERROR: 'error', SECURITY_WARNING: 'warning', WARNING: 'warning', SUGGESTION: 'info' } as const;

/** Findings as marks in the text. A fix is an action of its mark. */
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

/** Changes the text as the finding's fix says; the whole is one step to undo. */
export function applyFix(view: EditorView, { fix }: Finding): void {
  if (!fix) return;
  const text = view.state.doc.toString();
  replaceAll(view, applyEdits(text, fix.edits));
}

/** Puts in another text where it differs, so that the cursor stays where it was as far as it can. */
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
