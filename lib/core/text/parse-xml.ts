import { DOMParser } from '@xmldom/xmldom';

/**
 * Returns the document element of well-formed XML, or null for other text. Nothing is expanded: it refuses document types, which
 * alone can define entities. It also refuses a byte order mark, which is not part of a document. The time grows with the square
 * of nested namespace declarations, so callers must limit their number.
 */
export function parseXml(xml: string): Element | null {
  if (hasDocumentType(xml) || xml.charCodeAt(0) === 0xfeff) return null;
  const refuse = (message: string) => {
    throw new Error(message);
  };
  const parser = new DOMParser({ locator: {}, errorHandler: { warning: refuse, error: refuse, fatalError: refuse } });
  try {
    return parser.parseFromString(xml, 'text/xml').documentElement;
  } catch {
    return null;
  }
}

/** Returns whether a text contains `<!DOCTYPE`, even in a comment, where a document can avoid it. */
export function hasDocumentType(xml: string): boolean {
  return /<!DOCTYPE/i.test(xml);
}

/** Returns an element's children that have a name in a namespace. */
export function childElements(parent: Element, namespace: string, name: string): Element[] {
  const found: Element[] = [];
  for (let node = parent.firstChild; node; node = node.nextSibling) {
    const element = node as Element;
    if (node.nodeType === 1 && element.namespaceURI === namespace && element.localName === name) found.push(element);
  }
  return found;
}
