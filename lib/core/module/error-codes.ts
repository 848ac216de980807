import { serviceNamed } from './module';

// The JSON services' names of the common errors, by the names of IAM and STS. Other errors have the same name everywhere.
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

/** Returns the JSON services' name of a common error. */
export function jsonErrorCode(code: string): string {
  return JSON_CODES[code] ?? code;
}

/**
 * Returns the code that clients, events and the console see: `NoSuchEntity` in IAM and STS, the shape's own name in Organizations
 * and CloudTrail. A test of lib/aws-api compares it with the SDK's schemas.
 */
export function errorCode(service: string, shape: string): string {
  const { style, codes = {}, keepsException } = serviceNamed(service)?.errors ?? {};
  if (Object.hasOwn(codes, shape)) return codes[shape] ?? shape;
  if (style === 'json') return jsonErrorCode(shape);
  return keepsException?.includes(shape) ? shape : shape.replace(/Exception$/, '');
}
