// Emulates the AWS calls of org-formation besides IAM, STS and Organizations, for practice on this machine. It checks no
// signature and stores nothing after it ends. The word after its name is its port.
import { createServer } from 'node:http';

const REGIONS =
  '<DescribeRegionsResponse><regionInfo><item><regionName>us-east-1</regionName></item></regionInfo></DescribeRegionsResponse>';
/** By the path of a bucket or of an object in it. */
const stored = new Map();

createServer(async (request, response) => {
  const body = Buffer.concat(await request.toArray());
  const { pathname } = new URL(request.url ?? '/', 'http://localhost');
  /** @param {number} status @param {string | Buffer} [text] */
  const answer = (status, text = '') => response.writeHead(status).end(text);
  const target = String(request.headers['x-amz-target'] ?? '');
  if (body.includes('Action=DescribeRegions')) return answer(200, REGIONS);
  if (target === 'AWSEvents.PutEvents') return answer(200, '{"FailedEntryCount":0,"Entries":[{"EventId":"1"}]}');
  // An account without a support plan is told so.
  if (target) return answer(400, '{"__type":"SubscriptionRequiredException","message":"There is no support plan."}');
  if (request.method === 'PUT') {
    stored.set(pathname, body);
    return answer(200);
  }
  const found = stored.get(pathname);
  return found ? answer(200, found) : answer(404, '<Error><Code>NoSuchKey</Code><Message>Not stored.</Message></Error>');
}).listen(Number(process.argv[2] ?? 4567), '127.0.0.1');
