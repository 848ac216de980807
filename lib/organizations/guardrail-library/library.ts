import type { Guardrail } from './guardrail';
import { RESOURCE_CONTROL } from './resource-control';
import { SERVICE_CONTROL } from './service-control';

/** All guardrails that come with Gatehouse. Each is tested by calls that it must deny and calls that it must let through. */
export const GUARDRAILS: readonly Guardrail[] = [...SERVICE_CONTROL, ...RESOURCE_CONTROL];
