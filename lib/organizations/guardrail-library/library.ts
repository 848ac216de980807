import type { Guardrail } from './guardrail';
import { RESOURCE_CONTROL } from './resource-control';
import { SERVICE_CONTROL } from './service-control';

/** All guardrails of the library. Each is tested by calls that it must deny and calls that it must allow. */
export const GUARDRAILS: readonly Guardrail[] = [...SERVICE_CONTROL, ...RESOURCE_CONTROL];
