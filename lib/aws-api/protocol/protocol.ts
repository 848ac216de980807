import type { AnyOperation } from '../../core/operation';
import type { WireService } from '../server/services';
import type { WireRequest } from '../server/wire-request';
import type { WireOperation } from './sdk-schemas';

/** `contentType` null: an answer without a body, or with one whose type is among the headers. */
export type WireResponse = {
  status: number;
  contentType: string | null;
  body: string | Uint8Array;
  headers?: Readonly<Record<string, string>>;
};

/** A failure in AWS's common vocabulary, before a protocol spells it. */
export type Failure = {
  /** An SDK error shape (`NoSuchEntityException`) or a common code (`AccessDenied`). */
  code: string;
  message: string;
  /** Members beside the message, e.g. Reason. */
  members?: Readonly<Record<string, string>>;
  /** Of a denial: what it is about belongs to another account, or nobody asked. */
  ofOthers?: boolean;
};

/** The operation that a request calls and how to read its input. */
export type CalledOperation = {
  service: WireService;
  wire: WireOperation;
  operation: AnyOperation;
  /** @throws WireFault for a body that does not fit the operation */
  readInput(): unknown;
};

/** An operation that AWS's model has and that is not here. Who calls it is found out first. */
export type AbsentOperation = { service: WireService; wire: WireOperation; operation: null };

/** How a client speaks. Nothing in it knows a single operation. */
export type Protocol = {
  /** @throws WireFault when no operation can be told from the request, or there is none of that name */
  route(request: WireRequest): CalledOperation | AbsentOperation;
  success(called: CalledOperation, output: unknown, requestId: string): WireResponse;
  /** @param service absent where the request did not get so far as to name one */
  failure(service: WireService | undefined, failure: Failure, requestId: string): WireResponse;
};
