'use client';

import { useQueryClient } from '@tanstack/react-query';
import dynamic from 'next/dynamic';
import { useMemo } from 'react';
import { createBrowserCatalog } from '@/components/policy-editor/browser-catalog';
import type { PolicyEditorProps } from '@/components/policy-editor/policy-editor';
import { fetchRead } from '@/lib/console/query';
import { editorSources } from './editor-sources';
import { useStatementInUrl } from './statement-in-url';

// Shared by all editors of this browser, so that a service is fetched once.
const catalog = createBrowserCatalog(async (prefixes) => {
  const input = { Prefixes: [...prefixes] };
  const read = await fetchRead('console', 'GetCatalog', input, AbortSignal.timeout(30_000));
  return read.ok ? read.data : null;
});

// CodeMirror is loaded only in browsers, and only on pages with an editor.
const Editor = dynamic(() => import('@/components/policy-editor/policy-editor').then((module) => module.PolicyEditor), {
  ssr: false,
  loading: () => <div className="h-96 rounded-md border border-line-control bg-code" />,
});

/** The policy editor with this console's catalog and the account's resources, opened at the statement that the address names. */
export function PolicyEditor(props: Omit<PolicyEditorProps, 'catalog' | 'sources' | 'statement'>) {
  const client = useQueryClient();
  const sources = useMemo(() => editorSources(client), [client]);
  return <Editor {...props} catalog={catalog} sources={sources} statement={useStatementInUrl()} />;
}

/** The editor of declarative policies. */
export const DeclarativeEditor = dynamic(
  () => import('@/components/policy-editor/declarative/declarative-editor').then((module) => module.DeclarativeEditor),
  { ssr: false, loading: () => <div className="h-96 rounded-md border border-line-control bg-code" /> },
);

/** The difference between two texts, line by line. */
export const TextDiff = dynamic(() => import('@/components/policy-editor/text-diff').then((module) => module.TextDiff), {
  ssr: false,
  loading: () => <div className="h-48 rounded-md border border-line bg-code" />,
});

/** The difference between two documents. */
export const PolicyDiff = dynamic(() => import('@/components/policy-editor/policy-diff').then((module) => module.PolicyDiff), {
  ssr: false,
  loading: () => <div className="h-48 rounded-md border border-line bg-code" />,
});
