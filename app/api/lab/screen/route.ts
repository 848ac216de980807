import { answerClassScreen } from '@/lib/console/class-live';

export async function GET(request: Request) {
  return answerClassScreen(request);
}
