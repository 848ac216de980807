import { setUp } from './set-up';

// Run by `npm start`: prints a SetupResult as JSON.
setUp().then(
  (result) => {
    console.log(JSON.stringify(result));
    process.exit(0);
  },
  (error: Error) => {
    console.error(error.message);
    process.exit(1);
  },
);
