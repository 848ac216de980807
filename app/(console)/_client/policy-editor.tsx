'use client';

import { useQueryClient } from '@tanstack/react-query';
import dynamic from 'next/dynamic';
import { useMemo } from 'react';
import { createBrowserCatalog } from '@/components/policy-editor/browser-catalog';
import type { PolicyEditorProps } from '@/components/policy-editor/policy-editor';
import { fetchRead } from '@/lib/console/query';
import { editorSources } from './editor-sources';
import { useStatementInUrl } from './statement-in-url';

// One for all editors of this browser: a service is fetched once, whatever page asks.
const catalog = createBrowserCatalog(async (prefixes) => {
  const input = { Prefixes: [...prefixes] };
  const read = await fetchRead('console', 'GetCatalog', input, AbortSignal.timeout(30_000));
  return read.ok ? read.data : null;
});

// CodeMirror comes only with the pages that have an editor, and only to the browser.
const Editor = dynamic(() => import('@/components/policy-editor/policy-editor').then((module) => module.PolicyEditor), {
  ssr: false,
  loading: () => <div className="h-96 rounded-md border border-line-control bg-code" />,
});

/** The policy editor with the catalog of this console and what there is in the account behind it, at the statement that the address of the page names. */
export function PolicyEditor(props: Omit<PolicyEditorProps, 'catalog' | 'sources' | 'statement'>) {
  const client = useQueryClient();
  const sources = useMemo(() => editorSources(client), [client]);
  return <Editor {...props} catalog={catalog} sources={sources} statement={useStatementInUrl()} />;
}

/** What changed between two documents. */
export const PolicyDiff = dynamic(() => import('@/components/policy-editor/policy-diff').then((module) => module.PolicyDiff), {
  ssr: false,
  loading: () => <div className="h-48 rounded-md border border-line bg-code" />,
});
