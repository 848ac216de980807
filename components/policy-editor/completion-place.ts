import { ensureSyntaxTree, syntaxTree } from '@codemirror/language';
import type { EditorState } from '@codemirror/state';

/** The maximum time for parsing the text before the cursor. */
const PARSE_MS = 1_000;

type SyntaxNode = ReturnType<typeof syntaxTree>['topNode'];

/** The cursor's place in a policy document, with the string around it and its text before the cursor. */
export type CompletionPlace = {
  /** Member names from the root, without arrays: `Statement`, `Condition`, `StringEquals`. */
  path: readonly string[];
  /** The place of the string: a member's name, or a value of the last member of the path. */
  role: 'name' | 'value';
  /** The text inside the quotes. */
  from: number;
  to: number;
  /** The existing names of the object, if `role` is `name`. */
  siblings: readonly string[];
  /** Values of `Action` and `NotAction` in the same statement. */
  actions: readonly string[];
};

/** Returns the place, or null outside of strings. */
export function completionPlace(state: EditorState, pos: number): CompletionPlace | null {
  // On a busy machine, only a part of the text may be parsed yet.
  const tree = ensureSyntaxTree(state, pos, PARSE_MS) ?? syntaxTree(state);
  const node = tree.resolveInner(pos, -1);
  if ((node.name !== 'String' && node.name !== 'PropertyName') || pos <= node.from) return null;
  const text = state.sliceDoc(node.from, node.to);
  const closed = text.length > 1 && text.endsWith('"');
  if (closed && pos === node.to) return null;
  const path = pathOf(state, node);
  const object = node.name === 'PropertyName' ? node.parent?.parent : null;
  return {
    path: node.name === 'PropertyName' ? path.slice(0, -1) : path,
    role: node.name === 'PropertyName' ? 'name' : 'value',
    from: node.from + 1,
    to: closed ? node.to - 1 : node.to,
    siblings: object ? namesOf(state, object, node) : [],
    actions: actionsAround(state, node),
  };
}

function pathOf(state: EditorState, node: SyntaxNode): string[] {
  const path: string[] = [];
  for (let at: SyntaxNode | null = node; at; at = at.parent) {
    const name = at.name === 'Property' ? at.getChild('PropertyName') : null;
    if (name) path.unshift(unquote(state.sliceDoc(name.from, name.to)));
  }
  return path;
}

function namesOf(state: EditorState, object: SyntaxNode, except: SyntaxNode): string[] {
  return object.getChildren('Property').flatMap((property) => {
    const name = property.getChild('PropertyName');
    return name && name.from !== except.from ? [unquote(state.sliceDoc(name.from, name.to))] : [];
  });
}

/** Returns the actions of the statement around a node. */
function actionsAround(state: EditorState, node: SyntaxNode): string[] {
  for (let at: SyntaxNode | null = node; at; at = at.parent) {
    if (at.name !== 'Object') continue;
    const found = at.getChildren('Property').flatMap((property) => {
      const name = property.getChild('PropertyName');
      const key = name ? unquote(state.sliceDoc(name.from, name.to)) : '';
      return key === 'Action' || key === 'NotAction' ? stringsIn(state, property) : [];
    });
    if (found.length > 0) return found;
  }
  return [];
}

function stringsIn(state: EditorState, property: SyntaxNode): string[] {
  const list = property.getChild('Array');
  const strings = list ? list.getChildren('String') : property.getChildren('String');
  return strings.map(({ from, to }) => unquote(state.sliceDoc(from, to)));
}

function unquote(text: string): string {
  return text.replace(/^"|"$/g, '');
}
