import { serviceNamed } from './module';

// The JSON services' names of the errors that all services have in common, by those of IAM and STS. Other errors have one name everywhere.
const JSON_CODES: Readonly<Record<string, string>> = {
  AccessDenied: 'AccessDeniedException',
  ExpiredToken: 'ExpiredTokenException',
  IncompleteSignature: 'IncompleteSignatureException',
  InvalidClientTokenId: 'UnrecognizedClientException',
  MethodNotAllowed: 'MethodNotAllowedException',
  MisdirectedRequest: 'MisdirectedRequestException',
  MissingAuthenticationToken: 'MissingAuthenticationTokenException',
  RequestEntityTooLarge: 'RequestEntityTooLargeException',
  SignatureDoesNotMatch: 'InvalidSignatureException',
  UnsupportedMediaType: 'UnsupportedMediaTypeException',
  ValidationError: 'ValidationException',
};

/** Returns the JSON services' name of an error that all services have in common. */
export function jsonErrorCode(code: string): string {
  return JSON_CODES[code] ?? code;
}

/**
 * Returns the code that a client of the service sees, which events and the console have as well: `NoSuchEntity` in IAM and STS, the shape's own
 * name in Organizations and CloudTrail. A test of lib/aws-api holds it against the SDK's schemas.
 */
export function errorCode(service: string, shape: string): string {
  const { style, codes = {}, keepsException } = serviceNamed(service)?.errors ?? {};
  if (Object.hasOwn(codes, shape)) return codes[shape] ?? shape;
  if (style === 'json') return jsonErrorCode(shape);
  return keepsException?.includes(shape) ? shape : shape.replace(/Exception$/, '');
}
