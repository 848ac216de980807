import { apiCoverage } from '../lib/aws-api/coverage/operations';

// `npm run --silent coverage`: which operations of IAM, Organizations and STS can be called here, as a Markdown table.
const operations = await apiCoverage();
// `| head` closes the output early.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));
for (const service of new Set(operations.map(({ Service }) => Service))) {
  const all = operations.filter(({ Service }) => Service === service);
  console.log(`${service}: ${all.filter(({ Implemented }) => Implemented).length} of ${all.length}`);
}
console.log('\n| Service | Operation | Access level | Resource types | Implemented |\n|---|---|---|---|---|');
for (const { Service, Name, AccessLevel, ResourceTypes, Implemented } of operations) {
  console.log(`| ${Service} | ${Name} | ${AccessLevel ?? ''} | ${ResourceTypes.join(', ')} | ${Implemented ? 'yes' : 'no'} |`);
}
