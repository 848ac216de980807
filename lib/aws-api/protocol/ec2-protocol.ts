import { errorCode } from '../../core/module/error-codes';
import { findOperation, wireService } from '../server/services';
import { WireFault } from '../server/wire-fault';
import type { WireRequest } from '../server/wire-request';
import { signedService } from './other-services';
import type { AbsentOperation, CalledOperation, Failure, Protocol, WireResponse } from './protocol';
import { readQueryInput } from './query-input';
import { formText } from './query-protocol';
import { fieldText, readForm } from './read-form';
import { findWireOperation } from './sdk-schemas';
import { xmlContent, xmlText } from './xml';

const ownService = () => wireService('ec2');

// EC2's Query protocol, whose names, lists and errors differ from the usual one. Source: Smithy, "AWS EC2 Query protocol"; Amazon
// EC2 API Reference, "Error codes".

const VERSION = '2016-11-15';
const NAMESPACE = `http://ec2.amazonaws.com/doc/${VERSION}/`;
/** Enough for a thousand ids, and filters. Nested lists make larger forms slow. */
const MOST_FIELDS = 5_000;
const DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n';

/** Returns whether a request is for EC2. Before its form is read, only the scope of its signature shows that. */
export function isEc2Request(request: WireRequest): boolean {
  return signedService(request) === ownService().signingName && !request.headers.has('x-amz-target');
}

export const ec2Protocol: Protocol = {
  route(request): CalledOperation | AbsentOperation {
    const form = readForm(formText(request), MOST_FIELDS);
    const action = fieldText(form, 'Action');
    if (action === '') throw new WireFault('MissingAction', 'The request is missing an action or a required parameter.');
    const wire = findWireOperation('ec2', action);
    const version = fieldText(form, 'Version');
    if (!wire || version !== VERSION)
      throw new WireFault('InvalidAction', `The action ${action.slice(0, 128)} is not valid for this web service.`);
    const operation = findOperation(ownService(), action);
    if (!operation) return { service: ownService(), wire, operation: null };
    const { input } = wire;
    return { service: ownService(), wire, operation, readInput: () => (input ? readQueryInput(input, form, 'ec2') : {}) };
  },

  success({ wire }, output, requestId): WireResponse {
    const content = wire.output ? xmlContent(wire.output, output ?? {}, (time) => time.toISOString()) : '<return>true</return>';
    const name = `${wire.name}Response`;
    return xml(200, `<${name} xmlns="${NAMESPACE}"><requestId>${requestId}</requestId>${content}</${name}>`);
  },

  failure(_, failure, requestId): WireResponse {
    const { code, message } = inWordsOfEc2(failure);
    const error = `<Error><Code>${xmlText(code)}</Code><Message>${xmlText(message)}</Message></Error>`;
    return xml(STATUS[code] ?? 400, `<Response><Errors>${error}</Errors><RequestID>${requestId}</RequestID></Response>`);
  },
};

/** EC2's own messages for the common errors. */
const WORDS: Readonly<Record<string, (message: string) => string>> = {
  UnauthorizedOperation: (message) => `You are not authorized to perform this operation. ${message}`,
  AuthFailure: () => 'AWS was not able to validate the provided access credentials',
};

function inWordsOfEc2({ code: shape, message }: Failure): { code: string; message: string } {
  const code = errorCode('ec2', shape);
  return { code, message: WORDS[code]?.(message) ?? message };
}

const STATUS: Readonly<Record<string, number>> = {
  AuthFailure: 401,
  DryRunOperation: 412,
  InternalError: 500,
  MethodNotAllowed: 405,
  MisdirectedRequest: 421,
  MissingAuthenticationToken: 401,
  NotImplemented: 501,
  RequestEntityTooLarge: 413,
  ServiceUnavailable: 503,
  UnauthorizedOperation: 403,
  UnsupportedMediaType: 415,
};

function xml(status: number, body: string): WireResponse {
  return { status, contentType: 'text/xml', body: `${DECLARATION}${body}` };
}
