import { DOMParser } from '@xmldom/xmldom';

/**
 * The document element of well-formed XML; null for other text. Nothing is expanded: a document type, the only place that can define
 * entities, is refused, and so is a byte order mark, which is no part of a document.
 * The time it takes grows with the square of nested namespace declarations: callers bound their number.
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

/** Also where it is no document type, such as in a comment: whoever needs one there writes it otherwise. */
export function hasDocumentType(xml: string): boolean {
  return /<!DOCTYPE/i.test(xml);
}

/** The children of an element that have a name in a namespace. */
export function childElements(parent: Element, namespace: string, name: string): Element[] {
  const found: Element[] = [];
  for (let node = parent.firstChild; node; node = node.nextSibling) {
    const element = node as Element;
    if (node.nodeType === 1 && element.namespaceURI === namespace && element.localName === name) found.push(element);
  }
  return found;
}
