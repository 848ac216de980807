import { useEffect, useState } from 'react';
import type { AccessGraph } from '@/lib/access/graph/operations';
import type { GraphLine, Position } from './graph-parts';
import type { Layout, LayoutTask } from './lay-out';

/** A drawing: positions among the nodes of a response, and the lines between them. */
export type Drawing = { graph: AccessGraph; nodes: readonly number[]; lines: readonly GraphLine[] };
type LaidOut = { drawing: Drawing; positions: ReadonlyMap<number, Position> };

/**
 * Returns a drawing with node positions, computed in a worker. Until they are ready it returns the previous one. `failed` means
 * that the layout failed.
 */
export function useLayout(drawing: Drawing): { laidOut: LaidOut | null; failed: boolean } {
  const [laidOut, setLaidOut] = useState<LaidOut | null>(null);
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    const worker = new Worker(new URL('./layout-worker.ts', import.meta.url), { type: 'module' });
    worker.onmessage = ({ data }: MessageEvent<Layout>) => {
      setLaidOut({ drawing, positions: new Map(data.map(([node, x, y]) => [node, { x, y }])) });
      worker.terminate();
    };
    worker.onerror = () => setFailed(true);
    worker.postMessage({ nodes: drawing.nodes, lines: drawing.lines } satisfies LayoutTask);
    return () => worker.terminate();
  }, [drawing]);
  return { laidOut, failed };
}
