import { parseSync, visitorKeys } from 'oxc-parser';

/** @typedef {import('oxc-parser').Node} Node */

/**
 * A text as a page shows it: the words that the code fixes, `VALUE` for each value, and the line of the file where it begins, from 1.
 * @typedef {{ line: number, text: string }} PageText
 */

/** The mark of a value that only the page knows. */
export const VALUE = '\uE000';
/** The mark between an element with a line or place of its own and the text beside it. */
const BREAK = '\n';
/** The largest number of alternatives that are read of one text. */
const MOST = 64;

/** Elements in the flow of a sentence. Other elements begin a line of their own, are laid out apart, or have no text. */
const IN_LINE = new Set([
  'a',
  'b',
  'code',
  'em',
  'i',
  'kbd',
  'q',
  'strong',
  'Link',
  'TextLink',
  'Code',
  'Time',
  'Money',
  'Identity',
]);

/**
 * Returns the texts of a file of a page: each run of words in JSX, and each template. A text with conditions is returned once for each way
 * in which they can turn out, and at most 64 times.
 *
 * @param {string} file its name, which says the language @param {string} code @returns {PageText[]}
 */
export function readPageTexts(file, code) {
  const { program } = parseSync(file, code);
  /** @type {Node[]} */
  const nodes = [program];
  for (const node of nodes) {
    const parts = /** @type {Record<string, Node | (Node | null)[] | null>} */ (/** @type {unknown} */ (node));
    for (const key of visitorKeys[node.type] ?? []) nodes.push(...[parts[key]].flat().filter((part) => part != null));
  }
  const textsOf = readerOf(constantsOf(nodes));
  return nodes.flatMap((node) => {
    if (node.type !== 'JSXElement' && node.type !== 'JSXFragment' && node.type !== 'TemplateLiteral') return [];
    const texts = node.type === 'TemplateLiteral' ? textsOf(node) : textsOf.children(node);
    if (texts.every((text) => !/\p{L} | \p{L}/u.test(text))) return [];
    const line = code.slice(0, node.start).split('\n').length;
    return [...new Set(texts)].map((text) => ({ line, text }));
  });
}

/** Returns the constants of a file that it declares once, by name. @param {readonly Node[]} nodes */
function constantsOf(nodes) {
  /** @type {Map<string, Node | null>} */
  const constants = new Map();
  for (const node of nodes) {
    if (node.type !== 'VariableDeclarator' || node.id.type !== 'Identifier') continue;
    constants.set(node.id.name, constants.has(node.id.name) ? null : node.init);
  }
  return constants;
}

/** Returns a function that returns what an expression or element can be as a text. @param {Map<string, Node | null>} constants */
function readerOf(constants) {
  /** @param {Node} node @returns {string[]} */
  function textsOf(node) {
    switch (node.type) {
      case 'JSXExpressionContainer':
      case 'ParenthesizedExpression':
      case 'TSAsExpression':
      case 'TSNonNullExpression':
        return textsOf(node.expression);
      case 'JSXText':
        return [shown(node.value)];
      case 'JSXEmptyExpression':
        return [''];
      case 'Literal':
        return [typeof node.value === 'string' || typeof node.value === 'number' ? String(node.value) : ''];
      case 'ConditionalExpression':
        return [...textsOf(node.consequent), ...textsOf(node.alternate)].slice(0, MOST);
      case 'LogicalExpression':
        return [node.operator === '&&' ? '' : VALUE, ...textsOf(node.right)].slice(0, MOST);
      case 'TemplateLiteral':
        return joined(
          node.quasis.flatMap(({ value }, at) => {
            const expression = node.expressions[at];
            return [[value.cooked ?? ''], expression ? textsOf(expression) : ['']];
          }),
        );
      case 'JSXFragment':
        return children(node);
      case 'JSXElement': {
        const { name } = node.openingElement;
        if (name.type !== 'JSXIdentifier' || !IN_LINE.has(name.name)) return [BREAK];
        return node.children.length === 0 ? [VALUE] : children(node);
      }
      case 'Identifier': {
        if (node.name === 'undefined') return [''];
        const value = constants.get(node.name);
        const isText = value && ['Literal', 'ConditionalExpression', 'TemplateLiteral'].includes(value.type);
        return isText ? textsOf(value) : [VALUE];
      }
      case 'CallExpression':
        return node.callee.type === 'Identifier' && node.callee.name === 'plural' ? pluralTexts(node.arguments) : [VALUE];
      default:
        return [VALUE];
    }
  }
  /** @param {import('oxc-parser').JSXElement | import('oxc-parser').JSXFragment} node @returns {string[]} */
  function children(node) {
    const parts = node.children.map(textsOf);
    return joined(isLaidOut(node) ? parts.flatMap((part) => [[BREAK], part]) : parts);
  }
  return Object.assign(textsOf, { children });
}

/** Returns whether the layout of an element places its children apart. @param {import('oxc-parser').JSXElement | import('oxc-parser').JSXFragment} node */
function isLaidOut(node) {
  if (node.type === 'JSXFragment') return false;
  return node.openingElement.attributes.some(
    (one) =>
      one.type === 'JSXAttribute' &&
      one.name.name === 'className' &&
      one.value?.type === 'Literal' &&
      /(?:^| )(?:inline-)?(?:flex|grid)(?: |$)/.test(String(one.value.value)),
  );
}

/** @param {readonly string[][]} parts @returns {string[]} */
function joined(parts) {
  return parts.reduce(
    (texts, ends) => texts.flatMap((text) => ends.map((end) => text + end)).slice(0, MOST),
    /** @type {string[]} */ (['']),
  );
}

/** Returns the text that React makes of a text in JSX: a line's ends are trimmed, and lines join with a space. @param {string} text */
function shown(text) {
  const lines = text.split('\n');
  return lines
    .map((line, at) => (at === 0 ? line : line.trimStart()))
    .map((line, at) => (at === lines.length - 1 ? line : line.trimEnd()))
    .filter((line) => line !== '')
    .join(' ')
    .replaceAll('&apos;', "'");
}

/** Returns "1 noun" and "2 nouns". @param {readonly Node[]} words the arguments of `plural` @returns {string[]} */
function pluralTexts([, noun, many]) {
  const one = noun?.type === 'Literal' ? String(noun.value) : VALUE;
  const more = many?.type === 'Literal' ? String(many.value) : one === VALUE ? VALUE : `${one}s`;
  return [`1 ${one}`, `2 ${more}`];
}
