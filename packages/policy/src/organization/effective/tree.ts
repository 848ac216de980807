import { EMPTY_APPEND_SETS } from '../open-points';
import {
  type ControlSource,
  type DocumentSetting,
  type EffectiveValue,
  type MapSchema,
  type Overruled,
  type OverruledReason,
  type Scalar,
  type SettingSchema,
  VALUE_OPERATORS,
  type ValueOperator,
  type ValueSource,
} from '../types';

/** The operators that policies of lower nodes may use. A control counts from the next node on. */
export class Gate {
  // Most nodes have no control, so these exist from the first one on.
  private closers: Map<ValueOperator, ControlSource> | null = null;
  private pending: { control: ReadonlySet<ValueOperator>; source: ControlSource }[] | null = null;

  add(control: ReadonlySet<ValueOperator>, source: ControlSource): void {
    this.pending ??= [];
    this.pending.push({ control, source });
  }

  /** Closes what the controls of the finished node do not allow. The first control that closes an operator is its closer. */
  commit(): void {
    if (!this.pending) return;
    this.closers ??= new Map();
    for (const { control, source } of this.pending) {
      for (const operator of VALUE_OPERATORS) {
        if (!control.has(operator) && !this.closers.has(operator)) this.closers.set(operator, source);
      }
    }
    this.pending = null;
  }

  closerOf(operator: ValueOperator): ControlSource | null {
    return this.closers?.get(operator) ?? null;
  }

  allowed(): readonly ValueOperator[] {
    const { closers } = this;
    return closers ? VALUE_OPERATORS.filter((operator) => !closers.has(operator)) : VALUE_OPERATORS;
  }

  /** Returns the control that closed the last operator, or null while one is allowed. */
  closedBy(): ControlSource | null {
    if (!this.closers || this.closers.size < VALUE_OPERATORS.length) return null;
    return [...this.closers.values()].at(-1) ?? null;
  }
}

export class TreeMap {
  readonly kind = 'map';
  readonly gate = new Gate();
  readonly members = new Map<string, TreeNode>();

  constructor(readonly schema: MapSchema) {}
}

export type TreeNode = TreeMap | TreeSetting;

export class TreeSetting {
  readonly kind = 'setting';
  readonly gate = new Gate();
  /** The values in order by their JSON text, or null for a setting without a value. */
  values: Map<string, EffectiveValue> | null = null;
  setBy: ValueSource | null = null;
  readonly overruled: Overruled[] = [];
  private pending: { values: DocumentSetting['values']; policy: string; node: string }[] = [];

  constructor(readonly schema: SettingSchema) {}

  add(values: DocumentSetting['values'], policy: string, node: string): void {
    this.pending.push({ values, policy, node });
  }

  setDefault(value: Scalar): void {
    this.values ??= new Map([[JSON.stringify(value), { value, source: null }]]);
  }

  /**
   * Applies the operators of one node: the first assignment, then all appends, then all removals. Source: Organizations User Guide,
   * "Inheritance operators", and measured.
   */
  commit(): void {
    for (const operator of VALUE_OPERATORS) {
      let first: ValueSource | null = null;
      for (const { values, policy, node } of this.pending) {
        const given = values[operator];
        if (given === null) continue;
        const source: ValueSource = { policy, node, operator };
        const by = this.gate.closerOf(operator);
        if (by) this.overrule(source, given, { kind: 'OPERATOR_NOT_ALLOWED', by });
        else if (operator === '@@append') this.append(source, given);
        else if (operator === '@@remove') this.remove(source, given);
        else if (first) this.overrule(source, given, { kind: 'ASSIGNED_EARLIER', by: first });
        else {
          first = source;
          this.assign(source, given);
        }
      }
    }
    this.pending = [];
  }

  private assign(source: ValueSource, given: readonly Scalar[]): void {
    if (this.setBy && this.values?.size === 0) this.overrule(this.setBy, [], { kind: 'REPLACED', by: source });
    for (const old of this.values?.values() ?? []) {
      if (old.source) this.overrule(old.source, [old.value], { kind: 'REPLACED', by: source });
    }
    this.values = new Map();
    this.setBy = source;
    for (const value of given) this.values.set(JSON.stringify(value), { value, source });
  }

  private append(source: ValueSource, given: readonly Scalar[]): void {
    if (this.values === null) {
      if (given.length === 0 && !EMPTY_APPEND_SETS) return;
      this.values = new Map();
      this.setBy = source;
    }
    for (const value of given) {
      const key = JSON.stringify(value);
      const present = this.values.get(key)?.source;
      if (present) this.overrule(source, [value], { kind: 'ALREADY_PRESENT', by: present });
      else this.values.set(key, { value, source });
    }
  }

  private remove(source: ValueSource, given: readonly Scalar[]): void {
    for (const value of given) {
      const key = JSON.stringify(value);
      const present = this.values?.get(key)?.source;
      if (!present) this.overrule(source, [value], { kind: 'NOT_PRESENT' });
      else {
        this.overrule(present, [value], { kind: 'REMOVED', by: source });
        this.values?.delete(key);
      }
    }
  }

  private overrule(source: ValueSource, values: readonly Scalar[], reason: OverruledReason): void {
    if (values.length === 0) this.overruled.push({ source, reason });
    for (const value of values) this.overruled.push({ source, value, reason });
  }
}
