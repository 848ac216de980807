import { CLOCK_SKEW_MS, expiredToken, FederatedName, invalidToken } from '../federation-claims';
import { invalidResponse } from './parse-response';
import type { XmlNode } from './verify-response';

/** SAML: the bearer of the assertion is its subject. */
const BEARER = 'urn:oasis:names:tc:SAML:2.0:cm:bearer';
/** AWS removes this prefix from formats of SAML 2.0. */
const FORMATS = 'urn:oasis:names:tc:SAML:2.0:nameid-format:';
/** The default format of a name identifier (SAML 2.0 core, 2.2.2). */
const UNSPECIFIED = 'urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified';
/** The time in which AWS accepts an assertion after its issue. */
const REDEEM_MS = 5 * 60 * 1000;
/** AWS returns subjects in CloudTrail and policies. Identifiers have at most 256 characters (SAML 2.0 core, 2.2.2 and 8.3.7). */
const MAX_SUBJECT = 256;

/** The content of an assertion. */
export type Assertion = {
  issuer: string;
  subject: string;
  subjectType: string;
  recipient: string;
  attributes: ReadonlyMap<string, readonly string[]>;
  /** When the provider's own session ends. */
  sessionEnd: Date | undefined;
};

/**
 * Reads a verified assertion and checks its recipient and times. Source: SAML 2.0 profiles, 4.1.4.3, "Response message processing
 * rules"; IAM User Guide, "Configure SAML assertions for the authentication response".
 * @param isEndpoint returns whether this provider's assertions may be presented at a URL; audiences: further names of AWS
 * @throws AwsError InvalidIdentityToken or ExpiredToken
 */
export function readAssertion(
  node: XmlNode,
  { isEndpoint, audiences, now }: { isEndpoint: (url: string) => boolean; audiences: readonly string[]; now: Date },
): Assertion {
  const subject = only(node, 'Subject');
  const nameId = only(subject, 'NameID');
  const confirmation = only(only(subject, 'SubjectConfirmation', hasMethodBearer), 'SubjectConfirmationData');
  const recipient = attribute(confirmation, 'Recipient');
  if (recipient === undefined || !isEndpoint(recipient)) throw invalidToken('The recipient of the SAML response is not AWS.');
  requireNotOver(requireTime(confirmation, 'NotOnOrAfter'), now);
  const conditions = only(node, 'Conditions');
  requireConditions(conditions, now);
  requireAudience(conditions, (audience) => isEndpoint(audience) || audiences.includes(audience));
  requireFresh(requireTime(node, 'IssueInstant'), now);
  return {
    issuer: requireText(only(node, 'Issuer')),
    subject: requireText(nameId, MAX_SUBJECT),
    subjectType: typeOf(attribute(nameId, 'Format') ?? UNSPECIFIED),
    recipient,
    attributes: attributesOf(node),
    sessionEnd: sessionEndOf(node, now),
  };
}

function children(node: XmlNode, name: string): XmlNode[] {
  const found = Object.hasOwn(node, name) ? node[name] : undefined;
  // The library returns an element with only text as that text.
  return Array.isArray(found)
    ? found.map((child: unknown) => (typeof child === 'object' && child !== null ? (child as XmlNode) : {}))
    : [];
}

/**
 * Returns the only child with a name.
 * @throws AwsError InvalidIdentityToken if there is none or several
 */
function only(node: XmlNode, name: string, isMeant: (child: XmlNode) => boolean = () => true): XmlNode {
  const [child, another] = children(node, name);
  if (!child || another || !isMeant(child)) throw invalidResponse();
  return child;
}

function hasMethodBearer(confirmation: XmlNode): boolean {
  return attribute(confirmation, 'Method') === BEARER;
}

function attribute(node: XmlNode, name: string): string | undefined {
  return node.$ && Object.hasOwn(node.$, name) ? node.$[name] : undefined;
}

function textOf({ _: text = '' }: XmlNode): string {
  return text.trim();
}

function requireText(node: XmlNode, max = 1024): string {
  const text = textOf(node);
  if (text.length > max || !FederatedName.safeParse(text).success) throw invalidResponse();
  return text;
}

function typeOf(format: string): string {
  return format.startsWith(FORMATS) ? format.slice(FORMATS.length) : format;
}

function time(node: XmlNode, name: string): Date | undefined {
  const text = attribute(node, name);
  if (text === undefined) return undefined;
  const read = new Date(text);
  if (Number.isNaN(read.getTime())) throw invalidResponse();
  return read;
}

function requireTime(node: XmlNode, name: string): Date {
  const read = time(node, name);
  if (!read) throw invalidResponse();
  return read;
}

function requireNotOver(end: Date, now: Date): void {
  if (end <= now) throw expiredToken('Response has expired');
}

function requireConditions(conditions: XmlNode, now: Date): void {
  const [start, end] = [time(conditions, 'NotBefore'), time(conditions, 'NotOnOrAfter')];
  if (start && start.getTime() - CLOCK_SKEW_MS > now.getTime()) throw invalidToken('The SAML response is not valid yet.');
  if (end) requireNotOver(end, now);
}

/** Requires that each audience restriction names AWS (SAML 2.0 core, 2.5.1.4). */
function requireAudience(conditions: XmlNode, isAws: (audience: string) => boolean): void {
  const restrictions = children(conditions, 'AudienceRestriction');
  const met = restrictions.filter((restriction) => children(restriction, 'Audience').some((audience) => isAws(textOf(audience))));
  if (restrictions.length === 0 || met.length < restrictions.length)
    throw invalidToken('Response does not contain the required audience.');
}

function requireFresh(issuedAt: Date, now: Date): void {
  const age = now.getTime() - issuedAt.getTime();
  if (age > REDEEM_MS) throw expiredToken('Token must be redeemed within 5 minutes of issuance');
  if (age < -CLOCK_SKEW_MS) throw invalidToken('The SAML response was issued in the future.');
}

/** Returns the attributes. AWS uses one of several with the same name; here it is the first. */
function attributesOf(node: XmlNode): Map<string, readonly string[]> {
  const attributes = new Map<string, readonly string[]>();
  for (const statement of children(node, 'AttributeStatement')) {
    for (const claim of children(statement, 'Attribute')) {
      const name = attribute(claim, 'Name');
      if (name === undefined || attributes.has(name)) continue;
      attributes.set(
        name,
        children(claim, 'AttributeValue')
          .map(textOf)
          .filter((value) => value !== ''),
      );
    }
  }
  return attributes;
}

function sessionEndOf(node: XmlNode, now: Date): Date | undefined {
  const ends = children(node, 'AuthnStatement').flatMap((statement) => time(statement, 'SessionNotOnOrAfter') ?? []);
  const end = ends.sort((a, b) => a.getTime() - b.getTime())[0];
  if (end) requireNotOver(end, now);
  return end;
}
