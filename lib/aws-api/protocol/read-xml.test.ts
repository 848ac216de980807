import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseXml } from '../../core/text/parse-xml';
import { readXml, type XmlElement } from './read-xml';

/** Returns the document as another parser reads it, in the same form. */
function byAnother(text: string): XmlElement | null {
  const toElement = (node: Element): XmlElement => {
    const all = Array.from({ length: node.childNodes.length }, (_, index) => node.childNodes.item(index));
    return {
      name: node.localName,
      children: all.filter(({ nodeType }) => nodeType === 1).map((child) => toElement(child as Element)),
      text: all.map(({ nodeType, nodeValue }) => (nodeType === 3 || nodeType === 4 ? (nodeValue ?? '') : '')).join(''),
    };
  };
  const root = parseXml(text);
  return root && toElement(root);
}

const content = fc.oneof(
  fc.stringMatching(/^[ -%'-;=?-~äß\n]{0,12}$/),
  fc.constantFrom('&amp;', '&lt;&#xe4;', '&#10;', '<!-- < -->', '<![CDATA[<&]]>'),
);
const { element } = fc.letrec<{ element: string }>((tie) => ({
  element: fc
    .tuple(
      fc.constantFrom('Tag', 'a', 'x:Key'),
      fc.constantFrom('', ' xmlns:x="u"', " b='<'", ' c = "1" d=""'),
      fc.array(fc.oneof({ maxDepth: 4 }, content, tie('element')), { maxLength: 4 }),
    )
    .map(([name, attributes, parts]) =>
      parts.length === 0 ? `<${name}${attributes}/>` : `<${name}${attributes}>${parts.join('')}</${name} >`,
    ),
}));

describe('readXml', () => {
  it('reads the same elements as another parser', () => {
    fc.assert(
      fc.property(element, (text) => {
        const document = `<?xml version="1.0"?>\n${text
          .replaceAll("'<'", "'&lt;'")
          .replace('>', ' xmlns:x="v">')
          .replace('/ xmlns:x="v">', ' xmlns:x="v"/>')
          .replace(/(xmlns:x="u")([^>]*) xmlns:x="v"/, '$1$2')}`;
        expect(readXml(document)).toEqual(byAnother(document));
      }),
      { numRuns: 100 },
    );
  });

  it.each([
    '',
    'text',
    '<a>',
    '<a></b>',
    '</a>',
    '<a/><b/>',
    '<a/>text',
    '<a b></a>',
    '<a b="<"/>',
    '<a>&</a>',
    '<a>&copy;</a>',
    '<a>&#0;</a>',
    '<a>&#xd800;</a>',
    '<a>&#x110000;</a>',
    '<!DOCTYPE a><a/>',
    '<a><!-- </a>',
    '<a><![CDATA[ </a>',
    '<a><? </a>',
    '<a',
  ])('refuses %j', (text) => expect(readXml(text)).toBeNull());

  it('refuses documents with too many elements, comments or other markup', () => {
    expect(readXml(`<a>${'<b/>'.repeat(19_990)}</a>`)?.children).toHaveLength(19_990);
    for (const mark of ['<b/>', '<b>', '<!---->', '<??>', '<![CDATA[]]>'])
      expect(readXml(`<a>${mark.repeat(20_000)}</a>`)).toBeNull();
  });
});
