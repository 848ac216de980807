import type { EffectivePolicyProblem } from '../types';
import { contributors, isEmpty, mapAt, mapsOf, textAt, valuesAt } from './read-tree';
import type { TreeMap, TreeNode } from './tree';

const MOST_RULES = 10;
const MOST_CONTINUOUS_DAYS = 35;

/**
 * Returns the problems of an effective backup policy. Source: Organizations User Guide, "Invalid effective policy alerts", and measured. The
 * guide's requirement of `schedule_expression` is not checked, because plans without one are published. The message about `scan_settings`
 * is not confirmed.
 */
export function backupProblems(root: TreeMap): readonly EffectivePolicyProblem[] {
  const found = new Problems();
  const plans = mapAt(root, 'plans');
  for (const [name, plan] of mapsOf(plans)) if (!isEmpty(plan)) checkPlan(found, plan, `plans/${name}`);
  return found.all;
}

class Problems {
  readonly all: EffectivePolicyProblem[] = [];

  add(code: EffectivePolicyProblem['code'], message: string, path: string, part: TreeNode): void {
    this.all.push({ code, message, path, contributingPolicies: [...contributors(part)] });
  }

  missing(name: string, path: string, part: TreeNode): void {
    this.add('KEY_REQUIRED', `'${name}' is missing`, path, part);
  }

  tooFew(name: string, path: string, part: TreeNode): void {
    this.add('ELEMENTS_TOO_FEW', `'${name}' is less than the allowed minimum limit 1`, `${path}/${name}`, part);
  }

  /** Requires a setting, and of a list at least one value. */
  requireValues(map: TreeMap, name: string, path: string): void {
    const values = valuesAt(map, name);
    if (values === null) this.missing(name, path, map);
    else this.requireSome(map, name, path);
  }

  /** Refuses an empty list. */
  requireSome(map: TreeMap, name: string, path: string): void {
    if (valuesAt(map, name)?.length === 0) this.tooFew(name, path, map);
  }
}

function checkPlan(found: Problems, plan: TreeMap, path: string): void {
  found.requireValues(plan, 'regions', path);
  for (const name of ['rules', 'selections']) {
    const part = mapAt(plan, name);
    if (part === null) found.missing(name, path, plan);
    else if (isEmpty(part)) found.tooFew(name, path, plan);
  }
  const rules = mapsOf(mapAt(plan, 'rules')).filter(([, rule]) => !isEmpty(rule));
  if (rules.length > MOST_RULES) {
    const message = `'rules' exceeds the allowed maximum limit ${MOST_RULES}`;
    found.add('ELEMENTS_TOO_MANY', message, `${path}/rules`, mapAt(plan, 'rules') ?? plan);
  }
  const scans = mapAt(plan, 'scan_settings');
  const hasScans = scans !== null && !isEmpty(scans);
  for (const [name, rule] of rules) checkRule(found, rule, name, `${path}/rules/${name}`, hasScans);
  const selections = mapAt(plan, 'selections');
  for (const [kind, group] of mapsOf(selections)) {
    for (const [name, selection] of mapsOf(group)) {
      if (!isEmpty(selection)) checkSelection(found, selection, kind, `${path}/selections/${kind}/${name}`);
    }
  }
}

function checkRule(found: Problems, rule: TreeMap, name: string, path: string, hasScans: boolean): void {
  if (textAt(rule, 'target_backup_vault_name') === null) found.missing('target_backup_vault_name', path, rule);
  const indexed = mapAt(rule, 'index_actions');
  if (indexed) found.requireSome(indexed, 'resource_types', `${path}/index_actions`);
  const days = textAt(mapAt(rule, 'lifecycle'), 'delete_after_days');
  if (textAt(rule, 'enable_continuous_backup') === 'true' && days !== null && Number(days) > MOST_CONTINUOUS_DAYS) {
    const message = `Dependent fields enable_continuous_backup=true,delete_after_days=${days} in policy block ${name} are invalid when used together`;
    found.add('CROSS_ATTRIBUTE_VALIDATION', message, path, rule);
  }
  const scan = mapAt(rule, 'scan_actions');
  if (scan && !isEmpty(scan) && !hasScans) {
    const message = `Dependent fields scan_actions,scan_settings in policy block ${name} are invalid when used together`;
    found.add('CROSS_ATTRIBUTE_VALIDATION', message, path, rule);
  }
}

function checkSelection(found: Problems, selection: TreeMap, kind: string, path: string): void {
  if (textAt(selection, 'iam_role_arn') === null) found.missing('iam_role_arn', path, selection);
  if (kind === 'tags') {
    if (textAt(selection, 'tag_key') === null) found.missing('tag_key', path, selection);
    found.requireValues(selection, 'tag_value', path);
    return;
  }
  const conditions = mapAt(selection, 'conditions');
  const types = valuesAt(selection, 'resource_types');
  if (types === null && (conditions === null || isEmpty(conditions))) found.missing('resource_types', path, selection);
  for (const name of ['resource_types', 'not_resource_types']) found.requireSome(selection, name, path);
}
