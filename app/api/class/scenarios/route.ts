import { answerPack } from '@/lib/console/class-live';

export async function GET(request: Request) {
  return answerPack(new URL(request.url).searchParams);
}
