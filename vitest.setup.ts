import fc from 'fast-check';

// Fixed, so that a failure is one for everybody; `FUZZ_SEED=$RANDOM npx vitest run lib/engine` is another search.
fc.configureGlobal({ seed: Number(process.env.FUZZ_SEED ?? 20_260_927) });
