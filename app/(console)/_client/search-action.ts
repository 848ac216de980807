'use server';

import type { PaletteResult } from '@/components/console/shell/palette-results';
import type { ConsoleResult } from '@/lib/console/result';
import { consoleRecipe } from '@/lib/console/run-console';
import { SearchResources } from '@/lib/search/operations';
import { toPaletteResults } from './search-results';

/**
 * Finds resources of the account and questions about access for the command palette. Parts that the caller cannot list are left
 * out.
 */
export const searchConsole = consoleRecipe(async (run, text: string): Promise<ConsoleResult<readonly PaletteResult[]>> => {
  const result = await run(SearchResources, { Text: text });
  if (!result.ok) return result;
  return { ok: true, data: toPaletteResults(result.data) };
});
