import { KIND_RULES, type PolicyKind } from '@/lib/engine';
import { layOut } from '../access/policy-excerpt';

/** The document with one more statement, to be filled in; null when the text is no JSON object. */
export function addStatement(text: string, kind: PolicyKind): string | null {
  const document = parseObject(text);
  if (!document) return null;
  const stored = document.Statement;
  const statements = Array.isArray(stored) ? stored : stored === undefined ? [] : [stored];
  return layOut(JSON.stringify({ Version: '2012-10-17', ...document, Statement: [...statements, blankStatement(kind)] }));
}

function parseObject(text: string): Readonly<Record<string, unknown>> | null {
  if (text.trim() === '') return {};
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}

function blankStatement(kind: PolicyKind): Readonly<Record<string, unknown>> {
  if (kind === 'trust') return { Effect: 'Allow', Principal: {}, Action: 'sts:AssumeRole' };
  const { principal } = KIND_RULES[kind];
  return {
    Effect: kind === 'rcp' || kind === 'scp' ? 'Deny' : 'Allow',
    ...(principal === 'required' ? { Principal: '*' } : {}),
    Action: [],
    Resource: '*',
  };
}
