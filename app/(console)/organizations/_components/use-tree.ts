'use client';

import { keepPreviousData, useQueries } from '@tanstack/react-query';
import { useState } from 'react';
import { useSettled } from '@/app/(console)/_client/use-settled';
import type { TreeItem } from '@/components/console/tree/tree-model';
import { branchQuery, foundNodesQuery } from '../queries';
import { type Branch, coveredBy, type OrganizationNode, type ParentNode, toFoundTree, toTree } from './organization-nodes';

/** The loaded tree, and the functions that load more. */
export type Tree = {
  items: readonly TreeItem<OrganizationNode>[];
  /** The IDs of the loaded nodes, grouped by read. */
  groups: readonly (readonly string[])[];
  isOpen: (id: string) => boolean;
  onOpenChange: (id: string, open: boolean) => void;
  onMore: (id: string) => void;
};

type TreeOptions = {
  /** True leaves accounts out. */
  unitsOnly?: boolean;
  /** The IDs of nodes to open, so that a node below them is visible. */
  showing?: readonly string[];
};

const NONE: readonly string[] = [];

/** Returns the tree below a root. The root's children are read at once, and an OU's when it is opened, page by page. */
export function useTree(root: ParentNode, { unitsOnly, showing = NONE }: TreeOptions = {}): Tree {
  /** The nodes that the viewer has opened (true) or closed (false). */
  const [toggled, setToggled] = useState<ReadonlyMap<string, boolean>>(new Map());
  const [pages, setPages] = useState<ReadonlyMap<string, number>>(new Map());
  const rootId = root.Id;
  const pagesOf = (id: string) => Array.from({ length: pages.get(id) ?? 1 }, (_, index) => index + 1);

  const rootReads = useQueries({ queries: pagesOf(rootId).map((page) => branchQuery({ unitsOnly, page })) });
  const rootBranch = toBranch(rootReads);
  const opened = [...toggled].flatMap(([id, open]) => (open ? [id] : []));
  const asked = rootBranch.whole ? [] : [...new Set([...opened, ...showing])].filter((id) => id !== rootId);
  const wanted = asked.flatMap((id) => pagesOf(id).map((page) => ({ id, page })));
  const reads = useQueries({ queries: wanted.map(({ id, page }) => branchQuery({ parentId: id, unitsOnly, page })) });
  const branches = new Map([[rootId, rootBranch]]);
  for (const id of asked) branches.set(id, toBranch(reads.filter((_, index) => wanted[index]?.id === id)));

  const covered = coveredBy(branches);
  const isOpen = (id: string) => toggled.get(id) ?? (id === rootId || covered.has(id) || showing.includes(id));
  const onOpenChange = (id: string, open: boolean) => {
    // An account under a dragged row has nothing to open.
    if (!/^\d/.test(id)) setToggled((current) => new Map(current).set(id, open));
  };
  const onMore = (id: string) => {
    const failed = branches.get(id)?.failed;
    if (failed)
      (id === rootId ? rootReads : reads.filter((_, index) => wanted[index]?.id === id)).forEach((each) => void each.refetch());
    else setPages((current) => new Map(current).set(id, (current.get(id) ?? 1) + 1));
  };
  const countIn = ({ UnitCount, AccountCount }: ParentNode) => (unitsOnly ? UnitCount : UnitCount + AccountCount);
  const groups = [[rootId], ...[...rootReads, ...reads].map(({ data }) => (data?.ok ? data.data.Rows.map(({ Id }) => Id) : []))];
  return {
    items: [toTree(root, branches, countIn)],
    groups: groups.filter((ids) => ids.length > 0),
    isOpen,
    onOpenChange,
    onMore,
  };
}

type BranchRead = ReturnType<typeof useQueries<ReturnType<typeof branchQuery>[]>>[number];

function toBranch(reads: readonly BranchRead[]): Branch {
  const read = reads.flatMap(({ data }) => (data?.ok ? [data.data] : []));
  const nodes = new Map(read.flatMap(({ Rows }) => Rows).map((node) => [node.Id, node]));
  return {
    nodes: [...nodes.values()],
    total: read.at(-1)?.Total,
    whole: read.length === reads.length && read.every(({ Whole }) => Whole),
    reading: reads.some(({ data, error }) => data === undefined && error === null),
    failed: reads.some(({ data, error }) => data?.ok === false || error !== null),
  };
}

const TYPING_MS = 150;
/** The number of results per page. Each comes with its ancestors, so larger pages would be slow. */
const FOUND_AT_ONCE = 100;

/** Returns the results of a search in the tree, page by page. @param text an empty text is not searched for */
export function useFoundNodes(text: string) {
  const settled = useSettled(text.trim(), TYPING_MS);
  const [more, setMore] = useState({ text: settled, pages: 1 });
  const pages = more.text === settled ? more.pages : 1;
  const reads = useQueries({
    queries: Array.from({ length: settled === '' ? 0 : pages }, (_, index) => ({
      ...foundNodesQuery({ Filters: [settled], Page: index + 1, PageSize: FOUND_AT_ONCE }),
      placeholderData: keepPreviousData,
    })),
  });
  const read = reads.flatMap(({ data }) => (data?.ok ? [data.data] : []));
  const found = [...new Map(read.flatMap(({ Rows }) => Rows).map((node) => [node.Id, node])).values()];
  const above = new Map(read.flatMap(({ Above }) => Above).map((node) => [node.Id, node]));
  for (const { Id } of found) above.delete(Id);
  const failed = reads.find(({ data }) => data?.ok === false)?.data;
  return {
    /** The tree of results; undefined without a search or before its first results. */
    items: read.length > 0 && text.trim() !== '' ? toFoundTree(found, [...above.values()]) : undefined,
    groups: read
      .flatMap(({ Rows, Above }) => [Rows, Above].map((nodes) => nodes.map(({ Id }) => Id)))
      .filter((ids) => ids.length > 0),
    matches: read.at(-1)?.Matches ?? 0,
    shown: found.length,
    error: failed?.ok === false ? failed.error : undefined,
    onMore: () => setMore({ text: settled, pages: pages + 1 }),
  };
}
