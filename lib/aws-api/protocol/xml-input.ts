import { parseXml } from '../../core/parse-xml';
import { WireFault } from '../server/wire-fault';
import { readScalar } from './scalars';
import type { Member, Shape, Structure } from './sdk-schemas';

/** No document of these services nests deeper for a reason. */
const DEEPEST = 32;
/** More than any document declares; the parser copies what is declared so far with each declaration, which many would make slow. */
const MOST_NAMESPACE_DECLARATIONS = 100;

/**
 * The typed value of a document. Elements that the shape does not have are ignored, as are namespaces: clients differ in them.
 * @throws WireFault MalformedXML for text that is no well-formed XML, has a document type, or another root than the shape
 */
export function readXmlDocument(shape: Structure, text: string, rootName: string): unknown {
  const root = text.split('xmlns').length > MOST_NAMESPACE_DECLARATIONS ? null : parseXml(text);
  if (root?.localName !== rootName) throw malformed();
  return readStructure(shape, root, DEEPEST);
}

function readStructure(shape: Structure, element: Element, levels: number): Record<string, unknown> {
  if (levels === 0) throw malformed();
  const children = new Map<string, Element[]>();
  for (const child of elementsIn(element)) {
    const name = child.localName;
    const same = children.get(name);
    if (same) same.push(child);
    else children.set(name, [child]);
  }
  const entries = shape.members.map((member) => [member.name, readMember(member, children, levels)] as const);
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
}

function readMember(member: Member, children: ReadonlyMap<string, Element[]>, levels: number): unknown {
  const { name, shape, xmlName = name, flattened } = member;
  const found = children.get(xmlName);
  if (!found) return undefined;
  if (flattened && shape.kind === 'list') return found.map((element) => readValue(shape.item, element, levels - 1));
  const [element] = found;
  return element && readValue(shape, element, levels - 1);
}

function readValue(shape: Shape, element: Element, levels: number): unknown {
  switch (shape.kind) {
    case 'structure':
      return readStructure(shape, element, levels);
    case 'list':
      if (levels === 0) throw malformed();
      return elementsIn(element)
        .filter(({ localName }) => localName === (shape.itemName ?? 'member'))
        .map((item) => readValue(shape.item, item, levels - 1));
    case 'map':
      throw new Error('no document of these services has a map');
    default:
      try {
        return readScalar(shape.kind, element.textContent ?? '');
      } catch {
        throw malformed();
      }
  }
}

function elementsIn(parent: Element): Element[] {
  const found: Element[] = [];
  for (let node = parent.firstChild; node; node = node.nextSibling) if (node.nodeType === 1) found.push(node as Element);
  return found;
}

// AWS: S3's words for a document of another form than its schema's.
function malformed(): WireFault {
  return new WireFault(
    'MalformedXML',
    'The XML you provided was not well-formed or did not validate against our published schema',
  );
}
