import { openDatabase } from '../../db/client';
import { loadModules } from '../../modules';
import { startAwsApi } from '../server/start-aws-api';

// Runs for another-process.ts: the wire API in its own process. It prints its port and ends when its input ends.
async function main([url = '']: string[]): Promise<void> {
  await loadModules();
  const database = await openDatabase(url);
  const api = await startAwsApi({ database, host: '127.0.0.1', port: 0, consoleUrl: 'http://localhost:3000' });
  process.stdin.resume().once('end', async () => {
    await api.close();
    await database.close();
    process.exit();
  });
  process.stdout.write(`${api.port}\n`);
}

void main(process.argv.slice(2));
