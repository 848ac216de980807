import type { AnyOperation } from '../../core/operation';
import type { WireService } from '../server/services';
import type { WireRequest } from '../server/wire-request';
import type { WireOperation } from './sdk-schemas';

/** `contentType` null: the answer has no body, or its headers include the type. */
export type WireResponse = {
  status: number;
  contentType: string | null;
  body: string | Uint8Array;
  headers?: Readonly<Record<string, string>>;
};

/** A failure in AWS's common vocabulary, before a protocol encodes it. */
export type Failure = {
  /** An SDK error shape (`NoSuchEntityException`) or a common code (`AccessDenied`). */
  code: string;
  message: string;
  /** The members beside the message, e.g. Reason. */
  members?: Readonly<Record<string, string>>;
  /** True for a denial about another account's resource, or of an anonymous caller. */
  ofOthers?: boolean;
};

/** The operation of a request, and the function that reads its input. */
export type CalledOperation = {
  service: WireService;
  wire: WireOperation;
  operation: AnyOperation;
  /** @throws WireFault for a body that does not fit the operation */
  readInput(): unknown;
};

/** An operation that AWS's model has and Gatehouse does not. The caller is authenticated first. */
export type AbsentOperation = { service: WireService; wire: WireOperation; operation: null };

/** A protocol of clients. It knows no single operation. */
export type Protocol = {
  /** @throws WireFault if the request names no operation, or an unknown one */
  route(request: WireRequest): CalledOperation | AbsentOperation;
  success(called: CalledOperation, output: unknown, requestId: string): WireResponse;
  /** @param service absent if the request failed before it named one */
  failure(service: WireService | undefined, failure: Failure, requestId: string): WireResponse;
};
