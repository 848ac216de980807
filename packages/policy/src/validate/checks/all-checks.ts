import type { Check } from '../check';
import { ACTION_CHECKS } from './actions';
import { BROAD_CONDITION_CHECKS } from './broad-conditions';
import { CONDITION_KEY_CHECKS } from './condition-keys';
import { CONDITION_SHAPE_CHECKS } from './condition-shape';
import { CONDITION_VALUE_CHECKS } from './condition-values';
import { DOCUMENT_CHECKS } from './documents';
import { GRAMMAR_CHECKS } from './grammar';
import { IP_RANGE_CHECKS } from './ip-ranges';
import { LEGACY_SCP_CHECKS, ORGANIZATION_CHECKS } from './organizations';
import { OUR_CHECKS } from './ours';
import { PRINCIPAL_CHECKS } from './principals';
import { PRIVILEGE_CHECKS } from './privileges';
import { RESOURCE_CHECKS } from './resources';
import { TAG_KEY_CHECKS } from './tag-keys';
import { TRUST_CHECKS } from './trust';
import { VARIABLE_CHECKS } from './variables';

/** All checks except those of the old SCP syntax. Checks with one code are one check of the catalog. */
export const CHECKS: readonly Check[] = [
  ...GRAMMAR_CHECKS,
  ...DOCUMENT_CHECKS,
  ...PRINCIPAL_CHECKS,
  ...TRUST_CHECKS,
  ...ACTION_CHECKS,
  ...RESOURCE_CHECKS,
  ...CONDITION_SHAPE_CHECKS,
  ...CONDITION_KEY_CHECKS,
  ...CONDITION_VALUE_CHECKS,
  ...IP_RANGE_CHECKS,
  ...BROAD_CONDITION_CHECKS,
  ...VARIABLE_CHECKS,
  ...TAG_KEY_CHECKS,
  ...PRIVILEGE_CHECKS,
  ...ORGANIZATION_CHECKS,
  ...OUR_CHECKS,
];

export const LEGACY_CHECKS = LEGACY_SCP_CHECKS;
