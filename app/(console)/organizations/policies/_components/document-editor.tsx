'use client';

import { useEffect, useState } from 'react';
import { DeclarativeEditor, PolicyEditor } from '@/app/(console)/_client/policies/policy-editor';
import { documentProblem } from '@/components/policy-editor/document-problem';
import type { PolicyTypeFacts } from '../../_components/policy-types';

type DocumentEditorProps = {
  type: PolicyTypeFacts;
  label: string;
  value: string;
  onChange: (value: string) => void;
  maxCharacters: number;
};

/** Renders the editor for the documents of a type. */
export function DocumentEditor({ type, ...editor }: DocumentEditorProps) {
  return type.kind === null ? <DeclarativeEditor {...editor} type={type.id} /> : <PolicyEditor {...editor} kind={type.kind} />;
}

/**
 * Returns the function that says why a document of a type can't be saved. The syntax of declarative types is loaded apart, so that the
 * pages of SCPs and RCPs do not contain it and no field waits for it.
 */
export function useDocumentProblem(type: PolicyTypeFacts, maxCharacters: number): (text: string) => string | undefined {
  const [declarative, setDeclarative] = useState<typeof import('@/components/policy-editor/declarative/declarative-findings')>();
  const isDeclarative = type.kind === null;
  useEffect(() => {
    if (isDeclarative) void import('@/components/policy-editor/declarative/declarative-findings').then(setDeclarative);
  }, [isDeclarative]);
  return (text) => {
    if (type.kind !== null) return documentProblem(text, type.kind, maxCharacters);
    return declarative ? declarative.declarativeProblem(type.id, text, maxCharacters) : 'Loading the syntax';
  };
}
