import { HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import { EditorView } from '@codemirror/view';
import { tags } from '@lezer/highlight';

// Colors are the tokens of app/globals.css, which cover both themes.
const theme = EditorView.theme({
  '&': { color: 'var(--ink)', backgroundColor: 'var(--code-bg)', fontSize: '0.8125rem' },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': { fontFamily: 'var(--font-mono, "JetBrains Mono Variable", ui-monospace, monospace)', lineHeight: '1.25rem' },
  '.cm-content': { padding: '8px 0', caretColor: 'var(--ink)' },
  '.cm-line': { padding: '0 12px 0 6px' },
  '.cm-cursor, .cm-dropCursor': { borderLeftColor: 'var(--ink)' },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground': {
    background: 'color-mix(in srgb, var(--accent) 24%, transparent)',
  },
  '.cm-gutters': { backgroundColor: 'var(--code-bg)', color: 'var(--ink-3)', border: 'none' },
  '.cm-lineNumbers .cm-gutterElement': { padding: '0 8px 0 4px', minWidth: '3ch' },
  '.cm-activeLine': { backgroundColor: 'color-mix(in srgb, var(--ink) 4%, transparent)' },
  '.cm-marked-statement': { backgroundColor: 'var(--accent-soft)', boxShadow: 'inset 3px 0 0 var(--accent)' },
  '.cm-activeLineGutter': { backgroundColor: 'transparent', color: 'var(--ink)' },
  '.cm-matchingBracket, &.cm-focused .cm-matchingBracket': {
    backgroundColor: 'color-mix(in srgb, var(--accent) 20%, transparent)',
    outline: 'none',
  },
  '.cm-foldPlaceholder': { background: 'var(--none-soft)', border: 'none', color: 'var(--ink-2)', padding: '0 4px' },
  '.cm-foldGutter .cm-gutterElement': { color: 'var(--ink-3)', cursor: 'default' },

  '.cm-gutter-lint': { width: '18px' },
  '.cm-gutter-lint .cm-gutterElement': { padding: '3px 2px' },
  '.cm-lint-marker': { width: '14px', height: '14px' },
  // The shapes differ too: a disc, a triangle, a small square.
  '.cm-lint-marker-error': { content: 'normal', backgroundColor: 'var(--deny)', clipPath: 'circle(42%)' },
  '.cm-lint-marker-warning': { content: 'normal', backgroundColor: 'var(--limit)', clipPath: 'polygon(50% 8%, 96% 90%, 4% 90%)' },
  '.cm-lint-marker-info': { content: 'normal', backgroundColor: 'var(--accent)', clipPath: 'inset(28%)' },
  '.cm-lintRange': {
    backgroundImage: 'none',
    textDecorationLine: 'underline',
    textDecorationStyle: 'wavy',
    textUnderlineOffset: '3px',
  },
  '.cm-lintRange-error': { textDecorationColor: 'var(--deny)' },
  '.cm-lintRange-warning': { textDecorationColor: 'var(--limit)' },
  '.cm-lintRange-info': { textDecorationColor: 'var(--accent)', textDecorationStyle: 'dotted' },

  '.cm-tooltip': {
    backgroundColor: 'var(--raised)',
    color: 'var(--ink)',
    border: '1px solid var(--line)',
    borderRadius: '6px',
    boxShadow: 'var(--shadow-popup)',
    fontSize: '0.8125rem',
    maxWidth: 'min(32rem, 90vw)',
    zIndex: '60',
  },
  '.cm-diagnostic': {
    padding: '8px 12px',
    borderLeft: '3px solid var(--line-strong)',
    fontFamily: 'var(--font-sans, "Inter Variable", sans-serif)',
  },
  '.cm-diagnostic-error': { borderLeftColor: 'var(--deny)' },
  '.cm-diagnostic-warning': { borderLeftColor: 'var(--limit)' },
  '.cm-diagnostic-info': { borderLeftColor: 'var(--accent)' },
  '.cm-diagnosticAction': {
    backgroundColor: 'var(--accent)',
    color: 'var(--accent-ink)',
    borderRadius: '4px',
    padding: '2px 8px',
    margin: '6px 6px 0 0',
    font: '500 0.75rem/1.25rem var(--font-sans, "Inter Variable", sans-serif)',
    cursor: 'default',
  },
  '.cm-tooltip-autocomplete > ul': { fontFamily: 'inherit', maxHeight: '16rem' },
  '.cm-tooltip-autocomplete > ul > li': { padding: '3px 10px', display: 'flex', gap: '12px', alignItems: 'baseline' },
  '.cm-tooltip-autocomplete > ul > li[aria-selected]': { background: 'var(--accent-soft)', color: 'var(--ink)' },
  '.cm-completionLabel': { fontFamily: 'var(--font-mono, "JetBrains Mono Variable", monospace)' },
  '.cm-completionMatchedText': { textDecoration: 'none', fontWeight: '700', color: 'var(--accent)' },
  '.cm-completionDetail': { marginLeft: 'auto', fontStyle: 'normal', color: 'var(--ink-3)', fontSize: '0.75rem' },
  '.cm-completionInfo': { padding: '8px 12px', maxWidth: '20rem' },

  '.cm-panels': { backgroundColor: 'var(--surface)', color: 'var(--ink)', borderColor: 'var(--line)' },
  '.cm-panel.cm-search': { padding: '8px 10px', fontFamily: 'inherit' },
  '.cm-textfield': {
    backgroundColor: 'var(--surface)',
    border: '1px solid var(--line-control)',
    borderRadius: '4px',
    color: 'var(--ink)',
    fontSize: '0.8125rem',
  },
  '.cm-button': {
    backgroundImage: 'none',
    backgroundColor: 'var(--surface)',
    border: '1px solid var(--line-strong)',
    borderRadius: '4px',
    color: 'var(--ink)',
    fontSize: '0.8125rem',
  },
  '.cm-searchMatch': { backgroundColor: 'var(--mark)' },
  '.cm-searchMatch-selected': { outline: '1px solid var(--limit)' },
});

const highlight = HighlightStyle.define([
  { tag: tags.propertyName, color: 'var(--ink)', fontWeight: '500' },
  { tag: tags.string, color: 'var(--syntax-string)' },
  { tag: [tags.number, tags.bool, tags.null], color: 'var(--syntax-literal)' },
  { tag: [tags.bracket, tags.separator, tags.punctuation], color: 'var(--ink-2)' },
]);

export const editorTheme = [theme, syntaxHighlighting(highlight)];
