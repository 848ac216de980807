import fc from 'fast-check';
import { loadModels } from './lib/aws-api/protocol/sdk-schemas';
import { setQuotas } from './lib/core/quotas';
import { loadModules } from './lib/modules';

// Fixed, so that a failure is one for everybody; `FUZZ_SEED=$RANDOM npx vitest run packages/policy/src` is another search.
fc.configureGlobal({ seed: Number(process.env.FUZZ_SEED ?? 20_260_927) });

// Test files share what is loaded (vitest.config.ts): what one has set is set back for the next.
setQuotas(null);

// As each program does when it starts.
await loadModules();
await loadModels();
