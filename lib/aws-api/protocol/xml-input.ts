import { grouped } from '../../core/work/bulk';
import { WireFault } from '../server/wire-fault';
import { readXml, type XmlElement } from './read-xml';
import { readScalar } from './scalars';
import type { Member, Shape, Structure } from './sdk-schemas';

/** No honest document nests deeper. */
const DEEPEST = 32;

/**
 * Returns the typed value of a document. Elements outside the shape are ignored, and so are namespaces, which differ between
 * clients.
 * @throws WireFault MalformedXML for text that is not well-formed XML, has a document type, or another root than the shape
 */
export function readXmlDocument(shape: Structure, text: string, rootName: string): unknown {
  const root = readXml(text);
  if (root?.name !== rootName) throw malformed();
  return readStructure(shape, root, DEEPEST);
}

function readStructure(shape: Structure, element: XmlElement, levels: number): Record<string, unknown> {
  if (levels === 0) throw malformed();
  const children = grouped(element.children, ({ name }) => name);
  const entries = shape.members.map((member) => [member.name, readMember(member, children, levels)] as const);
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
}

function readMember(member: Member, children: ReadonlyMap<string, readonly XmlElement[]>, levels: number): unknown {
  const { name, shape, xmlName = name, flattened } = member;
  const found = children.get(xmlName);
  if (!found) return undefined;
  if (flattened && shape.kind === 'list') return found.map((element) => readValue(shape.item, element, levels - 1));
  const [element] = found;
  return element && readValue(shape, element, levels - 1);
}

function readValue(shape: Shape, element: XmlElement, levels: number): unknown {
  switch (shape.kind) {
    case 'structure':
      return readStructure(shape, element, levels);
    case 'list':
      if (levels === 0) throw malformed();
      return element.children
        .filter(({ name }) => name === (shape.itemName ?? 'member'))
        .map((item) => readValue(shape.item, item, levels - 1));
    case 'map':
      throw new Error('no document of these services has a map');
    default:
      try {
        return readScalar(shape.kind, element.text);
      } catch {
        throw malformed();
      }
  }
}

// AWS: S3's message for a document that does not match its schema.
function malformed(): WireFault {
  return new WireFault(
    'MalformedXML',
    'The XML you provided was not well-formed or did not validate against our published schema',
  );
}
