import { fromModules } from '../../core/module/module';
import { findOperation, wireService } from '../server/services';
import { WireFault } from '../server/wire-fault';
import { header, type WireRequest } from '../server/wire-request';
import { readHttpInput, writeHttpOutput } from './http-binding';
import { httpRouter } from './http-route';
import { signedService } from './other-services';
import { membersIn } from './output-values';
import type { AbsentOperation, CalledOperation, Protocol, WireResponse } from './protocol';
import { idsOf, inWordsOfS3, unwrap, xmlDocuments } from './s3-protocol';
import { findWireOperation, wireOperationNames } from './sdk-schemas';
import { xmlText } from './xml';

const ownService = () => wireService('s3control');

// S3 Control has S3's signatures and protocol, but other paths and another envelope for errors. Source: Amazon S3 API Reference,
// "Amazon S3 Control".

const ROOT = '/v20180820/';
const ACCOUNT = 'x-amz-account-id';
export const s3ControlDocuments = xmlDocuments('http://awss3control.amazonaws.com/doc/2018-08-20/');
const findCall = () => httpRouter(wireOperationNames('s3control').flatMap((name) => findWireOperation('s3control', name) ?? []));

export function isS3ControlRequest(request: WireRequest): boolean {
  return signedService(request) === ownService().signingName && request.path.startsWith(ROOT);
}

/** Adds the account of the call, which is in a header or in front of the host. */
function withAccount(headers: WireRequest['headers'], host: string | undefined): WireRequest['headers'] {
  const [, account] = (host === undefined ? null : /^(\d{12})\./.exec(host)) ?? [];
  return account === undefined || headers.has(ACCOUNT) ? headers : new Map([...headers, [ACCOUNT, [account]]]);
}

export const s3ControlProtocol: Protocol = {
  route(request): CalledOperation | AbsentOperation {
    const query = new URLSearchParams(request.query);
    const { method, path, headers } = request;
    const match = fromModules(findCall)({ method, path, query, hasHeader: (name) => headers.has(name) });
    if (!match) throw new WireFault('MethodNotAllowed', 'The specified method is not allowed against this resource.');
    const { wire } = match;
    const operation = findOperation(ownService(), wire.name);
    if (!operation) return { service: ownService(), wire, operation: null };
    const readInput = () => {
      const unwrapped = unwrap(request);
      const told = { ...request, headers: withAccount(unwrapped.headers, header(request, 'host')) };
      return readHttpInput(match, told, query, unwrapped.body, s3ControlDocuments);
    };
    return { service: ownService(), wire, operation, readInput };
  },

  success({ wire }, output, requestId): WireResponse {
    if (!wire.http) throw new Error(`${wire.name} is not called by REST`);
    const answer = writeHttpOutput(wire.http, wire.output, membersIn(output ?? {}), s3ControlDocuments);
    return { ...answer, headers: { ...answer.headers, ...idsOf(requestId) } };
  },

  failure(_, failure, requestId): WireResponse {
    const { code, message, status } = inWordsOfS3(failure);
    const members = Object.entries(failure.members ?? {}).map(([name, value]) => `<${name}>${xmlText(value)}</${name}>`);
    const type = status < 500 ? 'Sender' : 'Receiver';
    const error = `<Type>${type}</Type><Code>${xmlText(code)}</Code><Message>${xmlText(message)}</Message>${members.join('')}`;
    return {
      status,
      contentType: 'application/xml',
      headers: idsOf(requestId),
      body: `<?xml version="1.0" encoding="UTF-8"?>\n<ErrorResponse><Error>${error}</Error><RequestId>${requestId}</RequestId><HostId>${requestId}</HostId></ErrorResponse>`,
    };
  },
};
